#include "handlers/care/needs.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "handlers/care/needs_cut.h"
#include "handlers/care/needs_rules.h"
#include "handlers/common/fever.h"

namespace banwei::care {

namespace {

/// About whom something is said.
enum class Who { unsaid, self, you, classmate, family, other };

struct Subject {
  Who who = Who::unsaid;
  std::int64_t person = 0;
};

/// What the message says at a stretch of pieces.
struct Finding {
  Says says = Says::nothing;
  Sort sort = Sort::wish;
  std::size_t first = 0;
  std::size_t last = 0;
};

// What tells that a number measures a body.
constexpr Words evidence{Word::temperature, Word::fever,       Word::burns,    Word::health,
                         Word::too_high,    Word::antipyretic, Word::exclaims, Word::degree,
                         Word::forehead,    Word::gasp,        Word::shiver,   Word::cough};
// What may stand beside a figure without giving it to something else.
constexpr Words beside =
    evidence | Words{Word::filler,   Word::self,  Word::kin,   Word::third,     Word::name,   Word::stranger,
                     Word::measured, Word::about, Word::when,  Word::fever_bit, Word::hot,    Word::falls,
                     Word::no,       Word::still, Word::laugh, Word::blank,     Word::figure, Word::took,
                     Word::asks,     Word::tired, Word::sad,   Word::crying,    Word::says,   Word::how};
constexpr Words measures_else{Word::other_thing, Word::machine, Word::animal, Word::story,  Word::game, Word::purpose,
                              Word::food,        Word::study,   Word::sport,  Word::lesson, Word::news};
constexpr Words ill{Word::fever,    Word::burns, Word::health, Word::antipyretic,
                    Word::forehead, Word::gasp,  Word::shiver};
constexpr Words fiction{Word::story, Word::news, Word::lesson};

bool possible(const Rule& rule, const Cut& cut) {
  return std::all_of(rule.steps.begin(), rule.steps.end(),
                     [&](const Words& step) { return step.empty() || step.any(cut.all); });
}

class Judge {
 public:
  Judge(Cut cut, std::int64_t speaker) : cut_(std::move(cut)), speaker_(speaker), used_(cut_.pieces.size(), false) {
    name_subjects();
  }

  Need judge() {
    match_rules();
    read_health();
    if (only_sighs()) findings_.push_back({Says::check, Sort::wish, 0, pieces().size() - 1});
    for (const Finding& finding : findings_) weigh(finding);
    for (std::size_t i = 0; i < pieces().size(); ++i) {
      if (pieces()[i].word == Word::figure) weigh_figure(i);
    }
    return std::move(need_);
  }

 private:
  const std::vector<Piece>& pieces() const { return cut_.pieces; }

  // --- about whom ---

  /// Who is spoken of before each piece: the last person named, unless only
  /// spoken to (跟李四说).
  void name_subjects() {
    subjects_.resize(pieces().size() + 1);
    Subject now;
    Word before = Word::junk;
    std::int64_t last_named = 0;
    std::size_t person_at = 0;
    bool has_person = false;
    bool called = false;
    for (std::size_t i = 0; i < pieces().size(); ++i) {
      subjects_[i] = now;
      const Piece& piece = pieces()[i];
      const bool owner = has_person && person_at + 1 == i && (now.who == Who::classmate);
      switch (piece.word) {
        case Word::self:
          if (before != Word::to || now.who == Who::unsaid) now = {Who::self, 0};
          break;
        case Word::you:
          if (before != Word::to) now = {Who::you, 0};
          break;
        case Word::name:
          last_named = piece.person;
          if (piece.person == speaker_) {
            now = {Who::self, 0};
          } else if (before != Word::to) {
            now = {Who::classmate, piece.person};
          }
          break;
        case Word::third:
          if (last_named != 0 && last_named != speaker_) {
            now = {Who::classmate, last_named};
          } else if (now.who != Who::family && before != Word::to) {
            now = {Who::other, 0};
          }
          break;
        case Word::kin:
        case Word::child:
          if (i + 1 < pieces().size() && pieces()[i + 1].word == Word::sorry) {  // 妈妈对不起
            called = true;
            now = {Who::self, 0};
          } else if (piece.word == Word::child && called) {
            now = {Who::self, 0};
          } else if (!owner && before != Word::to && !(now.who == Who::self && owns(i))) {
            now = {Who::family, 0};
          }
          break;
        case Word::stranger:
          if (before != Word::to && before != Word::you && before != Word::kin) now = {Who::other, 0};
          break;
        default:
          break;
      }
      if (persons.has(piece.word)) {
        person_at = i;
        has_person = true;
      }
      if (piece.word != Word::blank) before = piece.word;
    }
    subjects_.back() = now;
    named_ = last_named == speaker_ ? 0 : last_named;
  }

  /// 全家的累赘: whose it is, not who it is.
  bool owns(std::size_t i) const { return i + 1 < pieces().size() && word_of(i + 1).starts_with("的"); }
  std::string_view word_of(std::size_t i) const {
    return std::string_view(cut_.text).substr(pieces()[i].begin, pieces()[i].end - pieces()[i].begin);
  }
  bool says_me() const { return cut_.text.find("我") != std::string::npos; }

  /// The subject of a match: a person inside it counts when it leads it.
  Subject subject_of(const Finding& finding) const {
    if (finding.sort == Sort::victim) return victim(finding);
    std::size_t at = finding.first;
    while (at < finding.last && persons.has(pieces()[at].word)) ++at;
    Subject subject = subjects_[at];
    const bool told =
        before_has(finding.first, {Word::says, Word::worries, Word::post}) || has_in(finding, {Word::says, Word::post});
    if (finding.sort == Sort::farewell && (subject.who == Who::you || (subject.who == Who::family && !told)))
      subject = {Who::self, 0};
    if (finding.says == Says::check &&
        (subject.who == Who::family || (subject.who == Who::other && says_me_in(finding))))
      subject = {Who::self, 0};
    if (finding.says == Says::check && subject.who == Who::you && clause_has(finding.first, {Word::compared}))
      subject = {Who::self, 0};
    return subject;
  }
  bool says_me_in(const Finding& finding) const {
    const std::size_t begin = pieces()[finding.first].begin;
    return cut_.text.substr(begin, pieces()[finding.last].end - begin).find("我") != std::string::npos;
  }
  bool has_in(const Finding& finding, const Words& words) const {
    for (std::size_t i = finding.first; i <= finding.last; ++i) {
      if (words.has(pieces()[i].word)) return true;
    }
    return false;
  }

  Subject victim(const Finding& finding) const {
    if (named_ != 0 && !says_me()) return {Who::classmate, named_};
    if (named_ != 0 && cut_.all.has(Word::worries)) return {Who::classmate, named_};
    if (!says_me() && cut_.all.has(Word::stranger) && subjects_[finding.first].who == Who::other)
      return {Who::other, 0};
    return {Who::self, 0};
  }

  // --- composing ---

  bool matches(const Rule& rule, std::size_t start, Finding& finding, std::array<std::size_t, 4>& taken) const {
    taken[0] = start;
    std::size_t at = start;
    std::size_t step = 1;
    for (; step < rule.steps.size() && !rule.steps[step].empty(); ++step) {
      std::size_t cost = 0;
      bool found = false;
      for (std::size_t next = at + 1; next < pieces().size(); ++next) {
        const Piece& piece = pieces()[next];
        if (!used_[next] && rule.steps[step].has(piece.word)) {
          found = true;
          at = next;
          break;
        }
        if (piece.word == Word::mark) {
          if (!rule.across) return false;
          continue;
        }
        if (rule.gap < 0) return false;
        if (piece.word == Word::blank || piece.word == Word::filler) continue;
        cost += piece.characters;
        if (cost > static_cast<std::size_t>(rule.gap)) return false;
      }
      if (!found) return false;
      taken[step] = at;
    }
    for (; step < rule.steps.size(); ++step) taken[step] = start;
    finding = {rule.says, rule.sort, start, at};
    return true;
  }

  void match_rules() {
    for (const Rule& rule : need_rules) {
      if (!possible(rule, cut_)) continue;
      for (std::size_t i = 0; i < pieces().size(); ++i) {
        Finding finding;
        std::array<std::size_t, 4> taken{};
        if (used_[i] || !rule.steps[0].has(pieces()[i].word) || !matches(rule, i, finding, taken)) continue;
        if (rule.takes || rule.says == Says::nothing) {
          for (const std::size_t place : taken) used_[place] = used_[place] || !persons.has(pieces()[place].word);
        }
        if (rule.says != Says::nothing) findings_.push_back(finding);
      }
    }
  }

  /// 唉，活着; 好没意思: nothing but that.
  bool only_sighs() const {
    constexpr Words around{Word::live, Word::life,  Word::pointless, Word::filler,
                           Word::mark, Word::blank, Word::tired,     Word::self};
    return cut_.all.any({Word::live, Word::life, Word::pointless}) &&
           std::all_of(pieces().begin(), pieces().end(), [&](const Piece& piece) { return around.has(piece.word); });
  }

  void read_health() {
    constexpr std::array<std::pair<std::string_view, Says>, 9> urgent{{{"发热", Says::fever},
                                                                       {"呼吸困难", Says::breath},
                                                                       {"胸痛", Says::chest_pain},
                                                                       {"胸闷", Says::chest_tight},
                                                                       {"晕倒", Says::faint},
                                                                       {"嗅觉减退", Says::smell},
                                                                       {"味觉减退", Says::taste},
                                                                       {"寒战", Says::chills},
                                                                       {"咳嗽", Says::coughing}}};
    for (std::size_t i = 0; i < pieces().size(); ++i) {
      if (used_[i]) continue;
      for (const std::string& symptom : pieces()[i].health.present) {
        for (const auto& [name, says] : urgent) {
          if (symptom == name) findings_.push_back({says, Sort::deed, i, i});
        }
      }
    }
  }

  // --- what makes it nothing, or less ---

  bool clause_has(std::size_t i, const Words& words) const {
    return std::any_of(pieces().begin(), pieces().end(),
                       [&](const Piece& piece) { return piece.clause == pieces()[i].clause && words.has(piece.word); });
  }
  bool near_has(std::size_t i, const Words& words) const {
    return std::any_of(pieces().begin(), pieces().end(), [&](const Piece& piece) {
      return piece.clause + 1 >= pieces()[i].clause && piece.clause <= pieces()[i].clause + 1 && words.has(piece.word);
    });
  }
  bool before_has(std::size_t i, const Words& words) const {
    return std::any_of(pieces().begin(), pieces().begin() + static_cast<std::ptrdiff_t>(i),
                       [&](const Piece& piece) { return words.has(piece.word); });
  }
  bool after_has(std::size_t i, const Words& words) const {
    return std::any_of(pieces().begin() + static_cast<std::ptrdiff_t>(i), pieces().end(),
                       [&](const Piece& piece) { return words.has(piece.word); });
  }
  bool says_laugh() const { return cut_.laughs || cut_.all.has(Word::laugh); }

  static Says less(Says says) {
    return says == Says::now ? Says::soon : says == Says::soon ? Says::check : Says::nothing;
  }
  static Says at_most_check(Says says) { return says == Says::nothing ? says : Says::check; }

  Says distress(const Finding& finding, const Subject& subject) const {
    Says says = finding.says;
    const bool own = subject.who == Who::self;
    const bool wish = finding.sort == Sort::wish || finding.sort == Sort::farewell;
    if (subject.who == Who::you && finding.sort != Sort::victim) return Says::nothing;
    if (cut_.all.has(Word::notice)) return own && says == Says::now ? Says::check : Says::nothing;
    if (cut_.all.any(fiction) || cut_.all.has(Word::game))
      return own && !says_laugh() && says == Says::now ? Says::check : Says::nothing;
    if (clause_has(finding.first, {Word::who_asked})) return Says::nothing;
    if (finding.sort == Sort::other && subject.who != Who::classmate && subject.who != Who::other) {
      says = own ? Says::check : Says::nothing;
    }
    if (!own && clause_has(finding.first, {Word::machine, Word::animal})) return Says::nothing;
    if (wish) {
      constexpr Words ordinary{Word::study, Word::cold,       Word::machine, Word::animal,
                               Word::food,  Word::weak_story, Word::sport};
      if (clause_has(finding.first, ordinary)) says = says == Says::check ? Says::nothing : at_most_check(says);
      if (finding.says == Says::check && near_has(finding.first, ordinary)) says = Says::nothing;
      if (says == Says::now && finding.sort == Sort::wish && near_has(finding.first, {Word::study})) says = Says::soon;
      if (!own && clause_has(finding.first, {Word::weak_story})) says = Says::nothing;
      if (cut_.all.has(Word::denial)) says = says == Says::now ? Says::check : Says::nothing;
    }
    if (says_laugh() || cut_.all.has(Word::pretend)) says = wish ? at_most_check(says) : less(says);
    if (cut_.all.has(Word::past) && !cut_.all.has(Word::still)) says = less(says);
    if (after_has(finding.last, {Word::recovered}) && !cut_.all.has(Word::still)) says = less(says);
    if (cut_.all.has(Word::reassure)) says = less(says);
    if (says == Says::check && subject.who == Who::other) return Says::nothing;
    return says;
  }

  bool symptom_holds(const Finding& finding, const Subject& subject) const {
    if (subject.who == Who::you || clause_has(finding.first, {Word::who_asked})) return false;
    if (cut_.all.any(fiction) || cut_.all.any({Word::game, Word::pretend, Word::notice})) return false;
    if (before_has(finding.last, {Word::if_word})) return false;
    if (cut_.all.any({Word::past, Word::lately}) && !cut_.all.has(Word::still)) return false;
    if (after_has(finding.last, {Word::recovered, Word::over})) return false;
    if (clause_has(finding.first, {Word::machine, Word::animal, Word::general})) return false;
    if (subject.who != Who::self && clause_has(finding.first, {Word::asks, Word::how})) return false;
    if (finding.last + 1 < pieces().size() && pieces()[finding.last + 1].word == Word::no &&
        (finding.last + 2 == pieces().size() || pieces()[finding.last + 2].word == Word::mark))
      return false;  // 发烧没
    if (happened(finding.last)) return false;
    const bool breathless = finding.says == Says::breath || finding.says == Says::chest_tight;
    if (breathless || finding.says == Says::chest_pain || finding.says == Says::chills) {
      if (says_laugh() || clause_has(finding.first, {Word::study, Word::weak_story, Word::food, Word::strain}))
        return false;
    }
    if (breathless && near_has(finding.first, {Word::sport})) return false;
    if (finding.says == Says::fever && cut_.all.has(Word::burns) && has_in(finding, {Word::figure}) && normal_figure())
      return false;
    if (finding.says == Says::fever && normal_figure() && !cut_.all.any({Word::fever, Word::burns})) return false;
    return true;
  }

  /// 发烧过, not 发烧又过敏.
  bool happened(std::size_t i) const {
    const std::string_view behind = std::string_view(cut_.text).substr(pieces()[i].end);
    return word_of(i).ends_with("过") || (behind.starts_with("过") && !behind.starts_with("过敏"));
  }

  bool normal_figure() const {
    return std::any_of(pieces().begin(), pieces().end(),
                       [](const Piece& piece) { return piece.word == Word::figure && !fever(piece.centi); });
  }

  // --- the gravest ---

  static int gravity(NeedKind kind) {
    constexpr std::array order{NeedKind::none,          NeedKind::check,       NeedKind::ask_figure, NeedKind::contact,
                               NeedKind::household,     NeedKind::fever_words, NeedKind::figure,     NeedKind::urgent,
                               NeedKind::distress_soon, NeedKind::distress_now};
    return static_cast<int>(std::find(order.begin(), order.end(), kind) - order.begin());
  }

  void raise(NeedKind kind, const Subject& subject) {
    if (gravity(kind) <= gravity(need_.kind)) return;
    need_.kind = kind;
    need_.about = subject.person;
    need_.somebody_else = subject.person == 0 && (subject.who == Who::family || subject.who == Who::other);
  }

  void add_symptom(std::string_view name) {
    if (std::find(need_.symptoms.begin(), need_.symptoms.end(), name) == need_.symptoms.end())
      need_.symptoms.emplace_back(name);
  }

  void weigh(const Finding& finding) {
    const Subject subject = subject_of(finding);
    if (finding.says == Says::check || finding.says == Says::soon || finding.says == Says::now) {
      switch (distress(finding, subject)) {
        case Says::now:
          return raise(NeedKind::distress_now, subject);
        case Says::soon:
          return raise(NeedKind::distress_soon, subject);
        case Says::check:
          return raise(NeedKind::check, subject);
        default:
          return;
      }
    }
    if (symptom_holds(finding, subject)) weigh_symptom(finding.says, subject);
  }

  static std::string_view name_of(Says says) {
    switch (says) {
      case Says::fever:
        return "发热";
      case Says::breath:
        return "呼吸困难";
      case Says::chest_pain:
        return "胸痛";
      case Says::chest_tight:
        return "胸闷";
      case Says::faint:
        return "晕倒";
      case Says::smell:
        return "嗅觉减退";
      case Says::taste:
        return "味觉减退";
      case Says::chills:
        return "寒战";
      default:
        return "";
    }
  }

  void weigh_symptom(Says says, const Subject& subject) {
    const bool elsewhere = subject.who == Who::family || subject.who == Who::other;
    const std::string_view name = name_of(says);
    if (says == Says::coughing) {
      if (elsewhere) raise(NeedKind::contact, subject);
      return;
    }
    if (!name.empty()) add_symptom(name);
    if (says == Says::infected) return raise(NeedKind::contact, subject);
    if (says == Says::faint) return raise(NeedKind::urgent, subject);
    if (subject.who == Who::family) return raise(NeedKind::household, subject);
    if (subject.who == Who::other) return raise(NeedKind::contact, subject);
    const bool hot = says == Says::fever || says == Says::too_high;
    raise(hot ? NeedKind::fever_words : NeedKind::urgent, subject);
  }

  /// The stretch around a figure between marks and white space, [first, last).
  std::pair<std::size_t, std::size_t> stretch(std::size_t i) const {
    constexpr Words ends{Word::mark, Word::blank};
    std::size_t first = i;
    while (first > 0 && !ends.has(pieces()[first - 1].word)) --first;
    std::size_t last = i;
    while (last < pieces().size() && !ends.has(pieces()[last].word)) ++last;
    return {first, last};
  }
  bool between(std::size_t first, std::size_t last, const Words& words) const {
    for (std::size_t i = first; i < last; ++i) {
      if (words.has(pieces()[i].word)) return true;
    }
    return false;
  }

  /// Whose figure it is: of the person named in its clause, or before it as
  /// ill; else the speaker's.
  Subject measured_of(std::size_t i) const {
    if (clause_has(i, persons) || clause_before_has(i, ill)) return subjects_[i];
    return {};
  }
  bool clause_before_has(std::size_t i, const Words& words) const {
    return std::any_of(pieces().begin(), pieces().end(), [&](const Piece& piece) {
      return piece.clause + 1 == pieces()[i].clause && words.has(piece.word);
    });
  }

  void weigh_figure(std::size_t i) {
    const Piece& figure = pieces()[i];
    if (!fever(figure.centi)) return;
    const Subject subject = measured_of(i);
    if (subject.who == Who::you || cut_.all.any({Word::if_word, Word::notice, Word::who_asked})) return;
    if (cut_.all.any({Word::past, Word::lately}) && !cut_.all.has(Word::still)) return;
    if (cut_.all.any({Word::story, Word::game}) || clause_has(i, {Word::animal, Word::machine})) return;
    const bool body = clause_has(i, ill | Words{Word::temperature});
    if (clause_has(i, measures_else | Words{Word::tonight}) && !body) return;
    const bool told = clause_has(i, evidence) || near_has(i, ill | Words{Word::temperature, Word::falls});
    if (!told && (figure.plain || near_has(i, {Word::other_thing, Word::animal, Word::machine}))) return;
    const auto [first, last] = stretch(i);
    const bool bare = !between(first, last, evidence | Words{Word::self, Word::measured});
    NeedKind kind = NeedKind::figure;
    if (bare ? clause_has(i, {Word::junk}) : between(first, i, {Word::junk}) && !body) kind = NeedKind::ask_figure;
    if (clause_has(i, {Word::threshold}) && subject.who == Who::unsaid) {
      if (i + 1 < last) return;  // 超过37.3的不要来
      kind = NeedKind::ask_figure;
    }
    if (kind == NeedKind::figure && subject.who == Who::family) kind = NeedKind::household;
    if (kind == NeedKind::figure && subject.who == Who::other) kind = NeedKind::contact;
    need_.centi = std::max(need_.centi, figure.centi);
    raise(kind, subject);
  }

  Cut cut_;
  std::int64_t speaker_;
  std::vector<bool> used_;
  std::vector<Subject> subjects_;
  std::int64_t named_ = 0;
  std::vector<Finding> findings_;
  Need need_;
};

/// Whether anything in it can be of need, whoever it is about.
bool may_say(const Cut& cut) {
  const auto tells = [](const Piece& piece) {
    return piece.word == Word::live || piece.word == Word::life || piece.word == Word::pointless ||
           !piece.health.present.empty() || (piece.word == Word::figure && fever(piece.centi));
  };
  return std::any_of(cut.pieces.begin(), cut.pieces.end(), tells) ||
         std::any_of(need_rules.begin(), need_rules.end(),
                     [&](const Rule& rule) { return rule.says != Says::nothing && possible(rule, cut); });
}

}  // namespace

Need need_in(std::string_view text, std::span<const Person> classmates, std::int64_t speaker) {
  const Cut words = cut(text, {});
  if (!may_say(words)) return {};
  return Judge(classmates.empty() ? words : cut(text, classmates), speaker).judge();
}

}  // namespace banwei::care
