// Rules are matched, each finding is weighed by what stands around it, the gravest is the answer.
#include "handlers/care/needs.h"

#include <algorithm>
#include <span>
#include <utility>

#include "handlers/care/needs_distress_rules.h"
#include "handlers/care/needs_figures.h"
#include "handlers/care/needs_misfortunes.h"
#include "handlers/care/needs_sets.h"
#include "handlers/care/needs_symptom_rules.h"
#include "handlers/care/needs_troubles.h"
#include "handlers/care/needs_view.h"
#include "handlers/common/ailment.h"
#include "handlers/common/fever.h"
#include "handlers/language/answers.h"
#include "handlers/language/shared_words.h"

namespace banwei::care {

namespace {

// What people say of homework too.
constexpr Words exaggerated{Word::die, Word::live, Word::jump, Word::leap, Word::suicide, Word::enough};

constexpr std::array<std::pair<Says, std::string_view>, 13> symptom_names{{{Says::fever, "发热"},
                                                                           {Says::breath, "呼吸困难"},
                                                                           {Says::chest_pain, "胸痛"},
                                                                           {Says::chest_tight, "胸闷"},
                                                                           {Says::faint, "晕倒"},
                                                                           {Says::allergy, "严重过敏"},
                                                                           {Says::stroke, "中风征兆"},
                                                                           {Says::severe_pain, "剧烈疼痛"},
                                                                           {Says::injury, "受伤"},
                                                                           {Says::bleeding, "出血"},
                                                                           {Says::smell, "嗅觉减退"},
                                                                           {Says::taste, "味觉减退"},
                                                                           {Says::chills, "寒战"}}};

/// By how much a person is in danger.
constexpr std::array by_gravity{NeedKind::none,          NeedKind::check,       NeedKind::ask_figure, NeedKind::contact,
                                NeedKind::household,     NeedKind::fever_words, NeedKind::figure,     NeedKind::urgent,
                                NeedKind::distress_soon, NeedKind::distress_now};

std::size_t gravity(NeedKind kind) {
  return static_cast<std::size_t>(std::find(by_gravity.begin(), by_gravity.end(), kind) - by_gravity.begin());
}

bool is_hurt(Says says) {
  return says == Says::severe_pain || says == Says::injury || says == Says::bleeding || says == Says::stroke;
}
bool is_distress(Says says) { return says == Says::check || says == Says::soon || says == Says::now; }

Says less(Says says) { return says == Says::now ? Says::soon : says == Says::soon ? Says::check : Says::nothing; }
Says at_most_check(Says says) { return says == Says::nothing ? says : Says::check; }

bool possible(const Rule& rule, const Cut& cut) {
  return std::all_of(rule.steps.begin(), rule.steps.end(),
                     [&](const Words& step) { return step.any(cut.all) || step.empty(); });
}

/// Of each rule that says something the words of one step, no persons where it has such a step: where none of them
/// stands, no rule says anything.
template <std::size_t N>
constexpr Words telling(const std::array<Rule, N>& rules) {
  Words all;
  for (const Rule& rule : rules) {
    if (rule.says == Says::nothing) continue;
    const Words* step = &rule.steps[0];
    for (const Words& other : rule.steps)
      if (step->any(persons) && !other.empty() && !other.any(persons)) step = &other;
    all = all | *step;
  }
  return all;
}

bool may_say(std::span<const Rule> rules, const Words& telling, const Cut& cut) {
  return cut.all.any(telling) && std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
           return rule.says != Says::nothing && possible(rule, cut);
         });
}

/// Whether anything in it can be of need, whoever it is about.
bool may_say(const Cut& cut) {
  static constexpr Words telling_of_distress = telling(distress_rules);
  static constexpr Words telling_of_symptoms = telling(symptom_rules);
  constexpr Words sighs{Word::live, Word::life, Word::pointless, Word::settles};
  const auto tells = [](const Piece& piece) {
    return !piece.health.present.empty() || (piece.word == Word::figure && fever(piece.centi));
  };
  constexpr Words troubles{Word::beaten,  Word::blood,    Word::accident,    Word::intimate, Word::period,
                           Word::broke,   Word::filmed,   Word::gravely_ill, Word::plea,     Word::afraid,
                           Word::cheated, Word::infected, Word::worries,     Word::exclaims, Word::kin,
                           Word::cut,     Word::not_well, Word::nearly};
  return cut.all.any(sighs | troubles) || std::any_of(cut.pieces.begin(), cut.pieces.end(), tells) ||
         may_say(distress_rules, telling_of_distress, cut) || may_say(symptom_rules, telling_of_symptoms, cut);
}

/// Who lives with the speaker is no family.
Subject sufferer(const View& view, const Misfortune& befell) {
  if (befell.own) return Subject{Who::self};
  const Subject subject = view.before_piece(befell.piece);
  const bool roommate = subject.who == Who::family && of_roommates(view.text(0, view.pieces().size() - 1));
  return roommate ? Subject{Who::other} : subject;
}

/// It has more methods than a class should: each is one judgement of the same cut message.
class Judge {
 public:
  Judge(const Cut& cut, std::int64_t speaker) : all_(cut), view_(cut, speaker), used_(cut.pieces.size(), false) {}

  Need judge() {
    match(distress_rules);
    match(symptom_rules);
    read_health();
    read_sighs();
    for (const Finding& finding : findings_) weigh(finding);
    need_.unreached = need_.kind == NeedKind::distress_soon && only_unreached();
    add_milder();
    read_troubles();
    read_misfortune();
    for (std::size_t i = 0; i < pieces().size(); ++i) {
      if (pieces()[i].word == Word::figure && fever(pieces()[i].centi)) weigh_figure(i);
    }
    return std::move(need_);
  }

 private:
  const std::vector<Piece>& pieces() const { return all_.pieces; }

  // --- composing ---

  /// The pieces that take the steps of a rule from `start` on, in order; empty when they do not fit.
  std::vector<std::size_t> taken_by(const Rule& rule, std::size_t start) const {
    std::vector<std::size_t> taken{start};
    int cost = 0;
    for (std::size_t at = start + 1; at < pieces().size(); ++at) {
      if (taken.size() == rule.steps.size() || rule.steps[taken.size()].empty()) return taken;
      const Piece& piece = pieces()[at];
      if (!used_[at] && rule.steps[taken.size()].has(piece.word)) {
        taken.push_back(at);
        cost = 0;
      } else if (piece.word == Word::mark) {
        if (!rule.across) return {};
      } else if (rule.gap < 0) {
        return {};
      } else if (!Words{Word::blank, Word::filler, Word::still}.has(piece.word)) {
        cost += static_cast<int>(piece.characters);
        if (cost > rule.gap) return {};
      }
    }
    const bool whole = taken.size() == rule.steps.size() || rule.steps[taken.size()].empty();
    return whole ? taken : std::vector<std::size_t>{};
  }

  void match(std::span<const Rule> rules) {
    for (const Rule& rule : rules) {
      if (!possible(rule, all_)) continue;
      for (std::size_t i = 0; i < pieces().size(); ++i) {
        if (used_[i] || !rule.steps[0].has(pieces()[i].word)) continue;
        const auto taken = taken_by(rule, i);
        if (taken.empty()) continue;
        if (rule.says != Says::nothing) findings_.push_back({rule.says, rule.sort, taken.front(), taken.back()});
        if (rule.says != Says::nothing && !rule.takes) continue;
        for (const std::size_t place : taken) used_[place] = used_[place] || !persons.has(pieces()[place].word);
      }
    }
  }

  /// 唉，活着; 好没意思: a clause of nothing but that. 我怕, 救命, 密接: a message of nothing but that.
  void read_sighs() {
    constexpr Words sighs{Word::live, Word::life, Word::pointless};
    constexpr Words around{Word::filler, Word::still, Word::mark, Word::blank, Word::tired, Word::self, Word::figure};
    constexpr Words cries{Word::afraid, Word::plea, Word::not_well, Word::nearly};
    for (std::size_t i = 0; i < pieces().size(); ++i) {
      const bool alone = sighs.has(pieces()[i].word) && view_.clause_is(i, sighs | around);
      const std::string_view said = view_.text(i, i);
      const bool all = view_.alone(i, around | cries | Words{pieces()[i].word});
      const std::string_view behind = view_.behind(i);
      const bool fears =
          (said == "我怕" || (said == "怕" && i > 0)) && !behind.starts_with("什么") && !behind.starts_with("了");
      const bool cry = cries.has(pieces()[i].word) || fears;
      // 今晚就了结: of nothing that is said.
      const bool settled = pieces()[i].word == Word::settles &&
                           view_.clause_has(i, {Word::tonight, Word::want, Word::decided}) &&
                           view_.clause_is(i, around | Words{Word::settles, Word::tonight, Word::want, Word::decided});
      // 我想跟我奶奶去了: to the dead; not 我想跟我奶奶去了趟医院.
      std::size_t end = view_.clause_end(i);
      while (end > i + 1 && view_.blank(end - 1, end)) --end;
      const std::string_view gone = view_.text(i, end - 1);
      const bool follows = pieces()[i].word == Word::kin && view_.clause_has(i, {Word::to}) &&
                           (gone.ends_with("去了") || gone.ends_with("走了")) &&
                           view_.clause_text(i).find("想") != std::string_view::npos &&
                           view_.clause_is(i, around | Words{Word::want, Word::to, Word::kin, Word::leave});
      if (follows) findings_.push_back({Says::soon, Sort::wish, i, i});
      if (settled) findings_.push_back({Says::soon, Sort::wish, i, i});
      // 我不太好; 感觉不太好 asks what it is.
      const bool ails =
          pieces()[i].word != Word::not_well || (view_.clause_says_me(i) && !view_.clause_has(i, {Word::about}) &&
                                                 view_.clause_text(i).find("感觉") == std::string_view::npos);
      if (alone || (cry && all && ails)) findings_.push_back({Says::check, Sort::wish, i, i});
      if (pieces()[i].word == Word::infected && all) findings_.push_back({Says::infected, Sort::deed, i, i});
    }
  }

  /// 怀孕了, 被打: a word for something that people say in private and of themselves, in a clause that says no more.
  void read_troubles() {
    if (view_.laughs() || view_.has(public_talk | fiction | Words{Word::if_word, Word::pretend, Word::animal})) return;
    for (std::size_t i = 0; i < pieces().size(); ++i) {
      const auto trouble = trouble_at(view_, i, used_[i]);
      if (!trouble || gravity(NeedKind::check) < gravity(need_.kind)) continue;
      raise(NeedKind::check, Subject{Who::self});
      need_.trouble = *trouble;
    }
  }

  /// 腿摔断了, 鼻血止不住.
  void read_misfortune() {
    const auto befell = misfortune_in(view_);
    if (!befell || befell->grave.empty()) return;
    const Subject subject = sufferer(view_, *befell);
    if (subject.who == Who::you || subject.who == Who::family) return;
    const auto& known = need_.symptoms;
    const bool graver = std::find(known.begin(), known.end(), "晕倒") != known.end();
    if (!graver && std::find(known.begin(), known.end(), befell->grave) == known.end())
      need_.symptoms.emplace_back(befell->grave);
    raise(NeedKind::urgent, subject);
  }

  /// 发烧咳嗽: what is said in one breath with a grave symptom is told with it.
  void add_milder() {
    if (need_.symptoms.empty()) return;
    for (const Piece& piece : pieces()) {
      const auto& present = piece.health.present;
      const auto known = [&](const std::string& one) {
        return std::find(need_.symptoms.begin(), need_.symptoms.end(), one) != need_.symptoms.end();
      };
      if (std::none_of(present.begin(), present.end(), known)) continue;
      for (const std::string& one : present) {
        if (!known(one)) need_.symptoms.push_back(one);
      }
    }
  }

  void read_health() {
    for (std::size_t i = 0; i < pieces().size(); ++i) {
      if (used_[i]) continue;
      for (const std::string& symptom : pieces()[i].health.present) {
        for (const auto& [says, name] : symptom_names) {
          if (symptom == name) findings_.push_back({says, Sort::deed, i, i});
        }
        // Short of breath and about to die: panic, or worse.
        if ((symptom == "呼吸困难" || symptom == "胸闷") && view_.has({Word::dying}))
          findings_.push_back({Says::soon, Sort::deed, i, i});
        if (symptom == "咳嗽") findings_.push_back({Says::coughing, Sort::deed, i, i});
      }
    }
  }

  // --- what makes it nothing, or less ---

  /// Long ago, and not said to last.
  bool is_over(std::size_t last, const Words& long_ago, const Words& recovered) const {
    const bool well = view_.after(last, recovered);
    return (view_.has(long_ago) && (well || !view_.has({Word::still}))) || (well && !view_.after(last, {Word::still}));
  }

  /// 宿舍着火了; not 着火吗, 电影里着火了; of what is over or told with a laugh at most a question is asked.
  Says peril(const Finding& finding, const Subject& subject) const {
    if (finding.sort == Sort::accident && mourns(view_)) return Says::nothing;
    if (subject.who == Who::you || view_.has(fiction | Words{Word::news, Word::drill, Word::pretend}))
      return Says::nothing;
    if (view_.before(finding.last, {Word::if_word}) || has_happened(finding.last)) return Says::nothing;
    const std::size_t end = view_.clause_end(finding.last);
    const bool reached =
        view_.text(finding.last, finding.last).ends_with("了") || view_.behind(finding.last).starts_with("了");
    if (asks(finding.first, end, false)) return Says::nothing;
    if (!reached && (view_.between(finding.first, end, {Word::how}) || view_.has({Word::notice}))) return Says::nothing;
    const bool mild = view_.laughs() || view_.near_has(finding.first, {Word::weak_story}) ||
                      asks(finding.first, end, true) ||
                      is_over(finding.last, {Word::past, Word::lately}, {Word::recovered, Word::over});
    return mild ? less(less(finding.says)) : finding.says;
  }

  bool at_meal() const {
    const std::string_view said = view_.text(0, pieces().size() - 1);
    return said.find("饭后") != said.npos || said.find("饭前") != said.npos;
  }

  /// What its words say of a thing, of what was taken as told, or of a figure.
  bool is_of_no_need(const Finding& finding, const Subject& subject) const {
    const bool own = subject.who == Who::self;
    const auto clause_has = [&](const Words& words) { return view_.clause_has(finding.first, words); };
    const auto near_has = [&](const Words& words) { return view_.near_has(finding.first, words); };
    if (subject.who == Who::unsaid && clause_has({Word::who_asked}) && !view_.clause_says_me(finding.first))
      return true;
    // A farewell gives the cat away, and so does whoever asks others to look after it.
    const bool of_things = !own && finding.sort != Sort::farewell && !clause_has({Word::entrust}) &&
                           !view_.in(finding, {Word::lost, Word::silent_line, Word::not_seen});
    if (of_things && clause_has({Word::machine, Word::animal})) return true;
    // 药都吃了，烧还没退 takes what the doctor gave.
    if (view_.in(finding, {Word::drug}) && view_.in(finding, {Word::took_all}) &&
        (near_has(ill | Words{Word::cough, Word::falls, Word::dose}) || at_meal()))
      return true;
    // 手划破了流了点血没事: nobody hurts himself and says so.
    if (view_.in(finding, {Word::cut}) && view_.in(finding, {Word::blood}) && !view_.in(finding, {Word::wrist}) &&
        belittles())
      return true;
    // 李四中午一个人出去吃饭: by day, and to do something, it is nothing.
    if (view_.in(finding, {Word::out_alone}) && (!language::holds_one_of(view_.clause_text(finding.first), "夜 凌晨") ||
                                                 near_has(ordinary | Words{Word::purpose})))
      return true;
    // 室友出去散步 没回消息: for hours, or with a telephone that is off.
    if (view_.in(finding, {Word::away}) && !view_.in(finding, {Word::lost}) && !stays_long() &&
        !language::holds_one_of(view_.text(finding.first, finding.last), "关机 联系不上 失联 打不通"))
      return true;
    // 吃了二十片饼干: what is not swallowed may be food, unless it is said to be a drug.
    if (view_.in(finding, {Word::took}) && view_.in(finding, {Word::much, Word::doses}) &&
        finding.last == finding.first + 1 &&
        view_.text(finding.first, finding.first).find("吞") == std::string_view::npos)
      return true;
    // 李四没来上课, 李四不说话: who does not eat for days is another matter.
    if (finding.says == Says::check && view_.in(finding, {Word::withdrawn}) &&
        persons.has(pieces()[finding.first].word) &&
        !language::holds_one_of(view_.text(finding.last, finding.last), "天没吃 不吃不喝 都不吃 房门 没下床 没下过床"))
      return true;
    // 李四又打篮球
    if (pieces()[finding.first].word == Word::name && pieces()[finding.last].word == Word::beats &&
        view_.text(finding.last, finding.last).find("我") == std::string_view::npos)
      return true;
    // 李四体温不太对: of a figure or an answer it says nothing of a person.
    if (view_.in(finding, {Word::not_himself}) &&
        clause_has({Word::temperature, Word::measured, Word::study, Word::machine, Word::other_thing, Word::food}))
      return true;
    // 提醒我了也没用: not the speaker is of no use.
    return finding.says == Says::check && view_.in(finding, {Word::worthless}) && finding.first > 0 &&
           Words{Word::junk, Word::harmless}.has(pieces()[finding.first - 1].word);
  }

  Says distress(const Finding& finding, const Subject& subject) const {
    if (is_peril(finding.sort)) return peril(finding, subject);
    Says says = finding.says;
    const bool own = subject.who == Who::self;
    const bool wish = finding.sort == Sort::wish || finding.sort == Sort::farewell;
    const auto clause_has = [&](const Words& words) { return view_.clause_has(finding.first, words); };
    const auto near_has = [&](const Words& words) { return view_.near_has(finding.first, words); };

    const bool sought = view_.in(finding, {Word::counsel});  // 你有没有心理老师的电话
    if (subject.who == Who::you && finding.sort != Sort::victim && !sought) return Says::nothing;
    if (subject.who == Who::family && view_.in(finding, {Word::breaking}) && mourns(view_)) return Says::nothing;
    if (is_told_of_a_game(finding)) return Says::nothing;
    if (view_.has(public_talk) || clause_has(fiction) || view_.clauses_have(finding.first, -1, 0, {Word::story}))
      return own && says == Says::now && !view_.laughs() ? Says::check : Says::nothing;
    if (is_of_no_need(finding, subject)) return Says::nothing;
    const bool odd = view_.in(finding, {Word::not_himself, Word::out_alone});
    // 在桥上站了俩小时了, 三天没下床 也不吃饭: of whom nobody else is named.
    const bool stood = view_.in(finding, {Word::stands}) && view_.text(finding.last, finding.last).ends_with("了");
    const bool unsaid = subject.who == Who::unsaid && (stood || view_.in(finding, {Word::withdrawn}));
    if (finding.sort == Sort::other && subject.who != Who::classmate && !subject.elsewhere())
      says = stood && unsaid && stays_long() ? Says::soon : own || unsaid ? Says::check : Says::nothing;
    if (finding.sort == Sort::victim && says == Says::check && (near_has(ordinary) || view_.laughs()))
      return Says::nothing;
    if (view_.in(finding, {Word::my_room}) && is_of_stepfather(finding)) says = Says::soon;
    const bool of_nobody = subject.who == Who::unsaid || subject.who == Who::other;  // 楼顶有人吗
    if (of_nobody && finding.sort == Sort::deed && asks(finding.first, view_.clause_end(finding.last), false))
      says = less(less(says));
    if (view_.has(fiction)) says = wish ? less(less(says)) : less(says);
    if (wish) {
      const Words& around = finding.sort == Sort::farewell || clause_has({Word::entrust}) ? staged : ordinary;
      if (clause_has(around)) says = says == Says::check ? Says::nothing : at_most_check(says);
      // 想死的心都有了，作业太多 is a groan, and may be more.
      const bool groans = view_.in(finding, {Word::heart}) && view_.in(finding, {Word::die});
      if (finding.says == Says::check && near_has(ordinary) && !groans) says = Says::nothing;
      if (says == Says::now && view_.in(finding, exaggerated) && near_has({Word::study})) says = Says::soon;
      if (says == Says::now && view_.in(finding, {Word::die}) && exaggerates(finding)) says = Says::check;
      if (view_.in(finding, {Word::survive}) && near_has({Word::study})) says = at_most_check(says);
      if (!own && clause_has({Word::weak_story})) says = Says::nothing;
      if (view_.has({Word::denial})) says = says == Says::check ? Says::nothing : at_most_check(says);
    }
    // 没救了，高数又挂了哈哈
    if (view_.laughs() && wish && finding.says == Says::soon && near_has({Word::study})) return Says::nothing;
    if (view_.laughs() || view_.has({Word::pretend})) says = wish ? at_most_check(says) : less(says);
    if (is_over(finding.last, {Word::past}, {Word::recovered})) says = less(says);
    if (view_.has({Word::reassure})) says = less(says);
    // 有个女生一直哭，我有点担心: whoever worries about somebody is asked; who only tells of somebody is not.
    const bool asks_what_to_do =
        view_.has({Word::worries}) || language::holds_one_of(view_.text(0, pieces().size() - 1), language::worries);
    return says == Says::check && subject.who == Who::other && !odd && !asks_what_to_do ? Says::nothing : says;
  }

  /// 头发掉得我想死: how much, of what is no sorrow.
  bool exaggerates(const Finding& finding) const {
    constexpr Words sorrows{Word::pains,     Word::tired,  Word::sad,      Word::live,     Word::crack,
                            Word::breaking,  Word::health, Word::hopeless, Word::crying,   Word::pressure,
                            Word::suffering, Word::beaten, Word::beats,    Word::ill_mind, Word::life};
    std::size_t i = finding.first;
    while (i > 0 && Words{Word::self, Word::filler}.has(pieces()[i - 1].word)) --i;
    return finding.first > 0 && language::holds_one_of(view_.text(i > 0 ? i - 1 : 0, finding.first - 1), "得 到") &&
           !view_.clause_has(finding.first, sorrows);
  }

  bool is_of_stepfather(const Finding& finding) const {
    return language::holds_one_of(view_.text(finding.first, finding.last), "继父 后爸 养父 叔 舅 伯 姑父 姨父 姐夫 哥");
  }

  /// 欧阳晨联系不上 手机关机, and nothing else: nobody says that he has gone, or how he was.
  bool only_unreached() const {
    return std::all_of(findings_.begin(), findings_.end(), [&](const Finding& finding) {
      return !is_distress(finding.says) || (finding.sort == Sort::deed && view_.in(finding, {Word::silent_line}) &&
                                            !view_.in(finding, {Word::lost, Word::away, Word::out_alone}));
    });
  }

  /// 在桥上站了俩小时了
  bool stays_long() const {
    return language::holds_one_of(view_.text(0, pieces().size() - 1), "小时 半天 一夜 一晚 钟头 很久 好久 一下午");
  }

  /// 他拿刀追我三条街 csgo: a game stands apart, and nobody is named whom one knows.
  bool is_told_of_a_game(const Finding& finding) const {
    if (finding.sort != Sort::victim && finding.sort != Sort::fight) return false;
    if (view_.has({Word::kin, Word::name, Word::stranger})) return false;
    for (std::size_t i = 0; i < pieces().size(); ++i) {
      constexpr Words ends{Word::mark, Word::blank, Word::asks};
      const bool apart = (i == 0 || ends.has(pieces()[i - 1].word)) && view_.stretch_end(i) == i + 1;
      if (pieces()[i].word == Word::game && apart) return true;
    }
    return false;
  }

  bool belittles() const {
    return language::holds_one_of(view_.text(0, pieces().size() - 1), "没事 不要紧 没大碍 小伤 小口子 点血 创可贴");
  }

  bool symptom_holds(const Finding& finding, const Subject& subject) const {
    const bool own = subject.who == Who::self;
    const auto clause_has = [&](const Words& words) { return view_.clause_has(finding.first, words); };
    // 王五趴桌上咋喊都没反应 有没有人来一下 asks for help.
    const bool asks_who = view_.between(view_.clause_begin(finding.first), view_.stretch_end(finding.last),
                                        {Word::who_asked, Word::general});
    if (subject.who == Who::you || asks_who) return false;
    const bool hearsay =
        view_.clause_text(finding.first).starts_with("听说");  // 听说发烧要隔离14天, 听说隔壁班有人阳了
    if (hearsay && (subject.who == Who::unsaid || (subject.who == Who::other && finding.says == Says::infected)))
      return false;
    if (view_.has({Word::pretend}) || view_.before(finding.last, {Word::if_word})) return false;
    if (!own && (view_.has(public_talk) || clause_has(fiction | Words{Word::clinic}))) return false;
    if (view_.in(finding, {Word::antipyretic}) && is_eased(view_.text(0, pieces().size() - 1))) return false;
    if (is_over(finding.last, {Word::past, Word::lately}, {Word::recovered, Word::over})) return false;
    if (finding.says == Says::injury && is_sprain(finding)) return false;
    if (is_of_a_thing(finding.first) || is_asked(finding, subject) || has_happened(finding.last)) return false;
    if (finding.says == Says::fever &&
        (is_heated(finding.first) || is_blamed(view_, finding.first) || threatens(finding.first)))
      return false;
    const bool jests = view_.laughs() || clause_has(staged | fiction | Words{Word::lesson});
    if (view_.in(finding, {Word::swoons}) && jests) return false;  // 李四晕了，高数太难
    if (finding.says == Says::faint && (oversleeps(finding, subject) || only_sighs(finding, subject))) return false;
    const bool breath = finding.says == Says::breath || finding.says == Says::chest_tight;
    const bool hurt = is_hurt(finding.says);
    if (breath || hurt || finding.says == Says::chest_pain || finding.says == Says::chills ||
        finding.says == Says::allergy) {
      if (view_.laughs() || clause_has({Word::study, Word::weak_story, Word::food, Word::strain})) return false;
    }
    if (breath && view_.near_has(finding.first, {Word::sport})) return false;
    // With a normal figure, 烧到36 is none, and a painkiller alone may be for the head.
    const bool mild = view_.in(finding, {Word::figure}) ||
                      (view_.in(finding, {Word::antipyretic}) && !view_.in(finding, {Word::falls, Word::fever_bit}));
    return finding.says != Says::fever || !has_normal_figure() || !mild;
  }

  /// 崴脚了 走不了路: it hurts, and is for a doctor, but endangers nobody.
  bool is_sprain(const Finding& finding) const {
    return language::holds_one_of(view_.text(finding.first, finding.first), "崴 扭") &&
           !view_.in(finding, {Word::ward, Word::fever_bit});
  }

  /// 室友早上总是叫不醒，我都迟到了; 我早上叫不醒: of whom nothing worse is said.
  bool oversleeps(const Finding& finding, const Subject& subject) const {
    constexpr std::string_view habits = "每天 天天 每次 总是 老是 总叫 从来 迟到 早八 早课 早起";
    constexpr Words worse{Word::deathly,    Word::drunk,  Word::liquor,  Word::drug, Word::sleeper,
                          Word::poison,     Word::blood,  Word::floor,   Word::cold, Word::hot,
                          Word::motionless, Word::figure, Word::farewell};
    if (!view_.in(finding, {Word::unwakeable}) || view_.has(worse)) return false;
    const bool alone = std::all_of(findings_.begin(), findings_.end(), [&](const Finding& other) {
      return other.says == Says::faint && view_.in(other, {Word::unwakeable});
    });
    const std::size_t next = finding.last + 1;
    const bool own = subject.who == Who::self && finding.first > 0 &&
                     !view_.has(someone | Words{Word::you, Word::child}) &&
                     pieces()[finding.first - 1].word != Word::self;
    const bool me = next < pieces().size() && pieces()[next].word == Word::self &&
                    (next + 1 == pieces().size() || !persons.has(pieces()[next + 1].word));
    return alone && (own || me || language::holds_one_of(view_.text(0, pieces().size() - 1), habits));
  }

  /// 昏迷 早八我来了: a word of its own, over a lesson.
  bool only_sighs(const Finding& finding, const Subject& subject) const {
    return subject.who == Who::unsaid && finding.first == finding.last &&
           view_.clause_has(finding.first, {Word::study}) && view_.stretch_begin(finding.first) == finding.first &&
           view_.stretch_end(finding.first) == finding.first + 1;
  }

  /// 手机发烫, 我的笔记本烫手, and not 我发烧了，手机打的字.
  bool is_of_a_thing(std::size_t i) const {
    for (std::size_t k = i; k-- > 0 && pieces()[k].clause == pieces()[i].clause;) {
      if (pieces()[k].word == Word::machine || pieces()[k].word == Word::animal) return true;
      if (pieces()[k].word == Word::self) return false;
    }
    return false;
  }

  /// 辣得我浑身冒汗发热: what makes one hot.
  bool is_heated(std::size_t i) const {
    constexpr std::array<std::string_view, 6> moods{"急得", "紧张得", "气得", "激动得", "尴尬得", "吓得"};
    for (std::size_t k = i; k-- > 0 && pieces()[k].clause == pieces()[i].clause;) {
      const bool mood = std::find(moods.begin(), moods.end(), view_.text(k, k)) != moods.end();
      const bool heats = pieces()[k].word == Word::heats && (k == 0 || pieces()[k - 1].word != Word::no);  // 没捂出汗
      if (heats || mood) return true;
    }
    return false;
  }

  /// 再聊我要高烧, 想发烧: it has not come to that.
  bool threatens(std::size_t i) const {
    std::size_t before = i;
    while (before > 0 && Words{Word::filler, Word::blank}.has(pieces()[before - 1].word)) --before;
    if (before == 0 || pieces()[before - 1].word != Word::want) return false;
    const std::string_view said = view_.text(0, before - 1);
    if (before == i && said.ends_with("想")) return true;  // 好想发烧，不用上课
    const auto again = said.find("再");
    return again != said.npos && !said.substr(again).starts_with("再次") && !said.substr(again).starts_with("再度");
  }

  /// 发烧吃什么药, 发烧没; not 发烧了怎么请假, and not 我妈发烧了要不要隔离.
  bool is_asked(const Finding& finding, const Subject& subject) const {
    if (subject.who == Who::self) return false;
    const std::size_t end = view_.clause_end(finding.last);
    std::size_t next = finding.last + 1;
    if (next < end && pieces()[next].word == Word::no && view_.blank(next + 1, end)) return true;
    std::size_t first = finding.first;
    while (first > 0 && !Words{Word::blank, Word::mark, Word::asks}.has(pieces()[first - 1].word)) --first;
    if (first > 0 && pieces()[first - 1].word == Word::asks &&
        pieces()[first - 1].clause == pieces()[finding.first].clause && !wonders(first - 1, subject))
      return true;  // 是不是发烧了
    const bool mark_asks = finding.says == Says::fever &&
                           (subject.who == Who::classmate || view_.clause_has(finding.first, {Word::third}));
    if (asks(finding.first, end, mark_asks)) return true;
    if (finding.says == Says::infected) return false;  // 核酸阳性怎么办
    const bool reached =
        view_.text(finding.last, finding.last).ends_with("了") || view_.behind(finding.last).starts_with("了");
    // 浑身发冷 校医院几点开门 asks for something else.
    return !reached && !subject.elsewhere() && view_.between(first, view_.stretch_end(finding.last), {Word::how});
  }

  /// 有点热，不知道是不是发烧: asks oneself.
  bool wonders(std::size_t i, const Subject& subject) const {
    const std::string_view before = i > 0 ? view_.text(0, i - 1) : std::string_view{};
    return subject.who == Who::unsaid && is_unsure(before);
  }

  static bool is_unsure(std::string_view before) {
    constexpr std::array<std::string_view, 6> unsure{"不知道", "不确定", "不晓得", "不清楚", "搞不清", "说不准"};
    return std::any_of(unsure.begin(), unsure.end(), [&](auto word) { return before.ends_with(word); });
  }

  /// A question mark alone asks only of others: 好像发烧了？ is said of oneself.
  bool asks(std::size_t first, std::size_t end, bool mark_asks) const {
    for (std::size_t i = first; i < end; ++i) {
      if (pieces()[i].word != Word::asks || (!mark_asks && view_.text(i, i) == "?")) continue;
      if (i > 0 && pieces()[i - 1].word == Word::exclaims) continue;  // 我爸闻不到味了 要紧吗
      if (i == 0 || !is_unsure(view_.text(0, i - 1))) return true;
    }
    return false;
  }

  /// 发烧过; not 发烧又过敏.
  bool has_happened(std::size_t i) const {
    const std::string_view behind = view_.behind(i);
    return view_.text(i, i).ends_with("过") || (behind.starts_with("过") && !behind.starts_with("过敏"));
  }

  bool has_normal_figure() const {
    return std::any_of(pieces().begin(), pieces().end(),
                       [](const Piece& piece) { return piece.word == Word::figure && !fever(piece.centi); });
  }

  // --- the gravest ---

  void raise(NeedKind kind, const Subject& subject, bool peril = false) {
    if (gravity(kind) <= gravity(need_.kind)) return;
    need_.kind = kind;
    need_.about = subject.person;
    need_.somebody_else = subject.elsewhere();
    need_.family = subject.who == Who::family;
    need_.peril = peril;
    if (peril) need_.trouble = Trouble::hurt;
  }

  void weigh(const Finding& finding) {
    const Subject subject = view_.about(finding);
    if (!is_distress(finding.says)) {
      if (symptom_holds(finding, subject)) weigh_symptom(finding.says, view_.ill_before(finding.first, subject));
      return;
    }
    const Says says = distress(finding, subject);
    const bool peril = is_peril(finding.sort);
    if (says == Says::now) raise(NeedKind::distress_now, subject, peril);
    if (says == Says::soon) raise(NeedKind::distress_soon, subject, peril);
    if (says == Says::check) raise(NeedKind::check, subject, peril);
  }

  void weigh_symptom(Says says, const Subject& subject) {
    const bool at_home = subject.who == Who::family && !of_roommates(view_.text(0, pieces().size() - 1));
    // An accident at home endangers nobody here; of a stroke whoever sees it must call 120.
    if (is_hurt(says) && says != Says::stroke && at_home) return;
    for (const auto& [symptom, name] : symptom_names) {
      if (symptom == says && std::find(need_.symptoms.begin(), need_.symptoms.end(), name) == need_.symptoms.end())
        need_.symptoms.emplace_back(name);
    }
    if (says == Says::coughing) {
      if (subject.elsewhere()) raise(subject.who == Who::family ? NeedKind::household : NeedKind::contact, subject);
    } else if (says == Says::infected) {
      raise(NeedKind::contact, subject);
    } else if (subject.elsewhere() && says != Says::faint && says != Says::allergy && !is_hurt(says)) {
      raise(subject.who == Who::family ? NeedKind::household : NeedKind::contact, subject);
    } else {
      raise(says == Says::fever || says == Says::too_high ? NeedKind::fever_words : NeedKind::urgent, subject);
    }
  }

  void weigh_figure(std::size_t i) {
    const auto found = figure_need(view_, i);
    if (!found) return;
    need_.centi = std::max(need_.centi, pieces()[i].centi);
    raise(found->kind, found->subject);
  }

  const Cut& all_;
  View view_;
  std::vector<bool> used_;
  std::vector<Finding> findings_;
  Need need_;
};

}  // namespace

Need need_in(std::string_view text, const Classmates& classmates, std::int64_t speaker) {
  const Cut words = cut(text, classmates);
  if (!may_say(words) && !may_tell_of_misfortune(words.text)) return {};
  return Judge(words, speaker).judge();
}

std::optional<Need> misfortune_of(std::string_view text, const Classmates& classmates, std::int64_t speaker,
                                  bool explained) {
  Cut words = cut(text, classmates);
  if (!may_tell_of_misfortune(words.text)) return std::nullopt;
  const View view(std::move(words), speaker);
  const auto befell = misfortune_in(view);
  if (!befell || (explained && (!befell->explained || view.has({Word::beaten, Word::filmed})))) return std::nullopt;
  Subject subject = sufferer(view, *befell);
  // 有人冒充客服骗我转了钱
  if (!is_injury(befell->trouble) && subject.who == Who::other && view.clause_says_me(befell->piece))
    subject = Subject{Who::self};
  // 楼道里有人一直敲门: whoever does it needs no teacher.
  if (befell->trouble == Trouble::menaced && subject.who == Who::other) subject = Subject{Who::self};
  // Of an accident at home it is the family that needs him.
  const bool at_home = subject.who == Who::family;
  const bool own = subject.who == Who::self || subject.who == Who::unsaid;
  if (own && befell->trouble == Trouble::ward) return std::nullopt;
  if (subject.who == Who::you || (at_home && befell->grave.empty() && befell->trouble != Trouble::home))
    return std::nullopt;
  Need need;
  need.kind = NeedKind::check;
  need.trouble = at_home ? Trouble::home : befell->trouble;
  need.about = subject.person;
  need.somebody_else = subject.who == Who::other;
  return need;
}

bool is_eased(std::string_view folded) {
  constexpr std::string_view drugs = "退烧药 退热药 布洛芬 泰诺 美林 对乙酰氨基酚 退烧针 退热贴 退烧贴";
  constexpr std::string_view better =
      "好多了 好些了 好点了 好一些了 好一点了 舒服多了 舒服些了 缓过来了 退烧了 降下来了 退下来了";
  constexpr std::string_view not_so = "没 还 又 了吗 了么 他 她 妈 爸 谁";
  return language::holds_one_of(folded, drugs) && language::holds_one_of(folded, better) &&
         !language::holds_one_of(folded, not_so);
}

bool at_hospital(std::string_view text, const Classmates& classmates) {
  constexpr Words of_others{Word::kin,  Word::child,  Word::stranger, Word::third, Word::name, Word::you,
                            Word::news, Word::lesson, Word::notice,   Word::story, Word::past, Word::if_word};
  constexpr Words open{Word::asks, Word::how, Word::who_asked, Word::purpose};
  constexpr std::array<std::string_view, 11> hospitals{"医院", "急诊", "附院",   "门诊",   "卫生院",  "医务室",
                                                       "诊所", "病房", "校医室", "输液室", "人民医院"};
  constexpr std::string_view leads = "在 到 来 去 住 进";
  constexpr std::string_view errands =
      "陪 看望 探 实习 上班 兼职 志愿 疫苗 体检 值班 不去 没去 不用 明天 明早 明晚 后天 下周 改天 "
      "过几天 预约";
  const Cut words = cut(text, classmates);
  const std::string_view said = words.text;
  if (words.all.any(of_others | open) || language::holds_one_of(said, errands)) return false;
  constexpr std::string_view stay = "住院";  // 医生让我住院
  if (said.find(stay) != said.npos)
    return !language::holds_one_of(said, "住院部 住院费 住院证明 住院记录 报销 出院 不住院 住院医");
  return std::any_of(hospitals.begin(), hospitals.end(), [&](std::string_view hospital) {
    constexpr std::size_t nearby = 15;  // bytes, of what stands between: 到我们校医院
    const auto at = said.find(hospital);
    if (at == said.npos) return false;
    const std::string_view before = said.substr(at > nearby ? at - nearby : 0, std::min(at, nearby));
    return language::holds_one_of(before, leads);
  });
}

}  // namespace banwei::care
