// The first clause that is more than courtesy must be a receipt to its last token. What stands behind it is courtesy, a
// promise, a name, a question, or a free sentence; only behind a clear word does a free sentence leave the receipt
// standing.
#include "handlers/announcement/receipt_grammar.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/announcement/receipt_forms.h"
#include "handlers/language/strings.h"

namespace banwei::announcement {

namespace {

using language::AnswerCut;
using language::AnswerToken;
using language::begins_with_one_of;
using language::holds;
using language::holds_one_of;
using language::holds_pair;
using language::is_one_of;
using Tokens = std::span<const AnswerToken>;

constexpr auto vocabulary = vocabulary_of<words>();

WordMatch<int> word_at(std::string_view text, std::size_t at) { return vocabulary.longest_at(text, at); }

/// What one clause says.
struct ReceiptClause {
  bool receipt = false;
  bool clear = false;     // 收到, 好的, 明白: a sentence may follow
  bool courtesy = false;  // Greetings, names and forms of address only.
  bool promise = false;   // What will be done, or has been.
  bool group = false;
  bool he = false;
  std::optional<std::int64_t> number;         // The number of a notice.
  std::vector<std::vector<std::size_t>> who;  // The others.
};

/// 12, 12号.
std::optional<std::int64_t> number_of(const AnswerToken& token) {
  const std::string_view figures = token.text.substr(0, token.text.find("号"));
  const bool all = !figures.empty() && std::all_of(figures.begin(), figures.end(), is_digit);
  return all && figures.size() <= 10 ? std::optional(number(figures)) : std::nullopt;
}

/// The notice that is named, and the people: 李四, and in 我和李四 or 张三、李四 oneself too, but not alone.
void add_names(ReceiptClause& clause, Tokens tokens, std::size_t speaker) {
  constexpr Meanings joins{names, listing};
  bool others = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == TokenKind::number) clause.number = number_of(tokens[i]);
    const bool listed = (i > 0 && joins.has(tokens[i - 1])) || (i + 1 < tokens.size() && joins.has(tokens[i + 1]));
    if (Meanings(self, TokenKind::own).has(tokens[i])) {
      if (listed) clause.who.push_back({speaker});
    } else if (tokens[i].kind == TokenKind::name) {
      clause.who.push_back(tokens[i].who);
      others = true;
    }
  }
  if (!others) clause.who.clear();
}

std::optional<ReceiptClause> read_receipt(Tokens tokens, std::size_t speaker) {
  const auto core = std::find_if(tokens.begin(), tokens.end(),
                                 [](const AnswerToken& token) { return Meanings(clear, nods, verbs).has(token); });
  const bool done = core != tokens.end() && Meanings(task, complete).has(*core);
  const auto fit = language::fit(done ? done_form : received_form, tokens);
  if (!fit) return std::nullopt;
  ReceiptClause clause;
  add_names(clause, tokens, speaker);
  const bool others = !clause.who.empty();
  clause.receipt = true;
  clause.clear = !nods.has(*core) || fit->behind.meets(clear);
  clause.he = fit->lead.meets(he);
  clause.group = !others && fit->lead.meets({all, group, TokenKind::room});
  const bool aspect_said = Meanings(fit->said, fit->behind).meets(aspect);
  if (!clause.clear && !fit->more.empty()) return std::nullopt;
  if (fit->lead.meets(help) && (holds_pair(tokens, {help}, {self}) || (!others && !clause.he))) return std::nullopt;
  if (fit->lead.meets(everybody) && !(fit->lead.meets({all, also, already}) && aspect_said)) return std::nullopt;
  if (fit->lead.meets(parents) && !fit->lead.meets({also, already}) && !aspect_said) return std::nullopt;
  if (clause.group && tokens.back().text == "吧") return std::nullopt;  // 都收到了吧 asks
  if (others && !clause.clear && Meanings(nod, well).has(*core)) return std::nullopt;
  return clause;
}

ReceiptClause read(Tokens tokens, std::size_t speaker) {
  if (auto receipt = read_receipt(tokens, speaker)) return *std::move(receipt);
  constexpr Meanings polite{names, frames,     listing, TokenKind::room, TokenKind::number, soft, de, title, self,
                            help,  reply_word, notice,  ordinal};
  constexpr Meanings promising{promise, promised, parents, task, complete,         finished,
                               also,    already,  aspect,  all,  TokenKind::adverb};
  const auto all_of = [&](Meanings may) {
    return std::all_of(tokens.begin(), tokens.end(), [&](const AnswerToken& token) { return may.has(token); });
  };
  ReceiptClause clause;
  add_names(clause, tokens, speaker);
  const bool courtesy = all_of(polite);
  clause.courtesy = courtesy && (!holds(tokens, {help}) || !clause.who.empty());
  clause.promise = !courtesy && all_of({polite, promising}) && holds(tokens, {promised, task, complete});
  return clause;
}

std::vector<Tokens> between_marks(Tokens tokens) {
  std::vector<Tokens> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= tokens.size(); ++i) {
    const bool asked = i < tokens.size() && tokens[i].kind == TokenKind::question;
    if (i < tokens.size() && tokens[i].kind != TokenKind::mark && !asked) continue;
    const std::size_t end = asked ? i + 1 : i;
    if (end > begin) parts.push_back(tokens.subspan(begin, end - begin));
    begin = i + 1;
  }
  return parts;
}

std::string_view text_of(Tokens tokens) {
  const auto& first = tokens.front().text;
  const auto& last = tokens.back().text;
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

bool asks(std::string_view text) {
  return (holds_one_of(text, question_signs) && !holds_one_of(text, no_question)) ||
         (holds_one_of(text, fault_signs) && !holds_one_of(text, no_fault)) || text.ends_with("呢") ||
         text.ends_with("嘛") || text.ends_with("么");
}

struct Whole {
  bool receipt = false;
  bool clear = false;
  bool question = false;
  bool group = false;
  bool own = false;   // It is a receipt that names nobody.
  bool talk = false;  // It is a free sentence.
  bool announces = false;
  bool of_others = false;  // A sentence about others stands before it.
  std::optional<std::int64_t> number;
  std::vector<std::vector<std::size_t>> who;
};

struct Parted {
  ReceiptClause clause;
  Tokens rest;  // The sentence behind it.
};

/// A clause whose head is a receipt behind which only white space parts a sentence is parted there.
Parted parted(Tokens part, std::size_t speaker) {
  ReceiptClause clause = read(part, speaker);
  if (clause.receipt || clause.courtesy || clause.promise) return {std::move(clause), {}};
  for (std::size_t i = 1; i < part.size(); ++i) {
    const auto after = text_of(part.subspan(i));
    if (!part[i].gap_before && !begins_with_one_of(after, turns_at_once)) continue;
    ReceiptClause head = read(part.first(i), speaker);
    ReceiptClause tail = read(part.subspan(i), speaker);
    const bool stands = head.clear && part[i].gap_before;  // 收到 今天室外好热
    if (head.receipt && (stands || asks(after) || begins_with_one_of(after, turns_to_publisher)))
      return {std::move(head), part.subspan(i)};
    if (tail.receipt && tail.clear && tail.who.empty() && (head.courtesy || head.promise)) return {std::move(tail), {}};
  }
  return {std::move(clause), {}};
}

/// All clauses together.
Whole read_all(Tokens tokens, std::size_t speaker) {
  Whole reply;
  std::vector<std::vector<std::size_t>> waiting;
  bool turned = false;
  const auto parts = between_marks(tokens);
  for (std::size_t place = 0; place < parts.size(); ++place) {
    const Tokens part = parts[place];
    const Parted read_part = parted(part, speaker);
    const ReceiptClause& clause = read_part.clause;
    const Tokens rest = read_part.rest;
    const auto sentence = rest.empty() ? text_of(part) : text_of(rest);
    if (clause.receipt) {
      reply.receipt = true;
      reply.clear = reply.clear || clause.clear;
      auto who = clause.who;
      if (who.empty() || clause.he) who.insert(who.end(), waiting.begin(), waiting.end());
      reply.own = reply.own || (who.empty() && !clause.group);
      waiting.clear();
      reply.who.insert(reply.who.end(), who.begin(), who.end());
      reply.group = reply.group || (clause.group && who.empty());
      if (clause.number) reply.number = clause.number;
    } else if (clause.courtesy) {
      if (reply.receipt && part.size() == 1 && is_one_of(part.front().text, language::adverb_names)) continue;  // 马上
      waiting.insert(waiting.end(), clause.who.begin(), clause.who.end());
      if (clause.number) reply.number = clause.number;
      continue;
    }
    if (clause.receipt && rest.empty()) continue;
    // 李四没网，他知道了: whatever is said of him, he is the one.
    if (!reply.receipt && clause.who.size() == 1 && place + 1 < parts.size() && !asks(sentence) &&
        read(parts[place + 1], speaker).he) {
      waiting = clause.who;
      continue;
    }
    // 李四说，收到: it is not said for oneself.
    reply.of_others = reply.of_others || (!reply.receipt && !clause.who.empty());
    if (begins_with_one_of(sentence, announcing)) reply.announces = true;
    if (clause.promise && !asks(sentence)) continue;
    reply.question = reply.question || asks(sentence);
    turned = turned || begins_with_one_of(sentence, turns_to_publisher);
    reply.talk = true;
  }
  if (reply.own && !reply.who.empty()) reply.who.insert(reply.who.begin(), {speaker});
  if (reply.receipt && !waiting.empty() && reply.who.empty() && !reply.talk) reply.who = waiting;
  // Behind 嗯 or 好 a sentence is talk, unless it turns to the publisher.
  if (reply.talk && !reply.clear && !(turned && reply.question)) reply.receipt = false;
  return reply;
}

/// What only its neighbours and what is open tell: whether figures name a notice, a room or neither.
std::vector<AnswerToken> settled(const AnswerCut& cut, std::span<const std::int64_t> open) {
  auto tokens = cut.tokens();
  const bool received = holds(tokens, {got, read_it});
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    AnswerToken& token = tokens[i];
    const auto number = number_of(token);
    const bool is_open = number && std::find(open.begin(), open.end(), *number) != open.end();
    const bool seat = names.has(token) && code_points(token.text) <= 4;
    if (is_open && (seat || (received && Meanings(tick).has(token)))) {
      token.kind = TokenKind::number;  // 收到11, 11号收到: a 11 nods only where it stands alone
    } else if (token.kind == TokenKind::number && token.text.size() > 2 && !is_open) {
      const bool leads = i + 1 < tokens.size() && tokens[i + 1].kind != TokenKind::mark;
      token.kind = token.text.size() <= 4 && leads ? TokenKind::room : TokenKind::unknown;
    } else if (i > 0 && Meanings(reply_word).has(token) && Meanings(already).has(tokens[i - 1])) {
      token.meaning = needs_aspect;  // 已回复
    } else if (i > 0 && names.has(token) && is_one_of(token.text, language::adverb_names) &&
               !Meanings(TokenKind::mark, TokenKind::list_mark).has(tokens[i - 1])) {
      token.kind = TokenKind::adverb;  // 好的 马上
    }
  }
  return tokens;
}

std::optional<Receipt> read(const AnswerCut& cut, const language::AnswerScene& scene,
                            std::span<const std::int64_t> open) {
  const auto tokens = settled(cut, open);
  if (tokens.empty()) return std::nullopt;
  Receipt said;
  if (cut.only_faces()) {
    const bool known = std::all_of(tokens.begin(), tokens.end(), [](const AnswerToken& t) {
      return t.kind != TokenKind::face || is_one_of(t.text, faces);
    });
    return known ? std::optional(said) : std::nullopt;
  }
  const Whole reply = read_all(tokens, scene.people.place_of(scene.speaker));
  if (!reply.receipt || reply.announces || reply.of_others || (cut.asks() && !reply.question)) return std::nullopt;
  said.question = reply.question;
  if (reply.number && std::find(open.begin(), open.end(), *reply.number) != open.end()) {
    said.id = reply.number;
  } else if (reply.number) {
    said.kind = Receipt::Kind::ask;
    said.which = true;
    return said;
  }
  for (const auto& who : reply.who) {
    if (who.size() != 1) {
      said.kind = Receipt::Kind::ask;
      said.who.clear();
      return said;
    }
    if (who.front() >= scene.people.size()) continue;
    const Named& person = scene.people[who.front()];
    if (std::none_of(said.who.begin(), said.who.end(), [&](const Named& one) { return one.number == person.number; }))
      said.who.push_back(person);
  }
  if (!said.who.empty() || reply.group) said.kind = Receipt::Kind::behalf;
  return said;
}

}  // namespace

std::optional<Receipt> understand_receipt(std::string_view text, const language::AnswerScene& scene,
                                          std::span<const std::int64_t> open) {
  const AnswerCut cut(text, scene, word_at);
  if (auto said = read(cut, scene, open)) return said;
  for (const language::Mended& slip : cut.slips()) {
    const AnswerCut meant(slip.text, scene, word_at);
    const AnswerToken* word = meant.token_at(slip.at);
    if (!clear.has(*word) || code_points(word->text) < 2) continue;  // 卡 is no 打卡
    const auto said = read(meant, scene, open);
    if (said && said->kind != Receipt::Kind::ask && !said->question) return said;
  }
  return std::nullopt;
}

bool is_question(std::string_view folded) { return asks(folded); }

std::string_view to_string(Receipt::Kind kind) {
  constexpr std::array<std::string_view, 3> names{"receipt", "behalf", "ask"};
  return names.at(static_cast<std::size_t>(kind));
}

nlohmann::ordered_json fields(const Receipt& receipt) {
  auto out = nlohmann::ordered_json::object();
  if (receipt.kind == Receipt::Kind::ask) {
    out["ask"] = receipt.which ? "which" : "who";
    return out;
  }
  if (receipt.question) out["question"] = true;
  if (receipt.id) out["id"] = *receipt.id;
  if (receipt.kind == Receipt::Kind::behalf) {
    if (receipt.who.empty()) out["who"] = "?";
    if (receipt.who.size() == 1) out["who"] = receipt.who.front().name;
    if (receipt.who.size() > 1) {
      for (const Named& person : receipt.who) out["who"].push_back(person.name);
    }
  }
  return out;
}

}  // namespace banwei::announcement
