#include "handlers/leave/leave_implied.h"

#include <algorithm>
#include <string_view>

#include "handlers/common/fever.h"
#include "handlers/language/answers.h"

namespace banwei::leave {

namespace {

using Kind = Token::Kind;

bool is_unwell(const Token& token) { return token.kind == Kind::health || is(token, Meaning::ill, Meaning::ache); }
/// A fever is told to somebody first; who is ill with it asks for leave in words.
bool is_urgent(const Token& token) {
  return std::any_of(token.health.present.begin(), token.health.present.end(), is_urgent_symptom);
}
bool is_dated(const Token& token) {
  return is_time(token) && token.kind != Kind::length &&
         !is(token, Meaning::to, Meaning::from, Meaning::begin, Meaning::uncertain);
}

/// One sentence, by its clauses: what stands between two marks or blanks.
class Implied {
 public:
  explicit Implied(const Cut& cut) : cut_(cut) {}

  std::size_t core() const {
    if (speaks_of_others() || asks() || cut_.any(is_urgent)) return cut_.size();
    for (const auto find : {&Implied::cannot, &Implied::goes, &Implied::comes_back_late, &Implied::leaves_word}) {
      const std::size_t at = (this->*find)();
      if (at < cut_.size()) return at;
    }
    return cut_.size();
  }

 private:
  struct Clause {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  bool begins_clause(std::size_t i) const { return i == 0 || cut_[i].kind == Kind::mark || cut_[i].gap_before; }
  Clause clause_of(std::size_t i) const {
    Clause clause{i, i + 1};
    while (!begins_clause(clause.begin)) --clause.begin;
    while (clause.end < cut_.size() && !begins_clause(clause.end)) ++clause.end;
    return clause;
  }
  template <class Test>
  bool any_in(const Clause& clause, Test test) const {
    return std::any_of(cut_.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                       cut_.begin() + static_cast<std::ptrdiff_t>(clause.end), test);
  }

  bool speaks_of_others() const {
    return cut_.any([&](const Token& token) {
      return is_another(token) || is(token, Meaning::told, Meaning::asks_me) ||
             (token.kind == Kind::name && !cut_.own(token));
    });
  }

  /// 咋整 at its end asks for help and not whether.
  bool asks() const {
    for (std::size_t i = 0; i < cut_.size(); ++i) {
      const bool how = i + 1 == cut_.size() && language::begins_with_one_of(cut_.words(i), "怎么 咋");
      const bool mark = is(cut_[i], Meaning::may_i) && cut_.words(i) == "?";
      if (mark || is(cut_[i], Meaning::asking) || (is(cut_[i], Meaning::question) && !how)) return true;
    }
    return false;
  }

  /// 来不了, 不回 寝室, 不想 去 上课.
  bool cannot_at(std::size_t i, bool unwell) const {
    if (is(cut_[i], Meaning::cannot_come, Meaning::stays_out)) return true;
    const bool unable =
        is(cut_[i], Meaning::negation) && (unwell || language::is_one_of(cut_.words(i), "不能 没法 没办法 不会 不"));
    std::size_t next = i + 1;
    if (next < cut_.size() && language::is_one_of(cut_.words(next), "去 来 到 回")) ++next;
    const bool school = next < cut_.size() && (is(cut_[next], Meaning::place) || cut_.words(next).starts_with("上课") ||
                                               cut_[next].kind == Kind::course);
    return unable && school && (next > i + 1 || unwell);
  }

  /// Between its ends nobody else is spoken of, and every word of it is known: 今天去不了图书馆 is no leave.
  bool own_and_plain(const Clause& clause, std::size_t core) const {
    bool kin = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      if (cut_[i].kind == Kind::unknown) return false;
      if (i < core && is(cut_[i], Meaning::kin)) kin = true;
      if (i < core && is(cut_[i], Meaning::self)) kin = false;
    }
    return !kin;
  }

  bool has_reason_beside(const Clause& clause) const {
    std::size_t strange = 0;
    for (std::size_t i = 0; i < cut_.size(); ++i) {
      if (is_reason(cut_[i])) return true;
      if ((i < clause.begin || i >= clause.end) && cut_[i].kind == Kind::unknown) ++strange;
    }
    constexpr std::size_t shortest = 2;
    return strange >= shortest;
  }

  /// 上午的课来不了, 今天有点事来不了学校, 我明天去不了.
  std::size_t cannot() const {
    const bool unwell = cut_.any(is_unwell);
    for (std::size_t i = 0; i < cut_.size(); ++i) {
      if (!cannot_at(i, unwell)) continue;
      const Clause clause = clause_of(i);
      if (!own_and_plain(clause, i)) return cut_.size();
      const bool dormitory = any_in(clause, [](const Token& token) { return is(token, Meaning::place); });
      const bool school = dormitory ||
                          any_in(clause,
                                 [](const Token& token) {
                                   return is(token, Meaning::meeting, Meaning::evening) || token.kind == Kind::course ||
                                          token.kind == Kind::lessons;
                                 }) ||
                          lesson_in(clause);
      const bool self = any_in(clause, [](const Token& token) { return is(token, Meaning::self); });
      const bool dated = cut_.any(is_dated);
      const bool reason = has_reason_beside(clause);
      if (dated ? reason || dormitory || self : reason && school) return i;
    }
    return cut_.size();
  }

  bool lesson_in(const Clause& clause) const {
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      if (cut_.words(i).find("课") != std::string_view::npos) return true;
    }
    return false;
  }

  /// 家里有事 我得回去, 我妈来看我 我想明天下午出去; at the weekend nobody needs leave for it.
  std::size_t goes() const {
    const bool reason = cut_.any([](const Token& token) { return is_reason(token); });
    const bool free = cut_.any([](const Token& token) {
      return token.kind == Kind::date && token.date.precision == times::Precision::weekend;
    });
    const bool denied = cut_.has(Meaning::negation, Meaning::already, Meaning::may_i);
    if (!reason || free || denied || !cut_.any(is_dated)) return cut_.size();
    const std::size_t at = goes_elsewhere(cut_, false);
    if (at < cut_.size()) return at;
    for (std::size_t i = 0; i + 1 < cut_.size(); ++i) {
      std::size_t next = i + 1;
      while (next + 1 < cut_.size() && is_time(cut_[next])) ++next;
      const bool cared_for = is(cut_[next], Meaning::ill) && language::begins_with_one_of(cut_.words(next), "去 上 看");
      if (is(cut_[i], Meaning::wish) && cared_for && !cut_[next].gap_before) return i;  // 明天要去医院复查
    }
    return cut_.size();
  }

  /// 明天才能返校, 周四才到校.
  std::size_t comes_back_late() const {
    for (std::size_t i = 1; i < cut_.size(); ++i) {
      const bool late = cut_.words(i).starts_with("才") || language::is_one_of(cut_.words(i - 1), "才 才能 才可以");
      if (!is(cut_[i], Meaning::returning) || !late) continue;
      const Clause clause = clause_of(i);
      const bool dated = any_in({clause.begin, i}, [&](const Token& token) {
        return token.kind == Kind::date && token.date.day > cut_.scene().today;
      });
      return dated && own_and_plain(clause, i) ? i : cut_.size();
    }
    return cut_.size();
  }

  /// 我今天回家了 跟老师说一声: what he has begun to do is to be known.
  std::size_t leaves_word() const {
    for (std::size_t i = 0; i + 1 < cut_.size(); ++i) {
      const std::string_view to = cut_.words(i);
      const bool teacher =
          language::begins_with_one_of(to, "跟 向 和 给 告诉") && language::holds_one_of(to, "老师 导员 您 班主任");
      if (!teacher || !is(cut_[i + 1], Meaning::tells)) continue;
      const bool away = cut_.any([](const Token& token) { return is(token, Meaning::matter, Meaning::stays_out); });
      return away && cut_.any(is_dated) ? i : cut_.size();
    }
    return cut_.size();
  }

  const Cut& cut_;
};

}  // namespace

std::size_t goes_elsewhere(const Cut& cut, bool plainly) {
  for (std::size_t i = 0; i + 1 < cut.size(); ++i) {
    std::size_t next = i + 1;
    while (next + 1 < cut.size() && is_time(cut[next])) ++next;  // 想明天回去
    const bool goes = is(cut[next], Meaning::doing, Meaning::returning) || cut.words(next).starts_with("回");
    const bool wishes = is(cut[i], Meaning::wish) && !(plainly && cut.words(i).find("想") != std::string_view::npos);
    const bool leads = wishes || (plainly && is(cut[i], Meaning::self));
    if (leads && goes && !cut[next].gap_before) return i;
  }
  return cut.size();
}

std::size_t implied_core(const Cut& cut) { return Implied(cut).core(); }

}  // namespace banwei::leave
