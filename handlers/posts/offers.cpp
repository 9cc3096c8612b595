#include "handlers/posts/offers.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/common/collection.h"
#include "handlers/common/first_words.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/language/strings.h"
#include "handlers/posts/posts_intents.h"

namespace banwei::posts {

namespace text {
namespace {

std::string nobody(const std::string& who) { return fmt::format("没有你能交给的“{}”。请写全名或学号", who); }
std::string several(const std::string& who, const std::string& numbers) {
  return fmt::format("叫“{}”的不止一位：{}。请换成学号再说一次", who, numbers);
}
std::string not_yours(const std::string& post) { return fmt::format("{}不是你能移交的职务", post); }
std::string has_it(const std::string& who, const std::string& post) { return fmt::format("{}已经是{}了", who, post); }
constexpr auto staff_by_roster = "老师换人请管理员改名单导入；你不在的时候可以说“代理辅导员 李强 到3月20日”";
constexpr auto until_when = "代理到哪一天？要写今天以后、一年以内的一天，如：李四代理班长到3月20日";
std::string asked(const std::string& who, const std::string& post) {
  return fmt::format("已问{}，24小时内回“接任”才算。{}的职务到那时不变", who, post);
}
std::string hand_over(const std::string& from, const std::string& post) {
  return fmt::format("{}要把{}移交给你。24小时内回“接任”就接下，回“不接”就算了", from, post);
}
std::string deputise(const std::string& from, const std::string& post, const std::string& until) {
  return fmt::format("{}请你代理{}，到{}为止。24小时内回“接任”就接下，回“不接”就算了", from, post, until);
}
std::string declined(const std::string& who, const std::string& post) {
  return fmt::format("{}没有接{}，什么都没有改", who, post);
}
constexpr auto all_right = "好，什么都没有改";
std::string lapsed(const std::string& who, const std::string& post) {
  return fmt::format("{}24小时没有回，{}没有变", who, post);
}
constexpr auto not_any_more = "对方现在不能移交这个职务了，什么都没有改";
std::string taken(const std::string& post, const std::string& can) {
  return fmt::format("你现在是{}了。{}", post, can);
}
std::string acting(const std::string& post, const std::string& until) {
  return fmt::format("你现在代理{}，到{}为止，到时自动收回", post, until);
}
std::string announced(const std::string& klass, const std::string& role, const std::string& from,
                      const std::string& to) {
  return from.empty() ? fmt::format("{}{}现在是{}", klass, role, to)
                      : fmt::format("{}{}由{}交接给{}，感谢{}", klass, role, from, to, from);
}
std::string gone(const std::string& post, const std::string& to) {
  return fmt::format("{}已由{}接任，你的这项权限收回了，历史记录保留", post, to);
}
std::string told(const std::string& post, const std::string& to) { return fmt::format("{}现在是{}", post, to); }
std::string told_acting(const std::string& post, const std::string& to, const std::string& until) {
  return fmt::format("{}由{}代理，到{}为止", post, to, until);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::hours open_for{24};
constexpr std::chrono::days longest_deputy{366};
constexpr Roles staff_posts{Role::counsellor, Role::class_teacher, Role::course_teacher};

std::string post_of(const std::vector<Class>& classes, Role role) {
  std::string names;
  for (const Class& klass : classes) names += (names.empty() ? "" : "、") + klass.name;
  return names + wording::role_word(role);
}

bool same(const Person& a, const Person& b) { return a.id == b.id; }

}  // namespace

struct Offers::Offer {
  Role role = Role::student;
  std::vector<std::int64_t> classes = {};
  std::int64_t from = 0;
  std::optional<Day> until = {};

  static std::optional<Offer> read(const std::string& payload) {
    const auto json = from_payload(payload);
    if (!json.is_object()) return std::nullopt;
    Offer offer{.role = role_from_string(json.value("role", "")).value_or(Role::student),
                .classes = json.value("classes", std::vector<std::int64_t>{}),
                .from = json.value("from", std::int64_t{0}),
                .until = day_from_iso(json.value("until", ""))};
    return offer.role == Role::student ? std::nullopt : std::optional(std::move(offer));
  }
  std::string write() const {
    return to_payload({{"role", to_string(role)},
                       {"classes", classes},
                       {"from", from},
                       {"until", until ? iso(*until) : std::string()}});
  }
};

/// For a student's post students of the speaker's classes; for a teacher's whoever teaches in the college.
std::vector<Person> Offers::meant(const Context& call, const PostTalk& talk) const {
  std::vector<Person> people;
  const auto add = [&](const std::vector<Person>& some) {
    for (const Person& one : some) {
      const bool named = normalised(one.name) == talk.who || normalised(one.number) == talk.who;
      const bool known = std::any_of(people.begin(), people.end(), [&](const Person& each) { return same(each, one); });
      if (named && !known) people.push_back(one);
    }
  };
  const bool staff = staff_posts.has(talk.role);
  for (const Class& klass : staff ? members_.classes() : classes_of(members_, call, givers)) {
    if (!staff) add(members_.students(klass.id));
    for (const Role role : {Role::counsellor, Role::class_teacher, Role::course_teacher, Role::office})
      if (staff) add(members_.holders(role, klass.id, call.now.utc));
  }
  return people;
}

/// Of a student's post the class that he is in; of a teacher's all in which the speaker holds it.
std::vector<Class> Offers::classes_for(const Context& call, const PostTalk& talk, const Person& to) const {
  std::vector<Class> classes;
  for (const Class& klass : members_.classes()) {
    const bool own = call.speaker.holds({talk.role}, klass.id);
    const bool may = staff_posts.has(talk.role) ? own : own || call.speaker.holds(teachers, klass.id);
    const bool here = call.message.place == Place::direct || (call.klass && call.klass->id == klass.id);
    const bool his = staff_posts.has(talk.role) || to.class_id == klass.id;
    if (may && here && his) classes.push_back(klass);
  }
  return classes;
}

Reply Offers::offer(const Context& call, const PostTalk& talk) {
  const bool deputy = talk.kind == PostTalk::Kind::deputise;
  if (!deputy && staff_posts.has(talk.role)) return privately(call, text::staff_by_roster);
  auto people = meant(call, talk);
  std::erase_if(people, [&](const Person& one) { return same(one, *call.speaker.person); });
  if (people.empty()) return privately(call, text::nobody(talk.who));
  if (people.size() > 1) {
    std::string numbers;
    for (const Person& one : people) numbers += (numbers.empty() ? "" : "、") + one.number;
    return privately(call, text::several(talk.who, numbers));
  }
  const Person& to = people.front();
  const auto classes = classes_for(call, talk, to);
  const std::string post = post_of(classes, talk.role);
  if (classes.empty()) return privately(call, text::not_yours(wording::role_word(talk.role)));
  const Speaker target{to, members_.grants(to, call.now.utc)};
  if (target.holds({talk.role}, classes.front().id)) return privately(call, text::has_it(to.name, post));
  const Day today = call.now.day();
  if (deputy && (!talk.until || *talk.until < today || *talk.until - today > longest_deputy))
    return privately(call, text::until_when);

  Offer offer{.role = talk.role, .from = call.speaker.person->id, .until = deputy ? talk.until : std::nullopt};
  for (const Class& klass : classes) offer.classes.push_back(klass.id);
  const Utc until = call.now.utc + open_for;
  questions_.ask({.person = to.id,
                  .feature = std::string(feature),
                  .kind = "offer",
                  .payload = offer.write(),
                  .day = call.now.day(),
                  .asked = call.now.utc,
                  .until = until});
  schedule_.set_timer(feature, Topic{.kind = "offer", .id = to.id}.text(), until, offer.write());
  const std::string from = call.speaker.person->name;
  const std::string words =
      deputy ? text::deputise(from, post, wording::month_day(*talk.until)) : text::hand_over(from, post);
  Reply reply = Reply{}.add(Whisper{.to = to, .content = plain(words)});
  reply.join(privately(call, text::asked(to.name, post)));
  return reply;
}

std::optional<Interpretation> Offers::listen(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct) return std::nullopt;
  auto heard = yes_or_no(
      intents::accept, said, context, questions_, feature,
      {.yes = {"接任", "我接任", "接任班长", "接", "我接", "接下", "同意接任", "接受", "我接受", "愿意", "我愿意"},
       .no = {"不接", "不接任", "我不接", "我当不了", "当不了", "我当不了,算了"}},
      [this](const Context& call, const storage::Question& asked, bool yes) { return settle(call, asked, yes); });
  if (!heard) return heard;
  if (!heard->understood.fields().value("yes", false)) heard->intent = &intents::decline;
  const auto asked = questions_.open(context.speaker.person->id, feature, context.now.utc);
  const auto offer = asked ? Offer::read(asked->payload) : std::nullopt;
  heard->understood.fields = [role = offer ? offer->role : Role::student] {
    return nlohmann::ordered_json{{"role", wording::role_word(role)}};
  };
  return heard;
}

Reply Offers::settle(const Context& call, const storage::Question& asked, bool yes) {
  questions_.close(asked.person, feature, call.now.utc);
  schedule_.cancel_timer(feature, Topic{.kind = "offer", .id = asked.person}.text());
  const auto offer = Offer::read(asked.payload);
  const auto from = offer ? members_.by_id(offer->from) : std::nullopt;
  if (!from) return privately(call, text::not_any_more);
  if (yes) return take(call, *offer);
  std::vector<Class> classes;
  for (const std::int64_t id : offer->classes) {
    if (const auto klass = members_.class_by_id(id)) classes.push_back(*klass);
  }
  const std::string words = text::declined(call.speaker.person->name, post_of(classes, offer->role));
  return privately(call, text::all_right).add(Whisper{.to = *from, .content = plain(words)});
}

Reply Offers::take(const Context& call, const Offer& offer) {
  const Person& self = *call.speaker.person;
  const Utc now = call.now.utc;
  const Person from = members_.by_id(offer.from).value_or(Person{});
  const Speaker giver{from, members_.grants(from, now)};
  std::vector<Class> classes;
  for (const std::int64_t id : offer.classes) {
    const auto klass = members_.class_by_id(id);
    const bool may = giver.holds({offer.role}, id) || (cadres.has(offer.role) && giver.holds(teachers, id));
    const bool his = self.staff || self.class_id == id;
    if (klass && may && his) classes.push_back(*klass);
  }
  if (classes.empty()) return privately(call, text::not_any_more);
  const std::string post = post_of(classes, offer.role);
  Reply reply;
  std::vector<Person> told{self, from};
  const auto tell = [&](const Person& whom, const std::string& words) {
    if (std::any_of(told.begin(), told.end(), [&](const Person& one) { return same(one, whom); })) return;
    told.push_back(whom);
    reply.add(Whisper{.to = whom, .content = plain(words)});
  };
  if (offer.until) {
    const Utc end = zone_.utc(*offer.until + std::chrono::days{1});
    const std::string until = wording::month_day(*offer.until);
    for (const Class& klass : classes) members_.grant(self.id, {offer.role, klass.id}, now, end);
    reply.join(privately(call, text::acting(post, until)));
    const std::string words = text::told_acting(post, self.name, until);
    reply.add(Whisper{.to = from, .content = plain(words)});
    for (const Class& klass : classes) {
      for (const Person& teacher : members_.holders(Role::counsellor, klass.id, now)) tell(teacher, words);
    }
    return reply;
  }
  const std::string can = what_he_can(schedule_, self.id, {offer.role, classes.front().id}, now);
  reply.join(privately(call, text::taken(post, can)));
  bool giver_held_it = false;
  for (const Class& klass : classes) {
    std::string before;
    for (const Person& holder : members_.holders(offer.role, klass.id, now)) {
      if (same(holder, self)) continue;
      members_.revoke(holder.id, {offer.role, klass.id}, now);
      before += (before.empty() ? "" : "、") + holder.name;
      giver_held_it = giver_held_it || same(holder, from);
      tell(holder, text::gone(post, self.name));
    }
    members_.grant(self.id, {offer.role, klass.id}, now);
    if (!klass.group.empty())
      reply.add(Post{.group = klass.group,
                     .content = plain(text::announced(klass.name, wording::role_word(offer.role), before, self.name))});
    for (const Person& teacher : members_.holders(Role::counsellor, klass.id, now))
      tell(teacher, text::told(post, self.name));
  }
  const std::string words = giver_held_it ? text::gone(post, self.name) : text::told(post, self.name);
  return reply.add(Whisper{.to = from, .content = plain(words)});
}

Reply Offers::lapse(const storage::Timer& timer, const Moment&) {
  const auto topic = Topic::read(timer.key);
  const auto offer = Offer::read(timer.payload);
  const auto to = topic ? members_.by_id(topic->id) : std::nullopt;
  const auto from = offer ? members_.by_id(offer->from) : std::nullopt;
  if (!to || !from) return {};
  std::vector<Class> classes;
  for (const std::int64_t id : offer->classes) {
    if (const auto klass = members_.class_by_id(id)) classes.push_back(*klass);
  }
  return Reply{}.add(Whisper{.to = *from, .content = plain(text::lapsed(to->name, post_of(classes, offer->role)))});
}

}  // namespace banwei::posts
