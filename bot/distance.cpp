#include "bot/distance.h"

#include <algorithm>

#include "handlers/language/strings.h"

namespace banwei {

namespace {

std::u32string characters(std::string_view text) {
  std::u32string result;
  for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) result.push_back(code_point_at(text, at));
  return result;
}

}  // namespace

std::size_t distance(std::string_view a_text, std::string_view b_text) {
  const std::u32string a = characters(a_text);
  const std::u32string b = characters(b_text);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row.back();
}

std::string nearest(std::string_view wrong, const std::vector<std::string>& known) {
  constexpr std::size_t near = 3;
  const auto best = std::min_element(known.begin(), known.end(), [&](const auto& a, const auto& b) {
    return distance(wrong, a) < distance(wrong, b);
  });
  return best != known.end() && distance(wrong, *best) <= near && distance(wrong, *best) < wrong.size() ? *best : "";
}

}  // namespace banwei
