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

WordMatch<Tag> word_at(std::string_view text, std::size_t at) { return place_words::words.longest_at(text, at); }

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

}  // namespace

std::optional<PlacePhrase> place_phrase_at(std::string_view text, std::size_t at) {
  PlacePhrase phrase;
  std::size_t pos = at;
  bool inside = true;
  bool old_home = false;
  bool moved = false;
  for (int i = 0; i < 3; ++i) {
    const auto word = word_at(text, pos);
    if (!word || (word.tag != Tag::at && word.tag != Tag::not_at)) break;
    inside = inside && word.tag == Tag::at;
    pos += word.length;
    if (pos < text.size() && (text[pos] == ':' || text[pos] == ' ')) ++pos;
  }
  std::size_t end = 0;
  for (int i = 0; i < most_items; ++i) {
    const auto word = word_at(text, pos);
    if (!word) break;
    pos += word.length;
    switch (word.tag) {
      case Tag::wuhan:
      case Tag::elsewhere:
        if (!phrase.area || !phrase.in_wuhan || moved) {
          if (inside) phrase.in_wuhan = word.tag == Tag::wuhan;
          if (!inside && word.tag == Tag::wuhan) phrase.in_wuhan = false;
        }
        phrase.area = true;
        if (inside) add_city(phrase, text.substr(pos - word.length, word.length), word.tag == Tag::wuhan, moved);
        pos = skip_address(text, pos);
        break;
      case Tag::hubei:
        phrase.area = true;
        if (inside) phrase.city = "湖北";
        break;
      case Tag::in_wuhan:
        phrase.in_wuhan = true;
        break;
      case Tag::out_of_wuhan:
        phrase.in_wuhan = false;
        break;
      case Tag::at:
        if (!starts(text, pos, "家") && !word_at(text, pos)) return std::nullopt;
        break;
      case Tag::not_at:
        return std::nullopt;
      case Tag::home:
        if (inside) phrase.place = "家";
        break;
      case Tag::old_home:
        old_home = true;
        break;
      case Tag::dorm:
        if (inside) phrase.place = "宿舍";
        break;
      case Tag::school:
        if (inside) phrase.place = "学校";
        break;
      case Tag::on_post:
        phrase.on_post = inside;
        break;
      case Tag::off_post:
        phrase.on_post = false;
        break;
      case Tag::isolated:
        phrase.isolated = inside;
        if (text.substr(pos - word.length, word.length).find("家") != std::string_view::npos) phrase.place = "家";
        pos = skip_count(text, pos);
        break;
      case Tag::not_isolated:
        phrase.isolated = false;
        break;
      case Tag::employer:
        phrase.employer = std::string(text.substr(pos - word.length, word.length));
        phrase.on_post = inside;
        if (starts(text, pos, "的")) pos += std::string_view("的").size();
        if (const auto work = word_at(text, pos); work && (work.tag == Tag::work || work.tag == Tag::dorm))
          pos += work.length;
        break;
      case Tag::work:
        if (phrase.employer.empty() && !phrase.area) return std::nullopt;
        phrase.on_post = inside;
        break;
    }
    end = pos;
    for (std::string_view word_between : {"→", "->", "-", "·"}) {
      if (!starts(text, pos, word_between) || !word_at(text, pos + word_between.size())) continue;
      moved = word_between != "·";
      pos += word_between.size();
      break;
    }
  }
  if (end == 0) return std::nullopt;
  if (old_home && !phrase.area) phrase.place = "老家";
  phrase.length = end - at;
  return phrase;
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
