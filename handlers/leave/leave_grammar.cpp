// Is it a request at all, and for whom; when and why are read beside it.
#include "handlers/leave/leave_grammar.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/common/fever.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/leave/leave_cut.h"
#include "handlers/leave/leave_days.h"
#include "handlers/leave/leave_ending.h"
#include "handlers/leave/leave_implied.h"
#include "handlers/leave/leave_reason.h"

namespace banwei::leave {

namespace {

constexpr std::size_t longest_request = 150;  // characters
constexpr std::size_t shortest_reason = 2;

/// 我妈病危, 我爸在抢救: whoever says so may ask for leave without the word.
bool speaks_of_kin_in_need(std::string_view text) {
  constexpr std::string_view needs = "病危 病重 抢救 icu";
  return language::holds_one_of(text, needs);
}

/// 导员我后天要去驾校考试，一整天: said to a teacher, with why and for how many days he will be away; where it says
/// that he goes, the end where it does not.
std::size_t tells_a_teacher(const Cut& cut) {
  constexpr std::string_view teachers = "导员 辅导员 老师 班主任";
  const auto reason = [](const Token& token) { return is(token, Meaning::ill, Meaning::matter, Meaning::ache); };
  const auto unsure = [](const Token& token) {
    return is_another(token) || is(token, Meaning::question, Meaning::may_i, Meaning::asking, Meaning::negation,
                                   Meaning::talk, Meaning::earlier, Meaning::told, Meaning::already);
  };
  bool dated = false;
  bool lasting = false;
  constexpr std::array<std::string_view, 5> whole{"整天", "全天", "一整天", "天", "都不在"};
  for (std::size_t i = 0; i < cut.size(); ++i) {
    dated = dated || cut[i].kind == Token::Kind::date;
    lasting = lasting || cut[i].kind == Token::Kind::length ||
              std::find(whole.begin(), whole.end(), cut.words(i)) != whole.end();
  }
  const bool to_a_teacher = cut.size() > 0 && language::holds_one_of(cut.words(0), teachers);
  const bool leave = to_a_teacher && dated && lasting && cut.any(reason) && !cut.any(unsure);
  return leave ? goes_elsewhere(cut, true) : cut.size();
}

/// It has more methods than a class should: each reads one part of the same sentence, and they share its tokens.
class Reading {
 public:
  Reading(std::string_view text, const Scene& scene) : text_(text), scene_(scene), cut_(text, scene) {}

  std::optional<Statement> said() {
    if (cut_.has(Meaning::talk) || (cut_.has(Meaning::earlier) && !extends())) return std::nullopt;
    if (auto ending = read_ending(cut_); ending.spoken) return std::move(ending.said);
    if (!find_core() || wishes_to_be_ill()) return std::nullopt;
    if (!whose() || !(said_.implied ? hopes() : asks() && stands_free())) return std::nullopt;
    if (said_.who && (changes_a_mark() || remarks())) return std::nullopt;
    read_reason(cut_, said_);
    if (!read_temperature(cut_, said_)) return std::nullopt;
    if (!read_days(cut_, core_, said_)) return std::nullopt;
    const auto names_day = [](const Token& token) {
      return token.kind == Kind::date || is(token, Meaning::tonight, Meaning::tomorrow_evening, Meaning::this_morning,
                                            Meaning::tomorrow_morning, Meaning::both_days, Meaning::next_days);
    };
    said_.more = is(cut_[core_], Meaning::open) && !said_.part.empty() && !cut_.any(names_day);
    if (said_.open == Statement::Open::nothing && said_.type.empty()) said_.open = Statement::Open::reason;
    return said_;
  }

 private:
  using Kind = Token::Kind;
  using Open = Statement::Open;

  /// The words that ask.
  bool find_core() {
    const auto at = [&](auto test) {
      return static_cast<std::size_t>(std::find_if(cut_.begin(), cut_.end(), test) - cut_.begin());
    };
    core_ = at([](const Token& token) { return is(token, Meaning::retro); });
    said_.retro = core_ < cut_.size();
    if (core_ == cut_.size()) core_ = at([](const Token& token) { return is(token, Meaning::ask); });
    if (core_ == cut_.size()) core_ = at([](const Token& token) { return is(token, Meaning::bare_talk); });
    if (core_ == cut_.size() && scene_.alone) core_ = asks_for_more();
    if (core_ == cut_.size()) core_ = at(is_type);
    if (core_ == cut_.size()) core_ = at([](const Token& token) { return is(token, Meaning::label); });
    const bool known = !cut_.any([](const Token& token) { return token.kind == Kind::unknown; });
    if (core_ == cut_.size() && (scene_.in_call || (known && says_when_and_why())))
      core_ = at([](const Token& token) { return is(token, Meaning::cannot_come); });
    if (extends()) core_ = at([](const Token& token) { return is(token, Meaning::extend); });
    if (core_ == cut_.size() && scene_.alone) core_ = tells_a_teacher(cut_);
    if (core_ == cut_.size() && speaks_of_kin_in_need(text_)) core_ = goes_to_kin();
    if (core_ == cut_.size() && scene_.alone && !scene_.speaker.empty()) {
      core_ = implied_core(cut_);
      said_.implied = core_ < cut_.size();
    }
    return core_ < cut_.size();
  }

  /// 上次请的假能不能再延长一天, 续假两天.
  bool extends() const {
    for (std::size_t i = 0; i < cut_.size(); ++i) {
      if (!is(cut_[i], Meaning::extend)) continue;
      if (cut_.words(i).ends_with("假") || cut_.any([](const Token& token) { return is_leave(token); })) return true;
    }
    return false;
  }

  /// 下午也请了吧, 后天的也一起请上: more of what was asked for just now; the end where it is not that.
  std::size_t asks_for_more() const {
    for (std::size_t i = 1; i < cut_.size(); ++i) {
      if (!is(cut_[i], Meaning::open)) continue;
      const auto as_well = [&](std::size_t at) {
        return is(cut_[at], Meaning::at_once) || cut_.words(at) == "也" || cut_.words(at) == "也要";
      };
      bool beside = false;
      for (std::size_t j = 0; j < i; ++j) beside = beside || as_well(j);
      const bool alone =
          std::all_of(cut_.begin(), cut_.begin() + static_cast<std::ptrdiff_t>(i),
                      [](const Token& token) { return is_frame(token) || is_time(token) || is(token, Meaning::wish); });
      const auto behind = cut_.begin() + static_cast<std::ptrdiff_t>(i) + 1;
      const auto clause = std::find_if(behind, cut_.end(), [](const Token& token) { return token.kind == Kind::mark; });
      const bool ends = std::all_of(behind, clause, is_frame);
      if (beside && alone && ends && cut_.any(is_time)) return i;
    }
    return cut_.size();
  }

  /// 我妈病危 我想今天下午就走: where he says that he goes to them, and when; the end where he does not.
  std::size_t goes_to_kin() const {
    constexpr std::array<std::string_view, 8> goes{"走", "回", "回去", "回家", "赶", "去", "陪", "照顾"};
    const bool another =
        cut_.has(Meaning::question, Meaning::asking, Meaning::negation, Meaning::tells) || cut_.any(is_another);
    if (another || !cut_.has(Meaning::kin) || !cut_.has(Meaning::wish) || !cut_.any(is_time)) return cut_.size();
    bool own = false;  // 我爸回去陪她 is said of him.
    for (std::size_t i = 0; i < cut_.size(); ++i) {
      if (is(cut_[i], Meaning::kin)) own = false;
      own = own || is(cut_[i], Meaning::wish, Meaning::self);
      if (own && std::find(goes.begin(), goes.end(), cut_.words(i)) != goes.end()) return i;
    }
    return cut_.size();
  }

  /// 下午头疼不去上课了: when and why one will not be there is a leave, said of oneself.
  bool says_when_and_why() const {
    const auto another = [&](const Token& token) {
      return is_another(token) || is(token, Meaning::kin) || (token.kind == Kind::name && !cut_.own(token));
    };
    const auto parts = [](const Token& token) { return token.kind == Kind::mark; };
    // 老师我下午牙疼得去拔牙，后两节课上不了: told in private of oneself, it may have several clauses.
    const auto urgent = [](const Token& token) {
      return std::any_of(token.health.present.begin(), token.health.present.end(), is_urgent_symptom);
    };
    const bool told = scene_.alone && cut_.any(is_self) && !cut_.any(urgent);
    if (cut_.any(another) || (cut_.any(parts) && !told) || !cut_.any(is_time)) return false;
    bool unwell = false;
    for (std::size_t i = 0; i < cut_.size(); ++i) {
      if (cut_[i].kind != Kind::health && !is(cut_[i], Meaning::ill, Meaning::ache)) continue;
      unwell = true;
      if (cut_.words(i).ends_with("的") || (i + 1 < cut_.size() && cut_.words(i + 1) == "的"))
        return false;  // 发烧的明天不去上课
    }
    return unwell;
  }

  /// 想发烧请个假: the fever is wished for.
  bool wishes_to_be_ill() const {
    for (std::size_t i = 0; i + 1 < cut_.size(); ++i) {
      const Token& next = cut_[i + 1];
      const bool wished = cut_.words(i) == "想" && next.kind == Kind::health && !next.gap_before;
      const bool came = i + 2 < cut_.size() && is(cut_[i + 2], Meaning::done);
      if (wished && !came && std::any_of(next.health.present.begin(), next.health.present.end(), is_urgent_symptom))
        return true;
    }
    return false;
  }

  bool in_clause(std::size_t i) const {
    for (std::size_t j = std::min(i, core_); j < std::max(i, core_); ++j) {
      if (cut_[j].kind == Kind::mark) return false;
    }
    return true;
  }

  /// For whom: of whom it is told, else whoever is named nearest before the asking, else the speaker.
  bool whose() {
    if (reported()) {
      explicit_ = true;
      name_the_one_spoken_of();
    } else if (!named()) {
      return false;
    }
    if (said_.who || said_.open == Open::who) {
      // 李四请假了 tells it; in a roll call it is why he does not answer.
      const bool told = cut_.has(Meaning::already) || (core_ + 1 < cut_.size() && is(cut_[core_ + 1], Meaning::done));
      if (told && !scene_.in_call) return false;
    } else if (scene_.speaker.empty()) {
      return false;
    }
    return true;
  }

  template <class Test>
  bool between(std::size_t from, std::size_t to, Test test) const {
    return std::any_of(cut_.begin() + static_cast<std::ptrdiff_t>(from), cut_.begin() + static_cast<std::ptrdiff_t>(to),
                       test);
  }
  static bool is_third(const Token& token) { return is(token, Meaning::third); }
  static bool is_self(const Token& token) { return is(token, Meaning::self); }

  /// 李四说他明天请假, 王五托我请假, 李四：我请假: who speaks passes on what another has asked.
  bool reported() const {
    const auto another = [&](const Token& token) {
      return (token.kind == Kind::name && !cut_.own(token)) || is(token, Meaning::mate);
    };
    const auto helps = [](const Token& token) { return is(token, Meaning::help); };
    for (std::size_t i = 0; i < core_; ++i) {
      const bool asks_me = is(cut_[i], Meaning::asks_me);
      if (!(asks_me || is(cut_[i], Meaning::tells)) || !between(0, i, another)) continue;
      if (between(i + 1, core_, is_self)) continue;  // 李四说我可以请假
      const bool trusts = cut_.words(i).find("托") != std::string_view::npos || between(i + 1, core_, helps);
      if ((asks_me && (trusts || goes_on_about_him())) || between(i + 1, core_, is_third)) return true;
    }
    return core_ > 2 && another(cut_[0]) && cut_.words(1) == ":" && between(2, core_, is_self);
  }

  /// 李四让我请假，他发烧了; not 陪她.
  bool goes_on_about_him() const {
    for (std::size_t i = core_ + 1; i < cut_.size(); ++i) {
      if (is_third(cut_[i]) && cut_[i - 1].kind == Kind::mark) return true;
    }
    return false;
  }

  /// Whether 和 stands there.
  bool joins(std::size_t i) const {
    constexpr std::array<std::string_view, 5> words{"和", "跟", "与", "及", "、"};
    return std::find(words.begin(), words.end(), cut_.words(i)) != words.end();
  }

  /// Whoever is named nearest before the asking; false when it speaks of others and asks for nobody.
  bool named() {
    const bool helped = cut_.has(Meaning::help);
    if (said_.retro && named_behind()) return true;
    if (lists_the_absent()) return false;
    if (const Token* label = labelled()) {
      said_.who = scene_.people[label->who.front()];
      return true;
    }
    for (std::size_t i = core_; i-- > 0 && in_clause(i);) {
      const Token& token = cut_[i];
      const Token* joined = i > 1 && joins(i - 1) ? &cut_[i - 2] : nullptr;
      if (is_self(token)) {
        explicit_ = true;
        if (joined != nullptr && joined->kind == Kind::name && !cut_.own(*joined)) said_.open = Open::who;
        break;
      }
      if (is_third(token) && i > 0 && cut_[i - 1].kind == Kind::name) continue;  // 李四他请假
      if (is_another(token)) {
        if (!helped) return false;
        name_the_one_spoken_of();
        break;
      }
      if (token.kind != Kind::name) continue;
      if (cut_.own(token)) break;
      const bool several = (joined != nullptr && is_self(*joined)) || between(0, i, [&](const Token& before) {
                             return before.kind == Kind::name && before.who != token.who;
                           });
      if (several || token.who.size() > 1) {
        said_.open = Open::who;
      } else {
        said_.who = scene_.people[token.who.front()];
      }
      break;
    }
    // 何静下午去医院，病假, of a teacher.
    const bool told = scene_.speaker.empty() && !said_.who && said_.open == Open::nothing;
    if (told && cut_.any([](const Token& token) { return token.kind == Kind::name; })) name_the_one_spoken_of();
    return true;
  }

  /// 王五：请假回家, of a list: the name right before the asking's colon.
  const Token* labelled() const {
    for (std::size_t i = core_; i-- > 1;) {
      if (cut_.words(i) != ":") {
        if (cut_[i].kind == Kind::mark) return nullptr;
        continue;
      }
      const Token& name = cut_[i - 1];
      const bool leads = i == 1 || cut_[i - 2].kind == Kind::mark;
      return leads && name.kind == Kind::name && name.who.size() == 1 && !cut_.own(name) ? &name : nullptr;
    }
    return nullptr;
  }

  /// 应到38，请假：马超 reports who is away.
  bool lists_the_absent() const {
    return core_ + 2 < cut_.size() && cut_.words(core_ + 1) == ":" && cut_[core_ + 2].kind == Kind::name &&
           !cut_.own(cut_[core_ + 2]);
  }

  /// 补假 李四 3月9日 病假, as a teacher writes it down.
  bool named_behind() {
    const Token* next = core_ + 1 < cut_.size() ? &cut_[core_ + 1] : nullptr;
    if (next == nullptr || next->kind != Kind::name || cut_.own(*next)) return false;
    if (next->who.size() > 1) {
      said_.open = Open::who;
    } else {
      said_.who = scene_.people[next->who.front()];
    }
    return true;
  }

  /// 王五家里有事，帮他请假.
  void name_the_one_spoken_of() {
    for (const Token& token : cut_) {
      if (token.kind != Kind::name || cut_.own(token)) continue;
      const bool clear =
          token.who.size() == 1 && (!said_.who || said_.who->number == scene_.people[token.who[0]].number);
      if (!clear) said_.open = Open::who;
      if (clear) said_.who = scene_.people[token.who.front()];
    }
    if (!said_.who) said_.open = Open::who;
  }

  bool asks() {
    if (cut_.has(Meaning::question) || (cut_.has(Meaning::asking) && !cut_.has(Meaning::can, Meaning::may_i)))
      return false;
    if (core_ > 0 && is(cut_[core_ - 1], Meaning::negation)) return false;
    if (core_ > 1 && is(cut_[core_ - 1], Meaning::small, Meaning::wish, Meaning::self) &&
        is(cut_[core_ - 2], Meaning::negation))
      return false;
    const auto wishes = [&](const Token& token) {
      return is(token, Meaning::wish, Meaning::help, Meaning::grant, Meaning::asks_me) ||
             (token.kind == Kind::name && cut_.own(token));
    };
    explicit_ = explicit_ || cut_.any(wishes) || said_.who || !whole_word();
    const bool denied = core_ + 1 < cut_.size() && is(cut_[core_ + 1], Meaning::negation);  // 请假不用假条
    if ((denied || is(cut_[core_], Meaning::bare_talk)) && !explicit_) return false;
    const bool told = cut_.has(Meaning::already) && is(cut_[core_], Meaning::ask);
    if (told && !scene_.in_call) return false;
    if (cut_.has(Meaning::maybe)) said_.open = said_.open == Open::nothing ? Open::confirm : said_.open;
    said_.polite = cut_.has(Meaning::may_i, Meaning::asking);
    return true;
  }

  /// 把李四那个旷课改成病假 speaks of a lesson's mark.
  bool changes_a_mark() const {
    constexpr std::array<std::string_view, 6> changing{"改成", "改为", "改到", "改", "换成", "记成"};
    const std::string_view before = trimmed(text_.substr(0, cut_[core_].begin));
    return std::any_of(changing.begin(), changing.end(), [&](auto word) { return before.ends_with(word); });
  }

  /// 王五今天请假, 王五请假三天太长了, of a teacher: he tells it or remarks on it, and nothing is to be put in.
  bool remarks() const {
    if (!scene_.speaker.empty() || said_.kind != Statement::Kind::leave || said_.retro) return false;
    if (cut_.has(Meaning::help) || language::holds_one_of(text_, "同意 准假 登记")) return false;
    if (!is_type(cut_[core_]) && whole_word()) return true;
    std::size_t begin = core_;
    while (begin > 0 && cut_[begin].kind != Kind::mark && !cut_[begin].gap_before) --begin;
    bool strange = false;
    for (std::size_t i = begin; i < cut_.size() && (i <= core_ || !(cut_[i].kind == Kind::mark || cut_[i].gap_before));
         ++i)
      strange = strange || cut_[i].kind == Kind::unknown;
    return strange;
  }

  /// What is only implied asks for nothing in words, and is put to its speaker however unsure he is.
  bool hopes() {
    said_.polite = cut_.has(Meaning::may_i);
    return true;
  }

  /// 请假 itself, not 请个假 and 请三天假, which nobody says who only speaks of it.
  bool whole_word() const {
    const Token& core = cut_[core_];
    return !is(core, Meaning::ask) || core.end - core.begin == std::string_view("请假").size();
  }

  /// Words that no table knows are a reason before the asking or behind it, where they cannot be a sentence about it.
  bool stands_free() {
    if (is(cut_[core_], Meaning::extend, Meaning::open)) return true;
    const auto behind = [&](auto test) {
      return std::all_of(cut_.begin() + static_cast<std::ptrdiff_t>(core_) + 1, cut_.end(), test);
    };
    const bool at_end = behind([](const Token& token) {
      return is_frame(token) || is_time(token) || is_type(token) || is_reason(token) ||
             is(token, Meaning::cannot_come, Meaning::doing);
    });
    const bool led =
        std::all_of(cut_.begin(), cut_.begin() + static_cast<std::ptrdiff_t>(core_), [&](const Token& token) {
          return is_frame(token) || is_time(token) || token.kind == Kind::name ||
                 is(token, Meaning::wish, Meaning::help, Meaning::asks_me);
        });
    // 缺勤的自己去找老师补假
    if (said_.retro && !led && !cut_.any([](const Token& token) { return token.kind == Kind::date; })) return false;
    const Token* next = core_ + 1 < cut_.size() ? &cut_[core_ + 1] : nullptr;
    const bool at_head = led && (next == nullptr || next->kind == Kind::mark || next->gap_before || is_time(*next) ||
                                 is_reason(*next) || is_frame(*next) || is(*next, Meaning::doing));
    const bool known = !cut_.any([](const Token& token) {
      return is_another(token) || token.kind == Kind::unknown || is(token, Meaning::tells, Meaning::asks_me);
    });
    if (is(cut_[core_], Meaning::cannot_come) && !known) return false;
    if (said_.polite && !(known || explicit_)) return false;
    return known || explicit_ || at_end || at_head || is(cut_[core_], Meaning::label);
  }

  std::string_view text_;
  const Scene& scene_;
  Cut cut_;
  std::size_t core_ = 0;
  bool explicit_ = false;
  Statement said_;
};

}  // namespace

namespace {

/// 丁一是病假还是事假: somebody wants to know which.
bool asks_which_kind(std::string_view text) {
  const auto either = text.find("还是");
  constexpr std::string_view leave = "假";
  return either != text.npos && text.find(leave) < either && text.find(leave, either) != text.npos;
}

}  // namespace

std::optional<Statement> understand(std::string_view text, const Scene& scene) {
  const std::string folded = normalised(text, longest_request + 1);
  if (code_points(folded) > longest_request || asks_which_kind(folded)) return std::nullopt;
  return Reading(folded, scene).said();
}

bool may_speak_of_leave(std::string_view text, bool alone) {
  constexpr std::string_view in_private =
      "想 要去 得去 要回 得回 要参加 去医院 去复查 去体检 也请 一起请 一并请 请上 去不 来不 上不 到不 回不 返不 赶不 "
      "过不 不回 晚点回 晚回 晚归 不能 没法 才能 才返 才到 才回 跟老师 给老师 向老师 跟导员 跟您 不在校 不在学校 得走 "
      "要走";
  if (alone && language::holds_one_of(text, in_private)) return true;
  constexpr std::string_view signs =
      "假 补请 请加 请家 請加 qingjia qj 不请 不了 不成 不能 没法 无法 不来 不去 请半天 请一天 请两天 请三天";
  return language::holds_one_of(text, signs) || speaks_of_kin_in_need(text);
}

bool may_speak_of_return(std::string_view text) {
  return language::holds_one_of(text, "回来 返校 回校 到校 归校 返回 回学校 到学校");
}

bool may_be_reason(std::string_view text) {
  constexpr std::size_t longest_reason = 60;  // characters
  const std::string folded = normalised(text, longest_reason + 1);
  const std::string_view words = trimmed(folded);
  if (words.empty() || code_points(words) > longest_reason || code_points(words) < shortest_reason) return false;
  const Scene nobody;
  const Cut cut(words, nobody);
  const bool asks = cut.any(
      [](const Token& token) { return is(token, Meaning::question, Meaning::may_i, Meaning::undo, Meaning::back); });
  const bool says = cut.any([](const Token& token) {
    return token.kind == Token::Kind::unknown || token.kind == Token::Kind::health ||
           is(token, Meaning::ill, Meaning::ache, Meaning::kin, Meaning::duty, Meaning::matter, Meaning::sick,
              Meaning::private_, Meaning::official);
  });
  return says && !asks;
}

std::string_view to_string(Statement::Open open) {
  constexpr std::array<std::string_view, 8> names{"", "reason", "part", "confirm", "who", "range", "past", "date"};
  return names.at(static_cast<std::size_t>(open));
}

nlohmann::ordered_json fields(const Statement& said) {
  auto out = nlohmann::ordered_json::object();
  if (said.kind != Statement::Kind::leave) return out;
  if (said.open != Statement::Open::nothing && said.open != Statement::Open::reason)
    return {{"ask", to_string(said.open)}};
  if (!said.type.empty()) out["type"] = said.type;
  out["from"] = iso(said.from);
  out["to"] = iso(said.to);
  if (!said.part.empty()) out["part"] = said.part;
  if (said.open == Statement::Open::reason) out["missing"] = {"reason"};
  if (said.who) out["who"] = said.who->name;
  if (said.complains) out["sym"] = said.symptoms;
  if (said.centi != 0) out["t"] = said.centi / 100.0;
  if (said.urgent) out["urgent"] = true;
  return out;
}

}  // namespace banwei::leave
