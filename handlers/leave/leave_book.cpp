#include "handlers/leave/leave_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"

namespace banwei::leave {

namespace text {
namespace {

constexpr auto all_day = "全天";
constexpr auto forenoon = "上午";
constexpr auto afternoon = "下午";
constexpr auto evening = "晚上";
constexpr auto retro = "（补假）";
std::string lessons(std::string_view which, std::string_view course) {
  return fmt::format("第{}节{}", which, course.empty() ? "" : fmt::format("（{}）", course));
}
std::string days(std::string_view from, std::string_view to, std::int64_t count) {
  return fmt::format("{}到{}共{}天", from, to, count);
}
std::string of_call(const std::string& title) { return fmt::format("“{}”", title.empty() ? "点名" : title); }
std::string line(std::int64_t id, std::string_view whose, std::string_view type, std::string_view span) {
  return fmt::format("#{}{} {}{}{}", id, whose, type, type.empty() ? "" : " ", span);
}
std::string for_other(std::string_view by) { return fmt::format("（{}代请）", by); }
constexpr auto granted_before = "（辅导员已同意，等学工办）";
std::string one(std::string_view line, std::int64_t id) {
  return fmt::format("请假{}\n回“是”或“同意{}”批准，“驳回{} 理由”不批", line, id, id);
}
std::string several(std::string_view line, std::size_t others, std::string_view names, std::int64_t newest,
                    std::string_view name) {
  return fmt::format(
      "请假{}\n还有{}条在等：{}（内容说“谁请假了”）\n“是”批最新的#{}；也可以回“同意 全部”“同意 {}”“驳回{} 理由”", line,
      others, names, newest, name, newest);
}
std::string one_of(std::int64_t id, const std::string& name) { return fmt::format("#{} {}", id, name); }

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_named = 8;  // of those that were told before
constexpr std::chrono::minutes until_next_today{30};
constexpr std::chrono::hours until_next{4};
constexpr std::chrono::hours stays_fresh{24};  // How long a plain 是 means it.

std::string key_of(const Leave& leave) { return Topic{.kind = "ask", .id = leave.id}.text(); }

std::string day_words(Day day, const Moment& now) {
  const std::string words = in_words(std::chrono::local_seconds{day}, now.local);
  return words.substr(0, words.rfind(' '));
}

Reply ask(const Person& person, std::string words) {
  return Reply{}.add(Whisper{.to = person,
                             .content = plain(std::move(words)),
                             .about = Topic{.kind = "leave", .id = person.id}.text(),
                             .replaces = true});
}

void add_new(std::vector<Person>& all, const std::vector<Person>& more, std::int64_t but) {
  for (const Person& person : more) {
    const auto same = [&](const Person& other) { return other.id == person.id; };
    if (person.id != but && std::none_of(all.begin(), all.end(), same)) all.push_back(person);
  }
}

/// As many as there are when he is none of them.
std::size_t position_in(const std::vector<Person>& all, std::int64_t id) {
  return static_cast<std::size_t>(
      std::find_if(all.begin(), all.end(), [id](const Person& one) { return one.id == id; }) - all.begin());
}

}  // namespace

std::optional<storage::RollCall> Book::open_call(std::int64_t class_id, const Moment& at) const {
  for (storage::RollCall& call : calls_.of_class(class_id, at.utc - stays_fresh, at.utc + std::chrono::seconds{1})) {
    if (!call.closed && call.opened <= at.utc && at.utc < call.due) return std::move(call);
  }
  return std::nullopt;
}

std::vector<Person> Book::deciders(const Leave& leave, Utc now) const {
  std::vector<Person> all;
  if (leave.roll_call != 0) {
    const auto call = calls_.by_id(leave.roll_call);
    const auto caller = call ? members_.by_id(call->caller) : std::nullopt;
    if (!call) return all;
    if (caller && Speaker{caller, members_.grants(*caller, now)}.holds(in_charge, call->class_id)) return {*caller};
  }
  if (leave.state != Leave::State::forwarded) {
    add_new(all, members_.holders(Role::counsellor, leave.class_id, now), leave.person);
    add_new(all, members_.holders(Role::class_teacher, leave.class_id, now), leave.person);
  }
  add_new(all, members_.holders(Role::office, leave.class_id, now), leave.person);
  return all;
}

bool Book::may_decide(const Speaker& speaker, const Leave& leave, Utc now) const {
  if (!speaker.person) return false;
  if (leave.state == Leave::State::forwarded) return speaker.holds({Role::office}, leave.class_id);
  if (leave.roll_call == 0) return speaker.holds(teachers, leave.class_id);
  const auto all = deciders(leave, now);
  const bool owner = !all.empty() && all.front().id == speaker.person->id;
  return !all.empty() && (owner || speaker.holds(teachers, leave.class_id));
}

std::vector<Leave> Book::waiting_for(const Speaker& speaker, bool asked, const Moment& now) const {
  std::vector<Leave> all = leaves_.waiting(now.day());
  std::erase_if(all, [&](const Leave& leave) {
    if (!may_decide(speaker, leave, now.utc)) return true;
    if (!asked) return false;
    if (now.utc - leave.asked > stays_fresh) return true;
    if (lapsed(leave)) return true;
    const auto chain = deciders(leave, now.utc);
    const auto told = std::min(chain.size(), static_cast<std::size_t>(std::max(leave.told, 0)));
    return std::none_of(chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(told),
                        [&](const Person& person) { return person.id == speaker.person->id; });
  });
  return all;
}

std::vector<Leave> Book::refused_by(const Speaker& speaker, const Moment& now) const {
  const auto decides = [](const Grant& grant) { return teachers.has(grant.role); };
  if (std::none_of(speaker.grants.begin(), speaker.grants.end(), decides)) return {};
  std::vector<Leave> all = leaves_.refused(now.day());
  std::erase_if(all, [&](const Leave& leave) {
    return !speaker.person || leave.decided_by != speaker.person->id || lapsed(leave) ||
           !may_decide(speaker, leave, now.utc);
  });
  return all;
}

std::vector<Leave> Book::granted_by(const Speaker& speaker, const Moment& now) const {
  constexpr std::chrono::days ahead{180};
  std::vector<Leave> all;
  for (const Class& klass : members_.classes()) {
    if (!speaker.person || !speaker.holds(teachers, klass.id)) continue;
    for (Leave& leave : leaves_.of_class(klass.id, now.day(), now.day() + ahead)) {
      if (leave.state == Leave::State::approved && !leave.ended && leave.decided_by == speaker.person->id)
        all.push_back(std::move(leave));
    }
  }
  return all;
}

Reply Book::submit(Leave& leave, const Moment& now) {
  leave.asked = now.utc;
  leave.id = leaves_.add(leave);
  return ask_next(leave, now).value_or(Reply{});
}

std::optional<Reply> Book::ask_next(const Leave& leave, const Moment& now) {
  const auto chain = deciders(leave, now.utc);
  // Once whoever was asked decides no more, as a deputy whose time is over, the asking begins again.
  const bool gone = leave.asked_of != 0 && position_in(chain, leave.asked_of) == chain.size();
  const auto next = gone ? 0 : static_cast<std::size_t>(std::max(leave.told, 0));
  if (next >= chain.size()) return std::nullopt;
  leaves_.ask(leave.id, static_cast<int>(next) + 1, chain[next].id, now.utc);
  if (leave.roll_call == 0) {
    const Utc at = now.utc + (leave.from <= now.day() ? until_next_today : std::chrono::minutes{until_next});
    schedule_.set_timer(feature, key_of(leave), awake(at), std::to_string(leave.id));
  }
  return question_for(chain[next], now);
}

Reply Book::ask_when_awake(const Leave& leave, const Moment& now) {
  const Utc morning = awake(now.utc);
  if (morning == now.utc || leave.roll_call != 0) return ask_next(leave, now).value_or(Reply{});
  schedule_.set_timer(feature, key_of(leave), morning, std::to_string(leave.id));
  return {};
}

Reply Book::ask_deputies(const Moment& now) {
  std::vector<Person> asked;
  for (const Leave& leave : leaves_.waiting(now.day())) {
    if (leave.roll_call != 0 || leave.told == 0) continue;
    const auto chain = deciders(leave, now.utc);
    const std::size_t last = position_in(chain, leave.asked_of);
    const auto told = static_cast<std::size_t>(leave.told);
    if (last == chain.size() || last < told) continue;
    leaves_.ask(leave.id, static_cast<int>(last) + 1, chain.front().id, now.utc);
    add_new(asked, {chain.front()}, 0);
  }
  Reply reply;
  for (const Person& one : asked) reply.join(question_for(one, now));
  return reply;
}

void Book::stop_asking(const Leave& leave) { schedule_.cancel_timer(feature, key_of(leave)); }

Reply Book::question_for(const Person& person, const Moment& now) {
  const Speaker speaker{person, members_.grants(person, now.utc)};
  const auto waiting = waiting_for(speaker, true, now);
  if (waiting.empty()) return {};
  attention_.drawn(person.id);
  const Leave& newest = waiting.front();
  const bool why = speaker.holds(teachers, newest.class_id);
  if (why) accesses_.add({.reader = person.id, .what = "leave_asked", .at = now.utc}, std::array{newest.person});
  const std::string first = line(newest, now, why);
  if (waiting.size() == 1) return ask(person, text::one(first, newest.id));
  std::string others;
  for (std::size_t i = 1; i < std::min(waiting.size(), most_named + 1); ++i)
    others += (i == 1 ? "" : "、") + text::one_of(waiting[i].id, name_of(waiting[i].person));
  if (waiting.size() > most_named + 1) others += "…";
  return ask(person, text::several(first, waiting.size() - 1, others, newest.id, name_of(waiting.back().person)));
}

std::vector<Leave> lately_of(const storage::Leaves& leaves, const Person& student, Day today) {
  constexpr std::chrono::days back{7};
  constexpr std::chrono::days ahead{180};
  auto all = leaves.of_person(student.id, today);
  for (Leave& leave : leaves.of_class(student.class_id, today - back, today + ahead)) {
    const bool listed = std::any_of(all.begin(), all.end(), [&](const Leave& one) { return one.id == leave.id; });
    if (leave.person == student.id && !listed) all.push_back(std::move(leave));
  }
  std::sort(all.begin(), all.end(), [](const Leave& a, const Leave& b) { return a.id > b.id; });
  return all;
}

bool Book::lapsed(const Leave& leave) const {
  const auto call = calls_.by_id(leave.roll_call);
  return leave.roll_call != 0 && (!call || call->closed);
}

bool Book::needs_office(const Leave& leave) const {
  const auto days = (leave.to - leave.from).count() + 1;
  return settings_.office_from_days > 0 && days >= settings_.office_from_days && leave.roll_call == 0;
}

std::string Book::name_of(std::int64_t id) const {
  const auto person = members_.by_id(id);
  return person ? wording::name_in(*person, members_.students(person->class_id)) : "";
}

std::string Book::span(const Leave& leave, const Moment& now) const {
  if (leave.roll_call != 0) {
    const auto call = calls_.by_id(leave.roll_call);
    return text::of_call(call ? call->title : "");
  }
  const std::string retro = leave.retro ? text::retro : "";
  if (leave.to > leave.from)
    return text::days(day_words(leave.from, now), day_words(leave.to, now), (leave.to - leave.from).count() + 1) +
           retro;
  return day_words(leave.from, now) +
         (leave.part.empty()             ? text::all_day
          : leave.part == "am"           ? text::forenoon
          : leave.part == "pm"           ? text::afternoon
          : leave.part == "eve"          ? text::evening
          : is_digit(leave.part.front()) ? text::lessons(leave.part, course_of(leave))
                                         : leave.part) +
         retro;
}

/// What the timetable has at those lessons.
std::string Book::course_of(const Leave& leave) const {
  const auto dash = std::min(leave.part.find('-'), leave.part.size());
  const auto first = static_cast<int>(number(leave.part.substr(0, dash)));
  const auto last = dash < leave.part.size() ? static_cast<int>(number(leave.part.substr(dash + 1))) : first;
  std::string courses;
  for (const TimetableLesson& one : timetables_.of_class(leave.class_id, leave.from)) {
    if (one.first <= last && one.last >= first) courses += (courses.empty() ? "" : "、") + one.course;
  }
  return courses;
}

std::string Book::own_line(const Leave& leave, const Moment& now) const {
  return text::line(leave.id, "", leave.type, span(leave, now));
}

std::string Book::line(const Leave& leave, const Moment& now, bool with_reason) const {
  const auto klass = members_.class_by_id(leave.class_id);
  const std::string whose = " " + (klass ? klass->name : "") + " " + name_of(leave.person);
  std::string words = text::line(leave.id, whose, with_reason ? leave.type : "", span(leave, now));
  if (leave.by != leave.person) words += text::for_other(name_of(leave.by));
  if (leave.state == Leave::State::forwarded) words += text::granted_before;
  if (with_reason && !leave.words.empty()) words += "：" + wording::in_quotes(leave.words);
  return words;
}

}  // namespace banwei::leave
