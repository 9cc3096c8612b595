// Whose a figure is, as far as the words beside it tell: names that are words, whose friend one is, who only stands by.
#include "handlers/temperature/temperature_steps.h"

#include <algorithm>
#include <array>

#include "handlers/common/fever.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/temperature/temperature_rules.h"

namespace banwei::temperature {

namespace {

using Form = Figure::Form;
using Clause = Passage::Clause;

constexpr Tags around_a_name{Tag::mark, Tag::label, Tag::filler, Tag::report, Tag::measured,
                             Tag::am,   Tag::noon,  Tag::pm,     Tag::day,    Tag::all};

/// 室友高兴好像发烧了, and not 室友高兴坏了: who is called so is unwell.
bool introduced(const Passage& p, std::size_t i) {
  constexpr std::array<std::string_view, 5> mates{"友", "铺", "床", "屋", "桌"};
  const auto& tokens = p.tokens();
  if (i == 0 || i + 1 >= tokens.size() || !tokens[i - 1].is(Tag::kin) || tokens[i - 1].end != tokens[i].begin)
    return false;
  const std::string_view mate = p.text(tokens[i - 1]);
  return std::any_of(mates.begin(), mates.end(), [&](auto one) { return mate.ends_with(one); }) &&
         Tags{Tag::doubt, Tag::day, Tag::am, Tag::noon, Tag::pm, Tag::measured, Tag::health, Tag::figure}.has(
             tokens[i + 1].tag);
}

/// A name that is also a word is a name only where a value or another name of the list belongs to it, or where it says
/// who of a room is unwell.
void settle_words(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is(Tag::name) || tokens[i].also == Tag::junk) continue;
    const auto next = p.after(i, around_a_name);
    const auto previous = p.before(i, {Tag::filler});
    const bool does = i + 1 < tokens.size() && Tags{Tag::report, Tag::measured, Tag::reported}.has(tokens[i + 1].tag);
    const bool again = (i > 0 && tokens[i - 1].persons == tokens[i].persons && tokens[i - 1].is(Tag::name)) ||
                       (i > 0 && p.text(tokens[i - 1]) == p.text(tokens[i]));
    const bool parted = next && (does || again) && p.clause_of(i).end <= *next;  // 马上报，36.5; 高兴高兴，36.5
    const bool valued = next && is_value(tokens[*next]) && !parted;
    const bool twice = next && *next == i + 1 && tokens[*next].persons == tokens[i].persons;
    const bool listed = (next && tokens[*next].is(Tag::name) && !twice) ||
                        (previous && (tokens[*previous].is(Tag::name) || tokens[*previous].is(Tag::behalf)));
    const bool alone = tokens[i].end == p.text().size() && previous && is_value(tokens[*previous]);
    if (!valued && !listed && !alone && !introduced(p, i)) p.retag(i, tokens[i].also);
  }
}

/// 01号张三 numbers a person, and 01 36.5 the speaker.
void settle_seats(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    Token& token = tokens[i];
    const bool number =
        token.is(Tag::day) && p.text(token).ends_with("号") && p.text(token).find("月") == std::string_view::npos;
    if (number && tokens[i + 1].is(Tag::name)) p.retag(i, Tag::class_name);
    const bool first =
        token.is(Tag::figure) && !p.before(i) && token.end - token.begin == 2 && token.figure.form == Form::odd;
    const auto next = p.after(i);
    if (first && next && is_value(tokens[*next]) && p.speaker() &&
        p.scene().people[*p.speaker()].number.ends_with(p.text(token))) {
      p.retag(i, Tag::class_name);
    }
  }
}

/// 刘洋29, 01张三, 2019010129刘洋: a number beside a name tells which one.
void settle_numbers(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is(Tag::name)) continue;
    for (const auto& other : {p.before(i), p.after(i)}) {
      if (!other) continue;
      Token& number = tokens[*other];
      if (number.is(Tag::name)) {
        std::vector<std::size_t> common;
        for (std::size_t person : tokens[i].persons) {
          if (std::find(number.persons.begin(), number.persons.end(), person) != number.persons.end())
            common.push_back(person);
        }
        if (common.empty() || number.begin == tokens[i].begin) continue;
        tokens[i].persons = common;
        number.tag = Tag::class_name;
      } else if (number.is(Tag::figure) && number.figure.form == Form::odd && !number.figure.decimal &&
                 !number.figure.unit) {
        const std::string_view digits = p.text(number);
        std::vector<std::size_t> fitting;
        for (std::size_t person : tokens[i].persons) {
          const std::string& id = p.scene().people[person].number;
          const std::string tail = digits.size() == 1 ? "0" + std::string(digits) : std::string(digits);
          if (id.size() >= tail.size() && id.substr(id.size() - tail.size()) == tail) fitting.push_back(person);
        }
        if (fitting.empty()) continue;
        tokens[i].persons = fitting;
        number.tag = Tag::class_name;
      }
    }
  }
}

}  // namespace

void settle_names(Passage& p) {
  settle_words(p);
  settle_seats(p);
  settle_numbers(p);
}

/// 我是李四室友，36.5: whose friend one is; 我是李四妈妈，36.5 speaks for him.
void settle_relations(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  constexpr std::array<std::string_view, 14> peers{"室友", "舍友", "同桌", "同学", "朋友", "同寝", "对床",
                                                   "上铺", "下铺", "闺蜜", "搭档", "邻居", "同屋", "哥们"};
  constexpr std::array<std::string_view, 14> parents{"妈妈", "爸爸", "妈",   "爸",   "家长", "母亲", "父亲",
                                                     "爷爷", "奶奶", "外公", "外婆", "姐姐", "哥哥", "姑姑"};
  // 我家张三36.6, 我娃36.3，他还在睡: a parent speaks for the one whose account it is.
  constexpr std::string_view child = "娃 孩子 崽 闺女 儿子 女儿";
  const bool parent = std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    return token.is(Tag::self) && language::holds_one_of(p.text(token), child);
  });
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool ours = tokens[i].is(Tag::we) && p.text(tokens[i]).ends_with("家") && i + 1 < tokens.size() &&
                      tokens[i + 1].is(Tag::name) && p.is_speaker(tokens[i + 1]);
    if (ours || (parent && tokens[i].is(Tag::third))) tokens[i].tag = Tag::filler;
  }
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    const bool is = i > 1 && p.text(tokens[i - 1]) == "是" && tokens[i - 2].is(Tag::self);  // 俺是
    const bool introduces = is || (tokens[i - 1].is(Tag::self) && p.text(tokens[i - 1]).ends_with("是"));
    if (!introduces || !tokens[i].is(Tag::name)) continue;
    std::string_view behind = p.text().substr(tokens[i].end);
    if (behind.starts_with("的")) behind.remove_prefix(std::string_view("的").size());
    const auto stands = [&](std::string_view word) { return behind.starts_with(word); };
    const bool peer = std::any_of(peers.begin(), peers.end(), stands);
    if (!peer && std::none_of(parents.begin(), parents.end(), stands)) continue;
    const bool again =
        std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1, tokens.end(),
                    [&](const Token& token) { return token.is(Tag::name) && token.persons == tokens[i].persons; });
    if (!peer) {
      for (Token& token : tokens)  // 我是张三妈妈，他38.5
        if (token.is(Tag::third)) token.tag = Tag::filler;
      tokens[i - 1].tag = Tag::filler;
      if (is) tokens[i - 2].tag = Tag::filler;
    }
    if (peer || again) p.retag(i, Tag::filler);
    for (std::size_t k = i + 1; k < tokens.size() && !tokens[k].is(Tag::mark) && !is_value(tokens[k]); ++k)
      tokens[k].tag = Tag::filler;
  }
}

/// 李四刚才跟我说他36.5, 李四他手机坏了他36.7: what was passed on and why, between a name and its value, says nothing
/// more.
void settle_hearsay(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  constexpr std::array<std::string_view, 35> passes{
      "手机没电了", "手机没电", "手机坏了", "没网", "断网了", "让我", "叫我", "托我", "一声",

      "刚才",       "刚刚",     "刚",       "跟我", "和我",   "给我", "对我", "向我", "发消息",
      "发信息",     "发微信",   "打电话",   "私聊", "私信",   "来",   "过来", "我",   "他",
      "她",         "是",       "自己",     "的",   "今天",   "体温", "今早", "现在"};
  constexpr std::size_t longest_said = std::string_view("说一声").size();
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (!tokens[i].is(Tag::name) || p.is_speaker(tokens[i])) continue;
    const bool given = i > 0 && p.text(tokens[i - 1]).ends_with("给") && tokens[i - 1].is(Tag::junk);
    const bool notes = tokens[i + 1].is(Tag::junk) && (p.text(tokens[i + 1]) == "记" || p.text(tokens[i + 1]) == "填");
    if (given && notes) tokens[i + 1].tag = Tag::report;                          // 给李四记36.5
    if (given && tokens[i + 1].is(Tag::report)) tokens[i - 1].tag = Tag::behalf;  // 给许诺报一下，36.6
    const auto helped = p.before(i);
    const bool speaks_for = helped && tokens[*helped].is(Tag::behalf) && tokens[i + 1].is(Tag::junk);
    if (speaks_for && p.text(tokens[i + 1]).starts_with("说") && p.text(tokens[i + 1]).size() <= longest_said)
      tokens[i + 1].tag = Tag::filler;  // 我替吴昊说，38.1
    std::size_t value = i + 1;
    while (value < tokens.size() && !tokens[value].is(Tag::mark) && !is_value(tokens[value])) ++value;
    if (value == tokens.size() || !is_value(tokens[value])) continue;
    std::string_view between = p.text().substr(tokens[i].end, tokens[value].begin - tokens[i].end);
    bool said = false;
    while (!between.empty()) {
      std::size_t taken = 0;
      for (std::string_view word : {"说", "告诉", "手机坏了", "手机没电"}) {
        if (between.starts_with(word)) taken = word.size(), said = true;
      }
      for (std::string_view word : passes) {
        if (between.starts_with(word)) taken = std::max(taken, word.size());
      }
      if (taken == 0) break;
      between.remove_prefix(taken);
    }
    if (!said || !between.empty()) continue;
    for (std::size_t k = i + 1; k < value; ++k) {
      if (!when.has(tokens[k].tag) && !tokens[k].is(Tag::label)) tokens[k].tag = Tag::filler;
    }
  }
}

/// 让我说一声: whoever passes it on says no more by it.
bool passes_on(std::string_view words) {
  constexpr std::array<std::string_view, 12> asked{"让我", "叫我", "托我", "请我", "告诉", "转告",
                                                   "老师", "大家", "一声", "一下", "帮",   "说"};
  if (words.empty()) return false;
  while (!words.empty()) {
    const auto word = std::find_if(asked.begin(), asked.end(), [&](auto one) { return words.starts_with(one); });
    if (word == asked.end()) return false;
    words.remove_prefix(word->size());
  }
  return true;
}

/// 他说36.3，我替他记一下: a clause behind the value that says no more than who writes it down.
void leave_help_to_talk(Passage& p, std::size_t value) {
  constexpr Tags helping{Tag::behalf, Tag::third, Tag::self, Tag::filler, Tag::mark, Tag::report};
  std::vector<Token>& tokens = p.tokens();
  for (const Clause& clause : p.clauses()) {
    if (clause.begin <= value || !p.clause_has(clause, Tag::behalf)) continue;
    const bool only = std::all_of(tokens.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                                  tokens.begin() + static_cast<std::ptrdiff_t>(clause.end),
                                  [&](const Token& token) { return helping.has(token.tag); });
    for (std::size_t i = clause.begin; i < clause.end && only; ++i) p.retag(i, Tag::filler);
  }
}

/// 我和王五一起量的，我36.4他36.9: 他 before a value is the one classmate that was named.
void settle_third(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  if (!p.has_any({Tag::third}) || p.has_any({Tag::question, Tag::kin, Tag::who_asked, Tag::near_name})) return;
  const auto is_other = [&](const Token& token) { return token.is(Tag::name) && !p.is_speaker(token); };
  const auto named = std::find_if(tokens.begin(), tokens.end(), is_other);
  if (named == tokens.end()) return;
  const bool several = std::any_of(
      named, tokens.end(), [&](const Token& token) { return is_other(token) && token.persons != named->persons; });
  const auto first = static_cast<std::size_t>(named - tokens.begin());
  std::size_t last = first;
  for (std::size_t i = first + 1; i < tokens.size() && !several; ++i) {
    constexpr Tags between{Tag::filler, Tag::label, Tag::measured, Tag::report};
    auto next = tokens[i].is(Tag::third) ? p.after(i, between) : std::nullopt;
    const bool tells = next && p.text(tokens[*next]) == "说";  // 他说36.3
    const auto verb = next;
    if (tells) next = p.after(*verb, between);
    if (next && tells && is_value(tokens[*next])) p.retag(*verb, Tag::filler);
    if (!next || !is_value(tokens[*next])) continue;
    tokens[i].tag = Tag::name;
    tokens[i].persons = named->persons;
    last = i;
  }
  if (last == first) return;
  const auto own = p.clause_of(last);  // 李四手机没电，让我说一声他36.5
  if (passes_on(p.text().substr(tokens[own.begin].begin, tokens[last].begin - tokens[own.begin].begin))) {
    for (std::size_t i = own.begin; i < last; ++i) p.retag(i, Tag::filler);
  }
  leave_help_to_talk(p, last);
  const auto clause = p.clause_of(first);
  constexpr Tags circumstance{Tag::name, Tag::third, Tag::junk, Tag::self, Tag::measured, Tag::excuse, Tag::helper};
  for (std::size_t i = clause.begin; i < last && i < clause.end; ++i) {
    if (p.clause_has(clause, Tag::figure) && i < first) continue;
    if (circumstance.has(tokens[i].tag)) p.retag(i, Tag::filler);
  }
}

/// 我和王五都量了，我36.6 王五36.4: who has measured in a clause without a figure, where each has his own behind it.
void settle_company(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  const auto valued_behind = [&](const Token& name, std::size_t from) {
    for (std::size_t i = from; i < tokens.size(); ++i) {
      const auto next = p.after(i, {Tag::filler, Tag::label});
      if (tokens[i].is(Tag::name) && tokens[i].persons == name.persons && next && is_value(tokens[*next])) return true;
    }
    return false;
  };
  for (const Clause& clause : p.clauses()) {
    const auto own = [&](const Token& token) { return !token.is(Tag::name) || valued_behind(token, clause.end); };
    const bool each = std::all_of(tokens.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                                  tokens.begin() + static_cast<std::ptrdiff_t>(clause.end), own);
    if (!each || !p.clause_has(clause, Tag::name) || !p.clause_has(clause, Tag::measured) ||
        p.clause_has(clause, Tag::figure))
      continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) p.retag(i, Tag::filler);
  }
}

/// 不是我，李四38.5: a clause that only says whose the value is not.
void settle_not_me(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  if (!p.names_others()) return;
  for (const Clause& clause : p.clauses()) {
    bool denies = false;
    bool own = false;
    bool more = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      denies = denies || tokens[i].is(Tag::is_not);
      own = own || tokens[i].is(Tag::self);
      more = more || !Tags{Tag::is_not, Tag::self, Tag::filler, Tag::health}.has(tokens[i].tag);
    }
    if (!denies || !own || more) continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) p.retag(i, Tag::filler);
  }
}

/// 谁给我报的36.9 我是36.2: somebody else has reported another value than one's own, which is a mistake.
void settle_reports_of_others(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  constexpr std::string_view for_me = "给我 替我 帮我 把我";
  constexpr std::string_view wrote = "报 填 写 登 记 打成 弄 录";
  constexpr Tags others{Tag::who_asked, Tag::name, Tag::third, Tag::you};
  const auto all = p.clauses();
  const auto own = [&](const Clause& clause) {
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const auto next = tokens[i].is(Tag::self) ? p.after(i, {Tag::filler, Tag::label, Tag::measured}) : std::nullopt;
      if (next && *next < clause.end && is_value(tokens[*next])) return true;
    }
    return false;
  };
  for (std::size_t c = 0; c + 1 < all.size(); ++c) {
    const Clause& clause = all[c];
    const std::string_view said = p.text(clause);
    if (!language::holds_one_of(said, for_me) || !language::holds_one_of(said, wrote)) continue;
    const bool by_another =
        std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                    tokens.begin() + static_cast<std::ptrdiff_t>(clause.end),
                    [&](const Token& token) { return others.has(token.tag) && !p.is_speaker(token); });
    const bool valued = p.clause_has(clause, Tag::figure) || said.find("错") != said.npos;
    if (!by_another || !valued || std::none_of(all.begin() + static_cast<std::ptrdiff_t>(c) + 1, all.end(), own))
      continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) p.retag(i, i == clause.begin ? Tag::mistake : Tag::filler);
  }
}

/// 36.4，昨晚那个是室友的; 36.5，刚才那个38不是我的，是李四的: whose another value was, beside one of one's own.
/// Whether that was a fever.
bool settle_disowned(Passage& p) {
  constexpr Tags people{Tag::kin, Tag::third, Tag::you, Tag::name, Tag::near_name};
  constexpr std::string_view points = "那个 那条 那次 那回 上面 前面 上一 刚才 刚刚 昨";
  const auto all = p.clauses();
  const auto valued =
      std::count_if(all.begin(), all.end(), [&](const Clause& one) { return p.clause_has(one, Tag::figure); });
  bool before = false;  // The clause before says whose it is not.
  bool fever = false;
  for (const Clause& clause : all) {
    const std::string_view said = trimmed(p.text(clause));
    bool another = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i)
      another = another || (people.has(p.tokens()[i].tag) && !p.is_speaker(p.tokens()[i]));
    const bool of_none = language::holds_one_of(said, "不是我 不是本人");
    const bool of_another = another && said.ends_with("的") && said.find("是") != said.npos;
    const bool pointed = before || language::holds_one_of(said, points);
    const bool more = !p.clause_has(clause, Tag::figure) || valued > 1;
    before = pointed && more && valued > 0 && (of_none || of_another);
    // 刚才那个36.8是我弟的，我36.4 corrects what stands in one's own name.
    const bool corrects = p.clause_has(clause, Tag::figure) && language::holds_one_of(said, "刚才 刚刚");
    for (std::size_t i = clause.begin; before && i < clause.end; ++i) {
      fever = fever || (is_value(p.tokens()[i]) && p.tokens()[i].figure.centi >= fever_from);
      p.retag(i, corrects && i == clause.begin ? Tag::mistake : Tag::filler);
    }
  }
  return fever;
}

/// 李四36.5 王五36.6 我一会儿量: one's own is still to come.
void settle_own_to_come(Passage& p) {
  constexpr Tags to_come{Tag::self,     Tag::later,  Tag::unmeasured, Tag::unreported,
                         Tag::measured, Tag::report, Tag::filler};
  if (!p.names_others()) return;
  for (const Clause& clause : p.clauses()) {
    const bool own = p.clause_has(clause, Tag::self) && p.is(clause, to_come);
    const bool waits = p.clause_has(clause, Tag::later) || p.clause_has(clause, Tag::unmeasured) ||
                       p.clause_has(clause, Tag::unreported);
    for (std::size_t i = clause.begin; own && waits && i < clause.end; ++i) p.retag(i, Tag::filler);
  }
}

/// 没有啊我36.6他瞎说: that somebody's word was not true says nothing of a normal value.
void settle_untrue(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  constexpr std::string_view untrue =
      "瞎说 乱说 胡说 瞎讲 乱讲 骗人 骗你 逗你 造谣 扯淡 搞笑 别听 别信 开玩笑 说着玩 闹着玩 没有的事 夸张";
  constexpr std::array<std::string_view, 4> no{"没有", "没有没有", "哪有", "没"};
  constexpr Tags people{Tag::third, Tag::you, Tag::name, Tag::who_asked};
  if (p.highest_figure() >= fever_from || p.highest_figure() == 0) return;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view said = p.text(tokens[i]);
    const bool denies = language::holds_one_of(said, untrue);
    if (!denies || tokens[i].is(Tag::figure)) continue;
    for (std::size_t k = i + 1; k-- > 0 && !tokens[k].is(Tag::mark) && !tokens[k].is(Tag::figure);) {
      const bool speaker = tokens[k].is(Tag::name) && p.is_speaker(tokens[k]);
      if (k == i || (people.has(tokens[k].tag) && !speaker)) p.retag(k, Tag::filler);
    }
    for (std::size_t k = i + 1; k < tokens.size() && people.has(tokens[k].tag); ++k)
      p.retag(k, Tag::filler);  // 别听他的
  }
  std::size_t led = 0;  // bytes
  for (std::string_view word : no) led = p.text().starts_with(word) ? std::max(led, word.size()) : led;
  std::size_t next = 0;
  while (next < tokens.size() && (tokens[next].end <= led || Tags{Tag::filler, Tag::mark}.has(tokens[next].tag)))
    ++next;
  const bool own = next < tokens.size() && (tokens[next].is(Tag::self) || is_value(tokens[next]));
  for (std::size_t k = 0; own && k < next && tokens[k].end <= led; ++k) p.retag(k, Tag::filler);
}

/// 帮李四带饭去了，36.6: what is done for somebody in a clause without a value, where it is no report for him.
void settle_errands(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  constexpr Tags reports{Tag::figure, Tag::report, Tag::reported, Tag::label, Tag::measured, Tag::near_name};
  constexpr std::array<std::string_view, 16> tells{"报", "填", "交", "发", "打卡", "签", "传", "登",
                                                   "录", "补", "说", "写", "弄",   "记", "代", "问"};
  if (!p.has_any({Tag::behalf}) || !p.names_others()) return;
  for (const Clause& clause : p.clauses()) {
    std::string done;
    bool helps = false;
    bool other = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      helps = helps || (tokens[i].is(Tag::behalf) && i + 1 < clause.end && tokens[i + 1].is(Tag::name));
      other = other || reports.has(tokens[i].tag);
      if (!tokens[i].is(Tag::name)) done.append(p.text(tokens[i]));
    }
    const auto told = [&](std::string_view word) { return done.find(word) != done.npos; };
    const bool acts = p.clause_has(clause, Tag::junk) || p.clause_has(clause, Tag::excuse);
    if (!helps || other || !acts || std::any_of(tells.begin(), tells.end(), told)) continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      if (tokens[i].is(Tag::name) || tokens[i].is(Tag::behalf)) p.retag(i, Tag::filler);
    }
  }
}

/// 36.5，李四快起床了; 已联系 许诺，36.5: a name that only does something, or that somebody has called, owns no value.
void settle_bystanders(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  if (!p.has_any({Tag::name})) return;
  const auto all = p.clauses();
  const auto value =
      std::find_if(all.begin(), all.end(), [&](const Clause& one) { return p.clause_has(one, Tag::figure); });
  if (value == all.end()) return;
  const bool helps = p.has_any({Tag::behalf});
  for (const Clause& clause : all) {
    if (!p.clause_has(clause, Tag::name) || p.clause_has(clause, Tag::figure) || p.clause_complains(clause)) continue;
    const std::string_view said = p.text(clause);
    bool own_excuse = false;  // It says why somebody else reports for him.
    for (std::string_view word : {"手机", "网", "流量", "没电", "让我", "叫我", "托我"})
      own_excuse = own_excuse || said.find(word) != std::string_view::npos;
    const bool does = p.clause_has(clause, Tag::excuse) || p.clause_has(clause, Tag::junk);
    const bool called = !helps && p.text().substr(0, tokens[clause.begin].end).find("联系") != std::string_view::npos;
    constexpr std::string_view silent =
        "没回 没接 没消息 联系不上 没起 没醒 在睡 还睡 睡着 起不来 不在 没在 关机 出去了 回家了 等会 待会 自己报";
    const bool missing = p.clause_has(clause, Tag::unreported) || p.clause_has(clause, Tag::unmeasured) ||
                         language::holds_one_of(said, silent);
    const bool left_out = missing && p.clause_has(*value, Tag::name);  // 李四36.5 王五没报
    if (!called && !left_out &&
        (helps || own_excuse || !does || clause.begin < value->end || p.clause_has(*value, Tag::name)))
      continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      if (tokens[i].is(Tag::name) && !p.is_speaker(tokens[i])) p.retag(i, Tag::filler);
      if (left_out && tokens[i].is(Tag::unmeasured)) p.retag(i, Tag::filler);
    }
  }
}

}  // namespace banwei::temperature
