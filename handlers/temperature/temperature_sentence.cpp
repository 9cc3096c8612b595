// Builds the tokens of a message and settles what only their neighbours tell: names that are words, kin who only
// helped.
#include "handlers/temperature/temperature_sentence.h"

#include <algorithm>

#include "handlers/common/text.h"

namespace banwei::temperature {

namespace {

using Form = Figure::Form;

constexpr Tags around_a_name{Tag::mark, Tag::label, Tag::filler, Tag::report, Tag::measured,
                             Tag::am,   Tag::noon,  Tag::pm,     Tag::day,    Tag::all};

}  // namespace

bool is_value(const Token& token) { return token.is(Tag::figure) && token.figure.form != Form::foreign; }

Sentence::Sentence(std::string_view text, const Scene& scene) : text_(text), scene_(scene) {
  tokens_ = tokens_of(text_, scene);
  for (std::size_t i = 0; i < scene.roster.size(); ++i) {
    if (!scene.speaker.empty() && scene.roster[i].number == scene.speaker) speaker_ = i;
  }
  resolve_names();
  resolve_kin();
  resolve_greeting();
  resolve_rooms();
  count();
}

void Sentence::retag(std::size_t i, Tag tag) {
  tokens_[i].tag = tag;
  tokens_[i].persons.clear();
}

void Sentence::resolve_names() {
  // A name that is also a word is a name only where a value or another name of the list belongs to it.
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!tokens_[i].is(Tag::name) || tokens_[i].also == Tag::junk) continue;
    const auto next = after(i, around_a_name);
    const auto previous = before(i, {Tag::filler});
    const bool valued = next && tokens_[*next].is(Tag::figure) && tokens_[*next].figure.form != Form::foreign;
    const bool listed = (next && tokens_[*next].is(Tag::name)) ||
                        (previous && (tokens_[*previous].is(Tag::name) || tokens_[*previous].is(Tag::behalf)));
    const bool alone = tokens_[i].end == text_.size() && previous && is_value(tokens_[*previous]);
    if (!valued && !listed && !alone) retag(i, tokens_[i].also);
  }
  // 刘洋29, 01张三, 2019010129刘洋: a number beside a name tells which one.
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!tokens_[i].is(Tag::name)) continue;
    for (const auto& other : {before(i), after(i)}) {
      if (!other) continue;
      Token& number = tokens_[*other];
      if (number.is(Tag::name)) {
        std::vector<std::size_t> common;
        for (std::size_t person : tokens_[i].persons) {
          if (std::find(number.persons.begin(), number.persons.end(), person) != number.persons.end())
            common.push_back(person);
        }
        if (common.empty() || number.begin == tokens_[i].begin) continue;
        tokens_[i].persons = common;
        number.tag = Tag::class_name;
      } else if (number.is(Tag::figure) && number.figure.form == Form::odd && !number.figure.decimal &&
                 !number.figure.unit) {
        const std::string_view digits = text(number);
        std::vector<std::size_t> fitting;
        for (std::size_t person : tokens_[i].persons) {
          const std::string& id = scene_.roster[person].number;
          const std::string tail = digits.size() == 1 ? "0" + std::string(digits) : std::string(digits);
          if (id.size() >= tail.size() && id.substr(id.size() - tail.size()) == tail) fitting.push_back(person);
        }
        if (fitting.empty()) continue;
        tokens_[i].persons = fitting;
        number.tag = Tag::class_name;
      }
    }
  }
}

void Sentence::resolve_kin() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!tokens_[i].is(Tag::kin)) continue;
    const auto next = after(i);
    if (!next) continue;
    const Token& follower = tokens_[*next];
    const std::string_view said = text(follower);
    const bool helped = follower.is(Tag::helper) || said == "量的" || said == "测的";
    const bool well = follower.is(Tag::health) && follower.health.present.empty() && !follower.health.vague;
    if (helped || follower.is(Tag::name) || well) tokens_[i].tag = Tag::filler;
  }
}

void Sentence::resolve_greeting() {
  // 早, 36.4 and 老师早 36.4 greet; 早: 36.4 and 早36.4 晚36.6 tell the time of day.
  const auto slots = std::count_if(tokens_.begin(), tokens_.end(), [](const Token& token) {
    return token.is(Tag::am) || token.is(Tag::noon) || token.is(Tag::pm);
  });
  for (std::size_t i = 0; i < tokens_.size() && slots == 1; ++i) {
    if (!tokens_[i].is(Tag::am) || text(tokens_[i]) != "早") continue;
    const auto previous = before(i);
    const bool addressed = i > 0 && tokens_[i - 1].is(Tag::address);
    const bool stop = i + 1 < tokens_.size() && tokens_[i + 1].is(Tag::mark) &&
                      std::string_view(",!~。").find(text(tokens_[i + 1])) != std::string_view::npos;
    if (addressed || (!previous && stop)) tokens_[i].tag = Tag::greeting;
  }
}

void Sentence::resolve_rooms() {
  for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
    const auto next = after(i);
    if (!next) continue;
    Figure& figure = tokens_[*next].figure;
    const bool bare = tokens_[*next].is(Tag::figure) && !figure.decimal && !figure.unit && figure.form != Form::foreign;
    if (bare && tokens_[i].is(Tag::place)) figure.form = Form::foreign;  // 寝室365
    // 哪个36.5的 asks whose it is.
    if (tokens_[*next].is(Tag::figure) && tokens_[i].is(Tag::question) && text(tokens_[i]) == "哪个")
      tokens_[i].tag = Tag::who_asked;
  }
}

void Sentence::count() {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const Token& token = tokens_[i];
    ++counts_[static_cast<std::size_t>(token.tag)];
    if (is_value(token)) values_.push_back(i);
    if (!token.is(Tag::health)) continue;
    unwell_ = unwell_ || !token.health.present.empty() || token.health.vague;
    well_ = std::max(well_, token.health.well);
    for (const auto& symptom : token.health.present) {
      fever_said_ = fever_said_ || symptom == "发热";
      urgent_said_ = urgent_said_ || is_urgent_symptom(symptom);
    }
    for (const auto& symptom : token.health.denied) denies_fever_ = denies_fever_ || symptom == "发热";
  }
}

bool Sentence::has_any(Tags tags) const {
  return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) { return tags.has(token.tag); });
}

bool Sentence::only(Tags tags) const {
  return std::all_of(tokens_.begin(), tokens_.end(), [&](const Token& token) { return tags.has(token.tag); });
}

bool Sentence::has_reading() const { return highest_reading() > 0; }

int Sentence::highest_reading() const {
  int best = 0;
  for (std::size_t i : values_) {
    if (tokens_[i].figure.form == Form::reading) best = std::max(best, tokens_[i].figure.centi);
  }
  return best;
}

bool Sentence::has_foreign() const {
  return std::any_of(tokens_.begin(), tokens_.end(),
                     [](const Token& token) { return token.is(Tag::figure) && token.figure.form == Form::foreign; });
}

std::optional<std::size_t> Sentence::before(std::size_t i, Tags skipped) const {
  while (i-- > 0) {
    if (!tokens_[i].is(Tag::mark) && !skipped.has(tokens_[i].tag)) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> Sentence::after(std::size_t i, Tags skipped) const {
  for (++i; i < tokens_.size(); ++i) {
    if (!tokens_[i].is(Tag::mark) && !skipped.has(tokens_[i].tag)) return i;
  }
  return std::nullopt;
}

std::vector<Sentence::Clause> Sentence::clauses() const {
  std::vector<Clause> result;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= tokens_.size(); ++i) {
    const bool stop =
        i == tokens_.size() || (tokens_[i].is(Tag::mark) && text(tokens_[i]) != ":" && text(tokens_[i]) != "-" &&
                                text(tokens_[i]) != "+" && text(tokens_[i]) != "=" && text(tokens_[i]) != "·");
    if (!stop) continue;
    if (i > begin) result.push_back({begin, i});
    begin = i + 1;
  }
  return result;
}

bool Sentence::clause_has(const Clause& clause, Tag tag) const {
  for (std::size_t i = clause.begin; i < clause.end; ++i) {
    if (tokens_[i].is(tag)) return true;
  }
  return false;
}

std::vector<std::string> Sentence::symptoms() const {
  std::vector<std::string> all;
  for (const Token& token : tokens_) {
    if (!token.is(Tag::health)) continue;
    for (const auto& symptom : token.health.present) {
      if (std::find(all.begin(), all.end(), symptom) == all.end()) all.push_back(symptom);
    }
    if (token.health.vague && token.health.present.empty() && std::find(all.begin(), all.end(), "不适") == all.end())
      all.emplace_back("不适");
  }
  return all;
}

bool Sentence::about_temperature() const {
  return has(Tag::label) || has(Tag::measured) || has(Tag::device) ||
         std::any_of(values_.begin(), values_.end(), [&](std::size_t i) { return tokens_[i].figure.unit; });
}

bool Sentence::is_speaker(const Token& token) const {
  return speaker_ && std::find(token.persons.begin(), token.persons.end(), *speaker_) != token.persons.end();
}

bool Sentence::names_others() const {
  return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
    return token.is(Tag::near_name) || (token.is(Tag::name) && !is_speaker(token));
  });
}

std::vector<std::size_t> Sentence::mentioned() const {
  std::vector<std::size_t> result;
  for (const std::string& number : scene_.mentioned) {
    for (std::size_t i = 0; i < scene_.roster.size(); ++i) {
      if (scene_.roster[i].number == number && i != speaker_) result.push_back(i);
    }
  }
  return result;
}

}  // namespace banwei::temperature
