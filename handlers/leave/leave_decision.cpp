#include "handlers/leave/leave_decision.h"

#include <algorithm>
#include <array>
#include <utility>

#include "handlers/language/answers.h"
#include "handlers/language/shared_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/vocabulary.h"

namespace banwei::leave {

namespace {

enum class Word { yes, no, can, cannot, all, others, except, later, place, leave, small };

constexpr std::array groups{
    WordGroup<Word>{Word::yes,
                    "同意 同意了 批准 批准了 准假 准 准了 批 批了 通过 许可 可以批 给批 给批了 准许 予以批准 同意请假 "
                    "批假 准他 准她 同意他 同意她"},
    WordGroup<Word>{
        Word::no,
        "不同意 不批准 不准假 不准 不批 驳回 拒绝 不通过 不许 不予批准 打回 不批假 驳回了 不准请假 没批 不给批"},
    WordGroup<Word>{Word::can, "可以 行 没问题 ok"},
    WordGroup<Word>{Word::cannot, "不行 不可以 不能"},
    WordGroup<Word>{Word::all, "所有 一律 大家 所有人 全部都 以上 全", language::all_of_it},
    WordGroup<Word>{Word::others, "另外 别人 剩下的人", language::the_others},
    WordGroup<Word>{Word::except, "除开 除外 不包括 不算 不含", language::exceptions},
    WordGroup<Word>{Word::later,
                    "等我问问 我问问 等我 等一下 先等等 先放放 先放一放 放着 先不批 先别批 先不 先别 先不管 先不动 "
                    "再说 再看 待定 先缓缓 我再看看 明天再说 回头再说 晚点再说",
                    language::not_now},
    // In the order in which they asked, or as they were listed: nobody knows.
    WordGroup<Word>{Word::place,
                    "第一个 第二个 第三个 第四个 第一条 第二条 第三条 头一个 前一个 后一个 上一个 下一个 最后一个 "
                    "前两个 后两个 前面那个 后面那个 前面的 后面的 第一位 第二位 第三位 前两位 后两位"},
    WordGroup<Word>{Word::leave, "假 请假 请假条 假条"},
    WordGroup<Word>{Word::small, "那条 这条 一起 一并 号 条 第 # 、 及 该 嗯 请 那 : 申请 同学 啊",
                    language::structural, language::pointers, language::ands, language::he_or_she, language::contrasts,
                    language::agreed, language::adverbs, language::mild},
};
constexpr auto vocabulary = vocabulary_of<groups>();

constexpr std::size_t longest = 200;       // characters
constexpr std::size_t most_figures = 9;    // No number has more.
constexpr std::size_t longest_note = 100;  // characters

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void add(std::vector<std::string>& names, const std::vector<std::string>& more) {
  for (const std::string& name : more)
    if (!has(names, name)) names.push_back(name);
}

/// What stands between two commas.
struct Clause {
  std::optional<bool> verb = {};
  bool soft = true;  // No stronger word than 可以 decides.
  bool all = false;
  bool named_behind = false;  // 都同意张三
  bool others = false;
  bool except = false;
  bool later = false;
  bool leave = false;
  bool place = false;
  bool strange = false;  // Some words of it no table knows.
  std::vector<std::int64_t> ids = {};
  std::vector<std::string> names = {};
  std::string note = {};  // 驳回张三 材料不全

  bool targets() const { return !ids.empty() || !names.empty(); }
};

class Reader {
 public:
  Reader(std::string_view words, std::span<const std::string> people) : words_(words) {
    for (const std::string& one : people) people_.emplace_back(normalised(one), &one);
  }

  std::optional<Decision> read() {
    for (std::size_t at = 0; at < words_.size();) {
      const std::size_t end = std::min(end_of_clause(at), words_.size());
      if (!take(clause(at, end), trimmed(words_.substr(at, end - at)))) return std::nullopt;
      at = end == words_.size() ? end : end + code_point_size(words_, end);
    }
    return settled();
  }

 private:
  std::size_t end_of_clause(std::size_t at) const {
    while (at < words_.size()) {
      const std::string_view rest = words_.substr(at);
      if (rest.front() == ',' || rest.front() == ';' || rest.front() == '!' || rest.front() == '\n' ||
          rest.starts_with("。"))
        break;
      at += code_point_size(words_, at);
    }
    return at;
  }

  Clause clause(std::size_t at, std::size_t end) const {
    Clause said;
    bool blank = false;
    const auto ends = [&](std::size_t i) { return i == end || words_[i] == ' '; };
    while (at < end) {
      if (words_[at] == ' ') {
        blank = true;
        ++at;
        continue;
      }
      // 驳回3 5月有考试: behind a blank, and behind whom it is about, a reason begins.
      const bool apart = std::exchange(blank, false) && said.verb == false && (said.all || said.targets());
      const auto* named = name_at(at);
      if (named != nullptr && (!apart || ends(at + named->first.size()))) {
        said.named_behind = said.named_behind || said.all;
        add(said.names, {*named->second});
        at += named->first.size();
        continue;
      }
      std::size_t behind = at;
      while (behind < end && is_digit(words_[behind])) ++behind;
      if (behind > at && behind - at <= most_figures && !apart &&
          (ends(behind) || vocabulary.longest_at(words_, behind))) {
        said.named_behind = said.named_behind || said.all;
        said.ids.push_back(number(words_.substr(at, behind - at)));
        at = behind;
        continue;
      }
      const auto word = vocabulary.longest_at(words_, at);
      const bool own = said.verb == false && (!word || (apart && word.tag != Word::all)) && !said.strange;
      if (own) {
        said.note = trimmed(words_.substr(at, end - at));
        break;
      }
      if (!word) said.strange = true;
      if (word) take_word(said, word.tag);
      at += word ? word.length : code_point_size(words_, at);
    }
    return said;
  }

  using Named = std::pair<std::string, const std::string*>;
  const Named* name_at(std::size_t at) const {
    const Named* found = nullptr;
    for (const Named& one : people_) {
      const bool longer = found == nullptr || one.first.size() > found->first.size();
      if (!one.first.empty() && longer && words_.substr(at).starts_with(one.first)) found = &one;
    }
    return found;
  }

  static void take_word(Clause& said, Word word) {
    const bool soft = word == Word::can || word == Word::cannot;
    if (soft || word == Word::yes || word == Word::no) {
      const bool yes = word == Word::yes || word == Word::can;
      const bool again = said.verb && (*said.verb != yes || !(said.soft || soft));
      if (again) said.strange = true;  // 同意驳回
      said.verb = yes;
      said.soft = said.soft && soft;
    }
    said.all = said.all || word == Word::all;
    said.others = said.others || word == Word::others;
    said.except = said.except || word == Word::except;
    said.later = said.later || word == Word::later;
    said.leave = said.leave || word == Word::leave;
    said.place = said.place || word == Word::place;
  }

  bool take(Clause said, std::string_view words) {
    decision_.unclear = decision_.unclear || said.place;
    if (said.except || (said.later && (said.targets() || said.others))) {
      if (said.except && said.strange) return false;
      add(decision_.spared, said.names);
      decision_.spared_ids.insert(decision_.spared_ids.end(), said.ids.begin(), said.ids.end());
      excepted_ = excepted_ || said.except;
      if (said.later || !said.verb) return true;
      said.names.clear();
      said.ids.clear();
    }
    said.strange = said.strange && !describes_one(said, words);
    if (said.strange || (said.later && !said.targets())) return take_strange(said, words);
    if (said.verb) return take_ruling(std::move(said));
    if (decision_.rulings.empty()) {
      add(waiting_.names, said.names);
      waiting_.ids.insert(waiting_.ids.end(), said.ids.begin(), said.ids.end());
      all_first_ = all_first_ || said.all;
      return true;
    }
    Ruling& last = decision_.rulings.back();
    if (said.all ? !last.bare() && !last.all : said.targets() && last.all) decision_.unclear = true;
    last.all = last.all || said.all;
    if (!last.all) add_targets(last, said);
    return true;
  }

  bool take_ruling(Clause said) {
    add(said.names, std::exchange(waiting_.names, {}));
    said.ids.insert(said.ids.end(), waiting_.ids.begin(), waiting_.ids.end());
    waiting_.ids.clear();
    others_ = others_ || said.others;
    const bool all = said.all || said.others || std::exchange(all_first_, false);
    if (all && said.targets() && (said.named_behind || said.others)) decision_.unclear = true;
    Ruling ruling{.yes = *said.verb, .all = all && !said.targets(), .note = std::move(said.note)};
    add_targets(ruling, said);
    if (said.soft && ruling.all && !said.leave && !said.others && decision_.rulings.empty()) return false;  // 都可以
    if (said.soft && !ruling.yes && ruling.bare() && decision_.rulings.empty() && has_reason()) {
      decision_.rulings.push_back(std::move(ruling));  // 这个不行，周五有考试
      decision_.soft = true;
      return true;
    }
    if (said.soft && ruling.bare() && !said.leave) {  // 可以，张三的批了
      decision_.unclear =
          decision_.unclear || (!decision_.rulings.empty() && decision_.rulings.back().yes != ruling.yes);
      return true;
    }
    decision_.soft = decision_.rulings.empty() ? said.soft : decision_.soft && said.soft;
    const bool again = !decision_.rulings.empty() && decision_.rulings.back().yes == ruling.yes;
    if (again && (ruling.bare() || decision_.rulings.back().bare())) {  // 同意，批了
      Ruling& last = decision_.rulings.back();
      if (!ruling.bare()) std::swap(last, ruling);
      if (last.note.empty()) last.note = std::move(ruling.note);
      return true;
    }
    decision_.rulings.push_back(std::move(ruling));
    return true;
  }

  /// Behind a mere 不行 stands what there is to be missed: 周五有考试; not 不行了，我要去开会.
  bool has_reason() const {
    constexpr std::string_view missed =
        "考试 考 课 实验 实训 比赛 竞赛 大赛 补考 测验 答辩 点名 评估 检查 请太多 次数 理由 材料";
    const auto comma = words_.find(',');
    if (comma == words_.npos) return false;
    const std::string_view behind = words_.substr(comma);
    return behind.find("我") == behind.npos && language::holds_one_of(behind, missed);
  }

  static void add_targets(Ruling& ruling, const Clause& said) {
    add(ruling.names, said.names);
    ruling.ids.insert(ruling.ids.end(), said.ids.begin(), said.ids.end());
  }

  /// 林晓雨的牙医那个不批: between the name and the verb stands what the leave is for.
  static bool describes_one(const Clause& said, std::string_view words) {
    constexpr std::array<std::string_view, 5> pointing{"那个", "那条", "这个", "这条", "假"};
    if (!said.verb || said.soft || said.names.size() != 1 || !said.ids.empty() || said.all || said.others) return false;
    const std::string of = normalised(said.names.front()) + "的";
    return words.starts_with(of) && std::any_of(pointing.begin(), pointing.end(), [&](std::string_view word) {
             const std::size_t at = words.rfind(word);
             if (at == words.npos || at < of.size() || at + word.size() >= words.size()) return false;
             const auto verb = vocabulary.longest_at(words, at + word.size());
             return verb && (verb.tag == Word::yes || verb.tag == Word::no);
           });
  }

  /// A remark to him whom the ruling before it is about, or something about others.
  bool take_strange(const Clause& said, std::string_view words) {
    if (decision_.rulings.empty()) {
      strangers_first_ = strangers_first_ || said.strange;
      if (said.names.empty()) return false;
      if (!said.verb) return true;  // Of whom it is said: 都 may not mean him.
      if (said.soft) return false;
      decision_.unclear = true;  // 林晓雨要请一个月?驳回
      return take_ruling(said);
    }
    Ruling& last = decision_.rulings.back();
    const bool of_others = said.others || std::any_of(said.names.begin(), said.names.end(),
                                                      [&](const std::string& name) { return !has(last.names, name); });
    std::string& into = of_others ? decision_.kept : last.note;
    into += (into.empty() ? "" : ",") + std::string(words);
    of_others_ = of_others_ || (of_others && !said.names.empty());
    return true;
  }

  std::optional<Decision> settled() {
    if (decision_.rulings.empty()) return std::nullopt;
    const bool any_all =
        std::any_of(decision_.rulings.begin(), decision_.rulings.end(), [](const Ruling& one) { return one.all; });
    if (strangers_first_ && !any_all && !decision_.unclear) return std::nullopt;  // 张三的妈妈来过电话，同意
    if (any_all && (strangers_first_ || of_others_)) decision_.unclear = true;
    if (excepted_ && !any_all) decision_.unclear = true;
    std::vector<std::string> named;
    for (const Ruling& ruling : decision_.rulings) {
      if (code_points(ruling.note) > longest_note) return std::nullopt;
      if (ruling.bare() && decision_.rulings.size() > 1) decision_.unclear = true;
      for (const std::string& name : ruling.names) decision_.unclear = decision_.unclear || has(named, name);
      add(named, ruling.names);
    }
    for (const std::string& name : decision_.spared) decision_.unclear = decision_.unclear || has(named, name);
    add(decision_.spared, named);
    const bool nobody = decision_.spared.empty() && decision_.spared_ids.empty() &&
                        std::all_of(decision_.rulings.begin(), decision_.rulings.end(),
                                    [](const Ruling& one) { return one.ids.empty(); });
    decision_.of_others = others_ && nobody;
    return std::move(decision_);
  }

  std::string_view words_;
  std::vector<Named> people_;
  Decision decision_;
  Clause waiting_;  // 邓丽，马上的都同意: who was named before anything is decided.
  bool all_first_ = false;
  bool excepted_ = false;
  bool strangers_first_ = false;
  bool of_others_ = false;
  bool others_ = false;
};

}  // namespace

std::optional<Decision> read_decision(std::string_view text, std::span<const std::string> people) {
  const std::string folded = normalised(text, longest + 1);
  if (code_points(folded) > longest) return std::nullopt;
  return Reader(trimmed(folded), people).read();
}

}  // namespace banwei::leave
