#include "handlers/attendance/rollcall_answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/attendance/attendance_intents.h"
#include "handlers/attendance/attendance_words.h"
#include "handlers/attendance/rollcall_words.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"

namespace banwei::attendance {

namespace text {
namespace {

constexpr auto here = "已签到";
std::string here_late(const RollCall& rollcall, const std::string& due) {
  return fmt::format("“{}”{}已截止，你的签到记为迟到", title(rollcall), due);
}
std::string noted_late(const RollCall& rollcall) { return fmt::format("已签到“{}”，记为迟到", title(rollcall)); }
std::string waits(const std::string& who) { return fmt::format("已记“待本人确认”：{}", who); }
std::string vouched(const std::string& who) { return fmt::format("已签到：{}", who); }
constexpr auto passed_on_problem = "已告诉点名的老师或班委，由他手工记";
std::string cannot_sign(const std::string& who, const RollCall& rollcall) {
  return fmt::format("{}在“{}”里签不上。要记到就回“{}记到”", who, title(rollcall), who);
}
constexpr auto password_wanted = "这次点名要口令：把老师给的口令发出来才算签到";
constexpr auto name_them = "要帮谁签到，请写全名，一次最多6位；重名的写学号，如：2019010102到";

}  // namespace
}  // namespace text

namespace {

using Kind = SignIn::Kind;

constexpr std::size_t longest_answer = 300;  // bytes
constexpr std::size_t most_others = 6;

bool signs(Kind kind) { return kind == Kind::sign || kind == Kind::late; }

/// Words that mean a sign-in at any hour. A bare 1, 来了 or 收到1 is one only while a roll call is open.
bool signs_plainly(std::string_view text) {
  constexpr std::string_view here = "到";
  for (std::size_t at = text.find(here); at != text.npos; at = text.find(here, at + here.size())) {
    if (!text.substr(0, at).ends_with("收")) return true;
  }
  return text.find("签") != text.npos;
}

/// 马超在我旁边呢，手机没电: the one who is named, of somebody who may call the roll.
std::optional<SignIn> beside_oneself(std::string_view text, const language::People& people) {
  constexpr std::string_view here = "在我旁边 在我边上 在我身边 在我这 在旁边 在边上 坐我旁边 在教室 在现场 人在";
  if (!language::holds_one_of(text, here) || language::holds_one_of(text, "吗 么 谁 ? 不在 没在 没来"))
    return std::nullopt;
  SignIn said{SignIn::Kind::behalf, {}};
  for (std::size_t at = 0; at < text.size();) {
    const auto named = people.name_at(text, at);
    if (named.length > 0 && (named.who.size() > 1 || !said.who.empty())) return std::nullopt;
    if (named.length > 0) said.who.push_back(people[named.who.front()]);
    at += std::max(named.length, code_point_size(text, at));
  }
  return said.who.empty() ? std::nullopt : std::optional(std::move(said));
}

}  // namespace

std::optional<Interpretation> Answers::listen(const Utterance& said, const Context& context) {
  const auto quoted = quoted_by(said, context);
  auto answer = understand(said, quoted, context);
  if (!answer) return std::nullopt;
  Interpretation heard{.intent = &intents::of(answer->said.kind)};
  heard.claim = quoted ? Claim::quoted : Claim::open;
  heard.opened = answer->rollcall.opened;
  heard.understood.hold = signs(answer->said.kind);
  heard.understood.fields = [said = answer->said] { return fields(said); };
  heard.understood.act = [this, answer = std::move(*answer)](const Context& call) { return on_answer(call, answer); };
  return heard;
}

/// The roll call whose opening, call or result is quoted.
std::optional<RollCall> Answers::quoted_by(const Utterance& said, const Context& context) const {
  if (said.quoted.empty()) return std::nullopt;
  const auto ours = book_.by_about(said.about);
  return ours ? ours : calls_.called_by(context.message.room, said.quoted);
}

std::optional<Answers::RollCallAnswer> Answers::understand(const Utterance& said, const std::optional<RollCall>& quoted,
                                                           const Context& context) {
  if (!context.klass || said.text.empty() || said.text.size() > longest_answer) return std::nullopt;
  auto calls = book_.of_today(context.klass->id, context.sent);
  std::erase_if(calls, [&](const RollCall& call) { return call.opened > context.sent.utc; });
  if (calls.empty()) return std::nullopt;
  if (!said.about.empty() && !quoted) return std::nullopt;  // It speaks of something else of ours.
  if (quoted) {
    std::erase_if(calls, [&](const RollCall& call) { return call.id != quoted->id; });
    if (calls.empty()) return std::nullopt;
  }

  const std::string words = words_with_names(context.message, members_);  // An @ of somebody names them.
  const std::string folded = normalised(words);
  const std::string_view text = trimmed(folded);

  language::AnswerScene scene{.people = rosters_.of(context.klass->id), .class_name = context.klass->name};
  if (context.speaker.person) scene.speaker = context.speaker.person->number;

  for (const RollCall& call : calls) {
    const auto rest = without_password(text, call.password);
    if (!rest) continue;
    const auto meaning = rest->empty() ? SignIn{} : understand_sign_in(*rest, scene);
    if (meaning && signs(meaning->kind)) return choose({call}, *meaning, true, true, context);
  }
  for (const RollCall& call : calls) {
    const auto rest = without_title(text, normalised(call.title));
    if (!rest || rest->empty()) continue;
    const bool name = scene.people.name_at(text, 0).length > 0;
    const auto meaning = name ? std::nullopt : understand_sign_in(*rest, scene);
    if (meaning) return choose({call}, *meaning, signs_plainly(text), false, context);
  }
  auto meaning = understand_sign_in(words, scene);
  const bool whispers = context.message.place == Place::direct && context.speaker.holds(callers, context.klass->id);
  if (!meaning && whispers) meaning = beside_oneself(text, scene.people);
  return meaning ? choose(calls, *meaning, quoted || signs_plainly(text), false, context) : std::nullopt;
}

/// Of the roll calls that it may belong to, newest first: an open one that the speaker is not yet in; else, for a plain
/// sign-in, the one that has ended last today, if it has ended without him.
std::optional<Answers::RollCallAnswer> Answers::choose(const std::vector<RollCall>& calls, SignIn said, bool plainly,
                                                       bool knows_password, const Context& context) const {
  const Utc sent = context.sent.utc;
  const auto fits = [&](const RollCall& call) { return knows_password || call.password.empty() || !signs(said.kind); };
  const auto already_in = [&](const RollCall& call) {
    if (!context.speaker.person) return false;
    const auto mark = calls_.mark_of(call.id, context.speaker.person->id);
    return mark && is_here(mark->status);
  };
  const RollCall* known = nullptr;
  const RollCall* locked = nullptr;
  const RollCall* ended = nullptr;
  for (const RollCall& call : calls) {
    const bool open = sent < call.due;
    const bool in = already_in(call);
    if (open && in && known == nullptr) known = &call;
    if (open && !in && fits(call)) return RollCallAnswer{call, std::move(said), false};
    if (open && !in && locked == nullptr) locked = &call;
    if (!open && fits(call) && (ended == nullptr || ended->due < call.due)) ended = &call;
  }
  if (locked != nullptr) return RollCallAnswer{*locked, std::move(said), true};
  if (known != nullptr) return RollCallAnswer{*known, std::move(said), false};
  if (ended == nullptr || already_in(*ended) || !signs(said.kind) || !plainly) return std::nullopt;
  return RollCallAnswer{*ended, std::move(said), false};
}

Reply Answers::on_answer(const Context& call, const RollCallAnswer& answer) {
  switch (answer.said.kind) {
    case Kind::sign:
    case Kind::late:
      if (answer.lacks_password) return hint(call, answer.rollcall, "password", text::password_wanted);
      return sign_in(call, answer.rollcall,
                     answer.said.kind == Kind::late ? Mark::Status::late : Mark::Status::present);
    case Kind::behalf:
      return on_behalf(call, answer);
    case Kind::problem:
      return pass_on(call, answer.rollcall);
    case Kind::ask:
      return hint(call, answer.rollcall, "who", text::name_them);
  }
  return {};
}

Reply Answers::sign_in(const Context& call, const RollCall& rollcall, Mark::Status status) {
  const Person& self = *call.speaker.person;
  if (!book_.record(book_.mark_of(call, rollcall, self, status), false)) return {};
  const bool over = call.sent.utc >= rollcall.due;
  const std::string late = over                           ? text::here_late(rollcall, book_.hour_minute(rollcall.due))
                           : status == Mark::Status::late ? text::noted_late(rollcall)
                                                          : "";
  if (call.message.place == Place::direct) return Reply{}.add(Say{plain(late.empty() ? text::here : late)});
  if (!call.can.react) count_later(schedule_, feature, self.class_id, call.now.utc);
  Reply reply = Reply{}.add(React{"👌"});
  // Nobody is asked for friendship in the group for that.
  return over ? reply.add(Whisper{.to = self, .content = plain(late), .discreet = true}) : reply;
}

/// What others say waits for the person, who is asked where a question reaches.
Reply Answers::on_behalf(const Context& call, const RollCallAnswer& answer) {
  const Person& self = *call.speaker.person;
  const RollCall& rollcall = answer.rollcall;
  const auto is_self = [&](const Named& named) { return named.number == self.number; };
  const auto own = static_cast<std::size_t>(std::count_if(answer.said.who.begin(), answer.said.who.end(), is_self));
  if (answer.said.who.size() - own > most_others) return hint(call, rollcall, "who", text::name_them);
  Reply reply;
  if (own > 0) reply = sign_in(call, rollcall, Mark::Status::present);
  // Who cannot answer for himself is there when whoever may call the roll says so.
  const std::string words = normalised(words_of(call.message));
  constexpr std::string_view dead_phone = "没电 关机 手机坏 没带手机 没网 手机没 没信号 手机停";
  const bool vouches = call.speaker.holds(callers, rollcall.class_id) && language::holds_one_of(words, dead_phone);
  const auto status = vouches ? Mark::Status::present : Mark::Status::behalf;
  std::string noted;
  for (const Named& named : answer.said.who) {
    const auto person = is_self(named) ? std::nullopt : members_.by_number(named.number);
    if (!person || !book_.record(book_.mark_of(call, rollcall, *person, status), vouches)) continue;
    noted += (noted.empty() ? "" : "、") + named.name;
    if (vouches) continue;
    if (members_.reach(person->account) != Reach::friendly) continue;
    reply.join(approvals_.ask_whether_here(*person, self, rollcall, call.now));
  }
  if (!noted.empty()) reply.add(Say{plain(vouches ? text::vouched(noted) : text::waits(noted))});
  return reply;
}

/// Trouble goes to whoever called, and where that is a teacher to the class's monitor, too.
Reply Answers::pass_on(const Context& call, const RollCall& rollcall) {
  const Person& self = *call.speaker.person;
  if (!book_.record(book_.mark_of(call, rollcall, self, Mark::Status::problem), false)) return {};
  Reply reply;
  if (call.message.place == Place::direct) {
    reply.add(Say{plain(text::passed_on_problem)});
  } else if (call.can.react) {
    reply.add(React{"👌"});
  } else {
    reply.add(Whisper{self, plain(text::passed_on_problem)});
  }
  const auto owner = book_.owner_of(rollcall, call.now.utc);
  std::vector<Person> told;
  if (owner) told.push_back(*owner);
  if (!owner || owner->staff) {
    for (Person& monitor : members_.holders(Role::monitor, self.class_id, call.now.utc)) {
      if (monitor.id != self.id) told.push_back(std::move(monitor));
    }
  }
  const auto who = wording::name_in(self, members_.students(self.class_id));
  for (const Person& one : told) reply.join(privately(one, text::cannot_sign(who, rollcall)));
  return reply;
}

/// Says once to each, in private, what an answer lacks.
Reply Answers::hint(const Context& call, const RollCall& rollcall, std::string_view about, std::string words) {
  const Person& self = *call.speaker.person;
  const storage::Occurrence once{.job = fmt::format("attendance/hint/{}/{}", rollcall.id, about),
                                 .key = std::to_string(self.id),
                                 .due = call.now.utc};
  if (call.message.place == Place::direct) return Reply{}.add(Say{plain(std::move(words))});
  if (!schedule_.claim(once, call.now.utc)) return {};
  return Reply{}.add(Whisper{self, plain(std::move(words))});
}

}  // namespace banwei::attendance
