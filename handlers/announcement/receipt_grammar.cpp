// The first clause that is more than courtesy must be a receipt to its last token. What stands behind it is courtesy, a
// promise, a name, a question, or a free sentence; only behind a clear word does a free sentence leave the receipt
// standing.
#include "handlers/announcement/receipt_grammar.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/announcement/receipt_words.h"
#include "handlers/common/text.h"

namespace banwei::announcement {

namespace {

using language::Answer;
using language::AnswerToken;
using language::begins_with_one_of;
using language::holds_one_of;
using language::is_one_of;
using TokenKind = AnswerToken::Kind;
using Tokens = std::span<const AnswerToken>;

constexpr auto vocabulary = vocabulary_of<words>();

WordMatch<int> word_at(std::string_view text, std::size_t at) { return vocabulary.longest_at(text, at); }

template <typename... Meanings>
bool is_any(const AnswerToken& token, Meanings... meanings) {
  return token.kind == TokenKind::word && ((token.meaning == meanings) || ...);
}

bool is_core(const AnswerToken& token) { return is_any(token, got, read_it, fine, nod, tick); }

/// What one clause says.
struct Clause {
  Tokens tokens;
  bool receipt = false;
  bool clear = false;     // 收到, 好的, 明白: a sentence may follow
  bool courtesy = false;  // greetings, names and forms of address only
  bool promise = false;   // what will be done, or has been
  bool group = false;
  bool he = false;
  bool helped = false;
  std::optional<std::int64_t> number;         // of a notice
  std::vector<std::vector<std::size_t>> who;  // others
};

/// 12, 12号.
std::optional<std::int64_t> number_of(const AnswerToken& token) {
  const std::string_view figures = token.text.substr(0, token.text.find("号"));
  const bool all = !figures.empty() && std::all_of(figures.begin(), figures.end(), is_digit);
  return all && figures.size() <= 10 ? std::optional(number(figures)) : std::nullopt;
}

bool is_name_of(const AnswerToken& token, std::size_t person) {
  return token.kind == TokenKind::name && std::find(token.who.begin(), token.who.end(), person) != token.who.end();
}

bool frames(const AnswerToken& token) {
  return token.kind == TokenKind::greeting || token.kind == TokenKind::address || token.kind == TokenKind::class_name ||
         token.kind == TokenKind::face;
}

struct Reader {
  std::size_t speaker = 0;
  std::span<const std::int64_t> open;

  bool is_open(std::optional<std::int64_t> number) const {
    return number && std::find(open.begin(), open.end(), *number) != open.end();
  }

  /// 12 or 12号, when it is no seat number but an open notice.
  bool names_notice(const AnswerToken& token) const {
    if (token.kind == TokenKind::number) return token.text.size() <= 2 || is_open(number_of(token));
    return token.kind == TokenKind::name && code_points(token.text) <= 4 && number_of(token) &&
           is_open(number_of(token));
  }

  /// 李四, and in 我和李四 or 张三、李四 oneself too.
  void add_name(Clause& clause, std::size_t i) const {
    const Tokens tokens = clause.tokens;
    const auto joins = [&](std::size_t k) {
      return k < tokens.size() && (tokens[k].kind == TokenKind::list_mark || tokens[k].kind == TokenKind::name ||
                                   is_any(tokens[k], conjunction));
    };
    const bool listed = joins(i + 1) || (i > 0 && joins(i - 1));
    const bool own = is_any(tokens[i], self) || is_name_of(tokens[i], speaker);
    if (own && !listed) return;
    clause.who.push_back(own ? std::vector<std::size_t>{speaker} : tokens[i].who);
  }

  /// Where the verbs of a receipt begin: 收到, 已填, 填好了, 懂了; tokens.size() without one.
  static std::size_t core_of(Tokens tokens, std::size_t& end) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const bool already =
          i > 0 && is_any(tokens[i - 1], also) && tokens[i - 1].text.find("已") != tokens[i - 1].text.npos;
      const bool verb = is_any(tokens[i], task, needs_aspect) || (is_any(tokens[i], reply_word) && already);
      if (verb || is_core(tokens[i])) {
        std::size_t k = i;
        if (verb) {
          ++k;
          const bool done = k < tokens.size() && !tokens[k].gap_before &&
                            (is_any(tokens[k], finished) || is_one_of(tokens[k].text, "好 完成")) && ++k;
          const bool aspect_said = k < tokens.size() && !tokens[k].gap_before && is_any(tokens[k], aspect);
          const bool counts = is_any(tokens[i], needs_aspect)
                                  ? aspect_said || already
                                  : already || aspect_said || tokens[i].text == "完成" || (done && already);
          if (!counts) return tokens.size();
          end = k + (aspect_said ? 1 : 0);
          return i;
        }
        end = k + 1;
        return i;
      }
    }
    return tokens.size();
  }
  Clause read(Tokens tokens) const;
  void read_receipt(Clause& clause, std::size_t core, std::size_t core_end) const;
  void read_other(Clause& clause) const;
};

bool says_adverb(Tokens tokens, std::size_t i) {
  const bool listed = (i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::list_mark) ||
                      (i > 0 && tokens[i - 1].kind == TokenKind::list_mark);
  return is_one_of(tokens[i].text, adverb_names) && !listed && !(i > 0 && is_any(tokens[i - 1], help)) &&
         i + 1 < tokens.size() && !tokens[i + 1].gap_before;
}

void Reader::read_receipt(Clause& clause, std::size_t core, std::size_t core_end) const {
  const Tokens tokens = clause.tokens;
  bool everybody_said = false;
  bool all_said = false;
  bool for_me = false;
  bool ok = true;
  for (std::size_t i = 0; i < core; ++i) {
    const AnswerToken& token = tokens[i];
    if (names_notice(token)) {
      clause.number = number_of(token);
    } else if (token.kind == TokenKind::name) {
      ok = ok && !says_adverb(tokens, i);
      // 李四好 greets; 李四收到 and 李四1 report.
      ok = ok && (tokens[i + 1].gap_before || !is_any(tokens[core], nod) || i + 1 != core);
      add_name(clause, i);
    } else if (is_any(token, self)) {
      add_name(clause, i);
    } else if (token.kind == TokenKind::room || (token.kind == TokenKind::number && token.text.size() <= 4)) {
      clause.group = true;  // 204全寝, 204
    } else if (token.kind == TokenKind::list_mark || frames(token)) {
    } else {
      ok = ok && is_any(token, self, also, all, group, everybody, help, he, conjunction, notice, ordinal, reply_word,
                        title, aspect, soft);
      ok = ok && !(is_any(token, soft, aspect) && i == 0);
    }
    for_me = for_me || (clause.helped && is_any(token, self));
    clause.helped = clause.helped || is_any(token, help);
    clause.he = clause.he || is_any(token, he);
    clause.group = clause.group || is_any(token, all, language::SmallWord::group);
    all_said = all_said || is_any(token, all, also);
    everybody_said = everybody_said || is_any(token, everybody);
  }
  bool aspect_said = is_any(tokens[core_end - 1], aspect);
  clause.clear = !is_any(tokens[core], nod, tick);
  std::size_t i = core_end;
  bool object_said = false;
  bool promised_said = is_any(tokens[core], task);  // 已转告家长
  for (; ok && i < tokens.size(); ++i) {
    const AnswerToken& token = tokens[i];
    const AnswerToken& before = tokens[i - 1];
    if (promised_said && token.kind == TokenKind::name && token.gap_before) {
      add_name(clause, i);
    } else if (promised_said) {
      ok = is_any(token, promise, promised, task, finished, aspect, soft, also, self, notice, help) ||
           token.kind == TokenKind::greeting || token.kind == TokenKind::address;
    } else if (is_any(token, aspect, soft)) {
      aspect_said = aspect_said || is_any(token, aspect);
      ok = is_any(before, got, read_it, fine, aspect, soft, notice, task, finished, needs_aspect) || token.gap_before;
      // 收到的: those who have received
      ok = ok && !(token.text == "的" && is_any(before, got, read_it));
    } else if (is_core(token)) {
      // 收到扣1 is an announcer's word.
      ok = !(is_any(token, tick) && token.text.size() > 1 && token.text.front() != '1' && token.text.front() != '+' &&
             !token.gap_before);
      clause.clear = clause.clear || is_any(token, got, read_it, fine);
    } else if (names_notice(token)) {
      clause.number = number_of(token);
    } else if (is_any(token, notice) && !object_said && (is_any(before, got, read_it) || aspect_said)) {
      object_said = true;
    } else if (is_any(token, ordinal)) {
      ok = is_any(before, got, read_it, notice) || names_notice(before);
    } else if (clause.clear && is_one_of(token.text, adverb_names)) {
      promised_said = true;
    } else if (token.kind == TokenKind::name &&
               (token.gap_before || is_name_of(token, speaker) || before.kind == TokenKind::list_mark ||
                before.kind == TokenKind::name)) {
      add_name(clause, i);
    } else if (frames(token) || token.kind == TokenKind::list_mark ||
               (is_any(token, self, title) && token.gap_before)) {
    } else if (clause.clear && (is_any(token, promise, also) || (token.gap_before && is_any(token, promised)))) {
      promised_said = true;
    } else {
      ok = false;
    }
  }
  const bool others = std::any_of(clause.who.begin(), clause.who.end(),
                                  [&](const auto& who) { return who.size() != 1 || who.front() != speaker; });
  if (!others) clause.who.clear();
  if (clause.helped) ok = ok && !for_me && (others || clause.he);
  if (everybody_said) ok = ok && all_said && aspect_said;
  if (others && is_any(tokens[core], nod, fine) && !clause.clear) ok = false;
  if (others) clause.group = false;
  clause.receipt = ok;
}

void Reader::read_other(Clause& clause) const {
  bool courtesy = true;
  bool promise_ok = true;
  bool verb = false;
  for (std::size_t i = 0; i < clause.tokens.size(); ++i) {
    const AnswerToken& token = clause.tokens[i];
    const bool frame = frames(token) || token.kind == TokenKind::list_mark || token.kind == TokenKind::room ||
                       is_any(token, soft, title, self, conjunction, help, reply_word);
    clause.helped = clause.helped || is_any(token, help);
    if (token.kind == TokenKind::name && is_one_of(token.text, adverb_names)) {
      courtesy = clause.tokens.size() == 1 && courtesy;
      if (courtesy) add_name(clause, i);
    } else if (token.kind == TokenKind::name && !names_notice(token)) {
      add_name(clause, i);
    } else if (names_notice(token)) {
      clause.number = number_of(token);
    } else if (!frame && !is_any(token, notice, ordinal)) {
      courtesy = false;
      promise_ok = promise_ok && is_any(token, promise, promised, task, finished, also, aspect, all);
      verb = verb || is_any(token, promised, task);
    }
  }
  clause.courtesy = courtesy && (!clause.helped || !clause.who.empty());
  clause.promise = !courtesy && promise_ok && verb;
}

Clause Reader::read(Tokens tokens) const {
  Clause clause;
  clause.tokens = tokens;
  std::size_t end = 0;
  const std::size_t core = core_of(tokens, end);
  if (core < tokens.size()) read_receipt(clause, core, end);
  if (!clause.receipt) {
    Clause plain;
    plain.tokens = tokens;
    read_other(plain);
    return plain;
  }
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
  bool own = false;   // a receipt that names nobody
  bool talk = false;  // a free sentence
  bool announces = false;
  bool of_others = false;  // a sentence about others stands before it
  std::optional<std::int64_t> number;
  std::vector<std::vector<std::size_t>> who;
};

/// All clauses together. A clause whose head is a receipt behind which only white space parts a sentence is parted
/// there.
Whole read_all(const std::vector<AnswerToken>& tokens, const Reader& reader) {
  Whole reply;
  std::vector<std::vector<std::size_t>> waiting;
  bool turned = false;
  for (Tokens part : between_marks(tokens)) {
    Clause clause = reader.read(part);
    Tokens rest;
    if (!clause.receipt && !clause.courtesy && !clause.promise) {
      for (std::size_t i = 1; i < part.size(); ++i) {
        const bool at_once = begins_with_one_of(text_of(part.subspan(i)), turns_at_once);
        if (!part[i].gap_before && !at_once) continue;
        const Clause head = reader.read(part.first(i));
        const Clause tail = reader.read(part.subspan(i));
        const auto after = text_of(part.subspan(i));
        if (head.receipt && (asks(after) || begins_with_one_of(after, turns_to_publisher))) {
          clause = head;
          rest = part.subspan(i);
          break;
        }
        if (tail.receipt && tail.clear && tail.who.empty() && (head.courtesy || head.promise)) {
          clause = tail;
          break;
        }
      }
    }
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
      if (reply.receipt && part.size() == 1 && is_one_of(part.front().text, adverb_names)) continue;  // 收到，马上
      waiting.insert(waiting.end(), clause.who.begin(), clause.who.end());
      if (clause.number) reply.number = clause.number;
      continue;
    }
    if (clause.receipt && rest.empty()) continue;
    // 李四说，收到: it is not said for oneself.
    reply.of_others = reply.of_others || (!reply.receipt && !clause.who.empty());
    if (begins_with_one_of(sentence, announcing)) reply.announces = true;
    if (clause.promise && !asks(sentence)) continue;
    reply.question = reply.question || asks(sentence);
    turned = turned || begins_with_one_of(sentence, turns_to_publisher);
    reply.talk = true;
  }
  if (reply.own && !reply.who.empty()) reply.who.insert(reply.who.begin(), {reader.speaker});
  if (reply.receipt && !waiting.empty() && reply.who.empty() && !reply.talk) reply.who = waiting;
  // Behind 嗯 or 好 a sentence is talk, unless it turns to the publisher.
  if (reply.talk && !reply.clear && !(turned && reply.question)) reply.receipt = false;
  return reply;
}

bool has_question(const std::vector<AnswerToken>& tokens) {
  return std::any_of(tokens.begin(), tokens.end(), [](const AnswerToken& t) { return t.kind == TokenKind::question; });
}

}  // namespace

std::optional<Receipt> understand_receipt(std::string_view text, const language::AnswerScene& scene,
                                          std::span<const std::int64_t> open) {
  const Answer cut(text, scene, word_at);
  auto tokens = cut.tokens();
  if (tokens.empty()) return std::nullopt;
  // 收到11, 11号收到: a 11 nods only where it stands alone.
  if (std::any_of(tokens.begin(), tokens.end(), [](const AnswerToken& t) { return is_any(t, got, read_it); })) {
    for (AnswerToken& token : tokens) {
      const auto number = is_any(token, tick) ? number_of(token) : std::nullopt;
      if (number && std::find(open.begin(), open.end(), *number) != open.end()) token.kind = TokenKind::number;
    }
  }
  Receipt said;
  if (cut.only_faces()) {
    const bool known = std::all_of(tokens.begin(), tokens.end(), [](const AnswerToken& t) {
      return t.kind != TokenKind::face || is_one_of(t.text, faces);
    });
    return known ? std::optional(said) : std::nullopt;
  }
  const Reader reader{scene.people.place_of(scene.speaker), open};
  const Whole reply = read_all(tokens, reader);
  if (!reply.receipt || reply.announces || reply.of_others || (has_question(tokens) && !reply.question))
    return std::nullopt;
  said.question = reply.question;
  if (reply.number && reader.is_open(reply.number)) {
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
