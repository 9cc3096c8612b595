#include "bot/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "storage/upkeep.h"

namespace banwei {

namespace fs = std::filesystem;

namespace text {

constexpr Sentence not_kept{"{} {}（{}）：请换一个有空间、可写的文件夹",
                            "{} {} ({}): choose a folder that can be written and has room"};
constexpr Sentence not_written{"写不进去", "cannot be written"};
constexpr Sentence not_named{"不能改名", "cannot get its name"};
constexpr Sentence not_synced{"没有落盘", "did not reach the disk"};

}  // namespace text

namespace {

/// The copy on its way: a file of our own that goes unless it is kept.
class PartialCopy {
 public:
  explicit PartialCopy(const std::string& target) : target_(target), path_(target + ".part") {
    remove();
    const int file = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) fail(text::not_written);
    close(file);
  }
  PartialCopy(const PartialCopy&) = delete;
  PartialCopy& operator=(const PartialCopy&) = delete;
  ~PartialCopy() { remove(); }

  const std::string& path() const { return path_; }

  /// Gives it its name, on the disk too.
  void keep(bool over_another) {
    const int done = over_another ? rename(path_.c_str(), target_.c_str()) : link(path_.c_str(), target_.c_str());
    if (done != 0) fail(text::not_named);
    const fs::path folder = fs::absolute(target_).parent_path();
    const int directory = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool kept = directory >= 0 && fsync(directory) == 0;
    close(directory);
    if (!kept) fail(text::not_synced);
  }

 private:
  void remove() const {
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) unlink((path_ + ending).c_str());
  }

  [[noreturn]] void fail(const Sentence& what) const {
    throw Explained(text::not_kept, target_, what, std::strerror(errno));
  }

  std::string target_;
  std::string path_;
};

}  // namespace

std::int64_t back_up(const std::string& database, const std::string& file, bool over_another,
                     const std::function<bool()>& enough) {
  PartialCopy copy(file);
  storage::Database source(database, storage::Database::Access::read);
  const std::int64_t rows = storage::back_up(source, copy.path(), enough);
  copy.keep(over_another);
  return rows;
}

}  // namespace banwei
