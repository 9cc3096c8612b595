// An answer is clauses; each says who is here, why somebody is late, or is courtesy. Any other clause makes it no
// answer, save one free excuse beside a clear 到.
#include "handlers/attendance/signin_grammar.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/attendance/signin_clause.h"
#include "handlers/attendance/signin_forms.h"
#include "handlers/language/strings.h"

namespace banwei::attendance {

namespace {

using language::AnswerCut;
using language::holds;
using language::holds_one_of;
using language::is_one_of;

constexpr std::size_t longest_excuse = 30;  // characters

constexpr auto vocabulary = vocabulary_of<words>();

WordMatch<int> word_at(std::string_view text, std::size_t at) { return vocabulary.longest_at(text, at); }

constexpr Meanings around{names, Kind::greeting, Kind::address, Kind::class_name};

bool all_are(const std::vector<AnswerToken>& tokens, Meanings meanings) {
  return std::all_of(tokens.begin(), tokens.end(), [&](const AnswerToken& token) { return meanings.has(token); });
}

/// 签到失败, 签不上怎么办, 直播卡死了进不去: nothing but things, failures and despair.
bool is_problem(const AnswerCut& cut) {
  const auto& tokens = cut.tokens();
  constexpr Meanings about{thing, equipment, lesson, signed_in, cannot_sign, excuse, jam, filler};
  if (!all_are(tokens,
               {around, about,      Kind::mark, Kind::face, Kind::question, self,    title, day, just_now, fails,
                cannot, what_to_do, soft,       aspect,     also,           already, all,   ack, group,    says}))
    return false;
  const bool failed = holds(tokens, {fails, cannot_sign}) || (holds(tokens, {cannot}) && holds(tokens, {signed_in}));
  const bool subject = holds(tokens, about) || std::any_of(tokens.begin(), tokens.end(), [](const AnswerToken& t) {
                         return Meanings(fails).has(t) && is_one_of(t.text, plain_failures);
                       });
  return failed && subject && (!cut.asks() || holds(tokens, {what_to_do}));
}

std::string_view text_of(const SignInClause& clause) {
  const auto& first = clause.tokens.front().text;
  const auto& last = clause.tokens.back().text;
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

/// A sentence that no table knows and that asks nothing.
bool free_talk(const SignInClause& clause) {
  const auto text = text_of(clause);
  const bool about_others = holds(clause.tokens, {Kind::question, group, everybody, all});
  return !about_others && code_points(text) <= longest_excuse && !holds_one_of(text, no_excuse);
}

bool unread(const SignInClause& clause) { return !clause.understood; }

/// Why somebody comes late; a microphone that fails keeps nobody from coming.
bool delays(const SignInClause& clause) {
  return holds(clause.tokens, {reasons, fails, signed_late}) && !holds(clause.tokens, {equipment});
}

/// 刚进来; not 刚才麦没开.
bool just_came(const SignInClause& clause) {
  return !holds(clause.tokens, {equipment}) &&
         std::any_of(clause.tokens.begin(), clause.tokens.end(), [](const AnswerToken& t) {
           return Meanings(just_now).has(t) && t.text.find("现在") == t.text.npos;
         });
}

/// 李四在我旁边，帮他签一下; 帮李四签一下，他在开车: whatever is said of him, he is the one.
void take_circumstance(std::vector<SignInClause>& clauses) {
  const auto at = std::find_if(clauses.begin(), clauses.end(), unread);
  if (at == clauses.end()) return;
  if (at != clauses.begin() && !at->tokens.empty() && Meanings(he).has(at->tokens.front())) {
    const SignInClause& before = *(at - 1);
    const bool helps = before.understood && before.signs && holds(before.tokens, {help, proxy});
    at->understood = helps && before.subjects.size() == 1 && !at->signs && !holds(at->tokens, {Kind::question, away});
  }
  if (at + 1 == clauses.end() || at->understood) return;
  const SignInClause& next = *(at + 1);
  const auto named = std::count_if(at->tokens.begin(), at->tokens.end(),
                                   [](const AnswerToken& token) { return token.kind == Kind::name; });
  const bool of_him = next.understood && next.signs && (next.he || next.all);
  at->understood = named == 1 && of_him && !at->signs && !holds(at->tokens, {Kind::question});
}

/// Takes the one clause that could not be read away if it is an excuse beside a clear 到 of one's own, or stands behind
/// a 到 that leads and asks nothing: 到，这边有点吵. Whether it says why one is late.
bool take_free_talk(std::vector<SignInClause>& clauses) {
  if (std::count_if(clauses.begin(), clauses.end(), unread) != 1) return false;
  const auto clear = [](const SignInClause& c) {
    return c.understood && c.signs && c.plain && c.subjects.empty() && !c.all;
  };
  const auto at = std::find_if(clauses.begin(), clauses.end(), unread);
  if (std::none_of(clauses.begin(), clauses.end(), clear) || !free_talk(*at)) return false;
  const bool excuses = holds_one_of(text_of(*at), excuse_signs) && !holds(at->tokens, {names});
  const bool led = clear(clauses.front()) && holds(clauses.front().tokens, {arrived});
  if (!excuses && !led) return false;
  const bool late = excuses && !holds(at->tokens, {equipment});
  clauses.erase(at);
  return late;
}

/// Names said alone belong to the 到 behind them, else to the one before; 他 is whoever was named last.
std::vector<Subject> everybody_here(const std::vector<SignInClause>& clauses) {
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
bool admits_to_be_late(const std::vector<SignInClause>& clauses) {
  const Meanings may = Meanings(around, self, came_late, soft, title, filler).without(Kind::name);
  const auto courtesy = [&](const SignInClause& c) { return all_are(c.tokens, may); };
  const auto late = [](const SignInClause& c) { return holds(c.tokens, {came_late}); };
  const auto why = [&](const SignInClause& c) {  // 来晚了，刚下课
    return holds(c.tokens, {just_now, act}) && all_are(c.tokens, Meanings(may, just_now, act, excuse));
  };
  return std::any_of(clauses.begin(), clauses.end(), late) &&
         std::all_of(clauses.begin(), clauses.end(), [&](const auto& c) { return courtesy(c) || why(c); });
}

SignIn of_kind(SignIn::Kind kind) { return {kind, {}}; }

/// 他在: nobody says who he is.
bool speaks_of_nobody(const std::vector<SignInClause>& clauses) {
  return std::any_of(clauses.begin(), clauses.end(), [](const SignInClause& c) { return c.signs && c.he && !c.all; }) &&
         std::all_of(clauses.begin(), clauses.end(), [](const SignInClause& c) { return c.subjects.empty(); });
}

std::optional<SignIn> named(const std::vector<SignInClause>& clauses, bool late, const language::AnswerScene& scene) {
  if (speaks_of_nobody(clauses)) return std::nullopt;
  const std::size_t speaker = scene.people.place_of(scene.speaker);
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
  if (std::any_of(clauses.begin(), clauses.end(), [](const SignInClause& c) { return c.needs_name; }))
    return std::nullopt;
  if (std::any_of(clauses.begin(), clauses.end(), [](const SignInClause& c) { return c.signs && c.all; }))
    return of_kind(SignIn::Kind::ask);
  return of_kind(late ? SignIn::Kind::late : SignIn::Kind::sign);
}

std::optional<SignIn> read(const AnswerCut& cut, const language::AnswerScene& scene) {
  const auto& tokens = cut.tokens();
  if (tokens.empty()) return std::nullopt;
  if (cut.only_faces()) {
    const bool known = std::all_of(tokens.begin(), tokens.end(), [](const AnswerToken& t) {
      return t.kind != Kind::face || is_one_of(t.text, faces);
    });
    return known ? std::optional(of_kind(SignIn::Kind::sign)) : std::nullopt;
  }

  auto clauses = read_clauses(tokens);
  take_circumstance(clauses);
  const bool signs =
      std::any_of(clauses.begin(), clauses.end(), [](const SignInClause& c) { return c.signs && c.understood; });
  const bool free_reason = signs && !cut.asks() && take_free_talk(clauses);
  const bool all_read = std::all_of(clauses.begin(), clauses.end(), [](const SignInClause& c) { return c.understood; });
  const bool failed_at_last = clauses.size() > 1 && clauses.back().failed && clauses[clauses.size() - 2].by_signing;
  if (!signs || cut.asks() || !all_read || failed_at_last) {
    if (is_problem(cut)) return of_kind(SignIn::Kind::problem);
    if (!cut.asks() && !signs && admits_to_be_late(clauses)) return of_kind(SignIn::Kind::late);
    return std::nullopt;
  }

  // 现在到 alone is no answer, and 手机 is part of an excuse or of nothing.
  const bool reason = free_reason || std::any_of(clauses.begin(), clauses.end(), delays) ||
                      std::any_of(clauses.begin(), clauses.end(), just_came);
  const auto half_said = [](const SignInClause& c) {
    // 帮马超签个到，他上厕所; 他在路上
    const bool of_him = (c.he || (!c.tokens.empty() && Meanings(he).has(c.tokens.front()))) && !c.signs;
    return holds(c.tokens, {filler, act, thing, just_now}) && !holds(c.tokens, {equipment}) && !of_him;
  };
  if (!reason && std::any_of(clauses.begin(), clauses.end(), half_said)) return std::nullopt;
  return named(clauses, reason, scene);
}

/// 帮李四答个到他在路上: what is told of him, parted.
std::optional<std::string> parted_before_him(const AnswerCut& cut) {
  const auto& tokens = cut.tokens();
  if (tokens.empty() || !Meanings(help).has(tokens.front())) return std::nullopt;
  for (std::size_t i = 2; i + 1 < tokens.size(); ++i) {
    if (!Meanings(he).has(tokens[i]) || !any_core.has(tokens[i - 1])) continue;
    const auto at = static_cast<std::size_t>(tokens[i].text.data() - cut.text().data());
    return std::string(cut.text().substr(0, at)) + "," + std::string(cut.text().substr(at));
  }
  return std::nullopt;
}

/// 替何静代签一下, without its 一下.
std::optional<std::string> without_softener(const AnswerCut& cut) {
  const auto& tokens = cut.tokens();
  const std::string_view text = cut.text();
  if (tokens.empty() || !Meanings(help).has(tokens.front())) return std::nullopt;
  for (const std::string_view soft_end : {"一下吧", "一下", "下吧", "下"}) {
    if (text.ends_with(soft_end) && text.size() > soft_end.size())
      return std::string(text.substr(0, text.size() - soft_end.size()));
  }
  return std::nullopt;
}

/// 来了来了网卡了半天: an answer that is said twice, and what goes on without a mark, parted.
std::optional<std::string> parted(const AnswerCut& cut) {
  const auto& tokens = cut.tokens();
  std::size_t said = 0;  // times
  std::size_t next = 0;
  for (; next < tokens.size(); ++next) {
    const AnswerToken& token = tokens[next];
    const bool again = next == 0 || token.text == tokens.front().text;
    if (any_core.has(token) && again && !token.gap_before) {
      ++said;
    } else if (next == 0 || !Meanings(aspect, soft).has(token)) {
      break;
    }
  }
  if (said < 2 || next == tokens.size() || tokens[next].kind == Kind::mark) return std::nullopt;
  const auto at = static_cast<std::size_t>(tokens[next].text.data() - cut.text().data());
  return std::string(cut.text().substr(0, at)) + "," + std::string(cut.text().substr(at));
}

}  // namespace

std::optional<SignIn> understand_sign_in(std::string_view text, const language::AnswerScene& scene) {
  const AnswerCut cut(text, scene, word_at);
  if (auto said = read(cut, scene)) return said;
  if (const std::string once = language::said_once(text); once.size() < text.size()) {
    if (auto said = read(AnswerCut(once, scene, word_at), scene)) return said;
  }
  for (const auto& apart : {parted(cut), parted_before_him(cut), without_softener(cut)}) {
    if (!apart) continue;
    if (auto said = read(AnswerCut(*apart, scene, word_at), scene)) return said;
  }
  for (const language::Mended& slip : cut.slips()) {
    const AnswerCut meant(slip.text, scene, word_at);
    const AnswerToken* word = meant.token_at(slip.at);
    const bool long_enough = code_points(word->text) > 1 || Meanings(arrived).has(*word);  // 钱 is no 签
    if (!any_core.has(*word) || !long_enough) continue;
    const auto said = read(meant, scene);
    if (said && said->kind != SignIn::Kind::problem && said->kind != SignIn::Kind::ask) return said;
  }
  return std::nullopt;
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
