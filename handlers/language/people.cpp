#include "handlers/language/people.h"

#include <algorithm>
#include <numeric>

#include "handlers/language/strings.h"

namespace banwei::language {

namespace {

constexpr std::size_t longest_name = 40;  // characters
constexpr std::string_view dot = "·";

bool is_name_dot(char32_t code) { return code == U'·' || code == U'.' || code == U' ' || code == U'-'; }

/// Where `name` ends that stands at `at`, 0 when it does not.
std::size_t name_end(std::string_view name, std::string_view text, std::size_t at) {
  constexpr std::size_t two_characters = 6;
  const bool brief = name.size() == two_characters;
  for (std::size_t i = 0; i < name.size(); i += code_point_size(name, i)) {
    const char32_t wanted = code_point_at(name, i);
    const char32_t here = code_point_at(text, at);
    if (is_name_dot(wanted)) {
      if (is_name_dot(here)) at += code_point_size(text, at);
    } else if (here == wanted) {
      at += code_point_size(text, at);
    } else if (brief && i > 0 && here == U' ' && code_point_at(text, at + 1) == wanted) {
      at += 1 + code_point_size(text, at + 1);
    } else {
      return 0;
    }
  }
  return at;
}

/// Where a name of three characters and more ends of which one differs, 0 when it does not stand at `at`.
std::size_t bent_end(std::string_view name, std::string_view text, std::size_t at) {
  int different = 0;
  for (std::size_t i = 0; i < name.size(); i += code_point_size(name, i)) {
    const char32_t here = code_point_at(text, at);
    if (!is_han(here)) return 0;
    if (here != code_point_at(name, i) && ++different > 1) return 0;
    at += code_point_size(text, at);
  }
  return different == 1 ? at : 0;
}

}  // namespace

People::People(std::vector<Named> all) : all_(std::move(all)), by_number_(all_.size()) {
  std::iota(by_number_.begin(), by_number_.end(), std::size_t{0});
  std::stable_sort(by_number_.begin(), by_number_.end(),
                   [&](std::size_t a, std::size_t b) { return all_[a].number < all_[b].number; });
  for (std::size_t i = 0; i < all_.size(); ++i) {
    names_.push_back(normalised(all_[i].name, longest_name));
    numbers_.push_back(normalised(all_[i].number, longest_name));
    const std::string_view name = names_.back();
    if (name.empty()) continue;
    by_first_[code_point_at(name, 0)].push_back(i);
    if (const auto at = name.find(dot); at != std::string_view::npos) {
      by_last_[code_point_at(name, at + dot.size())].push_back(i);
    } else if (code_points(name) >= 3) {
      by_second_[code_point_at(name, code_point_size(name, 0))].push_back(i);
    }
  }
}

const People& People::nobody() {
  static const People none;
  return none;
}

std::size_t People::place_of(std::string_view number) const {
  const auto found =
      std::lower_bound(by_number_.begin(), by_number_.end(), number,
                       [&](std::size_t place, std::string_view wanted) { return all_[place].number < wanted; });
  const bool known = !number.empty() && found != by_number_.end() && all_[*found].number == number;
  return known ? *found : all_.size();
}

People::Match People::name_at(std::string_view text, std::size_t at) const {
  Match match;
  const auto bucket = by_first_.find(code_point_at(text, at));
  if (bucket == by_first_.end()) return match;
  for (const std::size_t place : bucket->second) {
    const std::size_t end = name_end(names_[place], text, at);
    if (end == 0 || end - at < match.length) continue;
    if (end - at > match.length) match.who.clear();
    match.length = end - at;
    match.who.push_back(place);
  }
  return match;
}

People::Match People::near_name_at(std::string_view text, std::size_t at,
                                   const std::function<bool(std::size_t)>& may_end) const {
  Match match;
  const auto offer = [&](std::size_t place, std::size_t end) {
    if (end == 0 || std::find(match.who.begin(), match.who.end(), place) != match.who.end()) return;
    match.length = end - at;
    match.who.push_back(place);
  };
  const auto each = [](const auto& buckets, char32_t code, auto visit) {
    if (const auto bucket = buckets.find(code); bucket != buckets.end()) {
      for (const std::size_t place : bucket->second) visit(place);
    }
  };
  const char32_t first = code_point_at(text, at);
  const auto bent = [&](std::size_t place) {
    const std::string_view name = names_[place];
    const std::size_t end = name.find(dot) == name.npos && code_points(name) >= 3 ? bent_end(name, text, at) : 0;
    if (end > 0 && may_end(end)) offer(place, end);
  };
  const auto part = [&](std::size_t place, bool last) {
    const std::string_view name = names_[place];
    const auto middle = name.find(dot);
    if (middle == name.npos) return;
    const auto said = last ? name.substr(middle + dot.size()) : name.substr(0, middle);
    if (text.substr(at).starts_with(said)) offer(place, at + said.size());
  };
  each(by_last_, first, [&](std::size_t place) { part(place, true); });
  each(by_first_, first, [&](std::size_t place) { part(place, false); });
  if (is_han(first)) {
    each(by_first_, first, bent);
    each(by_second_, code_point_at(text, at + code_point_size(text, at)), bent);
  }
  return match.who.size() > 1 ? Match{} : match;
}

}  // namespace banwei::language
