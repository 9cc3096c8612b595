#include "handlers/leave/leave_days.h"
#include "handlers/language/answers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace banwei::leave {

namespace {

using std::chrono::days;
using times::Precision;
using Kind = Token::Kind;
using Open = Statement::Open;

constexpr days longest_leave{180};
constexpr days longest_ago{14};  // As long as whoever decides is asked for it.

class Days {
 public:
  Days(const Cut& cut, std::size_t core, Statement& said) : cut_(cut), core_(core), said_(said) {}

  bool read() {
    std::vector<Dated> all = dates();
    const bool corrected = drop_withdrawn(all);
    const auto is_attached = [&](const Dated& one) { return !corrected && attached(one.at); };
    const auto over = [&](const Dated& one) {
      return one.date.day < cut_.scene().today && one.date.precision == Precision::day;
    };
    const auto back =
        std::find_if(all.begin(), all.end(), [&](const Dated& one) { return last_before(one).has_value(); });
    const auto returns = back == all.end() || over(*back) ? std::nullopt : last_before(*back);
    if (returns) all.erase(back);
    if (std::any_of(all.begin(), all.end(), is_attached)) {
      std::erase_if(all, [&](const Dated& one) { return !is_attached(one); });
    } else if (!said_.retro) {
      const bool away =
          std::any_of(all.begin(), all.end(), [&](const Dated& one) { return over(one) && was_away(one.at); });
      std::erase_if(all, over);
      if (away && all.empty()) leave_open(Open::past);
    }
    said_.dated = cut_.any([](const Token& token) { return is_time(token) && token.kind != Kind::course; });
    if (std::any_of(all.begin(), all.end(), [](const Dated& one) { return one.date.invalid; })) leave_open(Open::date);
    const bool past = !said_.retro && !all.empty() && std::all_of(all.begin(), all.end(), over);
    if (past && core_ + 1 < cut_.size() && is(cut_[core_ + 1], Meaning::done)) return false;
    if (past && !reasons_between(all.back().at)) leave_open(Open::past);
    if (said_.retro) return read_past(all);
    std::erase_if(all, over);

    said_.from = said_.to = cut_.scene().today;
    bool closed = false;  // Both ends were said.
    if (!all.empty()) {
      const Dated& first = all.front();
      const Dated& last = all.back();
      if (!first.until) said_.from = std::max(first.date.day, cut_.scene().today);
      said_.to = last_day(last.date);
      if (all.size() > 1 && said_.to < said_.from) said_.to += days{7};
      closed = all.size() > 1 || first.until || first.date.precision != Precision::day;
      const bool vague = last.date.precision == Precision::month || last.date.precision == Precision::year ||
                         (last.until && last.date.precision != Precision::day);
      if (vague) leave_open(Open::range);
    }
    if (returns && !cut_.any([](const Token& token) { return token.kind == Kind::length; })) {
      said_.to = std::max(*returns, said_.from);
      closed = true;
    }
    if (!closed) length();
    part();
    if (said_.to < said_.from) leave_open(Open::date);
    if (said_.to - said_.from > longest_leave) leave_open(Open::range);
    return true;
  }

 private:
  struct Dated {
    std::size_t at = 0;
    times::Date date = {};
    bool until = false;  // 到 stands before it
  };

  /// Of a day on which one is back, the last of the leave: 周五才回来 and 周五回来上课 the day before it,
  /// 周五晚上才回来 and 周日返校, of which one comes back and no more, that day.
  std::optional<Day> last_before(const Dated& one) const {
    bool late = false;  // 晚上回来: no lesson of that day is left.
    for (std::size_t i = one.at + 1; i < cut_.size(); ++i) {
      const std::string_view words = cut_.words(i);
      late = late || is(cut_[i], Meaning::afternoon, Meaning::evening) || cut_[i].kind == Kind::clock;
      if (is(cut_[i], Meaning::returning)) {
        const bool attends = words.ends_with("上课") || (i + 1 < cut_.size() && cut_.words(i + 1).starts_with("上课"));
        const bool travels = words.find("校") != words.npos && !attends;
        return late || travels ? one.date.day : one.date.day - days{1};
      }
      if (!is(cut_[i], Meaning::small, Meaning::afternoon, Meaning::evening, Meaning::forenoon) &&
          cut_[i].kind != Kind::clock && words != "才" && words != "再")
        return std::nullopt;
    }
    return std::nullopt;
  }

  /// 补假: the days that were said, none of them long ago and none to come.
  bool read_past(std::vector<Dated> all) {
    const Day today = cut_.scene().today;
    for (Dated& one : all) {  // 补周一的假: the last one.
      const bool named = language::begins_with_one_of(cut_.words(one.at), "周 星期 礼拜");
      if (named && one.date.day > today) one.date.day -= days{7};
    }
    said_.from = said_.to = today;
    if (all.empty()) leave_open(Open::date);
    if (!all.empty()) {
      said_.from = all.front().date.day;
      said_.to = all.back().date.day;
      if (all.size() == 1) length();
      part();
    }
    const bool fits = said_.from <= said_.to && said_.to <= today && today - said_.from <= longest_ago;
    if (!fits) leave_open(Open::date);
    return true;
  }

  /// Whether a time belongs to the asking: no mark and no unknown word between them.
  bool attached(std::size_t i) const {
    for (std::size_t j = std::min(i, core_); j < std::max(i, core_); ++j) {
      if (cut_[j].kind == Kind::mark || cut_[j].kind == Kind::unknown) return false;
    }
    return true;
  }

  /// 明天请假吧 不对 后天: of two days the one behind counts. Whether there was such a word.
  bool drop_withdrawn(std::vector<Dated>& all) const {
    constexpr std::string_view withdraws = "不对 说错 错了 哦不";
    const auto takes_back = [&](const Dated& before, const Dated& after) {
      std::string between;
      for (std::size_t i = before.at + 1; i < after.at; ++i) between += cut_.words(i);
      return language::holds_one_of(between, withdraws);
    };
    for (std::size_t i = all.size(); i > 1; --i) {
      if (!takes_back(all[i - 2], all[i - 1])) continue;
      all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i - 1));
      return true;
    }
    return false;
  }

  void leave_open(Open what) {
    if (said_.open == Open::nothing) said_.open = what;
  }

  std::vector<Dated> dates() const {
    std::vector<Dated> all;
    for (std::size_t i = 0; i < cut_.size(); ++i) {
      const bool until = i > 0 && is(cut_[i - 1], Meaning::to);
      const auto add = [&](Day day) { all.push_back({i, {.day = day}, until}); };
      if (cut_[i].kind == Kind::date) all.push_back({i, cut_[i].date, until});
      if (is(cut_[i], Meaning::tonight, Meaning::this_morning)) add(cut_.scene().today);
      if (is(cut_[i], Meaning::both_days)) add(cut_.scene().today);
      if (is(cut_[i], Meaning::both_days, Meaning::next_days)) add(cut_.scene().today + days{1});
      if (is(cut_[i], Meaning::next_days)) add(cut_.scene().today + days{2});
      if (is(cut_[i], Meaning::tomorrow_evening, Meaning::tomorrow_morning)) add(cut_.scene().today + days{1});
    }
    return all;
  }

  static Day last_day(const times::Date& date) {
    if (date.precision == Precision::week) return date.day + days{6};
    if (date.precision == Precision::weekend) return date.day + days{1};
    return date.day;
  }

  /// 昨天淋了雨请假: the day is a part of the reason.
  bool reasons_between(std::size_t i) const {
    for (std::size_t j = std::min(i, core_); j < std::max(i, core_); ++j) {
      if (is_reason(cut_[j]) || cut_[j].kind == Kind::unknown) return true;
    }
    return false;
  }

  /// 昨天发烧没去上课: what is asked for is that day.
  bool was_away(std::size_t i) const {
    for (std::size_t j = i + 1; j + 1 < cut_.size(); ++j) {
      const bool never = is(cut_[j], Meaning::negation) && cut_.words(j).starts_with("没");
      if (never && language::begins_with_one_of(cut_.words(j + 1), "去 来 到 上")) return true;
    }
    return false;
  }

  /// 下午的课上不了, 下午头疼，不去上课了: the words themselves say that it is what cannot be done. A morning may be
  /// when it began, so that what follows behind a mark says nothing of it.
  bool missed(std::size_t i) const {
    const bool to_come = is(cut_[i], Meaning::afternoon, Meaning::evening, Meaning::tonight, Meaning::tomorrow_evening);
    for (std::size_t j = i + 1; j < cut_.size() && !is_time(cut_[j]); ++j) {
      if (cut_[j].kind == Kind::mark && !to_come) return false;
      const bool stays = is(cut_[j], Meaning::negation) && j + 1 < cut_.size() && is(cut_[j + 1], Meaning::doing);
      if (stays || is(cut_[j], Meaning::cannot_come)) return true;
    }
    return false;
  }

  void length() {
    bool certain = false;
    bool uncertain = false;
    for (std::size_t i = 0; i < cut_.size(); ++i) {
      uncertain = uncertain || is(cut_[i], Meaning::uncertain);
      if (cut_[i].kind != Kind::length) continue;
      // 烧了三天了: how long it has lasted.
      const bool lasted = i < core_ && i + 1 < cut_.size() && is(cut_[i + 1], Meaning::done);
      if (lasted) continue;
      const times::Duration& length = cut_[i].length;
      uncertain = uncertain || length.vague;
      certain = certain || (!length.vague && length.days + length.months > 0);
      if (length.vague) continue;
      if (length.days > 0) {
        said_.to = said_.from + days{std::min(length.days, 1000) - 1};
      } else if (length.months > 0) {
        said_.to = said_.from + days{30 * std::min(length.months, 30) - 1};
      } else {
        less_than_a_day_ = true;
      }
    }
    if (uncertain && !certain) leave_open(Open::range);
  }

  /// 下午三四节: counted from noon, and four stand before it; 晚上 from the eighth on.
  std::string lessons(std::size_t i) const {
    constexpr int before_noon = 4;
    constexpr int before_evening = 8;
    const std::string& said = cut_[i].lessons;
    const std::size_t dash = said.find('-');
    const int first = std::stoi(said.substr(0, dash));
    const int last = dash == said.npos ? first : std::stoi(said.substr(dash + 1));
    const std::size_t before = i > 0 && is(cut_[i - 1], Meaning::small) ? i - 1 : i;  // 下午的三四节
    const bool afternoon = before > 0 && is(cut_[before - 1], Meaning::afternoon);
    const bool evening =
        before > 0 && is(cut_[before - 1], Meaning::evening, Meaning::tonight, Meaning::tomorrow_evening);
    const int shift = last > before_noon ? 0 : afternoon ? before_noon : evening ? before_evening : 0;
    if (shift == 0) return said;
    const std::string from = std::to_string(first + shift);
    return first == last ? from : from + "-" + std::to_string(last + shift);
  }

  /// 一节课 两节 几节课: how many lessons; 0 for what counts none.
  static int lessons_counted(std::string_view words) {
    if (words.find("节") == words.npos && words.find("堂") == words.npos) return 0;
    constexpr std::array<std::string_view, 4> numerals{"一", "两", "三", "四"};
    const auto at = std::find_if(numerals.begin(), numerals.end(),
                                 [&](std::string_view numeral) { return words.starts_with(numeral); });
    return at == numerals.end() ? -1 : static_cast<int>(at - numerals.begin()) + 1;
  }

  /// 晚上九点前回: until when one is away.
  bool until_then(std::size_t i) const {
    bool before = false;
    for (std::size_t j = i + 1; j < cut_.size() && cut_[j].kind != Kind::mark && !cut_[j].gap_before; ++j) {
      const std::string_view words = cut_.words(j);
      if (before && (is(cut_[j], Meaning::returning) || words.starts_with("回") || words.starts_with("到")))
        return true;
      before = before || words == "前" || words == "之前" || words == "以前";
      if (!before && cut_[j].kind != Kind::clock) return false;
    }
    return false;
  }

  void part() {
    std::string of_day;
    int some_lessons = 0;
    const bool any_part = std::any_of(cut_.begin(), cut_.end(),
                                      [](const Token& token) { return is(token, Meaning::half, Meaning::hours); });
    for (std::size_t i = 0; i < cut_.size(); ++i) {
      const Token& token = cut_[i];
      less_than_a_day_ = less_than_a_day_ || is(token, Meaning::half, Meaning::hours);
      std::size_t before = i;  // 上午那两节课
      while (before > 0 && is(cut_[before - 1], Meaning::small)) --before;
      const bool of_part =
          before > 0 && before < i && is(cut_[before - 1], Meaning::forenoon, Meaning::afternoon, Meaning::evening);
      if (is(token, Meaning::hours) && of_part) some_lessons = lessons_counted(cut_.words(i));
      if (is(token, Meaning::meeting) && said_.part.empty()) said_.part = cut_.words(i);
      if (token.kind == Kind::course && said_.part.empty()) said_.part = cut_.words(i);
      if (token.kind == Kind::lessons) said_.part = lessons(i);
      const bool dated = i > 0 && cut_[i - 1].kind == Kind::date && said_.symptoms.empty();  // 今天下午去医院，请假
      if (!attached(i) && !token.gap_before && !any_part && !dated && !missed(i)) continue;
      if (until_then(i)) continue;
      if (token.kind == Kind::clock && of_day.empty()) of_day = token.part;
      if (is(token, Meaning::forenoon, Meaning::this_morning, Meaning::tomorrow_morning)) of_day = "am";
      if (is(token, Meaning::afternoon)) of_day = "pm";
      if (is(token, Meaning::evening, Meaning::tonight, Meaning::tomorrow_evening)) of_day = "eve";
    }
    if (said_.part.empty()) said_.part = of_day;
    if (said_.from != said_.to) said_.part.clear();
    if (!of_day.empty() && said_.part == of_day) said_.lessons = some_lessons;
    if (said_.lessons != 0) leave_open(Open::part);
    if (less_than_a_day_ && said_.part.empty()) leave_open(Open::part);
  }

  const Cut& cut_;
  const std::size_t core_;
  Statement& said_;
  bool less_than_a_day_ = false;
};

}  // namespace

bool says_when_alone(std::string_view folded, Day today) {
  const Scene scene{.today = today};
  const Cut cut(folded, scene);
  const auto of_time = [](const Token& token) { return is_time(token) && token.kind != Kind::course; };
  return cut.any(of_time) && !cut.any([&](const Token& token) { return !of_time(token) && !is_frame(token); });
}

bool read_days(const Cut& cut, std::size_t core, Statement& said) { return Days(cut, core, said).read(); }

}  // namespace banwei::leave
