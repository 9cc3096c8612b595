// Cutting an answer into tokens: one pass, the longest meaning at each place.
#include "handlers/common/reply.h"

#include <algorithm>
#include <array>
#include <optional>

#include "handlers/common/scanner.h"
#include "handlers/common/text.h"

namespace banwei {

namespace {

constexpr std::size_t longest_answer = 240;  // runes; what follows is one unknown token

constexpr std::u32string_view greetings =
    U"老师好 老师们好 各位老师好 大家好 大家早上好 大家下午好 大家晚上好 各位好 同学们好 早上好 上午好 中午好 下午好 "
    U"晚上好 早安 晚安 早 你好 您好 "
    U"hi hello 嗨 哈喽 哈啰 报告 报告老师 报告班长 谢谢 谢谢您 谢谢老师 谢谢班长 谢谢啦 谢谢提醒 谢谢通知 谢了 感谢 "
    U"感谢老师 多谢 谢谢大家 "
    U"老师辛苦了 老师辛苦啦 班长辛苦了 班长辛苦啦 辛苦了 辛苦啦 辛苦老师 辛苦老师了 辛苦老师啦 辛苦班长 辛苦班长了 "
    U"辛苦您了 辛苦各位 您辛苦了 "
    U"大家辛苦了 导员辛苦了 辅导员辛苦了 导员好 辅导员好 班长好 班主任好 爱你 么么哒 比心 加油 thanks thx 3q 不好意思 "
    U"抱歉 对不起 sorry 打扰了 麻烦了 "
    U"麻烦老师了 辛苦";

constexpr std::u32string_view addresses =
    U"老师 老师们 各位老师 班长 副班长 班长大人 辅导员 导员 导儿 班主任 班导 学委 学习委员 团支书 团书记 生活委员 心委 "
    U"纪委 书记 主任 "
    U"领导 学长 学姐 亲 亲爱的老师 大家 各位 各位同学 同学们 班委 小助手 班级小助手 机器人";

constexpr std::u32string_view rooms = U"寝室 宿舍 寝 室 宿 号寝室 号宿舍 全寝 全宿舍 全寝室 全舍 宿舍全员 寝室全员";

constexpr std::u32string_view list_marks = U"、&";

bool is_space(char32_t c) { return c == U' ' || c == U'\t' || c == U'\r'; }

bool is_figure(char32_t c) { return c >= U'0' && c <= U'9'; }

/// Skin tones, gender signs and the frame of a keycap belong to the emoji before them.
bool joins_emoji(char32_t c) { return (c >= 0x1F3FB && c <= 0x1F3FF) || c == 0x2640 || c == 0x2642 || c == 0x20E3; }

bool is_emoji(char32_t c) {
  return c >= 0x1F000 || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) || (c >= 0x2300 && c <= 0x23FF) ||
         c == 0x221A;
}

bool parts_clauses(char32_t c) {
  if (c < 0x80) return !is_figure(c) && !(c >= U'a' && c <= U'z') && c != U'?';
  return (c >= 0x3000 && c <= 0x303F) || (c >= 0x2010 && c <= 0x205E) || (c >= 0xFF00 && c <= 0xFFEF) || c == 0xB7 ||
         (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0x30FB && c <= 0x30FC) || c == 0xD7 || c == 0xB0;
}

std::size_t figures_at(std::u32string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_figure(text[length])) ++length;
  return length;
}

std::u32string_view figures_of(std::u32string_view class_name) {
  const auto begin = class_name.find_first_of(U"0123456789");
  return begin == class_name.npos ? std::u32string_view{}
                                  : class_name.substr(begin, figures_at(class_name.substr(begin)));
}

/// A longest word and its length in a list separated by spaces.
std::size_t longest_in(std::u32string_view list, std::u32string_view text) {
  if (text.empty()) return 0;
  std::size_t longest = 0;
  for (std::size_t begin = 0; begin < list.size();) {
    const auto end = std::min(list.find(U' ', begin), list.size());
    if (list[begin] == text.front() && end - begin > longest && text.starts_with(list.substr(begin, end - begin))) {
      longest = end - begin;
    }
    begin = end + 1;
  }
  return longest;
}

struct Cutter {
  const ReplyScene& scene;
  std::span<const WordGroup> words;
  std::vector<std::u32string> names;
  std::vector<std::u32string> undotted;  // 阿卜杜拉买买提
  std::vector<Runes> numbers;
  Runes class_name;
  Runes bot_name;

  Cutter(const ReplyScene& in, std::span<const WordGroup> groups)
      : scene(in), words(groups), class_name(fold(in.class_name)), bot_name(fold(in.bot_name)) {
    for (const auto& person : scene.roster) {
      names.push_back(fold(person.name).points);
      undotted.push_back(names.back());
      std::erase(undotted.back(), U'·');
      numbers.push_back(fold(person.number));
    }
  }

  /// Everybody whose name is the longest at the head of the text.
  std::size_t name_at(std::u32string_view text, std::vector<std::size_t>& who) const {
    std::size_t longest = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::u32string& name = text.starts_with(names[i]) ? names[i] : undotted[i];
      if (name.empty() || name.size() < longest || !text.starts_with(name)) continue;
      if (name.size() > longest) who.clear();
      longest = name.size();
      who.push_back(i);
    }
    return longest;
  }

  Token figures(std::u32string_view text) const {
    Token token;
    token.kind = Token::Kind::number;
    const auto length = figures_at(text);
    const auto run = text.substr(0, length);
    token.text = run;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i].view() == run) token.who.push_back(i);
    }
    const auto own_class = figures_of(class_name.view());
    if (!token.who.empty()) {
      token.kind = Token::Kind::name;
    } else if (!own_class.empty() && run == own_class) {
      token.kind = Token::Kind::class_name;
      token.text = text.substr(0, length + (text.substr(length).starts_with(U"班") ? 1 : 0));
    } else if (const auto room = longest_in(rooms, text.substr(length)); room > 0 && length >= 2 && length <= 5) {
      token.kind = Token::Kind::room;
      token.text = text.substr(0, length + room);
    } else if (length == 2 || length == 3) {
      // The last figures of a number, when nothing else can be meant: 01, 07号.
      const bool marked = text.substr(length).starts_with(U"号");
      if (run.front() == U'0' || marked) {
        for (std::size_t i = 0; i < numbers.size(); ++i) {
          if (numbers[i].view().ends_with(run)) token.who.push_back(i);
        }
        if (!token.who.empty()) {
          token.kind = Token::Kind::name;
          token.text = text.substr(0, length + (marked ? 1 : 0));
        }
      }
    }
    return token;
  }

  /// 王老师 anywhere, 王敏老师 at the head of a clause.
  static std::size_t named_address(std::u32string_view text, bool at_head) {
    for (std::size_t name = 1; name <= (at_head ? 3U : 1U) && name < text.size(); ++name) {
      if (!is_han(text[name - 1])) return 0;
      for (const std::u32string_view title : {U"老师", U"班长", U"导员", U"书记", U"主任"}) {
        if (text.substr(name).starts_with(title)) return name + title.size();
      }
    }
    return 0;
  }

  /// [微笑] with up to six runes between the brackets, unless a name stands in them.
  std::size_t bracket_face(std::u32string_view text) const {
    if (text.empty() || text.front() != U'[') return 0;
    const auto end = text.find(U']');
    if (end == text.npos || end < 2 || end > 7) return 0;
    std::vector<std::size_t> who;
    if (name_at(text.substr(1), who) + 2 > end) return 0;
    return end + 1;
  }

  Token next(std::u32string_view text, bool at_head) const {
    Token token;
    const char32_t c = text.front();
    const auto take = [&](Token::Kind kind, std::size_t length) {
      token.kind = kind;
      token.text = text.substr(0, length);
      return token;
    };
    if (c == U'@' && !bot_name.points.empty() && text.substr(1).starts_with(bot_name.view())) {
      return take(Token::Kind::address, bot_name.points.size() + 1);
    }
    if (const auto length = bracket_face(text)) return take(Token::Kind::face, length);
    const FoundWord word = longest_word(words, text);
    std::vector<std::size_t> who;
    const auto name = name_at(text, who);
    const auto greeting = longest_in(greetings, text);
    const auto address = longest_in(addresses, text);
    const auto own_class =
        !class_name.points.empty() && text.starts_with(class_name.view())
            ? class_name.points.size() + (text.substr(class_name.points.size()).starts_with(U"班") ? 1 : 0)
            : std::size_t{0};
    const auto longest = std::max({word.length, name, greeting, address, own_class});
    if (longest > 0 && longest == own_class) return take(Token::Kind::class_name, longest);
    if (longest > 0 && longest == name) {
      token.who = who;
      return take(Token::Kind::name, longest);
    }
    if (longest > 0 && longest == word.length && !(is_figure(c) && figures_at(text) > word.length)) {
      token.meaning = word.meaning;
      return take(Token::Kind::word, longest);
    }
    if (longest > 0 && longest == greeting) return take(Token::Kind::greeting, longest);
    if (longest > 0 && longest == address) return take(Token::Kind::address, longest);
    if (is_figure(c)) return figures(text);
    if (const auto length = longest_in(rooms, text); length > 1) return take(Token::Kind::room, length);
    if (const auto length = named_address(text, at_head)) return take(Token::Kind::address, length);
    if (c == U'?') return take(Token::Kind::question, 1);
    if (list_marks.find(c) != list_marks.npos) return take(Token::Kind::list_mark, 1);
    if (is_emoji(c)) return take(Token::Kind::face, 1);
    if (c == U'-' && text.size() > 1 && is_figure(text[1]) && at_head) return take(Token::Kind::unknown, 1);
    if (c == U'\n' || parts_clauses(c)) return take(Token::Kind::mark, 1);
    return take(Token::Kind::unknown, 1);
  }
};

/// 2019010101张三 and 张三01 are one person; a name and a number that disagree are two.
void join_names(std::vector<Token>& tokens) {
  std::vector<Token> joined;
  for (auto& token : tokens) {
    if (!joined.empty() && token.kind == Token::Kind::name && joined.back().kind == Token::Kind::name) {
      const bool figures_first = is_figure(joined.back().text.front());
      if (figures_first != is_figure(token.text.front())) {
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
    }
    joined.push_back(std::move(token));
  }
  tokens = std::move(joined);
}

/// 陈思远班长 is spoken to, not spoken of.
void join_addresses(std::vector<Token>& tokens) {
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].kind == Token::Kind::name && tokens[i + 1].kind == Token::Kind::address &&
        !tokens[i + 1].gap_before && is_one_of(tokens[i + 1].text, addresses) && !is_figure(tokens[i].text.front())) {
      tokens[i].kind = Token::Kind::address;
      tokens[i].who.clear();
    }
  }
}

/// 收 到: a word spelled with spaces.
bool spelled_out(std::u32string_view text) {
  std::size_t runes = 0;
  bool spaced = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_space(text[i])) {
      spaced = true;
      continue;
    }
    if (!is_han(text[i]) || (i + 1 < text.size() && is_han(text[i + 1]))) return false;
    ++runes;
  }
  return spaced && runes >= 2 && runes <= 4;
}

}  // namespace

CutReply::CutReply(std::string_view text, const ReplyScene& scene, std::span<const WordGroup> words)
    : runes_(fold(text)) {
  if (spelled_out(runes_.view())) std::erase_if(runes_.points, is_space);
  const Cutter cutter(scene, words);
  std::u32string_view rest = runes_.view();
  bool gap = false;
  bool at_head = true;  // of a clause
  while (!rest.empty()) {
    if (runes_.points.size() - rest.size() >= longest_answer) {
      Token token;
      token.text = rest;
      token.gap_before = gap;
      tokens_.push_back(std::move(token));
      break;
    }
    if (is_space(rest.front()) || joins_emoji(rest.front())) {
      gap = gap || is_space(rest.front());
      at_head = true;
      rest.remove_prefix(1);
      continue;
    }
    if (tokens_.empty() && (rest.front() == U'#' || rest.front() == U'/')) {
      rest.remove_prefix(1);
      continue;
    }
    Token token = cutter.next(rest, at_head);
    rest.remove_prefix(token.text.size());
    token.gap_before = gap;
    gap = token.kind == Token::Kind::face;
    at_head = token.kind == Token::Kind::mark || token.kind == Token::Kind::face;
    tokens_.push_back(std::move(token));
  }
  join_names(tokens_);
  join_addresses(tokens_);
}

bool CutReply::only_faces() const {
  bool any = false;
  for (const auto& token : tokens_) {
    if (token.kind == Token::Kind::face) {
      any = true;
    } else if (token.kind != Token::Kind::mark) {
      return false;
    }
  }
  return any;
}

FoundWord longest_word(std::span<const WordGroup> groups, std::u32string_view text) {
  FoundWord found;
  for (const auto& group : groups) {
    const auto length = longest_in(group.words, text);
    if (length > found.length) found = {length, group.meaning};
  }
  return found;
}

bool holds_one_of(std::u32string_view text, std::u32string_view words) {
  for (std::size_t begin = 0; begin < words.size();) {
    const auto end = std::min(words.find(U' ', begin), words.size());
    if (text.find(words.substr(begin, end - begin)) != text.npos) return true;
    begin = end + 1;
  }
  return false;
}

bool is_one_of(std::u32string_view text, std::u32string_view words) {
  return !text.empty() && longest_in(words, text) == text.size();
}

std::size_t place_of_speaker(const ReplyScene& scene) {
  std::size_t place = 0;
  while (place < scene.roster.size() && (scene.speaker.empty() || scene.roster[place].number != scene.speaker)) ++place;
  return place;
}

}  // namespace banwei
