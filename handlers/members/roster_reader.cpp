#include "handlers/members/roster_csv.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>

#include "handlers/members/csv.h"

namespace banwei::members {

namespace text {

constexpr std::string_view not_utf8 =
    "文件不是UTF-8编码，请在表格软件里选“另存为”，类型选“CSV UTF-8（逗号分隔）”，再发一次";
constexpr std::string_view empty = "文件里没有内容，请填好名单再发";
constexpr std::string_view no_header = "没有找到表头，请在第一行写上：学号,姓名,班级,QQ";
constexpr std::string_view no_column = "表头里缺少“{}”这一列，请补上这一列";
constexpr std::string_view no_number_column = "表头里缺少“学号”这一列（教职工用“工号”），请补上这一列";
constexpr std::string_view twice_in_header = "表头里“{}”出现了两次，请只留一列";
constexpr std::string_view no_rows = "表头下面没有名单，请填好再发";
constexpr std::string_view too_many = "名单超过{}行，请分成几个文件导入";

constexpr std::string_view quotes = "引号没有成对，请去掉这一行里多余的英文引号";
constexpr std::string_view too_long = "“{}”超过{}个字，请改短";
constexpr std::string_view no_student_number = "没有学号，请补上（教职工填“工号”）";
constexpr std::string_view no_staff_number = "教职工没有工号，请在“工号”一列补上";
constexpr std::string_view both_numbers = "同时填了学号和工号，学生请只填学号，教职工请只填工号";
constexpr std::string_view no_name = "没有姓名，请补上";
constexpr std::string_view no_class = "没有班级，请补上";
constexpr std::string_view several_classes = "学生只能在一个班，请在“班级”里只写一个";
constexpr std::string_view rounded_number = "“{}”被表格改成了科学计数法，请把这一列设成“文本”格式后重新填写";
constexpr std::string_view odd_number = "{}“{}”里有数字和字母以外的字符，请改正";
constexpr std::string_view phone_number = "学号“{}”像是手机号，请填学号";
constexpr std::string_view number_twice = "{}“{}”和第{}行重复，请删掉一行或改正";
constexpr std::string_view staff_twice = "工号“{}”和第{}行重复，同一位老师的几个班请写在一行，用“、”隔开";
constexpr std::string_view odd_account = "QQ“{}”应是5到12位数字，请改正或先留空";
constexpr std::string_view account_twice = "QQ“{}”和第{}行重复，请改正或先留空";
constexpr std::string_view odd_group = "群号“{}”应是5到12位数字，请改正或先留空";
constexpr std::string_view other_group = "{}在第{}行写的群号是“{}”，请把同一个班的群号写成一样";
constexpr std::string_view shared_group = "群号“{}”在第{}行已写给{}，请给每个班填自己的群号";
constexpr std::string_view odd_phone = "手机“{}”应是数字，请改正或先留空";
constexpr std::string_view no_role = "没有角色，请填：辅导员、班主任、学工办、分管领导或管理员";
constexpr std::string_view odd_role = "不认识角色“{}”，请填：辅导员、班主任、学工办、分管领导或管理员";
constexpr std::string_view student_role = "学生不能填角色“{}”，教职工请把编号填在“工号”一列";
constexpr std::string_view odd_duty =
    "不认识职务“{}”，请填：班长、学习委员、团支书、生活委员、心理委员或寝室长，没有就留空";

}  // namespace text

namespace {

constexpr int most_rows = 10'000;
constexpr int title_rows = 5;  // how far down the header may stand
constexpr int longest_cell = 60;

enum Column { number, staff_number, name, classes, account, group, major, grade, phone, duty, role, column_count };

struct Alias {
  std::string_view word;
  Column column;
};

// The first word of a column is its name in our sentences.
constexpr Alias headers[] = {
    {"学号", number},
    {"学生学号", number},
    {"学生证号", number},
    {"工号", staff_number},
    {"职工号", staff_number},
    {"教工号", staff_number},
    {"教职工号", staff_number},
    {"姓名", name},
    {"名字", name},
    {"学生姓名", name},
    {"教师姓名", name},
    {"班级", classes},
    {"班级名称", classes},
    {"行政班", classes},
    {"行政班级", classes},
    {"所在班级", classes},
    {"所带班级", classes},
    {"负责班级", classes},
    {"班", classes},
    {"qq", account},
    {"qq号", account},
    {"qq号码", account},
    {"qq账号", account},
    {"群号", group},
    {"qq群", group},
    {"qq群号", group},
    {"班级群", group},
    {"班级群号", group},
    {"班群", group},
    {"专业", major},
    {"专业名称", major},
    {"年级", grade},
    {"入学年份", grade},
    {"手机", phone},
    {"手机号", phone},
    {"手机号码", phone},
    {"电话", phone},
    {"电话号码", phone},
    {"联系电话", phone},
    {"联系方式", phone},
    {"职务", duty},
    {"班级职务", duty},
    {"班干部", duty},
    {"班委", duty},
    {"角色", role},
    {"身份", role},
    {"岗位", role},
};

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
    {"辅导员", Role::counsellor}, {"班主任", Role::class_teacher}, {"学工办", Role::office},
    {"分管领导", Role::leader},   {"管理员", Role::admin},
};

std::optional<Role> role_of(std::span<const RoleWord> words, std::string_view word) {
  for (const RoleWord& known : words) {
    if (known.word == word) return known.role;
  }
  return std::nullopt;
}

/// Duties that exist in a class and mean nothing to the bot: 体育委员, 副班长, 组长, 课代表, 无.
bool is_other_duty(std::string_view word) {
  for (std::string_view end : {"委员", "长", "代表", "书记", "干事"}) {
    if (word.ends_with(end)) return true;
  }
  for (std::string_view none : {"无", "学生", "-", "—", "/"}) {
    if (word == none) return true;
  }
  return false;
}

bool is_utf8(std::string_view text) {
  const auto length = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, length, c);
    if (c <= 0) return false;  // a NUL is UTF-16 taken for UTF-8
  }
  return true;
}

int length_of(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

constexpr std::array<std::string_view, 10> blanks{" ",      "\t",     "\r",     "\n",     "\u00a0",
                                                  "\u3000", "\u200b", "\u200e", "\u202c", "\ufeff"};

std::string_view blank_at_start(std::string_view text) {
  for (std::string_view blank : blanks) {
    if (text.starts_with(blank)) return blank;
  }
  return {};
}

std::string_view trimmed(std::string_view text) {
  while (!blank_at_start(text).empty()) text.remove_prefix(blank_at_start(text).size());
  for (bool again = true; again;) {
    again = false;
    for (std::string_view blank : blanks) {
      if (text.ends_with(blank)) {
        text.remove_suffix(blank.size());
        again = true;
      }
    }
  }
  return text;
}

std::string without_blanks(std::string_view text) {
  std::string kept;
  while (!text.empty()) {
    const std::string_view blank = blank_at_start(text);
    if (blank.empty()) kept += text.front();
    text.remove_prefix(std::max<std::size_t>(blank.size(), 1));
  }
  return kept;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

/// A number as typed or exported: full-width digits made plain, no blanks, and without the ' or ="" that keep a
/// spreadsheet from rounding it.
std::string plain_number(std::string_view cell) {
  std::string text = without_blanks(cell);
  constexpr std::string_view wide_zero = "\uff10";
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, wide_zero, 0, 2) == 0 && i + 2 < text.size()) {
      const int digit = static_cast<unsigned char>(text[i + 2]) - 0x90;
      if (digit >= 0 && digit <= 9) {
        plain += static_cast<char>('0' + digit);
        i += 2;
        continue;
      }
    }
    plain += text[i];
  }
  if (plain.starts_with("=\"") && plain.ends_with('"') && plain.size() > 2) plain = plain.substr(2, plain.size() - 3);
  if (plain.starts_with('\'')) plain.erase(0, 1);
  return plain;
}

/// 2.01901E+09
bool is_rounded(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  return e != std::string_view::npos && e > 0 && e + 1 < text.size() && text[e + 1] == '+' &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(e),
                     [](char c) { return is_digit(c) || c == '.'; });
}

bool is_mobile(std::string_view text) {
  return text.size() == 11 && text[0] == '1' && text[1] >= '3' && all_digits(text);
}

bool is_account(std::string_view text) { return text.size() >= 5 && text.size() <= 12 && all_digits(text); }

/// Chinese names are often stretched with blanks to the same width.
std::string plain_name(std::string_view cell) {
  const std::string_view name = trimmed(cell);
  return std::any_of(name.begin(), name.end(), is_letter) ? std::string(name) : without_blanks(name);
}

std::vector<std::string> split(std::string_view cell) {
  std::vector<std::string> parts;
  std::string part;
  const auto finish = [&] {
    if (const std::string_view word = trimmed(part);
        !word.empty() && std::find(parts.begin(), parts.end(), word) == parts.end()) {
      parts.emplace_back(word);
    }
    part.clear();
  };
  while (!cell.empty()) {
    std::size_t width = 0;
    for (std::string_view mark : {"、", "，", "；", ",", ";", "\n", "\r"}) {
      if (cell.starts_with(mark)) width = mark.size();
    }
    if (width != 0) {
      finish();
    } else {
      part += cell.front();
    }
    cell.remove_prefix(std::max<std::size_t>(width, 1));
  }
  finish();
  return parts;
}

/// "*QQ 号（必填）：" is qq号.
std::string header_word(std::string_view cell) {
  std::string word = without_blanks(cell);
  for (std::string_view cut : {"(", "（", ":", "："}) word = word.substr(0, word.find(cut));
  std::erase(word, '*');
  for (char& c : word) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return word;
}

std::optional<Column> column_of(std::string_view cell) {
  const std::string word = header_word(cell);
  for (const Alias& alias : headers) {
    if (alias.word == word) return alias.column;
  }
  return std::nullopt;
}

std::string_view title_of(Column column) {
  if (column == account) return "QQ";
  return std::find_if(std::begin(headers), std::end(headers),
                      [&](const Alias& alias) { return alias.column == column; })
      ->word;
}

/// Which cell of a record belongs to which column; -1 where there is none.
struct Header {
  std::array<int, column_count> cell;
  std::vector<Column> twice;

  explicit Header(const CsvRecord& record) {
    cell.fill(-1);
    for (std::size_t i = 0; i < record.cells.size(); ++i) {
      const auto column = column_of(record.cells[i]);
      if (!column) continue;
      if (has(*column)) {
        twice.push_back(*column);
      } else {
        cell.at(*column) = static_cast<int>(i);
      }
    }
  }

  bool has(Column column) const { return cell.at(column) >= 0; }
  bool plausible() const { return has(name) && (has(number) || has(staff_number) || has(classes)); }

  std::string_view of(const CsvRecord& record, Column column) const {
    const auto index = static_cast<std::size_t>(cell.at(column));
    return has(column) && index < record.cells.size() ? trimmed(record.cells[index]) : std::string_view{};
  }
};

/// Where a value stood first.
using FirstRow = std::map<std::string, int, std::less<>>;

class RowReader {
 public:
  RowReader(const Header& header, Roster& roster) : header_(header), roster_(roster) {}

  void read(const CsvRecord& record, int row) {
    record_ = &record;
    row_ = row;
    fine_ = true;
    RosterEntry entry;
    entry.row = row;
    if (!record.well_quoted) return problem(std::string(text::quotes));
    check_lengths();
    if (!fine_) return;
    read_number(entry);
    entry.name = plain_name(cell(name));
    if (entry.name.empty()) problem(std::string(text::no_name));
    entry.classes = split(cell(classes));
    entry.major = cell(major);
    entry.grade = cell(grade);
    if (entry.staff) {
      read_roles(entry);
    } else {
      read_duties(entry);
      read_group(entry);
    }
    read_account(entry);
    read_phone(entry);
    if (fine_) roster_.entries.push_back(std::move(entry));
  }

 private:
  std::string_view cell(Column column) const { return header_.of(*record_, column); }

  void problem(std::string what) {
    fine_ = false;
    roster_.problems.push_back({row_, std::move(what)});
  }

  void check_lengths() {
    for (int i = 0; i < column_count; ++i) {
      const auto column = static_cast<Column>(i);
      // A teacher may have many classes; each of them is checked apart.
      const std::string_view whole = cell(column);
      const auto parts = column == classes ? split(whole) : std::vector<std::string>{std::string(whole)};
      const bool fits =
          std::all_of(parts.begin(), parts.end(), [](const auto& part) { return length_of(part) <= longest_cell; });
      if (!fits) problem(fmt::format(text::too_long, title_of(column), longest_cell));
    }
  }

  void read_number(RosterEntry& entry) {
    const std::string student = plain_number(cell(number));
    const std::string staff = plain_number(cell(staff_number));
    entry.staff = !staff.empty() || (student.empty() && !cell(role).empty());
    if (!student.empty() && !staff.empty()) return problem(std::string(text::both_numbers));
    entry.number = entry.staff ? staff : student;
    const std::string_view title = title_of(entry.staff ? staff_number : number);
    if (entry.number.empty()) {
      problem(std::string(entry.staff ? text::no_staff_number : text::no_student_number));
    } else if (is_rounded(entry.number)) {
      problem(fmt::format(text::rounded_number, entry.number));
    } else if (!std::all_of(entry.number.begin(), entry.number.end(),
                            [](char c) { return is_digit(c) || is_letter(c) || c == '-'; })) {
      problem(fmt::format(text::odd_number, title, entry.number));
    } else if (!entry.staff && is_mobile(entry.number)) {
      problem(fmt::format(text::phone_number, entry.number));
    } else if (const auto [first, fresh] = numbers_.emplace(entry.number, row_); !fresh) {
      problem(entry.staff ? fmt::format(text::staff_twice, entry.number, first->second)
                          : fmt::format(text::number_twice, title, entry.number, first->second));
    }
  }

  void read_duties(RosterEntry& entry) {
    if (entry.classes.empty()) problem(std::string(text::no_class));
    if (entry.classes.size() > 1) problem(std::string(text::several_classes));
    for (const std::string& word : split(cell(duty))) {
      if (const auto known = role_of(duties, word)) {
        entry.roles.push_back(*known);
      } else if (!is_other_duty(word)) {
        problem(fmt::format(text::odd_duty, word));
      }
    }
    for (const std::string& word : split(cell(role))) {
      if (word != "学生") problem(fmt::format(text::student_role, word));
    }
  }

  void read_roles(RosterEntry& entry) {
    const auto words = split(cell(role));
    if (words.empty()) problem(std::string(text::no_role));
    for (const std::string& word : words) {
      if (const auto known = role_of(staff_roles, word)) {
        entry.roles.push_back(*known);
      } else {
        problem(fmt::format(text::odd_role, word));
      }
    }
    const bool for_classes =
        std::any_of(entry.roles.begin(), entry.roles.end(), [](Role held) { return !college_wide(held); });
    if (for_classes && entry.classes.empty()) problem(std::string(text::no_class));
  }

  void read_account(RosterEntry& entry) {
    entry.account = plain_number(cell(account));
    if (entry.account.empty()) return;
    if (is_rounded(entry.account)) {
      problem(fmt::format(text::rounded_number, entry.account));
    } else if (!is_account(entry.account)) {
      problem(fmt::format(text::odd_account, entry.account));
    } else if (const auto [first, fresh] = accounts_.emplace(entry.account, row_); !fresh) {
      problem(fmt::format(text::account_twice, entry.account, first->second));
    }
  }

  void read_phone(RosterEntry& entry) {
    entry.phone = plain_number(cell(phone));
    const std::string typed = entry.phone;
    std::erase(entry.phone, '-');
    if (is_rounded(typed)) {
      problem(fmt::format(text::rounded_number, typed));
    } else if (!all_digits(std::string_view(entry.phone).substr(entry.phone.starts_with('+') ? 1 : 0))) {
      problem(fmt::format(text::odd_phone, typed));
    }
  }

  void read_group(RosterEntry& entry) {
    entry.group = plain_number(cell(group));
    if (entry.group.empty() || entry.classes.size() != 1) return;
    const std::string& class_name = entry.classes.front();
    if (is_rounded(entry.group)) return problem(fmt::format(text::rounded_number, entry.group));
    if (!is_account(entry.group)) return problem(fmt::format(text::odd_group, entry.group));
    const auto [of_class, new_class] = groups_.emplace(class_name, Claim{entry.group, row_});
    if (!new_class && of_class->second.value != entry.group) {
      return problem(fmt::format(text::other_group, class_name, of_class->second.row, of_class->second.value));
    }
    const auto [of_group, new_group] = classes_.emplace(entry.group, Claim{class_name, row_});
    if (!new_group && of_group->second.value != class_name) {
      problem(fmt::format(text::shared_group, entry.group, of_group->second.row, of_group->second.value));
    }
  }

  struct Claim {
    std::string value;
    int row;
  };

  const Header& header_;
  Roster& roster_;
  const CsvRecord* record_ = nullptr;
  int row_ = 0;
  bool fine_ = true;
  FirstRow numbers_;
  FirstRow accounts_;
  std::map<std::string, Claim, std::less<>> groups_;   // of each class
  std::map<std::string, Claim, std::less<>> classes_;  // of each group
};

bool blank(const CsvRecord& record) {
  return std::all_of(record.cells.begin(), record.cells.end(), [](const auto& cell) { return trimmed(cell).empty(); });
}

/// What is missing of the header, told at its row.
void check(const Header& header, int row, Roster& roster) {
  for (Column column : header.twice) {
    roster.problems.push_back({row, fmt::format(text::twice_in_header, title_of(column))});
  }
  if (!header.has(number) && !header.has(staff_number)) {
    roster.problems.push_back({row, std::string(text::no_number_column)});
  }
  for (Column column : {classes, account}) {
    if (!header.has(column)) roster.problems.push_back({row, fmt::format(text::no_column, title_of(column))});
  }
}

}  // namespace

bool college_wide(Role role) { return role == Role::office || role == Role::leader || role == Role::admin; }

std::string to_string(const RosterProblem& problem) { return fmt::format("第{}行：{}", problem.row, problem.what); }

Roster read_roster(std::string_view csv) {
  constexpr std::string_view byte_order_mark = "\ufeff";
  Roster roster;
  const auto refuse = [&](int row, std::string_view what) {
    roster.problems.push_back({row, std::string(what)});
    return roster;
  };
  if (csv.starts_with(byte_order_mark)) csv.remove_prefix(byte_order_mark.size());
  if (!is_utf8(csv)) return refuse(1, text::not_utf8);
  if (trimmed(csv).empty()) return refuse(1, text::empty);

  CsvReader records(csv);
  int row = 0;
  std::optional<Header> header;
  while (!header) {
    const auto record = records.next();
    if (!record || ++row > title_rows) return refuse(1, text::no_header);
    if (Header found(*record); found.plausible()) header = std::move(found);
  }
  check(*header, row, roster);
  if (!roster.problems.empty()) return roster;
  roster.states_duties = header->has(duty);

  RowReader reader(*header, roster);
  int filled = 0;
  while (const auto record = records.next()) {
    ++row;
    if (blank(*record) || column_of(header->of(*record, name)) == name) continue;  // sheets pasted together
    if (++filled > most_rows) return refuse(row, fmt::format(text::too_many, most_rows));
    reader.read(*record, row);
  }
  if (filled == 0) return refuse(row, text::no_rows);
  return roster;
}

}  // namespace banwei::members
