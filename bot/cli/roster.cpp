// roster import: reads, checks and stores a roster. Nothing is stored when a row is wrong.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <ostream>

#include "bot/app.h"
#include "bot/cli/verbs.h"
#include "bot/control.h"
#include "handlers/care/coverage.h"
#include "handlers/members/roster_csv.h"
#include "handlers/members/roster_import.h"

namespace banwei::cli {

namespace {

constexpr std::size_t file_limit = 4U << 20U;
constexpr std::size_t problems_shown = 50;

/// "-" is what is given on standard input: root's file, say, to a bot that may not read it.
std::string content_of(const std::string& file) {
  std::ifstream opened;
  if (file != "-") opened.open(file, std::ios::binary);
  std::istream& in = file == "-" ? std::cin : opened;
  std::string text(file_limit + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if ((file != "-" && !opened.is_open()) || in.bad())
    throw std::runtime_error(file + " 打不开：请检查路径和权限，或写成 banwei roster import - < 名单.csv");
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > file_limit) throw std::runtime_error(file + " 超过 4 MiB：请分成几个文件导入");
  return text;
}

/// What root makes in the folder of somebody else, that one's bot could not open.
void refuse_in_a_foreign_folder(const std::string& database) {
  const auto folder = std::filesystem::absolute(database).parent_path();
  struct stat status {};
  if (stat(folder.c_str(), &status) == 0 && geteuid() == 0 && status.st_uid != 0) {
    throw std::runtime_error(
        fmt::format("{} 属于另一个用户：请以它的身份运行（runuser -u banwei -- banwei …）", folder.string()));
  }
}

}  // namespace

int import_roster(const std::string& config_path, const std::string& file, std::ostream& out, std::ostream& err) {
  const Config config = read_config(config_path);
  const std::string text = content_of(file);
  const members::Roster roster = members::read_roster(text);
  if (!roster.problems.empty()) {
    const std::size_t shown = std::min(roster.problems.size(), problems_shown);
    for (std::size_t i = 0; i < shown; ++i) err << members::to_string(roster.problems[i]) << "\n";
    if (shown < roster.problems.size()) err << "……\n";
    err << "名单有 " << roster.problems.size() << " 处要改，什么都没有写入。改好后再导入一次\n";
    return exit_fault;
  }
  const auto report = [&](int added, int updated, int unchanged) {
    out << "新增 " << added << " 更新 " << updated << " 不变 " << unchanged << "\n";
    storage::Database database(config.database, storage::Database::Access::read);
    const storage::Stores stores(database);
    if (const auto alone = care::classes_without_a_second(stores.members, SystemClock().wall()); !alone.empty())
      out << alone.size() << " 个班还没有第二位能私聊到的老师：请辅导员、班主任和学工办加机器人为好友\n";
    return exit_fine;
  };
  if (const auto answer = ask_daemon(config.database, {{"verb", "roster"}, {"csv", text}})) {
    if (answer->contains("error"))
      throw std::runtime_error("运行中的 banwei 没有导入完：" + answer->at("error").get<std::string>());
    return report(answer->at("added"), answer->at("updated"), answer->at("unchanged"));
  }
  refuse_in_a_foreign_folder(config.database);
  const DatabaseLock lock(config.database);
  storage::Database connection(config.database, storage::Database::Access::write);
  storage::Stores stores(connection);
  const auto counts = members::import_roster(stores, roster, SystemClock().wall());
  return report(counts.added, counts.updated, counts.unchanged);
}

}  // namespace banwei::cli
