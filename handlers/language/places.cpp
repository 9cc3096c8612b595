// A small grammar of places: (在 | 不在)? (area address? | 家 | 在岗 | employer work | 隔离 第N天)+.
#include "handlers/language/places.h"

#include <algorithm>

#include "handlers/language/numerals.h"
#include "handlers/language/place_words.h"
#include "handlers/language/strings.h"

namespace banwei {

namespace {

using place_words::Tag;

constexpr int most_items = 8;
constexpr int longest_address = 12;  // In code points.

bool starts(std::string_view text, std::size_t at, std::string_view word) {
  return at <= text.size() && text.substr(at, word.size()) == word;
}

/// In 在汉口 the 在汉 says nothing by itself.
WordMatch<Tag> word_at(std::string_view text, std::size_t at) {
  constexpr std::string_view in = "在";
  const auto word = place_words::words.longest_at(text, at);
  if (word.tag != Tag::in_wuhan || !starts(text, at, in)) return word;
  const auto town = place_words::words.longest_at(text, at + in.size());
  return town.tag == Tag::wuhan && in.size() + town.length > word.length ? WordMatch<Tag>{in.size(), Tag::at} : word;
}

/// Reads over 中南路街道 or 凤山镇3组 behind an area; nothing of it is kept.
std::size_t skip_address(std::string_view text, std::size_t at) {
  std::size_t pos = at;
  std::size_t end = at;
  for (int i = 0; i < longest_address && pos < text.size(); ++i) {
    const auto ending = std::find_if(place_words::address_ends.begin(), place_words::address_ends.end(),
                                     [&](std::string_view word) { return starts(text, pos, word); });
    if (ending != place_words::address_ends.end()) {
      pos += ending->size();
      end = pos;
      continue;
    }
    const bool digit = is_digit(text[pos]);
    if (digit && pos == at) break;
    if (!digit && (!is_han(code_point_at(text, pos)) || word_at(text, pos))) break;
    pos += code_point_size(text, pos);
  }
  for (std::string_view word : {"市区", "这边", "那边", "本地", "市内", "城区", "的"}) {
    if (starts(text, end, word)) return end + word.size();
  }
  return end;
}

/// Adds what is named to where somebody is: 武汉 to a district that stands alone.
void add_city(PlacePhrase& phrase, std::string_view named, bool in_wuhan, bool moved) {
  constexpr std::string_view wuhan = "武汉";
  if (moved) phrase.city.clear();
  if (in_wuhan && !named.starts_with(wuhan) && !phrase.city.starts_with(wuhan)) phrase.city += wuhan;
  phrase.city += named;
}

/// 第3天, 14天了, 中.
std::size_t skip_count(std::string_view text, std::size_t at) {
  std::size_t pos = at;
  for (std::string_view word : {"已", "到", "了", "的", "第", "满"}) {
    if (starts(text, pos, word)) pos += word.size();
  }
  if (const auto number = numeral_at(text, pos)) {
    std::size_t end = pos + number->length;
    if (starts(text, end, "天")) {
      end += std::string_view("天").size();
      for (std::string_view word : {"了", "中"}) {
        if (starts(text, end, word)) end += word.size();
      }
      return end;
    }
  }
  for (std::string_view word : {"中", "了", "满了"}) {
    if (starts(text, at, word)) return at + word.size();
  }
  return at;
}

/// 14天隔离: the end of the count before it, or `at`.
std::size_t skip_count_before(std::string_view text, std::size_t at) {
  const auto number = numeral_at(text, at);
  constexpr std::string_view days = "天";
  if (!number || !starts(text, at + number->length, days)) return at;
  const std::size_t end = at + number->length + days.size();
  const auto word = word_at(text, end);
  return word && word.tag == Tag::isolated ? end : at;
}

/// Reads one phrase word by word.
class PhraseReader {
 public:
  PhraseReader(std::string_view text, std::size_t at) : text_(text), begin_(at), pos_(at) {}

  std::optional<PlacePhrase> read() {
    skip_whereabouts();
    std::size_t end = 0;
    for (int i = 0; i < most_items; ++i) {
      pos_ = skip_count_before(text_, pos_);
      const auto word = word_at(text_, pos_);
      if (!word) break;
      pos_ += word.length;
      if (!take(word.tag, text_.substr(pos_ - word.length, word.length))) return std::nullopt;
      end = pos_;
      skip_joint();
    }
    if (end == 0) return std::nullopt;
    if (old_home_ && !phrase_.area) phrase_.place = "老家";
    phrase_.length = end - begin_;
    return phrase_;
  }

 private:
  /// 人在, 不在: what follows is where one is, or is not.
  void skip_whereabouts() {
    for (int i = 0; i < 3; ++i) {
      const auto word = word_at(text_, pos_);
      if (!word || (word.tag != Tag::at && word.tag != Tag::not_at)) break;
      inside_ = inside_ && word.tag == Tag::at;
      pos_ += word.length;
      if (pos_ < text_.size() && (text_[pos_] == ':' || text_[pos_] == ' ')) ++pos_;
    }
  }

  /// False when the word says that this is no phrase of a place.
  bool take(Tag tag, std::string_view word) {
    switch (tag) {
      case Tag::wuhan:
      case Tag::elsewhere:
        take_city(word, tag == Tag::wuhan);
        return true;
      case Tag::hubei:
        phrase_.area = true;
        if (inside_) phrase_.city = "湖北";
        if (!inside_) phrase_.in_wuhan = false;
        return true;
      case Tag::in_wuhan:
      case Tag::out_of_wuhan:
        phrase_.in_wuhan = tag == Tag::in_wuhan;
        return true;
      case Tag::at:
        return starts(text_, pos_, "家") || word_at(text_, pos_);
      case Tag::not_at:
        return false;
      case Tag::home:
      case Tag::dorm:
      case Tag::school:
        if (inside_) phrase_.place = tag == Tag::home ? "家" : tag == Tag::dorm ? "宿舍" : "学校";
        return true;
      case Tag::old_home:
        old_home_ = true;
        return true;
      case Tag::on_post:
      case Tag::off_post:
        phrase_.on_post = tag == Tag::on_post && inside_;
        return true;
      case Tag::isolated:
        phrase_.isolated = inside_;
        if (word.find("家") != std::string_view::npos) phrase_.place = "家";
        pos_ = skip_count(text_, pos_);
        return true;
      case Tag::not_isolated:
        phrase_.isolated = false;
        return true;
      case Tag::employer:
        take_employer(word);
        return true;
      case Tag::work:
        phrase_.on_post = inside_;
        return !phrase_.employer.empty() || phrase_.area;
    }
    return false;
  }

  void take_city(std::string_view word, bool wuhan) {
    if (!phrase_.area || !phrase_.in_wuhan || moved_) {
      if (inside_) phrase_.in_wuhan = wuhan;
      if (!inside_ && wuhan) phrase_.in_wuhan = false;
    }
    phrase_.area = true;
    if (inside_) add_city(phrase_, word, wuhan, moved_);
    pos_ = skip_address(text_, pos_);
  }

  void take_employer(std::string_view word) {
    phrase_.employer = std::string(word);
    phrase_.on_post = inside_;
    if (starts(text_, pos_, "的")) pos_ += std::string_view("的").size();
    if (const auto work = word_at(text_, pos_); work && (work.tag == Tag::work || work.tag == Tag::dorm))
      pos_ += work.length;
  }

  /// 武汉→黄石: whoever writes so has moved.
  void skip_joint() {
    for (std::string_view joint : {"→", "->", "-", "·"}) {
      if (!starts(text_, pos_, joint) || !word_at(text_, pos_ + joint.size())) continue;
      moved_ = joint != "·";
      pos_ += joint.size();
      return;
    }
  }

  std::string_view text_;
  std::size_t begin_;
  std::size_t pos_;
  PlacePhrase phrase_;
  bool inside_ = true;
  bool old_home_ = false;
  bool moved_ = false;
};

}  // namespace

std::optional<PlacePhrase> place_phrase_at(std::string_view text, std::size_t at) {
  return PhraseReader(text, at).read();
}

PlacePhrase places_in(std::string_view text) {
  PlacePhrase all;
  all.length = text.size();
  for (std::size_t at = 0; at < text.size();) {
    const auto phrase = place_phrase_at(text, at);
    if (!phrase) {
      at += code_point_size(text, at);
      continue;
    }
    if (phrase->in_wuhan) all.in_wuhan = phrase->in_wuhan;
    if (phrase->on_post) all.on_post = phrase->on_post;
    if (phrase->isolated) all.isolated = phrase->isolated;
    if (!phrase->place.empty()) all.place = phrase->place;
    if (!phrase->employer.empty()) all.employer = phrase->employer;
    all.area = all.area || phrase->area;
    if (!phrase->city.empty()) all.city = phrase->city;
    at += phrase->length;
  }
  return all;
}

}  // namespace banwei
