// What a word beside a figure means there: a greeting or a time of day, a room, another thing's number, a slip.
#include "handlers/temperature/temperature_steps.h"

#include <algorithm>
#include <array>

#include "handlers/common/fever.h"
#include "handlers/language/answers.h"
#include "handlers/temperature/temperature_rules.h"

namespace banwei::temperature {

namespace {

using Form = Figure::Form;
using Clause = Passage::Clause;

bool is_slot(const Token& token) { return token.is(Tag::am) || token.is(Tag::noon) || token.is(Tag::pm); }

/// 早36.4 晚上还没测, 早36.4 晚上的等会儿量: a time of day that is still to come.
void settle_still_to_come(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto next = p.after(i, {Tag::filler});
    if (!is_slot(tokens[i]) || !next || !(tokens[*next].is(Tag::unmeasured) || tokens[*next].is(Tag::later))) continue;
    const bool another = std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
      return is_slot(token) && token.begin != tokens[i].begin;
    });
    if (another) tokens[i].tag = tokens[*next].tag = Tag::filler;
  }
}

/// 早:36.5 中: 晚: are boxes still to be filled.
void settle_boxes(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!is_slot(tokens[i])) continue;
    // 早 36.4 晚: the last box.
    const auto previous = i + 1 == tokens.size() ? p.before(i) : std::nullopt;
    const bool valued = previous && is_value(tokens[*previous]) && p.before(*previous) &&
                        is_slot(tokens[*p.before(*previous)]) && tokens[*p.before(*previous)].tag != tokens[i].tag;
    if (valued) tokens[i].tag = Tag::filler;
    if (i + 1 >= tokens.size()) continue;
    const std::string_view behind = p.text(tokens[i + 1]);
    if (behind != ":" && !behind.starts_with("_")) continue;
    const auto next = p.after(i);
    if (!next || is_slot(tokens[*next])) tokens[i].tag = Tag::filler;
  }
}

/// 李四到赵六: nobody can tell who stands between them.
void settle_ranges(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (p.text(tokens[i]) != "到" && p.text(tokens[i]) != "至") continue;
    if (tokens[i - 1].is(Tag::name) && tokens[i + 1].is(Tag::name)) tokens[i].tag = Tag::we;
  }
}

/// 早晚都打错了, 早36.4晚36.6: the values have their own.
void settle_slots_of_mistakes(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  const auto slotted = [&](bool valued) {
    for (const Clause& clause : p.clauses()) {
      if (p.clause_has(clause, Tag::figure) != valued) continue;
      if (p.clause_has(clause, Tag::am) || p.clause_has(clause, Tag::noon) || p.clause_has(clause, Tag::pm))
        return true;
    }
    return false;
  };
  if (p.has_any({Tag::am, Tag::noon, Tag::pm}) && slotted(true) && slotted(false)) {
    for (const Clause& clause : p.clauses()) {
      if (p.clause_has(clause, Tag::figure) || !p.clause_has(clause, Tag::mistake)) continue;
      for (std::size_t i = clause.begin; i < clause.end; ++i) {
        if (is_slot(tokens[i]) || tokens[i].is(Tag::all)) tokens[i].tag = Tag::filler;
      }
    }
  }
}

/// 昨晚烧到39, 现在36.8: now is today, and a whole number beside a fever is its height; 烧到38多 is about one.
void settle_past_fevers(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  const bool past = std::any_of(tokens.begin(), tokens.end(),
                                [](const Token& token) { return token.is(Tag::day) && token.figure.offset < 0; });
  for (Token& token : tokens) {
    if (past && token.is(Tag::filler) &&
        (p.text(token) == "现在" || p.text(token) == "目前" || p.text(token) == "此刻")) {
      token.tag = Tag::day;
      token.figure.form = Form::day;
    }
  }
  for (const Clause& clause : p.clauses()) {
    bool fevered = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const auto& present = tokens[i].health.present;
      fevered = fevered || std::find(present.begin(), present.end(), "发热") != present.end();
      Figure& figure = tokens[i].figure;
      if (!tokens[i].is(Tag::figure) || !fevered || figure.centi < 3700 || figure.centi > highest) continue;
      if (past && figure.form == Form::whole) figure.form = Form::reading;
      if (past && p.clause_has(clause, Tag::day) && p.clauses().size() > 1) {  // That fever is over.
        for (std::size_t k = clause.begin; k < i; ++k) std::erase(tokens[k].health.present, "发热");
      }
      const std::string_view said = p.text(tokens[i]);
      if (figure.form == Form::foreign && (said.ends_with("多") || said.ends_with("几"))) figure.form = Form::vague;
    }
  }
}

/// 退了现在36.8: of a fever, where nothing else stands before its value. 36.5~36.7之间: of two values, about.
void settle_falls(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  const auto next = p.after(0, {Tag::filler});
  if (tokens.size() > 2 && p.text(tokens[0]) == "退" && p.text(tokens[1]) == "了" && next && is_value(tokens[*next]))
    tokens[0].tag = Tag::filler;
  // 昨晚38 今天退了 36.9: only that it has gone down.
  for (const Clause& clause : p.clauses()) {
    const bool fell = p.text(clause).ends_with("退了") && p.highest_figure() >= fever_from;
    if (!fell || !p.is(clause, when | Tags{Tag::filler, Tag::junk, Tag::link})) continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i)
      if (!when.has(tokens[i].tag)) tokens[i].tag = Tag::filler;
  }
  // 昨晚38，今早退了36.8
  for (std::size_t i = 0; i < tokens.size() && p.highest_figure() >= fever_from; ++i) {
    const bool whole = p.text(tokens[i]) == "退了";
    const bool parted = i + 1 < tokens.size() && p.text(tokens[i]) == "退" && p.text(tokens[i + 1]) == "了";
    if (!whole && !parted) continue;
    const auto value = p.after(parted ? i + 1 : i, {Tag::filler});
    const std::size_t at = value.value_or(0);
    if (!value || !is_value(tokens[at]) || tokens[at].figure.centi >= fever_from) continue;
    tokens[i].tag = Tag::filler;
    if (parted) tokens[i + 1].tag = Tag::filler;
  }
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (p.text(tokens[i]) == "之间" && is_value(tokens[i - 1]) && p.before(i - 1, {}) &&
        is_value(tokens[*p.before(i - 1, {})]))
      tokens[i].tag = Tag::estimate;
  }
}

/// 36.6，那个会改到几点啦 asks of another thing than the value.
void settle_questions_of_changes(Passage& p) {
  if (p.highest_figure() == 0) return;
  for (const Clause& clause : p.clauses()) {
    if (p.clause_has(clause, Tag::figure) || !p.clause_has(clause, Tag::question)) continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      if (p.tokens()[i].is(Tag::fix_to)) p.retag(i, Tag::junk);
    }
  }
}

/// 从36.9改成36.5; 我刚才自己量是36.8 is of no old one.
void settle_old_values(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto next = p.after(i, {Tag::self});
    const bool measures = next && tokens[*next].is(Tag::measured);
    if (tokens[i].is(Tag::old) && measures && p.text(tokens[i]).starts_with("我刚")) tokens[i].tag = Tag::self;
  }
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool from = tokens[i].is(Tag::junk) && (p.text(tokens[i]) == "从" || p.text(tokens[i]) == "由");
    if (from && is_value(tokens[i + 1])) tokens[i].tag = Tag::old;
  }
}

/// 36.4昨晚没睡好: behind the value, a time that more is said of; 36.4昨晚量的 and 36.4昨天忘报 are of then.
void leave_times_to_talk(Passage& p, const Clause& clause) {
  std::vector<Token>& tokens = p.tokens();
  constexpr std::string_view of_it = "忘 补 报 测 量";
  constexpr Tags talk{Tag::junk, Tag::excuse, Tag::health};
  bool valued = false;
  for (std::size_t i = clause.begin; i < clause.end; ++i) {
    valued = valued || is_value(tokens[i]);
    if (!valued || !when.has(tokens[i].tag)) continue;
    std::size_t next = i + 1;
    while (next < clause.end && when.has(tokens[next].tag)) ++next;
    if (next == clause.end || !talk.has(tokens[next].tag)) continue;
    const std::string_view said = p.text(tokens[next]);
    if (language::holds_one_of(said, of_it)) continue;
    for (std::size_t k = i; k < next; ++k) tokens[k].tag = Tag::filler;
  }
}

/// 昨晚没睡好今早36.4: in front of it, a time that more is said of, where the value has its own.
void leave_first_time_to_talk(Passage& p, const Clause& clause) {
  std::vector<Token>& tokens = p.tokens();
  const auto others = [&](std::size_t first, std::size_t last) {
    return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(first),
                       tokens.begin() + static_cast<std::ptrdiff_t>(last),
                       [](const Token& token) { return token.is(Tag::junk) || token.is(Tag::excuse); });
  };
  std::size_t value = clause.begin;
  while (value < clause.end && !is_value(tokens[value])) ++value;
  std::size_t own = value;
  while (own > clause.begin && (when | Tags{Tag::filler, Tag::label, Tag::measured}).has(tokens[own - 1].tag)) --own;
  if (value == clause.end || std::none_of(tokens.begin() + static_cast<std::ptrdiff_t>(own),
                                          tokens.begin() + static_cast<std::ptrdiff_t>(value),
                                          [](const Token& token) { return when.has(token.tag); }))
    return;
  const std::string_view said =
      p.text().substr(tokens[clause.begin].begin, tokens[own].begin - tokens[clause.begin].begin);
  for (std::string_view word : {"忘", "补", "报", "漏"}) {
    if (said.find(word) != said.npos) return;
  }
  for (std::size_t i = clause.begin; i < own; ++i) {
    if (when.has(tokens[i].tag) && others(i, own)) tokens[i].tag = Tag::filler;
  }
}

/// 36.5前天发烧现在好了: an illness that is over gives the value neither its day nor a fever.
void leave_past_illness(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  constexpr std::string_view over = "好了 退了 没事了 不烧了 恢复了 好啦";
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is(Tag::day) || tokens[i].figure.offset >= 0) continue;
    const auto ill = p.after(i, {Tag::filler});
    if (!ill || !tokens[*ill].is(Tag::health) || tokens[*ill].health.present.empty()) continue;
    const std::string_view rest = p.text().substr(tokens[*ill].end);
    const bool ended = language::holds_one_of(rest, over);
    const bool valued = std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(*ill), tokens.end(), is_value);
    if (!ended || valued) continue;
    tokens[i].tag = tokens[*ill].tag = Tag::filler;
    tokens[*ill].health = {};
    for (std::size_t k = *ill; k < tokens.size(); ++k) {  // 昨天发烧今天退了
      if (tokens[k].is(Tag::junk) || when.has(tokens[k].tag)) tokens[k].tag = Tag::filler;
    }
  }
}

/// 昨晚熬夜了, 36.5: what is said of other things gives the value no time; 昨天忘报了, 36.5 is of yesterday.
void settle_times_of_talk(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  constexpr std::string_view tests = "核酸 抗原 疫苗";  // 36.5，昨天核酸阴性
  if (!p.has_any({Tag::junk, Tag::excuse}) && !language::holds_one_of(p.text(), tests)) return;
  // 今儿36.7，昨儿忘报了: a value that is said to be today's is of no other day.
  const auto clauses = p.clauses();
  const bool of_today = std::any_of(clauses.begin(), clauses.end(), [&](const Clause& clause) {
    return p.clause_has(clause, Tag::figure) &&
           std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                       tokens.begin() + static_cast<std::ptrdiff_t>(clause.end),
                       [](const Token& token) { return token.is(Tag::day) && token.figure.offset == 0; });
  });
  for (const Clause& clause : clauses) {
    const bool junk = p.clause_has(clause, Tag::junk);
    if (p.clause_has(clause, Tag::figure)) {
      leave_first_time_to_talk(p, clause);
      leave_times_to_talk(p, clause);
    }
    const std::string_view said = p.text(clause);
    const bool tested = language::holds_one_of(said, tests);
    if (p.clause_has(clause, Tag::figure) || !(junk || tested || p.clause_has(clause, Tag::excuse))) continue;
    // 早上量的36.7，晚上忘了量昨天的
    const bool behind = p.clause_has(clauses.front(), Tag::figure);
    const bool another = behind && (p.clause_has(clause, Tag::pm) || p.clause_has(clause, Tag::am));
    bool late = p.clause_has(clause, Tag::label);
    for (std::string_view word : {"忘", "补", "报"}) late = late || said.find(word) != std::string_view::npos;
    // 36.5，昨天没报不好意思 tells of two days; 昨天没报，36.5 fills the one.
    if (behind && said.find("没报") != said.npos && !language::holds_one_of(said, "忘 补")) late = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const bool day = tokens[i].is(Tag::day) || tokens[i].is(Tag::clock);
      if (is_slot(tokens[i]) || (day && (junk || tested || !late || another || of_today))) tokens[i].tag = Tag::filler;
    }
  }
}

/// 36.5 下午2点那次量的: which time it was.
void settle_occasions(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const bool which = tokens[i].is(Tag::that_one) && p.text(tokens[i]).ends_with("次");
    if (which && when.has(tokens[i - 1].tag)) tokens[i].tag = Tag::filler;
  }
}

}  // namespace

/// 喝了点热水再测36.7: who measures again corrects only what he has reported.
void settle_again(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  if (p.scene().reported()) return;
  for (Token& token : tokens) {
    if (p.measures_again(token)) token.tag = Tag::measured;
  }
}

/// 受到，36.5: 收到 or 到, mistyped in a clause of its own, with nothing open that it could answer.
void settle_slips(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  constexpr std::array<std::string_view, 9> slips{"道", "受到", "收道", "手到", "守到", "收倒", "受道", "签道", "签倒"};
  const auto mistyped = [](const Token& token) { return token.is(Tag::junk); };
  if (std::none_of(tokens.begin(), tokens.end(), mistyped)) return;
  for (const Clause& clause : p.clauses()) {
    const std::string_view said = p.text(clause);
    if (std::find(slips.begin(), slips.end(), said) == slips.end()) continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) tokens[i].tag = Tag::filler;
  }
}

void settle_enumeration(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  // 36.6 +1: so say I; 36.5+1 is a sum.
  constexpr std::string_view me_too = " +1";
  const bool counted = tokens.size() > 3 && is_value(tokens[tokens.size() - 4]) && p.text().ends_with(me_too);
  if (counted) p.retag(tokens.size() - 1, Tag::mark);
  // 张三 男 36.5 无: the last field of a line.
  const std::size_t last = tokens.size() - 1;
  if (tokens.size() > 2 && p.text(tokens[last]) == "无" && tokens[last - 1].is(Tag::mark)) p.retag(last, Tag::filler);
  // 1、体温36.5 2、无咳嗽 is a form; with names it is a list, which is not ours.
  if (p.names_others()) return;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const bool digit = token.is(Tag::figure) && token.figure.form == Form::odd && token.end - token.begin == 1;
    const bool first = i == 0 || tokens[i - 1].is(Tag::mark);
    const std::string_view behind = p.text(tokens[i + 1]);
    const bool listed = behind == "、" || behind == "." || behind == ")";
    const bool plus_one = i == 1 && p.text(tokens[0]) == "+" && tokens[i + 1].is(Tag::mark);
    if (digit && first && (listed || plus_one)) tokens[i].tag = Tag::mark;
  }
}

/// 我穿38.5的鞋，体温36.5; 36.5，超过37.3要隔离吗: beside a value that stands for itself the other number is a thing's.
void settle_things(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  constexpr Tags things{Tag::topic, Tag::alien};
  constexpr Tags asks{Tag::question, Tag::worry, Tag::rule};
  const auto figures = std::count_if(tokens.begin(), tokens.end(), [](const Token& t) { return t.is(Tag::figure); });
  if (figures < 2) return;
  const auto is_reading = [&](std::size_t i) {
    return tokens[i].is(Tag::figure) && tokens[i].figure.form == Form::reading;
  };
  const auto has = [&](const Clause& clause, Tags tags) {
    return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                       tokens.begin() + static_cast<std::ptrdiff_t>(clause.end),
                       [&](const Token& token) { return tags.has(token.tag); });
  };
  const auto all = p.clauses();
  for (const Clause& clause : all) {
    const auto beside = [&](bool labelled) {
      return std::any_of(all.begin(), all.end(), [&](const Clause& one) {
        return one.begin != clause.begin && p.clause_has(one, Tag::figure) &&
               !has(one, things | Tags{Tag::threshold}) && (!labelled || p.clause_has(one, Tag::label));
      });
    };
    const bool labelled = beside(true);
    if (!beside(false) || p.clause_has(clause, Tag::label)) continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const bool things_own = labelled && i > clause.begin && things.has(tokens[i - 1].tag);
      // 36.5 问一下 37度算发烧吗: a round number that is asked about in general.
      const bool general = !tokens[i].figure.decimal && p.clause_has(clause, Tag::question) &&
                           !has(clause, {Tag::self, Tag::measured}) &&
                           p.text(clause).find("算") != std::string_view::npos;
      const bool limit = general || (i > clause.begin && tokens[i - 1].is(Tag::threshold) && has(clause, asks));
      const bool own =
          has(clause, {Tag::health, Tag::measured}) || has({clause.begin, i}, {Tag::self});  // 我39度，热死了
      const bool weather = !tokens[i].figure.decimal && p.clause_has(clause, Tag::alien) && !own;
      if (is_reading(i) && (things_own || limit || weather)) tokens[i].figure.form = Form::foreign;
    }
  }
}

/// 要被高数烧到40度了: what one studies or plays gives no fever; 被空调吹得发烧 is one.
void settle_blame(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  constexpr Tags blamed{Tag::topic, Tag::matter};
  constexpr std::array<std::string_view, 7> causes{"吹", "晒", "淋", "传", "冻", "感染", "着凉"};
  if (p.highest_figure() < fever_from || !p.has_any(blamed)) return;
  for (const Clause& clause : p.clauses()) {
    const std::string_view said = p.text(clause);
    const auto by = said.find("被");
    if (by == said.npos || said.substr(by).starts_with("被子") || said.substr(by).starts_with("被窝")) continue;
    if (std::any_of(causes.begin(), causes.end(), [&](auto cause) { return said.find(cause, by) != said.npos; }))
      continue;
    bool blames = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const bool behind = tokens[i].begin >= tokens[clause.begin].begin + by;
      blames = blames || (behind && blamed.has(tokens[i].tag));
      if (!blames) continue;
      if (tokens[i].is(Tag::figure)) tokens[i].figure.form = Form::foreign;
      if (tokens[i].is(Tag::health)) p.retag(i, Tag::filler);
    }
  }
}

/// 电脑发烧39度: it is the machine's; not 手机摔了38.5.
void settle_machines(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  constexpr std::string_view machines = "电脑 笔记本 主板 显卡 路由器 电池 主机 服务器 手机";
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (!tokens[i].is(Tag::topic) || !language::holds_one_of(p.text(tokens[i]), machines)) continue;
    const auto next = p.after(i, {Tag::filler});
    if (!next || !tokens[*next].is(Tag::health) || p.clause_of(*next).begin != p.clause_of(i).begin) continue;
    const Clause clause = p.clause_of(i);
    for (std::size_t k = *next; k < clause.end; ++k) {
      if (tokens[k].is(Tag::figure)) tokens[k].figure.form = Form::foreign;
      if (tokens[k].is(Tag::health)) p.retag(k, Tag::filler);
    }
  }
}

void settle_doubt(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  // 感觉有点头晕 is a complaint, 感觉发烧了 beside 37.6 a doubt.
  const bool feverish = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return is_value(token) && token.figure.centi >= fever_from && token.figure.form != Form::odd;
  });
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto doubted = tokens[i].is(Tag::estimate) ? p.after(i, {Tag::filler}) : std::nullopt;
    if (doubted && tokens[*doubted].is(Tag::worry)) tokens[i].tag = Tag::filler;  // 应该没事吧 estimates no value.
    if (!tokens[i].is(Tag::doubt)) continue;
    const auto next = p.after(i, {Tag::filler, Tag::self});
    if (!next || !tokens[*next].is(Tag::health)) continue;
    const auto& present = tokens[*next].health.present;
    const bool fever_felt = std::find(present.begin(), present.end(), "发热") != present.end();
    if (!fever_felt || !feverish) tokens[i].tag = Tag::filler;
  }
}

void settle_brackets(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (tokens[i].is(Tag::figure) && p.text(tokens[i - 1]) == "<" && p.text(tokens[i + 1]) == ">") {
      tokens[i - 1].tag = tokens[i + 1].tag = Tag::mark;
    }
  }
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {  // 给老师报36.5
    const std::string_view said = p.text(tokens[i]);
    const bool to = tokens[i].is(Tag::junk) && (said == "给" || said == "跟" || said == "向");
    if (to && tokens[i + 1].is(Tag::address)) tokens[i].tag = Tag::filler;
  }
  for (std::size_t i = 1; i < tokens.size(); ++i) {  // 李四同学36.5
    if (tokens[i - 1].is(Tag::name) && p.text(tokens[i]) == "同学") tokens[i].tag = Tag::filler;
  }
}

void settle_greeting(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  // 早, 36.4 and 老师早 36.4 greet; 早: 36.4 and 早36.4 晚36.6 tell the time of day.
  const auto slots = std::count_if(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.is(Tag::am) || token.is(Tag::noon) || token.is(Tag::pm);
  });
  for (std::size_t i = 0; i < tokens.size() && slots == 1; ++i) {
    if (!tokens[i].is(Tag::am) || p.text(tokens[i]) != "早") continue;
    const auto previous = p.before(i);
    const bool addressed = i > 0 && tokens[i - 1].is(Tag::address);
    const bool stop = i + 1 < tokens.size() && tokens[i + 1].is(Tag::mark) &&
                      std::string_view(",!~。").find(p.text(tokens[i + 1])) != std::string_view::npos;
    if (addressed || (!previous && stop)) tokens[i].tag = Tag::greeting;
  }
}

void settle_rooms(Passage& p) {
  std::vector<Token>& tokens = p.tokens();
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const auto next = p.after(i);
    if (!next) continue;
    Figure& figure = tokens[*next].figure;
    const bool bare = tokens[*next].is(Tag::figure) && !figure.decimal && !figure.unit && figure.form != Form::foreign;
    if (bare && tokens[i].is(Tag::place)) figure.form = Form::foreign;  // 寝室365
    // 3606宿舍
    Token& number = tokens[i];
    const bool room =
        tokens[i + 1].is(Tag::place) && (tokens[i + 1].place.place == "宿舍" || tokens[i + 1].place.place == "学校");
    if (number.is(Tag::figure) && !number.figure.decimal && !number.figure.unit && room)
      number.figure.form = Form::foreign;
    // 哪个36.5的 asks whose it is.
    if (tokens[*next].is(Tag::figure) && tokens[i].is(Tag::question) && p.text(tokens[i]) == "哪个")
      tokens[i].tag = Tag::who_asked;
  }
}

void settle_asides(Passage& p) {
  settle_occasions(p);
  settle_questions_of_changes(p);
  settle_still_to_come(p);
  settle_boxes(p);
  settle_ranges(p);
  settle_slots_of_mistakes(p);
  leave_past_illness(p);
  settle_past_fevers(p);
  settle_falls(p);
  settle_old_values(p);
  settle_times_of_talk(p);
}

}  // namespace banwei::temperature
