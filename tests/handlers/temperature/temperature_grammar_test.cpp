// The case tables through the grammar alone, and properties that hold for any text.
#include "handlers/temperature/temperature_grammar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "handlers/temperature/temperature_figures.h"
#include "tests/cases/case_table.h"
#include "tests/growth.h"

namespace banwei::temperature {
namespace {

using nlohmann::json;

std::vector<Named> roster() {
  std::vector<Named> people;
  for (const auto& row : tests::read_roster()) people.push_back({row.number, row.name});
  return people;
}

struct World {
  language::People people{roster()};
  Scene scene{.people = people,
              .class_name = "机电1901",
              .speaker = "2019010101",
              .today = std::chrono::local_days{std::chrono::year{2020} / 3 / 11}};
};

/// Every row that differs is one failure.
void run(const std::string& name) {
  const auto rows = tests::read_cases(name);
  EXPECT_GT(rows.size(), 20U) << name;
  for (const auto& row : rows) {
    std::string text = row.message;
    World world;
    if (row.context.contains("reported")) {
      world.scene.reported = [centi = static_cast<int>(row.context["reported"].get<double>() * 100 + 0.5)] {
        return centi;
      };
    }
    world.scene.addressed = row.context.value("room", "group") == "private";
    const std::string bot = "@班级小助手";
    if (text.starts_with(bot)) {
      text.erase(0, bot.size());
      world.scene.addressed = true;
    }
    for (const Named& person : world.people) {
      if (const auto at = text.find("@" + person.name); at != std::string::npos) {
        text.erase(at, person.name.size() + 1);
        world.scene.mentioned.push_back(person.number);
        break;
      }
    }
    const auto said = understand(text, world.scene);
    EXPECT_EQ(said ? to_string(said->kind) : "none", row.kind) << name << ":" << row.line << ": " << text;
    EXPECT_EQ(said ? json(fields(*said)) : json::object(), row.expected) << name << ":" << row.line << ": " << text;
  }
}

TEST(TemperatureCases, reports) { run("temperature.tsv"); }
TEST(TemperatureCases, talk) { run("temperature_not.tsv"); }
TEST(TemperatureCases, corrections) { run("fix.tsv"); }
TEST(TemperatureCases, on_behalf) { run("behalf.tsv"); }
TEST(TemperatureCases, group_reports) { run("groupreport.tsv"); }
TEST(TemperatureCases, more_reports) { run("more_temperature.tsv"); }
TEST(TemperatureCases, more_talk) { run("more_temperature_not.tsv"); }
TEST(TemperatureCases, more_corrections) { run("more_fix.tsv"); }

/// Text made of the pieces that matter, so that random strings meet the rules.
std::string random_text(std::mt19937& dice) {
  static const std::vector<std::string> pieces{
      "36.5", "38.2", "3",    "6",        ".",    "5",    "，",   "。",   " ",        "\n",   "度",   "℃",    "三十六",
      "点",   "五",   "体温", "我",       "李四", "马上", "刘洋", "早",   "晚",       "昨天", "没测", "大概", "吗",
      "不",   "无",   "咳嗽", "发热",     "武汉", "在",   "家",   "改成", "打错了",   "是",   "撤回", "8:00", "3月10号",
      "妈",   "元",   "\xff", "\xe4\xbd", "👌",    "[",    "]",    "·",    "阿卜杜拉", "365",  "都",   "和",   "@",
      "睡",   "了",   "：",   "代",       "报",   "隔离", "个",   "x",    "\u200d"};
  std::uniform_int_distribution<std::size_t> size(1, 12);
  std::uniform_int_distribution<std::size_t> pick(0, pieces.size() - 1);
  std::string text;
  for (std::size_t left = size(dice); left > 0; --left) text += pieces[pick(dice)];
  return text;
}

TEST(TemperatureProperties, a_stored_value_is_in_range_and_a_fever_of_ones_own_is_never_lost) {
  World world;
  std::mt19937 dice(20200311);
  for (int i = 0; i < 5000; ++i) {
    const std::string text = random_text(dice);
    const auto said = understand(text, world.scene);
    if (!said) continue;
    static_cast<void>(fields(*said).dump());
    if (said->kind == Kind::ask) {
      EXPECT_FALSE(said->t) << text;
      EXPECT_FALSE(said->ask.empty()) << text;
      continue;
    }
    std::vector<int> stored;
    if (said->t) stored.push_back(*said->t);
    for (const auto& [slot, centi] : said->ts) stored.push_back(centi);
    for (const auto& [day, centi] : said->days) stored.push_back(centi);
    for (const auto& [name, centi] : said->by) stored.push_back(centi);
    for (int centi : stored) {
      EXPECT_GE(centi, lowest) << text;
      EXPECT_LE(centi, highest) << text;
    }
  }
}

TEST(TemperatureProperties, a_stored_value_stands_in_the_text) {
  World world;
  for (int centi = lowest; centi <= highest; centi += 5) {
    std::string number = std::to_string(centi / 100) + "." + std::to_string(centi % 100 / 10);
    if (centi % 10 != 0) number += std::to_string(centi % 10);
    for (const std::string& text :
         {number, "体温" + number + "℃", "老师好，" + number + "，正常", "李四" + number, "打错了，是" + number}) {
      const auto said = understand(text, world.scene);
      ASSERT_TRUE(said) << text;
      if (said->kind == Kind::ask) {
        EXPECT_EQ(said->ask, "conflict") << text;
        EXPECT_EQ(said->guess, centi) << text;
      } else {
        EXPECT_EQ(said->t, centi) << text;
      }
    }
  }
}

TEST(TemperatureProperties, twice_the_text_takes_at_most_a_few_times_the_work) {
  const World world;
  for (const char* piece : {"都", "36.5", "有无发热", "无", "咳嗽、", "张三", "早", "我妈", "0",    "3",
                            "。", "在",   "刚",       " ",  "昨",     "[",    "a",  "(",    "浑身", "武汉路"}) {
    EXPECT_TRUE(tests::grows_mildly(piece, [&](const std::string& text) { (void)understand(text, world.scene); }))
        << piece;
  }
}

}  // namespace
}  // namespace banwei::temperature
