// What a message says of each lesson; its words are cut beside it.
#include "handlers/lesson/report_grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/lesson/report_cut.h"
#include "handlers/lesson/report_reading.h"

namespace banwei::lesson {

namespace text {
namespace {

std::string not_the_class(std::size_t size) { return fmt::format("应到与名单{}不符", size); }
std::string without_names(int count) { return fmt::format("缺{}人未写姓名", count); }

}  // namespace
}  // namespace text

namespace {

using Kind = Token::Kind;

constexpr std::size_t longest_report = 1200;  // characters
constexpr std::size_t most_reports = 12;

/// Where the part of each lesson begins: at its numbers, or at the course that stands before them.
std::vector<std::size_t> beginnings(const std::vector<Token>& tokens) {
  std::vector<std::size_t> all;
  const auto is_course = [](const Token& token) { return token.kind == Kind::course || token.kind == Kind::unknown; };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!starts_lesson(tokens[i])) continue;
    if (all.empty()) {
      all.push_back(0);
      continue;
    }
    std::size_t begin = i;
    while (begin > all.back() && !parts(tokens[begin - 1]) && !starts_lesson(tokens[begin - 1]) &&
           (is_course(tokens[begin - 1]) || tokens[begin - 1].kind == Kind::day ||
            is(tokens[begin - 1], Meaning::noise, Meaning::joint)))
      --begin;
    // 1-2节 高数 3-4节 制图: the course before the numbers may be that of the lesson before.
    const bool has_course = std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(all.back()),
                                        tokens.begin() + static_cast<std::ptrdiff_t>(begin), is_course);
    const bool starts_line = begin == 0 || tokens[begin - 1].kind == Kind::line;
    all.push_back(has_course || starts_line ? begin : i);
  }
  if (all.empty()) all.push_back(0);
  return all;
}

/// 1. and 2. in front of the lines of a list, which are no lessons.
std::string without_numbers(const std::string& text) {
  std::vector<std::string_view> lines;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::vector<std::pair<std::size_t, std::size_t>> numbered;  // Which line, and how long its number is.
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string number = std::to_string(numbered.size() + 1);
    for (const std::string_view mark : {".", "、", ")", ","}) {
      if (lines[i].starts_with(number + std::string(mark))) {
        numbered.emplace_back(i, number.size() + mark.size());
        break;
      }
    }
  }
  if (numbered.size() < 2) return text;
  for (const auto& [line, length] : numbered) lines[line].remove_prefix(length);
  return fmt::format("{}", fmt::join(lines, "\n"));
}

}  // namespace

std::size_t Statement::count(Status status) const {
  return static_cast<std::size_t>(
      std::count_if(absences.begin(), absences.end(), [&](const Absence& one) { return one.status == status; }));
}

bool Statement::only_late_or_early() const {
  return !counted && !absences.empty() && count(Status::late) + count(Status::early) == absences.size();
}

std::string Statement::period() const {
  if (first == 0) return "";
  return first == last ? std::to_string(first) : fmt::format("{}-{}", first, last);
}

bool may_be_report(std::string_view text) {
  constexpr std::string_view signs = "/ 节 到 勤 缺 旷 迟 退 假 齐 節 實 應 来 在 正常 遲 課 不少";
  return language::holds_one_of(text, signs);
}

std::vector<Statement> understand(std::string_view text, const Scene& scene) {
  if (scene.people.empty()) return {};
  const std::string folded = without_numbers(normalised(text, longest_report + 1));
  if (code_points(folded) > longest_report) return {};
  const std::vector<Token> tokens = cut(folded, scene);
  const auto begins = beginnings(tokens);
  if (begins.size() > most_reports) return {};
  std::vector<Reading> readings;
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : tokens.size();
    readings.emplace_back(folded, Tokens(tokens).subspan(begins[i], end - begins[i]), scene);
    readings.back().read();
  }
  // 1-2节高数、3-4节制图 全勤
  if (readings.back().full()) {
    for (Reading& one : readings) {
      if (!one.says()) one.take_full();
    }
  }
  std::vector<Statement> all;
  Day day = scene.day.value_or(scene.today);
  for (const Reading& one : readings) {
    day = one.day().value_or(day);
    auto said = one.said(day);
    if (!said) return {};
    all.push_back(*std::move(said));
  }
  return all;
}

std::string_view to_string(Statement::Open open) {
  constexpr std::array<std::string_view, 8> names{"", "period", "course", "who", "which", "due", "mismatch", "names"};
  return names.at(static_cast<std::size_t>(open));
}

nlohmann::ordered_json fields(const Statement& said, const Scene& scene) {
  auto out = nlohmann::ordered_json::object();
  if (said.open != Statement::Open::nothing) {
    out["ask"] = to_string(said.open);
    if (said.open == Statement::Open::due) out["detail"] = text::not_the_class(scene.people.size());
    if (said.open == Statement::Open::names) out["detail"] = text::without_names(said.unnamed);
    return out;
  }
  out["course"] = said.course;
  if (said.first != 0) out["period"] = said.period();
  if (said.amends) {
    out["amends"] = true;
  } else {
    out["due"] = said.due;
    out["present"] = said.present;
  }
  for (const auto& [key, status] : {std::pair("absent", Status::absent), std::pair("leave", Status::leave),
                                    std::pair("late", Status::late), std::pair("early", Status::early)}) {
    for (const Statement::Absence& one : said.absences) {
      if (one.status == status) out[key].push_back(scene.people[one.who].name);
    }
  }
  for (const std::size_t who : said.cleared) out["cleared"].push_back(scene.people[who].name);
  if (said.day != scene.today) out["day"] = (said.day - scene.today).count();
  if (!said.platform.empty()) out["platform"] = said.platform;
  if (!said.teaching.empty()) out["teaching"] = said.teaching;
  return out;
}

}  // namespace banwei::lesson
