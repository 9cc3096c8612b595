#include "handlers/ledger/ledger_sheets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "handlers/common/ailment.h"
#include "handlers/common/fever.h"
#include "handlers/common/own_teachers.h"
#include "handlers/common/wording.h"
#include "handlers/ledger/ledger_brief.h"

namespace banwei::ledger {

namespace text {
namespace {

constexpr auto college = "全院";
constexpr auto total = "合计";
constexpr auto ledger = "台账";
constexpr auto abnormal = "异常";
constexpr auto missing = "未报";
constexpr auto later = "补充表";
std::string supplements_title(const std::string& scope) { return scope + "台账补充表"; }
std::string title(const std::string& scope) { return scope + "体温台账"; }
std::string abnormal_title(const std::string& scope) { return scope + "异常与未报名单"; }
std::string taken(Day day, const std::string& at, const std::string& snapshot, const std::string& checked) {
  return fmt::format("{} · 截至{} · {} · {}", wording::month_day(day), at, snapshot, checked);
}
std::string of_class(Day day, const std::string& when, const LedgerClass& counts, const std::string& snapshot) {
  return fmt::format("{} · {} · 应报{} 已报{} 未报{} 迟报{} 免报{} · 发热{} 有症状{} · {}", wording::month_day(day),
                     when, counts.roster - counts.exempt, counts.reported, counts.missing, counts.late, counts.exempt,
                     counts.fever, counts.symptoms, snapshot);
}
std::string abnormal_about(Day day, const std::string& at, std::size_t unwell, std::size_t missing) {
  return fmt::format("{} · {} · 异常{}人 · 未报{}人 · 红：37.3℃以上 · 橙：未报", wording::month_day(day), at, unwell,
                     missing);
}
std::string until(const std::string& at) { return "截至" + at; }
std::string at_present(const std::string& at) { return "现在" + at; }
std::string percent(const LedgerClass& counts) {
  const std::int64_t expected = counts.roster - counts.exempt;
  return expected == 0
             ? ""
             : fmt::format("{:.1f}", 100.0 * static_cast<double>(counts.reported) / static_cast<double>(expected));
}
constexpr auto yes = "是";
constexpr auto no = "否";
constexpr auto exempt = "免报";
constexpr auto gone = "已删";
constexpr auto no_thermometer = "没体温计";
constexpr auto says_later = "说稍后报";
constexpr auto unreachable = "联系不上";
constexpr auto spoken_with = "已联系";
constexpr auto not_spoken_with = "还没联系";
constexpr auto to_verify = "需核实";
constexpr auto verified = "已核实";
std::string way(const storage::Reading& reading) {
  if (reading.by != reading.person) return reading.how == "solitaire" ? "接龙" : "代报";
  if (reading.how == "fix") return "更正";
  return reading.how == "backfill" ? "补录" : "本人";
}
std::string change(Standing was, Standing is) {
  switch (is) {
    case Standing::missing:
      return "撤回了";
    case Standing::exempt:
      return "改为免报";
    case Standing::gone:
      return "不在这个班了";
    case Standing::normal:
      return ledger::abnormal(was) ? "改为正常，需核实" : "补报";
    case Standing::symptoms:
      return reported(was) ? "改为有症状" : "补报，有症状";
    case Standing::fever:
      return reported(was) ? "改为发热" : "补报，发热";
  }
  return {};
}

}  // namespace
}  // namespace text

namespace {

using Fill = Cell::Fill;

Cell figure(std::int64_t count, Fill fill = Fill::none) {
  Cell cell = Cell::of(static_cast<std::size_t>(std::max<std::int64_t>(0, count)));
  if (count > 0) cell.fill = fill;
  return cell;
}

std::vector<Cell> counts_cells(const LedgerClass& counts) {
  const std::string percent = text::percent(counts);
  return {figure(counts.roster),
          figure(counts.roster - counts.exempt),
          figure(counts.reported),
          figure(counts.missing, Fill::orange),
          figure(counts.late),
          figure(counts.exempt),
          figure(counts.normal),
          figure(counts.fever, Fill::red),
          figure(counts.symptoms, Fill::orange),
          figure(counts.isolated),
          figure(counts.in_wuhan),
          figure(counts.on_post),
          percent.empty() ? Cell() : Cell::of(std::stod(percent), percent)};
}

const LedgerClass* counts_of(const storage::Ledger& ledger, const Class& klass) {
  const auto counts = std::find_if(ledger.classes.begin(), ledger.classes.end(),
                                   [&](const LedgerClass& one) { return one.class_id == klass.id; });
  return counts == ledger.classes.end() ? nullptr : &*counts;
}

void add_columns(Sheet& sheet, std::initializer_list<std::pair<const char*, int>> columns) {
  for (const auto& [heading, width] : columns) sheet.columns.push_back({heading, width});
}

/// The columns of a student's row.
std::vector<Sheet::Column> student_columns() {
  Sheet sheet{.columns = people_columns()};
  add_columns(sheet, {{"体温(早)", 9},
                      {"体温(中)", 9},
                      {"体温(晚)", 9},
                      {"测量日", 8},
                      {"症状", 16},
                      {"是否发热", 8},
                      {"隔离/观察", 9},
                      {"现居", 16},
                      {"是否在汉", 8},
                      {"是否在岗", 8},
                      {"单位", 12},
                      {"接触/同住异常", 16},
                      {"报送时间", 9},
                      {"方式", 7},
                      {"迟报", 6},
                      {"核实情况", 12},
                      {"辅导员", 10},
                      {"备注", 20}});
  return sheet.columns;
}

Cell tick(std::optional<bool> value) { return value ? Cell(*value ? text::yes : text::no) : Cell(); }

/// "36.5", without its unit.
std::string figure_of(int centi) {
  std::string words = wording::degrees(centi);
  return words.substr(0, words.find("℃"));
}

/// 家, 宿舍: the last that was said of it that day.
std::string last_place(const StudentDay& student) {
  const auto last = std::find_if(student.said.rbegin(), student.said.rend(),
                                 [](const storage::Reading& one) { return !one.place.empty(); });
  return last == student.said.rend() ? std::string() : last->place;
}

/// A part of the day that has a column of its own.
enum Part : std::size_t { morning, noon, evening };

}  // namespace

std::string change_word(const storage::Supplement& one) { return text::change(one.was, one.is); }

/// 早, 中, 晚: as it was said, else by when it came. Who said nothing at all stands in the first.
std::vector<Cell> Sheets::degrees(const StudentDay& student) const {
  std::vector<Cell> cells(3);
  if (student.standing == Standing::missing) cells[morning] = {text::missing, Fill::orange};
  if (student.standing == Standing::exempt) cells[morning] = Cell(text::exempt);
  if (!reported(student.standing)) return cells;
  struct Said {
    std::string values = {};
    int highest = 0;
    int count = 0;
  };
  std::array<Said, 3> parts;
  for (const storage::Reading& reading : student.said) {
    if (reading.centi <= 0) continue;
    const Moment sent = zone_.at(reading.sent);
    const auto time = sent.day() == reading.day ? sent.time_of_day() : std::chrono::minutes{};
    const bool slotless = reading.slot.empty();
    const Part part = reading.slot == "pm" || (slotless && time >= std::chrono::hours{17})     ? evening
                      : reading.slot == "noon" || (slotless && time >= std::chrono::hours{12}) ? noon
                                                                                               : morning;
    Said& said = parts[part];
    said.values += (said.count++ == 0 ? "" : "/") + figure_of(reading.centi);
    said.highest = std::max(said.highest, reading.centi);
  }
  bool any = false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Said& said = parts[i];
    const Fill fill = fever(said.highest) ? Fill::red : Fill::none;
    if (said.count == 1) cells[i] = Cell::of(said.highest / 100.0, said.values, fill);
    if (said.count > 1) cells[i] = Cell(said.values, fill);
    any = any || said.count > 0;
  }
  if (!any) cells[morning] = Cell(text::gone);
  return cells;
}

std::string Sheets::at(Utc when) const { return wording::hour_minute(zone_.at(when).time_of_day()); }

/// When it was taken, with the day unless that is the ledger's own.
std::string Sheets::time_of(const storage::Ledger& ledger) const {
  const Day day = zone_.at(ledger.taken).day();
  return (day == ledger.day ? "" : short_date(day) + " ") + at(ledger.taken);
}

std::string Sheets::counsellors_of(const Class& klass, Utc now) const {
  std::string names;
  for (const Person& one : book_.members().holders(Role::counsellor, klass.id, now))
    names += (names.empty() ? "" : "、") + one.name;
  return names;
}

std::map<std::int64_t, std::string> Sheets::remarks_of(const Class& klass, Day day) const {
  std::map<std::int64_t, std::string> remarks;
  for (const storage::Note& note : book_.readings().notes(klass.id, day))
    remarks[note.person] = note.why == "broken"        ? text::no_thermometer
                           : note.why == "unreachable" ? text::unreachable
                                                       : text::says_later;
  for (const storage::Exemption& one : exemptions_.of_class(klass.id, day)) remarks[one.person] = one.reason;
  return remarks;
}

Sheets::OfClass Sheets::known_of(const Class& klass, Day day, Utc now) const {
  OfClass known{.klass = klass, .counsellor = counsellors_of(klass, now), .remarks = remarks_of(klass, day)};
  for (const storage::Finding& one : findings_.of_day(klass.id, day)) {
    bool& settled = known.doubted.try_emplace(one.person, true).first->second;
    settled = settled && one.settled.has_value();
  }
  for (const Person& student : book_.members().students(klass.id)) {
    for (const storage::Alert& alert : alerts_.of_day(student.id, day))
      if (const std::string who = ill_around(alert); !who.empty()) remark(known.around[student.id], who);
  }
  return known;
}

Sheets::Doubts Sheets::doubts_of(const storage::Ledger& ledger, const Class& klass) const {
  Doubts doubts;
  for (const StudentDay& student : book_.students_in(ledger, klass).all) {
    const bool corrected = std::any_of(student.said.begin(), student.said.end(),
                                       [](const storage::Reading& one) { return one.how == "fix"; });
    doubts.corrected += corrected ? 1 : 0;
  }
  std::set<std::int64_t> people;
  for (const storage::Finding& one : findings_.of_day(klass.id, ledger.day))
    if (one.person != 0 && !one.settled) people.insert(one.person);
  doubts.doubted = people.size();
  return doubts;
}

/// Of an illness whether somebody has called; of what contradicts itself whether somebody has looked into it.
std::string Sheets::verified(const OfClass& known, const StudentDay& student, bool health) const {
  std::string words;
  if (!health) return words;
  const auto open = student.said.empty() ? std::vector<storage::Alert>{} : alerts_.unseen_of(student.person.id);
  const bool uncalled = std::any_of(open.begin(), open.end(), is_of_health);  // What else is told stands in no table.
  if (uncalled) {
    words = text::not_spoken_with;
  } else if (student.standing == Standing::fever) {
    words = text::spoken_with;
  }
  const auto doubted = known.doubted.find(student.person.id);
  if (doubted != known.doubted.end()) remark(words, doubted->second ? text::verified : text::to_verify);
  return words;
}

std::vector<Cell> Sheets::row(std::size_t place, const OfClass& known, const StudentDay& student, bool health) const {
  std::vector<Cell> cells = people_cells(place, known.klass, student.person);
  const bool said = !student.said.empty();
  const bool told = health && said;
  const bool shown = health || !reported(student.standing);
  for (Cell& cell : shown ? degrees(student) : std::vector<Cell>(3)) cells.push_back(std::move(cell));
  cells.emplace_back(said ? short_date(student.said.front().day) : "");
  std::string symptoms;
  if (told) {
    for (const storage::Reading& reading : student.said)
      for (const std::string& word : reading.symptoms) remark(symptoms, word);
  }
  cells.emplace_back(symptoms);
  cells.emplace_back(!told ? "" : student.standing == Standing::fever ? text::yes : text::no);
  const storage::Whereabouts where = health ? student.where.value_or(storage::Whereabouts{}) : storage::Whereabouts{};
  cells.push_back(tick(where.isolated));
  cells.emplace_back(where.area.empty() && told ? last_place(student) : where.area);
  cells.push_back(tick(where.in_wuhan));
  cells.push_back(tick(where.on_post));
  cells.emplace_back(where.employer);
  const auto around = known.around.find(student.person.id);
  cells.emplace_back(health && around != known.around.end() ? around->second : "");
  cells.emplace_back(said ? at(student.said.front().sent) : "");
  cells.emplace_back(said ? text::way(student.said.back()) : "");
  cells.emplace_back(student.late ? text::yes : "");
  cells.emplace_back(verified(known, student, health));
  cells.emplace_back(known.counsellor);
  const auto why = known.remarks.find(student.person.id);
  cells.emplace_back(why == known.remarks.end() || reported(student.standing) ? "" : why->second);
  return cells;
}

Sheet Sheets::college(const storage::Ledger& ledger, const Extract& asked) const {
  Sheet sheet{};
  add_columns(sheet, {{"序号", 5},   {"年级", 6},     {"专业", 16},   {"班级", 12}, {"在册", 6},    {"应报", 6},
                      {"已报", 6},   {"未报", 6},     {"迟报", 6},    {"免报", 6},  {"正常", 6},    {"发热", 6},
                      {"有症状", 7}, {"观察", 6},     {"留汉", 6},    {"在岗", 6},  {"报送率%", 8}, {"错报", 6},
                      {"需核实", 7}, {"最后报送", 9}, {"责任人", 12}, {"状态", 9}});
  Doubts all_doubts;
  std::vector<LedgerClass> counted;
  for (const Class& klass : asked.classes) {
    const LedgerClass* counts = counts_of(ledger, klass);
    if (counts == nullptr) continue;
    std::vector<Cell> cells{Cell::of(sheet.rows.size() + 1), klass.grade, klass.major, klass.name};
    for (Cell& cell : counts_cells(*counts)) cells.push_back(std::move(cell));
    const Doubts doubts = doubts_of(ledger, klass);
    all_doubts.corrected += doubts.corrected;
    all_doubts.doubted += doubts.doubted;
    cells.push_back(Cell::of(doubts.corrected));
    cells.push_back(Cell::of(doubts.doubted));
    cells.emplace_back(counts->last ? at(*counts->last) : "");
    cells.emplace_back(counsellors_of(klass, asked.now.utc));
    cells.emplace_back(state_word(*counts), state_of(*counts) == State::all_well ? Fill::none : Fill::orange);
    sheet.rows.push_back(std::move(cells));
    counted.push_back(*counts);
  }
  if (counted.size() > 1) {
    std::vector<Cell> cells{"", "", "", text::total};
    for (Cell& cell : counts_cells(sum_of(counted))) cells.push_back(std::move(cell));
    cells.push_back(Cell::of(all_doubts.corrected));
    cells.push_back(Cell::of(all_doubts.doubted));
    sheet.rows.push_back(std::move(cells));
  }
  const bool all = asked.classes.size() > 1 && asked.classes.size() >= ledger.classes.size();
  const std::string scope = all ? text::college : scope_of(asked.classes);
  sheet.title = text::title(scope);
  sheet.about = text::taken(ledger.day, time_of(ledger), snapshot(ledger), checked(ledger, asked.classes));
  sheet.name = fmt::format("{}_{}_{}", scope, text::ledger, wording::month_day(ledger.day));
  return sheet;
}

Drawn Sheets::supplements(const Extract& asked) const {
  const storage::Ledger ledger = book_.of_day(asked.days.to, asked.now.utc);
  Drawn drawn;
  Sheet& sheet = drawn.sheet;
  add_columns(sheet, {{"补充", 6}, {"时间", 12}, {"班级", 12}, {"姓名", 10}, {"变化", 24}});
  for (const storage::Supplement& one : book_.supplements(ledger)) {
    const auto klass = std::find_if(asked.classes.begin(), asked.classes.end(),
                                    [&](const Class& each) { return each.id == one.class_id; });
    const auto person = book_.members().by_id(one.person);
    if (klass == asked.classes.end() || !person) continue;
    sheet.rows.push_back({Cell::of(static_cast<std::size_t>(one.number)),
                          short_date(zone_.at(one.at).day()) + " " + at(one.at), klass->name, person->name,
                          change_word(one)});
    if (ledger::abnormal(one.was) || ledger::abnormal(one.is)) drawn.about.push_back(person->id);
  }
  const std::string scope = scope_of(asked.classes);
  sheet.title = text::supplements_title(scope);
  sheet.about = fmt::format("{} · {}", wording::month_day(ledger.day), snapshot(ledger));
  sheet.name = fmt::format("{}_{}_{}", scope, text::later, wording::month_day(ledger.day));
  return drawn;
}

Sheet Sheets::of_class(const storage::Ledger& ledger, const Class& klass, const Extract& asked,
                       std::vector<std::int64_t>& about) const {
  const bool health = asked.reader.holds(own_teachers, klass.id);
  const OfClass known = known_of(klass, ledger.day, asked.now.utc);
  const Book::Students students = book_.students_in(ledger, klass);
  const std::string when =
      students.as_taken || ledger.id == 0 ? text::until(time_of(ledger)) : text::at_present(at(asked.now.utc));
  const LedgerClass* counts = counts_of(ledger, klass);
  Sheet sheet{.name = fmt::format("{}_{}_{}", klass.name, text::ledger, wording::month_day(ledger.day)),
              .title = text::title(klass.name),
              .about = text::of_class(ledger.day, when, counts == nullptr ? LedgerClass{} : *counts, snapshot(ledger)),
              .columns = student_columns()};
  for (const StudentDay& student : students.all) {
    sheet.rows.push_back(row(sheet.rows.size() + 1, known, student, health));
    if (health) about.push_back(student.person.id);
  }
  return sheet;
}

/// A row a class, and behind it a page a class as long as there is room for them all and it is kept who reported what;
/// of one class alone its page.
Drawn Sheets::ledger(const Extract& asked) const {
  const storage::Ledger ledger = book_.of_day(asked.days.to, asked.now.utc);
  Drawn drawn;
  std::vector<Sheet> pages;
  std::size_t rows = asked.classes.size() + 1;
  for (const Class& klass : asked.classes) {
    const LedgerClass* counts = counts_of(ledger, klass);
    rows += counts == nullptr ? 0 : static_cast<std::size_t>(counts->roster);
  }
  if (rows > asked.most_rows && asked.classes.size() > 1) return {.sheet = college(ledger, asked)};
  for (const Class& klass : asked.classes) {
    if (book_.readings().counts(klass.id, ledger.day)) continue;
    pages.push_back(of_class(ledger, klass, asked, drawn.about));
  }
  if (asked.classes.size() == 1 && !pages.empty()) {
    drawn.sheet = std::move(pages.front());
  } else {
    drawn.sheet = college(ledger, asked);
    drawn.pages = std::move(pages);
  }
  return drawn;
}

Drawn Sheets::abnormal(const Extract& asked) const {
  Drawn drawn;
  Sheet& sheet = drawn.sheet;
  sheet.columns = student_columns();
  const Day day = asked.days.to;
  const storage::Ledger ledger = book_.taken(day).value_or(storage::Ledger{.day = day});
  bool as_taken = true;
  std::vector<std::vector<Cell>> missing;  // They stand behind the others.
  for (const Class& klass : asked.classes) {
    const OfClass known = known_of(klass, day, asked.now.utc);
    const Book::Students students = book_.students_in(ledger, klass);
    as_taken = as_taken && students.as_taken;
    for (const StudentDay& student : students.all) {
      const bool unwell = ledger::abnormal(student.standing);
      if (!unwell && student.standing != Standing::missing) continue;
      auto& rows = unwell ? sheet.rows : missing;
      rows.push_back(row(rows.size() + 1, known, student, true));
      if (unwell) drawn.about.push_back(student.person.id);
    }
  }
  const std::size_t unwell = sheet.rows.size();
  for (auto& cells : missing) {
    cells.front() = Cell::of(sheet.rows.size() + 1);
    sheet.rows.push_back(std::move(cells));
  }
  const std::string scope = scope_of(asked.classes);
  sheet.title = text::abnormal_title(scope);
  sheet.about = text::abnormal_about(day, as_taken ? text::until(time_of(ledger)) : text::at_present(at(asked.now.utc)),
                                     unwell, sheet.rows.size() - unwell);
  sheet.name = fmt::format("{}_{}_{}", scope, text::abnormal, wording::month_day(day));
  return drawn;
}

}  // namespace banwei::ledger
