#include "handlers/members/chat_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/common/privately.h"
#include "handlers/common/report_sheet.h"
#include "handlers/members/members_intents.h"
#include "handlers/members/roster_cells.h"
#include "handlers/members/roster_preview.h"
#include "handlers/members/roster_undo.h"

namespace banwei::members {

namespace text {
namespace {

constexpr auto how =
    "把名单文件（.xlsx 或 .csv）直接私聊发给我就行。表头写：学号 姓名 班级 QQ，还可以有 手机 职务 专业 年级。"
    "我先给你看会改什么，你回“导入”才写进去";
constexpr auto nothing = "和现在的名单一样，没有要改的";
constexpr auto zeros = "\n这些学号和已有的只差开头的0。请把学号改成和已有的一样，再发一次";
constexpr auto gone = "\n不再在名单里的人都留着（交接的职务按上面换人）；确认不在了，说“移除 姓名”";
std::string done(int added, int changed, int unchanged) {
  return fmt::format("已导入：新增{} 更新{} 不变{}。10分钟内说“撤销导入”可以退回", added, changed, unchanged);
}
constexpr auto writing = "好，正在写，写完告诉你";
constexpr auto still_busy = "上一份名单还没弄完，弄完告诉你，那时再发这一份";
constexpr auto over = "这份名单不在了，请再发一次";
constexpr auto taking_back = "正在退回，退完告诉你";
std::string undone(int count) { return fmt::format("已退回刚才的导入，{}位同学和原来一样了", count); }
constexpr auto nothing_to_undo = "没有可以退回的导入：只能退回10分钟内自己导入的";

constexpr Sentence of_staff{"老师的名单请管理员在命令行导入", "staff are imported on the command line"};
constexpr Sentence other_class{"“{}”不是你名下的班", "{} is not one of your classes"};
constexpr Sentence elsewhere{"“{}”现在不在你名下的班里，请他原来的辅导员转出，或请管理员导入",
                             "{} is not in one of your classes now"};
constexpr Sentence taken{"QQ“{}”现在是别人的，请核对", "QQ {} belongs to somebody else"};

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view owner_of_timers = "members";  // which go on with a roster
constexpr std::chrono::minutes undo_open{10};

using State = storage::StagedRoster::State;

bool is_under_way(State state) {
  return state == State::confirmed || state == State::importing || state == State::undoing;
}

Topic topic(std::int64_t id) { return {.kind = "roster", .id = id}; }

std::optional<Class> class_of_name(const storage::Members& members, const std::string& name) {
  if (auto klass = members.class_by_name(name)) return klass;
  for (Class& klass : members.classes()) {
    if (class_name(klass.name) == name) return std::move(klass);
  }
  return std::nullopt;
}

bool imports(const Speaker& speaker) {
  return std::any_of(speaker.grants.begin(), speaker.grants.end(),
                     [](const Grant& grant) { return importers.has(grant.role); });
}

}  // namespace

std::optional<Interpretation> ChatImport::listen(const Utterance& said, const Context& context) {
  if (const Part* file = ImportTalk::file_in(context.message); file != nullptr && imports(context.speaker)) {
    Interpretation heard{.intent = &intents::roster_file};
    heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
    heard.understood.act = [this, part = *file](const Context& call) { return talk_.fetch(call, part); };
    return heard;
  }
  if (context.message.place != Place::direct) return std::nullopt;
  return talk_.answer(
      intents::import_answer, said, context,
      [this](const Context& call, const storage::Question& asked, bool yes) { return settle(call, asked, yes); });
}

Reply ChatImport::explain(const Context& call) { return privately(call, text::how); }

Reply ChatImport::came(const SentFile& file, const Moment& now) {
  const auto person = talk_.sender(file);
  if (!person) return {};
  if (const std::string why = ImportTalk::why_unread(file); !why.empty()) return privately(*person, why);
  if (read_report_sheet(file.content)) return {};  // It is no roster; whoever compares such sheets answers.
  const auto before = stores_.staged_rosters.of(person->id);
  if (before && is_under_way(before->state)) return privately(*person, text::still_busy);
  if (before) forget(before->id);
  return go_on(stores_.staged_rosters.stage(person->id, file.content, now.utc), now);
}

ChatImport::Work* ChatImport::known(std::int64_t id) {
  const auto found = works_.find(id);
  if (found == works_.end()) return nullptr;
  if (found->second.undone == stores_.database.undone()) return &found->second;
  works_.erase(found);
  return nullptr;
}

/// Nothing when its sender is gone.
ChatImport::Work* ChatImport::begin(const storage::StagedRoster& staged, Utc now) {
  const auto owner = stores_.members.by_id(staged.person);
  if (!owner) return nullptr;
  Work work{.undone = stores_.database.undone(),
            .owner = *owner,
            .speaker = {*owner, stores_.members.grants(*owner, now)},
            .reading = RosterReading(stores_.staged_rosters.csv(staged.id))};
  return &works_.emplace(staged.id, std::move(work)).first->second;
}

Reply ChatImport::later(std::int64_t id, Utc now) {
  stores_.schedule.set_timer(owner_of_timers, topic(id).text(), now, "");
  return {};
}

void ChatImport::forget(std::int64_t id) {
  stores_.staged_rosters.drop(id);
  works_.erase(id);
}

Reply ChatImport::go_on(std::int64_t id, const Moment& now) {
  const auto staged = stores_.staged_rosters.find(id);
  if (!staged || staged->state == State::imported) return {};
  if (staged->state == State::undoing) return take_back(*staged, now);
  int left = rows_a_turn;
  Work* work = known(id);
  if (work == nullptr) {
    work = begin(*staged, now.utc);
    if (work == nullptr) return {};
  }
  if (!read(*work, left)) return later(id, now.utc);
  const auto enough = [&] { return --left <= 0; };
  if (staged->state != State::importing) {
    if (!check(*work, left)) return later(id, now.utc);
    if (!work->roster.problems.empty()) return refuse(id, *work);
  }
  if (!work->import) work->import = std::make_unique<Import>(stores_, work->roster);
  if (left <= 0) return later(id, now.utc);
  if (!work->import->begun() && !work->import->compare(now.utc, enough)) return later(id, now.utc);
  return staged->state == State::waiting ? show(*staged, *work, now) : write(*staged, *work, left, now);
}

/// The next rows of the file; true once all are read.
bool ChatImport::read(Work& work, int& left) {
  if (!work.reading) return true;
  if (!work.reading->next(left)) return false;
  work.roster = work.reading->take();
  work.reading.reset();
  for (RosterEntry& entry : work.roster.entries) entry.group.clear();  // whose group it is says 绑定
  return true;
}

/// The next rows; true once all are checked.
bool ChatImport::check(Work& work, int& left) const {
  const auto& entries = work.roster.entries;
  for (; work.checked < entries.size() && left > 0; --left) check(work, entries[work.checked++]);
  return work.checked == entries.size();
}

/// What the sender may not write.
void ChatImport::check(Work& work, const RosterEntry& entry) const {
  const auto problem = [&](Phrase what) {
    work.roster.problems.push_back({.row = entry.row, .what = std::move(what)});
  };
  if (entry.staff) return problem(phrase(text::of_staff));
  const auto klass = class_of_name(stores_.members, entry.classes.front());
  const auto may = [&](std::int64_t class_id) { return work.speaker.holds(importers, class_id); };
  if (!may(klass ? klass->id : 0)) return problem(phrase(text::other_class, entry.classes.front()));
  const auto before = stores_.members.by_number(entry.number);
  if (before && (before->staff || !may(before->class_id))) return problem(phrase(text::elsewhere, before->name));
  if (entry.account.empty()) return;
  const auto holder = stores_.members.by_account(entry.account);
  if (holder && holder->number != entry.number) problem(phrase(text::taken, entry.account));
}

Reply ChatImport::refuse(std::int64_t id, const Work& work) {
  auto problems = work.roster.problems;
  std::stable_sort(problems.begin(), problems.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
  std::vector<Phrase> words;
  for (const RosterProblem& one : problems) words.push_back(to_phrase(one));
  const Person owner = work.owner;
  forget(id);
  return privately(owner, talk_.refusal(words));
}

Reply ChatImport::show(const storage::StagedRoster& staged, const Work& work, const Moment& now) {
  const Plan& plan = work.import->plan();
  std::string words;
  for (const Phrase& line : preview(work.roster, plan)) words += (words.empty() ? "" : "\n") + line.chinese;
  const Person owner = work.owner;
  const bool same = plan.added.empty() && plan.updated.empty();
  if (!plan.zeros.empty() || same) {
    words += plan.zeros.empty() ? std::string("\n") + text::nothing : std::string(text::zeros);
    forget(staged.id);
    return privately(owner, words);
  }
  return talk_.ask(owner, words + (plan.gone.empty() ? "" : text::gone), std::to_string(staged.id), now);
}

/// What he may do is looked at again: it may be less by now.
Reply ChatImport::settle(const Context& call, const storage::Question& asked, bool yes) {
  talk_.close(asked.person, ImportTalk::Step::answer, call.now.utc);
  const auto staged = stores_.staged_rosters.of(asked.person);
  if (!staged || staged->state != State::waiting) return privately(call, text::over);
  if (!yes) {
    forget(staged->id);
    return ImportTalk::decline(call);
  }
  if (Work* work = known(staged->id)) {
    work->speaker = call.speaker;
    work->checked = 0;
  }
  stores_.staged_rosters.set_state(staged->id, State::confirmed, call.now.utc);
  Reply reply = go_on(staged->id, call.now);
  return reply.actions.empty() ? privately(call, text::writing) : reply;
}

Reply ChatImport::write(const storage::StagedRoster& staged, Work& work, int left, const Moment& now) {
  if (left <= 0) return later(staged.id, now.utc);
  if (staged.state == State::confirmed) stores_.staged_rosters.set_state(staged.id, State::importing, now.utc);
  int added = 0;
  int changed = 0;
  const auto keep = [&](const std::string& number, const std::optional<Person>& before) {
    ++(before ? changed : added);
    stores_.staged_rosters.keep_undo(staged.id, undo_of(stores_, number, before, now.utc));
  };
  const bool all = work.import->write(
      now.utc, [&] { return --left <= 0; }, keep);
  stores_.staged_rosters.wrote(staged.id, added, changed);
  if (!all) return later(staged.id, now.utc);
  added += staged.added;
  changed += staged.changed;
  stores_.staged_rosters.set_state(staged.id, State::imported, now.utc);
  stores_.audit.add({.at = now.utc,
                     .actor = staged.person,
                     .verb = "roster.import",
                     .details = fmt::format("added {} updated {}", added, changed)});
  const Person owner = work.owner;
  talk_.close(owner.id, ImportTalk::Step::undo, now.utc);  // 撤销导入 means this one from now on.
  const int unchanged = static_cast<int>(work.roster.entries.size()) - added - changed;
  works_.erase(staged.id);
  return privately(owner, text::done(added, changed, unchanged));
}

Reply ChatImport::undo(const Context& call) {
  const auto staged = stores_.staged_rosters.of(call.speaker.person->id);
  const bool open = staged && (staged->state == State::importing || staged->state == State::imported) &&
                    call.now.utc - staged->at <= undo_open;
  if (!open) return privately(call, text::nothing_to_undo);
  works_.erase(staged->id);
  stores_.staged_rosters.set_state(staged->id, State::undoing, call.now.utc);
  Reply reply = go_on(staged->id, call.now);
  return reply.actions.empty() ? privately(call, text::taking_back) : reply;
}

Reply ChatImport::take_back(const storage::StagedRoster& staged, const Moment& now) {
  const auto some = stores_.staged_rosters.take_undo(staged.id, rows_a_turn);
  for (const std::string& was : some) members::undo(stores_, was, now.utc);
  if (some.size() == static_cast<std::size_t>(rows_a_turn)) return later(staged.id, now.utc);
  const int count = staged.added + staged.changed;
  stores_.audit.add({.at = now.utc, .actor = staged.person, .verb = "roster.undo", .details = std::to_string(count)});
  const auto owner = stores_.members.by_id(staged.person);
  forget(staged.id);
  return owner ? privately(*owner, text::undone(count)) : Reply{};
}

}  // namespace banwei::members
