#include "handlers/temperature/temperature_behalf.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/ailment.h"
#include "handlers/common/collection.h"
#include "handlers/common/fever.h"
#include "handlers/common/own_teachers.h"
#include "handlers/common/payload.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"
#include "handlers/language/symptoms.h"
#include "handlers/temperature/temperature_times.h"

namespace banwei::temperature {

namespace text {
namespace {

std::string reported_for_you(const std::string& by, int centi) {
  return fmt::format("{}替你报了今天的体温{}，对的话回“是”，不对直接发你的体温", by, wording::degrees(centi));
}
std::string recorded(const std::vector<std::string>& names) {
  return fmt::format("已替{}记下", wording::first_names(names));
}
std::string has_own(const std::vector<std::string>& names) {
  return fmt::format("{}自己报的不一样，以本人的为准", wording::first_names(names));
}
std::string has_it(std::size_t count) {
  return count == 1 ? "已经有了，没有再记" : fmt::format("这{}位已经有了，没有再记", count);
}
std::string asked(const std::vector<std::string>& names) {
  return fmt::format("已私下问{}本人，回“是”就记上", wording::first_names(names));
}
constexpr auto only_own = "现在只能报自己的体温，请他本人发一下";
std::string list(std::size_t rows) { return fmt::format("体温名单读到{}条", rows); }
std::string added(std::size_t count) { return fmt::format("新记{}条", count); }
std::string known(std::size_t count) { return fmt::format("已有{}条", count); }
constexpr auto yours = "你的记下了";
std::string waiting(std::size_t count) { return fmt::format("别人的{}条要他们自己发，或请班长发", count); }
constexpr auto questions = "\n要问的：";
std::string question(int number, const std::string& why) {
  const char* what = why == "typo"       ? "数字没看明白"
                     : why == "unit"     ? "只有整数，写到小数点后一位"
                     : why == "slot"     ? "几个数分不清早晚"
                     : why == "value"    ? "没有数字"
                     : why == "measured" ? "是估计的"
                     : why == "who"      ? "不知道是谁，重名的写学号"
                                         : "没看明白";
  return fmt::format("\n第{}条 {}", number, what);
}
std::string more(std::size_t count) { return fmt::format("\n还有{}条", count); }

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_asked = 4;      // Of so many a classmate may speak; more are a list.
constexpr std::size_t most_questions = 6;  // in one message

std::vector<std::string> names(const std::vector<Person>& people) { return names_of(people, people); }

/// By how QQ and WeChat head one.
bool is_solitaire(std::string_view words) {
  const std::string ready = normalised(words);
  return ready.find("接龙") != ready.npos || ready.find("group note") != ready.npos;
}

}  // namespace

Reply Behalf::take(const Context& call, const storage::Reading& as_said, const std::vector<Row>& rows,
                   const ListedRows* list, bool own) {
  const Person& self = *call.speaker.person;
  const bool counts = call.speaker.holds(cadres | own_teachers, call.klass->id);
  const bool direct = call.message.place == Place::direct;
  Reply reply;
  Taken taken;
  storage::Reading of_another = as_said;
  of_another.how = list != nullptr && is_solitaire(as_said.text) ? "solitaire" : "behalf";
  for (const Row& row : rows) take_row(call, of_another, row, counts, taken, reply);
  if (!counts) taken.differing.clear();  // What others said is no business of a classmate's.
  const bool alarmed = tells_of_fever(reply);
  if (list != nullptr) {
    if (!taken.added.empty() && !own && !direct) reply.add(React{"👌"});
    const std::string words = told_of_list(call, *list, taken, counts, own);
    if (!words.empty()) reply.add(Whisper{.to = self, .content = plain(words), .discreet = true});
    return reply;
  }
  std::vector<Person> asked;
  for (const Row& row : rows) {
    const auto is = [&](const Person& one) { return one.id == row.person.id; };
    const bool added = std::any_of(taken.added.begin(), taken.added.end(), is);
    const bool waits = std::any_of(taken.waiting.begin(), taken.waiting.end(), is) && rows.size() <= most_asked;
    if ((added || waits) && ask(call, as_said, row, reply) && waits) asked.push_back(row.person);
  }
  if (!taken.added.empty() && !own && !direct) reply.add(React{"👌"});
  std::string words;
  const auto say = [&](const std::string& line) { words += (words.empty() ? "" : "；") + line; };
  if (!taken.added.empty()) say(text::recorded(names(taken.added)));
  if (!taken.differing.empty()) say(text::has_own(names(taken.differing)));
  if (!asked.empty()) say(text::asked(names(asked)));
  if (words.empty() && taken.known > 0) say(text::has_it(taken.known));
  if (words.empty()) say(text::only_own);
  // Of a fever care thanks whoever tells of it, but once; a teacher reads of each that it is noted.
  const bool answered = alarmed && !call.speaker.holds(own_teachers, call.klass->id);
  if (direct && !own && !answered) reply.add(Say{plain(words)});
  // In the group nothing is said of it, and a report that came to nothing is not passed over in silence.
  if (!direct && !alarmed && taken.added.empty() && taken.differing.empty() && (!own || !taken.waiting.empty()))
    reply.add(Whisper{.to = self, .content = plain(words), .discreet = true});
  if (!direct && !taken.differing.empty())
    reply.add(Whisper{.to = self, .content = plain(text::has_own(names(taken.differing))), .discreet = true});
  return reply;
}

void Behalf::take_row(const Context& call, const storage::Reading& as_said, const Row& row, bool counts, Taken& taken,
                      Reply& reply) {
  const Person& self = *call.speaker.person;
  int highest = 0;
  for (const auto& [slot, centi] : row.values) highest = std::max(highest, centi);
  const bool urgent = fever(highest) || std::any_of(row.symptoms.begin(), row.symptoms.end(),
                                                    [](const auto& symptom) { return is_urgent_symptom(symptom); });
  const auto current = readings_.of_day(row.person.id, as_said.day);
  const auto same = [&](int centi) {
    return std::any_of(current.begin(), current.end(), [&](const auto& one) { return one.centi == centi; });
  };
  bool added = false;
  bool differs = false;
  std::int64_t last = 0;
  for (const auto& value : row.values) {
    const std::string& slot = value.first;
    const int centi = value.second;
    if (same(centi)) continue;
    const auto in_slot =
        std::find_if(current.begin(), current.end(), [&](const auto& one) { return one.slot == slot || slot.empty(); });
    if (in_slot != current.end() && in_slot->by == row.person.id) {
      differs = true;
      continue;
    }
    // A fever waits for the person's own word, unless a teacher of his gives it: that stands until he says otherwise.
    if (!counts || (fever(centi) && !call.speaker.holds(own_teachers, call.klass->id))) continue;
    storage::Reading reading = as_said;
    reading.person = row.person.id;
    reading.by = self.id;
    reading.slot = slot;
    reading.centi = centi;
    reading.symptoms = row.symptoms;
    if (row.in_wuhan) reading.in_wuhan = row.in_wuhan;
    if (row.on_post) reading.on_post = row.on_post;
    const storage::Recorded recorded = readings_.record(reading);
    last = recorded.id;
    added = true;
    reply.facts.emplace_back(DayReported{row.person.id, reading.day});
    if (!fever(centi) && fever(recorded.before.value_or(0))) {
      reply.facts.emplace_back(FeverEased{
          .person = row.person, .reading = recorded.id, .centi = centi, .before = *recorded.before, .at = call.sent});
    }
  }
  // A list that is sent again tells nothing new of a fever that is known.
  if (urgent && (added || !same(highest))) {
    reply.facts.emplace_back(FeverSeen{.person = row.person,
                                       .by = self,
                                       .reading = last,
                                       .centi = highest,
                                       .symptoms = row.symptoms,
                                       .confirmed = false,
                                       .at = call.sent});
  }
  if (added) {
    taken.added.push_back(row.person);
  } else if (differs) {
    taken.differing.push_back(row.person);
  } else if (!current.empty()) {
    ++taken.known;
  } else if (!urgent) {
    taken.waiting.push_back(row.person);
  }
}

/// Nobody is asked twice a day, nor while something else is being asked of him.
bool Behalf::ask(const Context& call, const storage::Reading& as_said, const Row& row, Reply& reply) {
  const Person& to = row.person;
  int highest = 0;
  for (const auto& [slot, centi] : row.values) highest = std::max(highest, centi);
  if (fever(highest) || row.values.size() != 1 || members_.reach(to.account) != Reach::friendly) return false;
  if (questions_.open(to.id, feature, call.now.utc) || questions_.asked(to.id, feature, behalf_question, as_said.day))
    return false;
  questions_.ask({.person = to.id,
                  .feature = std::string(feature),
                  .kind = std::string(behalf_question),
                  .payload = to_payload({{"t", highest},
                                         {"slot", row.values.begin()->first},
                                         {"message", as_said.message},
                                         {"text", as_said.text},
                                         {"sent", as_said.sent.time_since_epoch().count()},
                                         {"symptoms", row.symptoms}}),
                  .day = as_said.day,
                  .asked = call.now.utc,
                  .until = zone_.utc(call.sent.day() + std::chrono::days{1})});
  const Person& by = *call.speaker.person;
  reply.add(Whisper{.to = to,
                    .content = plain(text::reported_for_you(by.staff ? wording::teacher(by.name) : by.name, highest)),
                    .discreet = true});
  return true;
}

/// What a list came to, when there is something to say: each row that is not clear, or is not the poster's to report,
/// is told of once a day.
std::string Behalf::told_of_list(const Context& call, const ListedRows& list, const Taken& taken, bool counts,
                                 bool own) {
  const auto is_first = [&](std::string_view why, const std::string& row) {
    const storage::Occurrence once{.job = fmt::format("{}/list/{}", feature, call.klass->id),
                                   .key = fmt::format("{}/{}/{}", iso(call.sent.day()), why, row),
                                   .due = call.now.utc};
    return schedule_.claim(once, call.now.utc);
  };
  std::vector<const ListedRows::Bad*> fresh;
  for (const ListedRows::Bad& bad : list.bad)
    if (is_first(bad.why, bad.who.empty() ? std::to_string(bad.number) : bad.who)) fresh.push_back(&bad);
  bool waits = false;
  if (!counts)
    for (const Person& person : taken.waiting) waits = is_first("waits", std::to_string(person.id)) || waits;
  if (fresh.empty() && taken.differing.empty() && !waits && (!counts || taken.added.empty())) return {};
  std::string words = text::list(list.by.size() + list.bad.size());
  const auto say = [&](const std::string& what) { words += "，" + what; };
  if (counts) {
    if (!taken.added.empty()) say(text::added(taken.added.size()));
    if (taken.known > 0) say(text::known(taken.known));
  } else {
    if (own) say(text::yours);
    if (!taken.waiting.empty()) say(text::waiting(taken.waiting.size()));
  }
  if (!taken.differing.empty()) say(text::has_own(names(taken.differing)));
  if (!fresh.empty()) words += text::questions;
  for (std::size_t i = 0; i < std::min(fresh.size(), most_questions); ++i)
    words += text::question(fresh[i]->number, fresh[i]->why);
  return fresh.size() > most_questions ? words + text::more(fresh.size() - most_questions) : words;
}

void Behalf::refuse(const Person& self, Day day, Utc now) {
  for (const storage::Reading& one : readings_.of_day(self.id, day))
    if (one.by != self.id && !fever(one.centi)) readings_.withdraw(one.id, now);
}

}  // namespace banwei::temperature
