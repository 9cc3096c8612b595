// The rules of temperature talk, one function each; temperature_grammar.cpp asks them in order.
// Invariant: a rule that does not apply returns nothing; none stores a value that is not a plain reading.
#pragma once

#include <optional>
#include <string>

#include "handlers/temperature/temperature_grammar.h"
#include "handlers/temperature/temperature_sentence.h"

namespace banwei::temperature {

// What may stand where.
inline constexpr Tags polite{Tag::mark, Tag::filler, Tag::excuse, Tag::address, Tag::greeting, Tag::turn};
inline constexpr Tags when{Tag::am, Tag::noon, Tag::pm, Tag::day, Tag::clock};
inline constexpr Tags who{Tag::self, Tag::name, Tag::near_name, Tag::class_name, Tag::number_word};
inline constexpr Tags about{Tag::label, Tag::report, Tag::reported, Tag::measured, Tag::device};
inline constexpr Tags facts{Tag::health, Tag::place};
inline constexpr Tags hedged{Tag::estimate, Tag::doubt};
inline constexpr Tags in_a_report = polite | when | who | about | facts | hedged |
                                    Tags{Tag::figure, Tag::all,        Tag::we,         Tag::third, Tag::behalf,
                                         Tag::helper, Tag::unmeasured, Tag::unreported, Tag::later, Tag::same};
inline constexpr Tags in_a_fix{Tag::amend, Tag::fix,    Tag::fix_to, Tag::mistake,
                               Tag::wrong, Tag::is_not, Tag::old,    Tag::that_one};

Statement ask(std::string reason);

/// With the value to be confirmed; urgent when that is a fever and `urgent_when_fever`.
Statement ask(std::string reason, int guess, bool urgent_when_fever = false);

/// Names the member that a message without a stored value is about.
void set_who(Statement& said, const Sentence& sentence);

// temperature_talk.cpp
std::optional<Statement> household(const Sentence& sentence);   // 我妈38.2
std::optional<Statement> doubtful(const Sentence& sentence);    // 我37.5算发烧吗
std::optional<Statement> questioned(const Sentence& sentence);  // 一天报几次
bool is_question(const Sentence& sentence);
bool is_other_talk(const Sentence& sentence);  // 外卖36.5
bool said_of_oneself(const Sentence& sentence);

/// What could not be read must not hide a fever: somebody's own 37.3 or more is asked about at once.
std::optional<Statement> fail_safe(const Sentence& sentence);

// temperature_list.cpp
std::optional<Statement> listed(const Sentence& sentence);  // 1. 李四 36.5 2. 王五 36.6

// temperature_clauses.cpp
/// The clauses that report, when the rest is talk of something else.
std::optional<std::string> report_amid_talk(const Sentence& sentence);

/// 算迟到吗: whether it is asked by when one reports.
bool asks_by_when(const Sentence& sentence);

// temperature_fix.cpp
std::optional<Statement> revoked(const Sentence& sentence);  // 撤回
std::optional<Statement> fixed(const Sentence& sentence);    // 打错了，36.6

// temperature_report.cpp
std::optional<Statement> reported(const Sentence& sentence);

/// The values at `taken`, where words of `allowed` and what the speaker says besides may stand around them.
std::optional<Statement> reported(const Sentence& sentence, Tags allowed, Kind kind,
                                  const std::vector<std::size_t>& taken);

// temperature_valueless.cpp
std::optional<Statement> broken(const Sentence& sentence);
std::optional<Statement> normal(const Sentence& sentence);     // 正常体温
std::optional<Statement> later(const Sentence& sentence);      // 等下报
std::optional<Statement> valueless(const Sentence& sentence);  // 正常

}  // namespace banwei::temperature
