#include "handlers/leave/leave_requests.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/common/absences.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/wording.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/language/answers.h"
#include "handlers/language/deputies.h"
#include "handlers/language/strings.h"
#include "handlers/language/symptoms.h"
#include "handlers/language/taking_back.h"
#include "handlers/language/yes_no.h"
#include "handlers/leave/leave_days.h"
#include "handlers/leave/leave_intents.h"
#include "storage/leave_types.h"

namespace banwei::leave {

namespace text {
namespace {

std::string submitted(std::string_view whom, std::string_view line) {
  return fmt::format("已交给{}：请假{}。批了告诉你，不请了说“取消请假”", whom, line);
}
std::string resubmitted(std::string_view whom, std::string_view line) {
  return fmt::format("已改，重新交给{}：请假{}。批了告诉你，不请了说“取消请假”", whom, line);
}
std::string granted_before(std::int64_t id) {
  return fmt::format("请假#{}已经批了。要改的话先说“取消请假”，再重新请", id);
}
constexpr auto submitted_to_nobody = "已记下，但是还没有老师能批，请直接联系老师";
std::string is_it_right(std::string_view type, std::string_view span) {
  return fmt::format("{} {}，对吗？回“是”提交，不对就说改成什么", type, span);
}
std::string still_open(std::string_view type, std::string_view span) {
  return fmt::format("{} {} 还没提交，老师还不知道。对的话回“是”，不请了回“不请了”", type, span);
}
std::string dropped_before(std::string_view type, std::string_view span) {
  return fmt::format("前面那条 {} {} 没有提交，还要请就再说一遍", type, span);
}
constexpr auto not_submitted = "好，没有提交。还要请就再说一句，如“请假 明天 家里有事”";
std::string done_at_once(std::string_view line) { return fmt::format("已记：请假{}", line); }
std::string asked_for_you(std::string_view by, std::string_view line, bool in_call) {
  return fmt::format("{}替你请了假：{}{}。不对的话说“取消请假”", by, line, in_call ? "，只算这一次点名" : "");
}
std::string known_already(std::int64_t id, bool granted) {
  return granted ? fmt::format("这段时间的假已经批过了（#{}）", id)
                 : fmt::format("这条请假已经在等老师批了（#{}）", id);
}
constexpr auto too_many = "你已经有5条请假在等或没到期，先说“取消请假”再请";
std::string why(std::string_view span) {
  return fmt::format("{}请假，是什么事？回“病假”“事假”“公假”，或者一句原因（只给老师看）", span);
}
constexpr auto which_part = "请哪半天？回“上午”“下午”“晚上”，或者第几节，如“3-4节”";
constexpr auto which_lessons = "请第几节？回节次，如“1-2节”；整个上午、下午都请就说“上午请假”这样";
constexpr auto until_when = "从哪天请到哪天？回日期，如“明天到周五”或“3天”";
constexpr auto is_over = "那天已经过了。要补那天的假，说“补假 3月9日 原因”；要请今天或以后的，回日期";
constexpr auto which_past = "补哪一天的假？写上日期再说一次，如“补假 3月9日 发烧了”，最多补两周";
constexpr auto no_such_day = "没有这一天，请回日期，如“3月12日”";
constexpr auto for_whom = "要替谁请假？请写全名，一次一位；重名的写学号，如：2019010102请假";
constexpr auto say_it_plainly = "确定要请的时候说一句就行，如“请假 明天 家里有事”";
std::string back(std::string_view line) { return fmt::format("已销假：请假{}。欢迎回来", line); }
std::string is_back(std::string_view who, std::string_view line) { return fmt::format("{}销假了：请假{}", who, line); }
std::string withdrawn(std::string_view line) { return fmt::format("已撤回：请假{}", line); }
std::string was_withdrawn(std::string_view who, std::string_view line) {
  return fmt::format("{}撤回了：请假{}", who, line);
}
constexpr auto dropped = "好，刚才那条不请了";
constexpr auto nothing_to_end = "现在没有请着的假";
std::string nothing_of(std::string_view who) { return fmt::format("{}现在没有请着的假", who); }

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t longest_message = 600;  // bytes
constexpr std::ptrdiff_t most_open = 5;
constexpr std::chrono::days longest_ahead{180};
constexpr std::chrono::hours question_open{12};
constexpr std::chrono::minutes put_again{30};
constexpr std::array<std::string_view, 4> no_leave{"不请了", "先不请了", "不请", "不用请了"};
constexpr std::string_view is_right = "right";  // What was understood waits for a 是.

/// 算了牙不疼了不请了: it ends with that, whatever stands before it.
bool drops(std::string_view folded) {
  std::string_view whole = trimmed(folded);
  // 不请了，取消吧
  for (const std::string_view end : {"取消吧", "取消了吧", "取消", "撤了吧", "撤回吧", "算了吧", "算了", "撤销吧"}) {
    const std::string_view before = whole.ends_with(end) ? trimmed(whole.substr(0, whole.size() - end.size())) : "";
    if (!before.empty()) whole = before;
  }
  return std::any_of(no_leave.begin(), no_leave.end(), [&](std::string_view word) { return whole.ends_with(word); });
}

/// 36.4
bool has_reading(std::string_view folded) {
  for (std::size_t dot = folded.find('.'); dot != folded.npos; dot = folded.find('.', dot + 1)) {
    if (dot >= 2 && dot + 1 < folded.size() && is_digit(folded[dot - 1]) && is_digit(folded[dot - 2]) &&
        is_digit(folded[dot + 1]))
      return true;
  }
  return false;
}

const Intent& intent_of(const Statement& said) {
  if (said.kind == Statement::Kind::back) return intents::back;
  if (said.kind == Statement::Kind::cancel) return intents::cancel;
  return said.open == Statement::Open::nothing || said.open == Statement::Open::reason ? intents::leave : intents::ask;
}

}  // namespace

/// What was asked back, with this answer to it: both are read as one sentence.
std::optional<Request> Requests::completed(const std::string& words, const Context& context, Claim& claim) {
  // A figure alone answers nothing here, and most messages are one.
  const bool speaks =
      std::any_of(words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) > 0x7F; });
  // 宋雨桐今天36.4 is a report, of whomever it is.
  if (has_reading(words) && health_in(normalised(words)).present.empty()) return std::nullopt;
  const auto question = speaks ? questions_.open(context.speaker.person->id, feature, context.now.utc) : std::nullopt;
  if (!question) {
    auto change = speaks ? changes_.of_submitted(words, context) : std::nullopt;
    if (change) claim = Claim::answer;
    return change;
  }
  if (question->kind == is_right) {
    const bool put = context.message.place == Place::direct && from_payload(question->payload).is_object();
    return put ? changes_.of_read(put_before(*question), words, context) : std::nullopt;
  }
  const auto payload = from_payload(question->payload);
  if (!payload.is_object()) return std::nullopt;
  const std::string before = payload.value("words", "");
  const std::string kind = question->kind;
  const std::string folded = normalised(words);
  const bool here = context.message.place == Place::direct || payload.value("room", "") == context.message.room;
  if (!here || before.empty()) return std::nullopt;
  // A day takes the place of the one that was said before it: what stands nearest to the asking counts.
  const bool moves = kind == "reason" && says_when_alone(folded, context.sent.day());
  const bool dated = moves || kind == "past" || kind == "date" || kind == "range";
  auto whole = reader_.understand(dated ? words + "请假，" + before : before + "，" + words, context);
  if (kind == "range" && whole && whole->said.from == whole->said.to && before.find("到") != std::string::npos)
    whole = reader_.understand("请假到" + words + "，" + before, context);
  if (!whole || whole->said.kind != Statement::Kind::leave) return std::nullopt;
  if (!moves && (to_string(whole->said.open) == kind || (kind == "reason" && (drops(folded) || !may_be_reason(words)))))
    return std::nullopt;
  // A reason in words that no table knows may be something else: a command goes before it.
  const auto says = [&](std::string_view word) { return folded.find(word) != folded.npos; };
  const bool sure = kind != "reason" || moves || says("假") || says("事") || says("家") || says("病");
  claim = sure || !health_in(folded).present.empty() ? Claim::answer : Claim::open;
  whole->shown = payload.value("shown", before) + "，" + words;
  whole->answers = true;
  return whole;
}

std::optional<Interpretation> Requests::listen(const Utterance& said, const Context& context) {
  if (!context.speaker.person || said.text.empty() || said.text.size() > longest_message) return std::nullopt;
  const std::string words = words_with_names(context.message, members_);
  Claim claim = Claim::open;
  auto request = reader_.understand(words, context);
  // 病假 alone says what kind the one before is; 请假 begins another.
  const bool anew = request &&
                    (request->said.kind != Statement::Kind::leave || words.find("请") != std::string::npos) &&
                    !says_it_was_wrong(words);
  if (!anew) {
    if (auto whole = completed(words, context, claim)) request = std::move(whole);
  }
  // 陈思远请假一周，让李四先代班长 orders a deputy, who asks for nothing.
  if (!request || (request->said.who && language::names_a_deputy(said.text))) return std::nullopt;
  // 明天能请假吗 is asked of the teacher, too: whatever else hears it goes before.
  const bool implied = request->said.implied && !request->answers;
  if ((request->said.polite || implied) && !request->answers) claim = Claim::other;
  Interpretation heard{.intent = &intent_of(request->said)};
  heard.claim = claim;
  heard.opened = implied && request->said.type != storage::leave_types::sick ? Utc::min() : context.sent.utc;
  // In a roll call what one feels is said beside the leave; 病好了，销假 leaves nothing to be asked.
  const bool recovered = request->said.kind == Statement::Kind::back &&
                         std::none_of(words.begin(), words.end(), is_digit) && health_in(words).present.empty();
  heard.understood.health = recovered || (request->call == 0 && request->said.type == storage::leave_types::sick);
  heard.understood.fields = [said = request->said, in_call = request->call != 0] {
    return in_call && intent_of(said).kind == "leave" ? nlohmann::ordered_json::object() : fields(said);
  };
  heard.understood.act = [this, request = *std::move(request)](const Context& call) { return act(call, request); };
  return heard;
}

/// Of those that the speaker asked for today, for himself or another, the last that can still be taken back.
std::optional<Leave> Requests::last_said(const Context& context) const {
  const Person& by = *context.speaker.person;
  const Day today = context.sent.day();
  auto all = book_.leaves().of_person(by.id, today);
  const auto add = [&](std::vector<Leave> more) { all.insert(all.end(), more.begin(), more.end()); };
  if (context.klass) {
    add(book_.leaves().of_class(context.klass->id, today, today + longest_ahead));
    if (const auto call = book_.open_call(context.klass->id, context.sent)) add(book_.leaves().of_roll_call(call->id));
  }
  std::erase_if(all, [&](const Leave& leave) {
    const bool over = leave.state == Leave::State::refused || leave.state == Leave::State::withdrawn || leave.ended;
    const bool settled = leave.retro && leave.state == Leave::State::approved;
    return leave.by != by.id || over || settled || book_.day_of(leave.said) != today;
  });
  const auto last =
      std::max_element(all.begin(), all.end(), [](const Leave& a, const Leave& b) { return a.id < b.id; });
  return last == all.end() ? std::nullopt : std::optional(*last);
}

std::optional<Interpretation> Requests::listen_to_revoke(const Utterance& said, const Context& context) {
  if (!context.speaker.person) return std::nullopt;
  const Person& self = *context.speaker.person;
  const std::string folded = normalised(said.text);
  // To what was asked back 不请了 is an answer; of a leave that waits already it is heard as 取消请假 is.
  const std::string_view whole = trimmed(folded);
  const bool plainly = std::find(no_leave.begin(), no_leave.end(), whole) != no_leave.end();
  const bool dropped = drops(folded);
  if (!dropped && !language::withdraws_last(said.text)) return std::nullopt;
  const auto asked = questions_.open(self.id, feature, context.now.utc);
  if (plainly && (!asked || asked->kind == is_right)) return std::nullopt;
  // 我周一能来了，不请了 is of the leave that waits; in a group it may be of a meal.
  if (dropped && !asked && (context.message.place != Place::direct || whole.find(',') == whole.npos))
    return std::nullopt;
  const auto last = last_said(context);
  if (!asked && !last) return std::nullopt;
  const bool unfinished = asked && (dropped || !last || last->said < asked->asked);
  Interpretation heard{.intent = &intents::revoke, .claim = Claim::open};
  heard.opened = unfinished ? asked->asked : last->said;
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  heard.understood.act = [this, unfinished, last](const Context& call) {
    questions_.close(call.speaker.person->id, feature, call.now.utc);
    if (unfinished) return acknowledge(call, text::dropped, false);
    const auto person = members_.by_id(last->person);
    return person ? take_back(call, *person, *last) : Reply{};
  };
  return heard;
}

std::optional<Person> Requests::person_of(const Context& call, const Statement& said) const {
  return said.who ? members_.by_number(said.who->number) : call.speaker.person;
}

Reply Requests::act(const Context& call, const Request& request) {
  const Statement& said = request.said;
  const auto asked = questions_.open(call.speaker.person->id, feature, call.now.utc);
  questions_.close(call.speaker.person->id, feature, call.now.utc);
  if (asked && said.kind == Statement::Kind::cancel) {
    const auto open = book_.leaves().of_person(call.speaker.person->id, call.sent.day());
    if (open.empty() || open.front().said <= asked->asked) return acknowledge(call, text::dropped, false);
  }
  if (said.kind != Statement::Kind::leave) return end(call, said);
  Reply reply;
  const auto person = person_of(call, said);
  if (!person) return reply;
  if (said.urgent && request.call == 0) {
    reply.facts.emplace_back(FeverSeen{.person = *person,
                                       .by = *call.speaker.person,
                                       .centi = said.centi,
                                       .symptoms = said.symptoms,
                                       .confirmed = false,
                                       .at = call.sent});
    if (said.centi != 0 && !said.who)
      reply.facts.emplace_back(ValueHeard{.person = *person,
                                          .centi = said.centi,
                                          .room = call.message.room,
                                          .message = call.message.id,
                                          .text = request.words,
                                          .at = call.sent});
  }
  // The roll call has it at once, and what is left to be said of the day is asked.
  if (request.call != 0 && request.completes_itself() && !request.answers) {
    Request now = request;
    now.said.open = Statement::Open::nothing;
    now.roll_call = request.call;
    reply.join(ask_for(call, now, *person));
  }
  reply.join(said.open != Statement::Open::nothing ? ask_back(call, request) : ask_for(call, request, *person));
  if (!asked || asked->kind != is_right || request.answers || said.who) return reply;
  const Leave before = put_before(*asked);
  const bool same = before.from == said.from && before.to == said.to && before.part == said.part;
  if (!same) reply.join(privately(call, text::dropped_before(before.type, book_.span(before, call.sent))));
  return reply;
}

Reply Requests::ask_back(const Context& call, const Request& request) {
  const Statement& said = request.said;
  const auto whose = person_of(call, said);
  const Leave meant{.class_id = whose ? whose->class_id : 0, .from = said.from, .to = said.to, .part = said.part};
  const auto words = [&]() -> std::string {
    switch (said.open) {
      case Statement::Open::reason:
        return text::why(book_.span(meant, call.sent));
      case Statement::Open::part:
        return said.lessons == 0 ? text::which_part : text::which_lessons;
      case Statement::Open::range:
        return text::until_when;
      case Statement::Open::past:
        return text::is_over;
      case Statement::Open::date:
        return said.retro ? text::which_past : text::no_such_day;
      case Statement::Open::who:
        return text::for_whom;
      case Statement::Open::confirm:
      case Statement::Open::nothing:
        break;
    }
    return text::say_it_plainly;
  }();
  const bool waits = !(said.retro && said.open == Statement::Open::date) && said.open != Statement::Open::who &&
                     said.open != Statement::Open::confirm;
  if (waits) {
    questions_.ask(
        {.person = call.speaker.person->id,
         .feature = std::string(feature),
         .kind = std::string(to_string(said.open)),
         .payload = to_payload({{"words", request.words}, {"shown", request.shown}, {"room", call.message.room}}),
         .day = call.sent.day(),
         .asked = call.now.utc,
         .until = call.now.utc + question_open});
  }
  return privately(call, words);
}

Reply Requests::ask_for(const Context& call, const Request& request, const Person& person) {
  const Statement& said = request.said;
  const Person& self = *call.speaker.person;
  Leave leave{.person = person.id,
              .class_id = person.class_id,
              .by = self.id,
              .type = said.type,
              .from = said.from,
              .to = said.to,
              .part = request.roll_call != 0 ? "" : said.part,
              .roll_call = request.roll_call,
              .words = request.shown,
              .said = call.message.sent,
              .retro = said.retro};
  if (auto refusal = refused(call, leave, request.replaces ? request.replaces->id : 0)) return *std::move(refusal);
  if (request.replaces) {
    if (request.replaces->state == Leave::State::approved)
      return privately(call, text::granted_before(request.replaces->id));
    book_.leaves().set_state(request.replaces->id, Leave::State::withdrawn, self.id, call.now.utc);
    book_.stop_asking(*request.replaces);
  }
  if (self.id != person.id && book_.may_decide(call.speaker, leave, call.now.utc)) {
    leave.asked = call.now.utc;
    leave.state = Leave::State::approved;
    leave.decided_by = self.id;
    leave.decided = call.now.utc;
    leave.id = book_.leaves().add(leave);
    Reply reply = acknowledge(call, text::done_at_once(book_.line(leave, call.sent, false)), request.roll_call != 0);
    if (members_.reach(person.account) == Reach::friendly)
      reply.add(Whisper{person,
                        plain(text::asked_for_you(self.name, book_.own_line(leave, call.sent), leave.roll_call != 0))});
    return reply;
  }
  // A roll call does not wait, an ill student is not kept, and whoever has answered one question is asked no second.
  const bool guessed = !said.sorted || !said.dated || said.implied;
  const bool hurries = request.call != 0 || (said.urgent && !said.implied) || request.answers;
  const bool hears = call.message.place == Place::direct || members_.reach(self.account) == Reach::friendly;
  if (guessed && !hurries && hears && self.id == person.id) return put_to_student(call, request, leave);
  return submit(call, std::move(leave), person, request.replaces.has_value());
}

/// It is known already, or too many wait.
std::optional<Reply> Requests::refused(const Context& call, const Leave& leave, std::int64_t replaces) const {
  auto open = book_.leaves().of_person(leave.person, call.sent.day());
  std::erase_if(open, [&](const Leave& before) {
    return before.id == replaces && (before.type != leave.type || before.state == Leave::State::approved);
  });
  for (const Leave& before : open) {
    if (before.from != leave.from || before.to != leave.to || before.part != leave.part ||
        before.roll_call != leave.roll_call)
      continue;
    const bool granted = before.state == Leave::State::approved;
    return acknowledge(call, text::known_already(before.id, granted), leave.roll_call != 0);
  }
  const auto counts = [](const Leave& one) { return !one.retro || one.state != Leave::State::approved; };
  if (std::count_if(open.begin(), open.end(), counts) >= most_open) return privately(call, text::too_many);
  return std::nullopt;
}

Reply Requests::put_to_student(const Context& call, const Request& request, const Leave& leave) {
  const Person& self = *call.speaker.person;
  questions_.ask({.person = self.id,
                  .feature = std::string(feature),
                  .kind = std::string(is_right),
                  .payload = to_payload({{"words", request.words},
                                         {"shown", request.shown},
                                         {"room", call.message.room},
                                         {"type", leave.type},
                                         {"from", iso(leave.from)},
                                         {"to", iso(leave.to)},
                                         {"part", leave.part},
                                         {"retro", leave.retro}}),
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
  schedule_.set_timer(feature, Topic{.kind = std::string(unsubmitted), .id = self.id}.text(),
                      book_.awake(call.now.utc + put_again), "");
  return privately(call, text::is_it_right(leave.type, book_.span(leave, call.sent)));
}

Leave Requests::put_before(const storage::Question& question) const {
  const auto payload = from_payload(question.payload);
  Leave leave{.person = question.person, .by = question.person};
  if (const auto student = members_.by_id(question.person)) leave.class_id = student->class_id;
  if (!payload.is_object()) return leave;
  leave.type = payload.value("type", "");
  leave.from = day_from_iso(payload.value("from", "")).value_or(question.day);
  leave.to = day_from_iso(payload.value("to", "")).value_or(question.day);
  leave.part = payload.value("part", "");
  leave.words = payload.value("shown", "");
  leave.retro = payload.value("retro", false);
  return leave;
}

std::optional<Interpretation> Requests::hear_yes(const Utterance& said, const Context& context) {
  if (!context.speaker.person) return std::nullopt;
  const auto question = questions_.open(context.speaker.person->id, feature, context.now.utc);
  if (!question) return std::nullopt;
  if (question->kind != is_right) return asked_still(*question, said, context);
  return yes_or_no(intents::submit, said, context, questions_, feature,
                   {.yes = {"提交", "交", "确认提交"}, .no = {no_leave[0], no_leave[1], no_leave[2], no_leave[3]}},
                   std::bind_front(&Requests::decide, this));
}

/// 是 to what was asked back about a leave answers nothing: it is asked once more.
std::optional<Interpretation> Requests::asked_still(const storage::Question& question, const Utterance& said,
                                                    const Context& context) {
  if (context.message.place != Place::direct || language::yes_or_no(said.text) != true) return std::nullopt;
  const auto payload = from_payload(question.payload);
  const std::string words = payload.is_object() ? payload.value("words", "") : "";
  auto request = reader_.understand(words, context);
  if (!request || request->said.open == Statement::Open::nothing) return std::nullopt;
  Interpretation heard{.intent = &intents::submit, .claim = Claim::answer, .opened = question.asked};
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  heard.understood.act = [this, request = *std::move(request)](const Context& call) { return ask_back(call, request); };
  return heard;
}

Reply Requests::decide(const Context& call, const storage::Question& question, bool yes) {
  questions_.close(question.person, feature, call.now.utc);
  if (!yes) return acknowledge(call, text::not_submitted, false);
  Leave leave = put_before(question);
  leave.said = call.message.sent;
  if (auto refusal = refused(call, leave, 0)) return *std::move(refusal);
  return submit(call, std::move(leave), *call.speaker.person, false);
}

Reply Requests::remind(std::int64_t student, const Moment& now) {
  const auto question = questions_.open(student, feature, now.utc);
  const auto person = members_.by_id(student);
  if (!question || question->kind != is_right || !person) return {};
  const Leave leave = put_before(*question);
  return privately(*person, text::still_open(leave.type, book_.span(leave, now)));
}

Reply Requests::submit(const Context& call, Leave leave, const Person& person, bool again) {
  const Person& self = *call.speaker.person;
  const auto chain = book_.deciders(leave, call.now.utc);
  Reply asked = book_.submit(leave, call.now);
  const std::string own = book_.own_line(leave, call.sent);
  const std::string line = person.id == self.id ? own : book_.line(leave, call.sent, false);
  const auto submitted = [&](const Person& first) {
    const std::string whom = first.staff ? wording::teacher(first.name) : first.name;
    return again ? text::resubmitted(whom, line) : text::submitted(whom, line);
  };
  Reply reply =
      acknowledge(call, chain.empty() ? text::submitted_to_nobody : submitted(chain.front()), leave.roll_call != 0);
  reply.join(std::move(asked));
  if (person.id != self.id && members_.reach(person.account) == Reach::friendly)
    reply.add(Whisper{person, plain(text::asked_for_you(self.name, own, leave.roll_call != 0))});
  return reply;
}

/// In private in words; in the group a sign, and the words to whoever can be whispered to.
Reply Requests::acknowledge(const Context& call, const std::string& words, bool in_call) const {
  if (call.message.place == Place::direct) return Reply{}.add(Say{plain(words)});
  Reply reply;
  if (call.can.react) reply.add(React{"👌"});
  const bool friendly = members_.reach(call.speaker.person->account) == Reach::friendly;
  if (!call.can.react || (friendly && !in_call)) reply.add(Whisper{*call.speaker.person, plain(words)});
  return reply;
}

/// Back, or not going: the newest that it can mean.
Reply Requests::end(const Context& call, const Statement& said) {
  const Person& self = *call.speaker.person;
  const auto person = person_of(call, said);
  if (!person) return {};
  const bool own = person->id == self.id;
  if (!own && !call.speaker.holds(in_charge, person->class_id)) return {};
  const bool back = said.kind == Statement::Kind::back;
  auto open = book_.leaves().of_person(person->id, call.sent.day());
  std::erase_if(open, [&](const Leave& leave) {
    if (leave.retro && leave.state == Leave::State::approved) return true;
    return back && (leave.state != Leave::State::approved || leave.from > call.sent.day());
  });
  if (open.empty()) return privately(call, own ? text::nothing_to_end : text::nothing_of(person->name));
  return take_back(call, *person, open.front());
}

Reply Requests::take_back(const Context& call, const Person& person, const Leave& leave) {
  const Person& self = *call.speaker.person;
  const bool own = person.id == self.id;
  const bool running = leave.state == Leave::State::approved && leave.from <= call.sent.day();
  if (running) {
    book_.leaves().end(leave.id, call.sent.utc);
  } else {
    book_.leaves().set_state(leave.id, Leave::State::withdrawn, self.id, call.now.utc);
  }
  book_.stop_asking(leave);
  const std::string line = book_.line(leave, call.sent, false);
  const std::string own_line = book_.own_line(leave, call.sent);
  const std::string done = running ? text::back(own_line) : text::withdrawn(own_line);
  Reply reply = acknowledge(call, own ? done : running ? text::back(line) : text::withdrawn(line), false);
  std::vector<Person> told;
  if (const auto by = members_.by_id(leave.decided_by)) {
    told.push_back(*by);
  } else {
    const auto chain = book_.deciders(leave, call.now.utc);
    const auto asked = std::min(chain.size(), static_cast<std::size_t>(std::max(leave.told, 0)));
    told.assign(chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(asked));
  }
  const std::string who = book_.name_of(person.id);
  for (const Person& teacher : told) {
    if (teacher.id == self.id) continue;
    reply.add(Whisper{teacher, plain(running ? text::is_back(who, line) : text::was_withdrawn(who, line))});
  }
  if (!own && members_.reach(person.account) == Reach::friendly) reply.add(Whisper{person, plain(done)});
  return reply;
}

}  // namespace banwei::leave
