// One turn of telling one human what waits for them: which alerts have a line of their own, and which one line lists.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "handlers/care/alarms.h"
#include "handlers/common/ailment.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"

namespace banwei::care {

using storage::Alert;
using storage::Telling;

namespace text {
namespace {

std::string fever(const std::string& who, const std::string& words, const std::string& how, const std::string& more) {
  return fmt::format("⚠ {} {}（{}）。{}回“已联系”", who, words, how, more);
}
std::string distress_now(const std::string& who, const std::string& words, const std::string& how,
                         const std::string& more) {
  return fmt::format("‼ {} 可能有危险，请现在就打电话。原话：{}（{}）。{}接通后回“已接通”", who, words, how, more);
}
std::string distress_soon(const std::string& who, const std::string& words, const std::string& how,
                          const std::string& more) {
  return fmt::format("⚠ {} 说的话让人担心，请尽快联系。原话：{}（{}）。{}回“已联系”", who, words, how, more);
}
constexpr auto out_of_reach = "我私聊不到他，请直接打电话。";
std::string updated(const std::string& line) { return "更新：" + line; }
std::string again(const std::string& line) { return "还没有人回应，再提醒一次：" + line; }
std::string list_of(std::size_t count, const std::string& lines, std::size_t before) {
  std::string words = fmt::format("⚠ 有{}位同学等您联系：{}", count, lines);
  if (before > 0) words += fmt::format("\n之前说过的{}位也还没联系，说“谁发烧了”看全部", before);
  return words + "\n联系上后回“已联系 姓名”，可以一次写几位";
}
const std::string fresh = "【新】";
std::string and_more(std::size_t count) { return fmt::format("\n还有{}位，一分钟后接着列，回“已联系”看全部", count); }
std::string nobody_reached(const std::string& klass) {
  return fmt::format("⚠ {} 有一条紧急提醒，没有一位老师能私聊到，请马上转告该班辅导员联系学生并加我好友", klass);
}
std::string nobody_answers(const std::string& klass) {
  return fmt::format("⚠ {} 有一条紧急提醒，还没有老师回应，请马上打电话转告该班辅导员", klass);
}
constexpr auto the_college = "学院";
constexpr auto unbound = "（未绑定）";
constexpr auto somebody = "没说名字的同学";
constexpr auto by_self = "本人";
constexpr auto by_self_unconfirmed = "本人，待确认";
std::string by_other(const std::string& name) { return name + "代说，未经本人确认"; }

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::minutes flood_window{10};
constexpr std::int64_t lines_before_list = 5;  // Of persons new within the window; from the next on one line lists all.
constexpr std::size_t names_in_list = 60;

}  // namespace

struct Alarms::Round {
  struct Due {
    Telling* telling;
    Alert alert;
  };

  Alarms& alarms;
  const Person& to;
  const Moment& now;
  Reply& reply;
  std::vector<Telling> all;
  std::string list_about = Topic{.kind = std::string(about_alerts), .id = to.id}.text();
  std::vector<Due> alone = {};
  std::vector<Due> listed = {};

  void save(Telling& telling, std::optional<Utc> due) {
    telling.due = due;
    alarms.alerts_.save(telling);
  }

  bool is_permitted(std::map<std::int64_t, bool>& by_class, std::int64_t class_id) const {
    const auto [known, fresh] = by_class.try_emplace(class_id, false);
    if (fresh) known->second = alarms.may_be_told(class_id, to, now);
    return known->second;
  }

  /// Each of the first few is a line of its own, and so is each that presses; then one line lists all that wait.
  void sort_out() {
    auto heard_lately = alarms.alerts_.first_told_since(to.id, now.utc - flood_window);
    std::map<std::int64_t, bool> permitted;
    const Utc again_from = alarms.repeats_from(all, now);
    for (Telling& telling : all) {
      if (!telling.due || *telling.due > now.utc) continue;
      Alert alert = alarms.alerts_.by_id(telling.alert).value();
      const bool changed = telling.version != alert.version;
      if (!changed && telling.fate == Telling::Fate::sent && now.utc < again_from) {
        save(telling, again_from);
        continue;
      }
      if (!is_permitted(permitted, alert.class_id)) {
        telling.fate = Telling::Fate::failed;
        save(telling, std::nullopt);
        alarms.hand_on(alert, now);
        continue;
      }
      const bool fresh = telling.version == 0;
      const bool presses = alert.severity != Severity::fever && changed;
      const bool own = presses || (fresh ? heard_lately < lines_before_list : changed);
      if (own && fresh) ++heard_lately;
      (own ? alone : listed).push_back({&telling, std::move(alert)});
    }
    fold();
  }

  void fold() {
    // What has changed stands in the list, when there is one.
    if (!listed.empty()) {
      const auto changed = std::stable_partition(alone.begin(), alone.end(), [](const Due& each) {
        return each.telling->version == 0 || each.alert.severity != Severity::fever;
      });
      std::move(changed, alone.end(), std::back_inserter(listed));
      alone.erase(changed, alone.end());
    }
    // A repeat or two at the same moment, or whatever comes after the first few, is one line.
    if (listed.size() == 1 && listed.front().telling->version != 0) {
      alone.push_back(std::move(listed.front()));
      listed.clear();
    }
  }

  void note(const Due& due, const std::string& about) {
    Telling& telling = *due.telling;
    const bool news = telling.version != due.alert.version && telling.role != Role::admin;
    if (news) alarms.accesses_.add({.reader = to.id, .what = "alert", .at = now.utc}, std::array{due.alert.person});
    telling.version = due.alert.version;
    telling.first = telling.first.value_or(now.utc);
    telling.last = now.utc;
    telling.about = about;
    telling.fate = Telling::Fate::waiting;
    save(telling, std::nullopt);
  }

  void say(std::string words, const std::string& about) {
    reply.add(Whisper{.to = to,
                      .content = plain(std::move(words)),
                      .priority = storage::Priority::care,
                      .about = about,
                      .replaces = true});
  }

  void say_alone() {
    for (const Due& due : alone) {
      const std::string about = Topic{.kind = std::string(about_alert), .id = due.alert.id}.text();
      say(alarms.words_for(due.alert, *due.telling, to, now), about);
      note(due, about);
    }
  }

  /// Who is due is listed, who presses, and who stood in a list not known to be sent, which this one replaces.
  bool is_owed(const Due& each) const {
    const Telling& telling = *each.telling;
    const bool own = telling.last == now.utc && telling.about != list_about;  // It has a line beside this one.
    const bool unsent = telling.fate == Telling::Fate::waiting && telling.about == list_about;
    return !own && (unsent || (telling.due && *telling.due <= now.utc) || each.alert.severity != Severity::fever);
  }

  /// Of more than a line can list, the rest are told with the next. Of those who were told before, it says how many
  /// they are.
  void say_list() {
    const bool again = std::none_of(listed.begin(), listed.end(), [](const Due& d) { return d.telling->version == 0; });
    std::vector<Due> waiting;
    for (Telling& each : all) waiting.push_back({&each, alarms.alerts_.by_id(each.alert).value()});
    const auto told = std::stable_partition(waiting.begin(), waiting.end(), [&](const Due& d) { return is_owed(d); });
    const auto before = static_cast<std::size_t>(
        std::count_if(told, waiting.end(), [](const Due& each) { return each.telling->role != Role::admin; }));
    waiting.erase(told, waiting.end());
    const auto last = waiting.begin() + static_cast<std::ptrdiff_t>(std::min(waiting.size(), names_in_list));
    std::sort(waiting.begin(), last, [](const Due& a, const Due& b) {
      return std::pair(b.alert.severity, a.alert.id) < std::pair(a.alert.severity, b.alert.id);
    });
    // Of a list that has grown, what is new in it is marked.
    const bool some_known =
        std::any_of(waiting.begin(), last, [](const Due& each) { return each.telling->version != 0; });
    std::string lines;
    std::size_t count = 0;
    std::string admin_words;
    for (const Due& each : waiting) {
      if (each.telling->role == Role::admin) {
        admin_words = alarms.words_for(each.alert, *each.telling, to, now);
      } else if (++count <= names_in_list) {
        const bool fresh = each.telling->version == 0 && some_known;
        lines += "\n" + (fresh ? text::fresh : "") + alarms.line(each.alert, to, now);
      } else {
        save(*each.telling, now.utc + changes_after);
        continue;
      }
      note(each, list_about);
    }
    if (count > names_in_list) lines += text::and_more(count - names_in_list);
    const std::string list = text::list_of(count, lines, again ? 0 : before);
    say(count == 0 ? admin_words : again ? text::again(list) : list, list_about);
  }

  /// A list that was told a moment ago is not told again yet.
  bool list_waits(std::optional<Utc> told) {
    if (!told || now.utc >= *told + changes_after) return false;
    for (const Due& each : listed) save(*each.telling, *told + changes_after);
    return true;
  }

  std::optional<Utc> last_list() const {
    std::optional<Utc> last;
    for (const Telling& each : all)
      if (each.about == list_about && each.last) last = std::max(last.value_or(Utc{}), *each.last);
    return last;
  }
};

void Alarms::tell(Reply& reply, const Person& to, const Moment& now) {
  Round round{.alarms = *this, .to = to, .now = now, .reply = reply, .all = alerts_.tellings_to(to.id)};
  const auto last_list = round.last_list();
  round.sort_out();
  round.say_alone();
  if (!round.listed.empty() && !round.list_waits(last_list)) round.say_list();
}

std::string Alarms::name_for(const Alert& alert, const Person& to, const Moment& now) const {
  const auto klass = members_.class_by_id(alert.class_id);
  std::string name = alert.account.empty() ? text::somebody : alert.name + text::unbound;
  if (const auto person = members_.by_id(alert.person)) {
    name = wording::name_in(*person, members_.students(person->class_id));
  }
  const auto grants = members_.grants(to, now.utc);
  const bool one_class = grants.size() == 1 && grants.front().class_id == alert.class_id;
  return klass && !one_class ? klass->name + " " + name : name;
}

std::string Alarms::how(const Alert& alert, const Moment& now) const {
  const Moment said = zone_.at(alert.said);
  std::string words = wording::hour_minute(said.time_of_day());
  if (said.day() != now.day()) words = wording::month_day(said.day()) + " " + words;
  words += " ";
  const auto by = members_.by_id(alert.by);
  if (by && by->id != alert.person) return words + text::by_other(by->name);
  return words + (alert.confirmed || is_distress(alert.severity) ? text::by_self : text::by_self_unconfirmed);
}

std::string Alarms::line(const Alert& alert, const Person& to, const Moment& now) const {
  const auto* mark = alert.severity == Severity::distress_now ? "‼ " : "";
  return fmt::format("{}{} {}（{}）", mark, name_for(alert, to, now), in_words(alert, readings_), how(alert, now));
}

std::string Alarms::words_for(const Alert& alert, const Telling& telling, const Person& to, const Moment& now) const {
  if (telling.role == Role::admin) {
    const auto klass = members_.class_by_id(alert.class_id);
    const std::string name = klass ? klass->name : text::the_college;
    return told(alert.id).empty() ? text::nobody_reached(name) : text::nobody_answers(name);
  }
  const auto about = members_.by_id(alert.person);
  const bool reached = !about || about->account.empty() || members_.reach(about->account) != Reach::refused;
  const std::string more = reached ? "" : text::out_of_reach;
  const std::string who = name_for(alert, to, now);
  const std::string said = how(alert, now);
  const std::string what = in_words(alert, readings_);
  std::string words = alert.severity == Severity::distress_now    ? text::distress_now(who, what, said, more)
                      : alert.severity == Severity::distress_soon ? text::distress_soon(who, what, said, more)
                                                                  : text::fever(who, what, said, more);
  const bool again = telling.version == alert.version && telling.fate == Telling::Fate::sent;
  const bool changed = telling.version != 0 && telling.version != alert.version && !is_distress(alert.severity);
  return again ? text::again(words) : changed ? text::updated(words) : words;
}

}  // namespace banwei::care
