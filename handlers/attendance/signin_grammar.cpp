// An answer is clauses; each says who is here, why somebody is late, or is courtesy. Any other clause makes it no
// answer, save one free excuse beside a clear 到.
#include "handlers/attendance/signin_grammar.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/attendance/signin_clause.h"
#include "handlers/common/text.h"

namespace banwei::attendance {

namespace {

using language::Answer;
using language::holds_one_of;
using language::is_one_of;
using Kind = AnswerToken::Kind;

constexpr std::size_t longest_excuse = 30;  // characters

constexpr auto vocabulary = vocabulary_of<words>();

WordMatch<int> word_at(std::string_view text, std::size_t at) { return vocabulary.longest_at(text, at); }

template <typename Test>
bool any(const std::vector<AnswerToken>& tokens, Test test) {
  return std::any_of(tokens.begin(), tokens.end(), test);
}

bool frames(const AnswerToken& token) {
  return token.kind == Kind::greeting || token.kind == Kind::address || token.kind == Kind::name ||
         token.kind == Kind::class_name || token.kind == Kind::mark || token.kind == Kind::face;
}

/// 签到失败, 签不上怎么办, 直播卡死了进不去: nothing but things, failures and despair.
bool is_problem(const std::vector<AnswerToken>& tokens) {
  bool failed = false;
  bool subject = false;
  bool helpless = false;
  bool question = false;
  bool forbidden = false;
  for (const AnswerToken& token : tokens) {
    const bool word = is_any(token, self, title, thing, lesson, day, excuse, filler, just_now, fails, cannot,
                             cannot_sign, what_to_do, soft, aspect, signed_in, also, all, ack, group);
    if (!frames(token) && !word && token.kind != Kind::question) return false;
    question = question || token.kind == Kind::question;
    forbidden = forbidden || is_any(token, cannot);
    failed = failed || is_any(token, fails, cannot_sign) || (forbidden && is_any(token, signed_in));
    subject = subject || is_any(token, thing, lesson, signed_in, cannot_sign, excuse, filler) ||
              (is_any(token, fails) && is_one_of(token.text, plain_failures));
    helpless = helpless || is_any(token, what_to_do);
  }
  return failed && subject && (!question || helpless);
}

std::string_view text_of(const Clause& clause) {
  const auto& first = clause.tokens.front().text;
  const auto& last = clause.tokens.back().text;
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

/// A sentence that no table knows but that sounds like the reason for being late.
bool free_excuse(const Clause& clause) {
  const auto text = text_of(clause);
  const bool about_others = any(clause.tokens, [](const AnswerToken& t) {
    return t.kind == Kind::name || t.kind == Kind::question || is_any(t, group, everybody, all);
  });
  return !about_others && code_points(text) <= longest_excuse && holds_one_of(text, excuse_signs) &&
         !holds_one_of(text, no_excuse);
}

/// Takes the one clause that could not be read away if it is an excuse beside a clear 到 of one's own.
bool take_free_excuse(std::vector<Clause>& clauses) {
  const auto unread = [](const Clause& c) { return !c.understood; };
  if (std::count_if(clauses.begin(), clauses.end(), unread) != 1) return false;
  const bool clear = std::any_of(clauses.begin(), clauses.end(), [](const Clause& c) {
    return c.understood && c.signs && c.plain && c.subjects.empty() && !c.all;
  });
  const auto at = std::find_if(clauses.begin(), clauses.end(), unread);
  if (!clear || !free_excuse(*at)) return false;
  clauses.erase(at);
  return true;
}

/// Names said alone belong to the 到 behind them, else to the one before; 他 is whoever was named last.
std::vector<Subject> everybody_here(const std::vector<Clause>& clauses) {
  std::vector<Subject> here;
  std::vector<Subject> waiting;
  bool unnamed = false;
  for (const auto& clause : clauses) {
    if (!clause.signs) {
      waiting.insert(waiting.end(), clause.subjects.begin(), clause.subjects.end());
      continue;
    }
    auto subjects = clause.subjects;
    if (subjects.empty() || clause.he) subjects.insert(subjects.begin(), waiting.begin(), waiting.end());
    if (!clause.he) waiting.clear();
    if (subjects.empty()) {
      unnamed = true;
      subjects.push_back({true, {}});
    }
    here.insert(here.end(), subjects.begin(), subjects.end());
  }
  if (unnamed && here.size() == 1 && !waiting.empty() && !clauses.back().signs) here = waiting;
  return here;
}

/// 迟到了 and nothing else but courtesy: here, and late.
bool admits_to_be_late(const std::vector<Clause>& clauses, std::size_t speaker) {
  bool said = false;
  for (const auto& clause : clauses) {
    for (const AnswerToken& token : clause.tokens) {
      const bool own =
          token.kind == Kind::name && std::find(token.who.begin(), token.who.end(), speaker) != token.who.end();
      said = said || is_any(token, came_late);
      if (!own && token.kind != Kind::greeting && token.kind != Kind::address && token.kind != Kind::class_name &&
          !is_any(token, self, came_late, soft, title)) {
        return false;
      }
    }
  }
  return said;
}

SignIn of_kind(SignIn::Kind kind) { return {kind, {}}; }

std::optional<SignIn> named(const std::vector<Clause>& clauses, bool late, const language::AnswerScene& scene,
                            std::size_t speaker) {
  SignIn said;
  bool others = false;
  for (const auto& subject : everybody_here(clauses)) {
    if (subject.who.size() > 1) return of_kind(SignIn::Kind::ask);
    const std::size_t person = subject.self ? speaker : subject.who.front();
    others = others || !subject.self;
    if (person >= scene.people.size()) continue;
    const Named& name = scene.people[person];
    const bool again =
        std::any_of(said.who.begin(), said.who.end(), [&](const Named& one) { return one.number == name.number; });
    if (!again) said.who.push_back(name);
  }
  if (others) {
    said.kind = SignIn::Kind::behalf;
    return said;
  }
  if (std::any_of(clauses.begin(), clauses.end(), [](const Clause& c) { return c.needs_name; })) return std::nullopt;
  if (std::any_of(clauses.begin(), clauses.end(), [](const Clause& c) { return c.signs && c.all; }))
    return of_kind(SignIn::Kind::ask);
  return of_kind(late ? SignIn::Kind::late : SignIn::Kind::sign);
}

}  // namespace

std::optional<SignIn> understand_sign_in(std::string_view text, const language::AnswerScene& scene) {
  const Answer cut(text, scene, word_at);
  const auto& tokens = cut.tokens();
  if (tokens.empty()) return std::nullopt;
  if (cut.only_faces()) {
    const bool known = std::all_of(tokens.begin(), tokens.end(), [](const AnswerToken& t) {
      return t.kind != Kind::face || is_one_of(t.text, faces);
    });
    return known ? std::optional(of_kind(SignIn::Kind::sign)) : std::nullopt;
  }

  const std::size_t speaker = scene.people.place_of(scene.speaker);
  auto clauses = read_clauses(tokens, speaker);
  const bool question = any(tokens, [](const AnswerToken& t) { return t.kind == Kind::question; });
  const bool signs =
      std::any_of(clauses.begin(), clauses.end(), [](const Clause& c) { return c.signs && c.understood; });
  const bool free_reason = signs && !question && take_free_excuse(clauses);
  const bool all_read = std::all_of(clauses.begin(), clauses.end(), [](const Clause& c) { return c.understood; });
  const bool failed_at_last = clauses.size() > 1 && clauses.back().failed && clauses[clauses.size() - 2].by_signing;
  if (!signs || question || !all_read || failed_at_last) {
    if (is_problem(tokens)) return of_kind(SignIn::Kind::problem);
    if (!question && !signs && admits_to_be_late(clauses, speaker)) return of_kind(SignIn::Kind::late);
    return std::nullopt;
  }

  // 现在到 alone is no answer, and 手机 is part of an excuse or of nothing.
  const bool reason = free_reason || any(tokens, [](const AnswerToken& t) {
                        return is_any(t, excuse, came_late, fails, signed_late) ||
                               (is_any(t, just_now) && t.text.find("现在") == t.text.npos);
                      });
  if (!reason && any(tokens, [](const AnswerToken& t) { return is_any(t, filler, act, thing, just_now); }))
    return std::nullopt;
  return named(clauses, reason, scene, speaker);
}

std::string_view to_string(SignIn::Kind kind) {
  constexpr std::array<std::string_view, 5> names{"sign", "late", "behalf", "problem", "ask"};
  return names.at(static_cast<std::size_t>(kind));
}

nlohmann::ordered_json fields(const SignIn& sign_in) {
  auto out = nlohmann::ordered_json::object();
  if (sign_in.kind == SignIn::Kind::ask) out["ask"] = "who";
  if (sign_in.who.size() == 1) out["who"] = sign_in.who.front().name;
  if (sign_in.who.size() > 1) {
    for (const Named& person : sign_in.who) out["who"].push_back(person.name);
  }
  return out;
}

}  // namespace banwei::attendance
