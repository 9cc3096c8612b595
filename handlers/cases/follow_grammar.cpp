// Walks once over the answer, word by word, and then judges what they say together.
#include "handlers/cases/follow_grammar.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/cases/follow_words.h"
#include "handlers/common/fever.h"
#include "handlers/language/answers.h"
#include "handlers/language/numerals.h"
#include "handlers/language/places.h"
#include "handlers/language/strings.h"
#include "handlers/language/symptoms.h"

namespace banwei::cases {

namespace {

using follow_words::Tag;
using Kind = FollowUp::Kind;

constexpr std::size_t longest = 300;      // In code points.
constexpr std::size_t most_unknown = 14;  // So many characters may stand beside what tells something.
constexpr std::size_t most_beside = 6;    // Beside what tells little: 好了.
constexpr auto count = static_cast<std::size_t>(Tag::small) + 1;

void add(std::vector<std::string>& list, const std::string& symptom) {
  if (std::find(list.begin(), list.end(), symptom) == list.end()) list.push_back(symptom);
}

/// What has been said, piece by piece.
class Reading {
 public:
  Reading(std::string_view text, const FigureAt& figure_at) : text_(text), figure_at_(figure_at) {}

  std::optional<FollowUp> read() {
    for (std::size_t at = 0; at < text_.size();) at += piece(at);
    end_clause();
    return judge();
  }

 private:
  bool says(Tag tag) const { return said_[static_cast<std::size_t>(tag)]; }
  bool here(Tag tag) const { return in_clause_[static_cast<std::size_t>(tag)]; }

  /// How many bytes it takes.
  std::size_t piece(std::size_t at) {
    const auto word = follow_words::words.longest_at(text_, at);
    const std::size_t days = days_at(at);
    if (days > word.length) {
      touching_ = false;
      return days;
    }
    const auto figure = figure_at_(text_, at);
    if (figure && figure->length > word.length) {
      touching_ = false;
      if (figure->doubtful) doubtful_ = true;
      if (figure->centi != 0 && !here(Tag::earlier)) figures_.push_back(figure->centi);  // 昨晚38.2 is not today's.
      return figure->length;
    }
    auto health = health_phrase_at(text_, at);
    if (health && text_.substr(at + health->length).starts_with("门诊")) health.reset();
    if (health && health->length > word.length) return take(*health, at);
    if (const auto place = place_phrase_at(text_, at); place && place->length > word.length) {
      if (place->place == "家" || place->place == "老家") said.place = "家";
      if (place->place == "宿舍") said.place = place->place;
      if (place->isolated) said.isolated = place->isolated;
      touching_ = false;
      return place->length;
    }
    if (word) return take(word, at);
    const std::size_t size = code_point_size(text_, at);
    if (is_mark(code_point_at(text_, at))) {
      if (text_[at] != ' ') end_clause();
      touching_ = false;
    } else {
      ++unknown_;
      touching_ = true;
    }
    return size;
  }

  /// 第三天, 三天了: for so long.
  std::size_t days_at(std::size_t at) {
    constexpr std::string_view ordinal = "第";
    constexpr std::string_view day = "天";
    const std::size_t begin = text_.substr(at).starts_with(ordinal) ? at + ordinal.size() : at;
    const auto number = numeral_at(text_, begin);
    if (!number || number->value < 1 || number->value > 60) return 0;
    const std::size_t end = begin + number->length;
    if (!text_.substr(end).starts_with(day)) return 0;
    for (const std::string_view not_so_long : {"前", "后", "内"})
      if (text_.substr(end + day.size()).starts_with(not_so_long)) return 0;
    said.days = static_cast<int>(number->value);
    return end + day.size() - at;
  }

  std::size_t take(const HealthPhrase& health, std::size_t at) {
    const std::string_view words = text_.substr(at, health.length);
    const auto in = [&](std::string_view word) { return words.find(word) != words.npos; };
    for (const std::string& symptom : health.present) {
      clause_symptoms_.push_back(symptom);
      if (symptom == "发热") fever_said_ = true;
    }
    if (health.vague) vague_ = true;
    if (in("还是") || in("还在") || in("仍") || in("依旧")) note(Tag::still);
    if (health.days != 0) said.days = health.days;
    const bool others =
        std::any_of(health.denied.begin(), health.denied.end(), [](const auto& one) { return one != "发热"; });
    if (health.recovered && !fever_phrase(words)) (others ? note(Tag::recovered) : note(Tag::better));
    if (health.recovered && fever_phrase(words)) note(Tag::fever_gone);
    if (!health.recovered && (others || (health.well == Wellness::strong && health.denied.empty()))) note(Tag::well);
    if (health.well == Wellness::weak) note(Tag::fine);
    if (!health.denied.empty() && !others) denies_fever_ = true;
    touching_ = false;
    return health.length;
  }

  static bool fever_phrase(std::string_view words) {
    return words.find("烧") != words.npos || words.find("热") != words.npos;
  }

  std::size_t take(const WordMatch<Tag>& word, std::size_t at) {
    // 作业写好了: of something else.
    const bool of_else = touching_ && (word.tag == Tag::recovered || word.tag == Tag::fine || word.tag == Tag::better);
    touching_ = false;
    if (word.tag == Tag::recovered) {
      const std::string_view said_here = text_.substr(at, word.length);
      if (said_here.find("咳") != said_here.npos) note(Tag::well);
    }
    if (of_else) {
      ++unknown_;
    } else {
      note(word.tag);
    }
    return word.length;
  }

  void note(Tag tag) { said_[static_cast<std::size_t>(tag)] = in_clause_[static_cast<std::size_t>(tag)] = true; }

  void end_clause() {
    const int highest = figures_.empty() ? 0 : *std::max_element(figures_.begin(), figures_.end());
    const bool of_kin = here(Tag::kin) && (!clause_symptoms_.empty() || fever(highest) || here(Tag::positive));
    if (of_kin) {
      kin_ill_ = true;
    } else {
      for (const std::string& symptom : clause_symptoms_) {
        if (!here(Tag::earlier) || here(Tag::still)) add(said.symptoms, symptom);
      }
      if (figures_.size() > 1) doubtful_ = true;
      if (!figures_.empty() && !here(Tag::kin)) {
        said.centi = figures_.back();
        said.slot = here(Tag::morning) ? "am" : here(Tag::noon) ? "noon" : here(Tag::evening) ? "pm" : "";
      }
      if (here(Tag::more) && fever(highest)) note(Tag::worse);
    }
    figures_.clear();
    clause_symptoms_.clear();
    in_clause_.fill(false);
  }

  std::optional<FollowUp> judge() {
    if (doubtful_) return FollowUp{.kind = Kind::doubt};
    // 37.4 一切正常: whoever keeps readings asks which of the two holds.
    if (fever(said.centi) && (says(Tag::well) || says(Tag::recovered) || says(Tag::fine)))
      return FollowUp{.kind = Kind::doubt};
    if (says(Tag::business) || (says(Tag::thermometer) && said.centi == 0)) return std::nullopt;
    if (says(Tag::runs) && says(Tag::stomach)) add(said.symptoms, "腹泻");
    if (kin_ill_) return FollowUp{.kind = Kind::ask_contact};
    if (says(Tag::hospital) && !says(Tag::no_hospital)) said.place = "医院";
    if (says(Tag::site)) said.place = "隔离点", said.isolated = true;
    if (says(Tag::test) || says(Tag::negative) || says(Tag::positive)) {
      if (says(Tag::pending)) said.test = "待出";
      if (says(Tag::negative) || (says(Tag::test) && says(Tag::negative_of_test))) said.test = "阴性";
      if (says(Tag::positive)) said.test = "阳性";
    }
    said.medicine = says(Tag::medicine) && !says(Tag::no_medicine);

    const bool better = says(Tag::better) || says(Tag::fever_gone) || says(Tag::recovered) || says(Tag::discharged);
    const bool ill = !said.symptoms.empty() || vague_ || fever(said.centi);
    const bool lasts = says(Tag::still) && (ill || said.centi == 0) && !better && said.test.empty();
    if (better && !(fever_said_ && says(Tag::worse))) {
      said.eased = true;
    } else if (says(Tag::worse) || (lasts && (ill || fever_said_))) {
      said.eased = false;
    }
    if (!ill) said.well = says(Tag::recovered) || says(Tag::well);
    // 退了的热不算.
    if (says(Tag::fever_gone) && !says(Tag::worse)) std::erase(said.symptoms, "发热");

    const bool tells = said.centi != 0 || !said.symptoms.empty() || said.well || said.eased || !said.place.empty() ||
                       said.isolated || !said.test.empty() || said.medicine || vague_;
    const bool firm = said.centi != 0 || !said.symptoms.empty() || !said.test.empty() || vague_;
    if (says(Tag::person) && (says(Tag::contact) || (says(Tag::scared) && says(Tag::wants)))) {
      if (says(Tag::wants) && !firm) return FollowUp{.kind = Kind::contact};
    }
    if (says(Tag::perhaps) && said.centi == 0 && said.eased == true) return FollowUp{.kind = Kind::ask_value};
    // 我能不能提前去医院 is asked, and he is not there.
    if (says(Tag::wants) && !said.place.empty() && !firm && language::holds_one_of(text_, "能不能 可不可以 可否"))
      return std::nullopt;
    if (says(Tag::question) && !(firm && !fever(said.centi))) return std::nullopt;
    const bool refuses = says(Tag::refusal) || (says(Tag::leave_me) && says(Tag::asking_me));
    if (refuses && !firm && unknown_ <= most_beside) return FollowUp{.kind = Kind::refuse};
    const bool later = says(Tag::later) || says(Tag::not_yet);
    if (later && !firm && said.eased != true && !said.well) {
      if (says(Tag::later) && unknown_ <= most_beside) return FollowUp{.kind = Kind::later};
      return std::nullopt;
    }
    if (!tells) {
      const bool whole = unknown_ == 0 && says(Tag::fine);
      if (whole) said.well = true;
      return whole || (unknown_ == 0 && (says(Tag::so_so) || says(Tag::not_worse) || denies_fever_))
                 ? std::optional(said)
                 : std::nullopt;
    }
    return unknown_ <= (firm ? most_unknown : most_beside) ? std::optional(said) : std::nullopt;
  }

  FollowUp said = {};
  std::string_view text_;
  const FigureAt& figure_at_;
  std::array<bool, count> said_{};
  std::array<bool, count> in_clause_{};
  std::vector<int> figures_ = {};  // Of the clause.
  std::vector<std::string> clause_symptoms_ = {};
  std::size_t unknown_ = 0;
  bool touching_ = false;  // Something unknown stands right before.
  bool doubtful_ = false;
  bool vague_ = false;
  bool fever_said_ = false;
  bool denies_fever_ = false;
  bool kin_ill_ = false;
};

}  // namespace

bool FollowUp::urgent() const {
  return test == "阳性" ||
         std::any_of(symptoms.begin(), symptoms.end(), [](const auto& one) { return is_urgent_symptom(one); });
}

std::optional<FollowUp> understand(std::string_view text, const FigureAt& figure_at) {
  if (text.size() > 4 * longest) return std::nullopt;
  const std::string ready = normalised(text, longest);
  return Reading(ready, figure_at).read();
}

nlohmann::ordered_json fields(const FollowUp& said) {
  nlohmann::ordered_json fields = nlohmann::ordered_json::object();
  switch (said.kind) {
    case Kind::refuse:
    case Kind::contact:
    case Kind::doubt:
      return fields;
    case Kind::later:
      return {{"why", "later"}};
    case Kind::ask_value:
      return {{"ask", "value"}};
    case Kind::ask_contact:
      return {{"ask", "contact"}, {"urgent", true}};
    case Kind::follow:
      break;
  }
  if (said.centi != 0) fields["t"] = said.centi / 100.0;
  if (!said.slot.empty()) fields["slot"] = said.slot;
  if (!said.symptoms.empty()) fields["sym"] = said.symptoms;
  if (said.well) fields["ok"] = true;
  if (said.eased) fields["eased"] = *said.eased;
  if (!said.place.empty()) fields["place"] = said.place;
  if (said.isolated) fields["isolated"] = *said.isolated;
  if (!said.test.empty()) fields["test"] = said.test;
  if (said.medicine) fields["med"] = true;
  if (said.days != 0) fields["days"] = said.days;
  if (said.urgent()) fields["urgent"] = true;
  return fields;
}

}  // namespace banwei::cases
