// Where people say they are: in Wuhan or not, on post, isolated, at home; down to city or district and no further.
// Invariant: pure over `normalised` text; streets and house numbers are read over and never kept.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace banwei {

/// A stretch of words about where somebody is. Unset means not said.
struct PlacePhrase {
  std::size_t length = 0;  // bytes
  std::optional<bool> in_wuhan, on_post, isolated;
  std::string place = {};  // 家 老家 宿舍 学校
  std::string employer = {};
  bool area = false;  // It names a city, district or province.
  std::string city = {};  // 武汉洪山区, 黄冈: where the person is, as far as it was said; no nearer than the district.
};

/// The longest place phrase that starts at `at`.
std::optional<PlacePhrase> place_phrase_at(std::string_view text, std::size_t at);

/// All phrases of a text together; what is said later replaces.
PlacePhrase places_in(std::string_view text);

}  // namespace banwei
