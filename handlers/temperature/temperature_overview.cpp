#include "handlers/temperature/temperature_overview.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/days.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"

namespace banwei::temperature {

namespace text {
namespace {

std::string heading(const std::string& klass, Day day, const Tally& sum, std::chrono::minutes deadline) {
  return fmt::format("🌡 {} 体温 {}\n已报 {}/{} · 截止 {}\n", klass, wording::month_day(day),
                     sum.answered.size(), sum.expected.size(), wording::hour_minute(deadline));
}
std::string counted(const std::string& klass, const storage::DayCounts& kept) {
  return fmt::format("🌡 {} 体温 {}\n已报 {}/{}，其中迟报{}。名单过了保留期，已删，只留人数",
                     klass, wording::month_day(kept.day), kept.answered, kept.expected, kept.late);
}
constexpr auto in_charge_only = "前几天谁没报，班委和老师才看得到；你自己的说“我的记录”";
constexpr auto name_a_class = "你有好几个班，写上班级再看，如：上周谁没报 机电1901";
std::string missed_heading(const std::string& klass, const DaySpan& days) {
  return fmt::format("🌡 {} {} 没报过的：", klass, in_words(days));
}
constexpr std::size_t most_dates = 5;
std::string missed(const std::string& name, std::span<const Day> days) {
  std::string line = fmt::format("{} {}天：", name, days.size());
  for (std::size_t i = 0; i < std::min(days.size(), most_dates); ++i) line += (i == 0 ? "" : " ") + short_date(days[i]);
  return days.size() > most_dates ? line + " 等" : line;
}
std::string more_missed(std::size_t count) { return fmt::format("另外还有{}位", count); }
std::string nobody_missed(const std::string& klass, const DaySpan& days) {
  return fmt::format("🌡 {} {} 每天都报齐了", klass, in_words(days));
}
std::string before_the_first(const DaySpan& days, Day first) {
  return fmt::format("{} 还没有开始收体温，从{}收起的", in_words(days), wording::month_day(first));
}
std::string none_over(const std::string& klass) { return "🌡 " + klass + " 今天还没截止，还差谁说“谁没报”看"; }
std::string heading_of_several(std::size_t classes, Day day, std::size_t answered, std::size_t expected) {
  return fmt::format("🌡 {}个班 体温 {}\n已报 {}/{} · ", classes, wording::month_day(day), answered, expected);
}
std::string by_class(const std::vector<std::string>& lacking, std::size_t complete) {
  std::string words;
  for (std::size_t i = 0; i < lacking.size(); ++i) words += (i % 3 == 0 ? "\n" : "，") + lacking[i];
  return complete == 0 ? words : words + fmt::format("\n✅ 全报：{}个班", complete);
}
std::string of_class(const std::string& klass, const std::string& missing) { return klass + " " + missing; }
std::string name_one(const std::string& klass) { return "\n看名单写上班级，如：谁没报 " + klass; }
std::string several(std::size_t classes) { return fmt::format("你的{}个班", classes); }
std::string missed_in(const std::string& klass, std::size_t count, const std::vector<std::string>& first) {
  return fmt::format("\n{} {}位：{}{}", klass, count, fmt::join(first, " "), count > first.size() ? " 等" : "");
}
std::string days_missed(const std::string& name, std::size_t days) { return fmt::format("{} {}天", name, days); }
std::string complete(std::size_t classes) { return fmt::format("\n✅ 每天都报齐了：{}个班", classes); }
std::string open(std::size_t classes) { return fmt::format("\n今天还没截止：{}个班，还差谁说“谁没报”看", classes); }
std::string see_dates(const std::string& klass) { return fmt::format("\n看哪几天写上班级，如：上周谁没报 {}", klass); }
std::string names_are_gone(std::size_t days) { return fmt::format("（其中{}天过了保留期，名单已删）", days); }
constexpr std::string_view all_in = "全员已报，谢谢大家";
std::string still_missing(std::size_t count) { return fmt::format("还差{}位", count); }
std::string late(const std::string& names) { return "\n迟报：" + names; }
constexpr auto no_thermometer = "（没体温计）";
constexpr auto says_later = "（说稍后报）";
constexpr auto unreachable = "（联系不上）";
constexpr auto still_time = "\n（忘测的现在补一下就行）";
constexpr auto how_to_see = "谁没报";
std::string all_in_of(std::size_t classes) { return fmt::format("{}个班都报齐了", classes); }
std::string is_all_in(const std::string& klass) { return klass + " 体温都报齐了"; }
std::string lacks_only(const std::string& klass, std::size_t count) {
  return fmt::format("{} 体温还差{}位", klass, count);
}
std::string classes_lack(std::size_t some, std::size_t all) {
  return fmt::format("{}个班里{}个还没报齐：\n", all, some);
}
std::string lacks(const std::string& klass, std::size_t count) { return fmt::format("{} 差{}", klass, count); }
constexpr auto none_today = "今天还没有体温，量好直接发数字就行\n";
constexpr auto is_in = "报上了：";
std::string none_on(Day day) { return fmt::format("{}没有你的体温\n", wording::month_day(day)); }
std::string due(const std::string& klass, std::chrono::minutes deadline, bool over) {
  return fmt::format("{}今天的体温{}截止{}", klass.empty() ? "" : klass + " ", wording::hour_minute(deadline),
                     over ? "，已经过了，补报直接发数字就行" : "");
}
constexpr auto deleted = "度数按你的要求删了";
constexpr auto legend = "\n🟩按时 🟨迟报或补报 ⬜没有体温";
constexpr std::string_view why_without(const std::optional<DayFrame::Excuse>& excuse, bool open) {
  if (!excuse) return open ? "还没报" : "未报";
  switch (*excuse) {
    case DayFrame::Excuse::exempt:
      return "免报";
    case DayFrame::Excuse::on_leave:
      return "请假";
    case DayFrame::Excuse::not_asked:
      break;
  }
  return "无需";
}
std::string not_asked(const std::string& date, DayFrame::Excuse why) {
  constexpr std::string_view free = "不用报，报了也记";
  return fmt::format("{}{}{}", date,
                     why == DayFrame::Excuse::on_leave ? "你请假，"
                     : why == DayFrame::Excuse::exempt ? "你免报，"
                                                       : "",
                     free);
}
constexpr std::string_view on_leave = "请假批了的那几天不用报，报了也记；没批以前照常报";
constexpr std::string_view on_workdays = "上课的日子要报；周末和放假不用，报了也记";
constexpr std::string_view every_day = "每天都要报，周末和放假也要";
std::string asked(const std::string& date, std::chrono::minutes deadline) {
  return fmt::format("{}要报，{}前直接发数字就行", date, wording::hour_minute(deadline));
}
constexpr auto you_have = "，你已经报了";
constexpr auto you_have_not = "，你还没报，量好直接发数字就行";
constexpr std::string_view no_classes = "你名下还没有班级";
std::string missed_again(const std::string& klass, Day day, std::size_t then, const std::vector<std::string>& still) {
  const std::string head = fmt::format("{} {}没报的{}位，", klass, wording::month_day(day), then);
  return still.empty() ? head + "今天都报了"
                       : head + fmt::format("今天还没报的{}位：{}", still.size(), wording::first_names(still, "位"));
}
std::string none_missed(const std::string& klass, Day day) {
  return fmt::format("{} {}都报了", klass, wording::month_day(day));
}

}  // namespace
}  // namespace text

namespace {

constexpr int strip_days = 14;
constexpr std::size_t most_missed = 9;    // of the lines that a phone shows
constexpr std::size_t most_of_class = 3;  // of those who stand on a class's one line
constexpr std::size_t most_named_classes = 8;
constexpr std::size_t most_classes = 8;  // A class's week takes ten milliseconds.
constexpr std::chrono::days most_days{31};

}  // namespace

Reply Overview::missing(const Context& said, std::optional<Day> asked_day, std::optional<std::string> name) {
  const auto about = within(said, members_, name, everyone);
  if (!about) return privately(said, not_your_class(*name));
  const Context& call = *about;
  const Day day = asked_day.value_or(call.sent.day());
  if (call.klass) {
    const Collection asked = frame_.collection(*call.klass, day);
    const auto names = asked.names_for(call);
    const bool here = names == Collection::Names::here;
    const std::string words = summary(*call.klass, asked, day, here ? std::optional(call.message.place) : std::nullopt);
    if (call.message.place == Place::direct) return privately(call, words);
    Reply reply = Reply{}.add(Say{plain(words)});
    if (names == Collection::Names::privately)
      reply.join(privately(call, summary(*call.klass, asked, day, Place::direct)));
    return reply;
  }
  auto classes = members_.classes();
  std::erase_if(classes, [&](const Class& klass) { return !call.speaker.holds(teachers, klass.id); });
  if (classes.empty()) return privately(call, text::no_classes);
  if (classes.size() > 1) return privately(call, summary_of_several(classes, day));
  return privately(call, summary(classes.front(), frame_.collection(classes.front(), day), day, Place::direct));
}

/// First how many each class lacks, then who; of a whole college the numbers alone, for nobody reads so many names.
std::string Overview::summary_of_several(const std::vector<Class>& classes, Day day) const {
  std::size_t answered = 0;
  std::size_t expected = 0;
  std::size_t missing = 0;
  std::size_t complete = 0;
  std::vector<std::string> lacking;
  std::string blocks;
  std::string kept;
  std::string first;
  for (const Class& klass : classes) {
    const Collection asked = frame_.collection(klass, day);
    if (readings_.counts(klass.id, day)) {
      kept += "\n\n" + summary(klass, asked, day, Place::direct);
      continue;
    }
    if (members_.students(klass.id).empty()) {
      kept += "\n\n" + no_list(klass.name);
      continue;
    }
    answered += asked.sum.answered.size();
    expected += asked.sum.expected.size();
    missing += asked.sum.missing.size();
    if (asked.sum.complete()) {
      ++complete;
      continue;
    }
    if (first.empty()) first = klass.name;
    lacking.push_back(text::lacks(klass.name, asked.sum.missing.size()));
    blocks += "\n\n" + text::of_class(klass.name, who_is_missing(klass, asked, day, Place::direct));
  }
  if (expected == 0 && !kept.empty()) return kept.substr(kept.find_first_not_of('\n'));
  std::string words = text::heading_of_several(classes.size(), day, answered, expected);
  if (lacking.empty()) return words + std::string(text::all_in) + kept;
  words += text::still_missing(missing) + text::by_class(lacking, complete);
  return words + (lacking.size() > most_named_classes ? text::name_one(first) : blocks) + kept;
}

Reply Overview::missing_over(const Context& said, DaySpan days, std::optional<std::string> name) {
  const auto about = within(said, members_, name, everyone);
  if (!about) return privately(said, not_your_class(*name));
  const Context& call = *about;
  auto classes = call.klass ? std::vector{*call.klass} : classes_of(members_, call, in_charge);
  std::erase_if(classes, [&](const Class& klass) { return !call.speaker.holds(in_charge, klass.id); });
  if (classes.empty()) return privately(said, text::in_charge_only);
  if (classes.size() > most_classes) return privately(said, text::name_a_class);
  const Day asked_first = readings_.first_day().value_or(days.to);  // Before that nobody was asked.
  if (days.to < asked_first) return privately(said, text::before_the_first(days, asked_first));
  days.from = std::max({days.from, days.to - most_days, asked_first});
  if (classes.size() == 1)
    return privately(said, missed_in_words(classes.front(), missed(classes.front(), days, call.now.utc)));
  return privately(said, missed_by_class(classes, days, call.now.utc));
}

Reply Overview::due_beside(const Context& call, std::optional<std::string> /*hour*/) { return due(call); }

Reply Overview::missing_again(const Context& said, std::optional<Day> asked_day, std::optional<std::string> name) {
  const Day day = asked_day.value_or(said.sent.day() - std::chrono::days{1});
  const auto classes = classes_meant(said, members_, name, in_charge);
  if (!classes) return privately(said, not_your_class(*name));
  if (classes->empty()) return privately(said, text::in_charge_only);
  if (classes->size() > most_classes) return privately(said, text::name_a_class);
  std::string words;
  for (const Class& klass : *classes) {
    if (readings_.counts(klass.id, day)) return missing(said, day, name);
    const auto then = frame_.collection(klass, day).sum.missing;
    const auto now = frame_.collection(klass, said.sent.day()).sum.missing;
    const auto students = members_.students(klass.id);
    std::vector<std::string> still;
    for (const Person& one : then) {
      if (std::any_of(now.begin(), now.end(), [&](const Person& other) { return other.id == one.id; }))
        still.push_back(wording::name_in(one, students));
    }
    words += (words.empty() ? "" : "\n") + (then.empty() ? text::none_missed(klass.name, day)
                                                         : text::missed_again(klass.name, day, then.size(), still));
  }
  return privately(said, words);
}

Reply Overview::missing_lately(const Context& said, std::optional<std::string> name) {
  constexpr std::chrono::days lately{13};
  const Day today = said.sent.day();
  return missing_over(said, {today - lately, today}, std::move(name));
}

std::string Overview::missed_by_class(const std::vector<Class>& classes, DaySpan days, Utc now) const {
  std::string lines;
  std::string first;
  DaySpan over{days.from, days.from - std::chrono::days{1}};
  std::size_t complete = 0;
  std::size_t open = 0;
  std::size_t gone = 0;
  for (const Class& klass : classes) {
    const Missed own = missed(klass, days, now);
    over.to = std::max(over.to, own.days.to);
    gone = std::max(gone, own.gone);
    if (own.days.to < own.days.from) {
      ++open;
    } else if (own.people.empty()) {
      ++complete;
    } else {
      std::vector<std::string> names;
      for (std::size_t i = 0; i < std::min(own.people.size(), most_of_class); ++i)
        names.push_back(text::days_missed(own.people[i].first, own.people[i].second.size()));
      lines += text::missed_in(klass.name, own.people.size(), names);
      if (first.empty()) first = klass.name;
    }
  }
  const std::string all = text::several(classes.size());
  if (open == classes.size()) return text::none_over(all);
  std::string words = first.empty() ? text::nobody_missed(all, over) : text::missed_heading(all, over) + lines;
  if (complete > 0 && !first.empty()) words += text::complete(complete);
  if (open > 0) words += text::open(open);
  if (gone > 0) words += "\n" + text::names_are_gone(gone);
  return first.empty() ? words : words + text::see_dates(first);
}

std::string Overview::missed_in_words(const Class& klass, const Missed& own) const {
  if (own.days.to < own.days.from) return text::none_over(klass.name);
  std::string words =
      own.people.empty() ? text::nobody_missed(klass.name, own.days) : text::missed_heading(klass.name, own.days);
  for (std::size_t i = 0; i < std::min(own.people.size(), most_missed); ++i)
    words += "\n" + text::missed(own.people[i].first, own.people[i].second);
  if (own.people.size() > most_missed) words += "\n" + text::more_missed(own.people.size() - most_missed);
  return own.gone == 0 ? words : words + "\n" + text::names_are_gone(own.gone);
}

/// Whoever has left since was asked then. A day that is still open has not been missed.
Overview::Missed Overview::missed(const Class& klass, DaySpan days, Utc now) const {
  auto people = members_.students(klass.id);
  std::map<std::int64_t, std::vector<Day>> missed;
  Missed own{.days = days};
  for (Day day = days.from; day <= days.to; day += std::chrono::days{1}) {
    if (!times_.asks_on(day)) continue;
    if (readings_.counts(klass.id, day)) {
      ++own.gone;
      continue;
    }
    const Collection asked = frame_.collection(klass, day);
    if (asked.is_open(now)) {
      own.days.to = day - std::chrono::days{1};
      break;
    }
    for (const Person& one : asked.sum.missing) {
      missed[one.id].push_back(day);
      if (std::none_of(people.begin(), people.end(), [&](const Person& other) { return other.id == one.id; }))
        people.push_back(one);
    }
  }
  for (const Person& one : people)
    if (const auto his = missed.find(one.id); his != missed.end())
      own.people.emplace_back(wording::name_in(one, people), his->second);
  std::stable_sort(own.people.begin(), own.people.end(),
                   [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
  return own;
}

Reply Overview::counts(const Context& said, std::optional<Day> asked_day, std::optional<std::string> name) {
  const auto about = within(said, members_, name, everyone);
  if (!about) return privately(said, not_your_class(*name));
  const Context& call = *about;
  const Day day = asked_day.value_or(call.sent.day());
  if (!call.klass) return missing_by_class(call, day);
  const std::string words = summary(*call.klass, frame_.collection(*call.klass, day), day, std::nullopt);
  return call.message.place == Place::direct ? privately(call, words) : Reply{}.add(Say{plain(words)});
}

Reply Overview::missing_by_class(const Context& call, std::optional<Day> asked_day) {
  const Day day = asked_day.value_or(call.sent.day());
  auto classes = classes_of(members_, call, everyone);
  if (classes.empty()) return privately(call, text::no_classes);
  const std::string first = classes.front().name;
  std::erase_if(classes, [&](const Class& klass) { return members_.students(klass.id).empty(); });
  if (classes.empty()) return privately(call, no_list(first));
  if (classes.size() == 1) {
    const std::string& name = classes.front().name;
    const auto missing = frame_.collection(classes.front(), day).sum.missing.size();
    return privately(call, missing == 0 ? text::is_all_in(name) : text::lacks_only(name, missing));
  }
  std::vector<std::string> lacking;
  for (const Class& klass : classes) {
    if (const auto missing = frame_.collection(klass, day).sum.missing.size(); missing > 0)
      lacking.push_back(text::lacks(klass.name, missing));
  }
  return privately(call, lacking.empty() ? text::all_in_of(classes.size())
                                         : text::classes_lack(lacking.size(), classes.size()) +
                                               wording::first_names(lacking, "个班"));
}

/// The counts of a class's day, and with a place the names as they may stand there.
std::string Overview::summary(const Class& klass, const Collection& asked, Day day, std::optional<Place> names) const {
  if (const auto kept = readings_.counts(klass.id, day)) return text::counted(klass.name, *kept);
  if (members_.students(klass.id).empty()) return no_list(klass.name);
  return text::heading(klass.name, day, asked.sum, times_.deadline(klass, day)) +
         who_is_missing(klass, asked, day, names);
}

std::string Overview::who_is_missing(const Class& klass, const Collection& asked, Day day,
                                     std::optional<Place> names) const {
  const Tally& sum = asked.sum;
  const auto students = members_.students(klass.id);
  std::string late;
  if (names == Place::direct && !sum.late.empty())
    late = text::late(wording::first_names(names_of(sum.late, students)));
  if (sum.complete()) return std::string(text::all_in) + late;
  std::string lines = text::still_missing(sum.missing.size());
  if (!names) return lines;
  std::map<std::int64_t, std::string> why;
  if (*names == Place::direct) {
    for (const storage::Note& note : readings_.notes(klass.id, day))
      why[note.person] = note.why == "broken"        ? text::no_thermometer
                         : note.why == "unreachable" ? text::unreachable
                                                     : text::says_later;
  }
  const auto list = names_of(sum.missing, students, [&](const Person& one) { return why[one.id]; });
  lines += "：\n" + listed(list, *names, text::how_to_see);
  return *names == Place::group ? lines + text::still_time : lines + late;
}

Reply Overview::due(const Context& call) {
  const Day today = call.sent.day();
  const auto line = [&](const Class& klass, const std::string& name) {
    const bool over = !frame_.collection(klass, today).is_open(call.now.utc);
    return text::due(name, times_.deadline(klass, today), over);
  };
  if (call.klass) {
    std::string words = line(*call.klass, "");
    const Person& self = *call.speaker.person;
    const auto heard = language::cut(normalised(words_of(call.message)), {}, today).words;
    const language::Words of_days = language::Word::holiday | language::Word::days_off;
    if (heard.meets(of_days | language::feature_words::whether) && !self.staff) return whether(call);
    if (call.message.place == Place::group) return Reply{}.add(Say{plain(words)});
    const bool reported = self.staff || !readings_.of_day(self.id, today).empty();
    if (reported && !self.staff) words += text::you_have;
    if (!reported && frame_.collection(*call.klass, today).is_open(call.now.utc)) words += text::you_have_not;
    return privately(call, words);
  }
  std::string all;
  for (const Class& klass : classes_of(members_, call, teachers))
    all += (all.empty() ? "" : "\n") + line(klass, klass.name);
  return privately(call, all.empty() ? text::no_classes : all);
}

namespace {

/// The day that the words name, from today on.
std::optional<Day> day_meant(const Context& call) {
  const Day today = call.sent.day();
  const std::string said = normalised(words_of(call.message));
  for (std::size_t at = 0; at < said.size(); at += code_point_size(said, at)) {
    const auto named = language::named_date_at(said, at);
    const auto when = named ? understand_when(std::string(named->said) + "23点", call.sent.local) : std::nullopt;
    if (when && when->kind == When::Kind::once) return std::max(today, std::chrono::floor<std::chrono::days>(when->at));
  }
  return std::nullopt;
}

}  // namespace

Reply Overview::whether(const Context& call) {
  const Person& self = *call.speaker.person;
  const auto klass = members_.class_by_id(self.class_id);
  if (!klass) return privately(call, text::no_classes);
  using W = language::Word;
  const auto heard = language::cut(normalised(words_of(call.message)), {}, call.sent.day()).words;
  const auto named = day_meant(call);
  if (!named && heard.meets(W::leave | W::excused)) return privately(call, text::on_leave);
  if (!named && heard.meets(W::holiday | W::days_off | W::recent))
    return privately(call, times_.only_workdays() ? text::on_workdays : text::every_day);
  const Day day = named.value_or(call.sent.day());
  const std::string date = wording::month_day(day);
  const auto why = frame_.excuse(self, *klass, day);
  // On the first day of all nobody has been asked yet.
  const bool free = why && (*why != DayFrame::Excuse::not_asked || !times_.asks_on(day));
  if (free) return privately(call, text::not_asked(date, *why));
  return privately(call, text::asked(date, times_.deadline(*klass, day)));
}

namespace {

/// 我报上没: a line is enough for whoever asks only whether, or how much.
bool asks_whether(const Context& call) {
  using W = language::Word;
  const auto heard = language::cut(normalised(words_of(call.message)), {}, call.sent.day()).words;
  return heard.meets(W::asking | W::report_or_not | W::how_many) && !heard.meets(W::record | W::recent | W::see);
}

}  // namespace

Reply Overview::mine(const Context& call, std::optional<Day> day) {
  const Person& self = *call.speaker.person;
  const Day today = call.sent.day();
  const Day shown = day.value_or(today);
  const Day first = today - std::chrono::days{strip_days - 1};
  const auto history = readings_.history(self.id, first, today);
  const auto at = [&](const storage::Reading& reading) {
    return wording::hour_minute(zone_.at(reading.sent).time_of_day());
  };

  const auto klass = members_.class_by_id(self.class_id);
  std::map<Day, const char*> strip;
  std::string lines;
  std::map<std::int64_t, const storage::Reading*> replaced;  // By the reading that took its place.
  for (const storage::Reading& reading : history) {
    if (reading.replaced_by && !reading.withdrawn) replaced[*reading.replaced_by] = &reading;
    if (reading.replaced_by || reading.withdrawn) continue;
    const bool on_time = reading.sent < zone_.utc(reading.day + times_.deadline(klass.value_or(Class{}), reading.day));
    if (on_time || !strip.contains(reading.day)) strip[reading.day] = on_time ? "🟩" : "🟨";
  }
  for (const storage::Reading& reading : history) {
    if (reading.day != shown || reading.replaced_by || reading.withdrawn) continue;
    const std::string value = reading.centi > 0 ? wording::degrees(reading.centi) : std::string(text::deleted);
    lines += fmt::format("{} {}（{}", wording::month_day(shown), value, at(reading));
    const auto before = replaced.find(reading.id);
    if (before != replaced.end() && reading.centi > 0 && before->second->centi != reading.centi) {
      lines += fmt::format("更正，原{} {}", wording::degrees(before->second->centi), at(*before->second));
    }
    lines += "）\n";
  }
  const bool any = !lines.empty();
  if (!any) lines = shown == today ? text::none_today : text::none_on(shown);
  if (!day && asks_whether(call)) return privately(call, (any ? text::is_in : "") + std::string(trim(lines)));
  lines += "最近14天：";
  std::vector<Day> without;
  for (Day one = first; one <= today; one += std::chrono::days{1}) {
    lines += strip.contains(one) ? strip[one] : "⬜";
    if (!strip.contains(one)) without.push_back(one);
  }
  lines += text::legend;
  if (klass && !without.empty()) lines += "\n" + without_value(self, *klass, without, call.now.utc);
  return privately(call, lines);
}

std::string Overview::without_value(const Person& person, const Class& klass, const std::vector<Day>& days,
                                    Utc now) const {
  std::vector<std::pair<DaySpan, std::string_view>> spans;  // Days that follow one another, for one reason.
  for (const Day day : days) {
    const bool open = now < zone_.utc(day + times_.deadline(klass, day));
    const std::string_view why = text::why_without(frame_.excuse(person, klass, day), open);
    const bool goes_on =
        !spans.empty() && spans.back().second == why && spans.back().first.to + std::chrono::days{1} == day;
    if (goes_on) {
      spans.back().first.to = day;
    } else {
      spans.emplace_back(DaySpan{day, day}, why);
    }
  }
  std::string words;
  for (const auto& [span, why] : spans) words += fmt::format("{}{} {}", words.empty() ? "" : "、", in_words(span), why);
  return words;
}

}  // namespace banwei::temperature
