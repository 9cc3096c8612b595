#include "handlers/cases/rounds.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "handlers/common/ailment.h"
#include "handlers/common/fever.h"
#include "handlers/common/payload.h"
#include "handlers/common/wording.h"
#include "handlers/language/symptoms.h"
#include "storage/leave_types.h"

namespace banwei::cases {

using storage::Case;
using storage::CaseEntry;

namespace text {
namespace {

std::string question(bool morning) {
  return std::string(morning ? "早上好，今天" : "晚上好，现在") + "感觉怎么样？体温多少？";
}
std::string new_ones(const std::string& lines, const std::string& first) {
  return "🩺 从今天起早晚各问一次，名字不会在任何群出现：" + lines + "\n记一笔说“跟进 " +
         first + " 今日36.8”，不用问了说“解除 " + first + "”";
}
std::string new_one(std::int64_t id, const std::string& who, const std::string& why) {
  return fmt::format("\n#{} {}{}", id, who, why.empty() ? "" : "（" + why + "）");
}
constexpr auto told_of_it = "已告诉";
constexpr auto sick_leave = "病假";
constexpr auto again = "还好吗？方便的话回我一句现在怎么样、体温多少。不想说也可以直接告诉我";
std::string silent(const std::string& who) { return who + "两次问都没有回复，请电话"; }
std::string last_known(const std::string& words) { return "（最近一次：" + words + "）"; }
std::string out_of_reach(const std::string& who) { return who + "在随访中，我私聊不到他，请直接打电话问问"; }
std::string refused(const std::string& who) { return who + "不愿意回复随访，请电话。我不再问他了"; }
std::string may_close(const std::string& who) {
  return fmt::format("{}连续{}天正常且没有症状，可以解除？回“解除 姓名”", who, good_days);
}
constexpr auto no_more = "好的，不再问你了。想说的时候随时找我，急的话拨120";
constexpr auto teacher_calls = "好，我这就请老师联系你。急的话直接打电话，喘不上气、胸口疼拨120";
constexpr auto wants_a_teacher = "随访时说想和老师说话";
constexpr auto contact = "身边有人不舒服要当心，先少接触、戴好口罩，你自己也量一下体温发给我。老师会联系你";
constexpr auto positive = "核酸阳性";
constexpr auto stay_apart = "先待在原来的地方、戴好口罩，别和别人接触，老师马上联系你";
constexpr auto later = "好的，量好直接发数字给我，如 36.5";
constexpr auto value_wanted = "量一下才放心，量好直接发数字给我，如 36.5";
std::string noted(const FollowUp& said, const std::string& words, bool evening) {
  std::string line = said.eased == true || said.well ? "好消息👍 " : "";
  line += words.empty() ? "记下了" : "已记 " + words;
  line += evening ? "。明早再问你一次" : "。今晚再问你一次";
  if (said.eased == false) line += "。多休息、多喝水，加重了马上告诉我，急的话拨120";
  if (said.centi == 0) line += "。方便的话也量一下体温发给我";
  return line;
}

/// What of an answer stands in the case: 36.9℃ 咳嗽 在用药.
std::string summary(const FollowUp& said) {
  std::string words;
  const auto add = [&](const std::string& word) { words += (words.empty() ? "" : " ") + word; };
  if (said.centi != 0) add(wording::degrees(said.centi));
  for (const std::string& symptom : said.symptoms) add(symptom);
  if (said.well) add("无症状");
  if (said.eased) add(*said.eased ? "见好" : "没好转");
  if (!said.place.empty()) add(said.place == "家" ? "在家" : "在" + said.place);
  if (said.isolated) add(*said.isolated ? "隔离中" : "解除隔离");
  if (!said.test.empty()) add("核酸" + said.test);
  if (said.medicine) add("在用药");
  return words;
}
std::string at_hospital(const std::string& who) { return who + " 在医院："; }
constexpr auto wants_no_question = "不愿回复";

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::hours again_after{1};
constexpr std::chrono::hours fresh{2};  // What was said so shortly before a round need not be asked again.
constexpr std::chrono::hours stands{11};
constexpr std::chrono::days offered_again{3};
constexpr std::chrono::hours since_last_round{14};

std::string topic(std::string_view kind, std::int64_t id) { return Topic{.kind = std::string(kind), .id = id}.text(); }

Whisper to_student(const Person& person, std::string words, Reach reach) {
  // A question keeps to the pace; one that may not arrive is tried as an alert is.
  return {.to = person,
          .content = plain(std::move(words)),
          .priority = reach == Reach::unknown ? storage::Priority::care : storage::Priority::answer,
          .about = topic("round", person.id),
          .replaces = true,
          .discreet = true};
}

FeverSeen alarm(const Context& call, std::string_view what) {
  return {.person = *call.speaker.person, .by = *call.speaker.person, .what = std::string(what), .at = call.sent};
}

bool is_evening(const Moment& now) { return now.time_of_day() >= std::chrono::hours{15}; }

}  // namespace

void Rounds::open(const Person& person, const Moment& now, Utc since, const std::string& why) {
  if (person.class_id == 0 || cases_.open_of(person.id)) return;
  const Case made{.person = person.id, .class_id = person.class_id, .opened = since, .day = now.day()};
  cases_.add(
      {.case_id = cases_.open(made), .at = now.utc, .day = now.day(), .kind = CaseEntry::Kind::opened, .words = why});
}

/// On the leave's first day or when it was granted; a case that is closed while the leave lasts stays closed.
void Rounds::open_for_sick_leave(const Class& klass, const Moment& now) {
  for (const storage::Leave& leave : leaves_.approved(klass.id, now.day())) {
    const bool new_one = leave.from == now.day() || (leave.decided && now.utc - *leave.decided < since_last_round);
    if (leave.type != storage::leave_types::sick || leave.ended || !new_one) continue;
    const auto person = members_.by_id(leave.person);
    if (person && person->class_id == klass.id)
      open(*person, now, std::max(leave.decided.value_or(now.utc), now.utc - fresh), text::sick_leave);
  }
}

/// Who reported a symptom today or yesterday, though no fever, or is on sick leave.
void Rounds::open_for_the_unwell(const Moment& now) {
  constexpr std::array<std::string_view, 6> lasting{"鼻炎", "过敏", "失眠", "牙痛", "皮疹", "腰痛"};
  const auto is_lasting = [&](const std::string& one) {
    return std::find(lasting.begin(), lasting.end(), one) != lasting.end();
  };
  for (const Class& klass : members_.classes()) {
    open_for_sick_leave(klass, now);
    for (const auto& [id, readings] : readings_.of_class(klass.id, now.day())) {
      const auto unwell = std::find_if(readings.begin(), readings.end(), [&](const storage::Reading& one) {
        return one.by == one.person && !std::all_of(one.symptoms.begin(), one.symptoms.end(), is_lasting);
      });
      const auto person = unwell != readings.end() ? members_.by_id(id) : std::nullopt;
      if (person && person->class_id == klass.id)
        open(*person, now, fmt::format("{}", fmt::join(unwell->symptoms, " ")));
    }
  }
}

std::optional<Person> Rounds::responsible(const Case& open, const Moment& now) const {
  const auto can_be_told = [&](const Person& person) {
    return !person.account.empty() && members_.reach(person.account) != Reach::refused;
  };
  std::optional<Person> first;
  for (const Role role : {Role::counsellor, Role::class_teacher, Role::office}) {
    for (const Person& person : members_.holders(role, open.class_id, now.utc)) {
      if (!can_be_told(person) || person.id == open.person) continue;
      if (person.id == open.owner) return person;
      if (!first) first = person;
    }
  }
  return first;
}

/// With the class, where he has more than one.
std::string Rounds::name_for(const Person& teacher, const Person& student, const Moment& now) const {
  const auto klass = members_.class_by_id(student.class_id);
  const auto grants = members_.grants(teacher, now.utc);
  const std::string who = wording::name_in(student, members_.students(student.class_id));
  const bool one_class = grants.size() == 1 && grants.front().class_id == student.class_id;
  return klass && !one_class ? klass->name + " " + who : who;
}

/// What was opened by rule since the last round: one message for all that are his.
Reply Rounds::tell_of_new(const Moment& now) {
  struct New {
    Person teacher = {};
    std::string first = {};
    std::string lines = {};
    std::vector<std::int64_t> about = {};
  };
  std::map<std::int64_t, New> all;
  for (Case& open : cases_.all_open()) {
    const auto student = members_.by_id(open.person);
    if (open.owner != 0 || !student || student->class_id == 0) continue;
    const auto entries = cases_.entries_since(open.id, open.day);
    if (std::any_of(entries.begin(), entries.end(), is_telling)) continue;
    open.class_id = student->class_id;
    const auto teacher = responsible(open, now);
    if (!teacher) continue;  // The next round looks again.
    const auto began = std::find_if(entries.begin(), entries.end(),
                                    [](const CaseEntry& one) { return one.kind == CaseEntry::Kind::opened; });
    New& his = all[teacher->id];
    his.teacher = *teacher;
    if (his.first.empty()) his.first = wording::name_in(*student, members_.students(student->class_id));
    his.lines += text::new_one(open.id, name_for(*teacher, *student, now), began == entries.end() ? "" : began->words);
    his.about.push_back(student->id);
    cases_.add({.case_id = open.id,
                .at = now.utc,
                .day = now.day(),
                .kind = CaseEntry::Kind::note,
                .words = text::told_of_it + wording::teacher(teacher->name)});
  }
  Reply reply;
  for (const auto& [id, his] : all) {
    accesses_.add({.reader = id, .what = "case", .at = now.utc}, his.about);
    reply.add(Whisper{.to = his.teacher,
                      .content = plain(text::new_ones(his.lines, his.first)),
                      .priority = storage::Priority::care,
                      .discreet = true});
  }
  return reply;
}

Reply Rounds::tell(const Case& open, const Moment& now, std::string (*words)(const std::string&)) const {
  const auto teacher = responsible(open, now);
  const auto person = members_.by_id(open.person);
  if (!teacher || !person) return {};
  accesses_.add({.reader = teacher->id, .what = "case", .at = now.utc}, std::array{person->id});
  const std::string who = name_for(*teacher, *person, now);
  return Reply{}.add(Whisper{.to = *teacher,
                             .content = plain(fmt::format("#{} {}", open.id, words(who))),
                             .priority = storage::Priority::care,
                             .discreet = true});
}

DayState Rounds::state(const Case& open, Day day) const {
  auto entries = cases_.entries_since(open.id, day);
  std::erase_if(entries, [&](const CaseEntry& entry) { return entry.day != day; });
  return state_of(readings_.of_day(open.person, day), entries);
}

bool Rounds::recovered(const Case& open, Day day) const {
  for (int before = 1; before <= good_days; ++before) {
    if (state(open, day - std::chrono::days{before}) != DayState::good) return false;
  }
  return true;
}

bool Rounds::answered_since(const Case& open, Utc since, Day day) const {
  if (open.answered && *open.answered >= since) return true;
  const auto today = readings_.of_day(open.person, day);
  return std::any_of(today.begin(), today.end(), [&](const auto& reading) { return reading.sent >= since; });
}

Reply Rounds::ask(const Moment& now, bool morning) {
  open_for_the_unwell(now);
  Reply reply = tell_of_new(now);
  for (Case& open : cases_.all_open()) {
    const auto person = members_.by_id(open.person);
    if (!person || person->class_id == 0) continue;
    open.class_id = person->class_id;
    if (morning && recovered(open, now.day())) {
      if (open.offered && now.day() - *open.offered < offered_again) continue;
      open.offered = now.day();
      cases_.update(open);
      reply.join(tell(open, now, text::may_close));
      continue;
    }
    if (open.refused || recovered(open, now.day()) || answered_since(open, now.utc - fresh, now.day()) ||
        now.utc - open.opened < fresh)
      continue;
    const Reach reach = person->account.empty() ? Reach::refused : members_.reach(person->account);
    if (reach == Reach::refused) {
      if (morning) reply.join(tell(open, now, text::out_of_reach));
      continue;
    }
    open.asked = now.utc;
    cases_.update(open);
    questions_.ask({.person = person->id,
                    .feature = std::string(feature),
                    .kind = "round",
                    .payload = to_payload({{"case", open.id}}),
                    .day = now.day(),
                    .asked = now.utc,
                    .until = now.utc + stands});
    schedule_.set_timer(feature, topic("ask_again", open.id), now.utc + again_after, "");
    reply.add(to_student(*person, text::question(morning), reach));
  }
  return reply;
}

Reply Rounds::ask_again(std::int64_t case_id, const Moment& now) {
  const auto open = cases_.by_id(case_id);
  if (!open || open->closed || open->refused || !open->asked) return {};
  const auto person = members_.by_id(open->person);
  if (!person || answered_since(*open, *open->asked, now.day())) return {};
  schedule_.set_timer(feature, topic("silent", case_id), now.utc + again_after, "");
  return Reply{}.add(to_student(*person, text::again, members_.reach(person->account)));
}

Reply Rounds::tell_silent(std::int64_t case_id, const Moment& now) {
  const auto open = cases_.by_id(case_id);
  if (!open || open->closed || open->refused || !open->asked || answered_since(*open, *open->asked, now.day()))
    return {};
  Reply reply = tell(*open, now, text::silent);
  const auto entries = cases_.entries(case_id, 20);
  const auto last = std::find_if(entries.rbegin(), entries.rend(), [](const CaseEntry& entry) {
    return entry.kind == CaseEntry::Kind::answer && !entry.words.empty();
  });
  if (last != entries.rend() && !reply.actions.empty())
    std::get<Whisper>(reply.actions.front()).content.push_back({Part::Kind::text, text::last_known(last->words)});
  return reply;
}

/// His teacher wants to read it at once, and once a day.
Reply Rounds::tell_of_hospital(const Case& open, const std::string& words, const Moment& now) const {
  const storage::Occurrence once{
      .job = fmt::format("{}/hospital/{}", feature, open.id), .key = iso(now.day()), .due = now.utc};
  if (!schedule_.claim(once, now.utc)) return {};
  Reply told = tell(open, now, text::at_hospital);
  if (!told.actions.empty())
    std::get<Whisper>(told.actions.front()).content.push_back({Part::Kind::text, "“" + words + "”"});
  return told;
}

Reply Rounds::answer(const Context& call, const Case& known, const FollowUp& said, const std::string& words) {
  Case open = known;
  open.answered = call.now.utc;
  if (auto reply = answer_without_news(call, open, said.kind)) return *std::move(reply);
  const Person& self = *call.speaker.person;
  const bool ill = fever(said.centi) || !said.symptoms.empty() || said.eased == false || said.test == "阳性";
  const bool well = !ill && (said.centi != 0 || said.well || said.eased == true);
  note(call, open, text::summary(said), ill ? std::optional(false) : well ? std::optional(true) : std::nullopt);
  Reply reply;
  if (said.centi != 0) {
    reply = own_.take(
        call, {.centi = said.centi, .slot = said.slot, .symptoms = said.symptoms, .well = said.well, .text = words});
    questions_.close(self.id, feature, call.now.utc);
  } else if (std::any_of(said.symptoms.begin(), said.symptoms.end(), is_urgent_symptom)) {
    reply.facts.emplace_back(FeverSeen{.person = self, .by = self, .symptoms = said.symptoms, .at = call.sent});
  }
  if (said.place == "医院") reply.join(tell_of_hospital(open, words, call.now));
  if (said.test == "阳性") {
    reply.facts.emplace_back(alarm(call, text::positive));
    return reply.add(Say{plain(text::stay_apart)});
  }
  if (tells_of_fever(reply)) return reply;  // Care says what is to be done.
  return reply.add(Say{plain(text::noted(said, text::summary(said), is_evening(call.sent)))});
}

/// 晚点说, 别问了, 想找老师: nothing for the case to learn but the answer itself.
std::optional<Reply> Rounds::answer_without_news(const Context& call, Case& open, FollowUp::Kind kind) {
  using Kind = FollowUp::Kind;
  Reply reply;
  switch (kind) {
    case Kind::later:
      return reply.add(Say{plain(text::later)});
    case Kind::ask_value:
      return reply.add(Say{plain(text::value_wanted)});
    case Kind::refuse:
      open.refused = true;
      note(call, open, text::wants_no_question, std::nullopt);
      questions_.close(call.speaker.person->id, feature, call.now.utc);
      reply.add(Say{plain(text::no_more)});
      return reply.join(tell(open, call.now, text::refused));
    case Kind::contact:
      note(call, open, text::wants_a_teacher, std::nullopt);
      reply.facts.emplace_back(alarm(call, text::wants_a_teacher));
      return reply.add(Say{plain(text::teacher_calls)});
    case Kind::ask_contact:
      note(call, open, std::string(somebody_near_ill), std::nullopt);
      reply.facts.emplace_back(alarm(call, somebody_near_ill));
      return reply.add(Say{plain(text::contact)});
    case Kind::doubt:  // Whoever keeps readings asks about it.
    case Kind::follow:
      break;
  }
  return std::nullopt;
}

/// Keeps the case as it is now, with an answer to it.
void Rounds::note(const Context& call, const Case& open, std::string summary, std::optional<bool> well) {
  cases_.add({.case_id = open.id,
              .at = call.now.utc,
              .day = call.sent.day(),
              .by = call.speaker.person->id,
              .kind = CaseEntry::Kind::answer,
              .words = std::move(summary),
              .well = well});
  cases_.update(open);
}

}  // namespace banwei::cases
