#include "tests/cases/judge.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <tuple>

#include "handlers/common/fever.h"
#include "tests/cases/case_table.h"

namespace banwei::tests {

using nlohmann::json;

namespace {

bool feverish(const json& value) {
  return value.is_number() && fever(static_cast<int>(value.get<double>() * 100 + 0.5));
}

/// Whether a teacher hears of it: distress, what is urgent, a fever of anybody's.
bool alarms(const json& part) {
  if (part["kind"] == "distress" || part.value("urgent", false)) return true;
  if (feverish(part.value("t", json())) || !part.value("fever", json::array()).empty()) return true;
  for (const char* key : {"ts", "days", "by"}) {
    const json values = part.value(key, json::object());
    if (std::any_of(values.begin(), values.end(), feverish)) return true;
  }
  return false;
}

bool stores(const json& part) {
  static const std::set<std::string, std::less<>> kinds{"temp", "temps", "fix",     "revoke", "list", "follow", "sign",
                                                        "late", "leave", "receipt", "behalf", "loc",  "job"};
  return kinds.contains(part["kind"].get<std::string>());
}

bool same(const json& expected, const json& actual, const IsCommand& is_command) {
  if (!is_command(expected["kind"])) return expected == actual;
  return std::all_of(expected.items().begin(), expected.items().end(), [&](const auto& item) {
    return actual.contains(item.key()) && actual[item.key()] == item.value();
  });
}

bool same_all(const Parts& expected, const Parts& actual, const IsCommand& is_command) {
  return std::equal(expected.begin(), expected.end(), actual.begin(), actual.end(),
                    [&](const json& a, const json& b) { return same(a, b, is_command); });
}

}  // namespace

std::string_view to_string(Grade verdict) {
  switch (verdict) {
    case Grade::right:
      return "right";
    case Grade::wrong:
      return "wrong";
    case Grade::silent_store:
      return "silent store";
    case Grade::lost_need:
      return "lost need";
    case Grade::false_answer:
      return "false answer";
    case Grade::later:
      break;
  }
  return "later";
}

Parts expected_parts(std::string_view kind, const json& fields) {
  if (kind == "none") return Parts::array();
  if (kind == "several") return fields.at("all");
  json part = fields;
  part["kind"] = kind;
  return Parts::array({std::move(part)});
}

Later::Later(const std::filesystem::path& file) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with("#")) continue;
    const auto cells = cells_of(line);
    if (cells.size() < 2 || cells.size() > 3)
      throw std::runtime_error(file.string() + ": not a table, a kind and a key: " + line);
    add(cells[0], cells[1], cells.size() == 3 ? cells[2] : "");
  }
}

void Later::add(const std::string& table, const std::string& kind, const std::string& key) {
  lines_.emplace(table, kind, key);
}

bool Later::named(const std::string& table, const std::string& kind, const std::string& key) const {
  for (const Entry& line : {Entry{table, kind, key}, Entry{"*", kind, key}}) {
    if (!lines_.contains(line)) continue;
    asked_.insert(line);
    return true;
  }
  return false;
}

void Later::graded(Grade grade) {
  if (grade == Grade::later) needed_.merge(asked_);
  asked_.clear();
}

std::vector<std::string> Later::needless() const {
  std::vector<std::string> all;
  for (const Entry& line : lines_) {
    const auto& [table, kind, key] = line;
    if (!needed_.contains(line)) all.push_back(table + " " + kind + (key.empty() ? "" : " " + key));
  }
  return all;
}

bool Later::holds(const std::string& table, const json& part) const {
  const std::string kind = part.value("kind", "none");
  if (named(table, "*", "") || named(table, kind, "")) return true;
  return std::any_of(part.items().begin(), part.items().end(), [&](const auto& item) {
    return item.value().is_string() && named(table, kind, item.key() + "=" + item.value().template get<std::string>());
  });
}

Parts Later::without(const std::string& table, const Parts& parts) const {
  Parts left = Parts::array();
  for (const json& part : parts) {
    if (holds(table, part)) continue;
    json kept = json::object();
    for (const auto& [key, value] : part.items()) {
      if (!named(table, part["kind"], key)) kept[key] = value;
    }
    left.push_back(std::move(kept));
  }
  return left;
}

Grade judge(const std::string& table, const Parts& expected, const Parts& actual, const Later& later,
            const IsCommand& is_command) {
  if (same_all(expected, actual, is_command)) return Grade::right;
  const bool talk = expected.empty();
  const auto is_later = [&](const json& part) { return later.holds(table, part); };
  const json whole{{"kind", talk ? "none" : "several"}};
  const bool all_later =
      (expected.size() != 1 && is_later(whole)) || (!talk && std::all_of(expected.begin(), expected.end(), is_later));
  if (all_later || same_all(later.without(table, expected), later.without(table, actual), is_command))
    return Grade::later;
  if (std::any_of(expected.begin(), expected.end(), alarms) && std::none_of(actual.begin(), actual.end(), alarms))
    return Grade::lost_need;
  const bool stored = std::any_of(actual.begin(), actual.end(), [&](const json& part) {
    return stores(part) && std::none_of(expected.begin(), expected.end(),
                                        [&](const json& meant) { return same(meant, part, is_command); });
  });
  if (stored) return Grade::silent_store;
  return talk ? Grade::false_answer : Grade::wrong;
}

}  // namespace banwei::tests
