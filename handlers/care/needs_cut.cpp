#include "handlers/care/needs_cut.h"

#include <algorithm>
#include <optional>

#include "handlers/care/needs_spelling.h"
#include "handlers/language/answers.h"
#include "handlers/language/names.h"
#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"

namespace banwei::care {

namespace {

constexpr std::u32string_view laughing = U"😂🤣😄😆😅😁😹🐶😝😜🤪😋";

bool starts(std::string_view text, std::size_t at, std::string_view word) {
  return at <= text.size() && text.substr(at, word.size()) == word;
}

template <std::size_t N>
std::size_t one_of(std::string_view text, std::size_t at, const std::array<std::string_view, N>& words) {
  std::size_t best = 0;
  for (const std::string_view word : words) {
    if (word.size() > best && starts(text, at, word)) best = word.size();
  }
  return best;
}

void append(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

/// The pairs of `bent`, by what is written.
constexpr auto set_right = [] {
  std::array<std::pair<char32_t, char32_t>, bent.size() / 2> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {bent[2 * i], bent[2 * i + 1]};
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}();

char32_t straightened(char32_t code) {
  const auto found = std::lower_bound(set_right.begin(), set_right.end(), std::pair{code, char32_t{}});
  return found != set_right.end() && found->first == code ? found->second : code;
}

std::string straight(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at))
    append(out, straightened(code_point_at(text, at)));
  return out;
}

/// 想⚰️ as 想死; what tells a picture from a letter behind it goes too.
std::string without_pictures(std::string_view text) {
  constexpr char32_t as_picture = 0xFE0F;
  std::string out;
  bool pictured = false;
  for (std::size_t at = 0; at < text.size() && out.size() < 4 * most_characters; at += code_point_size(text, at)) {
    const char32_t code = code_point_at(text, at);
    const auto found =
        std::find_if(pictures.begin(), pictures.end(), [&](const auto& one) { return one.first == code; });
    if (found != pictures.end()) {
      out += found->second;
    } else if (code != as_picture || !pictured) {
      out += text.substr(at, code_point_size(text, at));
    }
    pictured = found != pictures.end();
  }
  return out;
}

/// The characters that syllables stand for, "" when they do not cover the run.
/// Longest first, without going back.
std::string spelled_out(std::string letters) {
  letters.erase(std::remove(letters.begin(), letters.end(), ' '), letters.end());  // yi si is 意思
  std::string said;
  for (std::size_t at = 0; at < letters.size();) {
    std::size_t longest = 0;
    std::string_view meant;
    for (const auto& [syllable, character] : syllables) {
      if (syllable.size() > longest && starts(letters, at, syllable)) {
        longest = syllable.size();
        meant = character;
      }
    }
    if (longest == 0) return {};
    said += meant;
    at += longest;
  }
  return said;
}

/// Reads wo bu xiang huo le as 我不想活了, 发shao as 发烧; a run of one syllable only beside a Chinese character.
std::string without_pinyin(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_latin(text[at])) {
      out += text[at++];
      continue;
    }
    std::size_t end = at;
    while (end < text.size() &&
           (is_latin(text[end]) || (text[end] == ' ' && end + 1 < text.size() && is_latin(text[end + 1]))))
      ++end;
    const std::string_view letters = text.substr(at, end - at);
    const std::string said = letters.size() <= 60 ? spelled_out(std::string(letters)) : std::string{};
    const bool beside = at > 0 && static_cast<unsigned char>(text[at - 1]) >= 0x80;
    constexpr std::size_t han = 3;
    if (said.size() > han || (beside && !said.empty())) {
      out += said;
    } else {
      out += letters;
    }
    at = end;
  }
  return out;
}

bool laughs(std::string_view raw) {
  for (std::size_t at = 0; at < raw.size() && at < 4 * most_characters; at += code_point_size(raw, at)) {
    const char32_t code = code_point_at(raw, at);
    if (code > 0xFFFF && laughing.find(code) != std::u32string_view::npos) return true;
  }
  return false;
}

// --- figures ---

constexpr std::array<std::string_view, 7> degrees{"摄氏度", "摄氏", "℃", "°c", "°", "度", "c"};
constexpr std::array<std::string_view, 4> fahrenheit{"华氏度", "华氏", "°f", "f"};
constexpr std::array<std::string_view, 6> points{".", "。", "·", "点", "度", ","};

struct Found {
  std::size_t length = 0;
  int centi = 0;
  bool plain = false;
};

int from_fahrenheit(int centi) { return ((centi - 3200) * 10 / 18 + 5) / 10 * 10; }

/// What measures something else behind a figure: letters (kg, cm, v), and whole
/// things.
bool is_other_unit(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 48> units{
      "元", "块", "毛", "分钟", "分", "秒", "小时", "个", "人", "斤", "公斤", "克", "米",   "厘米", "毫米", "公里",
      "里", "码", "号", "路",   "栋", "楼", "层",   "岁", "级", "班", "页",   "题", "件",   "张",   "本",   "次",
      "期", "集", "章", "条",   "位", "名", "份",   "%",  "折", "步", "寸",   "升", "妇女", "万",   "倍",   "天"};
  if (at < text.size() && (is_latin(text[at]) || text[at] == '/')) return true;
  constexpr std::array<std::string_view, 15> prices{"一串", "一把", "一个", "一支", "一斤", "一杯", "一份", "一件",
                                                    "一包", "一盒", "一瓶", "一张", "一本", "一袋", "一双"};
  return one_of(text, at, units) > 0 || one_of(text, at, prices) > 0;
}

/// Whether a number may begin here: it is no part of 12:38 or a38, and no limit, ≥37.3.
bool begins_figure(std::string_view text, std::size_t at) {
  constexpr std::string_view joints = ".-:/";
  constexpr std::array<std::string_view, 5> limits{"≥", "≤", ">", "<", "="};
  const bool inside = at > 1 && joints.find(text[at - 1]) != std::string_view::npos && is_digit(text[at - 2]);
  const std::string_view before = text.substr(0, at);
  return !inside && !(at > 0 && is_latin(text[at - 1])) &&
         std::none_of(limits.begin(), limits.end(), [&](auto limit) { return before.ends_with(limit); });
}

/// How a figure goes on behind its whole degrees: 38.5, 三十七度五六, 38度半.
struct Tenths {
  std::size_t end = 0;
  int centi = 0;
  bool said = false;
  bool unit = false;
};

/// Nothing where more digits stand than a temperature has.
std::optional<Tenths> tenths_at(std::string_view text, std::size_t at) {
  Tenths tenths{.end = at};
  const std::size_t point = one_of(text, at, points);
  if (point == 0) return tenths;
  std::size_t pos = at + point;
  if (starts(text, at, "度") && starts(text, pos, "点")) pos += std::string_view("点").size();
  std::size_t length = 0;
  std::size_t second = 0;
  const auto digit = digit_at(text, pos, length);
  const auto hundredth = digit ? digit_at(text, pos + length, second) : std::nullopt;
  const bool third = hundredth && digit_at(text, pos + length + second, second).has_value();
  if (digit && !third && !(starts(text, at, ",") && hundredth)) {
    tenths = {.end = pos + length, .centi = *digit * 10, .said = true, .unit = starts(text, at, "度")};
    if (hundredth && is_digit(text[tenths.end])) {
      tenths.centi += *hundredth;
      tenths.end += 1;
    } else if (hundredth && !is_digit(text[pos])) {  // 三十七度五六
      tenths.end += code_point_size(text, tenths.end);
    }
  } else if (starts(text, pos, "半")) {
    tenths = {.end = pos + std::string_view("半").size(), .centi = 50, .said = true, .unit = true};
  } else if (third) {
    return std::nullopt;
  }
  return tenths;
}

/// Where a figure ends that is said in Fahrenheit: 100.4f, 华氏100.4.
std::optional<std::size_t> fahrenheit_end(std::string_view text, std::size_t at, std::size_t end, std::size_t gap) {
  if (const std::size_t unit = one_of(text, end + gap, fahrenheit); unit > 0) return end + gap + unit;
  if (text.substr(0, at).ends_with("华氏")) return end + one_of(text, end, degrees);
  return std::nullopt;
}

/// A number that may be a temperature: 38.5 38。5 三十八度五 38度半 38多度 100.4f; nothing for all others.
std::optional<Found> figure_at(std::string_view text, std::size_t at) {
  const auto number = numeral_at(text, at);
  if (!number || number->value < 0 || !begins_figure(text, at)) return std::nullopt;
  const std::size_t digits = number->digits.size();
  const bool divided = digits == 2 || (digits == 3 && number->value < 116);
  const auto tenths = divided ? tenths_at(text, at + number->length) : Tenths{.end = at + number->length};
  if (!tenths) return std::nullopt;
  Found found;
  found.centi = static_cast<int>(std::min<std::int64_t>(number->value, 9999)) * 100 + tenths->centi;
  std::size_t end = tenths->end;
  bool whole = !tenths->said;
  bool unit = tenths->unit;
  constexpr std::array<std::string_view, 9> vague{"点几", "点多", "度多", "多", "度几", "几", ".几", "来", "出头"};
  if (const std::size_t about = whole ? one_of(text, end, vague) : 0; about > 0) {
    whole = starts(text, end, "来");
    end += about;
  }
  const std::size_t gap = end < text.size() && text[end] == ' ' ? 1 : 0;
  if (found.centi >= 9000 && found.centi <= 11500) {
    if (const auto last = fahrenheit_end(text, at, end, gap))
      return Found{.length = *last - at, .centi = from_fahrenheit(found.centi)};
  }
  if (const std::size_t degree = one_of(text, end + gap, degrees); degree > 0) {
    const std::size_t behind = end + gap + degree;
    constexpr std::array<std::string_view, 4> no_heat{"角", "近视", "电", "线"};
    if (one_of(text, behind, no_heat) > 0) return std::nullopt;
    if (!(is_latin(text[behind - 1]) && behind < text.size() && is_latin(text[behind]))) {
      unit = true;
      end = behind;
    }
  }
  if (digits != 2 || found.centi < 3500 || found.centi > 4300) return std::nullopt;
  if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) return std::nullopt;
  if (!unit && is_other_unit(text, end + gap)) return std::nullopt;
  found.plain = whole && !unit;
  found.length = end - at;
  return found;
}

// --- pieces ---

/// The characters that symptoms begin with or turn on: a quick no for most
/// messages.
bool may_hold_symptoms(std::string_view text) {
  constexpr std::string_view seeds = "烧 热 烫 喘 气 胸 心口 心脏 嗅 味 寒 冷 抖 晕 昏 呼吸 咳";
  return language::holds_one_of(text, seeds);
}

bool ends_clause(char32_t code) {
  constexpr std::u32string_view marks = U",;。!?\n…~、:.";
  return marks.find(code) != std::u32string_view::npos;
}

/// 三十多片, 两瓶: more than one takes for a cold; 三次, 两天: how often; 两道, of a wrist.
std::pair<Word, std::size_t> count_at(std::string_view text, std::size_t at) {
  const auto number = numeral_at(text, at);
  if (!number) return {Word::junk, 0};
  constexpr std::array<std::string_view, 3> more{"多", "几", "来"};
  constexpr std::array<std::string_view, 3> singles{"片", "颗", "粒"};
  constexpr std::array<std::string_view, 4> packs{"瓶", "盒", "板", "把"};
  constexpr std::array<std::string_view, 2> lines{"道", "条"};
  constexpr std::array<std::string_view, 4> times{"次", "遍", "回", "天"};
  std::size_t end = at + number->length;
  end += one_of(text, end, more);
  constexpr int most_taken = 8;
  if (const std::size_t one = one_of(text, end, singles); one > 0)
    return {number->value >= most_taken ? Word::much : Word::junk, number->value >= most_taken ? end + one - at : 0};
  if (const std::size_t pack = one_of(text, end, packs); pack > 0) return {Word::much, end + pack - at};
  if (const std::size_t line = one_of(text, end, lines); line > 0) return {Word::lines, end + line - at};
  if (const std::size_t time = one_of(text, end, times); time > 0) return {Word::when, end + time - at};
  return {Word::junk, 0};
}

/// A phrase about other symptoms is left to the words: 没力气 may be tired of
/// life.
bool speaks_of_need(const HealthPhrase& phrase) {
  const auto grave = [](const std::string& symptom) { return is_urgent_symptom(symptom) || symptom == "咳嗽"; };
  return phrase.recovered || std::any_of(phrase.present.begin(), phrase.present.end(), grave) ||
         std::any_of(phrase.denied.begin(), phrase.denied.end(), grave);
}

Piece next(std::string_view text, std::size_t at, const Classmates& people, bool symptoms) {
  Piece piece;
  piece.begin = at;
  const auto offer = [&](Word word, std::size_t length) {
    if (at + length <= piece.end || length == 0) return false;
    piece.word = word;
    piece.end = at + length;
    return true;
  };
  if (const auto named = people.name_at(text, at); offer(Word::name, named.length)) piece.person = named.person;
  const auto word = need_word_at(text, at);
  const bool letters = word && is_latin(text[at]);
  const bool inside =
      letters &&
      ((at > 0 && is_latin(text[at - 1])) ||
       (is_latin(text[at + word.length - 1]) && at + word.length < text.size() && is_latin(text[at + word.length])));
  if (word && !inside) offer(word.tag, word.length);
  if (const auto found = figure_at(text, at); found && offer(Word::figure, found->length)) {
    piece.centi = found->centi;
    piece.plain = found->plain;
  } else if (!found) {
    const auto number = numeral_at(text, at);
    if (number && is_digit(text[at])) offer(Word::when, number->length);
  }
  if (const auto [counted, length] = count_at(text, at); length > 0) offer(counted, length);
  constexpr Words somebody{Word::self, Word::you, Word::third, Word::name, Word::kin, Word::stranger, Word::child};
  const bool named = piece.end > at && somebody.has(piece.word);
  if (symptoms) {
    auto phrase = health_phrase_at(text, at);
    if (phrase && speaks_of_need(*phrase) && !named && offer(Word::health, phrase->length))
      piece.health = std::move(*phrase);
  }
  if (piece.end > at) return piece;
  const char32_t code = code_point_at(text, at);
  piece.end = at + code_point_size(text, at);
  if (is_mark(code)) piece.word = ends_clause(code) ? Word::mark : Word::blank;
  return piece;
}

/// 李明昨晚发烧了39度: at the head of a clause somebody whom no roster knows, by how names are made.
void name_strangers(Cut& cut) {
  constexpr Words tells{Word::when, Word::tonight, Word::lately, Word::fever, Word::health, Word::figure, Word::says};
  constexpr std::array<std::string_view, 24> ordinary{"马上", "方便", "高温", "高考", "高中", "高数", "高铁", "严重",
                                                      "常常", "许多", "毛病", "关键", "白天", "万一", "平时", "成天",
                                                      "路上", "任务", "于是", "石头", "江湖", "黄金", "汤药", "温度"};
  auto& pieces = cut.pieces;
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
    const bool leads = i == 0 || pieces[i - 1].word == Word::mark || pieces[i - 1].clause != pieces[i].clause;
    if (!leads || pieces[i].word != Word::junk || !tells.has(pieces[i + 1].word)) continue;
    const auto said = std::string_view(cut.text).substr(pieces[i].begin, pieces[i].end - pieces[i].begin);
    const bool word = std::any_of(ordinary.begin(), ordinary.end(), [&](auto one) { return said.starts_with(one); });
    if (pieces[i].characters > 3 || word || !looks_like_name(said)) continue;
    pieces[i].word = Word::stranger;
    cut.all.add(Word::stranger);
  }
}

}  // namespace

/// 自.杀, 自*杀, 我 不 想 活: marks between two characters that only hide a
/// word; a space only where all stand apart.
std::string without_gaps(std::string_view text) {
  std::size_t apart = 0;
  for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) {
    const std::size_t end = at + code_point_size(text, at);
    if (is_han(code_point_at(text, at)) && end + 1 < text.size() && text[end] == ' ' &&
        (at == 0 || text[at - 1] == ' '))
      ++apart;
  }
  constexpr std::size_t spelled = 3;
  constexpr std::string_view hiding = ".-*_|+";
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = code_point_size(text, at);
    const bool hides = hiding.find(text[at]) != std::string_view::npos || (text[at] == ' ' && apart >= spelled);
    const bool between =
        !out.empty() && static_cast<unsigned char>(out.back()) >= 0x80 && is_han(code_point_at(text, at + size));
    if (!hides || !between) out.append(text.substr(at, size));
    at += size;
  }
  return out;
}

std::string plain_talk(std::string_view text) {
  return without_pinyin(without_gaps(straight(normalised(without_pictures(text), most_characters))));
}

Classmates::Classmates(const std::vector<Person>& people) {
  constexpr std::size_t most_name = 40;
  for (const Person& person : people) {
    std::string name = straight(normalised(person.name, most_name));
    const char32_t first = code_point_at(name, 0);
    if (!name.empty()) by_first_[first].push_back({std::move(name), person.id});
  }
}

Classmates::Match Classmates::name_at(std::string_view text, std::size_t at) const {
  Match longest;
  const auto found = by_first_.find(code_point_at(text, at));
  if (found == by_first_.end()) return longest;
  for (const Name& name : found->second) {
    if (name.text.size() > longest.length && starts(text, at, name.text)) longest = {name.text.size(), name.person};
  }
  return longest;
}

Cut cut(std::string_view text, const Classmates& people) {
  Cut result;
  result.text = plain_talk(text);
  result.laughs = laughs(text);
  const bool symptoms = may_hold_symptoms(result.text);
  std::size_t clause = 0;
  for (std::size_t at = 0; at < result.text.size() && result.pieces.size() < most_pieces;) {
    Piece piece = next(result.text, at, people, symptoms);
    at = piece.end;
    piece.clause = clause;
    piece.characters = code_points(std::string_view(result.text).substr(piece.begin, piece.end - piece.begin));
    if (piece.word == Word::mark || result.text[piece.begin] == '?') ++clause;
    result.all.add(piece.word);
    if (piece.word == Word::junk && !result.pieces.empty() && result.pieces.back().word == Word::junk) {
      result.pieces.back().end = piece.end;
      result.pieces.back().characters += piece.characters;
    } else {
      result.pieces.push_back(std::move(piece));
    }
  }
  name_strangers(result);
  return result;
}

}  // namespace banwei::care
