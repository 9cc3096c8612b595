#include "handlers/ledger/ledger_brief.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "handlers/common/wording.h"
#include "handlers/ledger/ledger_rules.h"

namespace banwei::ledger {

namespace text {
namespace {

using wording::hour_minute;

std::string heading(Day day, const Moment& taken, bool now) {
  return fmt::format("📊 {} 全院体温（{}{}）", wording::month_day(day),
                     now                  ? "现在 "
                     : taken.day() == day ? ""
                                          : wording::month_day(taken.day()) + " ",
                     hour_minute(taken.time_of_day()));
}
std::string reported(const LedgerClass& all) {
  return fmt::format("应报{} 已报{}（按时{}） 未报{} 免报{}", all.roster - all.exempt, all.reported,
                     all.reported - all.late, all.missing, all.exempt);
}
std::string unwell(const LedgerClass& all, std::size_t uncalled) {
  std::string line = fmt::format("发热{} 有症状{}", all.fever, all.symptoms);
  if (uncalled > 0) return line + fmt::format("（{}位还没联系）", uncalled);
  return all.fever > 0 ? line + "（发热的都已联系）" : line;
}
std::string places(const LedgerClass& all, const std::optional<double>& attendance) {
  const std::string line = fmt::format("留汉{} 在岗{} 观察{}", all.in_wuhan, all.on_post, all.isolated);
  return attendance ? line + fmt::format(" · 考勤：昨日到课{:.1f}%", *attendance) : line;
}
std::string urgent(const std::string& klass, std::size_t count) {
  return fmt::format("{} {}位病得急，还没联系", klass, count);
}
std::string left_alone(const std::string& klass, std::size_t count, Day since) {
  return fmt::format("{} {}位{}起不舒服，到现在没人联系", klass, count, wording::month_day(since));
}
std::string back_at_work(const std::string& klass, std::size_t count, bool settled) {
  return fmt::format("{} {}名在汉学生报在岗{}", klass, count, settled ? "，已核实" : "，还没核实");
}
std::string to_know(std::span<const std::string> items) {
  constexpr std::size_t shown = 2;
  std::string line = "需要您知道：";
  if (items.empty()) return line + "暂无";
  for (std::size_t i = 0; i < std::min(items.size(), shown); ++i) line += (i == 0 ? "" : "；") + items[i];
  return items.size() > shown ? line + fmt::format(" 等{}件", items.size()) : line;
}
std::string states(std::span<const LedgerClass> classes) {
  return fmt::format("零报告{}班 有异常{} 未全报{} 无人报{}", count_of(classes, State::all_well),
                     count_of(classes, State::unwell), count_of(classes, State::incomplete),
                     count_of(classes, State::nobody));
}
std::string state(State state) {
  switch (state) {
    case State::all_well:
      return "零报告";
    case State::unwell:
      return "有异常";
    case State::incomplete:
      return "未全报";
    case State::nobody:
      return "无人报";
    case State::excused:
      return "全员免报";
  }
  return {};
}
constexpr auto all_in = "✅ 各班都报齐了";
std::string lacking(const std::string& klass, const LedgerClass& counts) {
  return fmt::format("{} 差{}{}", klass, counts.missing, state_of(counts) == State::nobody ? "(无人报)" : "");
}
std::string other_classes(std::size_t classes, std::int64_t people) {
  return fmt::format(" 等{}个班差{}", classes, people);
}
constexpr auto not_all_in = "⚠ 未全：";
constexpr auto sums_hold = "核对：各班与全院一致";
std::string sums_fail(const std::vector<std::string>& classes, std::int64_t too_many) {
  std::string line = "⚠ 核对不上：";
  if (!classes.empty())
    line +=
        fmt::format("{} 已报+未报+免报不等于在册{}", wording::first_names(classes, "个班"), too_many != 0 ? "；" : "");
  if (too_many != 0)
    line += fmt::format("各班合计比名单{}{}人", too_many > 0 ? "多" : "少", too_many > 0 ? too_many : -too_many);
  return line;
}
std::string snapshot(const std::string& hash) { return "快照 " + hash; }
constexpr auto later = "，之后的变化记在补充表";
constexpr auto not_taken = "还没定稿，数字会变";

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t classes_named = 3;
constexpr std::string_view rule_back_at_work = "R12";

std::string name_of(std::int64_t id, std::span<const Class> classes) {
  const auto found = std::find_if(classes.begin(), classes.end(), [&](const Class& one) { return one.id == id; });
  return found == classes.end() ? "" : found->name;
}

/// Those first of which nobody has reported, then those that lack most.
std::string lacking(const storage::Ledger& ledger, std::span<const Class> classes) {
  std::vector<LedgerClass> some = ledger.classes;
  std::erase_if(some, [](const LedgerClass& one) { return one.missing == 0; });
  if (some.empty()) return text::all_in;
  const auto weight = [](const LedgerClass& one) { return std::pair(state_of(one) == State::nobody, one.missing); };
  std::stable_sort(some.begin(), some.end(),
                   [&](const LedgerClass& a, const LedgerClass& b) { return weight(a) > weight(b); });
  const std::size_t named = some.size() > classes_named ? classes_named - 1 : some.size();
  std::string line = text::not_all_in;
  std::int64_t others = 0;
  for (std::size_t i = 0; i < some.size(); ++i) {
    if (i < named) line += (i == 0 ? "" : "，") + text::lacking(name_of(some[i].class_id, classes), some[i]);
    if (i >= named) others += some[i].missing;
  }
  return named < some.size() ? line + text::other_classes(some.size() - named, others) : line;
}

}  // namespace

std::string checked(const storage::Ledger& ledger, std::span<const Class> classes) {
  const Faults faults = faults_of(ledger);
  if (faults.none()) return text::sums_hold;
  std::vector<std::string> names;
  for (const std::int64_t id : faults.classes) names.push_back(name_of(id, classes));
  return text::sums_fail(names, faults.too_many);
}

std::string snapshot(const storage::Ledger& ledger) {
  constexpr std::size_t shown = 8;
  return ledger.id == 0 ? text::not_taken : text::snapshot(ledger.hash.substr(0, shown));
}

std::string state_word(const storage::LedgerClass& counts) { return text::state(state_of(counts)); }

bool is_of_health(const storage::Alert& alert) { return alert.severity <= storage::Severity::high; }

std::size_t uncalled_of(const storage::Ledger& ledger, const storage::Alerts& alerts) {
  std::size_t strangers = 0;
  std::set<std::int64_t> people;
  for (const storage::Alert& one : alerts.unseen()) {
    if (one.day > ledger.day || one.class_id == 0 || !is_of_health(one)) continue;
    if (one.person == 0) ++strangers;
    if (one.person != 0) people.insert(one.person);
  }
  return people.size() + strangers;
}

std::vector<std::string> to_know(const storage::Ledger& ledger, std::span<const Class> classes,
                                 const storage::Alerts& alerts, const storage::Findings& findings) {
  std::map<std::int64_t, std::set<std::int64_t>> urgent;                      // persons by class
  std::map<std::int64_t, std::pair<std::set<std::int64_t>, Day>> left_alone;  // and the day of the oldest
  for (const storage::Alert& one : alerts.unseen()) {
    if (one.day > ledger.day || one.class_id == 0 || !is_of_health(one)) continue;
    if (one.severity == storage::Severity::high) {
      urgent[one.class_id].insert(one.person);
    } else if (one.day < ledger.day) {
      left_alone.try_emplace(one.class_id, std::set<std::int64_t>{}, one.day).first->second.first.insert(one.person);
    }
  }
  std::map<std::int64_t, std::pair<std::size_t, bool>> back;  // how many of a class, and whether all are settled
  for (const storage::Finding& one : findings.of_rule(rule_back_at_work, ledger.day)) {
    auto& [count, settled] = back.try_emplace(one.class_id, 0, true).first->second;
    ++count;
    settled = settled && one.settled.has_value();
  }
  std::vector<std::string> items;
  for (const auto& [id, people] : urgent) items.push_back(text::urgent(name_of(id, classes), people.size()));
  for (const auto& [id, found] : left_alone)
    items.push_back(text::left_alone(name_of(id, classes), found.first.size(), found.second));
  for (const auto& [id, found] : back)
    items.push_back(text::back_at_work(name_of(id, classes), found.first, found.second));
  return items;
}

std::string brief(const storage::Ledger& ledger, std::span<const Class> classes, const Moment& taken,
                  const Beside& beside) {
  const bool kept = ledger.id != 0;
  const LedgerClass all = sum_of(ledger.classes);
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{} · {}", text::heading(ledger.day, taken, !kept),
                     text::reported(all), text::unwell(all, beside.uncalled), text::places(all, beside.attendance),
                     text::states(ledger.classes), lacking(ledger, classes), text::to_know(beside.to_know),
                     checked(ledger, classes), snapshot(ledger) + (kept ? text::later : ""));
}

}  // namespace banwei::ledger
