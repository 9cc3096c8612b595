#include "handlers/members/roster_columns.h"

#include <algorithm>
#include <string>

#include "handlers/members/roster_cells.h"

namespace banwei::members {

namespace {

struct Alias {
  std::string_view word;
  Column column;
};

// The first word of a column is its name in our sentences. Latin letters are large.
constexpr Alias headers[] = {
    {"学号", Column::number},
    {"学生证号", Column::number},
    {"学生编号", Column::number},
    {"学生号", Column::number},
    {"学员编号", Column::number},
    {"学员号", Column::number},
    {"STUDENTID", Column::number},
    {"STUDENTNO", Column::number},
    {"工号", Column::staff_number},
    {"职工号", Column::staff_number},
    {"教工号", Column::staff_number},
    {"教职工号", Column::staff_number},
    {"教师工号", Column::staff_number},
    {"教工编号", Column::staff_number},
    {"教师编号", Column::staff_number},
    {"职工编号", Column::staff_number},
    {"教职工编号", Column::staff_number},
    {"人事编号", Column::staff_number},
    {"姓名", Column::name},
    {"名字", Column::name},
    {"真实姓名", Column::name},
    {"教师姓名", Column::name},
    {"老师姓名", Column::name},
    {"教职工姓名", Column::name},
    {"NAME", Column::name},
    {"班级", Column::classes},
    {"班级名称", Column::classes},
    {"行政班", Column::classes},
    {"行政班级", Column::classes},
    {"行政班级名称", Column::classes},
    {"所在班级", Column::classes},
    {"所属班级", Column::classes},
    {"所带班级", Column::classes},
    {"负责班级", Column::classes},
    {"管理班级", Column::classes},
    {"班", Column::classes},
    {"CLASS", Column::classes},
    {"QQ", Column::account},
    {"QQ号", Column::account},
    {"QQ号码", Column::account},
    {"QQ账号", Column::account},
    {"QQ帐号", Column::account},
    {"常用QQ", Column::account},
    {"常用QQ号", Column::account},
    {"联系QQ", Column::account},
    {"群号", Column::group},
    {"QQ群", Column::group},
    {"QQ群号", Column::group},
    {"班级群", Column::group},
    {"班级群号", Column::group},
    {"班级QQ群", Column::group},
    {"班级QQ群号", Column::group},
    {"班群", Column::group},
    {"专业", Column::major},
    {"专业名称", Column::major},
    {"所学专业", Column::major},
    {"MAJOR", Column::major},
    {"年级", Column::grade},
    {"入学年份", Column::grade},
    {"入学年级", Column::grade},
    {"所在年级", Column::grade},
    {"GRADE", Column::grade},
    {"手机", Column::phone},
    {"手机号", Column::phone},
    {"手机号码", Column::phone},
    {"电话", Column::phone},
    {"电话号码", Column::phone},
    {"联系电话", Column::phone},
    {"联系方式", Column::phone},
    {"移动电话", Column::phone},
    {"联系手机", Column::phone},
    {"联系手机号", Column::phone},
    {"PHONE", Column::phone},
    {"职务", Column::duty},
    {"班级职务", Column::duty},
    {"担任职务", Column::duty},
    {"现任职务", Column::duty},
    {"班内职务", Column::duty},
    {"学生干部", Column::duty},
    {"班干部", Column::duty},
    {"班委", Column::duty},
    {"角色", Column::role},
    {"身份", Column::role},
    {"岗位", Column::role},
};

/// Whose it is goes without saying in a roster: 学生姓名, 本人QQ; of 家长电话 it does not.
constexpr std::string_view owners[] = {"学生", "学员", "本人", "个人"};

std::string upper(std::string_view word) {
  std::string result(word);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

/// "*QQ 号（必填）：" is QQ号.
std::string header_word(std::string_view cell) {
  std::string word = without_blanks(half_width(cell));
  for (const char cut : {'(', '['}) word = word.substr(0, word.find(cut));
  if (word.ends_with(':')) word.pop_back();  // 班级：机电1901 above a header is none.
  std::erase(word, '*');
  return upper(word);
}

}  // namespace

std::optional<Column> column_of(std::string_view cell) {
  const std::string header = header_word(cell);
  const auto known = [](std::string_view word) -> std::optional<Column> {
    for (const Alias& alias : headers) {
      if (alias.word == word) return alias.column;
    }
    return std::nullopt;
  };
  if (const auto column = known(header)) return column;
  for (const std::string_view owner : owners) {
    if (header.starts_with(owner)) return known(std::string_view(header).substr(owner.size()));
  }
  return std::nullopt;
}

std::string_view title_of(Column column) {
  return std::find_if(std::begin(headers), std::end(headers),
                      [&](const Alias& alias) { return alias.column == column; })
      ->word;
}

bool required(Column column) {
  switch (column) {
    case Column::number:
    case Column::staff_number:
    case Column::name:
    case Column::classes:
    case Column::role:
      return true;
    default:
      return false;
  }
}

void Header::take(const TableRow& row) {
  std::array<int, column_count> found = filled();
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const auto column = column_of(row.cells[i]);
    if (!column) continue;
    int& cell = found.at(static_cast<std::size_t>(*column));
    if (cell >= 0) {
      if (*column != Column::phone) twice_.push_back(*column);  // Of two telephones the first will do.
    } else {
      cell = static_cast<int>(i);
    }
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] >= 0) cells_[i] = found[i];
  }
}

bool Header::extend(const TableRow& second) {
  int words = 0;
  for (const std::string& cell : second.cells) words += column_of(cell) ? 1 : 0;
  const auto is_data = [&](Column column) {
    const std::string_view cell = of(second, column);
    return !cleaned(cell).empty() && !column_of(cell);
  };
  if (words == 0 || is_data(Column::name) || is_data(Column::number) || is_data(Column::staff_number)) return false;
  take(second);
  return true;
}

int Header::known() const {
  return static_cast<int>(std::count_if(cells_.begin(), cells_.end(), [](int cell) { return cell >= 0; }));
}

std::string_view Header::of(const TableRow& row, Column column) const {
  const auto index = static_cast<std::size_t>(cells_.at(static_cast<std::size_t>(column)));
  return has(column) && index < row.cells.size() ? std::string_view(row.cells[index]) : std::string_view{};
}

}  // namespace banwei::members
