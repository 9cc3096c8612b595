// Which pieces of a message are an answer, a request or a statement, with readers that know a few words.
#include "bot/composition.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace banwei::tests {
namespace {

constexpr Intent value{.kind = "value", .says = SpeechAct::value};
constexpr Intent doubt{.kind = "doubt", .says = SpeechAct::doubt};
constexpr Intent here{.kind = "here", .says = SpeechAct::answer};
constexpr Intent ask{.kind = "ask", .says = SpeechAct::request};

/// Features that only have to differ.
class Nobody final : public Feature {
 public:
  std::string_view title() const override { return "nobody"; }
};
const Nobody health_keeper;
const Nobody roll_caller;
const Nobody helper;

bool has(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

Choice choice(const Feature& feature, const Intent& intent, std::string fields) {
  Choice made{.feature = &feature, .intent = &intent};
  made.understood.kind = intent.kind;
  made.understood.fields = [fields] { return nlohmann::ordered_json{{"said", fields}}; };
  made.understood.hold = intent.says == SpeechAct::value;
  return made;
}

/// 36.5 is a value, with 咳嗽 another one, with 鞋 none; 热 is a doubt.
std::optional<Choice> read_health(std::string_view text) {
  if (has(text, "36.5") && !has(text, "鞋"))
    return choice(health_keeper, value, has(text, "咳嗽") ? "36.5 咳嗽" : "36.5");
  if (has(text, "热")) return choice(health_keeper, doubt, "热");
  return std::nullopt;
}

/// 到 answers, and may be followed by 老师 and by questions.
std::optional<Choice> read_answer(std::string_view text) {
  if (!text.starts_with("到") && !text.starts_with("老师，到")) return std::nullopt;
  if (has(text, "36.5") || has(text, "闲话")) return std::nullopt;
  return choice(roll_caller, here, has(text, "吗") ? "到 吗" : "到");
}

std::optional<Choice> read_request(std::string_view text) {
  return text == "谁没报" ? std::optional(choice(helper, ask, "谁没报")) : std::nullopt;
}

bool read_slip(std::string_view text) { return text == "谁没抱"; }

/// "here(到) value(36.5)", in the order of the message.
std::string composed(std::string_view text) {
  const Readers readers{.health = read_health, .answer = read_answer, .request = read_request, .slip = read_slip};
  std::string all;
  for (const Choice& one : compose(text, readers)) {
    all += (all.empty() ? "" : " ") + one.understood.kind + "(" + one.words + ")";
  }
  return all;
}

TEST(Composition, ASingleThingIsReadWhole) {
  for (const char* text : {"到", "36.5", "36.5，咳嗽", "到，老师", "谁没报", "早上好，36.5", ""}) {
    EXPECT_EQ(composed(text), "") << text;
  }
}

TEST(Composition, AnAnswerAndAValueInAnyOrder) {
  EXPECT_EQ(composed("到，36.5"), "here(到) value(36.5)");
  EXPECT_EQ(composed("36.5 到"), "value(36.5) here(到)");
  EXPECT_EQ(composed("到36.5"), "here(到) value(36.5)");
  EXPECT_EQ(composed("36.5到"), "value(36.5) here(到)");
}

TEST(Composition, WhatSaysMoreGoesWithWhatItIsAbout) {
  EXPECT_EQ(composed("到，咳嗽，36.5"), "here(到) value(咳嗽，36.5)");
  EXPECT_EQ(composed("到，36.5，咳嗽"), "here(到) value(36.5，咳嗽)");
  EXPECT_EQ(composed("到，36.5，有课吗"), "here(到，有课吗) value(36.5)");
  EXPECT_EQ(composed("老师，到，36.5"), "here(老师，到) value(36.5)");
  EXPECT_EQ(composed("到，36.5，闲话"), "here(到) value(36.5，闲话)");
}

TEST(Composition, WhatBeginsAMatterOfItsOwnLeavesTheAnswerStanding) {
  static constexpr Intent away{.kind = "away", .says = SpeechAct::answer};
  constexpr Utc now{std::chrono::seconds{100}};
  const auto answer = [&](std::string_view text) -> std::optional<Choice> {
    if (has(text, "请假")) {
      auto begun = choice(helper, away, has(text, "因为到") ? "为到" : "请假");
      begun.claim = Claim::open;
      begun.opened = now;
      return begun;
    }
    auto said = read_answer(text);
    if (said) said->claim = Claim::open;
    return said;
  };
  const Readers readers{
      .health = read_health, .answer = answer, .request = read_request, .slip = read_slip, .said = now};
  const auto both = [&](std::string_view text) {
    std::string all;
    for (const Choice& one : compose(text, readers))
      all += (all.empty() ? "" : " ") + one.understood.kind + "(" + one.words + ")";
    return all;
  };
  EXPECT_EQ(both("到，李四请假"), "here(到) away(李四请假)");
  EXPECT_EQ(both("李四请假，到"), "away(李四请假) here(到)");
  EXPECT_EQ(both("李四请假，因为到"), "") << "the whole says more than its piece";
}

TEST(Composition, AFigureThatIsSomethingElseIsNone) { EXPECT_EQ(composed("到，36.5的鞋"), ""); }

TEST(Composition, ADoubtMayBeAQuestionOfTheAnswer) {
  EXPECT_EQ(composed("到，热"), "here(到) doubt(热)");
  EXPECT_EQ(composed("到，热吗"), "") << "the answer takes it whole";
}

TEST(Composition, ARequestTakesWhatIsLeftBesideAValue) {
  EXPECT_EQ(composed("谁没报，36.5"), "ask(谁没报) value(36.5)");
  EXPECT_EQ(composed("谁没报，闲话，36.5"), "");
  EXPECT_EQ(composed("谁没抱，36.5"), "value(36.5)") << "a slip is not obeyed, and costs no value";
}

TEST(Composition, WhatIsPassedOnWholeIsNeverSearched) {
  static constexpr Intent letter{.kind = "letter", .says = SpeechAct::answer, .verbatim = true};
  const auto pass_on = [](std::string_view) { return std::optional(choice(helper, letter, "")); };
  const Readers readers{.health = read_health, .answer = pass_on, .request = read_request, .slip = read_slip};
  EXPECT_TRUE(compose("改成 明天交表，36.5", readers).empty());
}

TEST(Composition, TooManyPiecesAreReadWhole) {
  std::string text = "到，36.5";
  for (int i = 0; i < 40; ++i) text += "，嗯";
  EXPECT_EQ(composed(text), "");
}

}  // namespace
}  // namespace banwei::tests
