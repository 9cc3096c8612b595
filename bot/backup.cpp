#include "bot/backup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
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

namespace {

constexpr int most_nights = 31;  // that are looked for
constexpr std::string_view aside = ".before-";

/// When the file was made, so far as it can be told.
Utc made(const std::string& file) {
  struct stat status {};
  return stat(file.c_str(), &status) == 0 ? Utc{std::chrono::seconds{status.st_mtim.tv_sec}} : Utc{};
}

}  // namespace

std::string nightly_backup(const std::string& database, int nights) {
  return database + ".backup" + (nights == 0 ? "" : "." + std::to_string(nights));
}

std::vector<std::string> nightly_backups(const std::string& database) {
  std::vector<std::string> all;
  for (int night = 0; night < most_nights; ++night) {
    if (std::string file = nightly_backup(database, night); fs::exists(file)) all.push_back(std::move(file));
  }
  return all;
}

std::vector<std::string> files_of(const std::string& database) {
  std::vector<std::string> all{database, database + "-wal", database + "-shm"};
  for (auto more : {nightly_backups(database), set_aside(database)}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::vector<std::string> set_aside(const std::string& database) {
  std::vector<std::string> all;
  const std::string start = fs::path(database).filename().string() + std::string(aside);
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(fs::absolute(database).parent_path(), error)) {
    if (entry.path().filename().string().starts_with(start)) all.push_back(entry.path().string());
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::int64_t back_up_night(const std::string& database, const Nights& nights, Utc now,
                           const std::function<bool()>& enough) {
  const std::string newest = nightly_backup(database);
  const std::string fresh = newest + ".new";
  const std::int64_t rows = back_up(database, fresh, true, enough);
  for (int night = most_nights - 1; night > 1; --night)
    (void)rename(nightly_backup(database, night - 1).c_str(), nightly_backup(database, night).c_str());
  // A link, so that at no time there is no newest one.
  unlink(nightly_backup(database, 1).c_str());
  (void)link(newest.c_str(), nightly_backup(database, 1).c_str());
  if (rename(fresh.c_str(), newest.c_str()) != 0)
    throw Explained(text::not_kept, newest, text::not_named, std::strerror(errno));
  for (int night = 1; night < most_nights; ++night) {
    const std::string file = nightly_backup(database, night);
    if (night >= nights.most || made(file) < now - nights.oldest) unlink(file.c_str());
  }
  for (const std::string& file : set_aside(database)) {
    if (made(file) < now - nights.oldest) unlink(file.c_str());
  }
  return rows;
}

}  // namespace banwei
