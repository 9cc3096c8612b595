#include "handlers/binding/group_binding.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "handlers/binding/binding_intents.h"
#include "handlers/binding/card.h"
#include "handlers/common/collection.h"
#include "handlers/common/mentions.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/common/yes_or_no.h"
#include "storage/fingerprint.h"

namespace banwei::binding {

namespace text {
namespace {

std::string not_yours(const std::string& klass) { return fmt::format("“{}”不是你名下的班，绑不了", klass); }
std::string other_class(const std::string& klass) {
  return fmt::format("这个群已经是{}的群。要换，先在群里说“取消群绑定”", klass);
}
std::string no_list(const std::string& klass) {
  return fmt::format("群成员名单没有取到，过一会儿在群里再说一次“绑定 {}”", klass);
}
std::string head(const std::string& klass, std::size_t count) { return fmt::format("绑定{}：群里{}人", klass, count); }
constexpr auto moves = "\n这个班原来有群，会换成这个";
std::string bound(std::size_t count) { return fmt::format("\n已经绑过{}位", count); }
std::string line(std::string_view what, const std::vector<std::string>& names) {
  return names.empty() ? "" : fmt::format("\n{}{}位：{}", what, names.size(), wording::first_names(names, "位"));
}
constexpr auto fit = "名片对上";
constexpr auto doubtful = "要问";
constexpr auto staff = "老师";
constexpr auto others = "不在名单";
constexpr auto absent = "名单里有、群里没对上";
constexpr auto ask_group = "\n对上的就这样绑定，回“确认”；不绑不用管，30分钟内有效";
constexpr auto ask_more = "\n就这样绑定，回“确认”；不对不用管";
std::string more(const std::string& klass) { return klass + "又有名片对上了名单："; }
std::string done(const std::string& klass, std::size_t count, std::size_t left) {
  return left == 0
             ? fmt::format("{}绑好了，这次绑定{}位，全班都认得了", klass, count)
             : fmt::format("{}绑好了，这次绑定{}位，还有{}位没绑。说“催绑定”我在群里请他们改名片", klass, count, left);
}
constexpr auto dropped = "好，没有绑定";
constexpr auto over = "这个群的名单变了，请在群里再说一次“绑定 班级”";
std::string welcome(const std::string& klass) {
  return fmt::format(
      "大家好，我是{}的班级小助手。报体温直接发数字，如 36.5；请假、点名、通知我都管。"
      "先加我好友，别的私聊我说“帮助”",
      klass);
}
constexpr auto call = "请把群名片改成“学号-姓名”，或加我好友后私聊发我“姓名 学号”";
constexpr auto released = "好，这个群不再是任何班的群，我在这里不出声了。绑过的QQ都还在";
constexpr auto nobody_left = "全班的QQ都绑好了";
std::string unbound(const std::string& klass, const std::vector<std::string>& names) {
  return fmt::format("{} 还有{}位没绑QQ：{}\n在群里说“催绑定”我请他们改名片；谁收不到，说“生成绑定码 姓名”", klass,
                     names.size(), wording::first_names(names, "位"));
}
constexpr auto all_in_reach = "绑好QQ的同学都加了我好友";
std::string out_of_reach(const std::string& klass, const std::vector<std::string>& names) {
  return fmt::format("{} 有{}位没加我好友，私聊不到：\n{}\n请他们在QQ里搜班级小助手加好友，我会自动通过", klass,
                     names.size(), wording::name_lines(names));
}
constexpr auto empty_roster = "名单里还没有人。先把名单文件私聊发给我，怎么写说“导入名单”";
std::string empty_class(const std::string& klass) {
  return fmt::format("{}的{}；导入了再在群里说“绑定 {}”", klass, empty_roster, klass);
}
std::string not_in_group(const std::string& klass, const std::vector<std::string>& names) {
  return fmt::format("{}还没绑的{}位都不在群里：{}。请他们进群，或说“生成绑定码 {}”", klass, names.size(),
                     wording::first_names(names), names.front());
}
std::string nothing_to_call(const std::string& klass) { return klass + "没有要催绑定的人"; }
std::string called(const std::string& klass, std::size_t count) {
  return fmt::format("在{}的群里请了{}位改名片", klass, count);
}
std::string no_group(const std::string& klass) {
  return fmt::format("{}还没有绑定群：把我拉进班级群，在群里说“绑定 {}”", klass, klass);
}
std::string listing(const std::string& klass) { return fmt::format("正在取{}的群成员，过一会儿再问一次", klass); }
std::string same(const std::string& klass) { return klass + "：群和名单一致"; }
std::string compared(const std::string& klass) { return klass + " 群和名单："; }
std::string differs(const std::string& klass) { return klass + " 群和名单对不上的变了："; }
std::string two_accounts(const std::string& card, const std::string& name) {
  return fmt::format("“{}”和另一个号都像{}", card, name);
}
std::string bound_elsewhere(const std::string& card, const std::string& name) {
  return fmt::format("“{}”像{}，他已绑了别的QQ", card, name);
}
std::string like(const std::string& card, const std::string& names) { return fmt::format("“{}”像{}", card, names); }
std::string unclear(const std::string& card) { return fmt::format("“{}”说不准是谁", card); }
std::string gone(const std::string& klass) {
  return fmt::format("我不在{}的群里了（被移出，或群解散了）。有了新群，拉我进去，在群里说“绑定 {}”", klass, klass);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "binding";
constexpr std::chrono::minutes question_open{30};
constexpr std::chrono::hours more_open{20};
constexpr std::chrono::minutes listed_at{6 * 60 + 20};
constexpr std::int64_t classes_a_round = 120;
constexpr std::chrono::seconds between_classes{10};
constexpr std::chrono::hours told_at{18};
constexpr std::chrono::minutes differences_at{18 * 60 + 10};

}  // namespace

Reply GroupBinding::bind(const Context& call, std::string class_name) {
  const auto klass = members_.class_by_name(class_name);
  if (!klass || !call.speaker.holds(binders, klass->id)) return privately(call, text::not_yours(class_name));
  if (call.klass && call.klass->id != klass->id) return privately(call, text::other_class(call.klass->name));
  if (members_.students(klass->id).empty()) return privately(call, text::empty_class(klass->name));
  bindings_.claim(
      {.group = call.message.room, .class_id = klass->id, .person = call.speaker.person->id, .at = call.now.utc});
  return Reply{}.add(ListMembers{call.message.room});
}

Reply GroupBinding::unbind(const Context& call) {
  if (!call.klass || !call.speaker.holds(binders, call.klass->id)) return {};
  members_.unbind_class(call.klass->id);
  bindings_.list(call.message.room, {});
  return Reply{}.add(Say{plain(text::released)});
}

/// Who of the group is who, by account first and then by card.
GroupBinding::Sorted GroupBinding::sort(const Class& klass, const std::vector<storage::GroupMember>& members) {
  Sorted sorted;
  const auto students = members_.students(klass.id);
  const language::People& people = rosters_.of(klass.id);
  std::map<std::int64_t, std::vector<const storage::GroupMember*>> by_card;  // of each student
  std::set<std::int64_t> present;
  for (const storage::GroupMember& member : members) {
    if (const auto known = members_.by_account(member.user)) {
      if (known->staff) {
        sorted.staff.push_back(known->name);
      } else if (known->class_id == klass.id) {
        present.insert(known->id);
        sorted.bound.push_back(wording::name_in(*known, students));
      } else {
        sorted.others.push_back(member.card);
      }
      continue;
    }
    const CardReading card = read_card(member.card, people, klass.name);
    switch (card.kind) {
      case CardReading::Kind::match:
        by_card[students.at(card.who.front()).id].push_back(&member);
        break;
      case CardReading::Kind::ask: {
        std::vector<std::string> names;
        for (const std::size_t place : card.who) names.push_back(wording::name_in(students.at(place), students));
        sorted.asked.push_back(names.empty() ? text::unclear(member.card)
                                             : text::like(member.card, wording::first_names(names)));
        sorted.to_call.push_back(member.user);
        break;
      }
      case CardReading::Kind::staff:
        sorted.staff.push_back(card.name);
        break;
      case CardReading::Kind::guardian:
      case CardReading::Kind::none:
        sorted.others.push_back(member.card);
        sorted.to_call.push_back(member.user);
        break;
    }
  }
  for (const Person& student : students) {
    const std::string name = wording::name_in(student, students);
    const auto found = by_card.find(student.id);
    if (found == by_card.end()) {
      if (!present.contains(student.id)) sorted.absent.push_back(name);
    } else if (!student.account.empty()) {
      for (const auto* member : found->second) sorted.asked.push_back(text::bound_elsewhere(member->card, name));
    } else if (found->second.size() > 1) {
      for (const auto* member : found->second) {
        sorted.asked.push_back(text::two_accounts(member->card, name));
        sorted.to_call.push_back(member->user);
      }
    } else {
      sorted.fits.push_back({student, found->second.front()->user});
    }
  }
  return sorted;
}

namespace {

/// What stands for it in a timer, which holds no names.
std::string print_of(const std::string& words) { return std::to_string(storage::Fingerprint().mix(words).value()); }

}  // namespace

std::string GroupBinding::Sorted::differences() const {
  return text::line(text::others, others) + text::line(text::absent, absent);
}

Reply GroupBinding::listed(const GroupMembers& list, const Moment& now) {
  const auto claim = bindings_.claim_of(list.group);
  const auto klass = claim ? members_.class_by_id(claim->class_id) : members_.class_of_group(list.group);
  if (!klass) return {};
  if (list.listed) {
    std::vector<storage::GroupMember> members;
    for (const auto& member : list.members) members.push_back({member.user, member.card});
    bindings_.list(list.group, members);
    refresh_tomorrow(klass->id, now);
  }
  if (!claim) return {};
  if (list.listed) return preview(*claim, *klass, now);
  bindings_.settle(list.group);
  const auto person = members_.by_id(claim->person);
  return person ? privately(*person, text::no_list(klass->name)) : Reply{};
}

Reply GroupBinding::preview(const storage::GroupClaim& claim, const Class& klass, const Moment& now) {
  const auto person = members_.by_id(claim.person);
  if (!person) return {};
  const auto members = bindings_.members(claim.group);
  const Sorted sorted = sort(klass, members);
  std::vector<std::string> fits;
  for (const Sorted::Fit& fit : sorted.fits) fits.push_back(fit.person.name);
  std::string words = text::head(klass.name, members.size());
  if (!klass.group.empty() && klass.group != claim.group) words += text::moves;
  if (!sorted.bound.empty()) words += text::bound(sorted.bound.size());
  words += text::line(text::fit, fits) + text::line(text::doubtful, sorted.asked) +
           text::line(text::staff, sorted.staff) + text::line(text::others, sorted.others) +
           text::line(text::absent, sorted.absent) + text::ask_group;
  questions_.ask({.person = person->id,
                  .feature = std::string(feature),
                  .kind = "group",
                  .payload = to_payload({{"group", claim.group}}),
                  .day = now.day(),
                  .asked = now.utc,
                  .until = now.utc + question_open});
  return privately(*person, words);
}

std::optional<Interpretation> GroupBinding::listen(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct) return std::nullopt;
  const auto asked =
      context.speaker.person ? questions_.open(context.speaker.person->id, feature, context.now.utc) : std::nullopt;
  if (!asked || asked->kind == "unbind") return std::nullopt;
  return yes_or_no(
      intents::group_answer, said, context, questions_, feature, {.yes = {"确认", "绑定", "确认绑定"}},
      [this](const Context& call, const storage::Question& question, bool yes) { return settle(call, question, yes); });
}

Reply GroupBinding::settle(const Context& call, const storage::Question& asked, bool yes) {
  questions_.close(asked.person, feature, call.now.utc);
  const auto payload = from_payload(asked.payload);
  const std::string group = payload.is_object() ? payload.value("group", "") : "";
  const auto claim = bindings_.claim_of(group);
  bindings_.settle(group);
  if (!yes) return privately(call, text::dropped);
  const bool fresh = asked.kind == "group";
  const auto klass =
      fresh ? (claim ? members_.class_by_id(claim->class_id) : std::nullopt) : members_.class_of_group(group);
  if (!klass || !call.speaker.holds(binders, klass->id)) return privately(call, text::over);
  const Sorted sorted = sort(*klass, bindings_.members(group));
  for (const Sorted::Fit& fit : sorted.fits) {
    Person bound = fit.person;
    bound.account = fit.user;
    members_.save_person(bound, "");
  }
  Reply reply;
  if (fresh && klass->group != group) {
    Class with_group = *klass;
    with_group.group = group;
    members_.save_class(with_group);
    reply.add(Post{.group = group, .content = plain(text::welcome(klass->name))});
    reply.facts.emplace_back(GroupBound{.class_id = klass->id, .group = group});
    compare_tomorrow(klass->id, print_of(sorted.differences()), call.now);
  }
  const auto students = members_.students(klass->id);
  const auto left =
      std::count_if(students.begin(), students.end(), [](const Person& student) { return student.account.empty(); });
  reply.join(privately(call, text::done(klass->name, sorted.fits.size(), static_cast<std::size_t>(left))));
  return reply;
}

Reply GroupBinding::changed(const MemberChange& change, const Moment& now) {
  const auto klass = members_.class_of_group(change.group);
  if (!klass) return {};
  if (change.user == change.account) {
    bindings_.list(change.group, {});
    Reply reply;
    for (const Person& teacher : members_.holders(Role::counsellor, klass->id, now.utc))
      reply.join(privately(teacher, text::gone(klass->name)));
    return reply;
  }
  if (change.kind == MemberChange::Kind::left) {
    bindings_.left(change.group, change.user);
    return {};
  }
  bindings_.joined(change.group, {change.user, change.card});
  if (members_.by_account(change.user)) return {};
  const auto day = now.time_of_day() < told_at ? now.day() : now.day() + std::chrono::days{1};
  schedule_.set_timer(feature, Topic{.kind = "cards", .id = klass->id}.text(), now.utc + ((day + told_at) - now.local),
                      "");
  return {};
}

Reply GroupBinding::propose(std::int64_t class_id, const Moment& now) {
  const auto klass = members_.class_by_id(class_id);
  if (!klass || klass->group.empty()) return {};
  const Sorted sorted = sort(*klass, bindings_.members(klass->group));
  if (sorted.fits.empty()) return {};
  std::vector<std::string> fits;
  for (const Sorted::Fit& fit : sorted.fits) fits.push_back(fit.person.name);
  Reply reply;
  for (const Person& teacher : members_.holders(Role::counsellor, klass->id, now.utc)) {
    questions_.ask({.person = teacher.id,
                    .feature = std::string(feature),
                    .kind = "more",
                    .payload = to_payload({{"group", klass->group}}),
                    .day = now.day(),
                    .asked = now.utc,
                    .until = now.utc + more_open});
    reply.join(privately(teacher, text::more(klass->name) + text::line(text::fit, fits) + text::ask_more));
  }
  return reply;
}

Reply GroupBinding::refresh(std::int64_t class_id, const Moment& now) {
  const auto klass = members_.class_by_id(class_id);
  if (!klass || klass->group.empty()) return {};
  refresh_tomorrow(class_id, now);
  return Reply{}.add(ListMembers{klass->group});
}

/// One class after the other, so that a college's lists are not asked for in one breath.
void GroupBinding::refresh_tomorrow(std::int64_t class_id, const Moment& now) {
  const auto at = now.day() + std::chrono::days{1} + listed_at + class_id % classes_a_round * between_classes;
  schedule_.set_timer(feature, Topic{.kind = "lists", .id = class_id}.text(), now.utc + (at - now.local), "");
}

void GroupBinding::compare_tomorrow(std::int64_t class_id, const std::string& told, const Moment& now) {
  const auto at = now.day() + std::chrono::days{1} + differences_at;
  schedule_.set_timer(feature, Topic{.kind = "differences", .id = class_id}.text(), now.utc + (at - now.local), told);
}

Reply GroupBinding::tell_differences(std::int64_t class_id, const std::string& told, const Moment& now) {
  const auto klass = members_.class_by_id(class_id);
  if (!klass || klass->group.empty()) return {};
  const auto members = bindings_.members(klass->group);
  const std::string words = members.empty() ? "" : sort(*klass, members).differences();
  const std::string print = members.empty() ? told : print_of(words);
  compare_tomorrow(class_id, print, now);
  if (words.empty() || print == told) return {};
  Reply reply;
  for (const Person& teacher : members_.holders(Role::counsellor, class_id, now.utc))
    reply.add(Whisper{
        .to = teacher, .content = plain(text::differs(klass->name) + words), .priority = storage::Priority::summary});
  return reply;
}

void GroupBinding::look_at_new_groups(const Moment& now) {
  Utc due = now.utc;
  for (const Class& klass : members_.classes()) {
    if (klass.group.empty() || !looked_at_.insert(klass.group).second) continue;
    if (!bindings_.members(klass.group).empty()) continue;
    schedule_.set_timer(feature, Topic{.kind = "lists", .id = klass.id}.text(), due, "");
    compare_tomorrow(klass.id, "", now);
    due += between_classes;
  }
}

/// R11: who is in the roster and not in the group, and the reverse.
Reply GroupBinding::compare(const Context& call) {
  Reply reply;
  std::string words;
  for (const Class& klass : classes_of(members_, call, binders)) {
    if (!words.empty()) words += "\n";
    const auto members = klass.group.empty() ? std::vector<storage::GroupMember>{} : bindings_.members(klass.group);
    if (members.empty()) {
      words += klass.group.empty() ? text::no_group(klass.name) : text::listing(klass.name);
      if (!klass.group.empty()) reply.add(ListMembers{klass.group});
      continue;
    }
    const Sorted sorted = sort(klass, members);
    std::vector<std::string> fits;
    for (const Sorted::Fit& fit : sorted.fits) fits.push_back(fit.person.name);
    const std::string lines =
        sorted.differences() + text::line(text::doubtful, sorted.asked) + text::line(text::fit, fits);
    words += lines.empty() ? text::same(klass.name) : text::compared(klass.name) + lines;
  }
  reply.join(privately(call, words));
  return reply;
}

Reply GroupBinding::unbound(const Context& call, std::optional<std::string> klass) {
  const auto meant = classes_meant(call, members_, klass, approvers);
  if (!meant) return privately(call, not_your_class(*klass));
  return list(
      call, *meant, [](const Person& student) { return student.account.empty(); }, text::unbound, text::nobody_left);
}

Reply GroupBinding::out_of_reach(const Context& call) {
  const auto apart = [this](const Person& student) {
    return !student.account.empty() && members_.reach(student.account) != Reach::friendly;
  };
  return list(call, classes_of(members_, call, approvers), apart, text::out_of_reach, text::all_in_reach);
}

/// Those of the speaker's classes of whom that is so, a line for each class.
Reply GroupBinding::list(const Context& call, const std::vector<Class>& classes,
                         const std::function<bool(const Person&)>& of,
                         std::string (*line)(const std::string&, const std::vector<std::string>&),
                         std::string_view nobody) const {
  std::string words;
  bool anybody = false;
  for (const Class& klass : classes) {
    const auto students = members_.students(klass.id);
    anybody = anybody || !students.empty();
    std::vector<std::string> names;
    for (const Person& student : students) {
      if (of(student)) names.push_back(wording::name_in(student, students));
    }
    if (!names.empty()) words += (words.empty() ? "" : "\n") + line(klass.name, names);
  }
  return privately(call, !words.empty() ? words : std::string(anybody ? nobody : text::empty_roster));
}

/// Those in the group whose cards say nothing clear.
Reply GroupBinding::call_unbound(const Context& call) {
  Reply reply;
  std::string words;
  for (const Class& klass : classes_of(members_, call, approvers)) {
    words += words.empty() ? "" : "\n";
    if (klass.group.empty()) {
      words += text::no_group(klass.name);
      continue;
    }
    const auto students = members_.students(klass.id);
    const bool all_known =
        std::none_of(students.begin(), students.end(), [](const Person& student) { return student.account.empty(); });
    const Sorted sorted = sort(klass, bindings_.members(klass.group));
    if (all_known || sorted.to_call.empty()) {
      words += all_known || sorted.absent.empty() ? text::nothing_to_call(klass.name)
                                                  : text::not_in_group(klass.name, sorted.absent);
      continue;
    }
    std::vector<Person> people;
    for (const std::string& user : sorted.to_call) people.push_back({.account = user});
    for (Content& content : calling(people, text::call)) reply.add(Post{.group = klass.group, .content = content});
    words += text::called(klass.name, people.size());
  }
  reply.join(privately(call, words));
  return reply;
}

}  // namespace banwei::binding
