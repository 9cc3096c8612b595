// Where people say they are.
#include "handlers/language/places.h"

#include <gtest/gtest.h>

#include "handlers/language/strings.h"

namespace banwei {
namespace {

std::string said(std::string_view text) {
  const PlacePhrase all = places_in(normalised(text));
  std::string line;
  const auto flag = [&](const char* name, const std::optional<bool>& value) {
    if (value) line += std::string(*value ? "+" : "-") + name;
  };
  flag("wuhan", all.in_wuhan);
  flag("post", all.on_post);
  flag("isolated", all.isolated);
  if (!all.place.empty()) line += " " + all.place;
  if (!all.employer.empty()) line += " @" + all.employer;
  return line;
}

struct Case {
  const char* text;
  const char* said;
};

TEST(Places, are_known_to_city_and_district) {
  const Case cases[] = {
      {"我在武汉", "+wuhan"},
      {"武汉市武昌区中南路街道", "+wuhan"},
      {"洪山区光谷", "+wuhan"},
      {"没出过武汉", "+wuhan"},
      {"不在武汉", "-wuhan"},
      {"离汉了", "-wuhan"},
      {"湖北黄冈", "-wuhan"},
      {"湖北武汉", "+wuhan"},
      {"江西九江", "-wuhan"},
      {"武汉→黄冈，现在黄冈", "-wuhan"},
      {"在黄冈老家", "-wuhan"},
      {"在黄冈家里", "-wuhan 家"},
      {"农村老家", " 老家"},
      {"在武汉家中", "+wuhan 家"},
      {"居家隔离第3天", "+isolated 家"},
      {"隔离结束了", "-isolated"},
      {"我在华星光电", "+post @华星光电"},
      {"滞留在华星光电宿舍", "+post @华星光电"},
      {"在岗，武汉高德红外", "+wuhan+post @高德红外"},
      {"未在岗", "-post"},
      {"离岗返家", "-post 家"},
      {"寝室", " 宿舍"},
  };
  for (const Case& one : cases) EXPECT_EQ(said(one.text), one.said) << one.text;
}

}  // namespace
}  // namespace banwei
