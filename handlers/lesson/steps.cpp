#include "handlers/lesson/steps.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/language/strings.h"

namespace banwei::lesson {

namespace {

constexpr int most_hours = 200;
constexpr std::size_t longest_suggestion = 20;  // characters

/// "6 谈话"; nothing when it is none.
std::optional<Step> step_of(std::string_view words) {
  words = trimmed(words);
  const std::size_t digits = std::min(words.find_first_not_of("0123456789"), words.size());
  const std::int64_t from = number(words.substr(0, digits));
  const std::string_view what = trimmed(words.substr(digits));
  if (from < 1 || from > most_hours || what.empty() || code_points(what) > longest_suggestion) return std::nullopt;
  return Step{static_cast<int>(from), std::string(what)};
}

}  // namespace

std::optional<Steps> Steps::read(std::string_view words) {
  constexpr std::string_view comma = "，";
  std::vector<Step> all;
  while (!trimmed(words).empty()) {
    const std::size_t chinese = std::min(words.find(comma), words.size());
    const std::size_t latin = std::min(words.find(','), words.size());
    const std::size_t end = std::min(chinese, latin);
    auto step = step_of(words.substr(0, end));
    if (!step || (!all.empty() && all.back().from >= step->from)) return std::nullopt;
    all.push_back(std::move(*step));
    words.remove_prefix(std::min(words.size(), end + (end == latin ? 1 : comma.size())));
  }
  return Steps(std::move(all));
}

std::string Steps::words() const {
  std::string all;
  for (const Step& one : all_) all += fmt::format("{}{} {}", all.empty() ? "" : "，", one.from, one.what);
  return all;
}

const Step* Steps::reached(int hours) const {
  const Step* highest = nullptr;
  for (const Step& one : all_) {
    if (one.from <= hours) highest = &one;
  }
  return highest;
}

const Step* Steps::next(int hours) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [hours](const Step& one) { return one.from > hours; });
  return found == all_.end() ? nullptr : &*found;
}

std::string Steps::range(const Step& step) const {
  const Step* after = next(step.from);
  if (after == nullptr) return fmt::format("{}学时以上", step.from);
  return after->from == step.from + 1 ? fmt::format("{}学时", step.from)
                                      : fmt::format("{}–{}学时", step.from, after->from - 1);
}

}  // namespace banwei::lesson
