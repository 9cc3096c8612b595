#include "handlers/binding/card.h"

#include <unicode/translit.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "handlers/language/numerals.h"
#include "handlers/language/places.h"
#include "handlers/language/strings.h"

namespace banwei::binding {

namespace {

using Kind = CardReading::Kind;
using Why = CardReading::Why;
using Staff = CardReading::Staff;

constexpr std::size_t longest_card = 60;  // characters

/// What stands on cards beside names, and says nothing of who it is.
constexpr std::string_view ornaments[] = {
    "班级成员", "学习委员", "团支部书记", "生活委员", "心理委员", "心理健康委员", "体育委员", "文艺委员",
    "宣传委员", "组织委员", "劳动委员",   "副班长",   "班长",     "学委",         "团支书",   "寝室长",
    "宿舍长",   "课代表",   "同学",       "学生",     "学号",     "姓名",         "班级",     "男",
    "女",       "号楼",     "栋",         "号",       "室",       "寝室",         "级",       "班"};

constexpr std::string_view relatives[] = {"妈妈", "爸爸", "家长", "父亲", "母亲", "爷爷", "奶奶",
                                          "外婆", "外公", "姐姐", "哥哥", "妈",   "爸"};

constexpr std::pair<std::string_view, Staff> posts[] = {
    {"辅导员", Staff::counsellor}, {"班主任", Staff::head_teacher}, {"团委", Staff::office},
    {"教务员", Staff::office},     {"副书记", Staff::office},       {"书记", Staff::office},
    {"学工办", Staff::office},     {"主任", Staff::office},         {"院长", Staff::office},
    {"任课教师", Staff::teacher},  {"任课老师", Staff::teacher},    {"教师", Staff::teacher},
    {"老师", Staff::teacher}};
constexpr std::string_view teacher = "老师";

/// A stretch of the card.
struct Piece {
  enum class Sort { name, number, class_name, ornament, relative, post, words };
  Sort sort = Sort::words;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<std::size_t> who = {};  // of a name
  bool ours = true;                   // of a class
  Staff post = Staff::teacher;
};

/// 机电1901 -> 机电, 19, 01
struct ClassName {
  explicit ClassName(std::string_view name) {
    const auto digit = std::find_if(name.begin(), name.end(), is_digit);
    major = name.substr(0, static_cast<std::size_t>(digit - name.begin()));
    code = name.substr(major.size());
  }
  bool is_code(std::string_view digits) const { return digits == code; }
  std::string_view year() const { return std::string_view(code).substr(0, 2); }
  std::int64_t place() const { return code.size() == 4 ? number(std::string_view(code).substr(2)) : 0; }

  std::string major;
  std::string code;
};

std::string_view digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return text.substr(at, end - at);
}

/// 1902 of a class of that year; a card has no other use for it.
bool is_class_code(std::string_view digits) {
  return digits.size() == 4 && digits >= "1000" && digits < "4000" && digits.substr(2) >= "01" &&
         digits.substr(2) <= "30";
}

class CardReader {
 public:
  CardReader(std::string_view card, const language::People& people, std::string_view class_name)
      : card_(card), text_(normalised(card, longest_card)), people_(people), class_(normalised(class_name)) {
    cut();
    for (const Piece& piece : pieces_) {
      if (piece.sort == Piece::Sort::name && std::find(names_.begin(), names_.end(), piece.who) == names_.end())
        names_.push_back(piece.who);
    }
    read_numbers();
  }

  CardReading read() const {
    if (has(Piece::Sort::relative)) return names_.size() == 1 ? reading(Kind::guardian, names_.front()) : CardReading{};
    if (has(Piece::Sort::post)) return names_.empty() ? staff() : CardReading{};
    if (id_ || unknown_id_) return by_number();
    if (names_.size() > 1) {
      std::vector<std::size_t> all;
      for (const auto& who : names_) all.insert(all.end(), who.begin(), who.end());
      return asked(Why::several, std::move(all));
    }
    return names_.empty() ? without_name() : by_name(names_.front());
  }

 private:
  using Sort = Piece::Sort;

  bool has(Sort sort) const {
    return std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& piece) { return piece.sort == sort; });
  }

  static CardReading reading(Kind kind, std::vector<std::size_t> who) { return {.kind = kind, .who = std::move(who)}; }
  static CardReading asked(Why why, std::vector<std::size_t> who) {
    std::sort(who.begin(), who.end());
    who.erase(std::unique(who.begin(), who.end()), who.end());
    return {.kind = Kind::ask, .why = why, .who = std::move(who)};
  }

  // --- cutting ----------------------------------------------------------------------------------------------------

  void cut() {
    for (std::size_t at = 0; at < text_.size();) {
      if (auto piece = piece_at(at)) {
        at = piece->end;
        pieces_.push_back(*std::move(piece));
      } else if (is_mark(code_point_at(text_, at))) {
        at += code_point_size(text_, at);
      } else {
        const std::size_t end = at + code_point_size(text_, at);
        const bool goes_on = !pieces_.empty() && pieces_.back().sort == Sort::words && pieces_.back().end == at;
        if (goes_on) {
          pieces_.back().end = end;
        } else {
          pieces_.push_back({.begin = at, .end = end});
        }
        at = end;
      }
    }
  }

  std::optional<Piece> piece_at(std::size_t at) const {
    if (auto klass = class_at(at)) return klass;
    if (const auto digits = digits_at(text_, at); !digits.empty())
      return Piece{.sort = Sort::number, .begin = at, .end = at + digits.size()};
    if (auto match = people_.name_at(text_, at); match.length > 0)
      return Piece{.sort = Sort::name, .begin = at, .end = at + match.length, .who = std::move(match.who)};
    const std::string_view rest = std::string_view(text_).substr(at);
    for (const auto& [word, post] : posts) {
      if (rest.starts_with(word)) return Piece{.sort = Sort::post, .begin = at, .end = at + word.size(), .post = post};
    }
    for (const std::string_view word : relatives) {
      if (rest.starts_with(word)) return Piece{.sort = Sort::relative, .begin = at, .end = at + word.size()};
    }
    for (const std::string_view word : ornaments) {
      if (rest.starts_with(word)) return Piece{.sort = Sort::ornament, .begin = at, .end = at + word.size()};
    }
    return std::nullopt;
  }

  /// 机电1901, 1901, 19机电, 19机电一班, 机电1班, each with 班 behind it; of another class too.
  std::optional<Piece> class_at(std::size_t at) const {
    Piece piece{.sort = Sort::class_name, .begin = at, .end = at};
    const std::string_view text = text_;
    const auto skip = [&](std::string_view word) {
      const bool there = !word.empty() && text.substr(piece.end).starts_with(word);
      if (there) piece.end += word.size();
      return there;
    };
    const auto finished = [&]() -> std::optional<Piece> {
      const std::string_view rest = text.substr(piece.end);
      const bool of_a_word = rest.starts_with("班主任") || rest.starts_with("班长") || rest.starts_with("班级");
      if (!of_a_word) skip("班");
      return piece;
    };
    if (skip(class_.major)) {
      const std::string_view digits = digits_at(text, piece.end);
      if (digits.size() >= 4 && people_.place_of(digits) == people_.size()) {
        piece.ours = class_.is_code(digits.substr(0, 4));
        piece.end += 4;
      } else {
        take_ordinal(piece);
      }
      return finished();
    }
    const std::string_view digits = digits_at(text, at);
    if (digits.size() != 2 && digits.size() != 4) return std::nullopt;
    piece.end += digits.size();
    skip("级");
    if (!class_.major.empty() && skip(class_.major)) {
      piece.ours = digits.substr(digits.size() - 2) == class_.year();
      take_ordinal(piece);
      return finished();
    }
    piece.end = at + digits.size();
    if (!class_.is_code(digits) && (!is_class_code(digits) || text.substr(piece.end).starts_with("级")))
      return std::nullopt;
    piece.ours = class_.is_code(digits);
    return finished();
  }

  /// 一班 or 01班 behind the name of a major.
  void take_ordinal(Piece& piece) const {
    const auto ordinal = numeral_at(text_, piece.end);
    if (!ordinal || !std::string_view(text_).substr(piece.end + ordinal->length).starts_with("班")) return;
    piece.ours = piece.ours && ordinal->value == class_.place();
    piece.end += ordinal->length;
  }

  // --- numbers ----------------------------------------------------------------------------------------------------

  void read_numbers() {
    const std::size_t usual = people_.empty() ? 0 : people_.number(0).size();
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (pieces_[i].sort != Sort::number) continue;
      const std::string_view digits = of(pieces_[i]);
      const std::size_t place = people_.place_of(digits);
      if (place < people_.size()) {
        id_ = place;
      } else if (digits.size() == usual && usual >= 6 && digits.size() != 11) {
        unknown_id_ = true;
      } else if (digits.size() <= 2 && !is_building(i)) {
        seat_ = number(digits);
      }
    }
  }

  /// 3栋204, 3-204
  bool is_building(std::size_t at) const {
    for (std::size_t i = at + 1; i < pieces_.size() && i <= at + 2; ++i) {
      if (pieces_[i].sort == Sort::number) return of(pieces_[i]).size() == 3;
      if (pieces_[i].sort != Sort::ornament) return false;
    }
    return false;
  }

  std::string_view of(const Piece& piece) const {
    return std::string_view(text_).substr(piece.begin, piece.end - piece.begin);
  }

  /// Whoever's number ends so: 01 of 2019010101.
  bool sits_at(std::size_t place, std::int64_t seat) const {
    const std::string& id = people_.number(place);
    return id.size() > 2 && number(std::string_view(id).substr(id.size() - 2)) == seat;
  }

  bool of_another_class() const {
    return std::any_of(pieces_.begin(), pieces_.end(),
                       [](const Piece& piece) { return piece.sort == Sort::class_name && !piece.ours; });
  }

  /// Words that mean nothing to us, a place apart from the name left out.
  bool has_other_words() const {
    for (const Piece& piece : pieces_) {
      if (piece.sort != Sort::words) continue;
      const auto place = place_phrase_at(text_, piece.begin);
      const bool apart = std::none_of(pieces_.begin(), pieces_.end(), [&](const Piece& other) {
        return other.sort == Sort::name && (other.end == piece.begin || other.begin == piece.end);
      });
      if (!place || !apart || piece.begin + place->length != piece.end) return true;
    }
    return false;
  }

  // --- who it is --------------------------------------------------------------------------------------------------

  CardReading by_number() const {
    if (!id_) return asked(Why::unknown_id, {});
    std::vector<std::size_t> all{*id_};
    for (const auto& who : names_) all.insert(all.end(), who.begin(), who.end());
    const bool named = names_.empty() ? !has_other_words()
                                      : names_.size() == 1 && std::find(names_.front().begin(), names_.front().end(),
                                                                        *id_) != names_.front().end();
    return named && !of_another_class() ? reading(Kind::match, {*id_}) : asked(Why::conflict, std::move(all));
  }

  CardReading by_name(const std::vector<std::size_t>& who) const {
    if (!as_written(who.front())) return asked(Why::variant, who);
    if (of_another_class()) return asked(Why::conflict, who);
    if (has_other_words()) return {};
    if (!seat_) return who.size() == 1 ? reading(Kind::match, who) : asked(Why::same_name, who);
    for (const std::size_t place : who) {
      if (sits_at(place, *seat_)) return reading(Kind::match, {place});
    }
    std::vector<std::size_t> all = who;
    for (std::size_t place = 0; place < people_.size(); ++place) {
      if (sits_at(place, *seat_)) all.push_back(place);
    }
    return asked(Why::conflict, std::move(all));
  }

  /// Whether the card has the characters of the roster: 張三 may be somebody else.
  bool as_written(std::size_t place) const {
    const auto bare = [](std::string_view text) {
      std::string out;
      for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) {
        if (!is_mark(code_point_at(text, at))) out += text.substr(at, code_point_size(text, at));
      }
      return out;
    };
    return bare(card_).find(bare(people_[place].name)) != std::string::npos;
  }

  /// 王敏（辅导员）, 班主任李老师, 高数 陈老师; nobody for 代课老师找我.
  CardReading staff() const {
    CardReading reading{.kind = Kind::staff};
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const Piece& piece = pieces_[i];
      if (piece.sort == Sort::post) {
        if (piece.post != Staff::teacher) reading.staff = piece.post;
        if (of(piece) != teacher) continue;
        const bool runs_on =
            i + 1 < pieces_.size() && pieces_[i + 1].sort == Sort::words && pieces_[i + 1].begin == piece.end;
        if (runs_on) return {};
        if (i > 0 && pieces_[i - 1].sort == Sort::words && pieces_[i - 1].end == piece.begin)
          reading.name = std::string(of(pieces_[i - 1])) + std::string(teacher);
      } else if (piece.sort == Sort::words && reading.name.empty()) {
        const std::size_t length = code_points(of(piece));
        if (length >= 2 && length <= 4) reading.name = of(piece);
      }
    }
    return reading.name.empty() ? CardReading{} : reading;
  }

  /// What only resembles somebody.
  CardReading without_name() const {
    const std::string_view whole = trimmed(text_);
    if (whole.empty() || of_another_class()) return {};
    if (auto who = by_numerals(); !who.empty()) return asked(Why::similar, std::move(who));
    if (auto who = by_pinyin(whole); !who.empty()) return asked(Why::pinyin, std::move(who));
    if (pieces_.size() != 1 && has(Sort::number)) return {};
    const auto words =
        std::find_if(pieces_.begin(), pieces_.end(), [](const Piece& p) { return p.sort == Sort::words; });
    if (words == pieces_.end()) return {};
    const auto near = people_.near_name_at(text_, words->begin, [&](std::size_t end) { return end == words->end; });
    if (near.length > 0 && words->begin + near.length == words->end)
      return asked(code_points(people_.name(near.who.front())) == code_points(of(*words)) ? Why::similar : Why::partial,
                   near.who);
    return by_surname(of(*words));
  }

  /// 张叁, 张 3
  std::vector<std::size_t> by_numerals() const {
    constexpr std::string_view plain[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    std::string folded;
    for (std::size_t at = 0; at < text_.size();) {
      std::size_t length = 0;
      const auto digit = digit_at(text_, at, length);
      if (!digit) length = code_point_size(text_, at);
      if (digit) {
        folded += plain[*digit];
      } else if (text_[at] != ' ') {
        folded += text_.substr(at, length);
      }
      at += std::max<std::size_t>(length, 1);
    }
    auto match = people_.name_at(folded, 0);
    return match.length == folded.size() ? std::move(match.who) : std::vector<std::size_t>{};
  }

  /// Zhang San
  std::vector<std::size_t> by_pinyin(std::string_view whole) const {
    std::string letters;
    for (const char sign : whole) {
      if (sign != ' ' && !is_latin(sign)) return {};
      if (sign != ' ') letters += sign;
    }
    std::vector<std::size_t> who;
    if (letters.size() < 3) return who;
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> latin(
        icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, error));
    if (U_FAILURE(error)) return who;
    for (std::size_t place = 0; place < people_.size(); ++place) {
      auto name = icu::UnicodeString::fromUTF8(people_.name(place));
      latin->transliterate(name);
      std::string spelt;
      name.toUTF8String(spelt);
      std::erase_if(spelt, [](char sign) { return !is_latin(sign); });
      if (spelt == letters) who.push_back(place);
    }
    return who;
  }

  /// 张, 小张
  CardReading by_surname(std::string_view words) const {
    bool familiar = false;
    for (const std::string_view before : {"小", "老", "阿"}) {
      if (words.size() > before.size() && words.starts_with(before)) {
        words.remove_prefix(before.size());
        familiar = true;
        break;
      }
    }
    if (code_points(words) != 1) return {};
    std::vector<std::size_t> who;
    for (std::size_t place = 0; place < people_.size(); ++place) {
      if (people_.name(place).starts_with(words)) who.push_back(place);
    }
    if (who.empty()) return {};
    return asked(Why::partial, familiar ? std::vector<std::size_t>{} : std::move(who));
  }

  std::string card_;
  std::string text_;
  const language::People& people_;
  ClassName class_;
  std::vector<Piece> pieces_;
  std::vector<std::vector<std::size_t>> names_;  // each once, with whoever has it
  std::optional<std::size_t> id_;
  bool unknown_id_ = false;
  std::optional<std::int64_t> seat_;
};

}  // namespace

std::string_view word(CardReading::Kind kind) {
  constexpr std::string_view words[] = {"match", "ask", "staff", "guardian", "none"};
  return words[static_cast<std::size_t>(kind)];
}

nlohmann::ordered_json fields(const CardReading& card, const language::People& people) {
  constexpr std::string_view whys[] = {"dup",     "similar",  "variant", "pinyin",
                                       "partial", "conflict", "multi",   "unknown_id"};
  constexpr std::string_view staff[] = {"counsellor", "headteacher", "office", "teacher"};
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  switch (card.kind) {
    case Kind::match:
      out = {{"id", people[card.who.front()].number}, {"how", "auto"}};
      break;
    case Kind::ask:
      out["ask"] = whys[static_cast<std::size_t>(card.why)];
      for (const std::size_t place : card.who) out["cand"].push_back(people[place].number);
      break;
    case Kind::staff:
      out = {{"role", staff[static_cast<std::size_t>(card.staff)]}, {"name", card.name}};
      break;
    case Kind::guardian:
      out["of"] = people[card.who.front()].number;
      break;
    case Kind::none:
      break;
  }
  return out;
}

CardReading read_card(std::string_view card, const language::People& people, std::string_view class_name) {
  return CardReader(card, people, class_name).read();
}

}  // namespace banwei::binding
