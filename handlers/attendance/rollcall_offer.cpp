#include "handlers/attendance/rollcall_offer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/attendance/attendance_intents.h"
#include "handlers/common/payload.h"
#include "handlers/common/yes_or_no.h"
#include "handlers/language/strings.h"

namespace banwei::attendance {

namespace text {
namespace {

constexpr auto shall_i = "要我点名吗？回“可以”我现在就在群里点，10分钟。自己来就在群里说“点名10分钟”，光说签到我不记";
constexpr auto not_called = "好的，没有点名";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view offers = "attendance/offer";
constexpr auto kind = "call";
constexpr std::chrono::minutes answerable{30};

/// 请大家签到, 点名啦点名啦: nothing but that.
bool calls_without_saying_so(std::string_view said, Day today) {
  using language::Form;
  using W = language::Word;
  constexpr auto roll = W::roll | W::sign_in | W::sign;
  constexpr auto around = roll | W::done | W::begin | W::now | W::come | W::one | W::still | W::lesson | W::meeting |
                          W::again | W::everyone | W::people | W::teacher | W::our_class;
  static const std::array forms{
      Form{.needs = {W::everyone | W::people, roll}, .may = around, .ordered = true, .except = {"大家签"}},
      Form{.needs = {W::roll | W::sign_in, W::done}, .may = around, .ordered = true},
      Form{.needs = {W::roll | W::sign_in, W::roll | W::sign_in}, .may = around}};
  const std::string folded = normalised(said);
  const std::string_view words = trimmed(folded);
  const language::Cut cut = language::cut(words, {}, today);
  return std::any_of(forms.begin(), forms.end(),
                     [&](const Form& form) { return language::fit(form, cut, words, {}).has_value(); });
}

}  // namespace

std::optional<Concern> Offer::hear(const Utterance& said, const Context& context) {
  constexpr std::size_t longest = 60;  // bytes
  const bool in_class = context.message.place == Place::group && context.klass && context.speaker.person;
  if (!in_class || said.text.size() > longest || !said.quoted.empty() || !said.mentioned.empty()) return std::nullopt;
  if (!context.speaker.holds(callers, context.klass->id) || !language::holds_one_of(said.text, "名 签"))
    return std::nullopt;
  if (!calls_without_saying_so(said.text, context.sent.day())) return std::nullopt;
  const auto calls = book_.of_today(context.klass->id, context.now);
  const bool open = std::any_of(calls.begin(), calls.end(), [](const RollCall& one) { return !one.closed; });
  if (open || questions_.asked(context.speaker.person->id, offers, kind, context.now.day())) return std::nullopt;
  return Concern{.act = std::bind_front(&Offer::make, this), .kind = "rollcall_offer"};
}

Reply Offer::make(const Context& call) {
  questions_.ask({.person = call.speaker.person->id,
                  .feature = std::string(offers),
                  .kind = kind,
                  .payload = to_payload({{"class", call.klass->name}, {"id", call.klass->id}}),
                  .day = call.now.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + answerable});
  return Reply{}.add(Whisper{.to = *call.speaker.person, .content = plain(text::shall_i), .discreet = true});
}

std::optional<Interpretation> Offer::listen(const Utterance& said, const Context& context) {
  if (context.message.place != Place::direct) return std::nullopt;
  return yes_or_no(intents::called, said, context, questions_, offers, {.yes = {"点", "点名", "点吧"}, .no = {"不点"}},
                   std::bind_front(&Offer::settle, this));
}

Reply Offer::settle(const Context& call, const storage::Question& question, bool yes) {
  questions_.close(question.person, offers, call.now.utc);
  if (!yes) return Reply{}.add(Say{plain(text::not_called)});
  const auto payload = from_payload(question.payload);
  return course_.start(call, {.whose = {{.kind = Audience::Kind::klass,
                                         .word = payload.value("class", std::string()),
                                         .class_id = payload.value("id", std::int64_t{0})}}});
}

}  // namespace banwei::attendance
