#include "handlers/ladder/ladder.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/topic.h"
#include "handlers/common/wording.h"
#include "handlers/ladder/ladder_intents.h"

namespace banwei::ladder {

namespace text {
namespace {

constexpr auto also_yours = "（你自己的也还没发）";
constexpr auto to_student = "今天的体温还没收到，量好发个数字给我就好，如 36.5";
std::string only_yours(const std::string& due) { return fmt::format("班里就差你自己的体温了，{}截止", due); }
std::string to_monitor(const std::string& klass, const std::vector<std::string>& names, const std::string& due,
                       bool himself) {
  return fmt::format(
      "{} 体温还差{}位：{}{}\n{}截止。问到了回“代报 {} 36.5”，找不到人回“联系不上{}”，都交给你了回“我来”", klass,
      names.size(), wording::first_names(names), himself ? also_yours : "", due, names.front(),
      names.size() > 1 ? " " + names.front() : "");
}
std::string missing(const std::string& klass, const std::vector<std::string>& names,
                    const std::vector<std::string>& lost) {
  const std::string unheard = lost.empty() ? "" : fmt::format("（联系不上：{}）", wording::first_names(lost));
  return fmt::format("\n{} 差{}：{}{}", klass, names.size(), wording::first_names(names), unheard);
}
constexpr auto to_teacher = "⏰ 过了截止还没报体温的：";
std::string teacher_how(const std::string& office_at) {
  return "\n您来跟进就回“我来”" + (office_at.empty() ? "" : fmt::format("；{}还没人接手，我会告诉学工办", office_at));
}
std::string to_office(std::size_t classes, std::size_t people) {
  return fmt::format("⚠ 还有{}个班差{}位没报体温，没有人接手：", classes, people);
}
std::string at_class(const std::string& klass, const std::string& teacher, std::size_t count, std::size_t lost) {
  return fmt::format("\n{}（{}）差{}{}", klass, teacher, count, lost > 0 ? fmt::format("，联系不上{}", lost) : "");
}
std::string other_classes(std::size_t classes, std::size_t people) {
  return fmt::format("\n还有{}个班差{}位", classes, people);
}
constexpr auto office_how = "\n需要您出面吗？回“我来”";
constexpr auto no_teacher = "没有辅导员";

std::string taken(const std::string& classes, const std::string& who, const std::string& at) {
  return fmt::format("好，不再往上提醒：{} 由{}跟进（{}）", classes, who, at);
}
std::string lost(const std::string& names) { return fmt::format("记下了：{} 联系不上", names); }
constexpr auto teacher_told = "，已经告诉老师";
std::string please_see(const std::string& klass, const std::string& names, const std::string& by,
                       const std::string& at) {
  return fmt::format("{} {} 联系不上（{} {}），请跟进", klass, names, by, at);
}
std::string has_reported(const std::string& names) { return names + " 已经报了，不用再找"; }
std::string which(const std::string& one) {
  return fmt::format("联系不上哪一位？回“联系不上 {}”，或“都联系不上”", one);
}
constexpr auto all_in = "都报齐了，不用找了";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "ladder";
constexpr auto why_lost = "unreachable";
constexpr std::chrono::minutes catch_up{15};
constexpr std::size_t at_once = 8;   // `most_whispers` are spread over so many minutes.
constexpr std::size_t longest = 24;  // Of more the telling goes on for so many, until the groups are called.
constexpr std::string_view full_minute = "ladder/student";  // The last minute that had more to tell than its share.
constexpr std::chrono::minutes goes_on{2};
constexpr std::size_t slower =
    3;  // After `at_once`: an account says other things, too, in the hour before the deadline.
constexpr std::size_t most_classes = 8;  // of a message that is read on a phone

/// Of what asks a student for the day's report.
std::string about_missing(std::int64_t student) { return Topic{.kind = "missing", .id = student}.text(); }

std::vector<std::int64_t> ids_of(const nlohmann::json& payload, const char* key) {
  return payload.value(key, std::vector<std::int64_t>{});
}

}  // namespace

std::vector<Listener> Ladder::listeners() {
  return {
      {.intents = {&intents::unreachable, &intents::take_over}, .understand = std::bind_front(&Ladder::hear, this)}};
}

std::vector<ScheduledJob> Ladder::jobs(Day day) {
  std::vector<ScheduledJob> all;
  std::set<std::chrono::minutes> deadlines;
  const auto add = [&](std::string key, std::chrono::minutes at, std::function<Reply(const Moment&)> run) {
    all.push_back({.key = std::move(key), .at = at, .catch_up = catch_up, .run = std::move(run)});
  };
  for (const Class& klass : members_.classes()) {
    if (klass.group.empty()) continue;
    const std::chrono::minutes deadline = reports_.deadline(klass, day);
    deadlines.insert(deadline);
    if (!steps_.monitor) continue;
    add(fmt::format("monitor/{}", klass.id), deadline - *steps_.monitor,
        [this, klass, day](const Moment& now) { return tell_monitor(klass, day, now); });
  }
  for (const std::chrono::minutes due : deadlines) {
    for (std::size_t minute = 0; steps_.student && minute < longest; ++minute) {
      add(fmt::format("student/{}/{}", due.count(), minute), due - *steps_.student + std::chrono::minutes{minute},
          [this, minute, due, day](const Moment& now) {
            const auto full = minute < at_once ? std::optional(now.utc) : schedule_.last(full_minute);
            if (!full || now.utc - *full > goes_on) return Reply{};
            const std::size_t share = (static_cast<std::size_t>(steps_.most_whispers) + at_once - 1) / at_once;
            return tell_students(minute < at_once ? share : share / slower, due, day, now);
          });
    }
    if (steps_.teacher) {
      add(fmt::format("teacher/{}", due.count()), due + *steps_.teacher,
          [this, due, day](const Moment& now) { return tell_teachers(due, day, now); });
    }
    if (steps_.office) {
      add(fmt::format("office/{}", due.count()), due + *steps_.office,
          [this, due, day](const Moment& now) { return tell_office(due, day, now); });
    }
  }
  return all;
}

/// What would ask him for it and has not left yet is not said any more.
Reply Ladder::on(const Fact& fact, const Moment& now) {
  const auto* reported = std::get_if<DayReported>(&fact);
  if (reported == nullptr || reported->day != now.day()) return {};
  return Reply{}.add(Retract{.about = about_missing(reported->person), .only_unsent = true});
}

std::optional<Ladder::Open> Ladder::open(const Class& klass, Day day) const {
  Open open{.klass = klass, .missing = reports_.collection(klass, day).sum.missing};
  std::map<std::int64_t, std::string> why;
  for (storage::Note& note : readings_.notes(klass.id, day)) why[note.person] = std::move(note.why);
  std::erase_if(open.missing, [&](const Person& one) { return why[one.id] == "broken"; });
  if (open.missing.empty()) return std::nullopt;
  const auto students = members_.students(klass.id);
  open.names = names_of(open.missing, students);
  for (std::size_t i = 0; i < open.missing.size(); ++i)
    if (why[open.missing[i].id] == why_lost) open.lost.push_back(open.names[i]);
  return open;
}

bool Ladder::is_taken(std::int64_t class_id, Day day) const {
  const auto all = taken_.of(feature, class_id);
  return !all.empty() && all.back().value == iso(day);
}

std::vector<Ladder::Open> Ladder::open_at(std::chrono::minutes deadline, Day day) const {
  std::vector<Open> all;
  for (const Class& klass : members_.classes()) {
    if (klass.group.empty() || reports_.deadline(klass, day) != deadline || is_taken(klass.id, day)) continue;
    if (auto one = open(klass, day)) all.push_back(std::move(*one));
  }
  return all;
}

/// The answer may come until the day is over.
Whisper Ladder::ask(const Person& person, std::string words, std::span<const Open> open, const Moment& now) {
  nlohmann::json classes = nlohmann::json::array();
  for (const Open& one : open) classes.push_back(one.klass.id);
  questions_.ask({.person = person.id,
                  .feature = std::string(feature),
                  .kind = "missing",
                  .payload = to_payload({{"classes", classes}}),
                  .day = now.day(),
                  .asked = now.utc,
                  .until = now.utc + (std::chrono::days{1} - now.time_of_day())});
  return {.to = person, .content = plain(std::move(words)), .priority = storage::Priority::ladder, .discreet = true};
}

/// As many a minute as the account can say, so that nobody is told long after he has reported; each once a day. Who
/// cannot be reached in private, and who is left when the minutes are over, is called in the group.
/// Whoever said today that he cannot go on is asked for no figure.
bool Ladder::in_distress(std::int64_t student, Day day) const {
  const auto alerts = alerts_.of_day(student, day);
  return std::any_of(alerts.begin(), alerts.end(),
                     [](const auto& one) { return one.severity >= storage::Severity::distress_soon; });
}

Reply Ladder::tell_students(std::size_t most, std::chrono::minutes deadline, Day day, const Moment& now) {
  Reply reply;
  std::size_t left = most;
  if (left == 0) return reply;
  for (const Open& one : open_at(deadline, day)) {
    for (const Person& student : one.missing) {
      if (members_.reach(student.account) != Reach::friendly || in_distress(student.id, day)) continue;
      const storage::Occurrence once{
          .job = fmt::format("{}/student/{}", feature, student.id), .key = iso(day), .due = now.utc};
      if (!schedule_.claim(once, now.utc)) continue;
      reply.add(Whisper{.to = student,
                        .content = plain(text::to_student),
                        .priority = storage::Priority::ladder,
                        .about = about_missing(student.id),
                        .discreet = true});
      if (--left > 0) continue;
      schedule_.claim(
          {.job = std::string(full_minute), .key = std::to_string(now.utc.time_since_epoch().count()), .due = now.utc},
          now.utc);
      return reply;
    }
  }
  return reply;
}

Reply Ladder::tell_monitor(const Class& klass, Day day, const Moment& now) {
  Reply reply;
  const auto lacking = is_taken(klass.id, day) ? std::nullopt : open(klass, day);
  if (!lacking) return reply;
  const std::string due = wording::hour_minute(reports_.deadline(klass, day));
  for (const Person& one : members_.holders(Role::monitor, klass.id, now.utc)) {
    Open others = *lacking;
    const bool himself = std::erase_if(others.missing, [&](const Person& each) { return each.id == one.id; }) > 0;
    others.names = names_of(others.missing, members_.students(klass.id));
    reply.add(ask(
        one, others.names.empty() ? text::only_yours(due) : text::to_monitor(klass.name, others.names, due, himself),
        {&others, 1}, now));
  }
  return reply;
}

/// To the class teacher. The counsellor of a class that has none was told at the deadline who is missing, so he is
/// asked for a word only where the office comes next.
Reply Ladder::tell_teachers(std::chrono::minutes deadline, Day day, const Moment& now) {
  const bool office = steps_.office && !members_.holders(Role::office, 0, now.utc).empty();
  std::map<std::int64_t, std::pair<Person, std::vector<Open>>> told;
  for (Open& one : open_at(deadline, day)) {
    auto teachers = members_.holders(Role::class_teacher, one.klass.id, now.utc);
    if (teachers.empty() && office) teachers = members_.holders(Role::counsellor, one.klass.id, now.utc);
    for (const Person& teacher : teachers) {
      auto& [person, open] = told[teacher.id];
      person = teacher;
      open.push_back(one);
    }
  }
  const std::string office_at = office ? wording::hour_minute(deadline + *steps_.office) : std::string();
  Reply reply;
  for (const auto& [id, mine] : told) {
    const auto& [person, open] = mine;
    std::string words = text::to_teacher;
    std::size_t others = 0;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (i < most_classes) words += text::missing(open[i].klass.name, open[i].names, open[i].lost);
      if (i >= most_classes) others += open[i].names.size();
    }
    if (others > 0) words += text::other_classes(open.size() - most_classes, others);
    reply.add(ask(person, words + text::teacher_how(office_at), open, now));
  }
  return reply;
}

/// One message over all classes.
Reply Ladder::tell_office(std::chrono::minutes deadline, Day day, const Moment& now) {
  const auto open = open_at(deadline, day);
  if (open.empty()) return {};
  std::size_t people = 0;
  std::size_t others = 0;
  std::string lines;
  for (std::size_t i = 0; i < open.size(); ++i) {
    people += open[i].names.size();
    if (i >= most_classes) {
      others += open[i].names.size();
      continue;
    }
    const auto teachers = members_.holders(Role::counsellor, open[i].klass.id, now.utc);
    lines += text::at_class(open[i].klass.name, teachers.empty() ? text::no_teacher : teachers.front().name,
                            open[i].names.size(), open[i].lost.size());
  }
  if (others > 0) lines += text::other_classes(open.size() - most_classes, others);
  Reply reply;
  for (const Person& one : members_.holders(Role::office, 0, now.utc))
    reply.add(ask(one, text::to_office(open.size(), people) + lines + text::office_how, open, now));
  return reply;
}

std::optional<Interpretation> Ladder::hear(const Utterance& said, const Context& context) {
  if (!context.speaker.person || context.message.place != Place::direct) return std::nullopt;
  const auto question = questions_.open(context.speaker.person->id, feature, context.now.utc);
  if (!question) return std::nullopt;
  std::vector<std::int64_t> classes;
  std::vector<std::string> class_names;
  std::vector<std::int64_t> people;
  std::vector<std::string> names;    // of `people`: whoever has reported meanwhile is known, too
  std::vector<std::size_t> missing;  // places in `people`
  for (const std::int64_t id : ids_of(from_payload(question->payload), "classes")) {
    const auto klass = members_.class_by_id(id);
    if (!klass || !context.speaker.holds(in_charge, id)) continue;
    classes.push_back(id);
    class_names.push_back(klass->name);
    const auto students = members_.students(id);
    const auto& lacking = reports_.collection(*klass, question->day).sum.missing;
    for (const Person& one : students) {
      if (one.id == context.speaker.person->id) continue;
      const auto is_he = [&](const Person& other) { return other.id == one.id; };
      if (std::any_of(lacking.begin(), lacking.end(), is_he)) missing.push_back(people.size());
      people.push_back(one.id);
      names.push_back(wording::name_in(one, students));
    }
  }
  const auto answer = understand(said.text, names, class_names);
  if (!answer) return std::nullopt;
  Interpretation heard{.intent = answer->takes_over ? &intents::take_over : &intents::unreachable,
                       .claim = Claim::answer,
                       .opened = question->asked};
  heard.understood.fields = [who = answer->who, names] {
    return who.size() == 1 ? nlohmann::ordered_json{{"who", names[who.front()]}} : nlohmann::ordered_json::object();
  };
  std::vector<std::int64_t> about;
  for (const std::size_t place : answer->classes) about.push_back(classes[place]);
  if (about.empty()) about = classes;
  if (answer->takes_over) {
    heard.understood.act = [this, about](const Context& call) { return take_over(call, about); };
    return heard;
  }
  std::vector<std::int64_t> who;
  for (const std::size_t i : missing) {
    const bool named = std::find(answer->who.begin(), answer->who.end(), i) != answer->who.end();
    if (named || (answer->who.empty() && (answer->all || missing.size() == 1))) who.push_back(people[i]);
  }
  std::vector<std::string> reported;
  for (const std::size_t i : answer->who)
    if (std::find(missing.begin(), missing.end(), i) == missing.end()) reported.push_back(names[i]);
  std::string why = text::all_in;
  if (!reported.empty())
    why = text::has_reported(wording::first_names(reported));
  else if (!missing.empty())
    why = text::which(names[missing.front()]);
  heard.understood.act = [this, who, why](const Context& call) {
    return who.empty() ? privately(call, why) : unreachable(call, who);
  };
  return heard;
}

Reply Ladder::take_over(const Context& call, const std::vector<std::int64_t>& classes) {
  const Person& self = *call.speaker.person;
  std::vector<std::string> names;
  for (const std::int64_t id : classes) {
    taken_.set(feature, {.class_id = id, .key = "taken", .value = iso(call.now.day()), .since = call.now.utc}, self.id);
    names.push_back(members_.class_by_id(id)->name);
  }
  return privately(
      call, text::taken(wording::first_names(names, "个班"), self.staff ? wording::teacher(self.name) : self.name,
                        wording::hour_minute(call.now.time_of_day())));
}

/// The class's teachers hear of it at once, unless one of them says so.
Reply Ladder::unreachable(const Context& call, const std::vector<std::int64_t>& who) {
  const Person& self = *call.speaker.person;
  std::map<std::int64_t, std::vector<std::string>> lost;  // names by class
  std::vector<std::string> names;
  for (const std::int64_t id : who) {
    const auto person = members_.by_id(id);
    if (!person) continue;
    readings_.note(person->class_id, call.now.day(), {.person = id, .why = why_lost, .said = call.message.sent});
    names.push_back(wording::name_in(*person, members_.students(person->class_id)));
    lost[person->class_id].push_back(names.back());
  }
  Reply reply;
  std::size_t told = 0;
  for (const auto& [class_id, people] : lost) {
    if (call.speaker.holds(teachers, class_id)) continue;
    for (const Role role : {Role::class_teacher, Role::counsellor}) {
      for (const Person& teacher : members_.holders(role, class_id, call.now.utc)) {
        ++told;
        reply.add(Whisper{
            .to = teacher,
            .content = plain(text::please_see(members_.class_by_id(class_id)->name, wording::first_names(people),
                                              self.name, wording::hour_minute(call.now.time_of_day()))),
            .priority = storage::Priority::ladder,
            .discreet = true});
      }
    }
  }
  Reply answer = privately(call, text::lost(wording::first_names(names)) + (told > 0 ? text::teacher_told : ""));
  return answer.join(std::move(reply));
}

}  // namespace banwei::ladder
