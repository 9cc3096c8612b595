// What a clause of an answer to a roll call means, once a form has taken every token of it.
#include "handlers/attendance/signin_clause.h"

#include <algorithm>
#include <iterator>

#include "handlers/attendance/signin_forms.h"

namespace banwei::attendance {

namespace {

using language::holds;
using language::holds_pair;
using Tokens = std::vector<AnswerToken>;

std::vector<Subject> subjects_of(const Tokens& tokens) {
  std::vector<Subject> subjects;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool listed = (i > 0 && listing.has(tokens[i - 1])) || (i + 1 < tokens.size() && listing.has(tokens[i + 1]));
    if (tokens[i].kind == Kind::own || (Meanings(self).has(tokens[i]) && listed)) {
      subjects.push_back({true, {}});
    } else if (tokens[i].kind == Kind::name) {
      subjects.push_back({false, tokens[i].who});
    }
  }
  return subjects;
}

/// A clause with a word that signs in.
void read_signing(SignInClause& clause) {
  const Tokens& tokens = clause.tokens;
  const bool helped = holds(tokens, {help, proxy});
  clause.subjects = subjects_of(tokens);
  const auto fit = language::fit(helped ? help_form : own_form, tokens);
  if (!fit) return;
  const AnswerToken& core = tokens[fit->begin];
  const bool done = fit->said.meets(aspect);
  clause.signs = true;
  clause.by_signing = fit->said.meets(signed_in);
  clause.plain = done || Meanings(arrived, signed_in, signed_late).has(core);
  clause.he = fit->lead.meets(he);
  clause.all = fit->lead.meets({all, group, everybody, Kind::room});
  const bool others =
      std::any_of(clause.subjects.begin(), clause.subjects.end(), [](const Subject& s) { return !s.self; });
  bool ok = done || !fit->lead.meets(everybody);
  if (Meanings(entered).has(core)) ok = ok && (done || fit->lead.meets({also, already, just_now}));
  if (comes.has(core) && (others || clause.all)) ok = ok && done;
  // 帮我签到 asks another; 代签 without a name waits for the name in another clause.
  clause.needs_name = helped && !others && !clause.he;
  if (clause.needs_name) ok = ok && !holds_pair(tokens, {help}, {self});
  const bool with_group = holds_pair(tokens, {conjunction}, {group});  // 我和室友
  if (others || (!clause.subjects.empty() && !with_group)) clause.all = false;
  // 全员签到 tells others to, 全员签到了 reports it.
  if (clause.all && Meanings(signed_in).has(core)) ok = ok && done;
  clause.understood = ok;
}

/// A clause without one: courtesy, a name, a reason, or 人齐了.
void read_other(SignInClause& clause) {
  const Tokens& tokens = clause.tokens;
  const bool whole = holds(tokens, {complete});
  const Meanings aside{names,         Kind::greeting,
                       Kind::address, Kind::class_name,
                       Kind::room,    Kind::list_mark,
                       self,          title,
                       lesson,        day,
                       reasons,       act,
                       filler,        just_now,
                       ack,           soft,
                       aspect,        conjunction,
                       fails,         he,
                       group,         thing,
                       equipment,     also,
                       already,       help,
                       says,          de};
  const Meanings may = whole ? Meanings(aside, complete, all, everybody) : aside;
  clause.understood = std::all_of(tokens.begin(), tokens.end(), [&](const AnswerToken& t) { return may.has(t); });
  clause.failed = holds(tokens, {fails}) && !holds(tokens, {just_now});
  clause.he = holds(tokens, {he});
  clause.subjects = subjects_of(tokens);
  clause.signs = clause.all = whole;
}

SignInClause read(Tokens tokens) {
  SignInClause clause;
  clause.tokens = std::move(tokens);
  holds(clause.tokens, any_core) ? read_signing(clause) : read_other(clause);
  return clause;
}

void add_read(std::vector<SignInClause>& clauses, const Tokens& tokens) {
  SignInClause whole = read(tokens);
  // 到 帮李四签一下他在开车: what is said of him stands apart.
  const auto of_him = std::find_if(tokens.begin(), tokens.end(), [](const auto& t) { return Meanings(he).has(t); });
  if (!whole.understood && of_him != tokens.begin() && of_him != tokens.end()) {
    SignInClause tail = read({of_him, tokens.end()});
    std::vector<SignInClause> heads;
    if (tail.understood && !tail.signs) add_read(heads, {tokens.begin(), of_him});
    const bool read_all = std::all_of(heads.begin(), heads.end(), [](const auto& one) { return one.understood; });
    if (!heads.empty() && read_all && heads.back().signs) {
      std::move(heads.begin(), heads.end(), std::back_inserter(clauses));
      clauses.push_back(std::move(tail));
      return;
    }
  }
  for (auto split = tokens.end(); !whole.understood && split != tokens.begin();) {
    if (--split == tokens.begin() || !split->gap_before) continue;
    SignInClause tail = read({split, tokens.end()});
    if (!tail.understood || !tail.signs) continue;
    add_read(clauses, {tokens.begin(), split});
    clauses.push_back(std::move(tail));
    return;
  }
  clauses.push_back(std::move(whole));
}

}  // namespace

std::vector<SignInClause> read_clauses(const std::vector<AnswerToken>& tokens) {
  std::vector<SignInClause> clauses;
  Tokens part;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const AnswerToken& token = tokens[i];
    if (token.kind == Kind::mark) {
      if (!part.empty()) add_read(clauses, part);
      part.clear();
      continue;
    }
    if (token.kind == Kind::face) continue;
    part.push_back(token);
    const bool short_number = token.kind == Kind::number && token.text.size() >= 3 && token.text.size() <= 4;
    if (short_number && i + 1 < tokens.size() && Meanings(all).has(tokens[i + 1])) part.back().kind = Kind::room;
  }
  if (!part.empty()) add_read(clauses, part);
  return clauses;
}

}  // namespace banwei::attendance
