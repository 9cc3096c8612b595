#include "handlers/care/aftercare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/care/kind_words.h"
#include "handlers/care/misfortune_texts.h"
#include "handlers/common/ailment.h"
#include "handlers/common/payload.h"
#include "handlers/common/rosters.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/language/symptoms.h"
#include "handlers/language/yes_no.h"

namespace banwei::care {

using storage::Alert;

namespace text {
namespace {

std::string peril(const std::string& told) {
  return "先到安全的地方。有人受伤打120，车祸打122，着火打119、别回去拿东西，打架、有坏人打110。" +
         (told.empty() ? std::string("我还没联系上老师，请打完再给辅导员打电话。") : "我正在告诉" + told + "。") +
         "在哪里、有没有人受伤？直接回我，我转告老师";
}
std::string passed_on_seen(const std::string& told, const std::string& hotline) {
  return told.empty() ? "我听到了，还没联系上老师，请现在拨120或110"
                      : "我听到了，也转告" + told + "了。难受的时候，" + helpline(hotline, "") + "有危险马上拨120或110";
}
std::string must_tell(const std::string& told, const std::string& hotline) {
  return "我明白你不想让人知道。可这关系到你的安全，" +
         (told.empty() ? std::string("我还在找老师") : "所以告诉了" + told) +
         "，只有负责你的老师看得到，群里和同学都看不到。" + helpline(hotline, "") + "有危险马上拨120或110";
}
constexpr auto must_tell_fever =
    "我明白你不想让人知道。不舒服要告诉负责你的老师，这是为了有人照顾到你；只有他们看得到，群里和同学都看不到";
std::string passed_on(const std::string& told, const std::string& hotline) {
  if (told.empty()) return "我听到了，还没联系上老师，请现在拨120或110。" + helpline(hotline, "") + "先到有人的地方";
  return "我听到了，也转告" + told + "了。先到有人的地方，" + helpline(hotline, "") + "有危险马上拨120或110";
}
/// 火灭了, 我在医院包扎了: the worst is over.
std::string in_good_hands(const std::string& told) {
  return (told.empty() ? std::string("我记下了，还没联系上老师，请给辅导员打个电话") : "我转告" + told + "了") +
         "。人没事最要紧，还要帮什么、哪里又疼又晕，直接告诉我；不对劲马上拨120";
}
std::string passed_on_of_other(const std::string& told, bool to_teacher) {
  if (!told.empty()) return "我转告" + told + "了，谢谢你";
  return to_teacher ? "我记下了，请马上联系他" : "我记下了，还没联系上老师，请马上打电话给辅导员";
}
std::string denial_passed_on(const std::string& told) {
  return told.empty() ? "好的，我记下了。不舒服随时跟我说" : "好的，我转告" + told + "了。不舒服随时跟我说";
}
std::string about_other(const std::string& who, const std::string& told, const std::string& hotline) {
  const std::string first =
      told.empty() ? "我还没联系上老师，请现在拨110或120，再打电话给辅导员。" : "我正在告诉" + told + "。";
  return "谢谢你告诉我，这很重要。" + first + "你知道" + who + "现在在哪吗？直接回我，我转告老师。能陪着就先陪着，" +
         helpline(hotline, "") + "有危险马上拨110或120";
}
/// 我把同学打了 他头流血了: the wound first.
std::string wounded(const std::string& told) {
  return "先打120，用干净的布按住流血的地方，伤了头就别乱动他，别走开。" +
         (told.empty() ? std::string("我还没联系上老师，请打完再给辅导员打电话。") : "我正在告诉" + told + "。") +
         "伤的是谁、在哪里？直接回我，我转告老师";
}
constexpr std::string_view he = "他";
/// To the teacher of whoever it is about, who is the one that others are asked to fetch.
std::string about_yours(const std::string& who, const std::string& told, const std::string& hotline) {
  return "谢谢你告诉我，这很重要。" + (told.empty() ? std::string() : "我也在告诉" + told + "。") + "请马上联系" + who +
         "，别让他一个人待着，" + helpline(hotline, "") + "有危险马上拨110或120。要我早晚问他，说“立案 " +
         (who == he ? "姓名" : who) + "”";
}
std::string kindly(const std::string& hotline) {
  return "你还好吗？要是心里难受，可以跟我说，我请老师联系你。" +
         (hotline.empty() ? std::string("不想和熟人说也没关系") : fmt::format("想和外面的人说说，可以打{}", hotline));
}
std::string hurt(const std::string& hotline) {
  return "你现在安全吗？受了伤、有危险，先到有人的地方，马上拨120或110，着火拨119。想让我请老师联系你，就回“好”。" +
         (hotline.empty() ? std::string("你不说，我不会告诉别人") : fmt::format("也可以打{}，有人在听", hotline));
}
constexpr auto intimate =
    "谢谢你愿意说，这件事我不会告诉别人。身体的事请尽快去医院看，也可以先问校医院；肚子很痛或出血多，马上拨120。想让我"
    "请老师联系"
    "你，就回“好”";
constexpr auto loss =
    "听到这个我很难过，你辛苦了。想说的话我在听。要请假回家，直接告诉我请哪几天；想让我请老师联系你，就回“好”。你不说，"
    "我不会"
    "告诉别人";
constexpr auto money =
    "先别饿着自己。学校有临时困难补助和助学金，老师能帮你申请，不用不好意思。想让我请老师联系你，就回“好”";
constexpr auto cheated =
    "先别再转钱，聊天和转账记录都留着，马上打110，越早越有可能追回来。被骗不是你的错。想让我请老师联系你，就回“好”";
constexpr auto all_well = "没事就好。哪天心里难受，随时跟我说；想让我请老师联系你，就回“好”";
constexpr auto i_am_here = "我在听。想让我请老师联系你，就回“好”";
std::string on_the_way(const std::string& told, bool ill) {
  const std::string first = told.empty() ? "我还没联系上老师，请直接打电话。" : "我正在告诉" + told + "。";
  if (!ill) return first + "急的话直接打电话给辅导员";
  return first + "先休息、多喝水，量一下体温发给我。喘不上气、胸口疼或越来越重，马上拨120";
}
std::string one_after_another(const std::string& before, const std::string& words) {
  return quoted(before) + "，又说" + quoted(words);
}
std::string accepted(const std::string& before, const std::string& words) {
  return before.empty() ? quoted(words) : quoted(before) + "，问要不要请老师联系，答" + quoted(words);
}
std::string another(const std::string& name) {
  const bool named = !name.empty();
  return "谢谢你留意" + (named ? name : std::string("到他")) +
         "。先陪着、听他说，不用急着劝。想让我请老师去看看，就回“好”" + (named ? "" : "，再告诉我他是谁") +
         "；他说到不想活、要伤害自己，马上告诉我或拨110";
}
std::string one_of_yours(const std::string& name) {
  return fmt::format(
      "谢谢你留意{}。今天找他聊聊、听他说，不用急着劝。要我早晚问他、记下谈了什么，说“立案 {}”；"
      "他说到不想活、要伤害自己，马上告诉我或拨110",
      name.empty() ? "到他" : name, name.empty() ? "姓名" : name);
}
constexpr auto still_offered = "前面说的事还好吗？我一直惦记着。想让我请老师，就回“好”；没事了也告诉我一声";
std::string from_hospital(const std::string& told) {
  return (told.empty() ? std::string("我还没联系上老师，急的话直接打电话给辅导员。") : "我转告" + told + "了。") +
         "看完医生怎么说，告诉我一声，体温也发我";
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::minutes goes_on{60};  // What somebody in distress says within it belongs to it.
constexpr std::chrono::hours offer_stands{24};
constexpr std::chrono::hours listens_on{12};
constexpr std::size_t most_told = 200;  // In code points, of all that was said to one offer.

constexpr std::string_view feature = "care";
constexpr std::string_view heard_of = "heard";  // The kind of question that stands open after words of distress.

std::string kindly_job(std::int64_t person) { return fmt::format("care/kindly/{}", person); }

/// The first clause of a folded text.
std::string_view first_clause(std::string_view folded) {
  std::size_t end = 0;
  while (end < folded.size() && !is_mark(code_point_at(folded, end))) end += code_point_size(folded, end);
  return folded.substr(0, end);
}

/// Whether a teacher speaks of somebody of that class, or of some class of his when it is not known.
bool is_one_of_his(const Context& call, std::int64_t class_id) {
  const auto& grants = call.speaker.grants;
  return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
    return teachers.has(grant.role) && (class_id == 0 || grant.class_id == 0 || grant.class_id == class_id);
  });
}

/// 好, 嗯 帮我找老师: a yes as a clause of its own, or a wish to be put through; not the 好 of 头好晕.
bool accepts(const std::string& words) {
  constexpr std::string_view wishes =
      "找老师 请老师 叫老师 让老师 告诉老师 找辅导员 联系 帮我 帮帮我 麻烦 老师什么时候 老师来 来看我 老师几点";
  constexpr std::string_view no = "不 没 别 算了";
  constexpr std::array<std::string_view, 4> wants{"要", "想", "想的", "要的"};
  const std::string folded = normalised(words);
  const std::string_view first = first_clause(folded);
  const bool yes = language::yes_or_no(first) == true || std::find(wants.begin(), wants.end(), first) != wants.end();
  return (yes || language::holds_one_of(folded, wishes)) && !language::holds_one_of(folded, no) &&
         !language::takes_back(folded);
}

/// 没事，我开玩笑的: an answer to 你还好吗, though nobody can tell from it whether all is well.
bool denies(const std::string& words) {
  constexpr std::string_view eased = "别担心 不用担心 不用管我 没什么 找到了 找回来了 解决了";
  const std::string folded = normalised(words);
  const std::string_view first = first_clause(folded);
  const bool not_so = first.starts_with("没") && language::yes_or_no(first) == false;  // and not 不用, 取消
  return not_so || language::takes_back(folded) || health_in(folded).well != Wellness::unsaid ||
         language::holds_one_of(folded, eased);
}

/// 火灭了 是插线板, 我在医院包扎了; not 我没事, which whoever despairs says too.
bool in_good_hands(const std::string& words) {
  constexpr std::string_view good = "灭了 扑灭 包扎 缝好 缝了 上了药 上药了 救护车来 拉开了 劝开了 不打了 脱险";
  constexpr std::string_view no = "没 不用 吗 ?";
  const std::string folded = normalised(words);
  return language::holds_one_of(folded, good) && !language::holds_one_of(folded, no);
}

/// Nothing that a teacher has to read.
bool is_courtesy(const std::string& words) {
  constexpr std::array<std::string_view, 10> courtesies{"谢谢", "谢谢你", "谢谢老师", "好",     "好的",
                                                        "嗯",   "嗯嗯",   "哦",       "知道了", "收到"};
  return std::find(courtesies.begin(), courtesies.end(), words) != courtesies.end();
}

}  // namespace

/// 能不能别告诉王老师, 不想让别人知道; not 别人告诉我要多喝水, and not 不想说话，你知道吗.
bool asks_secrecy(const std::string& words) {
  constexpr std::array<std::string_view, 7> no{"别", "不要", "不想", "不许", "可以不", "能不", "可不可以不"};
  constexpr std::string_view tells = "告诉 知道 说";
  constexpr std::array<std::string_view, 5> to{"告诉", "让", "跟", "和", "说出去"};  // what stands right behind the no
  const std::string folded = normalised(words);
  const auto forbids = [&](std::string_view word) {
    for (auto at = folded.find(word); at != folded.npos; at = folded.find(word, at + word.size())) {
      const std::string_view clause = first_clause(std::string_view(folded).substr(at + word.size()));
      const bool begins = std::any_of(to.begin(), to.end(), [&](auto one) { return clause.starts_with(one); });
      if (begins && language::holds_one_of(clause, tells)) return true;
    }
    return false;
  };
  return std::any_of(no.begin(), no.end(), forbids);
}

const ClassPeople::People& ClassPeople::of(const Context& context) const {
  if (std::exchange(revision_, members_.revision()) != members_.revision()) people_.clear();
  const auto classes = classes_named(context, teachers);
  if (const auto found = people_.find(classes); found != people_.end()) return found->second;
  People people{.all = students_of(members_, classes), .named = {}};
  people.named = Classmates(people.all);
  return people_.emplace(classes, std::move(people)).first->second;
}

/// What stands open from before: somebody else named the speaker, or the speaker goes on about somebody in distress.
std::optional<Concern> Aftercare::open_for(const Context& context, const std::string& words,
                                           const Understood* taken) const {
  if (!context.speaker.person) return std::nullopt;
  const std::int64_t self = context.speaker.person->id;
  const bool direct = context.message.place == Place::direct;
  const bool staff = context.speaker.person->staff;  // Teachers speak of others' trouble all day.
  const bool secret = asks_secrecy(words);
  const bool well = !secret && (denies(words) || (taken != nullptr && taken->kind == "ok"));
  const bool free = !taken || (well && (taken->kind == "ask" || taken->kind == "ok"));  // 没事 is no temperature
  if (direct && free && !words.empty() && !is_courtesy(words)) {
    for (const Alert& alert : alerts_.unseen_said_by(self)) {
      if (staff && alert.person == self) continue;
      const bool grave = alert.severity >= Severity::distress_soon || alert.person == 0;
      if (!grave || context.now.utc - alert.said > (well ? offer_stands : goes_on)) continue;
      return Concern{.act = [this, alert, words](const Context& call) { return go_on(call, alert, words); },
                     .kind = "distress_more",
                     .hush = true};
    }
  }
  if (direct && free && !words.empty()) {
    const auto offer = questions_.open(self, feature, context.now.utc);
    const bool heard = offer && offer->kind == heard_of;
    if (heard && !staff && taken == nullptr && !is_courtesy(words)) {
      const std::int64_t id = from_payload(offer->payload).value("alert", std::int64_t{0});
      return Concern{.act = [this, id, words](const Context& call) { return say_more(call, id, words); },
                     .kind = "distress_more",
                     .hush = true};
    }
    // Later a bare 好 may answer something else, and whoever says what he takes is still taken at the word.
    const auto ill = alerts_.unseen_of(self);
    const bool told = secret && std::any_of(ill.begin(), ill.end(), [](const Alert& alert) {
                        return alert.severity < Severity::distress_soon;
                      });  // That it has been told is answered below.
    const bool lately = offer && !heard && !told && context.now.utc - offer->asked <= goes_on;
    if (offer && !heard && ((lately && !staff) || well || (accepts(words) && !is_courtesy(words))))
      return Concern{.act = [this, words, before = offer->payload](
                                const Context& call) { return answer_offer(call, words, before); },
                     .kind = "distress_more",
                     .hush = true};
  }
  for (const Alert& alert : alerts_.unseen_of(self)) {
    const bool ill = alert.severity < Severity::distress_soon;
    if (direct && ill && taken == nullptr && asks_secrecy(words))
      return Concern{
          .act =
              [](const Context& call) { return Reply{}.add(to_speaker(*call.speaker.person, text::must_tell_fever)); },
          .kind = "named"};
    if (direct && ill && taken == nullptr && at_hospital(words, people_.of(context).named))
      return Concern{
          .act = [this, id = alert.id, words](const Context& call) { return from_hospital(call, id, words); },
          .kind = "hospital"};
    if (direct && well && (ill || alert.by != self) && (free || taken->kind == "answer"))
      return Concern{.act = [this, id = alert.id, words](const Context& call) { return own_denial(call, id, words); },
                     .kind = "named"};
    if (taken != nullptr && taken->kind == "temp" && (alert.by != self || ill))
      return Concern{.act = [this, id = alert.id, words](const Context& call) { return own_word(call, id, words); },
                     .kind = "named"};
    if (alert.asked) continue;
    return Concern{.act = [this, alert](const Context& call) { return followup_.ask_the_named(alert, true, call.now); },
                   .kind = "named"};
  }
  return std::nullopt;
}

/// What somebody says again within half a day of being in danger of life is never heard more mildly.
bool Aftercare::was_in_danger(const Context& call) const {
  const std::int64_t self = call.speaker.person->id;
  const auto heard = questions_.open(self, feature, call.now.utc);
  if (!heard || heard->kind != heard_of) return false;
  const auto alert = alerts_.by_id(from_payload(heard->payload).value("alert", std::int64_t{0}));
  return alert && alert->person == self && alert->severity == Severity::distress_now;
}

bool Aftercare::is_followed(const Person& person) const {
  return !alerts_.unseen_of(person.id).empty() || cases_.open_of(person.id).has_value();
}

/// 我在桥上, and then 水好黑: what follows an answer to 你还好吗 is heard together with what was asked about.
std::optional<Need> Aftercare::need_together(const Context& call, const nlohmann::json& offer,
                                             const std::string& words) const {
  const Need need = need_in(offer.value("words", "") + "，" + words, people_.of(call).named, call.speaker.person->id);
  return tells_of_distress(need.kind) ? std::optional(need) : std::nullopt;
}

Reply Aftercare::distress(const Context& call, const Need& need, const std::string& words) const {
  const Person& self = *call.speaker.person;
  const auto about = need.about != 0 ? members_.by_id(need.about) : std::nullopt;
  const bool own = !about && !need.somebody_else;
  const bool at_once = need.kind == NeedKind::distress_now || (own && was_in_danger(call));
  const std::int64_t class_id = about ? about->class_id : call.klass ? call.klass->id : self.class_id;
  const auto before = alerts_.unseen_said_by(self.id);
  const std::int64_t id = alarms_.raise({.person = own ? self.id : need.about,
                                         .class_id = class_id,
                                         .by = self.id,
                                         .severity = at_once ? Severity::distress_now : Severity::distress_soon,
                                         .words = words,
                                         .day = call.sent.day(),
                                         .said = call.sent.utc},
                                        call.now);
  Reply reply = alarms_.tell_due(call.now);
  keep_listening(call, id);
  const std::string told = alarms_.told_names(id);
  const bool known = std::any_of(before.begin(), before.end(), [&](const Alert& alert) {
    return alert.id == id && (alert.severity == Severity::distress_now || !at_once);
  });
  const bool bleeds = std::find(need.symptoms.begin(), need.symptoms.end(), "出血") != need.symptoms.end();
  std::string answer = bleeds && !at_once ? text::wounded(told)
                       : need.peril       ? text::peril(told)
                       : !own && is_one_of_his(call, class_id)
                           ? text::about_yours(about ? about->name : std::string(text::he), told, settings_.hotline)
                       : !own  ? text::about_other(about ? about->name : std::string(text::he), told, settings_.hotline)
                       : known ? text::passed_on(told, settings_.hotline)
                       : at_once ? text::danger_now(told, settings_.hotline)
                                 : text::danger_soon(told, settings_.hotline);
  return reply.add(to_speaker(self, std::move(answer)));
}

/// For half a day whatever somebody who was in danger says more is passed on, though a teacher has seen to it.
void Aftercare::keep_listening(const Context& call, std::int64_t alert) const {
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = std::string(heard_of),
                  .payload = to_payload({{"alert", alert}}),
                  .day = call.now.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + listens_on});
}

Reply Aftercare::say_more(const Context& call, std::int64_t id, const std::string& words) const {
  const auto alert = alerts_.by_id(id);
  if (!alert) return {};
  if (!alert->seen) return go_on(call, *alert, words);
  const Person& self = *call.speaker.person;
  Reply reply = alarms_.pass_on(*alert, text::quoted(words), call.now);
  const bool own = alert->person == self.id;
  const std::string told =
      reply.actions.empty() ? "" : wording::teacher(std::get<Whisper>(reply.actions.front()).to.name);
  return reply.add(to_speaker(self, in_good_hands(words) ? text::in_good_hands(told)
                                    : !own ? text::passed_on_of_other(told, is_one_of_his(call, alert->class_id))
                                    : asks_secrecy(words) ? text::must_tell(told, settings_.hotline)
                                                          : text::passed_on_seen(told, settings_.hotline)));
}

Reply Aftercare::go_on(const Context& call, const Alert& alert, const std::string& words) const {
  Alert news = alert;
  if (alert.person == 0 && alert.account.empty()) {
    if (const std::int64_t named = classmate_in(call, words); named != 0) {
      alarms_.identify(alert.id, named);
      news.person = named;
    }
  }
  // Words of distress are kept beside those before them by whoever keeps alerts.
  news.words = is_distress(alert.severity) ? text::quoted(words)
                                           : wording::head(alert.words + " " + text::quoted(words), most_told);
  news.said = call.sent.utc;
  const std::int64_t id = alarms_.raise(news, call.now);
  Reply reply = alarms_.tell_due(call.now);
  const Person& self = *call.speaker.person;
  const std::string told = alarms_.told_names(id);
  return reply.add(to_speaker(self, in_good_hands(words) ? text::in_good_hands(told)
                                    : alert.person != self.id
                                        ? text::passed_on_of_other(told, is_one_of_his(call, alert.class_id))
                                    : asks_secrecy(words) ? text::must_tell(told, settings_.hotline)
                                                          : text::passed_on(told, settings_.hotline)));
}

/// 到校医院了，在排队: where somebody ill has got to is what whoever was told of the illness wants to read.
Reply Aftercare::from_hospital(const Context& call, std::int64_t id, const std::string& words) const {
  auto alert = alerts_.by_id(id);
  if (!alert) return {};
  alert->own = alert->own.empty() ? words : wording::head(alert->own + "；" + words, most_told);
  alarms_.raise(*alert, call.now);
  Reply reply = alarms_.tell_due(call.now);
  return reply.add(to_speaker(*call.speaker.person, text::from_hospital(alarms_.told_names(id))));
}

/// It was said by another, or without a figure; now the person has told how it is, and who was told reads that too.
Reply Aftercare::own_word(const Context& call, std::int64_t id, const std::string& words) const {
  auto alert = alerts_.by_id(id);
  if (!alert || alert->seen || !alert->own.empty()) return {};
  const std::int64_t self = call.speaker.person->id;
  if (alert->by == self && alert->centi != 0) return {};  // What eases a figure is told anyhow.
  alert->own = words;
  alert->by = self;
  alarms_.raise(*alert, call.now);
  return alarms_.tell_due(call.now);
}

/// 没有没有，开玩笑的: nobody can tell whether that is true, so the teacher reads it beside what was said.
Reply Aftercare::own_denial(const Context& call, std::int64_t id, const std::string& words) const {
  auto alert = alerts_.by_id(id);
  if (!alert || alert->seen) return {};
  if (alert->own.empty()) {
    alert->own = words;
    alert->by = call.speaker.person->id;
    alarms_.raise(*alert, call.now);
  }
  Reply reply = alarms_.tell_due(call.now);
  return reply.add(to_speaker(*call.speaker.person, text::denial_passed_on(alarms_.told_names(id))));
}

/// The one classmate whom the words name; 0 for none or several.
std::int64_t Aftercare::classmate_in(const Context& call, const std::string& words) const {
  const std::string said = plain_talk(words);
  std::int64_t found = 0;
  for (std::size_t at = 0; at < said.size();) {
    const auto name = people_.of(call).named.name_at(said, at);
    const bool other = name.length > 0 && name.person != call.speaker.person->id;
    if (other && found != 0 && found != name.person) return 0;
    if (other) found = name.person;
    at += std::max(name.length, code_point_size(said, at));
  }
  return found;
}

/// To 你还好吗, whoever takes the offer is taken at the word; all others are told how to, it stays open, and what they
/// say meanwhile is told with it.
Reply Aftercare::answer_offer(const Context& call, const std::string& words, const std::string& before) const {
  const Person& self = *call.speaker.person;
  auto offer = from_payload(before);
  const std::string told_before = offer.value("words", "");
  // 嗯 is too thin a yes where he was told that nobody hears of it without one.
  const bool thin = offer.value("promised", false) && (words == "嗯" || words == "嗯嗯");
  // 是石磊: whoever was asked to say who it is, and says so, wants him seen to.
  const std::int64_t named = offer.value("other", false) && !denies(words) ? classmate_in(call, words) : 0;
  if (named != 0) offer["about"] = named;
  if (thin || (named == 0 && !accepts(words))) {
    if (const auto need = need_together(call, offer, words))
      return distress(call, *need, text::one_after_another(told_before, words));
    if (denies(words)) return Reply{}.add(to_speaker(self, text::all_well));
    offer["words"] = wording::head(told_before + "；" + words, most_told);
    open_offer(call, offer);
    return Reply{}.add(to_speaker(self, text::i_am_here));
  }
  questions_.close(self.id, feature, call.now.utc);
  const std::string told = text::accepted(told_before, words);
  Need need;
  need.kind = NeedKind::distress_soon;
  need.about = offer.value("about", std::int64_t{0});
  need.somebody_else = need.about == 0 && offer.value("other", false);
  const bool ill = offer.value("ill", false);
  if (!ill && !offer.value("practical", false)) return distress(call, need, told);
  const auto about = members_.by_id(need.about);
  const std::int64_t of_class = about ? about->class_id : call.klass ? call.klass->id : self.class_id;
  const std::int64_t id = alarms_.raise({.person = need.somebody_else || about ? need.about : self.id,
                                         .class_id = of_class,
                                         .by = self.id,
                                         .confirmed = true,
                                         .words = told,
                                         .day = call.sent.day(),
                                         .said = call.sent.utc},
                                        call.now);
  Reply reply = alarms_.tell_due(call.now);
  return reply.add(to_speaker(self, text::on_the_way(alarms_.told_names(id), ill)));
}

void Aftercare::open_offer(const Context& call, const nlohmann::json& offer) const {
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(feature),
                  .kind = "offer",
                  .payload = to_payload(offer),
                  .day = call.now.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + offer_stands});
}

/// What was said of danger is not forgotten overnight: whoever left the offer unanswered is asked once more, when it is
/// day, and a bare 好 counts for it again.
Reply Aftercare::ask_again(std::int64_t id, const Moment& now) const {
  const auto person = members_.by_id(id);
  const auto open = questions_.open(id, feature, now.utc);
  if (!person || !open || open->kind == heard_of) return {};
  if (const auto morning = alarms_.quiet_until(now)) {
    schedule_.set_timer(feature, Topic{.kind = std::string(unanswered_offer), .id = id}.text(), *morning, "");
    return {};
  }
  questions_.ask({.person = id,
                  .feature = std::string(feature),
                  .kind = open->kind,
                  .payload = open->payload,
                  .day = now.day(),
                  .asked = now.utc,
                  .until = now.utc + offer_stands});
  return Reply{}.add(to_speaker(*person, text::still_offered));
}

Reply Aftercare::ask_kindly(const Context& call, const Need& need, const std::string& said) const {
  const auto open = questions_.open(call.speaker.person->id, feature, call.now.utc);
  if (open && open->kind != heard_of && call.now.utc - open->asked <= goes_on) {
    const auto before = from_payload(open->payload);
    if (const auto both = need_together(call, before, said))
      return distress(call, *both, text::one_after_another(before.value("words", ""), said));
  }
  if (is_misfortune(need.trouble)) return about_misfortune(call, need, said);
  if (need.about != 0 || need.somebody_else) {
    const auto about = members_.by_id(need.about);
    if (is_one_of_his(call, about ? about->class_id : 0))
      return Reply{}.add(to_speaker(*call.speaker.person, text::one_of_yours(about ? about->name : "")));
    return offer_help(call, text::another(about ? about->name : ""), said, {.other = true, .about = need.about});
  }
  constexpr Offer unpromised{};
  constexpr Offer promised{.promised = true};
  switch (need.trouble) {
    case Trouble::mind:
      return offer_help(call, text::kindly(settings_.hotline), said, unpromised);
    case Trouble::hurt:
      return ask_the_hurt(call, said);
    case Trouble::intimate:
      return offer_help(call, text::intimate, said, promised);
    case Trouble::loss:
      return offer_help(call, text::loss, said, promised);
    case Trouble::money:
      return offer_help(call, text::money, said, promised);
    case Trouble::cheated:
      return offer_help(call, text::cheated, said, promised);
    default:
      return {};
  }
}

/// What to do at once is said every time.
Reply Aftercare::about_misfortune(const Context& call, const Need& need, const std::string& said) const {
  const auto about = members_.by_id(need.about);
  const bool other = about || need.somebody_else;
  const bool danger = need.trouble == Trouble::poisoned || need.trouble == Trouble::menaced;  // asked again later
  std::string words = other                     ? text::befell_another(need.trouble, about ? about->name : "")
                      : is_injury(need.trouble) ? text::injured(need.trouble, at_hospital(said, people_.of(call).named))
                                                : std::string(text::practical(need.trouble));
  return offer_help(call, std::move(words), said,
                    {.hurt = danger, .other = other, .about = need.about, .practical = true});
}

/// Every time, for it says where to call; whoever goes on about wounds and blood is in danger.
Reply Aftercare::ask_the_hurt(const Context& call, const std::string& said) const {
  const auto open = questions_.open(call.speaker.person->id, feature, call.now.utc);
  const auto before = open ? from_payload(open->payload) : nlohmann::json{};
  const bool again = before.is_object() && before.value("hurt", false) && call.now.utc - open->asked <= goes_on;
  if (!again) return offer_help(call, text::hurt(settings_.hotline), said, {.hurt = true, .promised = true});
  Need need;
  need.kind = NeedKind::distress_now;
  return distress(call, need, text::one_after_another(before.value("words", ""), said));
}

/// In full once a day, and whenever it says what to do about something else; whoever takes the offer within the day
/// is passed on, with what it answers.
Reply Aftercare::offer_help(const Context& call, std::string words, const std::string& said, Offer offer) const {
  const Person& self = *call.speaker.person;
  const storage::Occurrence once{.job = kindly_job(self.id), .key = iso(call.now.day()), .due = call.now.utc};
  const bool direct = call.message.place == Place::direct;
  const bool own_words = offer.hurt || offer.other || offer.practical || (direct && offer.promised);
  const bool first = schedule_.claim(once, call.now.utc) || own_words;
  if (!first && (offer.aside || !direct)) return {};
  open_offer(call, {{"words", said},
                    {"ill", offer.ill},
                    {"hurt", offer.hurt},
                    {"other", offer.other},
                    {"about", offer.about},
                    {"promised", offer.promised},
                    {"practical", offer.practical}});
  if (offer.hurt || offer.other)
    schedule_.set_timer(feature, Topic{.kind = std::string(unanswered_offer), .id = self.id}.text(),
                        call.now.utc + goes_on, "");
  return Reply{}.add(to_speaker(self, first ? std::move(words) : text::i_am_here));
}

/// 好, said to the offer and not to what another feature has asked since.
std::optional<Interpretation> Aftercare::taken_offer(const Utterance& said, const Context& context) const {
  if (context.message.place != Place::direct || !context.speaker.person) return std::nullopt;
  const std::string folded = normalised(said.text);
  if (language::yes_or_no(folded) != true) return std::nullopt;
  const auto offer = questions_.open(context.speaker.person->id, feature, context.now.utc);
  if (!offer || offer->kind == heard_of || context.now.utc - offer->asked > goes_on) return std::nullopt;
  // Asked in one breath with something else, which 对 and 是 answer, it has asked for a 好.
  constexpr std::chrono::seconds one_breath{5};
  const bool its_own = folded.find("好") != std::string::npos;
  Interpretation heard{.intent = &accepted_offer, .opened = its_own ? offer->asked : offer->asked - one_breath};
  heard.claim = Claim::answer;
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  heard.understood.act = [this, words = said.text, before = offer->payload](const Context& call) {
    return answer_offer(call, words, before);
  };
  return heard;
}

}  // namespace banwei::care
