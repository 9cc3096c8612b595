// backup: a copy for whoever runs the bot, where they want it.
#include "bot/backup.h"

#include <filesystem>
#include <ostream>

#include "bot/cli/verbs.h"
#include "bot/config.h"
#include "storage/database.h"

namespace banwei::cli {

namespace fs = std::filesystem;

namespace {

std::int64_t copied(const std::string& database, const std::string& file, bool force) {
  try {
    return back_up(database, file, force);
  } catch (const storage::Error& error) {
    if (error.file() == storage::FileState::damaged)
      throw std::runtime_error(database + " 已损坏，没有备份成（" + error.what() +
                               "）：以前的备份请留好，banwei doctor 会说怎么办");
    throw std::runtime_error(file + " 没有备份成（" + error.what() + "）：请换一个有空间、可写的文件夹再备份一次");
  }
}

}  // namespace

int backup(const std::string& config_path, const std::string& file, bool force, std::ostream& out) {
  const Config config = read_config(config_path);
  if (!fs::exists(config.database)) throw std::runtime_error(config.database + " 还不存在：先运行一次 banwei");
  if (fs::exists(file) && !fs::is_regular_file(file)) throw std::runtime_error(file + " 不是文件：请写一个文件名");
  if (!force && fs::exists(file)) throw std::runtime_error(file + " 已经存在：换个名字，或加 --force 覆盖它");
  std::error_code ignored;
  if (fs::equivalent(config.database, file, ignored)) throw std::runtime_error(file + " 就是数据库本身：请换个名字");
  const std::int64_t rows = copied(config.database, file, force);
  out << "已备份到 " << file << "：" << rows << " 行，" << fs::file_size(file) / 1024 << " KiB，完整性检查通过\n";
  return exit_fine;
}

}  // namespace banwei::cli
