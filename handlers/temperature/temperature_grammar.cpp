// The rules in their order: household, first-person doubt, question, talk of other things, withdrawal, correction,
// report.
#include "handlers/temperature/temperature_grammar.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/common/text.h"
#include "handlers/temperature/temperature_sentence.h"
#include "handlers/temperature/temperature_values.h"

namespace banwei::temperature {

namespace {

using Form = Figure::Form;

constexpr Tags polite{Tag::mark, Tag::filler, Tag::excuse, Tag::address, Tag::greeting, Tag::turn};
constexpr Tags when{Tag::am, Tag::noon, Tag::pm, Tag::day, Tag::clock};
constexpr Tags who{Tag::self, Tag::name, Tag::near_name, Tag::class_name, Tag::number_word};
constexpr Tags about{Tag::label, Tag::report, Tag::reported, Tag::measured, Tag::device};
constexpr Tags facts{Tag::health, Tag::place};
constexpr Tags hedged{Tag::estimate, Tag::doubt};
constexpr Tags in_a_report = polite | when | who | about | facts | hedged |
                             Tags{Tag::figure, Tag::all,        Tag::we,         Tag::third, Tag::behalf,
                                  Tag::helper, Tag::unmeasured, Tag::unreported, Tag::later, Tag::same};
constexpr Tags in_a_fix{Tag::amend, Tag::fix,    Tag::fix_to, Tag::mistake,
                        Tag::wrong, Tag::is_not, Tag::old,    Tag::that_one};

class Reader {
 public:
  explicit Reader(const Sentence& sentence) : s_(sentence), tokens_(sentence.tokens()) {}

  std::optional<Said> read() {
    if (auto said = household()) return said;
    if (auto said = doubtful()) return said;
    if (auto said = broken()) return said;
    if (is_question()) return of_kind_if(is_about_reporting(), Kind::question);
    if (is_other_talk()) return fail_safe();
    if (auto said = revoked()) return said;
    if (auto said = fixed()) return said;
    if (!s_.values().empty()) {
      if (auto said = reported(in_a_report, Kind::temp)) return said;
      return fail_safe();
    }
    if (auto said = later()) return said;
    return valueless();
  }

 private:
  static Said ask(std::string reason) {
    Said said;
    said.kind = Kind::ask;
    said.ask = std::move(reason);
    return said;
  }

  static Said ask(std::string reason, int guess, bool urgent_when_fever = false) {
    Said said = ask(std::move(reason));
    said.guess = guess;
    said.urgent = urgent_when_fever && guess >= fever;
    return said;
  }

  static std::optional<Said> of_kind_if(bool holds, Kind kind) {
    if (!holds) return std::nullopt;
    Said said;
    said.kind = kind;
    return said;
  }

  /// The value that a worried sentence is about: a reading, or 38 beside 烧.
  std::optional<int> felt() const {
    int best = s_.highest_reading();
    for (std::size_t i : s_.values()) {
      const Figure& figure = tokens_[i].figure;
      if (figure.form == Form::whole && figure.centi >= 3800 && s_.fever_said()) best = std::max(best, figure.centi);
    }
    return best > 0 ? std::optional(best) : std::nullopt;
  }

  // --- the household
  // --------------------------------------------------------------------------------------------------

  std::optional<Said> household() const {
    if (!s_.has(Tag::kin) || s_.has_any({Tag::alien, Tag::notice, Tag::who_asked, Tag::rule})) return std::nullopt;
    const bool spelled = std::any_of(s_.values().begin(), s_.values().end(), [&](std::size_t i) {
      const Figure& figure = tokens_[i].figure;
      return figure.form == Form::reading || figure.form == Form::range ||
             (figure.form == Form::typo && figure.decimal) || figure.form == Form::vague ||
             (figure.form == Form::whole && s_.fever_said());
    });
    const bool topical = s_.has(Tag::topic) && !s_.fever_said() && !s_.has(Tag::label);
    if (topical || (!spelled && s_.symptoms().empty())) return std::nullopt;
    Said said = ask("household");
    said.urgent = true;
    return said;
  }

  // --- doubt and questions
  // --------------------------------------------------------------------------------------------

  bool is_question() const {
    return s_.has_any({Tag::question, Tag::about}) || (s_.has(Tag::worry) && !s_.has(Tag::estimate));
  }

  bool said_of_oneself() const {
    return !s_.has_any({Tag::third, Tag::you, Tag::who_asked, Tag::we, Tag::kin, Tag::alien}) && !s_.names_others();
  }

  /// A question about a value of one's own: 我37.5算发烧吗.
  std::optional<Said> doubtful() const {
    const auto value = felt();
    if (!value || !is_question() || !said_of_oneself() || s_.has(Tag::notice)) return std::nullopt;
    const bool own = s_.has_any({Tag::self, Tag::measured});
    const bool plainly =
        s_.has_any({Tag::topic, Tag::rule}) ? s_.has(Tag::self) && (s_.has(Tag::label) || s_.fever_said()) : true;
    if (!plainly) return std::nullopt;
    if (own || (*value >= fever && s_.has(Tag::worry)) || lone_value_with_mark()) return ask("confirm", *value, true);
    return std::nullopt;
  }

  /// 36.5? and nothing else.
  bool lone_value_with_mark() const {
    if (s_.values().size() != 1 || !s_.mentioned().empty()) return false;
    return std::all_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      return polite.has(token.tag) || token.is(Tag::figure) || token.is(Tag::label) ||
             (token.is(Tag::question) && s_.text(token).substr(0, 1) == "?");
    });
  }

  bool is_about_reporting() const {
    if (s_.has_any({Tag::topic, Tag::alien, Tag::notice, Tag::who_asked, Tag::behalf}) || s_.names_others() ||
        !s_.mentioned().empty()) {
      return false;
    }
    const bool value = s_.has_reading();
    if (s_.has_any({Tag::you, Tag::third, Tag::kin}) && !value) return false;
    return value ||
           s_.has_any({Tag::label, Tag::report, Tag::reported, Tag::device, Tag::about, Tag::mistake, Tag::amend});
  }

  // --- talk of other things
  // -------------------------------------------------------------------------------------------

  bool is_other_talk() const {
    if (s_.has_any({Tag::topic, Tag::alien, Tag::notice, Tag::rule, Tag::threshold, Tag::you, Tag::who_asked}))
      return true;
    if (s_.has_foreign()) return true;
    return s_.has(Tag::worry);
  }

  /// What could not be read must not hide a fever: somebody's own 37.3 or more is asked about at once.
  std::optional<Said> fail_safe() const {
    const auto value = felt();
    if (!value || !said_of_oneself() || s_.has(Tag::borrow)) return std::nullopt;
    const bool urgent = *value >= fever || s_.urgent_said();
    if (!urgent) return std::nullopt;
    const bool named = s_.has(Tag::label) || s_.fever_said() || s_.urgent_said();
    const bool own = s_.has_any({Tag::self, Tag::measured, Tag::worry});
    if (s_.has_any({Tag::notice, Tag::rule, Tag::threshold}) && !(s_.has(Tag::self) && !s_.has(Tag::notice)))
      return std::nullopt;
    if ((s_.has(Tag::topic) || s_.has_foreign()) && !named && !(s_.has(Tag::self) && s_.has(Tag::measured)))
      return std::nullopt;
    if (!named && !own && !stands_alone()) return std::nullopt;
    Said said = ask("confirm", *value, true);
    said.urgent = true;
    return said;
  }

  /// Whether a decimal stands apart from what could not be read: 38.5 好难熬.
  bool stands_alone() const {
    return std::any_of(s_.values().begin(), s_.values().end(), [&](std::size_t i) {
      const Figure& figure = tokens_[i].figure;
      if (figure.form != Form::reading || figure.centi < fever) return false;
      const bool before = i > 0 && tokens_[i - 1].is(Tag::junk);
      const bool after = i + 1 < tokens_.size() && tokens_[i + 1].is(Tag::junk);
      return !before && !after;
    });
  }

  // --- withdrawal
  // -----------------------------------------------------------------------------------------------------

  std::optional<Said> revoked() const {
    if (!s_.values().empty() || !s_.has_any({Tag::revoke, Tag::cancel})) {
      return of_kind_if(s_.values().empty() && s_.has(Tag::mistake) && only_disowns(), Kind::revoke);
    }
    constexpr Tags allowed =
        polite | Tags{Tag::revoke,   Tag::cancel,  Tag::that_one,   Tag::old,     Tag::label, Tag::report,
                      Tag::reported, Tag::self,    Tag::class_name, Tag::day,     Tag::am,    Tag::noon,
                      Tag::pm,       Tag::mistake, Tag::wrong,      Tag::measured};
    if (!s_.only(allowed) || !s_.mentioned().empty()) return std::nullopt;
    const bool object = s_.has_any({Tag::that_one, Tag::old, Tag::label, Tag::report, Tag::reported});
    return of_kind_if(s_.has(Tag::revoke) || object, Kind::revoke);
  }

  /// 刚才那条不算.
  bool only_disowns() const {
    return s_.only(polite | Tags{Tag::mistake, Tag::self}) &&
           std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
             return token.is(Tag::mistake) && s_.text(token).find("不算") != std::string_view::npos;
           });
  }

  // --- correction
  // -----------------------------------------------------------------------------------------------------

  bool is_fix() const {
    const auto n = s_.values().size();
    if (s_.has_any({Tag::amend, Tag::mistake})) return true;
    if (n == 0) return false;
    if (s_.has_any({Tag::fix, Tag::fix_to, Tag::wrong})) return true;
    return n > 1 && s_.has(Tag::is_not);
  }

  std::optional<Said> fixed() const {
    if (!is_fix()) return std::nullopt;
    if (s_.values().empty()) {
      constexpr Tags allowed =
          polite | Tags{Tag::amend,    Tag::mistake, Tag::self,       Tag::label, Tag::report, Tag::old,
                        Tag::that_one, Tag::day,     Tag::am,         Tag::noon,  Tag::pm,     Tag::wrong,
                        Tag::behalf,   Tag::name,    Tag::class_name, Tag::fix};
      if (!s_.only(allowed) || !s_.mentioned().empty()) return std::nullopt;
      const bool amends = s_.has(Tag::amend);
      if (!amends && !names_a_wrong_report()) return std::nullopt;
      Said said = ask("value");
      if (s_.names_others()) set_who(said);
      return said;
    }
    if (auto said = reported(in_a_report | in_a_fix | Tags{Tag::broken, Tag::is_not}, Kind::fix)) return said;
    return fail_safe();
  }

  /// 报错了, 体温写错了: about a report; 说错了 alone may be about anything.
  bool names_a_wrong_report() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      if (!token.is(Tag::mistake)) return false;
      const std::string_view said = s_.text(token);
      if (said.find("错") == std::string_view::npos && said.find("误报") == std::string_view::npos &&
          said.find("有误") == std::string_view::npos)
        return false;
      for (std::string_view verb : {"报", "测", "量", "填", "上报", "体温", "打", "写", "输", "发", "录", "误报"}) {
        if (said.substr(0, verb.size()) == verb) return true;
      }
      return false;
    });
  }

  /// The values that a correction puts in, without those it takes back.
  std::vector<std::size_t> new_values() const {
    const auto& all = s_.values();
    if (all.size() < 2) return all;
    constexpr Tags between = polite | who | Tags{Tag::label, Tag::am,     Tag::noon,     Tag::pm,
                                                 Tag::day,   Tag::report, Tag::measured, Tag::reported};
    std::vector<std::size_t> fresh;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto previous = s_.before(all[i], between);
      const auto next = s_.after(all[i], {Tag::filler});
      if (previous && (tokens_[*previous].is(Tag::old) || tokens_[*previous].is(Tag::is_not))) continue;
      const bool followed =
          next && i + 1 < all.size() && *next < all[i + 1] &&
          (tokens_[*next].is(Tag::fix_to) || tokens_[*next].is(Tag::wrong) || tokens_[*next].is(Tag::mistake));
      if (followed) continue;
      fresh.push_back(all[i]);
    }
    if (fresh.size() > 1 && s_.scene().reported) {
      std::vector<std::size_t> changed;
      for (std::size_t i : fresh) {
        if (tokens_[i].figure.centi != *s_.scene().reported) changed.push_back(i);
      }
      if (changed.size() == 1) return changed;
    }
    return fresh;
  }

  // --- report
  // ---------------------------------------------------------------------------------------------------------

  /// What is left over when every word of `allowed` is taken away.
  enum class Rest { nothing, unknown_person, unknown };

  Rest rest(Tags allowed) const {
    Rest result = Rest::nothing;
    const bool sure = s_.about_temperature();
    if (sure) allowed = allowed | Tags{Tag::link};
    bool lacking = false;
    if (s_.has(Tag::device)) {
      allowed = allowed | Tags{Tag::broken, Tag::lacking};
      lacking = true;
    }
    if (s_.has(Tag::unmeasured) || s_.has(Tag::estimate) || lacking) allowed = allowed | Tags{Tag::cannot};
    for (const auto& clause : s_.clauses()) {
      bool fits = true;
      for (std::size_t i = clause.begin; i < clause.end; ++i) fits = fits && allowed.has(tokens_[i].tag);
      if (fits) continue;
      if (is_person(clause, allowed)) {
        result = Rest::unknown_person;
      } else if (!is_aside(clause, sure)) {
        return Rest::unknown;
      }
    }
    return result;
  }

  /// 小明36.5 or 小明: one unknown word that may be a name.
  bool is_person(const Sentence::Clause& clause, Tags allowed) const {
    int unknown = 0;
    bool name = false;
    bool value = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const Token& token = tokens_[i];
      value = value || is_value(token);
      if (allowed.has(token.tag)) continue;
      ++unknown;
      name = token.is(Tag::junk) && looks_like_name(s_.text(token));
    }
    const bool alone = clause.end - clause.begin == 1;
    return unknown == 1 && name && (value || alone) &&
           std::all_of(s_.values().begin(), s_.values().end(), [&](std::size_t i) {
             return tokens_[i].figure.form == Form::reading && (tokens_[i].figure.decimal || tokens_[i].figure.unit);
           });
  }

  /// A clause beside the value that tells why it comes late or what one does: 电梯坏了, 刚从超市回来.
  bool is_aside(const Sentence::Clause& clause, bool sure) const {
    constexpr Tags harmless =
        polite | when | Tags{Tag::junk,     Tag::self,   Tag::link,    Tag::later,  Tag::report,     Tag::reported,
                             Tag::measured, Tag::place,  Tag::broken,  Tag::cannot, Tag::unreported, Tag::estimate,
                             Tag::kin,      Tag::helper, Tag::lacking, Tag::all,    Tag::doubt,      Tag::class_name};
    constexpr std::size_t longest = 16;
    std::size_t unknown = 0;
    bool marked = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const Token& token = tokens_[i];
      if (!harmless.has(token.tag)) return false;
      if (token.is(Tag::excuse) || token.is(Tag::later)) marked = true;
      if (!token.is(Tag::junk)) continue;
      const std::string_view said = s_.text(token);
      for (std::size_t at = 0; at < said.size(); at += code_point_size(said, at)) {
        if (!is_han(code_point_at(said, at))) return false;
        ++unknown;
      }
    }
    if (unknown == 0 || unknown > longest) return false;
    const std::string_view whole =
        s_.text().substr(tokens_[clause.begin].begin, tokens_[clause.end - 1].end - tokens_[clause.begin].begin);
    for (std::string_view word : {"刚", "才", "忘",   "没",   "晚",   "迟",   "忙",   "睡", "醒",   "起", "在", "去",
                                  "回", "补", "因为", "差点", "终于", "早上", "今天", "昨", "手机", "停", "断", "卡"}) {
      if (whole.find(word) != std::string_view::npos) marked = true;
    }
    if (s_.values().empty()) return false;
    const bool plain = std::all_of(s_.values().begin(), s_.values().end(),
                                   [&](std::size_t i) { return tokens_[i].figure.form == Form::reading; });
    return plain && (sure || (marked && code_points(whole) >= 3));
  }

  std::optional<Said> reported(Tags allowed, Kind kind) const {
    const Rest left = rest(allowed);
    if (left == Rest::unknown) return std::nullopt;
    const std::vector<std::size_t> taken = kind == Kind::fix ? new_values() : s_.values();
    if (taken.empty()) return std::nullopt;
    const Values values = values_of(s_, taken);
    if (values.list.empty()) return values.unclear_who ? std::optional(ask_who(values, taken)) : std::nullopt;
    if (auto doubt = hedged_value(taken, kind)) return doubt;
    if (is_weather(taken) && !is_fix()) return std::nullopt;
    const bool several = values.list.size() > 1;
    if (several && !all_plain(taken)) return several_odd(values, taken);
    if (left == Rest::unknown_person || values.unclear_who || is_nobodys()) {
      if (all_of_form(taken, Form::odd)) return std::nullopt;
      return ask_who(values, taken);
    }
    if (!several) {
      if (auto said = odd_value(tokens_[taken.front()].figure, kind)) {
        set_who(*said);
        return said->ask.empty() ? std::nullopt : said;
      }
    }
    const int top = highest_of(taken);
    if (top >= fever && s_.well() != Wellness::unsaid && !s_.unwell() && claims_health())
      return ask("conflict", top, true);
    return stored(values, kind);
  }

  bool claims_health() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
      if (!token.is(Tag::health) || token.health.well == Wellness::unsaid || token.health.recovered) return false;
      const auto& denied = token.health.denied;
      return denied.empty() || std::find(denied.begin(), denied.end(), "发热") != denied.end();
    });
  }

  bool all_plain(const std::vector<std::size_t>& taken) const { return all_of_form(taken, Form::reading); }

  bool all_of_form(const std::vector<std::size_t>& taken, Form form) const {
    return std::all_of(taken.begin(), taken.end(), [&](std::size_t i) { return tokens_[i].figure.form == form; });
  }

  int highest_of(const std::vector<std::size_t>& taken) const {
    int best = 0;
    for (std::size_t i : taken) best = std::max(best, tokens_[i].figure.centi);
    return best;
  }

  /// 今天36度, 武汉38度: whole degrees beside a day or a city are the weather.
  bool is_weather(const std::vector<std::size_t>& taken) const {
    if (s_.has_any(about | Tags{Tag::self, Tag::name, Tag::near_name}) || s_.well() != Wellness::unsaid || s_.unwell())
      return false;
    const bool whole = std::all_of(taken.begin(), taken.end(), [&](std::size_t i) {
      return tokens_[i].figure.form == Form::reading && !tokens_[i].figure.decimal;
    });
    return whole && std::any_of(tokens_.begin(), tokens_.end(),
                                [](const Token& token) { return token.is(Tag::place) && token.place.area; });
  }

  /// 我们寝室, 他: a value of nobody the roster can name.
  bool is_nobodys() const {
    if (s_.has(Tag::we)) return true;
    if (s_.has(Tag::third) && !s_.names_others()) return true;
    const bool behalf = s_.has(Tag::behalf);
    if (behalf) return !s_.names_others() && s_.mentioned().empty();
    return !s_.mentioned().empty() && !s_.names_others() && !s_.has(Tag::self);
  }

  Said ask_who(const Values& values, const std::vector<std::size_t>& taken) const {
    Said said = ask("who");
    if (values.near) {
      said.guess_who = s_.scene().roster[*values.near].name;
      return said;
    }
    const bool same = std::all_of(taken.begin(), taken.end(), [&](std::size_t i) {
      return tokens_[i].figure.centi == tokens_[taken[0]].figure.centi;
    });
    // Whoever has reported today is not speaking of himself, so the value is no guess for him.
    if (same && !s_.scene().reported) said.guess = tokens_[taken[0]].figure.centi;
    return said;
  }

  /// 大概36.5, 没测, 好像38度.
  std::optional<Said> hedged_value(const std::vector<std::size_t>& taken, Kind kind) const {
    const bool vague =
        std::any_of(taken.begin(), taken.end(), [&](std::size_t i) { return tokens_[i].figure.form == Form::vague; });
    bool estimated = false;
    for (const Token& token : tokens_) {
      if (!token.is(Tag::estimate)) continue;
      const std::string_view said = s_.text(token);
      if (kind == Kind::fix && (said == "应该" || said == "应该是" || said == "应该在" || said == "应该有")) continue;
      estimated = true;
    }
    const bool guessed = (s_.has(Tag::unmeasured) && !s_.has(Tag::measured)) || no_thermometer();
    if (!vague && !estimated && !guessed && !s_.has(Tag::doubt)) return std::nullopt;
    const int top = highest_of(taken);
    if (top >= fever && !vague && (s_.has(Tag::doubt) || s_.fever_said())) return ask("confirm", top, true);
    if (std::all_of(taken.begin(), taken.end(), [&](std::size_t i) {
          const Form form = tokens_[i].figure.form;
          return form == Form::odd || (form == Form::whole && !s_.has_any(about));
        })) {
      return std::nullopt;
    }
    return ask("measured");
  }

  bool no_thermometer() const {
    if (s_.has(Tag::cannot)) return true;
    return s_.has(Tag::device) && s_.has(Tag::lacking) && !s_.has(Tag::measured);
  }

  /// Several values, not all of them plain.
  std::optional<Said> several_odd(const Values& values, const std::vector<std::size_t>& taken) const {
    const bool parted =
        s_.names_others() || std::any_of(values.list.begin(), values.list.end(),
                                         [](const Value& value) { return value.slot != Tag::junk || value.day; });
    bool any_reading = false;
    for (std::size_t i : taken) any_reading = any_reading || tokens_[i].figure.form == Form::reading;
    if (!parted) return any_reading && !any_form(taken, Form::odd) ? std::optional(ask("slot")) : std::nullopt;
    for (std::size_t i : taken) {
      const Figure& figure = tokens_[i].figure;
      if (figure.form == Form::typo) return ask("typo", *figure.guess);
      if (figure.form == Form::whole) return ask("unit", figure.centi);
      if (figure.form == Form::range) return odd_value(figure, Kind::temp);
    }
    return std::nullopt;
  }

  bool any_form(const std::vector<std::size_t>& taken, Form form) const {
    return std::any_of(taken.begin(), taken.end(), [&](std::size_t i) { return tokens_[i].figure.form == form; });
  }

  /// A single number that is no plain reading; an empty `ask` when it is nothing at all.
  std::optional<Said> odd_value(const Figure& figure, Kind kind) const {
    const bool named = s_.has(Tag::label) || kind == Kind::fix || s_.has(Tag::measured);
    if (figure.form == Form::reading) {
      if (figure.decimal || named || kind == Kind::fix || !s_.has(Tag::day)) return std::nullopt;
      return ask("unit", figure.centi);
    }
    if (figure.form == Form::typo) return ask("typo", *figure.guess);
    if (figure.form == Form::whole) {
      if (named && kind == Kind::temp) return std::nullopt;
      return ask("unit", figure.centi);
    }
    if (figure.form == Form::range || (figure.form == Form::odd && named)) {
      Said said = ask("range");
      if (figure.centi >= 3000 && figure.centi <= 4500) said.guess = figure.centi;
      said.urgent = said.guess && *said.guess > highest;
      return said;
    }
    return Said{};
  }

  // --- what is stored
  // -------------------------------------------------------------------------------------------------

  std::string called(std::size_t person) const {
    const auto roster = s_.scene().roster;
    const auto same =
        std::count_if(roster.begin(), roster.end(), [&](const Named& one) { return one.name == roster[person].name; });
    return same > 1 ? roster[person].number : roster[person].name;
  }

  void set_who(Said& said) const {
    for (const Token& token : tokens_) {
      if (token.is(Tag::name) && !s_.is_speaker(token) && token.persons.size() == 1)
        said.who = called(token.persons.front());
    }
    if (said.who.empty() && s_.has(Tag::behalf) && s_.mentioned().size() == 1)
      said.who = called(s_.mentioned().front());
  }

  static std::string slot_name(Tag slot) { return slot == Tag::am ? "am" : slot == Tag::noon ? "noon" : "pm"; }

  std::optional<Said> stored(const Values& values, Kind kind) const {
    Said said;
    said.kind = kind;
    set_facts(said);
    const auto& list = values.list;
    const auto centi = [&](const Value& value) { return tokens_[value.token].figure.centi; };
    const bool one_person =
        std::all_of(list.begin(), list.end(), [&](const Value& value) { return value.persons == list[0].persons; });
    if (values.unclear_slot) return ask("slot");
    if (!one_person) {
      for (const Value& value : list) {
        if (value.persons.empty() && !s_.speaker()) return ask("who");
        const std::string name = called(value.persons.empty() ? *s_.speaker() : value.persons.front());
        if (!said.by.emplace(name, centi(value)).second) return ask("slot");
      }
      said.kind = Kind::temps;
      return said;
    }
    if (!list[0].persons.empty() && (!s_.speaker() || list[0].persons.front() != *s_.speaker()))
      said.who = called(list[0].persons.front());
    const bool one_day = std::all_of(
        list.begin(), list.end(), [&](const Value& value) { return value.day.value_or(0) == list[0].day.value_or(0); });
    if (list.size() == 1) {
      said.t = centi(list[0]);
      if (list[0].slot != Tag::junk) said.slot = slot_name(list[0].slot);
      if (list[0].day.value_or(0) != 0) said.day = list[0].day;
      return said;
    }
    const bool any_slot =
        std::any_of(list.begin(), list.end(), [](const Value& value) { return value.slot != Tag::junk; });
    for (const Value& value : list) {
      if (!one_day) {
        if (any_slot || !said.days.emplace(value.day.value_or(0), centi(value)).second) return ask("slot");
      } else if (value.slot == Tag::junk || !said.ts.emplace(slot_name(value.slot), centi(value)).second) {
        return ask("slot");
      }
    }
    if (one_day && list[0].day.value_or(0) != 0) said.day = list[0].day;
    return said;
  }

  void set_facts(Said& said) const {
    said.symptoms = s_.symptoms();
    said.ok = said.symptoms.empty() && s_.well() != Wellness::unsaid;
    said.urgent = s_.urgent_said();
    for (const Token& token : tokens_) {
      if (!token.is(Tag::place)) continue;
      if (token.place.in_wuhan) said.in_wuhan = token.place.in_wuhan;
      if (token.place.on_post) said.on_post = token.place.on_post;
      if (token.place.isolated) said.isolated = token.place.isolated;
      if (!token.place.place.empty()) said.place = token.place.place;
    }
  }

  // --- without a value
  // ------------------------------------------------------------------------------------------------

  std::optional<Said> broken() const {
    if (s_.has_reading() ||
        s_.has_any({Tag::topic, Tag::alien, Tag::notice, Tag::rule, Tag::who_asked, Tag::you, Tag::question, Tag::about,
                    Tag::third}) ||
        s_.names_others() || !s_.mentioned().empty()) {
      return std::nullopt;
    }
    if (!s_.values().empty()) return std::nullopt;
    const bool device = s_.has(Tag::device) && s_.has_any({Tag::broken, Tag::lacking, Tag::cannot});
    const bool unable =
        s_.has(Tag::cannot) && (s_.has_any({Tag::label, Tag::measured, Tag::report}) || cannot_measure());
    if (!device && !unable) return std::nullopt;
    Said said;
    said.kind = Kind::nodata;
    said.why = "broken";
    return said;
  }

  bool cannot_measure() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      return token.is(Tag::cannot) && (s_.text(token).find("测") != std::string_view::npos ||
                                       s_.text(token).find("量") != std::string_view::npos);
    });
  }

  std::optional<Said> later() const {
    constexpr Tags allowed = polite | when | about | Tags{Tag::later, Tag::unmeasured, Tag::unreported, Tag::self,
                                                          Tag::link,  Tag::place,      Tag::class_name, Tag::device};
    const bool promised =
        s_.has(Tag::later) && (s_.has_any({Tag::report, Tag::measured, Tag::label, Tag::reported}) || makes_up());
    if (!s_.has_any({Tag::unmeasured, Tag::unreported}) && !promised) return std::nullopt;
    if (!s_.only(allowed) || s_.names_others() || !s_.mentioned().empty()) return std::nullopt;
    if (trimmed(s_.text()).ends_with("的")) return std::nullopt;
    for (const Token& token : tokens_) {
      if (token.is(Tag::day) && token.figure.offset < 0) return std::nullopt;
    }
    Said said;
    said.kind = Kind::nodata;
    said.why = "later";
    return said;
  }

  bool makes_up() const {  // 我等会补
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      return token.is(Tag::excuse) && s_.text(token).find("补") != std::string_view::npos;
    });
  }

  std::optional<Said> valueless() const {
    constexpr Tags allowed =
        polite | when | who | about | facts | Tags{Tag::same, Tag::behalf, Tag::all, Tag::we, Tag::link};
    if (!s_.only(allowed) || s_.unwell() || s_.has(Tag::near_name)) return std::nullopt;
    const bool others = s_.names_others() || !s_.mentioned().empty();
    const bool behalf = s_.has(Tag::behalf);
    if (!s_.mentioned().empty() && !behalf) return std::nullopt;
    const bool finished = s_.has(Tag::reported) || has_measured_word();
    const bool well = s_.well() == Wellness::strong || (s_.well() == Wellness::weak && s_.has(Tag::label));
    if (!well && !finished && !s_.has(Tag::same) && !(behalf && others)) return std::nullopt;
    if (others && !behalf && !well) return std::nullopt;
    Said said = ask("value");
    if (others) set_who(said);
    if (others && said.who.empty()) return ask("who");
    return said;
  }

  /// 测了, 量好了: done, but no number.
  bool has_measured_word() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      if (!token.is(Tag::measured)) return false;
      for (std::string_view done : {"了", "过", "完", "好", "已"}) {
        if (s_.text(token).find(done) != std::string_view::npos) return true;
      }
      return false;
    });
  }

  const Sentence& s_;
  const std::vector<Token>& tokens_;
};

double degrees(int centi) { return static_cast<double>(centi) / 100; }

}  // namespace

std::optional<Said> understand(std::string_view text, const Scene& scene) {
  const std::string ready = normalised(text);
  if (trimmed(ready).empty()) return std::nullopt;
  const Sentence sentence(ready, scene);
  return Reader(sentence).read();
}

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::temp:
      return "temp";
    case Kind::temps:
      return "temps";
    case Kind::fix:
      return "fix";
    case Kind::revoke:
      return "revoke";
    case Kind::ask:
      return "ask";
    case Kind::question:
      return "question";
    case Kind::nodata:
      return "nodata";
  }
  return "";
}

nlohmann::ordered_json fields(const Said& said) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  if (!said.ask.empty()) json["ask"] = said.ask;
  if (said.t) json["t"] = degrees(*said.t);
  if (!said.slot.empty()) json["slot"] = said.slot;
  for (const char* slot : {"am", "noon", "pm"}) {
    if (const auto found = said.ts.find(slot); found != said.ts.end()) json["ts"][slot] = degrees(found->second);
  }
  for (const auto& [offset, centi] : said.days) json["days"][std::to_string(offset)] = degrees(centi);
  if (said.day) json["day"] = *said.day;
  if (!said.who.empty()) json["who"] = said.who;
  for (const auto& [name, centi] : said.by) json["by"][name] = degrees(centi);
  if (!said.symptoms.empty()) json["sym"] = said.symptoms;
  if (said.ok) json["ok"] = true;
  if (said.in_wuhan) json["in_wuhan"] = *said.in_wuhan;
  if (said.on_post) json["on_post"] = *said.on_post;
  if (said.isolated) json["isolated"] = *said.isolated;
  if (!said.place.empty()) json["place"] = said.place;
  if (said.guess) json["guess"] = degrees(*said.guess);
  if (!said.guess_who.empty()) json["guess_who"] = said.guess_who;
  if (!said.why.empty()) json["why"] = said.why;
  if (said.urgent) json["urgent"] = true;
  return json;
}

}  // namespace banwei::temperature
