// Words bind to the value behind them; when the first value stands before the first such word, to the value before
// them.
#include "handlers/temperature/temperature_values.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/temperature/temperature_rules.h"

namespace banwei::temperature {

namespace {

class Binder {
 public:
  Binder(const Sentence& sentence, const std::vector<std::size_t>& taken)
      : sentence_(sentence), tokens_(sentence.tokens()) {
    for (std::size_t i : taken) {
      values_.list.emplace_back();
      values_.list.back().token = i;
    }
  }

  Values run() {
    if (values_.list.empty()) return values_;
    bind_slots();
    bind_days();
    bind_clocks();
    bind_persons();
    return values_;
  }

 private:
  std::vector<std::size_t> places_of(Tags tags) const {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tags.has(tokens_[i].tag)) places.push_back(i);
    }
    return places;
  }

  /// The value that the words of time around `place` stand right before, where a mark or nothing is before them:
  /// 36.4，昨晚38.2. A day between two values that touch it is the next one's, unless a day follows that.
  Value* next_alone(std::size_t place) {
    constexpr Tags between = when | Tags{Tag::label, Tag::measured, Tag::filler};
    std::size_t first = place;
    while (first > 0 && when.has(tokens_[first - 1].tag)) --first;
    std::size_t next = place + 1;
    while (next < tokens_.size() && between.has(tokens_[next].tag)) ++next;
    const bool parted = first == 0 || tokens_[first - 1].is(Tag::mark);
    const bool of_day = tokens_[place].is(Tag::day) && next + 1 == tokens_.size();
    if (!parted && !of_day) return nullptr;
    const auto found =
        std::find_if(values_.list.begin(), values_.list.end(), [&](const Value& value) { return value.token == next; });
    return found == values_.list.end() ? nullptr : &*found;
  }

  /// The value of a clause that holds no other: 36.4，昨天忘报了昨天是36.5.
  Value* only_one_in_clause(std::size_t place) {
    const auto clause = sentence_.clause_of(place);
    const auto in_clause = [&](const Value& value) { return value.token >= clause.begin && value.token < clause.end; };
    if (std::count_if(values_.list.begin(), values_.list.end(), in_clause) != 1) return nullptr;
    return &*std::find_if(values_.list.begin(), values_.list.end(), in_clause);
  }

  /// The value that the word at `place` belongs to: the next one, or the one before when values lead.
  Value* owner(std::size_t place, bool values_lead) {
    if (Value* next = next_alone(place)) return next;
    if (Value* only = tokens_[place].is(Tag::day) ? only_one_in_clause(place) : nullptr) return only;
    Value* previous = nullptr;
    for (Value& value : values_.list) {
      if (value.token > place) return values_lead ? previous : &value;
      previous = &value;
    }
    return values_lead || values_.list.size() == 1 ? previous : nullptr;
  }

  void bind_slots() {
    const auto slots = places_of({Tag::am, Tag::noon, Tag::pm});
    if (slots.empty()) return;
    const std::size_t first = values_.list.front().token;
    const bool all_before = slots.back() < first;
    if (all_before && slots.size() > 1 && slots.size() == values_.list.size()) {  // 早晚 36.4/36.6
      for (std::size_t i = 0; i < slots.size(); ++i) values_.list[i].slot = tokens_[slots[i]].tag;
      return;
    }
    if (all_before && slots.size() > 1 && values_.list.size() == 1) {
      if (!sentence_.has(Tag::all)) {
        // 早上起床, 上午: the same time said twice is one.
        const bool same = std::all_of(slots.begin(), slots.end(),
                                      [&](std::size_t i) { return tokens_[i].tag == tokens_[slots[0]].tag; });
        if (same) values_.list.front().slot = tokens_[slots[0]].tag;
        values_.unclear_slot = !same;
        return;
      }
      const Value only = values_.list.front();
      values_.list.clear();
      for (std::size_t place : slots) {  // 早晚都是36.5
        values_.list.push_back(only);
        values_.list.back().slot = tokens_[place].tag;
      }
      return;
    }
    const bool values_lead = slots.front() > first;
    for (std::size_t place : slots) {
      Value* value = owner(place, values_lead);
      if (value == nullptr) continue;
      if (value->slot != Tag::junk && value->slot != tokens_[place].tag) values_.unclear_slot = true;
      value->slot = tokens_[place].tag;
    }
  }

  /// 昨晚, 前天晚上
  bool past_evening(std::size_t day) const {
    return tokens_[day].figure.offset < 0 && day + 1 < tokens_.size() && tokens_[day + 1].is(Tag::pm);
  }

  void bind_days() {
    auto days = places_of({Tag::day});
    const auto all = days;
    std::erase_if(days, [&](std::size_t day) {  // 前天没量
      const auto clause = sentence_.clause_of(day);
      constexpr std::string_view of_none = "也 忘了量 忘了测 忘记量 忘记测";  // 36.6 昨天的也是; 36.6 昨天忘了量
      const bool valueless = language::holds_one_of(sentence_.text(clause), of_none);
      const bool without = !sentence_.clause_has(clause, Tag::figure);
      // 36.6 昨天忘报了 昨天是36.4: the day is said again beside its value.
      const bool again = std::any_of(all.begin(), all.end(), [&](std::size_t other) {
        return tokens_[other].figure.offset == tokens_[day].figure.offset &&
               sentence_.clause_has(sentence_.clause_of(other), Tag::figure);
      });
      return without && (valueless || again || sentence_.clause_has(clause, Tag::unmeasured));
    });
    if (days.empty()) return;
    const bool evenings = std::all_of(days.begin(), days.end(), [&](std::size_t day) { return past_evening(day); });
    for (std::size_t i = 0; i < tokens_.size(); ++i) {  // 今早 says the day as well, and so does 昨晚38，早上36.9
      const Tag tag = tokens_[i].tag;
      const bool slot = tag == Tag::am || tag == Tag::noon || tag == Tag::pm;
      if (slot && sentence_.text(tokens_[i]).starts_with("今"))
        days.push_back(i);
      else if (tag == Tag::am && evenings)
        days.push_back(i);
    }
    std::sort(days.begin(), days.end());
    const std::size_t first = values_.list.front().token;
    const bool all_before = days.size() > 1 && days.back() < first;
    if (all_before && days.size() == values_.list.size()) {  // 昨天、今天分别是36.5、36.6
      for (std::size_t i = 0; i < days.size(); ++i) values_.list[i].day = tokens_[days[i]].figure.offset;
      return;
    }
    if (all_before && values_.list.size() == 1 && sentence_.has(Tag::all)) {  // 昨天今天都是36.5
      const Value only = values_.list.front();
      values_.list.clear();
      for (std::size_t place : days) {
        values_.list.push_back(only);
        values_.list.back().day = tokens_[place].figure.offset;
      }
      return;
    }
    const bool of_all = days.size() == 1 && days.front() > values_.list.back().token &&
                        sentence_.text(tokens_[days.front()]).ends_with("的");
    if (of_all) {  // 早36.3晚36.8 昨天的
      for (Value& value : values_.list) value.day = tokens_[days.front()].figure.offset;
      return;
    }
    const bool values_lead = days.front() > first;
    std::optional<int> current;
    for (Value& value : values_.list) {
      for (std::size_t place : days) {
        const Value* belongs = owner(place, values_lead);
        if (belongs == &value || (!values_lead && place < value.token)) current = tokens_[place].figure.offset;
      }
      value.day = current;
    }
  }

  void bind_clocks() {
    const auto clocks = places_of({Tag::clock});
    const bool values_lead = !clocks.empty() && clocks.front() > values_.list.front().token;
    for (std::size_t place : clocks) {
      if (Value* value = owner(place, values_lead)) value->clock = tokens_[place].figure.minutes;
    }
    if (values_.list.size() < 2) return;
    for (Value& value : values_.list) {  // 8:00 36.4 20:00 36.6
      if (value.slot != Tag::junk || !value.clock) continue;
      value.slot = *value.clock < 11 * 60 ? Tag::am : *value.clock < 14 * 60 ? Tag::noon : Tag::pm;
    }
  }

  struct Group {
    std::size_t place = 0;
    std::vector<std::size_t> persons;  // Empty for the speaker.
    bool self = false;
  };

  /// Whether nothing but brackets stands between two words.
  bool touches(std::size_t first, std::size_t next) const {
    const std::size_t end = tokens_[first].end;
    const std::string_view between = trimmed(sentence_.text().substr(end, tokens_[next].begin - end));
    return between.empty() || between == "(" || between == "是";
  }

  std::vector<Group> groups() {
    std::vector<Group> result;
    const bool behalf = sentence_.has(Tag::behalf);
    const bool others = sentence_.names_others();
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (token.is(Tag::near_name)) values_.near = token.persons.front();
      if (token.is(Tag::name)) {
        Group group{i, token.persons, sentence_.is_speaker(token)};
        if (!group.self && group.persons.size() > 1) values_.namesakes = true;
        if (group.self) group.persons = {*sentence_.speaker()};
        if (group.self && behalf && others) continue;
        result.push_back(group);
      } else if (token.is(Tag::self) && !result.empty() && result.back().self && touches(result.back().place, i)) {
        result.back().place = i;  // 张三(我)36.5
      } else if (token.is(Tag::self) && others && (behalf ? owns_a_value(i) : stands_for_a_person(i))) {
        Group group{i, {}, true};
        if (sentence_.speaker()) group.persons = {*sentence_.speaker()};
        result.push_back(group);
      }
    }
    for (std::size_t person : sentence_.mentioned()) {
      if (behalf && !others) result.push_back({0, {person}, false});
    }
    return result;
  }

  /// 我36.6 beside 帮何静报36.2; not 我帮何静报.
  bool owns_a_value(std::size_t i) const {
    const auto next = sentence_.after(i, {Tag::filler, Tag::label, Tag::measured});
    return next && is_value(tokens_[*next]);
  }

  /// 36.6 帮何静报36.2: what stands before the word for it is one's own.
  bool bind_own_before(const std::vector<Group>& all) {
    const auto behalf = places_of({Tag::behalf});
    if (behalf.empty() || all.empty() || !sentence_.speaker() || all.front().place < behalf.front()) return false;
    const auto others = std::find_if(values_.list.begin(), values_.list.end(),
                                     [&](const Value& value) { return value.token > behalf.front(); });
    if (others == values_.list.begin() || others == values_.list.end()) return false;
    if (others->token < all.front().place) return false;
    std::vector<Value> own(values_.list.begin(), others);
    values_.list.erase(values_.list.begin(), others);
    bind_runs(all);
    for (Value& value : own) value.persons = {*sentence_.speaker()};
    values_.list.insert(values_.list.begin(), own.begin(), own.end());
    return true;
  }

  /// 我36.5 and 我和李四, but not 我是李四.
  bool stands_for_a_person(std::size_t i) const {
    const std::string_view said = sentence_.text(tokens_[i]);
    if (said.find("是") == std::string_view::npos && said.find("叫") == std::string_view::npos) return true;
    const auto next = sentence_.after(i);
    return !next || !tokens_[*next].is(Tag::name);
  }

  void bind_persons() {
    std::vector<Group> all = groups();
    if (values_.near || values_.namesakes) {
      values_.unclear_who = true;
      return;
    }
    const bool anybody = std::any_of(all.begin(), all.end(), [](const Group& group) { return !group.self; });
    if (!anybody || bind_own_before(all)) return;
    if (all.size() == 1) {
      const bool amid = all[0].place > values_.list.front().token && all[0].place < values_.list.back().token;
      if (amid) {
        bind_behind_own(all);
        return;
      }
      for (Value& value : values_.list) value.persons = all[0].persons;
      return;
    }
    if (all.front().place < values_.list.front().token) {
      bind_runs(all);
    } else if (bind_lines(all)) {
      return;
    } else if (all.size() == values_.list.size()) {
      for (std::size_t i = 0; i < all.size(); ++i) {  // 36.5李四 36.6王五
        const bool between = i + 1 == all.size() || all[i].place < values_.list[i + 1].token;
        if (all[i].place < values_.list[i].token || !between) values_.unclear_who = true;
        values_.list[i].persons = all[i].persons;
      }
    } else {
      bind_behind_own(all);
    }
  }

  /// 36.5, a line with 李四 36.6, a line with 王五 医院: the first value stands apart, and every other one right behind
  /// a name. Names that have none are left out.
  bool bind_lines(const std::vector<Group>& all) {
    if (values_.list.size() < 2 || !sentence_.speaker()) return false;
    const std::size_t own = values_.list.front().token;
    if (own + 1 >= tokens_.size() || !tokens_[own + 1].is(Tag::mark)) return false;
    std::vector<Value> bound = values_.list;
    bound.front().persons = {*sentence_.speaker()};
    for (std::size_t v = 1; v < bound.size(); ++v) {
      std::size_t before = bound[v].token;
      const auto joins = [&](const Token& token) {
        return Tags{Tag::filler, Tag::label, Tag::measured}.has(token.tag) || sentence_.text(token) == " ";
      };
      while (before > bound[v - 1].token && joins(tokens_[before - 1])) --before;
      const auto named =
          std::find_if(all.begin(), all.end(), [&](const Group& group) { return group.place + 1 == before; });
      if (named == all.end()) return false;
      bound[v].persons = named->persons;
    }
    values_.list = std::move(bound);
    return true;
  }

  /// 36.5, 李四36.6: the first value is one's own when a comma stands before every name and none behind it.
  void bind_behind_own(const std::vector<Group>& all) {
    if (all.size() + 1 != values_.list.size()) {
      values_.unclear_who = true;
      return;
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::size_t place = all[i].place;
      const bool parted = place > 0 && tokens_[place - 1].is(Tag::mark);
      std::size_t next = place + 1;  // 李四的是36.6
      while (next < tokens_.size() && Tags{Tag::filler, Tag::label}.has(tokens_[next].tag)) ++next;
      const bool joined = next == values_.list[i + 1].token;
      if (!parted || !joined || place < values_.list[i].token) {
        values_.unclear_who = true;
        return;
      }
      values_.list[i + 1].persons = all[i].persons;
    }
  }

  bool all_between(std::size_t first, std::size_t last) const {
    return std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(first),
                       tokens_.begin() + static_cast<std::ptrdiff_t>(last),
                       [](const Token& token) { return token.is(Tag::all); });
  }

  void bind_runs(const std::vector<Group>& all) {
    std::vector<Value> bound;
    std::size_t next = 0;
    std::vector<Group> run;
    for (std::size_t v = 0; v < values_.list.size(); ++v) {
      std::vector<Group> own;
      while (next < all.size() && all[next].place < values_.list[v].token) own.push_back(all[next++]);
      if (!own.empty()) run = own;
      if (run.size() == 1) {
        bound.push_back(values_.list[v]);
        bound.back().persons = run[0].persons;
        continue;
      }
      const std::size_t left = values_.list.size() - v;
      const bool last_run = next == all.size();
      if (last_run && left == run.size()) {  // 李四、王五分别是36.5、36.6
        for (std::size_t i = 0; i < run.size(); ++i) {
          bound.push_back(values_.list[v + i]);
          bound.back().persons = run[i].persons;
        }
        break;
      }
      const bool self =
          std::any_of(run.begin(), run.end(), [&](const Group& group) { return tokens_[group.place].is(Tag::self); });
      if (self || !all_between(run.back().place, values_.list[v].token)) {
        values_.unclear_who = true;
        return;
      }
      for (const Group& group : run) {  // 李四、王五都是36.5
        bound.push_back(values_.list[v]);
        bound.back().persons = group.persons;
      }
    }
    if (next < all.size()) values_.unclear_who = true;
    values_.list = std::move(bound);
  }

  const Sentence& sentence_;
  const std::vector<Token>& tokens_;
  Values values_;
};

}  // namespace

Values values_of(const Sentence& sentence, const std::vector<std::size_t>& taken) {
  return Binder(sentence, taken).run();
}

}  // namespace banwei::temperature
