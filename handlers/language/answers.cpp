// Cutting an answer into tokens: one pass, the longest meaning at each place.
#include "handlers/language/answers.h"

#include <algorithm>
#include <array>

#include "handlers/language/answer_words.h"
#include "handlers/language/courtesy.h"
#include "handlers/language/strings.h"
#include "handlers/language/text.h"

namespace banwei::language {

namespace {

using Kind = AnswerToken::Kind;

constexpr std::size_t longest_answer = 720;  // In bytes; what follows is one unknown token.

/// What a courtesy is to an answer, `unknown` when it is only part of a request.
constexpr Kind kind_of(Courtesy courtesy) {
  switch (courtesy) {
    case Courtesy::hello:
    case Courtesy::thanks:
    case Courtesy::sorry:
    case Courtesy::bye:
    case Courtesy::cheer:
      return Kind::greeting;
    case Courtesy::bot:
    case Courtesy::address:
      return Kind::address;
    case Courtesy::laugh:
    case Courtesy::request:
    case Courtesy::particle:
      break;
  }
  return Kind::unknown;
}

/// The longest greeting or form of address at the head of the text.
WordMatch<Kind> polite_at(std::string_view text) {
  WordMatch<Kind> best;
  courtesies.each_at(text, 0, [&best](std::size_t length, Courtesy courtesy) {
    if (const Kind kind = kind_of(courtesy); kind != Kind::unknown && length > best.length) best = {length, kind};
  });
  return best;
}

constexpr std::array room_words{
    WordGroup<Kind>{Kind::room, "寝室 宿舍 寝 室 宿 号寝室 号宿舍 全寝 全宿舍 全寝室 全舍 宿舍全员 寝室全员"}};
constexpr auto rooms = vocabulary_of<room_words>();

constexpr std::string_view bot_name = "班级小助手";
constexpr std::string_view klass = "班";

bool is_space(char c) { return c == ' ' || c == '\t'; }

/// Skin tones, gender signs and the frame of a keycap belong to the emoji before them.
bool joins_emoji(char32_t c) { return (c >= 0x1F3FB && c <= 0x1F3FF) || c == 0x2640 || c == 0x2642 || c == 0x20E3; }

bool is_emoji(char32_t c) {
  return c >= 0x1F000 || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) || (c >= 0x2300 && c <= 0x23FF) ||
         c == 0x221A;
}

bool parts_clauses(char32_t c) {
  if (c < 0x80) return !is_digit(static_cast<char>(c)) && !is_latin(static_cast<char>(c));
  return (c >= 0x3000 && c <= 0x303F) || (c >= 0x2010 && c <= 0x205E) || (c >= 0xFF00 && c <= 0xFFEF) || c == 0xB7 ||
         (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0x30FB && c <= 0x30FC) || c == 0xD7 || c == 0xB0;
}

std::size_t figures_at(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

std::string_view figures_of(std::string_view class_name) {
  const auto begin = class_name.find_first_of("0123456789");
  return begin == class_name.npos ? std::string_view{} : class_name.substr(begin, figures_at(class_name.substr(begin)));
}

struct Cutter {
  const People& people;
  WordAt word_at;
  std::string class_name;

  AnswerToken figures(std::string_view text) const {
    AnswerToken token{.kind = Kind::number};
    const auto length = figures_at(text);
    const auto run = text.substr(0, length);
    const auto rest = text.substr(length);
    if (rest.size() > 1 && rest.front() == '.' && is_digit(rest[1])) {  // 36.5 numbers nothing
      return {.kind = Kind::unknown, .text = text.substr(0, length + 1 + figures_at(rest.substr(1)))};
    }
    token.text = run;
    const auto all_with = [&](auto fits) {
      for (std::size_t i = 0; i < people.size(); ++i) {
        if (fits(people.number(i))) token.who.push_back(i);
      }
      return !token.who.empty();
    };
    const auto own_class = figures_of(class_name);
    const auto room = rooms.longest_at(rest, 0).length;
    if (all_with([&](const std::string& number) { return number == run; })) {
      token.kind = Kind::name;
    } else if (!own_class.empty() && run == own_class) {
      token.kind = Kind::class_name;
      token.text = text.substr(0, length + (rest.starts_with(klass) ? klass.size() : 0));
    } else if (room > 0 && length >= 2 && length <= 5) {
      token.kind = Kind::room;
      token.text = text.substr(0, length + room);
    } else if (length == 2 || length == 3) {
      // The last figures of a number, when nothing else can be meant: 01, 07号.
      constexpr std::string_view nth = "号";
      const bool marked = rest.starts_with(nth);
      if ((run.front() == '0' || marked) &&
          all_with([&](const std::string& number) { return number.ends_with(run); })) {
        token.kind = Kind::name;
        token.text = text.substr(0, length + (marked ? nth.size() : 0));
      }
    }
    return token;
  }

  /// 王老师 anywhere, 王敏老师 at the head of a clause.
  static std::size_t named_address(std::string_view text, bool at_head) {
    std::size_t name = 0;
    for (int characters = 1; characters <= (at_head ? 3 : 1) && is_han(code_point_at(text, name)); ++characters) {
      name += code_point_size(text, name);
      for (const std::string_view title : {"老师", "班长", "导员", "书记", "主任"}) {
        if (text.substr(name).starts_with(title)) return name + title.size();
      }
    }
    return 0;
  }

  /// [微笑] with up to six characters between the brackets, unless a name stands in them.
  std::size_t bracket_face(std::string_view text) const {
    const auto end = text.starts_with('[') ? text.find(']') : text.npos;
    if (end == text.npos || end < 2 || code_points(text.substr(1, end - 1)) > 6) return 0;
    return people.name_at(text, 1).length + 1 >= end ? 0 : end + 1;
  }

  AnswerToken next(std::string_view text, bool at_head) const {
    AnswerToken token;
    const char32_t c = code_point_at(text, 0);
    const std::size_t size = code_point_size(text, 0);
    const auto take = [&](Kind kind, std::size_t length) {
      token.kind = kind;
      token.text = text.substr(0, length);
      return token;
    };
    if (c == U'@' && text.substr(1).starts_with(bot_name)) return take(Kind::address, bot_name.size() + 1);
    if (const auto length = bracket_face(text)) return take(Kind::face, length);
    const bool figure = is_digit(text.front());
    auto word = word_at(text, 0);
    if (const auto small = small_words.longest_at(text, 0); small.length > word.length) word = small;
    const auto courtesy = polite_at(text);
    auto name = people.name_at(text, 0);
    std::size_t own_class = class_name.empty() || !text.starts_with(class_name) ? 0 : class_name.size();
    if (own_class > 0 && text.substr(own_class).starts_with(klass)) own_class += klass.size();
    const auto longest = std::max({word.length, name.length, courtesy.length, own_class});
    if (longest > 0 && longest == own_class) return take(Kind::class_name, longest);
    if (longest > 0 && longest == name.length) {
      token.who = std::move(name.who);
      return take(Kind::name, longest);
    }
    if (longest > 0 && longest == word.length && !(figure && figures_at(text) > word.length)) {
      token.meaning = word.tag;
      return take(Kind::word, longest);
    }
    if (longest > 0 && longest == courtesy.length) return take(courtesy.tag, longest);
    if (figure) return figures(text);
    if (const auto room = rooms.longest_at(text, 0); room.length > size) return take(Kind::room, room.length);
    if (const auto length = named_address(text, at_head)) return take(Kind::address, length);
    if (c == U'?') return take(Kind::question, 1);
    if (c == U'、' || c == U'&') return take(Kind::list_mark, size);
    if (is_emoji(c)) return take(Kind::face, size);
    if (c == U'-' && text.size() > 1 && is_digit(text[1]) && at_head) return take(Kind::unknown, size);
    return take(parts_clauses(c) ? Kind::mark : Kind::unknown, size);
  }
};

/// 2019010101张三 and 张三01 are one person; a name and a number that disagree are two.
void join_names(std::vector<AnswerToken>& tokens) {
  std::vector<AnswerToken> joined;
  for (auto& token : tokens) {
    if (!joined.empty() && token.kind == Kind::name && joined.back().kind == Kind::name &&
        is_digit(joined.back().text.front()) != is_digit(token.text.front())) {
      std::vector<std::size_t> both;
      for (const auto person : token.who) {
        if (std::find(joined.back().who.begin(), joined.back().who.end(), person) != joined.back().who.end())
          both.push_back(person);
      }
      if (!both.empty()) {
        joined.back().who = both;
        continue;
      }
    }
    joined.push_back(std::move(token));
  }
  tokens = std::move(joined);
}

/// 陈思远班长 is spoken to, not spoken of.
void join_addresses(std::vector<AnswerToken>& tokens) {
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].kind == Kind::name && tokens[i + 1].kind == Kind::address && !tokens[i + 1].gap_before &&
        polite_at(tokens[i + 1].text).length == tokens[i + 1].text.size() && !is_digit(tokens[i].text.front())) {
      tokens[i].kind = Kind::address;
      tokens[i].who.clear();
    }
  }
}

/// Whose name is the speaker's own, and which are adverbs: 马上到, 李四马上到, unless a mark, a list or 帮 makes it a
/// name.
void settle_names(std::vector<AnswerToken>& tokens, std::size_t speaker) {
  const auto is_word = [](const AnswerToken& token, int meaning) {
    return token.kind == Kind::word && token.meaning == meaning;
  };
  const auto lists = [&](const AnswerToken& t) { return t.kind == Kind::list_mark || is_word(t, conjunction); };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    AnswerToken& token = tokens[i];
    if (token.kind != Kind::name) continue;
    const AnswerToken* before = i > 0 ? &tokens[i - 1] : nullptr;
    const AnswerToken* next = i + 1 < tokens.size() ? &tokens[i + 1] : nullptr;
    const bool listed = (before && (lists(*before) || is_word(*before, help))) || (next && lists(*next));
    const bool touches = (before && before->kind != Kind::mark && !token.gap_before) ||
                         (next && next->kind != Kind::mark && !next->gap_before);
    if (!listed && touches && is_one_of(token.text, adverb_names)) {
      token.kind = Kind::adverb;
    } else if (std::find(token.who.begin(), token.who.end(), speaker) != token.who.end()) {
      token.kind = Kind::own;
    }
  }
}

/// 收 到: a word spelled with spaces.
bool spelled_out(std::string_view text) {
  std::size_t characters = 0;
  bool spaced = false;
  for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) {
    if (is_space(text[at])) {
      spaced = true;
      continue;
    }
    if (!is_han(code_point_at(text, at)) || is_han(code_point_at(text, at + code_point_size(text, at)))) return false;
    ++characters;
  }
  return spaced && characters >= 2 && characters <= 4;
}

/// 我在我在: said twice in one breath.
bool is_doubled(std::string_view text) {
  constexpr std::size_t two_characters = 6;
  const std::size_t half = text.size() / 2;
  return text.size() % 2 == 0 && half >= two_characters && text.substr(0, half) == text.substr(half);
}

/// Whether `fits` takes one of the words of a list.
template <class Fits>
bool any_word(std::string_view words, Fits fits) {
  for (std::size_t begin = 0; begin < words.size();) {
    const auto end = std::min(words.find(' ', begin), words.size());
    if (fits(words.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

/// By its last byte, where Chinese words differ: their first bytes are nearly all alike, and find stops at each.
bool stands_in(std::string_view text, std::string_view word) {
  if (word.empty()) return true;
  for (std::size_t at = word.size() - 1; (at = text.find(word.back(), at)) != text.npos; ++at)
    if (text.substr(at + 1 - word.size(), word.size()) == word) return true;
  return false;
}

}  // namespace

AnswerCut::AnswerCut(std::string_view message, const AnswerScene& scene, WordAt word_at)
    : text_(normalised(message, longest_answer * 2, Pictures::kept)) {
  if (spelled_out(text_)) std::erase_if(text_, is_space);
  if (is_doubled(text_)) text_.resize(text_.size() / 2);
  const Cutter cutter{scene.people, word_at, normalised(scene.class_name)};
  const std::string_view text = text_;
  bool gap = false;
  bool at_head = true;  // It is at the head of a clause.
  for (std::size_t at = 0; at < text.size();) {
    if (at >= longest_answer) {
      tokens_.push_back({.text = text.substr(at), .gap_before = gap});
      break;
    }
    if (is_space(text[at]) || joins_emoji(code_point_at(text, at))) {
      gap = gap || is_space(text[at]);
      at_head = true;
      at += code_point_size(text, at);
      continue;
    }
    if (tokens_.empty() && (text[at] == '#' || text[at] == '/')) {
      ++at;
      continue;
    }
    AnswerToken token = cutter.next(text.substr(at), at_head);
    at += token.text.size();
    token.gap_before = gap;
    gap = token.kind == Kind::face;
    at_head = token.kind == Kind::mark || token.kind == Kind::face;
    tokens_.push_back(std::move(token));
  }
  join_names(tokens_);
  join_addresses(tokens_);
  settle_names(tokens_, scene.people.place_of(scene.speaker));
}

bool AnswerCut::only_faces() const {
  const auto is = [](Kind kind) { return [kind](const AnswerToken& token) { return token.kind == kind; }; };
  const auto faces = std::count_if(tokens_.begin(), tokens_.end(), is(Kind::face));
  const auto marks = std::count_if(tokens_.begin(), tokens_.end(), is(Kind::mark));
  return faces > 0 && faces + marks == static_cast<std::ptrdiff_t>(tokens_.size());
}

bool AnswerCut::asks() const {
  return std::any_of(tokens_.begin(), tokens_.end(), [](const auto& token) { return token.kind == Kind::question; });
}

std::vector<Mended> AnswerCut::slips() const {
  Cut cut;
  for (const AnswerToken& token : tokens_) {
    const auto begin = static_cast<std::size_t>(token.text.data() - text_.data());
    const bool known = token.kind != Kind::unknown;
    cut.unknown += known ? 0 : 1;
    cut.tokens.push_back({.begin = begin, .end = begin + token.text.size(), .known = known});
  }
  auto all = mended(text_, cut);
  std::erase_if(all, [this](const Mended& slip) { return token_at(slip.at)->kind != Kind::unknown; });
  return all;
}

const AnswerToken* AnswerCut::token_at(std::size_t at) const {
  for (const AnswerToken& token : tokens_) {
    const auto begin = static_cast<std::size_t>(token.text.data() - text_.data());
    if (begin <= at && at < begin + token.text.size()) return &token;
  }
  return nullptr;
}

bool holds_one_of(std::string_view text, std::string_view words) {
  return any_word(words, [text](std::string_view word) { return stands_in(text, word); });
}

bool begins_with_one_of(std::string_view text, std::string_view words) {
  return any_word(words, [text](std::string_view word) { return text.starts_with(word); });
}

bool is_one_of(std::string_view text, std::string_view words) {
  return any_word(words, [text](std::string_view word) { return text == word; });
}

std::string said_once(std::string_view text) {
  constexpr std::size_t shortest_half = 6;  // bytes
  std::string once;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && !is_mark(code_point_at(text, end))) end += code_point_size(text, end);
    const std::string_view clause = text.substr(begin, end - begin);
    const std::size_t half = clause.size() / 2;
    const bool twice = clause.size() % 2 == 0 && half >= shortest_half && clause.substr(0, half) == clause.substr(half);
    once.append(twice ? clause.substr(half) : clause);
    begin = end < text.size() ? end + code_point_size(text, end) : end;
    once.append(text.substr(end, begin - end));
  }
  return once;
}

}  // namespace banwei::language
