#include "handlers/reminder/reminder_questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/common/payload.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/reminder/reminder_intents.h"

namespace banwei::reminder {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_seconds;
using storage::Audience;

namespace text {
namespace {

constexpr auto time_examples = "如 明早8点、半小时后";
constexpr auto dropped = "好，不设了";
std::string which_half(std::string_view day, std::string_view early, std::string_view late) {
  return fmt::format("{}早上{}还是晚上{}？", day, early, late);
}
std::string which_half_of(std::string_view words) { return fmt::format("“{}”是早上还是晚上？", words); }
std::string is_it(std::string_view why, std::string_view guess) {
  return fmt::format("{}是{}吗？是的话回“是”，不是就回一个时间", why, guess);
}
std::string when_then(std::string_view why) { return fmt::format("{}请回一个准确的时间，{}", why, time_examples); }

constexpr std::array<std::string_view, 8> weekdays{"", "周一", "周二", "周三", "周四", "周五", "周六", "周日"};

/// "明天(3/12 周四)"
std::string day_words(Day day, Day today) {
  const std::chrono::year_month_day date{day};
  const auto dated = fmt::format("{}/{} {}", static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                 weekdays.at(std::chrono::weekday{day}.iso_encoding()));
  const auto ahead = (day - today).count();
  if (ahead < 0 || ahead > 2) return dated;
  constexpr std::array<std::string_view, 3> near{"今天", "明天", "后天"};
  return fmt::format("{}({})", near.at(static_cast<std::size_t>(ahead)), dated);
}

std::string question(const When& open, std::string_view words, local_seconds now) {
  using Open = When::Open;
  if (open.ask == Open::ampm && open.guess) {
    const Day day = floor<days>(*open.guess);
    const auto early = *open.guess - day;
    const auto clock = std::chrono::floor<std::chrono::minutes>(early);
    const auto plain = fmt::format("{}:{:02}", clock.count() / 60, clock.count() % 60);
    return which_half(day_words(day, floor<days>(now)), plain, wording::hour_minute(early + std::chrono::hours{12}));
  }
  if (open.ask == Open::ampm) return which_half_of(words);
  const std::string why = [&]() -> std::string {
    if (words.empty()) return "什么时候提醒？";
    switch (open.ask) {
      case Open::past:
        return fmt::format("“{}”已经过了。", words);
      case Open::invalid:
        return fmt::format("没有“{}”这个时间。", words);
      case Open::conflict:
        return fmt::format("“{}”前后对不上。", words);
      case Open::range:
        return fmt::format("“{}”不止一个时间。", words);
      case Open::too_often:
        return fmt::format("“{}”太密了。", words);
      case Open::date:
        return fmt::format("“{}”是哪一天？", words);
      case Open::hm:
        return fmt::format("“{}”几点？", words);
      default:
        return fmt::format("“{}”是什么时候？", words);
    }
  }();
  return open.guess ? is_it(why, in_words(*open.guess, now)) : when_then(why);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::minutes question_open{30};

std::string payload_of(const storage::Reminder& draft, const std::string& room) {
  return to_payload({{"id", draft.id},
                     {"people", draft.people},
                     {"class", draft.class_id},
                     {"audience", static_cast<int>(draft.audience)},
                     {"awaits", draft.awaits},
                     {"words", draft.words},
                     {"said", draft.said.time_since_epoch().count()},
                     {"text", draft.text},
                     {"room", room}});
}

storage::Reminder draft_of(const nlohmann::json& payload, std::int64_t owner) {
  return {.id = payload.value("id", std::int64_t{0}),
          .owner = owner,
          .class_id = payload.value("class", std::int64_t{0}),
          .audience = static_cast<Audience>(std::clamp(payload.value("audience", 0), 0, 3)),
          .awaits = payload.value("awaits", ""),
          .words = payload.value("words", ""),
          .said = Utc{std::chrono::seconds{payload.value("said", std::int64_t{0})}},
          .text = payload.value("text", ""),
          .people = payload.value("people", std::vector<std::int64_t>{})};
}

bool to_group(const storage::Reminder& draft) {
  return draft.audience == Audience::group || draft.audience == Audience::missing;
}

/// 工作日7点20喊我起床: nobody asks whether in the evening.
bool in_the_morning(storage::Reminder& draft, const When& open, local_seconds now) {
  if (open.ask != When::Open::ampm || !language::holds_one_of(draft.text, "起床 早八 早读 早操 早自习 晨跑"))
    return false;
  const auto morning = understand_answer("早上", draft.words, open, now, now);
  if (!morning || morning->words.empty()) return false;
  draft.words = morning->words;
  return true;
}

}  // namespace

Reply TimeQuestions::ask(const Context& call, storage::Reminder draft, const When& open) {
  if (in_the_morning(draft, open, call.sent.local)) return keeping_.keep(call, std::move(draft));
  questions_.ask({.person = draft.owner,
                  .feature = std::string(feature),
                  .kind = std::string(to_string(open.ask)),
                  .payload = payload_of(draft, call.message.room),
                  .day = call.sent.day(),
                  .asked = call.now.utc,
                  .until = call.now.utc + question_open});
  return tell(call, to_group(draft), text::question(open, draft.words, call.sent.local));
}

std::optional<Interpretation> TimeQuestions::listen(const Utterance& said, const Context& context) {
  constexpr std::size_t longest_answer = 90;
  if (said.text.size() > longest_answer) return std::nullopt;
  const Person& self = *context.speaker.person;
  const auto question = questions_.open(self.id, feature, context.now.utc);
  if (!question) return std::nullopt;
  const auto payload = from_payload(question->payload);
  if (!payload.is_object()) return std::nullopt;
  if (context.message.place == Place::group && payload.value("room", "") != context.message.room) return std::nullopt;
  const storage::Reminder draft = draft_of(payload, self.id);
  const local_seconds asked_at = book_.moment(draft.said).local;
  const When asked = understand_when(draft.words, asked_at).value_or(When{});
  const auto answer = understand_answer(said.text, draft.words, asked, asked_at, context.sent.local);
  if (!answer) return std::nullopt;

  Interpretation heard{.intent = &intents::remind_answer};
  heard.claim = Claim::answer;
  heard.opened = question->asked;
  heard.understood.fields = [answer] { return nlohmann::ordered_json{{"when", answer->words}}; };
  heard.understood.act = [this, draft, answer, asked](const Context& call) {
    return this->answer(call, draft, *answer, asked);
  };
  return heard;
}

Reply TimeQuestions::answer(const Context& call, storage::Reminder draft, const TimeAnswer& answer, const When& asked) {
  questions_.close(draft.owner, feature, call.now.utc);
  if (answer.kind == TimeAnswer::Kind::no) return tell(call, to_group(draft), text::dropped);
  if (answer.kind == TimeAnswer::Kind::yes) draft.words = exact_words(*asked.guess);
  if (answer.kind == TimeAnswer::Kind::when) draft.words = answer.words;
  if (answer.whole || answer.kind == TimeAnswer::Kind::yes) draft.said = call.message.sent;
  const When when = book_.meaning(draft);
  return when.kind == When::Kind::ask ? ask(call, draft, when) : keeping_.keep(call, std::move(draft));
}

}  // namespace banwei::reminder
