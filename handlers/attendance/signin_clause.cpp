// Reading a clause: what leads to the word that signs in, that word, and what trails behind it.
#include "handlers/attendance/signin_clause.h"

#include <algorithm>

namespace banwei::attendance {

namespace {

using language::is_one_of;

using Kind = AnswerToken::Kind;
using Tokens = std::vector<AnswerToken>;

bool is_core(const AnswerToken& token) {
  return is_any(token, arrived, signed_in, came, present, entered, tick, with_tick, signed_late, proxy);
}

bool is_name_of(const AnswerToken& token, std::size_t person) {
  return token.kind == Kind::name && std::find(token.who.begin(), token.who.end(), person) != token.who.end();
}

bool is_particle_of(const AnswerToken& core, const AnswerToken& token) {
  if (token.gap_before) return false;
  if (token.text == "滴") return is_any(core, present, arrived);
  if (is_any(token, aspect)) return !is_any(core, tick, with_tick);
  if (is_any(token, soft)) return !is_any(core, tick, with_tick, came);
  return is_any(token, de) && is_any(core, present);
}

/// Words that sign in and make one of two: 到到, 来签到, 签到到, 签到+1.
bool continues(const AnswerToken& core, const AnswerToken& next) {
  if (!is_core(next)) return false;
  if (next.gap_before || core.text == next.text) return true;
  if (is_any(core, came)) return is_any(next, signed_in);
  if (is_any(core, signed_in)) return is_any(next, arrived, signed_in, tick, with_tick, came);
  if (core.text == "1") return is_any(next, arrived, signed_in);
  return is_any(core, arrived) && is_any(next, with_tick);
}

struct CoreRun {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool aspect_said = false;
  bool de_said = false;
  bool signs_in = false;  // has 签到 in it
  bool late = false;
  bool proxied = false;
};

CoreRun run_at(const Tokens& tokens, std::size_t begin) {
  CoreRun run;
  run.begin = begin;
  std::size_t i = begin;
  for (;;) {
    const AnswerToken& core = tokens[i];
    run.signs_in = run.signs_in || is_any(core, signed_in);
    run.late = run.late || is_any(core, signed_late);
    run.proxied = run.proxied || is_any(core, proxy);
    for (++i; i < tokens.size() && is_particle_of(core, tokens[i]); ++i) {
      run.aspect_said = run.aspect_said || is_any(tokens[i], aspect);
      run.de_said = run.de_said || is_any(tokens[i], de);
    }
    if (i == tokens.size() || !continues(core, tokens[i])) break;
  }
  run.end = i;
  return run;
}

bool in_list(const Tokens& tokens, std::size_t i) {
  const auto joins = [&](std::size_t k) {
    return k < tokens.size() && (tokens[k].kind == Kind::list_mark || is_any(tokens[k], conjunction));
  };
  return joins(i + 1) || (i > 0 && joins(i - 1));
}

/// 马上到, 李四马上到: an adverb, unless a mark, a list or 帮 makes it a name.
bool is_adverb(const Tokens& tokens, std::size_t i) {
  return is_one_of(tokens[i].text, adverb_names) && !in_list(tokens, i) && !(i > 0 && is_any(tokens[i - 1], help)) &&
         i + 1 < tokens.size() && !tokens[i + 1].gap_before;
}

std::vector<Subject> subjects_of(const Tokens& tokens, std::size_t speaker) {
  std::vector<Subject> subjects;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is_name_of(tokens[i], speaker) || (is_any(tokens[i], self) && in_list(tokens, i))) {
      subjects.push_back({true, {}});
    } else if (tokens[i].kind == Kind::name) {
      subjects.push_back({false, tokens[i].who});
    }
  }
  return subjects;
}

bool may_lead(const Tokens& tokens, std::size_t i, const CoreRun& run) {
  const AnswerToken& token = tokens[i];
  const AnswerToken& core = tokens[run.begin];
  const bool touches = i + 1 == run.begin && !core.gap_before;
  switch (token.kind) {
    case Kind::greeting:
    case Kind::class_name:
    case Kind::room:
    case Kind::list_mark:
      return true;
    case Kind::address:  // 老师到了 is news of the teacher, 老师到 is an answer
      return !touches || run.de_said || (is_any(core, arrived, signed_in, tick) && !run.aspect_said);
    case Kind::name:
      return !is_adverb(tokens, i);
    case Kind::number:  // 204都到了
      return token.text.size() >= 3 && token.text.size() <= 4 && i + 1 < tokens.size() && is_any(tokens[i + 1], all);
    case Kind::word:
      break;
    default:
      return false;
  }
  switch (token.meaning) {
    case self:  // 我来 offers to do something, 我来了 and 我来签到 are here
      return !touches || core.text != "来" || run.aspect_said || run.signs_in;
    case lesson:
      return !touches || is_any(core, signed_in) || (is_any(core, arrived) && !run.aspect_said);
    case day:
      return !touches || is_any(core, signed_in);
    case excuse:
    case came_late:
    case act:
    case fails:
      if (touches && is_any(token, fails) && is_any(core, signed_in)) return false;  // 找不到签到
      if (touches && token.text == "卡") return false;
      return !touches || is_any(core, arrived, signed_in, signed_late) || (is_any(core, came) && run.aspect_said);
    case aspect:
      return i > 0 && (is_any(tokens[i - 1], excuse, act, fails, filler, thing) || tokens[i - 1].kind == Kind::word);
    case just_now:
      return !touches || is_any(core, arrived, signed_in, came, entered, signed_late);
    case everybody:
      return run.aspect_said;
    case also:
    case all:
    case group:
    case conjunction:
    case help:
    case he:
    case title:
    case ack:
    case filler:
      return true;
    default:
      return false;
  }
}

/// What may follow behind a gap: 到 张三, 签到 机电1901, 到 刚看到.
bool may_trail(const AnswerToken& token) {
  return token.kind == Kind::name || token.kind == Kind::class_name || token.kind == Kind::greeting ||
         token.kind == Kind::address || token.kind == Kind::list_mark ||
         is_any(token, self, excuse, came_late, just_now, act, aspect, title, ack);
}

/// A clause with a word that signs in.
void read_signing(Clause& clause, const CoreRun& run, std::size_t speaker) {
  const Tokens& tokens = clause.tokens;
  bool ok = true;
  bool helped = run.proxied;
  bool for_me = false;
  bool with_group = false;  // 我和室友
  bool already = false;
  bool just = false;
  for (std::size_t i = 0; i < run.begin; ++i) {
    ok = ok && may_lead(tokens, i, run);
    for_me = for_me || (helped && is_any(tokens[i], self));
    helped = helped || is_any(tokens[i], help);
    already = already || is_any(tokens[i], also);
    with_group = with_group || (is_any(tokens[i], group) && i > 0 && is_any(tokens[i - 1], conjunction));
    just = just || is_any(tokens[i], just_now);
    clause.he = clause.he || is_any(tokens[i], he);
    clause.all = clause.all || is_any(tokens[i], all, group, everybody) || tokens[i].kind == Kind::room;
    clause.late = clause.late || is_any(tokens[i], excuse, came_late, just_now, fails);
  }
  clause.late = clause.late || run.late;
  for (std::size_t i = run.end; i < tokens.size(); ++i) {
    const bool joined_list =
        helped && (tokens[i].kind == Kind::name || tokens[i].kind == Kind::list_mark || is_any(tokens[i], conjunction));
    const bool behind_gap = tokens[i].gap_before || (i > run.end && may_trail(tokens[i - 1]));
    const bool own = is_name_of(tokens[i], speaker) || tokens[i].kind == Kind::greeting ||
                     (tokens[i].kind == Kind::address && i + 1 == tokens.size() && run.end - run.begin > 1);
    ok = ok && (joined_list || (may_trail(tokens[i]) && (behind_gap || own)));
    clause.late = clause.late || is_any(tokens[i], excuse, came_late, just_now);
  }
  clause.subjects = subjects_of(tokens, speaker);
  const bool named = !clause.subjects.empty();
  const bool others =
      std::any_of(clause.subjects.begin(), clause.subjects.end(), [](const Subject& s) { return !s.self; });
  const AnswerToken& core = tokens[run.begin];
  if (is_any(core, entered)) ok = ok && (already || just || run.aspect_said);
  if (is_any(core, came) && (others || clause.all)) ok = ok && run.aspect_said;
  // 帮我签到 asks another; 代签 without a name waits for the name in another clause.
  if (helped && !others && !clause.he) {
    ok = ok && !for_me;
    clause.needs_name = true;
  }
  if (others || (named && !with_group)) clause.all = false;
  // 全员签到 tells others to, 全员签到了 reports it.
  if (clause.all && is_any(core, signed_in)) ok = ok && run.aspect_said;
  clause.understood = ok;
  clause.signs = true;
  clause.by_signing = run.signs_in;
  clause.plain = is_any(core, arrived, signed_in, signed_late) || run.aspect_said;
}

/// A clause without one: courtesy, a name, a reason, or 人齐了.
void read_other(Clause& clause, std::size_t speaker) {
  const Tokens& tokens = clause.tokens;
  const bool whole =
      std::any_of(tokens.begin(), tokens.end(), [](const AnswerToken& t) { return is_any(t, complete); });
  const bool just = std::any_of(tokens.begin(), tokens.end(), [](const AnswerToken& t) { return is_any(t, just_now); });
  clause.understood = std::all_of(tokens.begin(), tokens.end(), [&](const AnswerToken& t) {
    const bool place = t.kind == Kind::greeting || t.kind == Kind::address || t.kind == Kind::name ||
                       t.kind == Kind::class_name || t.kind == Kind::room || t.kind == Kind::list_mark;
    return place || (whole && is_any(t, complete, all, everybody)) ||
           is_any(t, self, title, lesson, day, excuse, came_late, act, filler, just_now, ack, soft, aspect, conjunction,
                  fails, he, group, thing, also, help, de);
  });
  for (const AnswerToken& token : tokens) {
    clause.late = clause.late || is_any(token, excuse, came_late, fails) || (just && is_any(token, act, filler));
    clause.failed = clause.failed || (is_any(token, fails) && !just);
    clause.he = clause.he || is_any(token, he);
  }
  clause.subjects = subjects_of(tokens, speaker);
  clause.signs = clause.all = whole;
}

Clause read(Tokens tokens, std::size_t speaker) {
  Clause clause;
  clause.tokens = std::move(tokens);
  const auto core = std::find_if(clause.tokens.begin(), clause.tokens.end(), is_core);
  if (core == clause.tokens.end()) {
    read_other(clause, speaker);
  } else {
    read_signing(clause, run_at(clause.tokens, static_cast<std::size_t>(core - clause.tokens.begin())), speaker);
  }
  return clause;
}

void add_read(std::vector<Clause>& clauses, const Tokens& tokens, std::size_t speaker) {
  Clause whole = read(tokens, speaker);
  const auto last_core =
      std::find_if(tokens.rbegin(), tokens.rend(), [](const AnswerToken& t) { return is_core(t) && t.gap_before; });
  if (!whole.understood && last_core != tokens.rend() && last_core + 1 != tokens.rend()) {
    const auto split = last_core.base() - 1;
    Clause tail = read({split, tokens.end()}, speaker);
    if (tail.understood) {
      clauses.push_back(read({tokens.begin(), split}, speaker));
      clauses.push_back(std::move(tail));
      return;
    }
  }
  clauses.push_back(std::move(whole));
}

}  // namespace

std::vector<Clause> read_clauses(const std::vector<AnswerToken>& tokens, std::size_t speaker) {
  std::vector<Clause> clauses;
  Tokens part;
  for (const AnswerToken& token : tokens) {
    if (token.kind == Kind::mark) {
      if (!part.empty()) add_read(clauses, part, speaker);
      part.clear();
    } else if (token.kind != Kind::face) {
      part.push_back(token);
    }
  }
  if (!part.empty()) add_read(clauses, part, speaker);
  return clauses;
}

}  // namespace banwei::attendance
