// A small grammar of health talk: lead* (negation symptoms | adverb* symptoms ending* | being well).
#include "handlers/language/symptoms.h"

#include <algorithm>
#include <array>

#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"
#include "handlers/language/symptom_words.h"

namespace banwei {

namespace {

using namespace health_words;

constexpr int most_words = 5;   // So many leads or adverbs in a row.
constexpr int most_items = 24;  // So many symptoms in one list.

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
  std::string_view last;
  for (int i = 0; i < most_words; ++i) {
    const std::size_t next = skip(text, at);
    const std::string_view word = text.substr(at, next - at);
    if (next == at || word == last) break;  // Nobody stacks the same word.
    last = word;
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
  return starts(text, at, "了") || starts(text, at, "得") || starts(text, at, "个不") || starts(text, at, "着") ||
         starts(text, at, "到");
}

/// The longest of `words`, separated by spaces, that starts at `at`.
std::size_t listed_at(std::string_view words, std::string_view text, std::size_t at) {
  std::size_t best = 0;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (word.size() > best && starts(text, at, word)) best = word.size();
    words.remove_prefix(std::min(words.size(), word.size() + 1));
  }
  return best;
}

/// Takes the longest of `words` that stands at the end.
bool eat_end_of(std::string_view& text, std::string_view words) {
  std::size_t longest = 0;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (word.size() > longest && text.ends_with(word)) longest = word.size();
    words.remove_prefix(std::min(words.size(), word.size() + 1));
  }
  text.remove_suffix(longest);
  return longest > 0;
}

/// 一抽一抽地, 隐隐, 针扎似的: how something hurts.
std::size_t manner_at(std::string_view text, std::size_t at) {
  std::size_t end =
      at + listed_at("隐隐 阵阵 一阵阵 一阵 时不时 火辣辣 针扎似 针扎一样 刀割似 刀割一样 撕心裂肺", text, at);
  constexpr std::string_view one = "一";
  if (end == at && starts(text, at, one)) {
    const std::size_t verb = at + one.size();
    const std::size_t length = verb < text.size() ? code_point_size(text, verb) : 0;
    const std::size_t again = verb + length;
    if (length > 1 && starts(text, again, one) && starts(text, again + one.size(), text.substr(verb, length)))
      end = again + one.size() + length;
  }
  if (end > at) end += listed_at("地 的 得", text, end);
  return end - at;
}

struct Bodily {
  std::size_t end = 0;
  Symptom symptom = Symptom::count;
  bool denied = false;
};

/// 头特别疼, 嗓子不疼了: a part of the body, adverbs or a negation, and what is or is not wrong with it.
Bodily bodily_at(std::string_view text, std::size_t at) {
  Bodily best;
  if (part_initials.find(code_point_at(text, at)) == std::u32string_view::npos) return best;
  for (const Complaint& complaint : complaints) {
    const std::size_t part = listed_at(complaint.parts, text, at);
    if (part == 0) continue;
    std::size_t pos = at + part;
    std::size_t wrong = 0;
    bool denied = false;
    for (int i = 0; i < 4; ++i) {
      wrong = listed_at(complaint.wrongs, text, pos);
      if (wrong > 0) break;
      const std::size_t all = listed_at("又 都 也 全 均 全都", text, pos);
      wrong = all > 0 ? listed_at(complaint.wrongs, text, pos + all) : 0;
      if (wrong > 0) {
        pos += all;
        break;
      }
      bool written = false;
      const std::size_t no = negation_at(text, pos, written);
      const std::size_t between =
          std::max({no, Adverb::length_at(text, pos), manner_at(text, pos),
                    listed_at("又 都 也 好 了 的 就 还 总 老 一上午 一早上 一晚上 一下午 一夜 一天 两天 半天 一整天 "
                              "一晚 好几次 几次 已经 现在 感觉 没那么 开始 跟 像 如 似 像是 跟被 像被 好像 快 要 快要",
                              text, pos)});
      if (between == 0) break;
      denied = denied || (no > 0 && no == between) || starts(text, pos, "没那么");
      pos += between;
    }
    if (wrong == 0 || pos + wrong <= best.end) continue;
    best = {pos + wrong, complaint.symptom, denied};
    while (starts(text, best.end, "又")) {  // 又干又痒
      const std::size_t more = listed_at(complaint.wrongs, text, best.end + 3);
      if (more == 0) break;
      best.end += 3 + more;
    }
  }
  return best;
}

/// 我得了肺炎, 医生说是甲流, 水痘，在家隔离: somebody has it; 流感疫苗, 最近流感好多 and 复习肺炎 speak of it.
bool is_had(std::string_view text, std::size_t at, std::size_t end) {
  std::string_view before = text.substr(0, at);
  before.remove_prefix(std::min(before.find_last_of(" ,;\n") + 1, before.size()));
  constexpr std::string_view hedges =
      "我 了 急性 轻微 轻度 有点 又 好像 可能 应该 估计 疑似 怀疑 出来 是 为 老师 今天 昨天";
  while (eat_end_of(before, hedges)) {
  }
  const bool had = before.empty() ||
                   eat_end_of(before, "得 得了 染 染上 感染 查 查出 检查 诊断 确诊 说 结果 长 出 起 患 患上 患有 犯");
  const std::size_t told = listed_at("了 住院 在家 在医院 在宿舍 在寝室 请假 隔离 还没好 中", text, end);
  return had && (told > 0 || end >= text.size() || is_mark(code_point_at(text, end)));
}

/// 36.8 咳: a word between marks, but not the first of all (咳，那个).
bool stands_alone(std::string_view text, std::size_t at, std::size_t length) {
  if (at == 0) return false;
  const bool before = text[at - 1] == ' ' || text[at - 1] == ',' || text[at - 1] == '\n' || text[at - 1] == ';';
  return before && (at + length >= text.size() || is_mark(code_point_at(text, at + length)));
}

struct List {
  std::size_t end = 0;
  std::vector<std::string> items;
  bool all_well = false;  // 无不适
  bool loosely = false;   // 没事
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
      const std::string_view word = text.substr(item, nothing);
      const bool loose = word == "事" || word == "问题" || word == "毛病" || word == "情况" || word == "情形";
      list.loosely = list.loosely || loose;
      list.all_well = list.all_well || !loose;
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

bool is_bodily(std::string_view lead) {
  for (std::string_view word : {"身", "状", "健", "精", "全家", "家", "一切", "本人及"}) {
    if (starts(lead, 0, word)) return true;
  }
  return false;
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
  if (list.loosely) phrase.well = is_bodily(text.substr(at, pos - at)) ? Wellness::strong : Wellness::weak;
  if (list.all_well || !list.items.empty()) phrase.well = Wellness::strong;
  return phrase;
}

/// 很正常 is said of anything.
bool is_degree(std::string_view lead) {
  for (std::string_view word : {"很", "挺", "蛮", "太", "非常", "超", "好", "真", "还", "比较"}) {
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
      const std::string_view lead = text.substr(at, core - at);
      const bool weakly = length > std::max(strong, over) || is_degree(lead);
      phrase.well = weakly && !is_bodily(lead) ? Wellness::weak : Wellness::strong;
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

/// The same with what stands before and behind it.
std::optional<HealthPhrase> bodily(std::string_view text, std::size_t at) {
  const std::size_t part = repeat(text, at, skip_before);
  Bodily found = bodily_at(text, at);
  if (found.end == 0 && part > at) found = bodily_at(text, part);
  if (found.end == 0) return std::nullopt;
  HealthPhrase phrase;
  add(phrase.present, found.symptom);
  if (found.denied) turn_into_denial(phrase);
  read_ending(text, found.end, phrase);
  phrase.length = found.end - at;
  return phrase;
}

/// 暖气坏了，冷得发抖: it is the room or the weather that is cold.
bool of_the_room(std::string_view before) {
  constexpr std::array<std::string_view, 9> causes{"暖气", "供暖", "停暖", "下雪", "降温",
                                                   "刮风", "外面", "室外", "天冷"};
  return std::any_of(causes.begin(), causes.end(),
                     [&](std::string_view cause) { return before.find(cause) != before.npos; });
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
    if (symptom.tag.use == Use::brief && item == pos && !is_light(text, item + symptom.length) &&
        !stands_alone(text, item, symptom.length)) {
      break;
    }
    if (symptom.tag.use == Use::disease && !is_had(text, item, item + symptom.length)) break;
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
  if (end == 0 && whether > 0) {  // 有无症状: 无
    const std::size_t anything = NothingBad::length_at(text, pos);
    if (anything > 0) end = pos + anything;
  }
  if (end == 0) return std::nullopt;
  if (phrase.present.size() == 1 && phrase.present.front() == names[static_cast<std::size_t>(Symptom::chills)] &&
      of_the_room(text.substr(0, at)))
    return std::nullopt;
  read_ending(text, end, phrase);
  // 有无发热 is an item of a form only with its answer; without one it is a question.
  if (whether > 0 && phrase.denied.empty() && phrase.well == Wellness::unsaid) return std::nullopt;
  phrase.length = end - at;
  return phrase;
}

}  // namespace

std::optional<HealthPhrase> health_phrase_at(std::string_view text, std::size_t at) {
  static constexpr Initials initials(symptoms, Lead::words, People::words, Adverb::words, WrittenNo::words,
                                     SpokenNo::words, Whether::words, Well::words, WellWeak::words, Recovered::words);
  std::optional<HealthPhrase> best;
  const char32_t first = code_point_at(text, at);
  if (!initials.may_start(first) && part_initials.find(first) == part_initials.npos) return best;
  for (auto&& phrase : {denial(text, at), complaint(text, at), bodily(text, at), wellness(text, at)}) {
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
