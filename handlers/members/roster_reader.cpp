#include "handlers/members/roster_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>

#include "handlers/members/csv.h"
#include "handlers/members/decoding.h"
#include "handlers/members/roster_cells.h"
#include "handlers/members/roster_columns.h"

namespace banwei::members {

namespace text {

constexpr Sentence encoding{
    "从这一行起读不出文字（不是 UTF-8、UTF-16 或 GB18030），请在表格软件里选“另存为”，类型选“CSV UTF-8”",
    "from this row on it is not UTF-8, UTF-16 or GB18030: save it as \"CSV UTF-8\""};
constexpr Sentence empty{"文件里没有内容，请填好名单再导入", "the file is empty: fill in the roster"};
constexpr Sentence no_header{"没有找到表头，请在第一行写上：学号,姓名,班级,QQ",
                             "there is no header: let the first row be 学号,姓名,班级,QQ"};
constexpr Sentence no_column{"表头里缺少“{}”这一列，请补上这一列", "the header lacks the column {}: add it"};
constexpr Sentence no_number_column{"表头里缺少“学号”这一列（教职工用“工号”），请补上这一列",
                                    "the header lacks the column 学号 (工号 for staff): add it"};
constexpr Sentence twice_in_header{"表头里“{}”出现了两次，请只留一列", "the header has {} twice: keep one"};
constexpr Sentence no_rows{"表头下面没有名单，请填好再导入", "nobody stands below the header: fill in the roster"};
constexpr Sentence too_many{"名单超过{}行，请分成几个文件导入", "more than {} rows: import it in several files"};

constexpr Sentence separator{"这一行的格子是用“{}”隔开的，和别的行不一样，请改成“{}”",
                             "the cells of this row are parted by \"{}\", unlike the others: write \"{}\""};
constexpr Sentence quotes{"引号没有成对，请去掉这一行里多余的英文引号", "a quote has no partner: take it out"};
constexpr Sentence too_long{"“{}”超过{}个字，请改短", "{} is longer than {} characters: shorten it"};
constexpr Sentence excel_error{"“{}”里是表格的错误值“{}”，请在表格里改好这一格",
                               "{} holds the spreadsheet's error {}: mend the cell"};
constexpr Sentence empty_word{"“{}”写的是“{}”，等于没填，请补上", "{} says {}, which is nothing: fill it in"};
constexpr Sentence no_student_number{"没有学号，请补上（教职工填“工号”）", "no 学号: fill it in (工号 for staff)"};
constexpr Sentence no_staff_number{"教职工没有工号，请在“工号”一列补上", "no 工号: fill it in"};
constexpr Sentence both_numbers{"同时填了学号和工号，学生请只填学号，教职工请只填工号",
                                "both 学号 and 工号: students have the first, staff the second"};
constexpr Sentence no_name{"没有姓名，请补上", "no 姓名: fill it in"};
constexpr Sentence lost_characters{
    "姓名“{}”里有丢失的字，多半是存文件时坏了，请另存为“CSV UTF-8”或改正",
    "characters of the name {} were lost when the file was saved: save it as \"CSV UTF-8\""};
constexpr Sentence no_class{"没有班级，请补上", "no 班级: fill it in"};
constexpr Sentence several_classes{"学生只能在一个班，请在“班级”里只写一个",
                                   "a student is in one class: write one in 班级"};
constexpr Sentence rounded_number{"“{}”被表格改成了科学计数法，请把这一列设成“文本”格式后重新填写",
                                  "a spreadsheet has rounded {}: make the column text and fill it in again"};
constexpr Sentence odd_number{"{}“{}”里有数字和字母以外的字符，请改正",
                              "{} {} holds more than digits and letters: mend it"};
constexpr Sentence phone_number{"学号“{}”像是手机号，请填学号", "the 学号 {} looks like a telephone: write the 学号"};
constexpr Sentence number_twice{"{}“{}”和第{}行重复，请删掉一行或改正", "{} {} stands in row {} too: take one out"};
constexpr Sentence staff_twice{"工号“{}”和第{}行重复，同一位老师的几个班请写在一行，用“、”隔开",
                               "工号 {} stands in row {} too: write a teacher's classes in one row, parted by 、"};
constexpr Sentence zeros_twice{"学号“{}”和第{}行的“{}”只差开头的0，姓名、班级又一样，请只留对的那一行",
                               "学号 {} and that of row {}, {}, differ by zeros in front alone: keep the right one"};
constexpr Sentence odd_account{"QQ“{}”应是5到12位数字，请改正或先留空",
                               "QQ {} is not of 5 to 12 digits: mend it or leave it out"};
constexpr Sentence account_twice{"QQ“{}”和第{}行重复，请改正或先留空",
                                 "QQ {} stands in row {} too: mend it or leave it out"};
constexpr Sentence odd_group{"群号“{}”应是5到12位数字，请改正或先留空",
                             "群号 {} is not of 5 to 12 digits: mend it or leave it out"};
constexpr Sentence other_group{"{}在第{}行写的群号是“{}”，请把同一个班的群号写成一样",
                               "{} has in row {} the 群号 {}: write the same for the whole class"};
constexpr Sentence shared_group{"群号“{}”在第{}行已写给{}，请给每个班填自己的群号",
                                "群号 {} belongs in row {} to {}: each class has its own"};
constexpr Sentence odd_phone{"手机“{}”应是数字，请改正或先留空", "手机 {} is no number: mend it or leave it out"};
constexpr Sentence no_role{"没有角色，请填：辅导员、班主任、学工办、分管领导或管理员",
                           "no 角色: write 辅导员, 班主任, 学工办, 分管领导 or 管理员"};
constexpr Sentence odd_role{"不认识角色“{}”，请填：辅导员、班主任、学工办、分管领导或管理员",
                            "{} is no 角色: write 辅导员, 班主任, 学工办, 分管领导 or 管理员"};
constexpr Sentence student_role{"学生不能填角色“{}”，教职工请把编号填在“工号”一列",
                                "a student has no 角色 {}: the number of staff stands in 工号"};
constexpr Sentence odd_duty{"不认识职务“{}”，请填：班长、学习委员、团支书、生活委员、心理委员或寝室长，没有就留空",
                            "{} is no 职务: write 班长, 学习委员, 团支书, 生活委员, 心理委员, 寝室长 or nothing"};

constexpr Sentence row{"第{}行：{}", "row {}: {}"};

constexpr Sentence was_encoded{"按 {} 编码读的", "read as {}"};
constexpr Sentence was_separated{"按“{}”隔开读的", "read as parted by \"{}\""};
constexpr Sentence tab{"制表符", "tab"};
constexpr Sentence lines_skipped{"跳过不是人的行：第{}行", "skipped rows that are nobody: {}"};
constexpr Sentence class_spelling{"这些写法算同一个班：{} → {}", "spelt as one class: {} -> {}"};
constexpr Sentence left_out{"“{}”当作没填：第{}行", "{} taken as not given: rows {}"};
constexpr Sentence same_name{"{}有重名：{}，按学号分开", "{} has people of one name: {}, told apart by number"};

}  // namespace text

namespace {

constexpr std::size_t title_rows = header_depth - 2;  // how far down the header may stand
constexpr int longest_cell = 60;
constexpr std::size_t rows_named = 10;
constexpr std::string_view separators[] = {",", "\t", ";", "，", "；", "|"};

using Why = RosterProblem::Why;
using Kind = RosterNotice::Kind;

struct RoleWord {
  std::string_view word;
  Role role;
};

constexpr RoleWord duties[] = {
    {"班长", Role::monitor},
    {"学习委员", Role::study_rep},
    {"学委", Role::study_rep},
    {"团支书", Role::league_secretary},
    {"团支部书记", Role::league_secretary},
    {"生活委员", Role::life_rep},
    {"心理委员", Role::care_rep},
    {"心理健康委员", Role::care_rep},
    {"寝室长", Role::dorm_head},
    {"宿舍长", Role::dorm_head},
};

constexpr RoleWord staff_roles[] = {
    {"辅导员", Role::counsellor},
    {"班主任", Role::class_teacher},
    {"任课教师", Role::course_teacher},
    {"任课老师", Role::course_teacher},
    {"学工办", Role::office},
    {"分管领导", Role::leader},
    {"管理员", Role::admin},
};

std::optional<Role> role_of(std::span<const RoleWord> words, std::string_view word) {
  for (const RoleWord& known : words) {
    if (known.word == word) return known.role;
  }
  return std::nullopt;
}

/// Duties that exist in a class and mean nothing to the bot: 体育委员, 副班长, 组长, 课代表, 学生.
bool is_other_duty(std::string_view word) {
  if (word == "学生") return true;
  for (std::string_view end : {"委员", "长", "代表", "书记", "干事"}) {
    if (word.ends_with(end)) return true;
  }
  return false;
}

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
      if (const auto known = role_of(duties, word)) {
        entry.roles.push_back(*known);
      } else if (!is_other_duty(word)) {
        problem(Why::wrong, title_of(Column::duty), phrase(text::odd_duty, word));
      }
    }
    for (const std::string& word : split(raw(Column::role))) {
      if (word != "学生" && !is_empty_word(word))
        problem(Why::wrong, title_of(Column::role), phrase(text::student_role, word));
    }
  }

  void read_roles(RosterEntry& entry) {
    const auto words = split(cell(Column::role));
    if (raw(Column::role).empty()) problem(Why::wrong, title_of(Column::role), phrase(text::no_role));
    for (const std::string& word : words) {
      if (const auto known = role_of(staff_roles, word)) {
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
    entry.account = plain_number(cell(column));
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
  for (const Column column : {Column::classes, Column::account}) {
    if (!header.has(column)) problem(phrase(text::no_column, title_of(column)), title_of(column));
  }
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

Roster read_roster(const Table& table, int most) {
  const bool empty = std::all_of(table.rows.begin(), table.rows.end(), blank);
  if (empty) return refused(1, phrase(text::empty));
  const auto top = top_of(table.rows);
  if (!top) return refused(1, phrase(text::no_header));
  Roster roster;
  for (std::size_t i = 0; i < top->rows; ++i) roster.header.push_back(table.rows[top->first + i].number);
  check(top->header, roster.header.front(), roster);
  if (!roster.problems.empty()) return roster;
  roster.states_duties = top->header.has(Column::duty);
  if (table.encoding != "UTF-8")
    roster.notices.push_back({.kind = Kind::encoding, .what = phrase(text::was_encoded, table.encoding)});
  if (table.separator != separators[0])
    roster.notices.push_back({.kind = Kind::separator, .what = phrase(text::was_separated, shown(table.separator))});

  RosterNotice skipped{.kind = Kind::lines_skipped};
  for (std::size_t i = 0; i < top->first; ++i) {
    if (!blank(table.rows[i])) skipped.rows.push_back(table.rows[i].number);
  }
  RowReader reader(top->header, table.separator, roster);
  int filled = 0;
  for (std::size_t i = top->first + top->rows; i < table.rows.size(); ++i) {
    const TableRow& typed = table.rows[i];
    const TableRow row = tidied(typed);
    if (is_unused(top->header, row)) continue;
    if (is_remark(top->header, row, typed)) {
      skipped.rows.push_back(row.number);
    } else if (++filled > most) {
      roster.problems.push_back({.row = row.number, .what = phrase(text::too_many, most)});
      break;
    } else {
      reader.read(row, typed);
    }
  }
  if (filled == 0) roster.problems.push_back({.row = table.rows.back().number, .what = phrase(text::no_rows)});
  if (!skipped.rows.empty()) {
    skipped.what = phrase(text::lines_skipped, listed(skipped.rows));
    roster.notices.push_back(std::move(skipped));
  }
  reader.note();
  return roster;
}

Roster read_roster(std::string_view csv, int most) {
  const auto text = decoded(csv);
  const int broken = first_line_not_utf8(csv);
  if (!text) return refused(broken, phrase(text::encoding), Why::encoding);
  Table table = table_of(text->text, separator_of(text->text), std::string_view::npos);
  table.encoding = text->encoding;
  Roster roster = read_roster(table, most);
  // Bytes of almost any kind can be taken for GB18030: when there is no header in it, they were something else.
  if (roster.header.empty() && broken > 0 && text->encoding == "GB18030")
    return refused(broken, phrase(text::encoding), Why::encoding);
  return roster;
}

}  // namespace banwei::members
