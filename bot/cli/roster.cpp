// roster import, remove, transfer: shows what would change, asks, and has all of it done or nothing.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "bot/app.h"
#include "bot/cli/confirming.h"
#include "bot/cli/incoming.h"
#include "bot/cli/people.h"
#include "bot/cli/verbs.h"
#include "bot/control.h"
#include "bot/worker.h"
#include "handlers/care/coverage.h"
#include "handlers/common/csv.h"
#include "handlers/common/decoding.h"
#include "handlers/members/roster_cells.h"
#include "handlers/members/roster_import.h"
#include "handlers/members/roster_preview.h"
#include "handlers/members/roster_reader.h"
#include "handlers/members/roster_sheet.h"

namespace banwei::cli {

namespace text {

constexpr Sentence foreign_folder{"{} 属于另一个用户：请以它的身份运行（runuser -u banwei -- banwei …）",
                                  "{} belongs to another user: run this as that one (runuser -u banwei -- banwei ...)"};
constexpr Sentence wrong{
    "名单有 {} 处要改，什么都没有写入。改好后再导入一次",
    "{} places of the roster are to be mended; nothing was written. Mend them and import it again"};
constexpr Sentence ask_same{"他们是同一个人、只是学号少了开头的0吗？（是/否）",
                            "Are they the same people, whose numbers have lost their zeros in front? (y/n)"};
constexpr Sentence open_zeros{
    "什么都没有写入：先说清楚他们是不是同一个人。是同一个人加 --zeros same，不是加 --zeros different，再运行一次",
    "nothing was written: are they the same people? Add --zeros same if so, else --zeros different, and run it again"};
constexpr Sentence nothing{"没有要改的", "there is nothing to change"};
constexpr Sentence ask_removal{"{}位不再在名单里，移除他们吗？以前的记录都留着（是/否）",
                               "{} are no longer in the roster. Remove them? What they said stays (y/n)"};
constexpr Sentence kept{
    "{}位不再在名单里，人都留着（交接的职务按上面换人）；确认不在了，加 --remove 再运行一次",
    "{} are no longer in the roster and were kept, save for posts handed over as above: add --remove and run it "
    "again to remove them"};
constexpr Sentence done{"已写入：新增 {} 更新 {} 不变 {} 移除 {}",
                        "written: new {}, changed {}, the same {}, removed {}"};
constexpr Sentence alone{"{} 个班还没有第二位能私聊到的老师：请辅导员、班主任和学工办加班级小助手为好友",
                         "{} classes have no second teacher who can be whispered to: let counsellors, class teachers "
                         "and the office befriend the bot"};
constexpr Sentence comparing{"正在比对 {}/{}", "comparing {} of {}"};
constexpr Sentence writing{"正在写入 {}/{}", "writing {} of {}"};
constexpr Sentence stop_first{
    "运行中的 banwei 一次只收{}行，免得别人等：请先停下它再导入，或分成几个文件",
    "a running banwei takes {} rows at a time, so that nobody waits: stop it first, or import "
    "in several files"};
constexpr Sentence not_done{"运行中的 banwei 没有写入：{}", "the running banwei did not write it: {}"};
constexpr Sentence nobody{"名单里没有“{}”。请写学号、工号、姓名或 QQ",
                          "{} is not in the roster: give number, name or account"};
constexpr Sentence newcomer{"名单里没有“{}”。新来的同学请写学号，再加 --name 姓名",
                            "{} is not in the roster. For somebody new give the number and --name NAME"};
constexpr Sentence is_staff{"“{}”是老师：班级请在教职工名单里改",
                            "{} is staff: change the classes in the roster of staff"};
constexpr Sentence removal{"移除 {}：{}", "remove {}: {}"};
constexpr Sentence who{"{}（{} {}）", "{} ({} {})"};

}  // namespace text

namespace {

constexpr int rows_limit = 200'000;
constexpr std::size_t order_limit = 4U << 20U;  // bytes of CSV for a running bot

/// What root makes in the folder of somebody else, that one's bot could not open.
void refuse_in_a_foreign_folder(const std::string& database) {
  const auto folder = std::filesystem::absolute(database).parent_path();
  struct stat status {};
  if (stat(folder.c_str(), &status) == 0 && geteuid() == 0 && status.st_uid != 0)
    throw Explained(text::foreign_folder, folder.string());
}

/// The stores as they are: of the running bot's file, else of our own, else of none. Nothing is written but a newer
/// shape of the tables.
class View {
 public:
  explicit View(const std::string& database) {
    const bool running = ask_daemon(database, {{"verb", "status"}}).has_value();
    const bool there = std::filesystem::exists(database);
    if (!running && there) {
      refuse_in_a_foreign_folder(database);
      lock_.emplace(database);
    }
    using Access = storage::Database::Access;
    database_.emplace(there ? database : ":memory:", running && there ? Access::read : Access::write);
    stores_.emplace(*database_);
  }

  storage::Stores& stores() { return *stores_; }

 private:
  std::optional<DatabaseLock> lock_;
  std::optional<storage::Database> database_;
  std::optional<storage::Stores> stores_;
};

/// What is to be done, and the same as text for the running bot.
struct Order {
  members::Roster roster = {};
  std::string csv = {};  // "" for nobody
  members::Choices choices = {};
};

members::Zeros zeros_of(std::string_view word) {
  if (word.empty()) return members::Zeros::ask;
  return word == "same" ? members::Zeros::same : members::Zeros::different;
}

std::string_view word(members::Zeros zeros) { return zeros == members::Zeros::same ? "same" : "different"; }

void report(const Config& config, const members::ImportCounts& counts, Voice& voice) {
  voice.say(text::done, counts.added, counts.updated, counts.unchanged, counts.removed);
  storage::Database database(config.database, storage::Database::Access::read);
  const storage::Stores stores(database);
  if (const auto alone = care::classes_without_a_second(stores.members, SystemClock().wall()); !alone.empty())
    voice.say(text::alone, alone.size());
}

/// How far a large roster is, for whoever sits before it.
class Progress {
 public:
  Progress(const Sentence& what, std::size_t total, Voice& voice)
      : what_(what), total_(total), shown_(total > rows_a_line && voice.attended()) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() {
    if (shown_ && done_ > 0) std::cerr << "\r\033[K";
  }

  void step(const Voice& voice) {
    if (++done_ % rows_a_line == 0 && shown_) std::cerr << "\r" << voice.words(what_, done_, total_) << std::flush;
  }

 private:
  static constexpr std::size_t rows_a_line = 2'000;
  const Sentence& what_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool shown_;
};

/// Through the running bot, else into the file itself.
members::ImportCounts apply(const Config& config, Order order, Voice& voice) {
  const bool large =
      order.roster.entries.size() > static_cast<std::size_t>(members::usual_rows) || order.csv.size() > order_limit;
  if (large && ask_daemon(config.database, {{"verb", "status"}}))
    throw Explained(text::stop_first, members::usual_rows);
  nlohmann::json request{{"verb", "roster"}, {"zeros", word(order.choices.zeros)}, {"removed", order.choices.removed}};
  if (!order.csv.empty()) request["csv"] = std::move(order.csv);
  if (const auto answer = ask_daemon(config.database, request)) {
    if (answer->contains("error")) throw Explained(text::not_done, refused(*answer));
    return {.added = answer->at("added"),
            .updated = answer->at("updated"),
            .unchanged = answer->at("unchanged"),
            .removed = answer->at("removed")};
  }
  refuse_in_a_foreign_folder(config.database);
  const DatabaseLock lock(config.database);
  storage::Database connection(config.database, storage::Database::Access::write);
  storage::Stores stores(connection);
  storage::Transaction transaction(connection);
  Progress progress(text::writing, order.roster.entries.size(), voice);
  members::Import incoming(stores, std::move(order.roster), std::move(order.choices));
  const auto counts = incoming.apply(SystemClock().wall(), [&] { progress.step(voice); });
  transaction.commit();
  return counts;
}

members::Plan plan_of(const Config& config, const Order& order, Voice& voice) {
  View view(config.database);
  members::Import incoming(view.stores(), order.roster, order.choices);
  Progress progress(text::comparing, order.roster.entries.size(), voice);
  incoming.compare(SystemClock().wall(), [&] {
    progress.step(voice);
    return false;
  });
  return incoming.plan();
}

void show(const members::Plan& plan, const members::Roster& roster, Voice& voice) {
  for (const Phrase& line : members::preview(roster, plan)) voice.say(line);
}

/// Shows what an order would do, has it confirmed and applies it. `complete` lists offer the removal of the others.
int confirm_and_apply(const Config& config, Order order, Confirmation how, bool complete, Voice& voice) {
  members::Plan plan = plan_of(config, order, voice);
  if (!complete) {
    plan.gone.clear();
    plan.partial.clear();
  }
  show(plan, order.roster, voice);
  if (!plan.zeros.empty()) {
    if (how.yes || how.preview || !voice.attended()) throw Explained(text::open_zeros);
    order.choices.zeros = voice.confirms(phrase(text::ask_same)) ? members::Zeros::same : members::Zeros::different;
    plan = plan_of(config, order, voice);
    show(plan, {}, voice);
  }
  if (plan.added.empty() && plan.updated.empty() && plan.lapses.empty() && plan.gone.empty()) {
    voice.say(text::nothing);
    return exit_fine;
  }
  if (!to_be_written(how, voice)) return exit_fine;
  const bool remove =
      how.remove || (!plan.gone.empty() && !how.yes && voice.confirms(phrase(text::ask_removal, plan.gone.size())));
  if (remove) {
    for (const Person& person : plan.gone) order.choices.removed.push_back(person.number);
  }
  if (order.choices.zeros == members::Zeros::ask) order.choices.zeros = members::Zeros::different;
  report(config, apply(config, std::move(order), voice), voice);
  if (!remove && !plan.gone.empty()) voice.say(text::kept, plan.gone.size());
  return exit_fine;
}

}  // namespace

int import_roster(const std::string& config_path, const std::string& file, const Confirmation& how, Voice& voice) {
  const Config config = read_config(config_path);
  const std::string bytes = table_in(file, how.sheet, voice);
  Order order{.roster = members::read_roster(bytes, rows_limit), .choices = {.zeros = zeros_of(how.zeros)}};
  std::vector<Phrase> problems;
  for (const members::RosterProblem& one : order.roster.problems) problems.push_back(members::to_phrase(one));
  if (tell_problems(problems, text::wrong, voice)) return exit_fault;
  order.csv = decoded(bytes)->text;
  return confirm_and_apply(config, std::move(order), how, true, voice);
}

int read_sheet(const std::string& sheet, bool given) {
  const auto& limits = given ? members::given_workbook : members::sent_workbook;
  return serve_as_worker([&](std::string_view workbook) { return members::say_roster_sheet(workbook, sheet, limits); },
                         given ? given_limits : WorkerLimits{});
}

int remove_people(const std::string& config_path, const std::vector<std::string>& people, const Confirmation& how,
                  Voice& voice) {
  const Config config = read_config(config_path);
  Order order;
  std::vector<std::string> names;
  {
    View view(config.database);
    const storage::Members& members = view.stores().members;
    for (const std::string& who : people) {
      const auto person = person_named(members, who, nullptr, SystemClock().wall());
      if (!person) throw Explained(text::nobody, who);
      const auto klass = members.class_by_id(person->class_id);
      order.choices.removed.push_back(person->number);
      names.push_back(voice.words(text::who, person->name, person->number, klass ? klass->name : ""));
    }
  }
  voice.say(text::removal, names.size(), members::folded(names));
  if (!to_be_written(how, voice)) return exit_fine;
  report(config, apply(config, std::move(order), voice), voice);
  return exit_fine;
}

int transfer(const std::string& config_path, const std::string& who, const std::string& to, const std::string& name,
             const Confirmation& how, Voice& voice) {
  const Config config = read_config(config_path);
  Order order;
  {
    View view(config.database);
    const storage::Members& members = view.stores().members;
    const Class klass = class_named(members, to);
    const auto person = person_named(members, who, nullptr, SystemClock().wall());
    if (!person && name.empty()) throw Explained(text::newcomer, who);
    if (person && person->staff) throw Explained(text::is_staff, who);
    order.csv = "学号,姓名,班级,QQ\n" + csv_cell(person ? person->number : who) + "," +
                csv_cell(name.empty() ? person->name : name) + "," + csv_cell(klass.name) + ",\n";
    order.roster = members::read_roster(order.csv);
  }
  if (!order.roster.problems.empty()) throw Explained(order.roster.problems.front().what);
  order.choices.zeros = members::Zeros::different;
  return confirm_and_apply(config, std::move(order), how, false, voice);
}

}  // namespace banwei::cli
