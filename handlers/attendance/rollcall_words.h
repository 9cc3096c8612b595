// What is said beside the command and the answer of a roll call: its title, length and password.
// Invariant: pure, on folded text. A password stands alone or beside a 到, never inside a sentence.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/audience.h"

namespace banwei::attendance {

/// 机电1901、机电1902 高等数学 15分钟 口令 雷锋
struct Order {
  std::vector<Audience> whose = {};  // Empty: the one class that can be meant.
  std::string title = {};
  std::string password = {};
  std::optional<std::chrono::minutes> length = {};
};

/// Reads an order to its last character, which may begin with classes of those. Unaddressed talk needs a length or a
/// password beside a title: 点名好烦啊 and 点名还有5分钟 are no orders.
std::optional<Order> read_order(std::string_view text, std::span<const Class> classes, bool addressed);

/// 点一下英语课的名，给五分钟; 同学们，现在开始点名，听到的扣1: what a caller says of the lesson, of the time and of
/// how to answer, in clauses of nothing else. A roll call of which only 点名 is said is no matter of this.
std::optional<Order> read_call(std::string_view text, std::span<const Class> classes = {});

/// Only for which classes: 机电1901和1902, 给全部班级都; nothing when anything else is said.
std::optional<Order> read_classes(std::string_view text, std::span<const Class> classes);

/// What looks like a class in a title: 机电1999 of 英语 机电1999; "" when nothing does.
std::string_view class_like(std::string_view title);

/// Of 点名 早自习, where all of it are words for gatherings, the title; empty when it has none.
std::string title_behind(std::string_view said, Day today);

/// What is left of an answer that begins or ends with the password; nothing when it does not.
std::optional<std::string> without_password(std::string_view text, std::string_view password);

/// What is left of an answer whose first word is the title or a short form of it: 到 of 高数 到 for 高等数学.
std::optional<std::string> without_title(std::string_view text, std::string_view title);

/// What is left of a title without the name of a class in it: 英语 of 机电1901班 英语. The name is a word of its own,
/// save that what follows a figure may follow at once.
std::optional<std::string> without_class(std::string_view title, std::string_view name);

/// Whether `word` is the title, or at least two of its characters in their order, the first among them.
bool is_short_for(std::string_view word, std::string_view title);

/// The part of `original` that `folded` was made from, as it was written; `folded` itself when that cannot be told.
std::string as_written(std::string_view folded, std::string_view original);

}  // namespace banwei::attendance
