#include "handlers/relay/relay_list.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/language/answers.h"
#include "handlers/language/strings.h"

namespace banwei::relay {

namespace {

constexpr std::size_t most_rows = 300;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string line = normalised(text.substr(0, end), 200);
    if (const auto first = line.find_first_not_of(' '); first != line.npos) lines.push_back(line.substr(first));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// What stands behind 1. 1、 (1) at the head of a row, or nothing.
std::optional<std::string_view> numbered(std::string_view line) {
  std::size_t at = line.starts_with("(") ? 1 : 0;
  const std::size_t digits = at;
  while (at < line.size() && is_digit(line[at])) ++at;
  if (at == digits || at - digits > 3) return std::nullopt;
  const std::size_t behind = at;
  if (line[std::min(at, line.size() - 1)] == '.' && at + 1 < line.size() && is_digit(line[at + 1]))
    return std::nullopt;  // 3.11体温
  while (at < line.size() && !is_han(code_point_at(line, at)) && is_mark(code_point_at(line, at)))
    at += code_point_size(line, at);
  return at == behind ? std::nullopt : std::optional(line.substr(at));
}

List::Row row_of(std::string_view text, const language::People& people) {
  const auto named = people.name_at(text, 0);
  const std::size_t length = named.length > 0 ? named.length : std::min(text.find(' '), text.size());
  List::Row row{.name = named.who.size() == 1 ? people[named.who.front()].name : std::string(text.substr(0, length))};
  row.word = trimmed(text.substr(length));
  return row;
}

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

List::Kind kind_of(const List& list) {
  constexpr std::string_view receipts = "收到 已转 已阅 已读 已看 回执 知悉";
  constexpr std::string_view signs = "签到 点名 到场 到会";
  constexpr std::string_view asks = "有无 有/无 有没有 是否";
  if (list.rows.empty()) return List::Kind::empty;
  if (language::holds_one_of(list.title, receipts)) return List::Kind::receipt;
  if (language::holds_one_of(list.title, signs)) return List::Kind::signin;
  const bool bare = std::all_of(list.rows.begin(), list.rows.end(), [](const auto& row) { return row.word.empty(); });
  if (bare) return List::Kind::signup;
  const bool figures =
      std::any_of(list.rows.begin(), list.rows.end(), [](const auto& row) { return has_digit(row.word); });
  return !figures && language::holds_one_of(list.title, asks) ? List::Kind::survey : List::Kind::other;
}

/// 鞋码统计, 教材费: no figure of it is a temperature.
bool measures(const List& list) {
  constexpr std::string_view things = "鞋 码 费 价 元 身高 体重 成绩 分数 电 水 车次 尺 学分";
  constexpr std::size_t longest_unit = 2;  // In Chinese characters: 公斤
  return language::holds_one_of(list.title, things) &&
         std::all_of(list.rows.begin(), list.rows.end(), [](const List::Row& row) {
           std::size_t signs = 0;
           for (std::size_t at = 0; at < row.word.size(); at += code_point_size(row.word, at))
             signs += is_han(code_point_at(row.word, at)) ? 1 : 0;
           return signs <= longest_unit;
         });
}

}  // namespace

std::optional<List> read_list(std::string_view text, const language::People& people) {
  const auto lines = lines_of(text);
  if (lines.size() < 2) return std::nullopt;
  constexpr std::array<std::string_view, 4> heads{"#接龙", "接龙", "# 接龙", "#group note"};
  if (std::find(heads.begin(), heads.end(), lines.front()) == heads.end()) return std::nullopt;
  List list;
  for (std::size_t i = 1; i < lines.size() && list.rows.size() < most_rows; ++i) {
    const auto row = numbered(lines[i]);
    if (row && !row->empty()) {
      list.rows.push_back(row_of(*row, people));
    } else if (!row && list.title.empty() && list.rows.empty()) {
      list.title = lines[i];
    }
  }
  const bool measured = list.title.find("体温") != list.title.npos || list.title.find("测温") != list.title.npos;
  if (measured && !list.rows.empty()) return std::nullopt;
  list.kind = kind_of(list);
  list.measured = list.kind == List::Kind::other && measures(list);
  return list;
}

nlohmann::ordered_json fields(const List& list) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  const bool titled = list.kind == List::Kind::signup || list.kind == List::Kind::other;
  if (titled) json["title"] = list.title;
  if (list.kind == List::Kind::survey) {
    for (const List::Row& row : list.rows) json["answers"][row.name] = row.word;
  } else if (list.kind != List::Kind::other && list.kind != List::Kind::empty) {
    for (const List::Row& row : list.rows) json["names"].push_back(row.name);
  }
  return json;
}

}  // namespace banwei::relay
