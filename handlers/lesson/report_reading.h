// What the tokens of one lesson's part of a report say of it.
// Invariant: pure; it reads to the last token, and what it could not place makes the whole of it talk.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/lesson/report_cut.h"
#include "handlers/lesson/report_grammar.h"

namespace banwei::lesson {

using Tokens = std::span<const Token>;

/// 1-2节, 晚自习
bool starts_lesson(const Token& token);

/// Parts the names before it from those behind.
bool parts(const Token& token);

struct Sort {
  Status status = Status::absent;
  std::string type = {};
};

/// What one lesson's part of a message says. It has more methods than a class should: each takes one sort of token, and
/// they share what has been read.
class Reading {
 public:
  Reading(std::string_view text, Tokens tokens, const Scene& scene) : text_(text), tokens_(tokens), scene_(scene) {}

  void read();
  bool says() const;
  bool full() const { return full_; }
  void take_full() { full_ = true; }
  std::optional<Day> day() const { return day_; }

  std::optional<Statement> said(Day day) const;

 private:
  using Open = Statement::Open;

  struct Mark {
    std::size_t who = 0;
    Sort sort = {};
    std::size_t token = 0;
  };
  /// Words that may name the course: from where to where, and whether they stand beside the lessons.
  struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool known = false;
    bool beside = false;
  };

  std::string_view words(const Token& token) const { return text_.substr(token.begin, token.end - token.begin); }
  const Token* ahead(std::size_t by) const { return at_ + by < tokens_.size() ? &tokens_[at_ + by] : nullptr; }
  const Token* before() const { return at_ > 0 ? &tokens_[at_ - 1] : nullptr; }

  void take();
  void take_name(const Token& token);
  void add(std::size_t who);
  void set(Mark mark);
  void take_word(const Token& token);
  void take_count(bool due);
  void take_sort(const Sort& sort);
  void take_denial();
  void take_none();
  void take_number(const Token& token);
  void take_bracket();
  void take_run();
  bool brief_bracket(std::size_t at) const;
  void skip_value();
  bool name_course(Statement& said) const;
  bool only_leave() const { return open_ && open_->status == Status::leave; }

  void count(Statement& said) const;
  Open open(Statement& said, bool course) const;
  void complete(Statement& said, bool& course) const;

  std::string_view text_;
  Tokens tokens_;
  const Scene& scene_;
  std::size_t at_ = 0;

  std::optional<language::LessonNumbers> lessons_;
  const Token* apart_ = nullptr;
  std::string_view platform_;
  bool stalled_ = false;  // 卡顿
  std::optional<Day> day_;
  int due_ = -1;
  int present_ = -1;
  bool both_ = false;  // 应到实到 stand before one number.
  bool full_ = false;
  bool of_lessons_ = false;  // 下午的课
  bool others_ = false;
  bool except_ = false;
  bool zero_ = false;
  bool talk_ = false;
  bool amends_ = false;
  bool bracketed_ = false;    // 李四(请假), as only a register has it
  int group_ = 0;             // 李四等3人
  std::optional<Sort> open_;  // What the names behind it are.
  std::size_t opened_ = 0;    // By which token.
  std::vector<Mark> marks_;
  std::vector<std::size_t> cleared_;
  std::vector<Mark> pending_;  // Of whom it is not said yet what they are.
  std::map<Status, int> counts_;
  std::optional<std::string_view> unknown_name_;
  std::string_view about_;
  std::vector<std::size_t> among_;
  Status namesake_sort_ = Status::absent;
  std::vector<Run> runs_;
  bool known_course_ = false;
  std::size_t leftover_ = 0;
};

}  // namespace banwei::lesson
