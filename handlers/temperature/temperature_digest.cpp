#include "handlers/temperature/temperature_digest.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "handlers/common/ailment.h"
#include "handlers/common/case_team.h"
#include "handlers/common/collection.h"
#include "handlers/common/fever.h"
#include "handlers/common/own_teachers.h"
#include "handlers/common/privately.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"

namespace banwei::temperature {

namespace text {
namespace {

std::string scope(const std::vector<Class>& classes) {
  return classes.size() == 1 ? classes.front().name : fmt::format("你的{}个班", classes.size());
}
std::string all_well(Day day, const std::string& scope, std::size_t count) {
  return fmt::format("✅ {} {} 全员已报（{}人），没有发热", wording::month_day(day), scope, count);
}
std::string heading(Day day, const std::string& scope) {
  return fmt::format("📋 {} {} 体温", wording::month_day(day), scope);
}
std::string counts(std::size_t answered, std::size_t expected, std::size_t left,
                   const std::optional<std::chrono::minutes>& deadline) {
  std::string words = fmt::format("已报 {}/{}", answered, expected);
  if (left > 0) words += fmt::format(" · 还差{}位", left);
  return deadline ? words + " · 截止 " + wording::hour_minute(*deadline) : words;
}
std::string missing_in(const std::string& klass, std::size_t count, const std::string& names) {
  return fmt::format("{} 差{}：{}", klass, count, names);
}
std::string missing(const std::string& names) { return "未报：\n" + names; }
std::string no_thermometer(const std::string& names) { return "没体温计：" + names; }
std::string away(const std::string& names) { return "请假：" + names; }
std::string exempt(const std::string& names) { return "免报：" + names; }
std::string late(const std::string& names) { return "迟报：" + names; }
std::string backfilled(const std::string& names) { return "补报：" + names; }
std::string when_they_came(std::size_t in_time, std::size_t late, std::size_t afterwards, std::size_t missing) {
  return fmt::format("按时{} 迟报{} 补报{} 未报{}", in_time, late, afterwards, missing);
}
std::string complete(std::size_t classes) { return fmt::format("✅ 全报：{}个班", classes); }
std::string more_unwell(std::size_t count) { return fmt::format("⚠ 还有{}位，说“谁发烧了”看全部", count); }
std::string more_classes(std::size_t classes, std::size_t people) {
  return fmt::format("还有{}个班差{}位，说“谁没报”看全部", classes, people);
}
std::string say_next(const std::string& klass) { return fmt::format("接着可以说“催一下 {}”“谁没报 {}”", klass, klass); }
std::string open_cases(std::size_t count) { return fmt::format("在跟的个案{}个，说“在跟的个案”看", count); }
constexpr auto say_contacted = "联系上了回“已联系 姓名”";
std::string few(std::span<const std::string> names, std::size_t most) {
  std::string line = fmt::format("{}", fmt::join(names.first(std::min(most, names.size())), " "));
  return names.size() > most ? line + fmt::format(" 等{}人", names.size()) : line;
}

std::string unwell(const std::string& who, const std::string& what, bool open) {
  return fmt::format("⚠ {} {}（{}）", who, what, open ? "还没联系" : "已联系");
}
std::string counted(const std::string& heading, const storage::DayCounts& kept) {
  return fmt::format("{}\n已报 {}/{}，其中迟报{}，发热{}人。名单和度数过了保留期，已删，只留人数", heading,
                     kept.answered, kept.expected, kept.late, kept.fevers);
}
std::string said_on(Day day, const std::string& what) { return wording::month_day(day) + " " + what; }
constexpr auto needs_a_call = "说的话让人担心";
constexpr auto somebody = "没说名字的同学";
std::string no_fever(Day day, const std::string& scope) {
  return fmt::format("{} {} 没有人发热", wording::month_day(day), scope);
}
constexpr auto other_symptoms = "不是发热，也在等你联系：";
constexpr auto in_distress = "另外请尽快关心：";
std::string nobody_unwell(Day day, const std::string& scope) {
  return fmt::format("{} {} 没有人发热，也没有等你联系的提醒", wording::month_day(day), scope);
}
constexpr auto no_classes = "你名下还没有班级";

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_lines = 12;  // Of a message that is read on a phone.
constexpr std::size_t most_unwell = 3;  // So many of its lines.
constexpr std::size_t names_a_line = 4;
constexpr auto all_day = std::chrono::hours{24};

std::string joined(const std::vector<std::string>& lines) { return fmt::format("{}", fmt::join(lines, "\n")); }

}  // namespace

std::vector<ScheduledJob> Digest::jobs(Day day) {
  if (!times_.asks_on(day)) return {};
  std::set<std::chrono::minutes> deadlines;
  for (const Class& klass : members_.classes())
    if (!klass.group.empty()) deadlines.insert(times_.deadline(klass, day));
  std::vector<ScheduledJob> acts;
  for (const std::chrono::minutes at : deadlines) {
    acts.push_back({.key = fmt::format("digest/{}", at.count()),
                    .name = "体温小结",
                    .at = at,
                    .catch_up = all_day,
                    .run = [this, day, at](const Moment& now) { return tell_due(day, at, now); }});
  }
  return acts;
}

/// Whoever has a class with a later deadline is told at that one.
Reply Digest::tell_due(Day day, std::chrono::minutes at, const Moment& now) {
  std::vector<Person> due;
  std::set<std::int64_t> later;
  for (const Class& klass : members_.classes()) {
    if (klass.group.empty()) continue;
    const auto deadline = times_.deadline(klass, day);
    if (deadline < at) continue;
    for (Person& one : members_.holders(Role::counsellor, klass.id, now.utc)) {
      if (deadline > at) {
        later.insert(one.id);
      } else {
        due.push_back(std::move(one));
      }
    }
  }
  Reply reply;
  for (const Person& one : due) {
    const storage::Occurrence once{
        .job = fmt::format("temperature/digest/{}", one.id), .key = iso(day), .due = now.utc};
    if (!later.contains(one.id) && schedule_.claim(once, now.utc)) reply.join(tell(one, day, now));
  }
  return reply;
}

Reply Digest::tell(const Person& person, Day day, const Moment& now) {
  const Speaker speaker{person, members_.grants(person, now.utc)};
  std::vector<Class> classes = members_.classes();
  std::erase_if(classes, [&](const Class& klass) {
    return klass.group.empty() || !speaker.holds({Role::counsellor}, klass.id) || members_.students(klass.id).empty();
  });
  if (classes.empty()) return {};
  Words told = words(person, classes, day, now);
  accesses_.add({.reader = person.id, .what = "today", .at = now.utc}, told.about);
  return Reply{}.add(Whisper{
      .to = person, .content = plain(std::move(told.text)), .priority = storage::Priority::notice, .discreet = true});
}

std::optional<std::vector<Class>> Digest::classes_meant(const Context& call,
                                                        const std::optional<std::string>& name) const {
  const auto about = within(call, members_, name, teachers);
  if (!about) return std::nullopt;
  if (about->klass) return std::vector{*about->klass};
  return classes_of(members_, call, teachers);
}

Reply Digest::show(const Context& call, std::optional<Day> day, std::optional<std::string> name) {
  const auto classes = classes_meant(call, name);
  if (!classes) return privately(call, not_your_class(*name));
  if (classes->empty()) return privately(call, text::no_classes);
  const Day shown = day.value_or(call.sent.day());
  if (const auto kept = counted(*classes, shown)) return privately(call, *kept);
  const Words told = words(*call.speaker.person, *classes, shown, call.now);
  note(call, "today", told.about);
  return privately(call, told.text);
}

void Digest::note(const Context& call, const char* what, const std::vector<std::int64_t>& about) {
  accesses_.add({.reader = call.speaker.person->id, .what = what, .message = call.message.id, .at = call.now.utc},
                about);
}

Reply Digest::fevers(const Context& call, std::optional<Day> asked, std::optional<std::string> name) {
  const auto classes = classes_meant(call, name);
  if (!classes) return privately(call, not_your_class(*name));
  if (classes->empty()) return privately(call, text::no_classes);
  const Day day = asked.value_or(call.sent.day());
  if (const auto kept = counted(*classes, day)) return privately(call, *kept);
  const auto all = unwell(*call.speaker.person, *classes, day, call.now);
  if (all.empty()) return privately(call, text::nobody_unwell(day, text::scope(*classes)));
  std::vector<std::int64_t> about;
  for (const Unwell& one : all) about.push_back(one.person);
  note(call, "fevers", about);
  std::vector<std::string> lines;
  const auto add = [&](Unwell::Sort sort, const std::string& heading) {
    const std::size_t before = lines.size();
    for (const Unwell& one : all)
      if (one.sort == sort) lines.push_back(one.line);
    if (lines.size() > before && !heading.empty())
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(before), heading);
  };
  add(Unwell::Sort::fever, "");
  if (lines.empty()) lines.push_back(text::no_fever(day, text::scope(*classes)));
  add(Unwell::Sort::symptom, text::other_symptoms);
  add(Unwell::Sort::distress, text::in_distress);
  return privately(call, joined(lines));
}

std::size_t Digest::open_cases(const Person& reader, const std::vector<Class>& classes, const Moment& now) const {
  const Speaker speaker{reader, members_.grants(reader, now.utc)};
  const auto open = cases_.all_open();
  const auto is_his = [&](const storage::Case& one) {
    return shares(speaker, one, cases_) &&
           std::any_of(classes.begin(), classes.end(), [&](const Class& klass) { return klass.id == one.class_id; });
  };
  return static_cast<std::size_t>(std::count_if(open.begin(), open.end(), is_his));
}

/// That somebody is in distress is for whoever was told of it, and for the class's own teachers.
bool Digest::may_read(const Person& reader, const storage::Alert& alert, const Moment& now) const {
  if (!is_distress(alert.severity)) return true;
  const auto tellings = alerts_.tellings(alert.id);
  const bool told =
      std::any_of(tellings.begin(), tellings.end(), [&](const auto& one) { return one.person == reader.id; });
  return told || Speaker{reader, members_.grants(reader, now.utc)}.holds(own_teachers, alert.class_id);
}

/// Whoever still waits for a call, and then whoever else has a fever that day. What somebody in distress said stands in
/// the alert alone, and is repeated nowhere.
std::vector<Digest::Unwell> Digest::unwell(const Person& reader, const std::vector<Class>& classes, Day day,
                                           const Moment& now) const {
  std::vector<Unwell> all;
  const auto open = alerts_.unseen();
  for (const Class& klass : classes) {
    const auto students = members_.students(klass.id);
    const auto name = [&](const Person& person) {
      return (classes.size() > 1 ? klass.name + " " : "") + wording::name_in(person, students);
    };
    std::map<std::int64_t, int> highest;
    for (const storage::Reading& reading : readings_.at_least(fever_from, klass.id, day))
      highest[reading.person] = std::max(highest[reading.person], reading.centi);
    for (const storage::Alert& alert : open) {
      const bool own = alert.person == reader.id || alert.by == reader.id;
      if (own || alert.class_id != klass.id || alert.day > day || !may_read(reader, alert, now)) continue;
      const auto who = members_.by_id(alert.person);
      const std::string called = who ? name(*who) : alert.name.empty() ? std::string(text::somebody) : alert.name;
      const std::string what = is_distress(alert.severity) ? text::needs_a_call : in_words(alert, readings_);
      all.push_back({alert.person, text::unwell(called, alert.day < day ? text::said_on(alert.day, what) : what, true),
                     true,
                     is_distress(alert.severity) ? Unwell::Sort::distress
                     : is_fever(alert)           ? Unwell::Sort::fever
                                                 : Unwell::Sort::symptom,
                     alert.severity, alert.centi});
      if (!is_distress(alert.severity)) highest.erase(alert.person);
    }
    for (const Person& student : students) {
      const auto value = highest.find(student.id);
      if (value == highest.end() || student.id == reader.id) continue;
      all.push_back({student.id, text::unwell(name(student), wording::degrees(value->second), false), false,
                     Unwell::Sort::fever, storage::Severity::fever, value->second});
    }
  }
  // However few of them a phone shows, the gravest of those who wait are among them.
  const auto weight = [](const Unwell& one) { return std::tuple(one.open, one.severity, one.centi); };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Unwell& one, const Unwell& other) { return weight(one) > weight(other); });
  return all;
}

std::optional<std::string> Digest::counted(const std::vector<Class>& classes, Day day) const {
  storage::DayCounts all{.day = day};
  for (const Class& klass : classes) {
    const auto kept = readings_.counts(klass.id, day);
    if (!kept) return std::nullopt;
    all.expected += kept->expected;
    all.answered += kept->answered;
    all.late += kept->late;
    all.fevers += kept->fevers;
  }
  return text::counted(text::heading(day, text::scope(classes)), all);
}

Digest::Sum Digest::sum_up(const std::vector<Class>& classes, Day day, Utc now) const {
  Sum sum;
  for (const Class& klass : classes) {
    const Collection asked = frame_.collection(klass, day);
    const auto students = members_.students(klass.id);
    std::set<std::int64_t> broken;
    for (const storage::Note& note : readings_.notes(klass.id, day))
      if (note.why == "broken") broken.insert(note.person);
    std::vector<std::string> missing;
    for (const Person& person : asked.sum.missing)
      (broken.contains(person.id) ? sum.unable : missing).push_back(wording::name_in(person, students));
    const auto exempt = frame_.exempt(klass, day);
    for (const Person& person : asked.sum.excused) {
      const bool by_word = std::any_of(exempt.begin(), exempt.end(),
                                       [&](const storage::Exemption& one) { return one.person == person.id; });
      (by_word ? sum.exempt : sum.away).push_back(wording::name_in(person, students));
    }
    const auto answered = readings_.answered(klass.id, day);
    for (const Person& person : asked.sum.late) {
      const auto first = answered.find(person.id);
      const bool afterwards = first != answered.end() && first->second >= asked.opened + std::chrono::days{1};
      (afterwards ? sum.backfilled : sum.late).push_back(wording::name_in(person, students));
    }
    sum.answered += asked.sum.answered.size();
    sum.expected += asked.sum.expected.size();
    if (asked.is_open(now)) sum.deadline = std::max(sum.deadline, std::optional(times_.deadline(klass, day)));
    if (asked.sum.complete()) ++sum.complete;
    if (!missing.empty()) sum.missing.emplace_back(klass.name, std::move(missing));
  }
  return sum;
}

Digest::Words Digest::words(const Person& reader, const std::vector<Class>& classes, Day day, const Moment& now) const {
  const Sum sum = sum_up(classes, day, now.utc);
  const auto ill = unwell(reader, classes, day, now);
  const std::string scope = text::scope(classes);
  const std::size_t left = sum.expected - sum.answered;
  const std::size_t cases = day == now.day() ? open_cases(reader, classes, now) : 0;  // They are as they stand now.
  if (left == 0 && ill.empty() && sum.away.empty() && sum.exempt.empty() && sum.late.empty() && sum.backfilled.empty())
    return {text::all_well(day, scope, sum.expected) + (cases == 0 ? "" : "\n" + text::open_cases(cases))};

  const bool several = classes.size() > 1;
  std::vector<std::string> lines{text::heading(day, scope),
                                 text::counts(sum.answered, sum.expected, left, sum.deadline)};
  if (!sum.late.empty() || !sum.backfilled.empty())
    lines.push_back(text::when_they_came(sum.answered - sum.late.size() - sum.backfilled.size(), sum.late.size(),
                                         sum.backfilled.size(), left));
  const std::size_t shown = ill.size() > most_unwell ? most_unwell - 1 : ill.size();
  Words told;
  for (std::size_t i = 0; i < shown; ++i) {
    lines.push_back(ill[i].line);
    told.about.push_back(ill[i].person);
  }
  if (shown < ill.size()) lines.push_back(text::more_unwell(ill.size() - shown));
  if (!sum.unable.empty()) lines.push_back(text::no_thermometer(text::few(sum.unable, names_a_line)));
  if (!sum.away.empty()) lines.push_back(text::away(text::few(sum.away, names_a_line)));
  if (!sum.exempt.empty()) lines.push_back(text::exempt(text::few(sum.exempt, names_a_line)));
  if (!sum.late.empty()) lines.push_back(text::late(text::few(sum.late, names_a_line)));
  if (!sum.backfilled.empty()) lines.push_back(text::backfilled(text::few(sum.backfilled, names_a_line)));
  std::vector<std::string> tail;
  if (several && sum.complete > 0) tail.push_back(text::complete(sum.complete));
  if (cases > 0) tail.push_back(text::open_cases(cases));
  if (!sum.missing.empty() && day == now.day()) {
    tail.push_back(text::say_next(sum.missing.front().first));
  } else if (!ill.empty() && ill.front().open) {
    tail.emplace_back(text::say_contacted);
  }
  if (lines.size() + tail.size() >= most_lines) tail.pop_back();  // What can be said next is all it can spare.
  if (!several && !sum.missing.empty()) {
    lines.push_back(text::missing(wording::first_names(sum.missing.front().second)));
  } else {
    const std::size_t room = most_lines - lines.size() - tail.size();
    const std::size_t named = sum.missing.size() > room ? room - 1 : sum.missing.size();
    std::size_t others = 0;
    for (std::size_t i = 0; i < sum.missing.size(); ++i) {
      const auto& [klass, names] = sum.missing[i];
      if (i < named) lines.push_back(text::missing_in(klass, names.size(), text::few(names, names_a_line)));
      if (i >= named) others += names.size();
    }
    if (named < sum.missing.size()) lines.push_back(text::more_classes(sum.missing.size() - named, others));
  }
  for (std::string& line : tail) lines.push_back(std::move(line));
  told.text = joined(lines);
  return told;
}

}  // namespace banwei::temperature
