// Questions: at most one open per person and feature, and what was asked is remembered.
#include "storage/questions.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class QuestionsTest : public testing::Test, protected World {
 protected:
  Question question(const Person& person, std::string kind, std::int64_t asked, std::int64_t until) {
    return {.person = person.id,
            .feature = "temperature",
            .kind = std::move(kind),
            .payload = "{}",
            .day = today,
            .asked = at(asked),
            .until = at(until)};
  }

  const Day today = day("2020-03-11");
  Questions& questions = stores.questions;
};

TEST_F(QuestionsTest, IsOpenUntilItsTime) {
  Question typo = question(zhang, "typo", 100, 200);
  typo.payload = R"({"centi":3650})";
  const std::int64_t id = questions.ask(typo);
  const auto open = questions.open(zhang.id, "temperature", at(199));
  ASSERT_TRUE(open);
  EXPECT_EQ(open->id, id);
  EXPECT_EQ(open->person, zhang.id);
  EXPECT_EQ(open->feature, "temperature");
  EXPECT_EQ(open->kind, "typo");
  EXPECT_EQ(open->payload, typo.payload);
  EXPECT_EQ(open->day, today);
  EXPECT_EQ(open->asked, at(100));
  EXPECT_EQ(open->until, at(200));
  EXPECT_FALSE(questions.open(zhang.id, "temperature", at(200)));
  EXPECT_FALSE(questions.open(li.id, "temperature", at(150)));
  EXPECT_FALSE(questions.open(zhang.id, "attendance", at(150)));
}

TEST_F(QuestionsTest, ANewOneClosesTheOld) {
  questions.ask(question(zhang, "typo", 100, 200));
  questions.ask(question(li, "typo", 100, 200));
  const std::int64_t id = questions.ask(question(zhang, "recheck", 110, 200));
  EXPECT_EQ(questions.open(zhang.id, "temperature", at(120))->id, id);
  EXPECT_EQ(questions.open(li.id, "temperature", at(120))->kind, "typo");
  questions.ask(question(zhang, "typo", 300, 400));  // It holds also when the old one had merely run out.
  EXPECT_EQ(questions.open(zhang.id, "temperature", at(310))->kind, "typo");
}

TEST_F(QuestionsTest, FeaturesAskApart) {
  questions.ask(question(zhang, "typo", 100, 200));
  Question other = question(zhang, "present", 100, 200);
  other.feature = "attendance";
  questions.ask(other);
  questions.close(zhang.id, "attendance", at(120));
  EXPECT_TRUE(questions.open(zhang.id, "temperature", at(130)));
  EXPECT_FALSE(questions.open(zhang.id, "attendance", at(130)));
}

TEST_F(QuestionsTest, OfTwoOfTheSameSecondTheLaterIsTheYounger) {
  questions.ask(question(zhang, "typo", 100, 200));
  Question other = question(zhang, "right", 100, 200);
  other.feature = "leave";
  questions.ask(other);
  EXPECT_LT(questions.open(zhang.id, "temperature", at(150))->asked, questions.open(zhang.id, "leave", at(150))->asked);
  questions.ask(question(zhang, "typo", 100, 200));
  EXPECT_GT(questions.open(zhang.id, "temperature", at(150))->asked, questions.open(zhang.id, "leave", at(150))->asked);
  EXPECT_FALSE(questions.open(li.id, "leave", at(150)));
}

TEST_F(QuestionsTest, WasAskedStaysTrue) {
  EXPECT_FALSE(questions.asked(zhang.id, "temperature", "typo", today));
  questions.ask(question(zhang, "typo", 100, 200));
  EXPECT_TRUE(questions.asked(zhang.id, "temperature", "typo", today));
  questions.close(zhang.id, "temperature", at(110));
  EXPECT_TRUE(questions.asked(zhang.id, "temperature", "typo", today));
  EXPECT_FALSE(questions.asked(zhang.id, "temperature", "recheck", today));
  EXPECT_FALSE(questions.asked(zhang.id, "temperature", "typo", today + std::chrono::days{1}));
  EXPECT_FALSE(questions.asked(li.id, "temperature", "typo", today));
}

TEST_F(QuestionsTest, TheFileItselfHoldsOneOpenQuestionAPersonAndFeature) {
  const auto insert = [&](const Person& person, std::string_view feature, std::optional<std::int64_t> closed) {
    database.run(
        "INSERT INTO questions (person, feature, kind, payload, day, asked, until, closed) "
        "VALUES ($1, $2, 'typo', '{}', '2020-03-11', 100, 200, $3)",
        person.id, feature, closed);
  };
  insert(zhang, "temperature", std::nullopt);
  EXPECT_THROW(insert(zhang, "temperature", std::nullopt), Error);
  insert(zhang, "temperature", 150);
  insert(zhang, "attendance", std::nullopt);
  insert(li, "temperature", std::nullopt);
  EXPECT_EQ(count("SELECT count(*) FROM questions"), 4);
}

TEST_F(QuestionsTest, APurgeTakesWhatHasEnded) {
  questions.ask(question(zhang, "closed", 100, 900));
  questions.close(zhang.id, "temperature", at(200));
  questions.ask(question(li, "ran out", 100, 300));
  questions.ask(question(wang, "open", 100, 900));
  questions.purge(at(200));
  EXPECT_EQ(count("SELECT count(*) FROM questions"), 3);
  questions.purge(at(301));
  EXPECT_EQ(count("SELECT count(*) FROM questions"), 1);
  EXPECT_TRUE(questions.open(wang.id, "temperature", at(400)));
}

}  // namespace
}  // namespace banwei::storage
