// What stands in a cell of a roster, and what spreadsheets do to it.
// Invariant: pure; UTF-8 in, UTF-8 out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace banwei::members {

/// Without what nobody sees (marks of direction, zero width, BOM, controls), every white space a plain one, trimmed. A
/// line break in the cell stays one.
std::string cleaned(std::string_view cell);

std::string without_blanks(std::string_view text);

/// Full-width letters, digits and signs as plain ones.
std::string half_width(std::string_view text);

/// A number as typed or exported: without blanks, the ' or ="" that keep a spreadsheet from rounding it, a tail .0 or
/// commas between thousands.
std::string plain_number(std::string_view cell);

/// The account of 100101@qq.com and QQ：100101 too.
std::string plain_account(std::string_view cell);

/// Chinese names are often stretched with blanks to the same width.
std::string plain_name(std::string_view cell);

/// 机电1901 for "机电１９０１ 班".
std::string class_name(std::string_view cell);

/// The classes or roles of a cell, each once.
std::vector<std::string> split(std::string_view cell);
/// The classes of a cell, spelt as class_name() does. Blanks and
/// line breaks part them only where each part is a whole name.
std::vector<std::string> split_classes(std::string_view cell);

bool is_excel_error(std::string_view cell);   // #N/A, #VALUE!, ####
bool is_empty_word(std::string_view cell);    // 0, NULL, nan, 无, -
bool is_rounded(std::string_view number);     // 2.01901E+09
bool lost_characters(std::string_view name);  // � or ? where a rare character stood

bool all_digits(std::string_view text);
bool is_mobile(std::string_view number);
bool is_account(std::string_view number);
int length_of(std::string_view text);  // characters

/// "19010101" for "019010101": what a spreadsheet leaves of a number.
std::string_view without_zeros(std::string_view number);

/// A total, a signature, a date, an example: a line below the people that is none of them, by how it begins.
bool begins_a_remark(std::string_view cell);

}  // namespace banwei::members
