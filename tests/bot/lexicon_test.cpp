// Words with a place for their arguments, and when they count without an @.
#include "bot/lexicon.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "handlers/args.h"

namespace banwei {
namespace {

Arg<std::int64_t> number() {
  return {"编号", "id",
          [](std::string_view& words, const Context&) -> std::optional<std::int64_t> {
            const auto end = std::min(words.find_first_not_of("0123456789"), words.size());
            if (end == 0 || end > 6) return std::nullopt;
            const std::int64_t value = std::stoll(std::string(words.substr(0, end)));
            words.remove_prefix(end);
            return value;
          },
          true};
}

class Framed final : public Feature {
 public:
  std::string_view title() const override { return "framed"; }
  std::vector<Command> commands() override {
    return {{.kind = "drop",
             .words = {"取消提醒", "取消*号提醒", "提醒*不要了"},
             .means = {{"what", "one"}},
             .run = takes(number()).then(this, &Framed::drop)},
            {.kind = "say", .words = {"说", "请说*吧"}, .run = takes(rest("话", "words")).then(this, &Framed::say)}};
  }

 private:
  Reply drop(const Context&, std::int64_t) { return {}; }
  Reply say(const Context&, std::string) { return {}; }
};

class LexiconTest : public testing::Test {
 protected:
  std::string understood(const std::string& text, bool addressed = false) {
    Utterance said;
    said.text = text;
    said.addressed = addressed;
    const auto match = lexicon_.match(said, context_);
    if (!match) return "";
    return match->understood.kind + match->understood.fields().dump() + (match->asked_for ? "!" : "");
  }

 private:
  Framed feature_;
  std::vector<Feature*> features_{&feature_};
  Lexicon lexicon_{features_};
  Message message_;
  Context context_{.message = message_, .speaker = {}, .klass = {}, .can = {}, .now = {}, .sent = {}};
};

TEST_F(LexiconTest, AStarTakesTheArguments) {
  EXPECT_EQ(understood("取消提醒7"), R"(drop{"what":"one","id":7}!)");
  EXPECT_EQ(understood("取消7号提醒"), R"(drop{"what":"one","id":7})");
  EXPECT_EQ(understood("提醒 12 不要了。", true), R"(drop{"what":"one","id":12}!)");
}

TEST_F(LexiconTest, WhatDoesNotFitWholeIsTalk) {
  for (const char* talk :
       {"取消号提醒", "取消七八号提醒", "提醒7不要了吧", "好取消7号提醒", "提醒不要了", "取消7x号提醒"}) {
    EXPECT_EQ(understood(talk), "") << talk;
  }
}

TEST_F(LexiconTest, FreeTextInAFrameNeedsAnAddress) {
  EXPECT_EQ(understood("请说再见吧"), "");
  EXPECT_EQ(understood("请说再见吧", true), R"(say{"words":"再见"}!)");
}

}  // namespace
}  // namespace banwei
