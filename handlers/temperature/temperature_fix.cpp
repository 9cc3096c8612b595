// Withdrawals and corrections: which value goes and which comes.
#include <algorithm>

#include "handlers/temperature/temperature_rules.h"

namespace banwei::temperature {

namespace {

class Fix {
 public:
  explicit Fix(const Sentence& sentence) : s_(sentence), tokens_(sentence.tokens()) {}

  std::optional<Statement> revoked() const {
    const bool by_value = names_what_was_reported();
    if ((!s_.values().empty() && !by_value) || !s_.has_any({Tag::revoke, Tag::cancel})) {
      return withdrawal(s_.values().empty() && s_.has(Tag::mistake) && only_disowns());
    }
    constexpr Tags allowed =
        polite | Tags{Tag::revoke,   Tag::cancel,  Tag::that_one,   Tag::old,      Tag::label,   Tag::report,
                      Tag::reported, Tag::self,    Tag::class_name, Tag::day,      Tag::am,      Tag::noon,
                      Tag::pm,       Tag::mistake, Tag::wrong,      Tag::measured, Tag::estimate};
    if (!s_.only(by_value ? allowed | Tags{Tag::figure} : allowed) || !s_.mentioned().empty()) return std::nullopt;
    const bool object = by_value || s_.has_any({Tag::that_one, Tag::old, Tag::label, Tag::report, Tag::reported}) ||
                        names_a_wrong_report();
    return withdrawal(s_.has(Tag::revoke) || object);
  }

  std::optional<Statement> fixed() const {
    if (!is_fix()) return std::nullopt;
    if (s_.values().empty()) {
      constexpr Tags allowed =
          polite | Tags{Tag::amend,    Tag::mistake, Tag::self,       Tag::label, Tag::report, Tag::old,
                        Tag::that_one, Tag::day,     Tag::am,         Tag::noon,  Tag::pm,     Tag::wrong,
                        Tag::behalf,   Tag::name,    Tag::class_name, Tag::fix};
      if (!s_.only(allowed) || !s_.mentioned().empty()) return std::nullopt;
      const bool amends = s_.has(Tag::amend);
      if (!amends && (!names_a_wrong_report() || s_.names_others())) return std::nullopt;
      Statement said = ask("value");
      if (s_.names_others()) set_who(said, s_);
      return said;
    }
    if (auto said = reported(s_, in_a_report | in_a_fix | Tags{Tag::broken, Tag::cancel}, Kind::fix, new_values()))
      return said;
    return fail_safe(s_);
  }

 private:
  static std::optional<Statement> withdrawal(bool holds) {
    if (!holds) return std::nullopt;
    Statement said;
    said.kind = Kind::revoke;
    return said;
  }

  /// 我那个36.9撤掉吧, of whoever has reported 36.9.
  bool names_what_was_reported() const {
    const auto reported = s_.scene().reported();
    return s_.values().size() == 1 && reported && tokens_[s_.values().front()].figure.centi == *reported;
  }

  /// 刚才那条不算.
  bool only_disowns() const {
    return s_.only(polite | Tags{Tag::mistake, Tag::self}) &&
           std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
             return token.is(Tag::mistake) && s_.text(token).find("不算") != std::string_view::npos;
           });
  }

  bool is_fix() const {
    const auto n = s_.values().size();
    if (s_.has_any({Tag::amend, Tag::mistake})) return true;
    if (n == 0) return false;
    if (s_.has_any({Tag::fix, Tag::fix_to, Tag::wrong})) return true;
    const bool of_before = s_.has_any({Tag::old, Tag::that_one});
    if (of_before && (s_.has(Tag::cancel) || s_.spoke_of_kin())) return true;  // 刚才的作废，36.7
    return n > 1 && s_.has_any({Tag::is_not, Tag::old});
  }

  /// 报错了, 体温写错了: about a report; 说错了 alone may be about anything.
  bool names_a_wrong_report() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      if (!token.is(Tag::mistake)) return false;
      const std::string_view said = s_.text(token);
      if (said.find("错") == std::string_view::npos && said.find("误报") == std::string_view::npos &&
          said.find("有误") == std::string_view::npos)
        return false;
      for (std::string_view verb :
           {"数字", "刚", "报", "测", "量", "填", "上报", "体温", "打", "写", "输", "发", "录", "误报"}) {
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
      if (i == 0 && misread(all)) {
        fresh.push_back(all[0]);
        break;
      }
      if (previous && (tokens_[*previous].is(Tag::old) || tokens_[*previous].is(Tag::is_not))) continue;
      const bool followed =
          next && i + 1 < all.size() && *next < all[i + 1] &&
          (tokens_[*next].is(Tag::fix_to) || tokens_[*next].is(Tag::wrong) || tokens_[*next].is(Tag::mistake));
      if (followed) continue;
      fresh.push_back(all[i]);
    }
    if (const auto reported = fresh.size() > 1 ? s_.scene().reported() : std::nullopt) {
      std::vector<std::size_t> changed;
      for (std::size_t i : fresh) {
        if (tokens_[i].figure.centi != *reported) changed.push_back(i);
      }
      if (changed.size() == 1) return changed;
    }
    return fresh;
  }

  /// 我把36.9看成39.6了: the first of two is right.
  bool misread(const std::vector<std::size_t>& all) const {
    if (all.size() != 2 || all[0] == 0) return false;
    const Token& before = tokens_[all[0] - 1];
    const Token& between = tokens_[all[1] - 1];
    return before.is(Tag::old) && s_.text(before).ends_with("把") && between.is(Tag::old) &&
           s_.text(between).ends_with("成");
  }

  const Sentence& s_;
  const std::vector<Token>& tokens_;
};

}  // namespace

std::optional<Statement> revoked(const Sentence& sentence) { return Fix(sentence).revoked(); }
std::optional<Statement> fixed(const Sentence& sentence) { return Fix(sentence).fixed(); }

}  // namespace banwei::temperature
