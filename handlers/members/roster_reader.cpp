#include "handlers/members/roster_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "handlers/common/csv.h"
#include "handlers/common/decoding.h"
#include "handlers/members/roster_cells.h"
#include "handlers/members/roster_columns.h"
#include "handlers/members/roster_roles.h"
#include "handlers/members/roster_texts.h"

namespace banwei::members {

namespace {

constexpr std::size_t title_rows = header_depth - 2;  // how far down the header may stand
constexpr int longest_cell = 60;
constexpr std::size_t rows_named = 10;
constexpr std::string_view separators[] = {",", "\t", ";", "，", "；", "|"};

using Why = RosterProblem::Why;
using Kind = RosterNotice::Kind;

/// "3、4、7", and … when there are more.
std::string listed(const std::vector<int>& rows) {
  std::string all;
  for (std::size_t i = 0; i < std::min(rows.size(), rows_named); ++i)
    all += (i == 0 ? "" : "、") + std::to_string(rows[i]);
  return rows.size() > rows_named ? all + "…" : all;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : "、") + word;
  return all;
}

std::size_t count(std::string_view text, std::string_view sign) {
  std::size_t times = 0;
  for (std::size_t at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + sign.size())) ++times;
  return times;
}

Phrase shown(std::string_view separator) {
  return separator == "\t" ? phrase(text::tab) : Phrase{std::string(separator), std::string(separator)};
}

/// Where a value stood first.
using FirstRow = std::map<std::string, int, std::less<>>;

class RowReader {
 public:
  RowReader(const Header& header, std::string_view separator, Roster& roster)
      : header_(header), separator_(separator), roster_(roster) {}

  /// `row` is what was `typed`, with every cell cleaned.
  void read(const TableRow& row, const TableRow& typed) {
    row_ = &row;
    fine_ = true;
    RosterEntry entry;
    entry.row = row.number;
    if (!row.well_quoted) return problem(Why::wrong, "", phrase(text::quotes));
    if (!check_separator(typed) || !check_lengths()) return;
    read_number(entry);
    entry.name = read_name();
    entry.classes = read_classes();
    entry.major = cell(Column::major);
    entry.grade = cell(Column::grade);
    if (entry.staff) {
      read_roles(entry);
    } else {
      read_duties(entry);
      read_group(entry);
    }
    read_account(entry);
    read_phone(entry);
    if (fine_) check_zeros(entry);
    if (fine_) roster_.entries.push_back(std::move(entry));
  }

  /// What was left out and put together, once all rows are read.
  void note() {
    for (const auto& [column, rows] : left_out_) {
      roster_.notices.push_back({.kind = column == Column::account ? Kind::account_left_out : Kind::left_out,
                                 .what = phrase(text::left_out, title_of(column), listed(rows)),
                                 .rows = rows});
    }
    for (const auto& [name, spellings] : spellings_)
      roster_.notices.push_back({.kind = Kind::class_spelling,
                                 .what = phrase(text::class_spelling, joined(spellings), name),
                                 .names = spellings});
    std::map<std::string, std::map<std::string, int>> count;
    std::map<std::string, std::vector<std::string>> same;  // by class, as they come
    for (const RosterEntry& entry : roster_.entries) {
      if (!entry.staff && ++count[entry.classes.front()][entry.name] == 2)
        same[entry.classes.front()].push_back(entry.name);
    }
    for (const auto& [klass, names] : same)
      roster_.notices.push_back(
          {.kind = Kind::same_name, .what = phrase(text::same_name, klass, joined(names)), .names = names});
  }

 private:
  std::string raw(Column column) const { return std::string(header_.of(*row_, column)); }

  /// What stands in it and means something; what must stand and does not is a problem.
  std::string cell(Column column) {
    std::string value = raw(column);
    const bool error = is_excel_error(value);
    if (!error && !is_empty_word(value)) return value;
    if (!required(column)) {
      if (column != Column::duty) left_out_[column].push_back(row_->number);
      return {};
    }
    problem(error ? Why::excel_error : Why::empty_word, title_of(column),
            phrase(error ? text::excel_error : text::empty_word, title_of(column), value));
    return {};
  }

  /// Whether a cell of which nothing is left, such as a lone ', must still be complained of: `cell` did it for some.
  bool lacks(Column column, bool nothing) const {
    const std::string value = raw(column);
    return nothing && !is_excel_error(value) && !is_empty_word(value);
  }

  void problem(Why why, std::string_view column, Phrase what, int other = 0) {
    fine_ = false;
    roster_.problems.push_back({row_->number, std::move(what), why, std::string(column), other});
  }

  /// A row typed with another sign comes as one cell that holds them all.
  bool check_separator(const TableRow& typed) {
    std::string_view only;
    for (std::size_t i = 0; i < typed.cells.size(); ++i) {
      if (row_->cells[i].empty()) continue;
      if (!only.empty()) return true;
      only = typed.cells[i];
    }
    for (const std::string_view other : separators) {
      if (count(only, other) < 2) continue;
      problem(Why::separator, "", phrase(text::separator, shown(other), shown(separator_)));
      return false;
    }
    return true;
  }

  bool check_lengths() {
    for (std::size_t i = 0; i < column_count; ++i) {
      const auto column = static_cast<Column>(i);
      // A teacher may have many classes; each of them is checked apart.
      const std::string whole = raw(column);
      const auto parts = column == Column::classes ? split(whole) : std::vector<std::string>{whole};
      const bool fits =
          std::all_of(parts.begin(), parts.end(), [](const auto& part) { return length_of(part) <= longest_cell; });
      if (!fits) problem(Why::wrong, title_of(column), phrase(text::too_long, title_of(column), longest_cell));
    }
    return fine_;
  }

  void read_number(RosterEntry& entry) {
    entry.staff = !raw(Column::staff_number).empty() || (raw(Column::number).empty() && !raw(Column::role).empty());
    const Column column = entry.staff ? Column::staff_number : Column::number;
    const std::string_view title = title_of(column);
    if (entry.staff && !raw(Column::number).empty()) return problem(Why::wrong, title, phrase(text::both_numbers));
    entry.number = plain_number(cell(column));
    if (lacks(column, entry.number.empty()))
      problem(Why::wrong, title, phrase(entry.staff ? text::no_staff_number : text::no_student_number));
    if (entry.number.empty()) return;
    if (is_rounded(entry.number)) {
      problem(Why::rounded, title, phrase(text::rounded_number, entry.number));
    } else if (!is_number(entry.number)) {
      problem(Why::wrong, title, phrase(text::odd_number, title, entry.number));
    } else if (!entry.staff && is_mobile(entry.number)) {
      problem(Why::wrong, title, phrase(text::phone_number, entry.number));
    } else if (const auto [first, fresh] = numbers_.emplace(entry.number, row_->number); !fresh) {
      problem(Why::same_number, title,
              entry.staff ? phrase(text::staff_twice, entry.number, first->second)
                          : phrase(text::number_twice, title, entry.number, first->second),
              first->second);
    }
  }

  static bool is_number(std::string_view text) {
    const auto fits = [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    };
    return std::all_of(text.begin(), text.end(), fits) && text.find_first_of("0123456789") != std::string_view::npos;
  }

  std::string read_name() {
    std::string name = plain_name(cell(Column::name));
    if (lacks(Column::name, name.empty())) problem(Why::wrong, title_of(Column::name), phrase(text::no_name));
    if (lost_characters(name)) problem(Why::encoding, title_of(Column::name), phrase(text::lost_characters, name));
    return name;
  }

  std::vector<std::string> read_classes() {
    const std::string value = cell(Column::classes);
    for (const std::string& word : split(value)) {
      const std::string name = class_name(word);
      if (name == word) continue;
      auto& known = spellings_[name];
      if (std::find(known.begin(), known.end(), word) == known.end()) known.push_back(word);
    }
    return split_classes(value);
  }

  void check_class(const RosterEntry& entry) {
    if (lacks(Column::classes, entry.classes.empty()))
      problem(Why::wrong, title_of(Column::classes), phrase(text::no_class));
    if (!entry.staff && entry.classes.size() > 1)
      problem(Why::wrong, title_of(Column::classes), phrase(text::several_classes));
  }

  void read_duties(RosterEntry& entry) {
    check_class(entry);
    for (const std::string& word : split(cell(Column::duty))) {
      if (const auto known = duty_of(word)) {
        entry.roles.push_back(*known);
      } else if (!is_other_duty(word)) {
        problem(Why::wrong, title_of(Column::duty),
                phrase(staff_role_of(word) ? text::staff_duty : text::odd_duty, word));
      }
    }
    for (const std::string& word : split(raw(Column::role))) {
      if (word != "学生" && !is_empty_word(word))
        problem(Why::wrong, title_of(Column::role), phrase(text::student_role, word));
    }
  }

  void read_roles(RosterEntry& entry) {
    // A list of teachers may have what they are under 职务.
    const bool by_duty = raw(Column::role).empty() && staff_role_of(cell(Column::duty));
    const auto words = split_roles(cell(by_duty ? Column::duty : Column::role));
    if (words.empty()) problem(Why::wrong, title_of(Column::role), phrase(text::no_role));
    for (const std::string& word : words) {
      if (const auto known = staff_role_of(word)) {
        if (std::find(entry.roles.begin(), entry.roles.end(), *known) == entry.roles.end())
          entry.roles.push_back(*known);
      } else {
        problem(Why::wrong, title_of(Column::role), phrase(text::odd_role, word));
      }
    }
    const bool for_classes =
        std::any_of(entry.roles.begin(), entry.roles.end(), [](Role held) { return !college_wide(held); });
    if (for_classes) check_class(entry);
  }

  void read_account(RosterEntry& entry) {
    constexpr Column column = Column::account;
    entry.account = plain_account(cell(column));
    if (entry.account.empty()) return;
    if (is_rounded(entry.account)) {
      problem(Why::rounded, title_of(column), phrase(text::rounded_number, entry.account));
    } else if (!is_account(entry.account)) {
      problem(Why::wrong, title_of(column), phrase(text::odd_account, entry.account));
    } else if (const auto [first, fresh] = accounts_.emplace(entry.account, row_->number); !fresh && fine_) {
      problem(Why::same_account, title_of(column), phrase(text::account_twice, entry.account, first->second),
              first->second);
    }
  }

  void read_phone(RosterEntry& entry) {
    constexpr Column column = Column::phone;
    const std::string typed = plain_number(cell(column));
    entry.phone = typed;
    std::erase(entry.phone, '-');
    if (is_rounded(typed)) {
      problem(Why::rounded, title_of(column), phrase(text::rounded_number, typed));
    } else if (!all_digits(std::string_view(entry.phone).substr(entry.phone.starts_with('+') ? 1 : 0))) {
      problem(Why::wrong, title_of(column), phrase(text::odd_phone, typed));
    }
  }

  void read_group(RosterEntry& entry) {
    constexpr Column column = Column::group;
    entry.group = plain_number(cell(column));
    if (entry.group.empty() || entry.classes.size() != 1) return;
    const std::string& klass = entry.classes.front();
    if (is_rounded(entry.group))
      return problem(Why::rounded, title_of(column), phrase(text::rounded_number, entry.group));
    if (!is_account(entry.group)) return problem(Why::wrong, title_of(column), phrase(text::odd_group, entry.group));
    const auto [of_class, new_class] = groups_.emplace(klass, Claim{entry.group, row_->number});
    if (!new_class && of_class->second.value != entry.group) {
      return problem(Why::wrong, title_of(column),
                     phrase(text::other_group, klass, of_class->second.row, of_class->second.value),
                     of_class->second.row);
    }
    const auto [of_group, new_group] = classes_.emplace(entry.group, Claim{klass, row_->number});
    if (!new_group && of_group->second.value != klass) {
      problem(Why::wrong, title_of(column),
              phrase(text::shared_group, entry.group, of_group->second.row, of_group->second.value),
              of_group->second.row);
    }
  }

  /// Two rows for one person, of whose number one has lost the zeros in front.
  void check_zeros(const RosterEntry& entry) {
    if (entry.staff || !all_digits(entry.number)) return;
    std::string key = fmt::format("{}\n{}\n{}", entry.classes.front(), entry.name, without_zeros(entry.number));
    const auto [first, fresh] = bare_.emplace(std::move(key), Claim{entry.number, row_->number});
    if (!fresh)
      problem(Why::same_number, title_of(Column::number),
              phrase(text::zeros_twice, entry.number, first->second.row, first->second.value), first->second.row);
  }

  struct Claim {
    std::string value;
    int row;
  };

  const Header& header_;
  const std::string_view separator_;
  Roster& roster_;
  const TableRow* row_ = nullptr;
  bool fine_ = true;
  FirstRow numbers_;
  FirstRow accounts_;
  std::map<std::string, Claim, std::less<>> groups_;   // of each class
  std::map<std::string, Claim, std::less<>> classes_;  // of each group
  std::map<std::string, Claim, std::less<>> bare_;
  std::map<Column, std::vector<int>> left_out_;
  std::map<std::string, std::vector<std::string>> spellings_;
};

/// Every cell as it is read.
TableRow tidied(TableRow row) {
  for (std::string& cell : row.cells) cell = cleaned(cell);
  return row;
}

bool blank(const TableRow& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cleaned(cell).empty(); });
}

/// Whether a row is the header of a timetable, sent in a file that is not called so.
bool of_timetable(const TableRow& row) {
  const auto has = [&](std::string_view word) {
    return std::any_of(row.cells.begin(), row.cells.end(),
                       [&](const auto& cell) { return cleaned(cell).find(word) != std::string::npos; });
  };
  return has("节次") && (has("星期") || has("周几") || has("课程"));
}

/// Whether a row below the header is about nobody: a total, a signature, the header again.
bool is_remark(const Header& header, const TableRow& row, const TableRow& typed) {
  const std::string_view name = header.of(row, Column::name);
  const std::string number = plain_number(header.of(row, Column::number));
  const bool numbered = !number.empty() && all_digits(number);
  if (!name.empty() && numbered) return false;
  if (column_of(name) == Column::name) return true;  // sheets pasted together
  std::size_t filled = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (!row.cells[i].empty() && filled++ == 0) first = i;
  }
  if (begins_a_remark(row.cells[first])) return true;
  if (filled > 1 || !name.empty() || numbered) return false;
  return std::all_of(std::begin(separators), std::end(separators),
                     [&](std::string_view sign) { return count(typed.cells[first], sign) < 2; });
}

/// A blank line, or a prepared one that nobody stands in, but for its own 序号.
bool is_unused(const Header& header, const TableRow& row) {
  for (std::size_t i = 0; i < column_count; ++i) {
    if (!header.of(row, static_cast<Column>(i)).empty()) return false;
  }
  return std::all_of(row.cells.begin(), row.cells.end(), all_digits);
}

/// What is missing of the header, told at its row.
void check(const Header& header, int row, Roster& roster) {
  const auto problem = [&](Phrase what, std::string_view column) {
    roster.problems.push_back({.row = row, .what = std::move(what), .column = std::string(column)});
  };
  for (const Column column : header.twice()) problem(phrase(text::twice_in_header, title_of(column)), title_of(column));
  if (!header.has(Column::number) && !header.has(Column::staff_number))
    problem(phrase(text::no_number_column), title_of(Column::number));
  if (!header.has(Column::classes))
    problem(phrase(text::no_column, title_of(Column::classes)), title_of(Column::classes));
}

/// The header and how many rows it takes, with the rows before it: at most two and 10.
struct Top {
  Header header;
  std::size_t first;
  std::size_t rows;
};

std::optional<Top> top_of(const std::vector<TableRow>& rows) {
  for (std::size_t i = 0; i < rows.size() && i < title_rows; ++i) {
    Header header(rows[i]);
    const bool alone = header.plausible();
    const bool two = header.known() > 0 && i + 1 < rows.size() && header.extend(rows[i + 1]);
    if (alone || header.plausible()) return Top{std::move(header), i, two ? 2U : 1U};
  }
  return std::nullopt;
}

Roster refused(int row, Phrase what, Why why = Why::wrong) {
  return {.problems = {{.row = row, .what = std::move(what), .why = why}}};
}

Table table_of(std::string_view text, std::string_view separator, std::size_t most) {
  Table table{.separator = separator};
  CsvReader records(text, separator);
  while (table.rows.size() < most) {
    auto record = records.next();
    if (!record) break;
    table.rows.push_back(std::move(*record));
  }
  return table;
}

/// The separator under which the header names the most columns.
std::string_view separator_of(std::string_view text) {
  std::string_view best = separators[0];
  int most = 0;
  for (const std::string_view separator : separators) {
    const auto top = top_of(table_of(text, separator, header_depth).rows);
    if (!top || top->header.known() <= most) continue;
    most = top->header.known();
    best = separator;
  }
  return best;
}

}  // namespace

bool college_wide(Role role) { return role == Role::office || role == Role::leader || role == Role::admin; }

Phrase to_phrase(const RosterProblem& problem) { return phrase(text::row, problem.row, problem.what); }

bool has_header(const Table& table) { return top_of(table.rows).has_value(); }

/// It stays where it is: the reader of rows keeps its header and its roster.
struct RosterReading::Reading {
  Table table;
  int most;
  Roster roster = {};
  std::optional<Top> top = {};
  std::optional<RowReader> rows = {};
  RosterNotice skipped = {.kind = Kind::lines_skipped};
  std::size_t at = 0;
  int filled = 0;
  int not_utf8 = 0;  // The first such row; 0 when there is none.

  /// What stands above the people; false when nothing more is to be read.
  bool begin() {
    const bool empty = std::all_of(table.rows.begin(), table.rows.end(), blank);
    if (!empty) top = top_of(table.rows);
    if (!top && std::any_of(table.rows.begin(), table.rows.end(), of_timetable)) return refuse(phrase(text::timetable));
    if (!top) return refuse(empty ? phrase(text::empty) : phrase(text::no_header));
    for (std::size_t i = 0; i < top->rows; ++i) roster.header.push_back(table.rows[top->first + i].number);
    check(top->header, roster.header.front(), roster);
    if (!roster.problems.empty()) return false;
    roster.states_duties = top->header.has(Column::duty);
    if (table.encoding != "UTF-8")
      roster.notices.push_back({.kind = Kind::encoding, .what = phrase(text::was_encoded, table.encoding)});
    if (table.separator != separators[0])
      roster.notices.push_back({.kind = Kind::separator, .what = phrase(text::was_separated, shown(table.separator))});
    if (!top->header.has(Column::account))
      roster.notices.push_back({.kind = Kind::no_accounts, .what = phrase(text::no_accounts)});
    for (std::size_t i = 0; i < top->first; ++i) {
      if (!blank(table.rows[i])) skipped.rows.push_back(table.rows[i].number);
    }
    rows.emplace(top->header, table.separator, roster);
    at = top->first + top->rows;
    return true;
  }

  /// Bytes of almost any kind can be taken for GB18030: when there is no header in it, they were something else.
  bool refuse(Phrase what) {
    const bool lost = not_utf8 > 0 && table.encoding == "GB18030";
    roster = lost ? refused(not_utf8, phrase(text::encoding), Why::encoding) : refused(1, std::move(what));
    return false;
  }

  void read(const TableRow& typed) {
    const TableRow row = tidied(typed);
    if (is_unused(top->header, row)) return;
    if (is_remark(top->header, row, typed)) return skipped.rows.push_back(row.number);
    if (++filled <= most) return rows->read(row, typed);
    roster.problems.push_back({.row = row.number, .what = phrase(text::too_many, most)});
    at = table.rows.size();
  }

  void end() {
    if (filled == 0) roster.problems.push_back({.row = table.rows.back().number, .what = phrase(text::no_rows)});
    if (!skipped.rows.empty()) {
      skipped.what = phrase(text::lines_skipped, listed(skipped.rows));
      roster.notices.push_back(std::move(skipped));
    }
    rows->note();
    rows.reset();
  }
};

RosterReading::RosterReading(Table table, int most) : reading_(new Reading{.table = std::move(table), .most = most}) {
  (void)reading_->begin();
}

RosterReading::RosterReading(std::string_view csv, int most) : reading_(new Reading{.table = {}, .most = most}) {
  const auto text = decoded(csv);
  reading_->not_utf8 = first_line_not_utf8(csv);
  if (!text) {
    reading_->roster = refused(reading_->not_utf8, phrase(text::encoding), Why::encoding);
    return;
  }
  reading_->table = table_of(text->text, separator_of(text->text), std::string_view::npos);
  reading_->table.encoding = text->encoding;
  (void)reading_->begin();
}

RosterReading::RosterReading(RosterReading&&) noexcept = default;
RosterReading::~RosterReading() = default;

bool RosterReading::next(int& rows) {
  Reading& reading = *reading_;
  if (!reading.rows) return true;
  for (; reading.at < reading.table.rows.size() && rows > 0; --rows) reading.read(reading.table.rows[reading.at++]);
  if (reading.at < reading.table.rows.size()) return false;
  reading.end();
  return true;
}

Roster RosterReading::take() { return std::move(reading_->roster); }

namespace {

Roster whole(RosterReading reading) {
  int all = std::numeric_limits<int>::max();
  while (!reading.next(all)) {
  }
  return reading.take();
}

}  // namespace

Roster read_roster(Table table, int most) { return whole(RosterReading(std::move(table), most)); }

Roster read_roster(std::string_view csv, int most) { return whole(RosterReading(csv, most)); }

}  // namespace banwei::members
