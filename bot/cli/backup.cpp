// backup: a copy that was opened and checked before it takes its name.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <ostream>

#include "bot/cli/verbs.h"
#include "bot/config.h"
#include "storage/upkeep.h"

namespace banwei::cli {

namespace fs = std::filesystem;

namespace {

/// The copy on its way: a file of our own that goes unless it is kept.
class Draft {
 public:
  explicit Draft(const std::string& target) : target_(target), path_(target + ".part") {
    remove();
    const int file = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) fail("写不进去");
    close(file);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() { remove(); }

  const std::string& path() const { return path_; }

  /// Gives it its name, on the disk too.
  void keep(bool over_another) {
    const int done = over_another ? rename(path_.c_str(), target_.c_str()) : link(path_.c_str(), target_.c_str());
    if (done != 0) fail("不能改名");
    const fs::path folder = fs::absolute(target_).parent_path();
    const int directory = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool kept = directory >= 0 && fsync(directory) == 0;
    close(directory);
    if (!kept) fail("没有落盘");
  }

 private:
  void remove() const {
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) unlink((path_ + ending).c_str());
  }

  [[noreturn]] void fail(const char* what) const {
    throw std::runtime_error(target_ + " " + what + "（" + std::strerror(errno) + "）：请换一个有空间、可写的文件夹");
  }

  std::string target_;
  std::string path_;
};

std::int64_t copied(storage::Database& database, const std::string& path, const std::string& file) {
  try {
    return storage::back_up(database, path);
  } catch (const storage::Error& error) {
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
  Draft draft(file);
  storage::Database database(config.database, storage::Database::Access::read);
  const std::int64_t rows = copied(database, draft.path(), file);
  draft.keep(force);
  out << "已备份到 " << file << "：" << rows << " 行，" << fs::file_size(file) / 1024 << " KiB，完整性检查通过\n";
  return exit_fine;
}

}  // namespace banwei::cli
