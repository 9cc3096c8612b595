#include "handlers/cases/case_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "handlers/common/case_team.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"

namespace banwei::cases {

using storage::Case;
using storage::CaseEntry;

namespace text {
namespace {

constexpr std::array<const char*, 3> levels{"一般", "重点", "紧急"};
std::string level(Case::Level level) { return levels[static_cast<std::size_t>(level)]; }

std::string opened(const Case& one, const std::string& who, const std::string& owner) {
  return fmt::format("已立案 #{} {}（负责人{}，级别{}）。早晚各问他一次，名字不会在任何群出现", one.id, who, owner,
                     level(one.level));
}
std::string taken(const std::string& who, const std::string& owner) {
  return fmt::format("{}已经有人在跟，负责人{}。要一起跟，请他说“个案 加人”", who, owner);
}
constexpr auto none_of_yours = "没有这个在跟的个案。看你在跟的说“在跟的个案”，立案说“立案 姓名”";
constexpr auto not_yours = "要写你名下班里的同学";
std::string several(const std::string& name, const std::vector<std::string>& numbers) {
  return fmt::format("叫“{}”的不止一位，请写学号再说一次：{}", name, fmt::join(numbers, "、"));
}
constexpr auto no_cases = "你现在没有在跟的个案。立案说“立案 姓名”";
std::string heading(std::size_t count) { return fmt::format("在跟的个案{}个", count); }
std::string line(const Case& one, const std::string& who, int days, const std::string& last) {
  return fmt::format("\n#{} {} {} 第{}天{}{}", one.id, who, level(one.level), days, last.empty() ? "" : " ", last);
}
constexpr auto more = "\n更早的不在这里列";
std::string head(const Case& one, const std::string& who, const std::string& team) {
  return fmt::format("#{} {} {}\n{}", one.id, who, level(one.level), team);
}
std::string people(const std::string& owner, const std::string& others) {
  return "负责人" + (owner.empty() ? std::string("还没有") : owner) + (others.empty() ? "" : "，组里还有" + others);
}
std::string entry(const std::string& when, const std::string& by, const std::string& words) {
  return "\n" + when + (by.empty() ? "" : " " + by) + " " + words;
}
const std::string began = "开始随访";
constexpr auto over = "已解除";
std::string came(const std::string& names) { return "加入：" + names; }
constexpr auto doubtful = "；体温没看明白，没有登记";
std::string noted(std::int64_t id) { return fmt::format("已记入 #{}", id); }
std::string relayed(std::int64_t id, const std::string& to) { return fmt::format("已转给 #{} 的{}", id, to); }
std::string to_team(std::int64_t id, const std::string& by, const std::string& words) {
  return fmt::format("〔#{} {}〕{}", id, by, words);
}
std::string to_student(const std::string& by, const std::string& words) { return fmt::format("〔{}〕{}", by, words); }
constexpr auto nobody_else = "组里还没有别人，先记下了。加人说“个案 加人 学工办”";
std::string joined(std::int64_t id, const std::string& names) {
  return fmt::format("关怀组 #{}：{}。发给我“#{} 内容”会转给组里的老师，“#{} 转告本人：内容”转给学生", id, names, id,
                     id);
}
std::string welcome(std::int64_t id, const std::string& by, const std::string& who) {
  return fmt::format("{}请你一起跟个案 #{} {}。看记录说“个案{}”，发“#{} 内容”会转给组里", by, id, who, id, id);
}
std::string unknown_people(const std::string& names) {
  return "没有找到：" + names + "。可以写老师的姓名，或学工办、分管领导、班主任、辅导员";
}
constexpr auto full = "组里的人已经够多了";
constexpr auto only_owner = "解除、加人、交给别人和改级别要负责人来说";
std::string no_teacher(const std::string& name) {
  return fmt::format("这个班的老师里没有“{}”。可以写辅导员、班主任或学工办老师的姓名", name);
}
std::string has_it(const std::string& owner) { return "负责人已经是" + owner; }
std::string handed(const std::string& to) { return "交给" + to; }
std::string handed_over(std::int64_t id, const std::string& to) {
  return fmt::format("#{} 现在由{}负责，已告诉{}。你还在组里，发“#{} 内容”照样转到", id, to, to, id);
}
std::string given(std::int64_t id, const std::string& by, const std::string& who) {
  return fmt::format("{}把个案 #{} {}交给你负责。看记录说“个案{}”，发“#{} 内容”会转给组里", by, id, who, id, id);
}
std::string changed(const Case& one) { return fmt::format("#{} 改为{}", one.id, level(one.level)); }
std::string too_early(const std::string& who) {
  return fmt::format("{}还没有连续{}天正常。仍要解除回“是”，继续随访回“否”", who, good_days);
}
constexpr auto goes_on = "好的，继续随访";
std::string closed(std::int64_t id, std::int64_t days, std::int64_t answers) {
  return fmt::format(
      "#{} 已结案（{}天，{}次随访回复）。请选一句发给他：①恭喜恢复 ②自己写（回“2 要说的话”）。30分钟没选，我就发①", id,
      days, answers);
}
constexpr auto write = "把要说的话写在2后面一起发，如：2 好好休息，有事找我";
constexpr auto sent = "已发给他";
constexpr auto recovered = "恭喜恢复！从今天起不再每天问你了，再有不舒服随时告诉我";
constexpr auto passed_on = "已转告老师";
constexpr auto said_by_student = "本人";

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_team = 8;
constexpr int most_entries = 12;
constexpr std::size_t most_listed = 20;
constexpr std::size_t most_words = 300;  // In code points, of one entry.
constexpr std::chrono::minutes question_open{30};

std::string parting_topic(std::int64_t case_id) { return Topic{.kind = "farewell", .id = case_id}.text(); }

Whisper to(const Person& person, std::string words) {
  return {.to = person, .content = plain(std::move(words)), .discreet = true};
}

Case::Level level_of(const std::string& word) {
  const auto found = std::find(text::levels.begin(), text::levels.end(), word);
  return found == text::levels.end() ? Case::Level::usual
                                     : static_cast<Case::Level>(std::distance(text::levels.begin(), found));
}

}  // namespace

/// Its owner and who joined, as far as they still hold a role for the class.
std::vector<Person> CaseBook::team(const Case& one, const Moment& now) const {
  std::vector<std::int64_t> ids = cases_.team(one.id);
  std::erase(ids, one.owner);
  if (one.owner != 0) ids.insert(ids.begin(), one.owner);
  std::vector<Person> people;
  for (const std::int64_t id : ids) {
    auto person = members_.by_id(id);
    if (!person) continue;
    const Speaker as{.person = person, .grants = members_.grants(*person, now.utc)};
    if (as.holds(carers, one.class_id)) people.push_back(std::move(*person));
  }
  return people;
}

std::string CaseBook::name_of(std::int64_t id) const {
  const auto person = members_.by_id(id);
  if (!person) return "";
  return person->staff ? wording::teacher(person->name)
                       : wording::name_in(*person, members_.students(person->class_id));
}

void CaseBook::enter(const Context& call, const Case& one, CaseEntry::Kind kind, std::string words) {
  cases_.add({.case_id = one.id,
              .at = call.now.utc,
              .day = call.sent.day(),
              .by = call.speaker.person->id,
              .kind = kind,
              .words = wording::head(words, most_words)});
}

Reply CaseBook::obey(const Context& call, const Order& order) {
  if (order.kind == Order::Kind::list) return list(call);
  std::optional<Case> one;
  if (order.id != 0) {
    one = cases_.by_id(order.id);
  } else {
    if (order.numbers.size() > 1) return privately(call, text::several(order.who, order.numbers));
    const auto person = order.numbers.empty() ? std::nullopt : members_.by_number(order.numbers.front());
    if (!person || !call.speaker.holds(carers, person->class_id)) return privately(call, text::not_yours);
    if (order.kind == Order::Kind::add) return add(call, *person, order.level);
    one = cases_.open_of(person->id);
  }
  if (!one || one->closed || !shares(call.speaker, *one, cases_)) return privately(call, text::none_of_yours);
  // Whoever of the class's own teachers is the first to do something for it has it in hand.
  const bool acts = order.kind != Order::Kind::show && one->owner == 0;
  if (acts && call.speaker.holds(Roles{Role::counsellor, Role::class_teacher}, one->class_id)) {
    one->owner = call.speaker.person->id;
    cases_.update(*one);
  }
  switch (order.kind) {
    case Order::Kind::note:
      return note(call, *one, order.note);
    case Order::Kind::relay:
      return relay(call, *one, order);
    case Order::Kind::join:
      return join(call, *one, order);
    case Order::Kind::hand_over:
      return hand_over(call, *one, order.names.front());
    case Order::Kind::level:
      return set_level(call, *one, order.level);
    case Order::Kind::close:
      return close(call, *one);
    default:
      return show(call, *one);
  }
}

Reply CaseBook::add(const Context& call, const Person& person, const std::string& level) {
  const Person& self = *call.speaker.person;
  std::optional<Case> one = cases_.open_of(person.id);
  if (one && one->owner != 0 && one->owner != self.id)
    return privately(call, shares(call.speaker, *one, cases_) ? text::taken(person.name, name_of(one->owner))
                                                              : std::string(text::none_of_yours));
  if (!one) {
    const Case made{.person = person.id, .class_id = person.class_id, .opened = call.now.utc, .day = call.sent.day()};
    one = cases_.by_id(cases_.open(made));
    enter(call, *one, CaseEntry::Kind::opened, "");
  }
  one->owner = self.id;
  if (!level.empty()) one->level = level_of(level);
  cases_.update(*one);
  return privately(call, text::opened(*one, name_of(person.id), name_of(self.id)));
}

Reply CaseBook::show(const Context& call, const Case& one) {
  std::string others;
  for (const Person& person : team(one, call.now)) {
    if (person.id != one.owner) others += (others.empty() ? "" : "、") + wording::teacher(person.name);
  }
  std::string words =
      text::head(one, name_of(one.person), text::people(one.owner == 0 ? "" : name_of(one.owner), others));
  const auto entries = cases_.entries(one.id, most_entries);
  for (const CaseEntry& entry : entries) {
    std::string said = entry.words;
    if (entry.kind == CaseEntry::Kind::opened) said = text::began + (said.empty() ? "" : "（" + said + "）");
    if (entry.kind == CaseEntry::Kind::closed) said = text::over;
    const std::string by = entry.by == 0 ? "" : entry.by == one.person ? text::said_by_student : name_of(entry.by);
    words += text::entry(wording::month_day(entry.day), by, said);
  }
  if (entries.size() == static_cast<std::size_t>(most_entries)) words += text::more;
  accesses_.add({.reader = call.speaker.person->id, .what = "case", .message = call.message.id, .at = call.now.utc},
                std::array{one.person});
  return privately(call, words);
}

Reply CaseBook::list(const Context& call) {
  std::string lines;
  std::size_t count = 0;
  std::vector<std::int64_t> shown;
  for (const Case& one : cases_.all_open()) {
    if (!shares(call.speaker, one, cases_)) continue;
    if (++count > most_listed) continue;
    auto entries = cases_.entries(one.id, 2);
    std::erase_if(entries, is_telling);
    const std::string last = entries.empty() ? "" : wording::head(entries.back().words, 20);
    const auto days = static_cast<int>((call.sent.day() - one.day).count()) + 1;
    lines += text::line(one, name_of(one.person), days, last);
    shown.push_back(one.person);
  }
  accesses_.add({.reader = call.speaker.person->id, .what = "case", .message = call.message.id, .at = call.now.utc},
                shown);
  return privately(call, count == 0 ? text::no_cases : text::heading(count) + lines);
}

Reply CaseBook::note(const Context& call, const Case& one, const std::string& words) {
  if (words.empty()) return show(call, one);
  enter(call, one, CaseEntry::Kind::note, words);
  std::string told = text::noted(one.id);
  const Day today = call.sent.day();
  const auto said =
      understand(words, [&](std::string_view text, std::size_t at) { return own_.figure_at(text, at, today); });
  const auto student = members_.by_id(one.person);
  if (said && said->kind == FollowUp::Kind::doubt) told += text::doubtful;
  if (!student || !said || said->kind != FollowUp::Kind::follow || said->centi == 0) return privately(call, told);
  // The figure counts as one that a teacher reports; what is said of that stands in the one answer.
  Reply reply = own_.take_for(
      call, *student,
      {.centi = said->centi, .slot = said->slot, .symptoms = said->symptoms, .well = said->well, .text = words});
  std::erase_if(reply.actions, [&](const Action& action) {
    const auto* say = std::get_if<Say>(&action);
    if (say != nullptr) told += "；" + say->content.front().value;
    return say != nullptr;
  });
  return reply.join(privately(call, told));
}

void CaseBook::tell(Reply& reply, const Context& call, const Case& one, const Person& person, std::string words) {
  accesses_.add({.reader = person.id, .what = "case", .message = call.message.id, .at = call.now.utc},
                std::array{one.person});
  reply.add(to(person, std::move(words)));
}

Reply CaseBook::relay(const Context& call, const Case& one, const Order& order) {
  const Person& self = *call.speaker.person;
  const std::string words = wording::head(order.note, most_words);
  enter(call, one, CaseEntry::Kind::relay, words);
  Reply reply;
  std::string told;
  const auto add = [&](const std::string& name) { told += (told.empty() ? "" : "、") + name; };
  if (!order.to_student) {
    for (const Person& person : team(one, call.now)) {
      if (person.id == self.id) continue;
      tell(reply, call, one, person, text::to_team(one.id, wording::teacher(self.name), words));
      add(wording::teacher(person.name));
    }
  }
  if (order.to_student || order.to_all) {
    const auto student = members_.by_id(one.person);
    if (student) {
      reply.add(to(*student, text::to_student(wording::teacher(self.name), words)));
      add(name_of(student->id));
    }
  }
  return reply.join(privately(call, told.empty() ? text::nobody_else : text::relayed(one.id, told)));
}

Reply CaseBook::pass_on(const Context& call, const Case& open, const std::string& words) {
  enter(call, open, CaseEntry::Kind::relay, words);
  std::vector<Person> people = team(open, call.now);
  if (people.empty()) {
    if (auto teacher = rounds_.responsible(open, call.now)) people.push_back(std::move(*teacher));
  }
  Reply reply;
  for (const Person& person : people)
    tell(reply, call, open, person, text::to_team(open.id, name_of(open.person), wording::head(words, most_words)));
  return reply.add(Say{plain(text::passed_on)});
}

/// 学工办主任, 分管领导, or a name, of those who have to do with the class.
std::optional<Person> CaseBook::somebody(const std::string& name, const Case& one, const Moment& now) const {
  struct Title {
    std::string_view word;
    Role role;
  };
  constexpr std::array titles{Title{"学工办", Role::office},        Title{"学工", Role::office},
                              Title{"学生办", Role::office},        Title{"领导", Role::leader},
                              Title{"书记", Role::leader},          Title{"院长", Role::leader},
                              Title{"班主任", Role::class_teacher}, Title{"辅导员", Role::counsellor}};
  for (const Role role : {Role::counsellor, Role::class_teacher, Role::office, Role::leader}) {
    for (const Person& person : members_.holders(role, one.class_id, now.utc)) {
      if (person.name == name || wording::teacher(person.name) == name || person.number == name) return person;
    }
  }
  const auto title = std::find_if(titles.begin(), titles.end(),
                                  [&](const Title& each) { return name.find(each.word) != std::string::npos; });
  if (title == titles.end()) return std::nullopt;
  const auto holders = members_.holders(title->role, one.class_id, now.utc);
  return holders.empty() ? std::nullopt : std::optional(holders.front());
}

Reply CaseBook::join(const Context& call, const Case& one, const Order& order) {
  const Person& self = *call.speaker.person;
  if (one.owner != 0 && one.owner != self.id) return privately(call, text::only_owner);
  Reply reply;
  std::string unknown;
  std::string came;
  const auto add = [](std::string& into, const std::string& name) { into += (into.empty() ? "" : "、") + name; };
  for (const std::string& name : order.names) {
    const auto person = somebody(name, one, call.now);
    if (!person) {
      add(unknown, name);
      continue;
    }
    if (cases_.team(one.id).size() >= most_team) return reply.join(privately(call, text::full));
    if (person->id == one.owner) continue;
    cases_.join(one.id, person->id);
    add(came, wording::teacher(person->name));
    tell(reply, call, one, *person, text::welcome(one.id, wording::teacher(self.name), name_of(one.person)));
  }
  if (!came.empty()) enter(call, one, CaseEntry::Kind::joined, text::came(came));
  std::string all = name_of(one.person);
  for (const Person& person : team(one, call.now)) add(all, wording::teacher(person.name));
  std::string words = came.empty() ? "" : text::joined(one.id, all);
  if (!unknown.empty()) words += (words.empty() ? "" : "\n") + text::unknown_people(unknown);
  return reply.join(privately(call, words.empty() ? text::joined(one.id, all) : words));
}

/// Whoever had it stays in the team: what he knows of it is needed.
Reply CaseBook::hand_over(const Context& call, Case one, const std::string& name) {
  const Person& self = *call.speaker.person;
  if (one.owner != 0 && one.owner != self.id) return privately(call, text::only_owner);
  const auto to = somebody(name, one, call.now);
  const Speaker as{.person = to, .grants = to ? members_.grants(*to, call.now.utc) : std::vector<Grant>{}};
  if (!to || !as.holds(teachers, one.class_id)) return privately(call, text::no_teacher(name));
  const std::string theirs = wording::teacher(to->name);
  if (to->id == one.owner) return privately(call, text::has_it(theirs));
  one.owner = to->id;
  cases_.update(one);
  cases_.join(one.id, self.id);
  enter(call, one, CaseEntry::Kind::joined, text::handed(theirs));
  audit_.add({.at = call.now.utc,
              .actor = self.id,
              .verb = "case.hand_over",
              .subject = one.class_id,
              .details = to_payload({{"case", one.id}, {"to", to->id}})});
  Reply reply;
  tell(reply, call, one, *to, text::given(one.id, wording::teacher(self.name), name_of(one.person)));
  return reply.join(privately(call, text::handed_over(one.id, theirs)));
}

Reply CaseBook::set_level(const Context& call, Case one, const std::string& level) {
  if (one.owner != 0 && one.owner != call.speaker.person->id) return privately(call, text::only_owner);
  one.level = level_of(level);
  cases_.update(one);
  enter(call, one, CaseEntry::Kind::note, text::changed(one));
  return privately(call, text::changed(one));
}

Reply CaseBook::close(const Context& call, const Case& one) {
  const Person& self = *call.speaker.person;
  if (one.owner != 0 && one.owner != self.id) return privately(call, text::only_owner);
  // Today counts too where it is a good day already.
  const Day today = call.sent.day();
  if (rounds_.recovered(one, today) || rounds_.recovered(one, today + std::chrono::days{1})) return sign(call, one);
  questions_.ask({.person = self.id,
                  .feature = std::string(closing),
                  .kind = "close",
                  .payload = to_payload({{"case", one.id}}),
                  .day = today,
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
  return privately(call, text::too_early(name_of(one.person)));
}

Reply CaseBook::decide(const Context& call, const storage::Question& question, bool yes) {
  questions_.close(call.speaker.person->id, closing, call.now.utc);
  const auto payload = from_payload(question.payload);
  const auto one = cases_.by_id(payload.is_object() ? payload.value("case", std::int64_t{0}) : 0);
  if (!one || one->closed || !shares(call.speaker, *one, cases_)) return privately(call, text::none_of_yours);
  return yes ? sign(call, *one) : privately(call, text::goes_on);
}

Reply CaseBook::sign(const Context& call, const Case& one) {
  const Person& self = *call.speaker.person;
  enter(call, one, CaseEntry::Kind::closed, "");
  cases_.close(one.id, self.id, call.now.utc);
  questions_.close(one.person, feature, call.now.utc);
  const auto days = (call.sent.day() - one.day).count() + 1;
  questions_.ask({.person = self.id,
                  .feature = std::string(parting),
                  .kind = "choose",
                  .payload = to_payload({{"case", one.id}}),
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
  schedule_.set_timer(feature, parting_topic(one.id), call.now.utc + question_open, "");
  return privately(call, text::closed(one.id, days, cases_.count_of(one.id, CaseEntry::Kind::answer)));
}

Whisper CaseBook::farewell(const Case& one, const Person& by, const Person& student, const std::string& words) {
  schedule_.cancel_timer(feature, parting_topic(one.id));
  return to(student, text::to_student(wording::teacher(by.name), words));
}

Reply CaseBook::say_farewell(const Context& call, const storage::Question& question, const Farewell& words) {
  const Person& self = *call.speaker.person;
  const auto payload = from_payload(question.payload);
  const auto one = cases_.by_id(payload.is_object() ? payload.value("case", std::int64_t{0}) : 0);
  const auto student = one ? members_.by_id(one->person) : std::nullopt;
  if (!student) return privately(call, text::none_of_yours);
  if (words.own && words.note.empty()) return privately(call, text::write);
  questions_.close(self.id, parting, call.now.utc);
  if (words.own) enter(call, *one, CaseEntry::Kind::relay, words.note);
  Reply reply = privately(call, text::sent);
  reply.add(farewell(*one, self, *student, words.own ? wording::head(words.note, most_words) : text::recovered));
  return reply;
}

Reply CaseBook::part(std::int64_t case_id, const Moment&) {
  const auto one = cases_.by_id(case_id);
  const auto by = one ? members_.by_id(one->closed_by) : std::nullopt;
  const auto student = one ? members_.by_id(one->person) : std::nullopt;
  if (!by || !student) return {};
  return Reply{}.add(farewell(*one, *by, *student, text::recovered));
}

}  // namespace banwei::cases
