// restore: a backup takes the place of the database, which is put aside.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "bot/app.h"
#include "bot/backup.h"
#include "bot/cli/confirming.h"
#include "bot/clock.h"
#include "bot/config.h"
#include "storage/stores.h"

namespace banwei::cli {

namespace fs = std::filesystem;

namespace text {

constexpr Sentence no_file{"{} 不是文件：请写一个备份文件", "{} is no file: name a backup"};
constexpr Sentence itself{"{} 就是数据库本身：请写一个备份文件", "{} is the database itself: name a backup"};
constexpr Sentence damaged{"{} 不能用（{}），什么都没有改：换一个备份",
                           "{} cannot be used ({}); nothing was changed: take another backup"};
constexpr Sentence holds{
    "{}（{} 的备份）检查过，是好的：{} 个班，{} 位同学，最后听到的话在 {}\n"
    "换上它，之后记下的就都没有了；现在的数据库会留成 {}",
    "{} (a backup of {}) is sound: {} classes, {} students, last heard at {}\n"
    "What was recorded since will not be there; the database of now stays as {}"};
constexpr Sentence nothing_before{"{}（{} 的备份）检查过，是好的：{} 个班，{} 位同学，最后听到的话在 {}",
                                  "{} (a backup of {}) is sound: {} classes, {} students, last heard at {}"};
constexpr Sentence nobody_heard{"（还没有）", "(none yet)"};
constexpr Sentence ask{"换上吗？（是/否）", "Put it in its place? (y/n)"};
constexpr Sentence undone{"什么都没有改", "nothing was changed"};
constexpr Sentence not_moved{"{} 换不了名字（{}）：检查文件夹能不能写，再运行一次",
                             "{} cannot be renamed ({}): see whether its folder can be written, and run it again"};
constexpr Sentence done{"已换上。启动 banwei 以后，群里这段时间说过的话会从群历史补读",
                        "done. Once banwei runs, what the groups said meanwhile is read from their history"};
constexpr Sentence kept{
    "原来的数据库留在 {}，里面也有大家的数据，确认没问题就删掉，{}天后夜里会自动删",
    "the database before it stays as {}; it holds people's data too: delete it when all is well, or "
    "in {} days the night will"};

}  // namespace text

namespace {

/// The lock makes a file where there was none: unless something takes its place it goes again.
class Leftover {
 public:
  explicit Leftover(const std::string& database) : database_(database), mine_(!fs::exists(database)) {}
  Leftover(const Leftover&) = delete;
  Leftover& operator=(const Leftover&) = delete;
  ~Leftover() {
    std::error_code error;
    if (mine_ && fs::file_size(database_, error) == 0) unlink(database_.c_str());
  }

 private:
  std::string database_;
  bool mine_;
};

std::string shown(Utc at, const Zone& zone) {
  const auto local = zone.at(at).local;
  const std::chrono::hh_mm_ss time{local - std::chrono::floor<std::chrono::days>(local)};
  return fmt::format("{} {:02}:{:02}", iso(zone.at(at).day()), time.hours().count(), time.minutes().count());
}

/// A name that nothing has yet.
std::string aside_name(const std::string& database, const std::string& when) {
  std::string stamp;
  for (const char c : when) {
    if (c != '-' && c != ':') stamp += c == ' ' ? '-' : c;
  }
  const std::string name = database + ".before-" + stamp;
  std::string free = name;
  for (int i = 2; fs::exists(free); ++i) free = name + "." + std::to_string(i);
  return free;
}

void move(const std::string& from, const std::string& to) {
  if (rename(from.c_str(), to.c_str()) != 0) throw Explained(text::not_moved, from, std::strerror(errno));
}

/// A copy on its way, brought to this program's shape; it goes unless it takes the database's place.
class Fresh {
 public:
  Fresh(const std::string& database, const std::string& backup) : path_(database + ".restoring") {
    try {
      (void)back_up(backup, path_, true);
      storage::Database copy(path_, storage::Database::Access::write);
      storage::Stores stores(copy);
      classes = stores.members.classes().size();
      for (const Class& klass : stores.members.classes()) students += stores.members.students(klass.id).size();
      heard = stores.inbox.latest();
      stores.audit.add({.at = SystemClock().wall(), .verb = "database.restore"});
      copy.compact();
    } catch (const std::exception& error) {
      remove();
      throw Explained(text::damaged, backup, why(error));
    }
  }
  Fresh(const Fresh&) = delete;
  Fresh& operator=(const Fresh&) = delete;
  ~Fresh() { remove(); }

  const std::string& path() const { return path_; }

  std::size_t classes = 0;
  std::size_t students = 0;
  std::optional<Utc> heard = {};

 private:
  void remove() const {
    for (const char* ending : {"", "-wal", "-shm"}) unlink((path_ + ending).c_str());
  }

  std::string path_;
};

/// What stands in the log of a sound file goes into it, so that the file alone holds all.
void fold_log(const std::string& database) {
  try {
    storage::Database(database, storage::Database::Access::write).compact();
  } catch (const std::exception&) {
    // It is damaged, perhaps: its log is put aside with it.
  }
}

/// A log of the old file beside the new one would be taken for its own: it goes first.
void swap(const std::string& database, const std::string& fresh, const std::string& aside) {
  for (const char* ending : {"-wal", "-shm", ""}) {
    if (fs::exists(database + ending)) move(database + ending, aside + ending);
  }
  move(fresh, database);
  const int folder = open(fs::absolute(database).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    fsync(folder);
    close(folder);
  }
}

}  // namespace

int restore(const std::string& config_path, const std::string& file, const Confirmation& how, Voice& voice) {
  const Config config = read_config(config_path);
  const std::string& database = config.database;
  if (!fs::is_regular_file(file)) throw Explained(text::no_file, file);
  std::error_code ignored;
  if (fs::equivalent(database, file, ignored)) throw Explained(text::itself, file);
  const bool replaces = fs::exists(database) && fs::file_size(database) > 0;
  const Leftover leftover(database);
  const DatabaseLock lock(database);
  const Fresh fresh(database, file);
  const Zone zone(config.zone);
  const auto written = std::chrono::file_clock::to_sys(fs::last_write_time(file));
  const std::string of = shown(std::chrono::floor<std::chrono::seconds>(written), zone);
  const std::string heard = fresh.heard ? shown(*fresh.heard, zone) : voice.words(text::nobody_heard);
  const std::string aside = aside_name(database, shown(SystemClock().wall(), zone));
  if (replaces) {
    voice.say(text::holds, file, of, fresh.classes, fresh.students, heard, aside);
  } else {
    voice.say(text::nothing_before, file, of, fresh.classes, fresh.students, heard);
  }
  if (!confirmed(how, phrase(text::ask), text::undone, voice)) return exit_fine;
  if (replaces) fold_log(database);
  swap(database, fresh.path(), aside);
  voice.say(text::done);
  if (replaces) {
    voice.say(text::kept, aside, config.settings.retention.shortest().count());
  } else {
    unlink(aside.c_str());  // the lock had made an empty one
  }
  return exit_fine;
}

}  // namespace banwei::cli
