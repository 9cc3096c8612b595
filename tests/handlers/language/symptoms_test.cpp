// Symptoms by one name each, and how far a negation reaches.
#include "handlers/language/symptoms.h"

#include <gtest/gtest.h>

#include "handlers/language/strings.h"
#include "handlers/language/symptom_words.h"

namespace banwei {
namespace {

std::string said(std::string_view text) {
  const HealthPhrase all = health_in(normalised(text));
  std::string line;
  for (const auto& name : all.present) line += "+" + name;
  for (const auto& name : all.denied) line += "-" + name;
  if (all.well != Wellness::unsaid) line += all.well == Wellness::strong ? " well" : " fine";
  if (all.vague) line += " unwell";
  if (all.days > 0) line += " " + std::to_string(all.days) + "d";
  return line;
}

struct Case {
  const char* text;
  const char* said;
};

TEST(Symptoms, have_one_name_each) {
  const Case cases[] = {
      {"我发烧了", "+发热"},
      {"持续低烧两天", "+发热 2d"},
      {"咳了一晚上", "+咳嗽"},
      {"嗓子干痒", "+咽痛"},
      {"很疲惫浑身酸痛", "+乏力+肌肉酸痛"},
      {"窜稀", "+腹泻"},
      {"没有嗅觉了", "+嗅觉减退"},
      {"身上没力气", "+乏力"},
      {"咳嗽+嗓子疼", "+咳嗽+咽痛"},
      {"喘不上气", "+呼吸困难"},
      {"睡不着好几天了", "+失眠"},
      {"烧起来了", "+发热"},
  };
  for (const Case& one : cases) EXPECT_EQ(said(one.text), one.said) << one.text;
}

TEST(Symptoms, a_negation_reaches_as_far_as_the_sentence) {
  const Case cases[] = {
      {"无发热、干咳、乏力、鼻塞", "-发热-咳嗽-乏力-鼻塞 well"},
      {"无发热，咳嗽，乏力", "-发热-咳嗽-乏力 well"},
      {"未出现发热咳嗽等症状", "-发热-咳嗽 well"},
      {"没有发热，但是嗓子疼", "+咽痛-发热 well"},
      {"不咳嗽但是发烧", "+发热-咳嗽 well"},
      {"没发烧，有点咳嗽", "+咳嗽-发热 well"},
      {"咳嗽，没发烧", "+咳嗽-发热 well"},
      {"不咳不烧", "-咳嗽-发热 well"},
      {"发热咳嗽均无", "-发热-咳嗽 well"},
      {"有无发热：无", "-发热 well"},
      {"咳嗽好了", "-咳嗽 well"},
      {"退烧了", " well"},
      {"没啥不舒服", " well"},
      {"有点不舒服", " unwell"},
  };
  for (const Case& one : cases) EXPECT_EQ(said(one.text), one.said) << one.text;
}

TEST(Symptoms, every_part_of_the_body_is_found_by_its_first_character) {
  for (const auto& complaint : health_words::complaints) {
    std::string_view parts = complaint.parts;
    while (!parts.empty()) {
      const std::string_view part = parts.substr(0, parts.find(' '));
      EXPECT_NE(health_words::part_initials.find(code_point_at(part, 0)), std::u32string_view::npos) << part;
      parts.remove_prefix(std::min(parts.size(), part.size() + 1));
    }
  }
}

TEST(Symptoms, a_part_of_the_body_and_what_is_wrong_with_it) {
  const Case cases[] = {
      {"头特别疼", "+头痛"},           {"嗓子又干又痒", "+咽痛"},    {"胸口一直闷", "+胸闷"},
      {"味觉嗅觉都没了", "+嗅觉减退"}, {"嗓子不疼了", "-咽痛 well"}, {"脸有点烫", "+发热"},
  };
  for (const Case& one : cases) EXPECT_EQ(said(one.text), one.said) << one.text;
}

TEST(Symptoms, urgent_ones_are_stated) {
  for (const char* name : {"发热", "呼吸困难", "胸闷", "胸痛", "嗅觉减退", "味觉减退", "寒战"})
    EXPECT_TRUE(is_urgent_symptom(name));
  for (const char* name : {"咳嗽", "腹泻", "不适", ""}) EXPECT_FALSE(is_urgent_symptom(name));
}

}  // namespace
}  // namespace banwei
