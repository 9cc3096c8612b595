// Distress, urgent symptoms and fevers in what people write, over the case tables and whatever bytes there are.
#include "handlers/care/needs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "handlers/care/needs_danger_words.h"
#include "handlers/care/needs_despair_words.h"
#include "handlers/care/needs_harmless_words.h"
#include "handlers/care/needs_health_words.h"
#include "handlers/care/needs_words.h"
#include "handlers/common/fever.h"
#include "handlers/language/symptoms.h"
#include "tests/cases/case_table.h"

namespace banwei::care {
namespace {

using nlohmann::json;

struct World {
  std::vector<Person> people;

  World() {
    for (const tests::RosterRow& row : tests::read_roster())
      people.push_back({.id = static_cast<std::int64_t>(people.size()) + 1, .number = row.number, .name = row.name});
  }
  std::int64_t id(std::string_view name) const {
    const auto found = std::find_if(people.begin(), people.end(), [&](const Person& one) { return one.name == name; });
    return found == people.end() ? 0 : found->id;
  }
  Need hear(const tests::CaseRow& row) const {
    return need_in(row.message, people, id(row.context.value("speaker", "张三")));
  }
};

std::string to_string(const Need& need) {
  constexpr std::array kinds{"none",        "now",    "soon",       "check",     "urgent",
                             "fever_words", "figure", "ask_figure", "household", "contact"};
  std::string said = kinds[static_cast<std::size_t>(need.kind)];
  for (const std::string& symptom : need.symptoms) said += " " + symptom;
  if (need.centi != 0) said += " " + std::to_string(need.centi);
  if (need.about != 0) said += " @" + std::to_string(need.about);
  if (need.somebody_else) said += " @?";
  return said;
}

int centi(const json& value) { return static_cast<int>(value.get<double>() * 100 + 0.5); }

/// What a row of any table says of need, as (kind, fields): of several the first that is an alarm.
std::pair<std::string, json> alarm_of(const tests::CaseRow& row) {
  std::pair<std::string, json> said{row.kind, row.expected};
  if (row.kind == "several") {
    for (const json& part : row.expected.at("all")) {
      if (part.at("kind") == "distress" || part.at("kind") == "sym") said = {part.at("kind"), part};
    }
  }
  return said;
}

/// Whether `need` is what the row says of need: kind or level, whom it is about, symptoms that cannot wait, the guess.
bool agrees(const Need& need, const tests::CaseRow& row, const World& world) {
  const auto [kind, fields] = alarm_of(row);
  const std::string ask = fields.value("ask", "");
  const bool urgent = fields.value("urgent", false);
  const auto is = [&](std::initializer_list<NeedKind> kinds) {
    return std::find(kinds.begin(), kinds.end(), need.kind) != kinds.end();
  };
  const std::string who = fields.value("who", "");
  const bool about = who.empty()  ? need.about == 0 && !need.somebody_else
                     : who == "?" ? need.somebody_else
                                  : need.about == world.id(who);
  if (kind == "distress")
    return about && is({fields.at("level") == "now" ? NeedKind::distress_now : NeedKind::distress_soon});
  if (kind == "check") return about && is({NeedKind::check});
  if (kind == "ask" && (ask == "household" || ask == "contact")) return is({NeedKind::household, NeedKind::contact});
  if (kind == "ask" && ask == "value" && urgent) return is({NeedKind::fever_words});
  if (kind == "ask" && urgent) {
    const bool guessed = !fields.contains("guess") || need.centi == centi(fields["guess"]);
    return about && guessed && is({NeedKind::figure});
  }
  if (kind == "temp") {
    int highest = fields.contains("t") ? centi(fields["t"]) : 0;
    for (const char* several : {"ts", "days"}) {
      for (const json& value : fields.value(several, json::object())) highest = std::max(highest, centi(value));
    }
    if (fever(highest)) return about && need.centi == highest && is({NeedKind::figure});
  }
  if (!urgent) return is({NeedKind::none});
  if (fields.contains("sym")) {
    for (const std::string symptom : fields["sym"]) {
      if (is_urgent_symptom(symptom) &&
          std::find(need.symptoms.begin(), need.symptoms.end(), symptom) == need.symptoms.end())
        return false;
    }
  }
  return about && is({NeedKind::urgent, NeedKind::fever_words});
}

TEST(Needs, AreHeardAsTheTablesSay) {
  const World world;
  for (const char* file :
       {"distress.tsv", "more_distress.tsv", "fever_words.tsv", "more_fever_words.tsv", "symptoms.tsv"}) {
    for (const tests::CaseRow& row : tests::read_cases(file)) {
      const Need need = world.hear(row);
      EXPECT_TRUE(agrees(need, row, world)) << file << ":" << row.line << " " << row.message << "\n  heard "
                                            << to_string(need) << ", not " << row.kind << " " << row.expected;
    }
  }
}

/// What is said around it takes no need away.
TEST(Needs, AreHeardBesideCourtesy) {
  const World world;
  for (const char* file : {"distress.tsv", "more_distress.tsv", "fever_words.tsv", "more_fever_words.tsv"}) {
    for (tests::CaseRow& row : tests::read_cases(file)) {
      const Need bare = world.hear(row);
      const std::string said = row.message;
      for (const auto& [before, behind] : {std::pair{"老师，", ""},
                                           {"那个…", ""},
                                           {"老师在吗？", ""},
                                           {"收到，", ""},
                                           {"打扰一下，", ""},
                                           {"", " 😭😭"},
                                           {"", "，唉"},
                                           {"", "。谢谢老师"}}) {
        row.message = before + said + behind;
        const Need need = world.hear(row);
        EXPECT_TRUE((need.kind == NeedKind::none) == (bare.kind == NeedKind::none))
            << file << ":" << row.line << " " << row.message << " " << to_string(need) << " without it "
            << to_string(bare);
      }
    }
  }
}

TEST(Needs, AreNotHeardInOtherTalk) {
  const World world;
  for (const char* file : {"temperature_not.tsv", "receipt.tsv", "signin.tsv", "command.tsv", "time.tsv", "remind.tsv",
                           "more_receipt.tsv", "more_time.tsv"}) {
    for (const tests::CaseRow& row : tests::read_cases(file)) {
      if (row.expected.value("urgent", false) || row.kind == "question") continue;
      const Need need = world.hear(row);
      EXPECT_EQ(need.kind, NeedKind::none) << file << ":" << row.line << " " << row.message << " " << to_string(need);
    }
  }
}

/// What is given and what becomes of it when the person asked about is not the one who speaks.
TEST(Needs, SayWhomTheyAreAbout) {
  const std::vector<Person> people{{.id = 1, .name = "张三"}, {.id = 2, .name = "李四"}};
  const auto hear = [&](std::string_view text) { return need_in(text, people, 1); };
  EXPECT_EQ(hear("张三不想活了").about, 0);  // Oneself, by name.
  EXPECT_EQ(hear("李四不想活了").about, 2);
  EXPECT_EQ(hear("告诉李四我不想活了").about, 0);
  EXPECT_EQ(hear("李四38.5").about, 2);
  EXPECT_EQ(hear("我妈38.5").kind, NeedKind::household);
  EXPECT_TRUE(hear("我妈38.5").somebody_else);
  EXPECT_EQ(hear("我妈36.5").kind, NeedKind::none);
}

/// A question behind one's figure asks for something; before it, or with it in one breath, it asks whose it is.
TEST(Needs, OfOnesFigureAreHeardBesideAQuestionToAll) {
  for (const char* text : {"量了38.5 谁有体温计", "38.5，谁有退烧药", "39.1 谁在寝室", "谁有体温计 我39.2了"}) {
    EXPECT_NE(need_in(text, {}, 1).kind, NeedKind::none) << text;
  }
  for (const char* text : {"谁38.5", "谁量了38.5", "谁有38.5的鞋", "谁发烧了 38.5的那个"}) {
    EXPECT_EQ(need_in(text, {}, 1).kind, NeedKind::none) << text;
  }
}

TEST(Needs, AreHeardWhereSpellingHidesThem) {
  for (const char* text : {"自.杀，我想了很久", "我 不 想 活 了", "wobuxianghuole", "我想④", "我想死", "想 死",
                           "遺書寫好了", "发shao了", "我不想*活了"}) {
    EXPECT_NE(need_in(text, {}, 1).kind, NeedKind::none) << text;
  }
}

std::vector<std::string_view> all_words() {
  std::vector<std::string_view> words;
  const auto add = [&](const auto& groups) {
    for (const auto& group : groups) {
      for (std::string_view rest : group.lists()) {
        while (!rest.empty()) {
          const std::size_t end = std::min(rest.find(' '), rest.size());
          words.push_back(rest.substr(0, end));
          rest.remove_prefix(std::min(end + 1, rest.size()));
        }
      }
    }
  };
  add(danger_groups);
  add(despair_groups);
  add(health_groups);
  add(harmless_groups);
  return words;
}

/// Any bytes give a result of bounded size; nothing throws.
TEST(Needs, TakeAnyBytes) {
  std::mt19937 dice(2020);
  const auto words = all_words();
  for (int i = 0; i < 1000; ++i) {
    std::string text;
    const std::size_t size = dice() % 60;
    for (std::size_t k = 0; k < size; ++k) {
      if (dice() % 3 == 0) {
        text += static_cast<char>(dice() % 256);
      } else {
        text += words[dice() % words.size()];
      }
    }
    const Need need = need_in(text, {}, 1);
    EXPECT_LE(need.symptoms.size(), 9U);
    EXPECT_TRUE(need.centi == 0 || fever(need.centi));
  }
  for (const char* text : {"", "\xff\xfe", "38", "38.", "华氏", ".38.5.", "想", "\n\n"}) need_in(text, {}, 1);
  EXPECT_EQ(need_in(std::string(1'000'000, 'x'), {}, 1).kind, NeedKind::none);
}

TEST(Needs, EachWordHasOneMeaning) {
  auto words = all_words();
  std::sort(words.begin(), words.end());
  for (std::size_t i = 1; i < words.size(); ++i) EXPECT_NE(words[i - 1], words[i]);
  for (const std::string_view word : words) EXPECT_EQ(need_word_at(word, 0).length, word.size()) << word;
}

}  // namespace
}  // namespace banwei::care
