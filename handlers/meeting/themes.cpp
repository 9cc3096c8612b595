#include "handlers/meeting/themes.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/collection.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"
#include "handlers/meeting/meeting_intents.h"
#include "handlers/meeting/meeting_order.h"

namespace banwei::meeting {

namespace text {
namespace {

constexpr auto how = "这样说：班会计划 合理规划宅家生活 2018、2019级 本周内";
constexpr auto no_classes = "你名下没有这样的班级";
constexpr auto over = "截止的日子已经过了，换一个再说一次";
std::string not_yours(const std::string& word) { return fmt::format("“{}”里没有你名下的班", word); }
std::string planned(const MeetingTheme& theme, std::size_t classes, const std::string& until) {
  return fmt::format("主题{}“{}”已下发{}个班，截止{}24:00。看进度说“班会进度”，不开了说“取消班会计划{}”", theme.id,
                     theme.title, classes, until, theme.id);
}
std::string to_class(const std::string& klass, const MeetingTheme& theme, const std::string& until) {
  return fmt::format("📌 {} 班会主题{}“{}”，请在{}前开。定了时间在群里说“班会 今晚7点”，我来提醒、点名", klass, theme.id,
                     theme.title, until);
}
std::string no_theme(std::int64_t id) { return fmt::format("没有主题{}。说“班会进度”看有哪些", id); }
constexpr auto none = "还没有班会计划。这样下发：班会计划 合理规划宅家生活 2018、2019级 本周内";
std::string cancelled(const MeetingTheme& theme) {
  return fmt::format("主题{}“{}”取消了，开过的记录留着", theme.id, theme.title);
}
std::string not_your_theme(const std::string& who) { return fmt::format("这个计划是{}下发的，请本人来取消", who); }
std::string heading(const MeetingTheme& theme, std::size_t classes, const std::string& until) {
  return fmt::format("主题{}“{}” {}个班，截止{}", theme.id, theme.title, classes, until);
}
std::string counted(const char* word, std::size_t count) { return fmt::format(" {}{}", word, count); }
constexpr auto done = "完成";
constexpr auto unwritten = "差纪要";
constexpr auto set = "已约";
constexpr auto waiting = "未约";
constexpr auto missed = "过期未开";
std::string names(const char* word, const std::string& names) { return fmt::format("\n{}：{}", word, names); }
std::string in_line(const MeetingTheme& theme, const std::string& counts) {
  return fmt::format("主题{}“{}” {}前：{}", theme.id, theme.title, short_date(theme.until), counts.substr(1));
}
std::string in_brackets(const std::string& classes) { return "（" + classes + "）"; }
std::string more(std::size_t count) { return fmt::format("…还有{}个主题，说“导出班会”看全部", count); }
std::string all_done(const std::vector<std::int64_t>& themes) {
  return fmt::format("✅ 各班都完成：主题{}", fmt::join(themes, "、"));
}
std::string look_at(std::int64_t theme) { return fmt::format("差哪些班，说“班会进度 主题{}”", theme); }
std::string urged(std::size_t count) { return fmt::format("已私聊{}个班的班长", count); }
constexpr auto nobody_to_urge = "没有要催的班了";
constexpr auto urged_today = "今天已经催过一次了";
std::string urge(const std::string& klass, const std::string& name, const std::string& until) {
  return fmt::format("{} {}还没定时间，{}截止。在群里说“班会 今晚7点”就行", klass, name, until);
}
std::string urge_minutes(const std::string& klass, const std::string& name) {
  return fmt::format("{} {}还差三句话纪要，私聊发给我：班会纪要 讲了什么。问题。建议", klass, name);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::days usual_length{7};
constexpr std::size_t most_open = 9;  // A message on a phone has twelve lines.
constexpr std::size_t few = 2;        // Classes that are named in a line.

/// In the order in which they are told; where a class has to do something, which one it is.
template <class State, class Take>
void each_of(const State& now, const Take& take) {
  take(text::done, now.done, false);
  take(text::unwritten, now.unwritten, true);
  take(text::set, now.set, false);
  take(text::waiting, now.waiting, true);
  take(text::missed, now.over, true);
}

bool is_held(const Meeting& meeting, Utc now) {
  return meeting.ended || (meeting.roll_call != 0 && meeting.begins && *meeting.begins <= now);
}

}  // namespace

Reply Themes::plan(const Context& call, std::string words) {
  const auto order = read_theme(words, call.sent.local, nameable_classes(members_, call));
  if (!order) return privately(call, text::how);
  const Day today = call.sent.day();
  const Day until = order->until.value_or(today + usual_length);
  if (until < today) return privately(call, text::over);
  std::vector<Class> classes;
  for (Class& klass : members_.classes()) {
    const bool named = order->whose.empty() || std::any_of(order->whose.begin(), order->whose.end(),
                                                           [&](const Audience& one) { return one.takes(klass); });
    if (named && call.speaker.holds(teachers, klass.id)) classes.push_back(std::move(klass));
  }
  for (const Audience& one : order->whose) {
    if (std::none_of(classes.begin(), classes.end(), [&](const Class& klass) { return one.takes(klass); }))
      return privately(call, text::not_yours(one.word));
  }
  if (classes.empty()) return privately(call, text::no_classes);
  std::vector<std::string> whose;
  for (const Audience& one : order->whose) whose.push_back(one.word);
  MeetingTheme theme{.title = order->title,
                     .whose = fmt::format("{}", fmt::join(whose, "、")),
                     .by = call.speaker.person->id,
                     .said = call.sent.utc,
                     .until = until};
  theme.id = meetings_.add(theme);
  Reply reply = privately(call, text::planned(theme, classes.size(), book_.date(until)));
  for (const Class& klass : classes) {
    Meeting meeting{.theme = theme.id, .class_id = klass.id, .by = theme.by, .said = theme.said};
    meeting.id = meetings_.add(meeting);
    for (const Person& monitor : book_.keepers(meeting, call.now.utc))
      reply.add(Whisper{.to = monitor,
                        .content = plain(text::to_class(klass.name, theme, book_.date(until))),
                        .priority = storage::Priority::notice});
  }
  return reply;
}

Reply Themes::cancel(const Context& call, std::int64_t id) {
  const auto theme = meetings_.theme(id);
  if (!theme) return privately(call, text::no_theme(id));
  if (theme->by != call.speaker.person->id && !call.speaker.holds({Role::office}, 0)) {
    const auto by = members_.by_id(theme->by);
    return privately(call, text::not_your_theme(by ? by->name : ""));
  }
  for (const Meeting& one : meetings_.of_theme(id)) {
    if (!is_held(one, call.now.utc)) book_.cancel(one, call.now.utc);
  }
  meetings_.cancel_theme(id, call.now.utc);
  return privately(call, text::cancelled(*theme));
}

std::vector<MeetingTheme> Themes::meant(std::optional<std::int64_t> id, Day today) const {
  auto all = meetings_.themes();
  if (id) {
    std::erase_if(all, [&](const MeetingTheme& theme) { return theme.id != *id; });
    return all;
  }
  std::vector<MeetingTheme> open;
  std::copy_if(all.rbegin(), all.rend(), std::back_inserter(open),
               [&](const MeetingTheme& theme) { return theme.until >= today; });
  if (open.empty() && !all.empty()) open.push_back(all.front());
  return open;
}

Themes::State Themes::state(const MeetingTheme& theme, const Speaker& reader, const Moment& now) const {
  State state;
  for (const Meeting& one : meetings_.of_theme(theme.id)) {
    const auto klass = members_.class_by_id(one.class_id);
    if (!klass || !reader.holds(teachers, klass->id)) continue;
    ++state.all;
    auto& list = one.minutes_by != 0                   ? state.done
                 : is_held(one, now.utc)               ? state.unwritten
                 : one.begins && *one.begins > now.utc ? state.set
                 : theme.until < now.day()             ? state.over
                                                       : state.waiting;
    list.push_back(klass->name);
  }
  return state;
}

Reply Themes::progress(const Context& call, std::optional<std::int64_t> id) {
  std::vector<std::pair<MeetingTheme, State>> themes;
  for (MeetingTheme& theme : meant(id, call.sent.day())) {
    State now = state(theme, call.speaker, call.now);
    if (now.all > 0) themes.emplace_back(std::move(theme), std::move(now));
  }
  if (themes.empty()) return privately(call, id ? text::no_theme(*id) : std::string(text::none));
  return privately(call, themes.size() == 1 ? in_full(themes.front().first, themes.front().second) : in_lines(themes));
}

std::string Themes::in_full(const MeetingTheme& theme, const State& now) const {
  std::string counts;
  std::string names;
  const auto add = [&](const char* word, const std::vector<std::string>& classes, bool named) {
    if (classes.empty()) return;
    counts += text::counted(word, classes.size());
    if (named) names += text::names(word, wording::first_names(classes, "个班"));
  };
  each_of(now, add);
  return text::heading(theme, now.all, book_.date(theme.until)) + "\n" + counts.substr(1) + names;
}

std::string Themes::in_lines(const std::vector<std::pair<MeetingTheme, State>>& themes) {
  std::vector<std::string> lines;
  std::vector<std::int64_t> done;
  std::vector<std::int64_t> open;
  for (const auto& [theme, state] : themes) {
    const State& now = state;  // A lambda captures no name of a structured binding.
    (now.done.size() == now.all ? done : open).push_back(theme.id);
    if (now.done.size() == now.all || open.size() > most_open) continue;
    std::string counts;
    const auto add = [&](const char* word, const std::vector<std::string>& classes, bool named) {
      if (classes.empty()) return;
      counts += text::counted(word, classes.size());
      if (named && classes.size() <= few && classes.size() < now.all)
        counts += text::in_brackets(wording::name_lines(classes));
    };
    each_of(now, add);
    lines.push_back(text::in_line(theme, counts));
  }
  if (open.size() > most_open) lines.push_back(text::more(open.size() - most_open));
  if (!done.empty()) lines.push_back(text::all_done(done));
  if (!open.empty()) lines.push_back(text::look_at(open.front()));
  return fmt::format("{}", fmt::join(lines, "\n"));
}

Reply Themes::urge(const Context& call, std::optional<std::int64_t> id) {
  Reply reply;
  std::size_t count = 0;
  bool before = false;
  for (const MeetingTheme& theme : meant(id, call.sent.day())) {
    for (const Meeting& one : meetings_.of_theme(theme.id)) {
      const auto klass = members_.class_by_id(one.class_id);
      if (!klass || !call.speaker.holds(teachers, klass->id) || one.minutes_by != 0) continue;
      const bool held = is_held(one, call.now.utc);
      if (!held && one.begins && *one.begins > call.now.utc) continue;
      const storage::Occurrence once{
          .job = fmt::format("meeting/urge/{}", one.id), .key = iso(call.sent.day()), .due = call.now.utc};
      if (!schedule_.claim(once, call.now.utc)) {
        before = true;
        continue;
      }
      ++count;
      const std::string words = held ? text::urge_minutes(klass->name, book_.name(one))
                                     : text::urge(klass->name, book_.name(one), book_.date(theme.until));
      for (const Person& monitor : book_.keepers(one, call.now.utc))
        reply.join(Reply{}.add(Whisper{.to = monitor, .content = plain(words), .priority = storage::Priority::notice}));
    }
  }
  reply.join(privately(call, count > 0 ? text::urged(count) : before ? text::urged_today : text::nobody_to_urge));
  return reply;
}

std::optional<Drawn> Themes::sheet(const Extract& asked) const {
  Drawn drawn;
  drawn.sheet.name = fmt::format("{}_班会", scope_of(asked.classes));
  drawn.sheet.title = "班会完成情况";
  drawn.sheet.about = fmt::format("{} · {}", scope_of(asked.classes), in_words(asked.days));
  drawn.sheet.columns = {{"主题", 24}, {"年级", 6}, {"专业", 16}, {"班级", 12}, {"时间", 18},
                         {"状态", 10}, {"应到", 6}, {"实到", 6},  {"纪要", 60}};
  auto themes = meetings_.themes();
  std::reverse(themes.begin(), themes.end());
  for (const MeetingTheme& theme : themes) {
    if (theme.until < asked.days.from) continue;
    for (const Meeting& one : meetings_.of_theme(theme.id)) {
      const auto klass = std::find_if(asked.classes.begin(), asked.classes.end(),
                                      [&](const Class& each) { return each.id == one.class_id; });
      if (klass == asked.classes.end()) continue;
      const bool held = is_held(one, asked.now.utc);
      const char* state = one.minutes_by != 0                         ? text::done
                          : held                                      ? text::unwritten
                          : one.begins && *one.begins > asked.now.utc ? text::set
                          : theme.until < asked.now.day()             ? text::missed
                                                                      : text::waiting;
      const auto shade = one.minutes_by != 0 ? Cell::Fill::none : Cell::Fill::orange;
      drawn.sheet.rows.push_back({fmt::format("{} {}", theme.id, theme.title), klass->grade, klass->major, klass->name,
                                  one.begins ? book_.time(*one.begins, asked.now) : "", Cell(state, shade),
                                  held && one.due > 0 ? Cell::of(static_cast<std::size_t>(one.due)) : Cell(),
                                  held && one.due > 0 ? Cell::of(static_cast<std::size_t>(one.present)) : Cell(),
                                  one.minutes});
    }
  }
  return drawn.sheet.rows.empty() ? std::nullopt : std::optional(std::move(drawn));
}

}  // namespace banwei::meeting
