// backup: a copy for whoever runs the bot, where they want it.
#include "bot/backup.h"

#include <filesystem>

#include "bot/cli/opened.h"
#include "bot/cli/verbs.h"
#include "bot/config.h"
#include "storage/database.h"

namespace banwei::cli {

namespace fs = std::filesystem;

namespace text {

constexpr Sentence damaged{
    "{} 已损坏，没有备份成（{}）：以前的备份请留好，banwei doctor 会说怎么办",
    "{} is damaged and was not copied ({}): keep the older backups; banwei doctor says what to do"};
constexpr Sentence failed{"{} 没有备份成（{}）：请换一个有空间、可写的文件夹再备份一次",
                          "{} was not written ({}): choose a folder that can be written and has room"};
constexpr Sentence no_file{"{} 不是文件：请写一个文件名", "{} is no file: name one"};
constexpr Sentence exists{"{} 已经存在：换个名字，或加 --force 覆盖它",
                          "{} exists: choose another name, or add --force"};
constexpr Sentence itself{"{} 就是数据库本身：请换个名字", "{} is the database itself: choose another name"};
constexpr Sentence backed_up{"已备份到 {}：{} 行，{} KiB，完整性检查通过",
                             "copied to {}: {} rows, {} KiB, checked and sound"};

}  // namespace text

namespace {

std::int64_t copied(const std::string& database, const std::string& file, bool force) {
  try {
    return back_up(database, file, force);
  } catch (const storage::Error& error) {
    if (error.file() == storage::FileState::damaged) throw Explained(text::damaged, database, error.why());
    throw Explained(text::failed, file, error.why());
  }
}

}  // namespace

int backup(const std::string& config_path, const std::string& file, bool force, Voice& voice) {
  const Config config = read_config(config_path);
  existing(config);
  if (fs::exists(file) && !fs::is_regular_file(file)) throw Explained(text::no_file, file);
  if (!force && fs::exists(file)) throw Explained(text::exists, file);
  std::error_code ignored;
  if (fs::equivalent(config.database, file, ignored)) throw Explained(text::itself, file);
  const std::int64_t rows = copied(config.database, file, force);
  voice.say(text::backed_up, file, rows, fs::file_size(file) / 1024);
  return exit_fine;
}

}  // namespace banwei::cli
