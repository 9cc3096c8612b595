// A small grammar of health talk: lead* (negation symptoms | adverb* symptoms ending* | being well).
#include "handlers/common/symptoms.h"

#include <algorithm>

#include "handlers/common/numerals.h"
#include "handlers/common/symptom_words.h"
#include "handlers/common/text.h"

namespace banwei {

namespace {

using namespace health_words;

constexpr int most_words = 6;   // leads or adverbs in a row
constexpr int most_items = 24;  // symptoms in one list

WordMatch<Tag> symptom_at(std::string_view text, std::size_t at) { return symptoms.longest_at(text, at); }

bool starts(std::string_view text, std::size_t at, std::string_view word) {
  return at <= text.size() && text.substr(at, word.size()) == word;
}

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

void add(std::vector<std::string>& list, Symptom symptom) {
  const std::string name(names[static_cast<std::size_t>(symptom)]);
  if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
}

/// The end of one lead (身体状况: ) at `at`, or `at`.
std::size_t skip_lead(std::string_view text, std::size_t at, bool with_people = true) {
  const std::size_t length = std::max(Lead::length_at(text, at), with_people ? People::length_at(text, at) : 0);
  if (length == 0 || symptom_at(text, at).length > length) return at;
  at += length;
  const std::size_t behind = skip_spaces(text, at);
  return behind < text.size() && text[behind] == ':' ? skip_spaces(text, behind + 1) : at;
}

/// The end of one adverb or lead at `at`, or `at`.
std::size_t skip_adverb(std::string_view text, std::size_t at, bool with_people) {
  const std::size_t adverb = Adverb::length_at(text, at);
  if (symptom_at(text, at).length > adverb) return at;
  return std::max(skip_lead(text, at, with_people), at + adverb);
}
std::size_t skip_before(std::string_view text, std::size_t at) { return skip_adverb(text, at, false); }

template <class Skip>
std::size_t repeat(std::string_view text, std::size_t at, Skip skip) {
  for (int i = 0; i < most_words; ++i) {
    const std::size_t next = skip(text, at);
    if (next == at) break;
    at = next;
  }
  return at;
}

std::size_t skip_any(std::string_view text, std::size_t at) {
  const std::size_t any = Any::length_at(text, at);
  return symptom_at(text, at).length > any || NothingBad::length_at(text, at) > any ? at : at + any;
}

/// The length of a negation at `at` that is not itself a symptom (没力气).
std::size_t negation_at(std::string_view text, std::size_t at, bool& written) {
  const std::size_t formal = WrittenNo::length_at(text, at);
  const std::size_t spoken = SpokenNo::length_at(text, at);
  const std::size_t length = std::max(formal, spoken);
  written = formal >= spoken;
  return symptom_at(text, at).length > length ? 0 : length;
}

/// 两天了, 好几天, 一晚上, 3天: the end of it, and the days in `days`.
std::size_t skip_duration(std::string_view text, std::size_t at, int& days) {
  std::size_t pos = at;
  for (std::string_view word : {"了", "有", "快"}) {
    if (starts(text, pos, word)) pos += word.size();
  }
  if (starts(text, pos, "好")) pos += std::string_view("好").size();
  int count = 0;
  if (starts(text, pos, "几")) {
    pos += std::string_view("几").size();
  } else if (const auto number = numeral_at(text, pos); number && number->value >= 0 && number->value < 100) {
    count = static_cast<int>(number->value);
    pos += number->length;
  } else {
    return at;
  }
  if (starts(text, pos, "个")) pos += std::string_view("个").size();
  for (std::string_view unit : {"天", "日", "小时", "星期", "晚上", "晚", "夜", "周"}) {
    if (!starts(text, pos, unit)) continue;
    pos += unit.size();
    if (unit == "天" || unit == "日") days = count;
    if (unit == "星期" || unit == "周") days = 7 * count;
    if (starts(text, pos, "了")) pos += std::string_view("了").size();
    return pos;
  }
  return at;
}

/// What makes a bare 咳 or 烧 a symptom when it stands behind it.
bool is_light(std::string_view text, std::size_t at) {
  return starts(text, at, "了") || starts(text, at, "得") || starts(text, at, "个不") || starts(text, at, "着");
}

struct List {
  std::size_t end = 0;
  std::vector<std::string> items;
  bool all_well = false;  // 无不适
};

/// Steps over what joins two symptoms; `loose` when it is a comma or a space.
std::size_t skip_joins(std::string_view text, std::size_t at, bool& loose) {
  loose = false;
  for (int i = 0; i < 3; ++i) {
    if (at < text.size() && text[at] == ' ') {
      loose = true;
      ++at;
    } else if (const std::size_t join = Join::length_at(text, at); join > 0) {
      if (text[at] == ',' || text[at] == ';' || starts(text, at, "。")) loose = true;
      at += join;
    } else {
      break;
    }
  }
  return at;
}

/// The symptoms after a negation, as far as it reaches.
List denied_list(std::string_view text, std::size_t at, bool written) {
  List list;
  std::size_t pos = at;
  for (int i = 0; i < most_items; ++i) {
    const std::size_t item = repeat(text, pos, skip_any);
    const auto symptom = symptom_at(text, item);
    const std::size_t nothing = NothingBad::length_at(text, item);
    const std::size_t record = Record::length_at(text, item);
    if (nothing > 0 && nothing >= symptom.length) {
      list.all_well = true;
      pos = item + nothing;
    } else if (record > 0 && record >= symptom.length) {
      pos = item + record;
    } else if (symptom) {
      if (symptom.tag.symptom != Symptom::unwell) add(list.items, symptom.tag.symptom);
      list.all_well = list.all_well || symptom.tag.symptom == Symptom::unwell;
      pos = item + symptom.length;
    } else {
      break;
    }
    list.end = pos;
    bool loose = false;
    const std::size_t next = skip_joins(text, pos, loose);
    const auto following = symptom_at(text, repeat(text, next, skip_any));
    if (loose && !(written && following && following.tag.use == Use::form)) break;
    pos = next;
  }
  if (list.end == 0) return list;
  for (int i = 0; i < 2; ++i) {
    list.end += std::max(Ending::length_at(text, list.end), NothingBad::length_at(text, list.end));
  }
  if (starts(text, list.end, "了")) list.end += std::string_view("了").size();
  return list;
}

std::optional<HealthPhrase> denial(std::string_view text, std::size_t at) {
  std::size_t pos = at;
  bool written = false;
  std::size_t no = negation_at(text, pos, written);
  for (int i = 0; no == 0 && i < most_words; ++i) {
    const std::size_t next = skip_lead(text, pos);
    if (next == pos) return std::nullopt;
    pos = next;
    no = negation_at(text, pos, written);
  }
  if (no == 0) return std::nullopt;
  const List list = denied_list(text, pos + no, written);
  if (list.end == 0) return std::nullopt;
  HealthPhrase phrase;
  phrase.length = list.end - at;
  phrase.denied = list.items;
  if (list.all_well || !list.items.empty()) phrase.well = Wellness::strong;
  return phrase;
}

bool is_bodily(std::string_view lead) {
  for (std::string_view word : {"身", "状", "健", "精", "全家", "家", "一切", "本人及"}) {
    if (starts(lead, 0, word)) return true;
  }
  return false;
}

std::optional<HealthPhrase> wellness(std::string_view text, std::size_t at) {
  std::optional<HealthPhrase> best;
  std::size_t core = at;
  for (int i = 0; i <= most_words; ++i) {
    HealthPhrase phrase;
    const std::size_t weak = std::max(WellWeak::length_at(text, core), core > at ? WellLed::length_at(text, core) : 0);
    const std::size_t strong = Well::length_at(text, core);
    const std::size_t over = Recovered::length_at(text, core);
    const std::size_t length = std::max({weak, strong, over});
    if (length > 0) {
      phrase.recovered = over == length;
      phrase.well =
          length > std::max(strong, over) && !is_bodily(text.substr(at, core - at)) ? Wellness::weak : Wellness::strong;
      phrase.length = core + length - at;
      if (!best || phrase.length > best->length) best = phrase;
    }
    const std::size_t next = skip_adverb(text, core, true);
    if (next == core) break;
    core = next;
  }
  return best;
}

void turn_into_denial(HealthPhrase& phrase) {
  phrase.denied = std::move(phrase.present);
  phrase.present.clear();
  phrase.well = Wellness::strong;
  phrase.vague = false;
}

/// What stands behind symptoms: 两天了, 得厉害, 好了, 均无.
void read_ending(std::string_view text, std::size_t& pos, HealthPhrase& phrase) {
  for (int i = 0; i < 3; ++i) {
    const std::size_t before = pos;
    const std::size_t over = Over::length_at(text, pos);
    const std::size_t ending = Ending::length_at(text, pos);
    const std::size_t duration = skip_duration(text, pos, phrase.days);
    if (over > 0) {
      phrase.recovered = true;
      pos += over;
    } else if (duration > pos) {
      pos = duration;
    } else if (ending > 0) {
      pos += ending;
    } else if (starts(text, pos, "了") || starts(text, pos, "着") || starts(text, pos, "过")) {
      pos += std::string_view("了").size();
    }
    if (pos == before) break;
  }
  std::size_t answer = skip_spaces(text, pos);
  if (answer < text.size() && (text[answer] == ':' || text[answer] == '-')) answer = skip_spaces(text, answer + 1);
  const std::size_t no = AnswerNo::length_at(text, answer);
  if (no > 0 && (answer + no >= text.size() || is_mark(code_point_at(text, answer + no)))) {
    turn_into_denial(phrase);
    pos = answer + no;
  } else if (phrase.recovered) {
    turn_into_denial(phrase);
  }
}

std::optional<HealthPhrase> complaint(std::string_view text, std::size_t at) {
  const std::size_t whether = Whether::length_at(text, at);
  std::size_t pos = at + whether;
  std::size_t end = 0;
  HealthPhrase phrase;
  for (int i = 0; i < most_items; ++i) {
    const std::size_t item = repeat(text, pos, skip_before);
    const auto symptom = symptom_at(text, item);
    if (!symptom) break;
    if (symptom.tag.use == Use::brief && item == pos && !is_light(text, item + symptom.length)) break;
    if (symptom.tag.symptom == Symptom::unwell) {
      phrase.vague = true;
    } else {
      add(phrase.present, symptom.tag.symptom);
    }
    end = item + symptom.length;
    bool loose = false;
    const std::size_t next = skip_joins(text, end, loose);
    bool written = false;
    if (negation_at(text, next, written) > 0 || !symptom_at(text, repeat(text, next, skip_before))) break;
    pos = next;
  }
  if (end == 0) return std::nullopt;
  read_ending(text, end, phrase);
  // 有无发热 is an item of a form only with its answer; without one it is a question.
  if (whether > 0 && phrase.denied.empty() && phrase.well == Wellness::unsaid) return std::nullopt;
  phrase.length = end - at;
  return phrase;
}

}  // namespace

std::optional<HealthPhrase> health_phrase_at(std::string_view text, std::size_t at) {
  std::optional<HealthPhrase> best;
  for (auto&& phrase : {denial(text, at), complaint(text, at), wellness(text, at)}) {
    if (phrase && phrase->length > 0 && (!best || phrase->length > best->length)) best = phrase;
  }
  return best;
}

bool is_urgent_symptom(std::string_view symptom) {
  return std::any_of(urgent.begin(), urgent.end(),
                     [&](Symptom one) { return names[static_cast<std::size_t>(one)] == symptom; });
}

HealthPhrase health_in(std::string_view text) {
  HealthPhrase all;
  all.length = text.size();
  const auto merge = [](std::vector<std::string>& into, const std::vector<std::string>& from) {
    for (const auto& name : from) {
      if (std::find(into.begin(), into.end(), name) == into.end()) into.push_back(name);
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto phrase = health_phrase_at(text, at);
    if (!phrase) {
      at += code_point_size(text, at);
      continue;
    }
    merge(all.present, phrase->present);
    merge(all.denied, phrase->denied);
    all.well = std::max(all.well, phrase->well);
    all.recovered = all.recovered || phrase->recovered;
    all.vague = all.vague || phrase->vague;
    all.days = std::max(all.days, phrase->days);
    at += phrase->length;
  }
  return all;
}

}  // namespace banwei
