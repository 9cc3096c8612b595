// A message cut into words of need, with the questions that judgement asks of it: what stands where, and about whom.
// Invariant: looks only, decides nothing.
#pragma once

#include <string_view>
#include <vector>

#include "handlers/care/needs_cut.h"
#include "handlers/care/needs_rule.h"

namespace banwei::care {

/// About whom something is said.
enum class Who { unsaid, self, you, classmate, family, other };

struct Subject {
  Who who = Who::unsaid;
  std::int64_t person = 0;  // The id of a classmate.

  bool elsewhere() const { return who == Who::family || who == Who::other; }
};

/// What a stretch of pieces says, `first` to `last`, both within.
struct Finding {
  Says says = Says::nothing;
  Sort sort = Sort::wish;
  std::size_t first = 0;
  std::size_t last = 0;
};

/// It has more methods than a class should: each is one question to one cut message, and none of them changes it.
class View {
 public:
  View(Cut cut, std::int64_t speaker);

  const std::vector<Piece>& pieces() const { return cut_.pieces; }
  std::string_view text(std::size_t first, std::size_t last) const;
  std::string_view behind(std::size_t i) const { return std::string_view(cut_.text).substr(pieces()[i].end); }

  bool has(const Words& words) const { return cut_.all.any(words); }
  bool between(std::size_t first, std::size_t end, const Words& words) const;
  bool before(std::size_t i, const Words& words) const { return between(0, i, words); }
  bool after(std::size_t i, const Words& words) const { return between(i, pieces().size(), words); }
  bool in(const Finding& finding, const Words& words) const { return between(finding.first, finding.last + 1, words); }
  /// Among the clauses from `from` to `to` beside the one of piece `i`: 0, 0 is its own, -1, 1 its neighbours too.
  bool clauses_have(std::size_t i, int from, int to, const Words& words) const;
  bool clause_has(std::size_t i, const Words& words) const { return clauses_have(i, 0, 0, words); }
  bool near_has(std::size_t i, const Words& words) const { return clauses_have(i, -1, 1, words); }
  bool clause_is(std::size_t i, const Words& words) const;
  bool alone(std::size_t i, const Words& words) const;  // It is the whole message, but for 老师在吗？
  std::size_t unknown_in_clause(std::size_t i) const;   // characters
  std::string_view clause_text(std::size_t i) const { return text(clause_begin(i), clause_end(i) - 1); }
  std::size_t clause_begin(std::size_t i) const;
  std::size_t clause_end(std::size_t i) const;
  /// The stretch between marks and white space around it.
  std::size_t stretch_begin(std::size_t i) const;
  std::size_t stretch_end(std::size_t i) const;
  bool clause_says_me(std::size_t i) const;
  bool labelled(std::size_t i) const;                    // 梁宇轩：38.9, a name as the clause before
  bool blank(std::size_t first, std::size_t end) const;  // White space and marks, or nothing.
  bool laughs() const;

  /// Who is spoken of before a piece.
  const Subject& before_piece(std::size_t i) const { return subjects_[i]; }
  /// The same of an illness: 王五他妈38.5 is of his family, and he is in nothing but its neighbourhood.
  Subject ill_before(std::size_t i, const Subject& subject) const;
  /// Whom a finding is about: a person within it counts when it leads.
  Subject about(const Finding& finding) const;

 private:
  void name_subjects(std::int64_t speaker);
  Subject next(const Subject& now, std::size_t i, Word before, std::int64_t speaker);
  Subject victim(const Finding& finding) const;
  bool says_me() const { return cut_.text.find("我") != std::string::npos; }

  Cut cut_;
  std::vector<Subject> subjects_;
  std::int64_t named_ = 0;  // The classmate named last.
  bool called_ = false;     // A parent is spoken to (妈妈对不起), so 儿子 is the speaker.
};

}  // namespace banwei::care
