#include "handlers/members/roster_cells.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace banwei::members {

namespace {

constexpr std::string_view excel_errors[] = {"#N/A",  "#REF!",  "#VALUE!", "#NAME?", "#DIV/0!",
                                             "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"};
constexpr std::string_view empty_words[] = {"NULL", "(NULL)",    "NAN",  "NONE", "NIL",  "N/A",
                                            "NA",   "UNDEFINED", "无",   "暂无", "没有", "未知",
                                            "不详", "待定",      "未填", "空白", "/",    "\\"};

/// How the lines begin that stand below the people of a roster.
constexpr std::string_view remarks[] = {"合计",    "总计",     "小计",   "共计",    "总人数", "人数",    "统计",
                                        "制表",    "填表",     "审核",   "备注:",   "备注",   "注:",     "说明",
                                        "签字",    "签名",     "盖章",   "日期",    "截至",   "截止",    "以下空白",
                                        "以上",    "示例",     "样例",   "例:",     "例如",   "班主任:", "班主任签",
                                        "辅导员:", "辅导员签", "负责人", "联系人:", "填报",   "单位",    "打印"};

template <class Each>
void each_character(std::string_view text, Each each) {
  const auto length = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, length, c);
    each(c < 0 ? UChar32{0xFFFD} : c);
  }
}

void append(std::string& text, UChar32 character) {
  std::array<char, 4> bytes{};
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, character);
  text.append(bytes.data(), static_cast<std::size_t>(size));
}

bool is_blank(UChar32 c) { return u_isUWhiteSpace(c) || c == 0x3164 || c == 0x2800; }  // Hangul's and Braille's too

bool is_line_end(UChar32 c) { return c == '\n' || c == '\r'; }

bool is_parting(UChar32 c) { return c == u'、' || c == u'，' || c == u'；' || c == ',' || c == ';'; }

bool is_unseen(UChar32 c) {
  const auto type = u_charType(c);
  return type == U_FORMAT_CHAR || type == U_CONTROL_CHAR || (c >= 0xFE00 && c <= 0xFE0F);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string upper(std::string_view cell) {
  std::string word = half_width(cell);
  for (char& c : word) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return word;
}

bool is_one_of(std::string_view word, const auto& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

template <class IsEnd>
std::vector<std::string> parts_of(std::string_view cell, IsEnd is_end) {
  std::vector<std::string> parts;
  std::string part;
  const auto finish = [&] {
    std::string word = cleaned(part);
    if (!word.empty() && !is_one_of(word, parts)) parts.push_back(std::move(word));
    part.clear();
  };
  each_character(cell, [&](UChar32 c) {
    if (is_end(c)) {
      finish();
    } else {
      append(part, c);
    }
  });
  finish();
  return parts;
}

/// 机电1901, and not 机电 or 1901 alone.
bool is_whole_class(std::string_view word) {
  return std::any_of(word.begin(), word.end(), is_digit) &&
         std::any_of(word.begin(), word.end(), [](char c) { return !is_digit(c); }) && !is_digit(word.front());
}

}  // namespace

std::string cleaned(std::string_view cell) {
  const bool plain = std::all_of(cell.begin(), cell.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (plain) return std::string(cell);
  std::string text;
  each_character(cell, [&](UChar32 c) {
    if (c == '\n' || c == '\r') {
      text += '\n';
    } else if (is_blank(c)) {
      text += ' ';
    } else if (!is_unseen(c)) {
      append(text, c);
    }
  });
  const std::size_t begin = text.find_first_not_of(" \n");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \n") + 1 - begin);
}

std::string without_blanks(std::string_view text) {
  std::string kept = cleaned(text);
  std::erase_if(kept, [](char c) { return c == ' ' || c == '\n'; });
  return kept;
}

std::string half_width(std::string_view text) {
  std::string plain;
  each_character(text, [&](UChar32 c) { append(plain, c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c); });
  return plain;
}

std::string plain_number(std::string_view cell) {
  std::string plain = half_width(without_blanks(cell));
  if (plain.starts_with("=\"") && plain.ends_with('"') && plain.size() > 2) plain = plain.substr(2, plain.size() - 3);
  for (std::string_view mark : {"'", "‘", "’", "`"}) {
    if (plain.starts_with(mark)) plain.erase(0, mark.size());
  }
  const std::size_t point = plain.find('.');
  if (point != std::string::npos && point > 0 && point + 1 < plain.size() && all_digits(plain.substr(0, point)) &&
      plain.find_first_not_of('0', point + 1) == std::string::npos) {
    plain.resize(point);
  }
  const bool thousands = plain.size() > 4 && plain[plain.size() - 4] == ',' && plain.front() != ',';
  if (thousands && plain.find_first_not_of("0123456789,") == std::string::npos) std::erase(plain, ',');
  return plain;
}

std::string plain_account(std::string_view cell) {
  constexpr std::string_view mail = "@QQ.COM";
  std::string plain = plain_number(cell);
  const std::string large = upper(plain);
  const auto figures = plain.find_first_of("0123456789");
  const std::string_view before = std::string_view(large).substr(0, figures);
  const bool named = before == "QQ" || before == "QQ:" || before == "QQ号" || before == "QQ号:";
  if (large.ends_with(mail)) plain.resize(plain.size() - mail.size());
  return named && figures != std::string::npos ? plain.substr(figures) : plain;
}

std::string plain_name(std::string_view cell) {
  std::string name = cleaned(cell);
  return std::any_of(name.begin(), name.end(), is_letter) ? name : without_blanks(name);
}

std::string class_name(std::string_view cell) {
  constexpr std::string_view ban = "班";
  std::string name = half_width(without_blanks(cell));
  if (name.size() > ban.size() && name.ends_with(ban)) name.resize(name.size() - ban.size());
  return name;
}

std::vector<std::string> split(std::string_view cell) {
  return parts_of(cell, [](UChar32 c) { return is_parting(c) || is_line_end(c); });
}

std::vector<std::string> split_classes(std::string_view cell) {
  std::vector<std::string> classes;
  const auto add = [&](std::string_view word) {
    if (std::string name = class_name(word); !is_one_of(name, classes)) classes.push_back(std::move(name));
  };
  for (const std::string& word : parts_of(cell, is_parting)) {
    const auto parts = parts_of(word, [](UChar32 c) { return is_blank(c) || is_line_end(c); });
    if (parts.size() > 1 && std::all_of(parts.begin(), parts.end(), is_whole_class)) {
      for (const std::string& part : parts) add(part);
    } else {
      add(word);
    }
  }
  return classes;
}

bool is_excel_error(std::string_view cell) {
  const std::string word = upper(cell);
  return is_one_of(word, excel_errors) || (word.size() > 1 && word.find_first_not_of('#') == std::string::npos);
}

bool is_empty_word(std::string_view cell) {
  const std::string word = upper(without_blanks(cell));
  if (word.empty()) return false;
  if (word.find_first_not_of('0') == std::string::npos || word == "0.0") return true;
  const auto dashes = parts_of(word, [](UChar32 c) { return u_charType(c) == U_DASH_PUNCTUATION || c == '.'; });
  return dashes.empty() || is_one_of(word, empty_words);
}

bool is_rounded(std::string_view number) {
  const std::size_t e = number.find_first_of("eE");
  if (e == std::string_view::npos || e == 0) return false;
  std::string_view power = number.substr(e + 1);
  const bool sign = power.starts_with('+');
  if (sign) power.remove_prefix(1);
  const std::string_view front = number.substr(0, e);
  return !power.empty() && all_digits(power) && (sign || front.find('.') != std::string_view::npos) &&
         front.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool lost_characters(std::string_view name) {
  bool lost = false;
  each_character(name, [&](UChar32 c) { lost = lost || c == 0xFFFD || c == '?' || c == 0xFF1F; });
  return lost;
}

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

bool is_mobile(std::string_view number) {
  return number.size() == 11 && number[0] == '1' && number[1] >= '3' && all_digits(number);
}

bool is_account(std::string_view number) { return number.size() >= 5 && number.size() <= 12 && all_digits(number); }

int length_of(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string_view without_zeros(std::string_view number) {
  const std::size_t first = number.find_first_not_of('0');
  return first == std::string_view::npos ? number : number.substr(first);
}

bool begins_a_remark(std::string_view cell) {
  const std::string word = half_width(without_blanks(cell));
  if (std::any_of(std::begin(remarks), std::end(remarks), [&](auto known) { return word.starts_with(known); }))
    return true;
  // 共38人
  constexpr std::string_view all = "共";
  return word.starts_with(all) && word.size() > all.size() && is_digit(word[all.size()]);
}

}  // namespace banwei::members
