// Builds the tokens of a message and settles what only their neighbours tell: names that are words, kin who only
// helped.
#include "handlers/temperature/temperature_sentence.h"

#include <algorithm>

#include "handlers/common/names.h"
#include "handlers/common/text.h"
#include "handlers/temperature/temperature_rules.h"

namespace banwei::temperature {

namespace {

using Form = Figure::Form;

constexpr Tags around_a_name{Tag::mark, Tag::label, Tag::filler, Tag::report, Tag::measured,
                             Tag::am,   Tag::noon,  Tag::pm,     Tag::day,    Tag::all};

bool is_slot(const Token& token) { return token.is(Tag::am) || token.is(Tag::noon) || token.is(Tag::pm); }

}  // namespace

bool gives_a_cause(std::string_view said) {
  constexpr std::string_view of = "的";
  constexpr std::size_t han = 3;
  said = trimmed(said);
  if (!said.ends_with(of) || said.size() < of.size() + 2 * han) return false;
  said.remove_suffix(of.size());
  return said.find(said.substr(said.size() - han)) + han < said.size();
}

bool is_value(const Token& token) { return token.is(Tag::figure) && token.figure.form != Form::foreign; }

Sentence::Sentence(std::string_view text, const Scene& scene) : text_(text), scene_(scene) {
  tokens_ = tokens_of(text_, scene);
  if (const std::size_t place = scene.people.place_of(scene.speaker); place < scene.people.size()) speaker_ = place;
  resolve_names();
  resolve_again();
  resolve_slips();
  resolve_relations();
  resolve_hearsay();
  resolve_third();
  resolve_not_me();
  resolve_untrue();
  resolve_homes();
  resolve_enumeration();
  resolve_figures_of_kin();
  resolve_kin();
  resolve_greeting();
  resolve_rooms();
  resolve_things();
  resolve_blame();
  resolve_bystanders();
  resolve_doubt();
  resolve_brackets();
  resolve_asides();
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
  // 01号张三 numbers a person, and 01 36.5 the speaker.
  for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
    Token& token = tokens_[i];
    const bool number =
        token.is(Tag::day) && text(token).ends_with("号") && text(token).find("月") == std::string_view::npos;
    if (number && tokens_[i + 1].is(Tag::name)) retag(i, Tag::class_name);
    const bool first =
        token.is(Tag::figure) && !before(i) && token.end - token.begin == 2 && token.figure.form == Form::odd;
    const auto next = after(i);
    if (first && next && is_value(tokens_[*next]) && speaker_ &&
        scene_.people[*speaker_].number.ends_with(text(token))) {
      retag(i, Tag::class_name);
    }
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
          const std::string& id = scene_.people[person].number;
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

/// 喝了点热水再测36.7: who measures again corrects only what he has reported.
void Sentence::resolve_again() {
  if (scene_.reported()) return;
  for (Token& token : tokens_) {
    if (measures_again(token)) token.tag = Tag::measured;
  }
}

/// 受到，36.5: 收到 or 到, mistyped in a clause of its own, with nothing open that it could answer.
void Sentence::resolve_slips() {
  constexpr std::array<std::string_view, 9> slips{"道", "受到", "收道", "手到", "守到", "收倒", "受道", "签道", "签倒"};
  const auto mistyped = [](const Token& token) { return token.is(Tag::junk); };
  if (std::none_of(tokens_.begin(), tokens_.end(), mistyped)) return;
  for (const Clause& clause : clauses()) {
    const std::string_view said = text(clause);
    if (std::find(slips.begin(), slips.end(), said) == slips.end()) continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) tokens_[i].tag = Tag::filler;
  }
}

bool Sentence::measures_again(const Token& token) const {
  const std::string_view said = text(token);
  return token.is(Tag::fix) && (said.find("测") != said.npos || said.find("量") != said.npos);
}

/// 我是李四室友，36.5: whose friend one is; 我是李四妈妈，36.5 speaks for him.
void Sentence::resolve_relations() {
  constexpr std::array<std::string_view, 14> peers{"室友", "舍友", "同桌", "同学", "朋友", "同寝", "对床",
                                                   "上铺", "下铺", "闺蜜", "搭档", "邻居", "同屋", "哥们"};
  constexpr std::array<std::string_view, 14> parents{"妈妈", "爸爸", "妈",   "爸",   "家长", "母亲", "父亲",
                                                     "爷爷", "奶奶", "外公", "外婆", "姐姐", "哥哥", "姑姑"};
  // 我家张三36.6, 我娃36.3，他还在睡: a parent speaks for the one whose account it is.
  constexpr std::array<std::string_view, 6> child{"娃", "孩子", "崽", "闺女", "儿子", "女儿"};
  const bool parent = std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
    return token.is(Tag::self) && std::any_of(child.begin(), child.end(), [&](auto word) {
             return text(token).find(word) != std::string_view::npos;
           });
  });
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const bool ours = tokens_[i].is(Tag::we) && text(tokens_[i]).ends_with("家") && i + 1 < tokens_.size() &&
                      tokens_[i + 1].is(Tag::name) && is_speaker(tokens_[i + 1]);
    if (ours || (parent && tokens_[i].is(Tag::third))) tokens_[i].tag = Tag::filler;
  }
  for (std::size_t i = 1; i + 1 < tokens_.size(); ++i) {
    const bool is = i > 1 && text(tokens_[i - 1]) == "是" && tokens_[i - 2].is(Tag::self);  // 俺是
    const bool introduces = is || (tokens_[i - 1].is(Tag::self) && text(tokens_[i - 1]).ends_with("是"));
    if (!introduces || !tokens_[i].is(Tag::name)) continue;
    std::string_view behind = text().substr(tokens_[i].end);
    if (behind.starts_with("的")) behind.remove_prefix(std::string_view("的").size());
    const auto stands = [&](std::string_view word) { return behind.starts_with(word); };
    const bool peer = std::any_of(peers.begin(), peers.end(), stands);
    if (!peer && std::none_of(parents.begin(), parents.end(), stands)) continue;
    const bool again =
        std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(i) + 1, tokens_.end(),
                    [&](const Token& token) { return token.is(Tag::name) && token.persons == tokens_[i].persons; });
    if (!peer) {
      for (Token& token : tokens_)  // 我是张三妈妈，他38.5
        if (token.is(Tag::third)) token.tag = Tag::filler;
      tokens_[i - 1].tag = Tag::filler;
      if (is) tokens_[i - 2].tag = Tag::filler;
    }
    if (peer || again) retag(i, Tag::filler);
    for (std::size_t k = i + 1; k < tokens_.size() && !tokens_[k].is(Tag::mark) && !is_value(tokens_[k]); ++k)
      tokens_[k].tag = Tag::filler;
  }
}

/// 李四刚才跟我说他36.5: what was passed on, between a name and its value, says nothing more.
void Sentence::resolve_hearsay() {
  constexpr std::array<std::string_view, 26> passes{
      "刚才", "刚刚", "刚",   "跟我", "和我", "给我", "对我", "向我", "发消息", "发信息", "发微信", "打电话", "私聊",
      "私信", "来",   "过来", "我",   "他",   "她",   "是",   "自己", "的",     "今天",   "体温",   "今早",   "现在"};
  for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
    if (!tokens_[i].is(Tag::name) || is_speaker(tokens_[i])) continue;
    std::size_t value = i + 1;
    while (value < tokens_.size() && !tokens_[value].is(Tag::mark) && !is_value(tokens_[value])) ++value;
    if (value == tokens_.size() || !is_value(tokens_[value])) continue;
    std::string_view between = text().substr(tokens_[i].end, tokens_[value].begin - tokens_[i].end);
    bool said = false;
    while (!between.empty()) {
      std::size_t taken = 0;
      for (std::string_view word : {"说", "告诉"}) {
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
      if (!when.has(tokens_[k].tag) && !tokens_[k].is(Tag::label)) tokens_[k].tag = Tag::filler;
    }
  }
}

/// 我和王五一起量的，我36.4他36.9: 他 before a value is the one classmate that was named.
void Sentence::resolve_third() {
  if (!has_any({Tag::third}) || has_any({Tag::question, Tag::kin, Tag::who_asked, Tag::near_name})) return;
  const auto is_other = [&](const Token& token) { return token.is(Tag::name) && !is_speaker(token); };
  const auto named = std::find_if(tokens_.begin(), tokens_.end(), is_other);
  if (named == tokens_.end()) return;
  const bool several = std::any_of(
      named, tokens_.end(), [&](const Token& token) { return is_other(token) && token.persons != named->persons; });
  const auto first = static_cast<std::size_t>(named - tokens_.begin());
  std::size_t last = first;
  for (std::size_t i = first + 1; i < tokens_.size() && !several; ++i) {
    const auto next =
        tokens_[i].is(Tag::third) ? after(i, {Tag::filler, Tag::label, Tag::measured, Tag::report}) : std::nullopt;
    if (!next || !is_value(tokens_[*next])) continue;
    tokens_[i].tag = Tag::name;
    tokens_[i].persons = named->persons;
    last = i;
  }
  if (last == first) return;
  const auto clause = clause_of(first);
  constexpr Tags circumstance{Tag::name, Tag::third, Tag::junk, Tag::self, Tag::measured, Tag::excuse, Tag::helper};
  for (std::size_t i = clause.begin; i < last && i < clause.end; ++i) {
    if (clause_has(clause, Tag::figure) && i < first) continue;
    if (circumstance.has(tokens_[i].tag)) retag(i, Tag::filler);
  }
}

/// 不是我，李四38.5: a clause that only says whose the value is not.
void Sentence::resolve_not_me() {
  if (!names_others()) return;
  for (const Clause& clause : clauses()) {
    bool denies = false;
    bool own = false;
    bool more = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      denies = denies || tokens_[i].is(Tag::is_not);
      own = own || tokens_[i].is(Tag::self);
      more = more || !Tags{Tag::is_not, Tag::self, Tag::filler, Tag::health}.has(tokens_[i].tag);
    }
    if (!denies || !own || more) continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) retag(i, Tag::filler);
  }
}

/// 没有啊我36.6他瞎说: that somebody's word was not true says nothing of a normal value.
void Sentence::resolve_untrue() {
  constexpr std::array<std::string_view, 18> untrue{"瞎说", "乱说",   "胡说",   "瞎讲",   "乱讲",     "骗人",
                                                    "骗你", "逗你",   "造谣",   "扯淡",   "搞笑",     "别听",
                                                    "别信", "开玩笑", "说着玩", "闹着玩", "没有的事", "夸张"};
  constexpr std::array<std::string_view, 4> no{"没有", "没有没有", "哪有", "没"};
  constexpr Tags people{Tag::third, Tag::you, Tag::name, Tag::who_asked};
  if (highest_figure() >= fever || highest_figure() == 0) return;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const std::string_view said = text(tokens_[i]);
    const bool denies =
        std::any_of(untrue.begin(), untrue.end(), [&](auto word) { return said.find(word) != said.npos; });
    if (!denies || tokens_[i].is(Tag::figure)) continue;
    for (std::size_t k = i + 1; k-- > 0 && !tokens_[k].is(Tag::mark) && !tokens_[k].is(Tag::figure);) {
      const bool speaker = tokens_[k].is(Tag::name) && is_speaker(tokens_[k]);
      if (k == i || (people.has(tokens_[k].tag) && !speaker)) retag(k, Tag::filler);
    }
    for (std::size_t k = i + 1; k < tokens_.size() && people.has(tokens_[k].tag); ++k)
      retag(k, Tag::filler);  // 别听他的
  }
  std::size_t led = 0;  // bytes
  for (std::string_view word : no) led = text().starts_with(word) ? std::max(led, word.size()) : led;
  std::size_t next = 0;
  while (next < tokens_.size() && (tokens_[next].end <= led || Tags{Tag::filler, Tag::mark}.has(tokens_[next].tag)))
    ++next;
  const bool own = next < tokens_.size() && (tokens_[next].is(Tag::self) || is_value(tokens_[next]));
  for (std::size_t k = 0; own && k < next && tokens_[k].end <= led; ++k) retag(k, Tag::filler);
}

/// 我妈36.5 我36.4: figures behind kin, up to the next person, are theirs; when all is well with them they say nothing.
void Sentence::resolve_figures_of_kin() {
  constexpr Tags people{Tag::self, Tag::we, Tag::name, Tag::near_name, Tag::third, Tag::you};
  constexpr Tags measures{Tag::measured, Tag::label, Tag::device, Tag::report, Tag::reported};
  constexpr Tags said_of_kin{Tag::junk, Tag::matter, Tag::topic, Tag::alien, Tag::excuse};
  if (!has_any({Tag::kin})) return;
  std::vector<std::size_t> theirs;
  const std::size_t nobody = tokens_.size();
  std::size_t owner = nobody;
  std::size_t kin = nobody;
  const bool own_value = has_own_value();
  bool own = false;  // 我和我妈都36.5
  for (const Clause& clause : clauses()) {
    bool talk = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const Token& token = tokens_[i];
      talk = talk || (said_of_kin.has(token.tag) && !clause_has(clause, Tag::figure));
      if (token.is(Tag::kin) && clause_complains(clause)) return;
      if (token.is(Tag::kin)) {
        const auto next = after(i);
        const bool helped = next && (tokens_[*next].is(Tag::helper) || tokens_[*next].is(Tag::name) ||
                                     text(tokens_[*next]) == "量的" || text(tokens_[*next]) == "测的");
        if (!helped) owner = kin = i;
        const auto previous = before(i);
        own = previous && *previous >= clause.begin &&
              (text(tokens_[*previous]) == "和" || text(tokens_[*previous]) == "跟");
      }
      if (token.is(Tag::name)) kin = nobody;
      // 我姐在医院上班，她36.7我36.5
      if (people.has(token.tag)) owner = token.is(Tag::third) && own_value ? kin : nobody;
      if (!is_value(token)) continue;
      if (owner == nobody) continue;
      if (own && clause_has(clause, Tag::all)) {
        if (token.figure.centi < fever) theirs.push_back(owner);  // It is mine, too.
        continue;
      }
      if (token.figure.centi >= fever || token.figure.form == Form::vague) return;
      theirs.push_back(i);
      for (std::size_t k = owner; k < i; ++k) theirs.push_back(k);
    }
    bool measured = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) measured = measured || measures.has(tokens_[i].tag);
    if (talk && !measured) owner = nobody;  // 我妈刚买菜回来, 36.5
  }
  for (const std::size_t i : theirs) {
    spoke_of_kin_ = true;
    if (!tokens_[i].is(Tag::mark)) retag(i, Tag::filler);
  }
}

/// 我36.5, and not 我姐36.5.
bool Sentence::has_own_value() const {
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const auto next = tokens_[i].is(Tag::self) ? after(i, {Tag::filler, Tag::label, Tag::measured}) : std::nullopt;
    if (next && is_value(tokens_[*next])) return true;
  }
  return false;
}

void Sentence::resolve_kin() {
  const bool measured = has_figure();
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!tokens_[i].is(Tag::kin)) continue;
    // 何静妈妈说何静发烧了: it is her of whom something is said.
    if (!measured && i > 0 && tokens_[i - 1].is(Tag::name) && !is_speaker(tokens_[i - 1])) tokens_[i].tag = Tag::filler;
    const auto next = after(i, {Tag::filler});
    if (!next) continue;
    const Token& follower = tokens_[*next];
    const std::string_view said = text(follower);
    bool helped = follower.is(Tag::helper) || said == "量的" || said == "测的";
    for (std::size_t k = i + 1; k < clause_of(i).end; ++k)
      helped = helped || text(tokens_[k]) == "说我";  // 我妈摸我头说我发烧
    const bool well = follower.is(Tag::health) && follower.health.present.empty() && !follower.health.vague;
    const bool with = said == "一起" || said == "在一起" || said == "一起住" || said == "住在一起" || said == "住一起";
    const bool at_home = follower.is(Tag::place) && follower.begin == tokens_[i].end;  // 外婆家
    const auto clause = clause_of(i);
    // 在家陪奶奶, 36.5: who stands amid talk without a value is not its subject.
    const bool amid = clause.begin < i && !clause_has(clause, Tag::figure) && !clause_complains(clause);
    if (amid || helped || follower.is(Tag::name) || well || with || at_home) tokens_[i].tag = Tag::filler;
  }
}

Sentence::Clause Sentence::clause_of(std::size_t i) const {
  for (const Clause& clause : clauses()) {
    if (i >= clause.begin && i < clause.end) return clause;
  }
  return {i, i + 1};
}

bool Sentence::clause_complains(const Clause& clause) const {
  for (std::size_t i = clause.begin; i < clause.end; ++i) {
    if (tokens_[i].is(Tag::health) && (!tokens_[i].health.present.empty() || tokens_[i].health.vague)) return true;
  }
  return false;
}

void Sentence::resolve_homes() {
  for (std::size_t i = 1; i < tokens_.size(); ++i) {
    const bool by = tokens_[i].is(Tag::kin) && text(tokens_[i - 1]).ends_with("被");  // 被室友传染
    const bool once = tokens_[i].is(Tag::that_one) && tokens_[i - 1].is(Tag::day);    // 昨天那个忘报了
    if (by || once) tokens_[i].tag = Tag::filler;
  }
  const bool ours = std::any_of(tokens_.begin(), tokens_.end(), [](const Token& token) { return token.is(Tag::we); });
  for (const Clause& clause : ours ? clauses() : std::vector<Clause>{}) {  // 36.3 我家断网了: nobody's value
    if (!clause_has(clause, Tag::we) || !clause_has(clause, Tag::excuse) || clause_has(clause, Tag::figure)) continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      if (tokens_[i].is(Tag::we)) tokens_[i].tag = Tag::filler;
    }
  }
  for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
    const bool visits = i > 0 && tokens_[i].is(Tag::name) && text(tokens_[i - 1]).ends_with("在");  // 我在李四家
    const bool others = tokens_[i].is(Tag::kin) || tokens_[i].is(Tag::third) || visits;
    const bool house = tokens_[i + 1].is(Tag::place) && text(tokens_[i + 1]).starts_with("家");
    if (!others || !house || tokens_[i + 1].place.place != "家") continue;
    tokens_[i].tag = tokens_[i + 1].tag = Tag::filler;  // 外婆家
  }
}

void Sentence::resolve_enumeration() {
  // 1、体温36.5 2、无咳嗽 is a form; with names it is a list, which is not ours.
  if (names_others()) return;
  for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
    const Token& token = tokens_[i];
    const bool digit = token.is(Tag::figure) && token.figure.form == Form::odd && token.end - token.begin == 1;
    const bool first = i == 0 || tokens_[i - 1].is(Tag::mark);
    const std::string_view behind = text(tokens_[i + 1]);
    const bool listed = behind == "、" || behind == "." || behind == ")";
    const bool plus_one = i == 1 && text(tokens_[0]) == "+" && tokens_[i + 1].is(Tag::mark);
    if (digit && first && (listed || plus_one)) tokens_[i].tag = Tag::mark;
  }
}

/// 我穿38.5的鞋，体温36.5; 36.5，超过37.3要隔离吗: beside a value that stands for itself the other number is a thing's.
void Sentence::resolve_things() {
  constexpr Tags things{Tag::topic, Tag::alien};
  constexpr Tags asks{Tag::question, Tag::worry, Tag::rule};
  const auto figures = std::count_if(tokens_.begin(), tokens_.end(), [](const Token& t) { return t.is(Tag::figure); });
  if (figures < 2) return;
  const auto is_reading = [&](std::size_t i) {
    return tokens_[i].is(Tag::figure) && tokens_[i].figure.form == Form::reading;
  };
  const auto has = [&](const Clause& clause, Tags tags) {
    return std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                       tokens_.begin() + static_cast<std::ptrdiff_t>(clause.end),
                       [&](const Token& token) { return tags.has(token.tag); });
  };
  const auto all = clauses();
  for (const Clause& clause : all) {
    const auto beside = [&](bool labelled) {
      return std::any_of(all.begin(), all.end(), [&](const Clause& one) {
        return one.begin != clause.begin && clause_has(one, Tag::figure) && !has(one, things | Tags{Tag::threshold}) &&
               (!labelled || clause_has(one, Tag::label));
      });
    };
    const bool labelled = beside(true);
    if (!beside(false) || clause_has(clause, Tag::label)) continue;
    for (std::size_t i = clause.begin + 1; i < clause.end; ++i) {
      const bool things_own = labelled && things.has(tokens_[i - 1].tag);
      const bool limit = tokens_[i - 1].is(Tag::threshold) && has(clause, asks);
      const bool own =
          has(clause, {Tag::health, Tag::measured}) || has({clause.begin, i}, {Tag::self});  // 我39度，热死了
      const bool weather = !tokens_[i].figure.decimal && clause_has(clause, Tag::alien) && !own;
      if (is_reading(i) && (things_own || limit || weather)) tokens_[i].figure.form = Form::foreign;
    }
  }
}

/// 要被高数烧到40度了: what one studies or plays gives no fever; 被空调吹得发烧 is one.
void Sentence::resolve_blame() {
  constexpr Tags blamed{Tag::topic, Tag::matter};
  constexpr std::array<std::string_view, 7> causes{"吹", "晒", "淋", "传", "冻", "感染", "着凉"};
  if (highest_figure() < fever || !has_any(blamed)) return;
  for (const Clause& clause : clauses()) {
    const std::string_view said = text(clause);
    const auto by = said.find("被");
    if (by == said.npos || said.substr(by).starts_with("被子") || said.substr(by).starts_with("被窝")) continue;
    if (std::any_of(causes.begin(), causes.end(), [&](auto cause) { return said.find(cause, by) != said.npos; }))
      continue;
    bool blames = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const bool behind = tokens_[i].begin >= tokens_[clause.begin].begin + by;
      blames = blames || (behind && blamed.has(tokens_[i].tag));
      if (!blames) continue;
      if (tokens_[i].is(Tag::figure)) tokens_[i].figure.form = Form::foreign;
      if (tokens_[i].is(Tag::health)) retag(i, Tag::filler);
    }
  }
}

/// 36.5，李四快起床了; 已联系 许诺，36.5: a name that only does something, or that somebody has called, owns no value.
void Sentence::resolve_bystanders() {
  if (!has_any({Tag::name})) return;
  const auto all = clauses();
  const auto value =
      std::find_if(all.begin(), all.end(), [&](const Clause& one) { return clause_has(one, Tag::figure); });
  if (value == all.end() || has_any({Tag::behalf})) return;
  for (const Clause& clause : all) {
    if (!clause_has(clause, Tag::name) || clause_has(clause, Tag::figure) || clause_complains(clause)) continue;
    const std::string_view said = text(clause);
    bool own_excuse = false;  // It says why somebody else reports for him.
    for (std::string_view word : {"手机", "网", "流量", "没电", "让我", "叫我", "托我"})
      own_excuse = own_excuse || said.find(word) != std::string_view::npos;
    const bool does = clause_has(clause, Tag::excuse) || clause_has(clause, Tag::junk);
    const bool called = text().substr(0, tokens_[clause.begin].end).find("联系") != std::string_view::npos;
    if (!called && (own_excuse || !does || clause.begin < value->end || clause_has(*value, Tag::name))) continue;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      if (tokens_[i].is(Tag::name) && !is_speaker(tokens_[i])) retag(i, Tag::filler);
    }
  }
}

void Sentence::resolve_doubt() {
  // 感觉有点头晕 is a complaint, 感觉发烧了 beside 37.6 a doubt.
  const bool feverish = std::any_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
    return is_value(token) && token.figure.centi >= fever && token.figure.form != Form::odd;
  });
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!tokens_[i].is(Tag::doubt)) continue;
    const auto next = after(i, {Tag::filler, Tag::self});
    if (!next || !tokens_[*next].is(Tag::health)) continue;
    const auto& present = tokens_[*next].health.present;
    const bool fever_felt = std::find(present.begin(), present.end(), "发热") != present.end();
    if (!fever_felt || !feverish) tokens_[i].tag = Tag::filler;
  }
}

void Sentence::resolve_brackets() {
  for (std::size_t i = 1; i + 1 < tokens_.size(); ++i) {
    if (tokens_[i].is(Tag::figure) && text(tokens_[i - 1]) == "<" && text(tokens_[i + 1]) == ">") {
      tokens_[i - 1].tag = tokens_[i + 1].tag = Tag::mark;
    }
  }
  for (std::size_t i = 1; i < tokens_.size(); ++i) {  // 李四同学36.5
    if (tokens_[i - 1].is(Tag::name) && text(tokens_[i]) == "同学") tokens_[i].tag = Tag::filler;
  }
}

void Sentence::resolve_asides() {
  // 早36.4 晚上还没测: a time of day that is still to come.
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const auto next = after(i, {Tag::filler});
    if (!is_slot(tokens_[i]) || !next || !tokens_[*next].is(Tag::unmeasured)) continue;
    const bool another = std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      return is_slot(token) && token.begin != tokens_[i].begin;
    });
    if (another) tokens_[i].tag = tokens_[*next].tag = Tag::filler;
  }
  // 早:36.5 中: 晚: are boxes still to be filled.
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!is_slot(tokens_[i]) || i + 1 >= tokens_.size() || text(tokens_[i + 1]) != ":") continue;
    const auto next = after(i);
    if (!next || is_slot(tokens_[*next])) tokens_[i].tag = Tag::filler;
  }
  // 李四到赵六: nobody can tell who stands between them.
  for (std::size_t i = 1; i + 1 < tokens_.size(); ++i) {
    if (text(tokens_[i]) != "到" && text(tokens_[i]) != "至") continue;
    if (tokens_[i - 1].is(Tag::name) && tokens_[i + 1].is(Tag::name)) tokens_[i].tag = Tag::we;
  }
  // 早晚都打错了, 早36.4晚36.6: the values have their own.
  const auto slotted = [&](bool valued) {
    for (const Clause& clause : clauses()) {
      if (clause_has(clause, Tag::figure) != valued) continue;
      if (clause_has(clause, Tag::am) || clause_has(clause, Tag::noon) || clause_has(clause, Tag::pm)) return true;
    }
    return false;
  };
  if (has_any({Tag::am, Tag::noon, Tag::pm}) && slotted(true) && slotted(false)) {
    for (const Clause& clause : clauses()) {
      if (clause_has(clause, Tag::figure) || !clause_has(clause, Tag::mistake)) continue;
      for (std::size_t i = clause.begin; i < clause.end; ++i) {
        if (is_slot(tokens_[i]) || tokens_[i].is(Tag::all)) tokens_[i].tag = Tag::filler;
      }
    }
  }
  // 昨晚烧到39, 现在36.8: now is today, and a whole number beside a fever is its height; 烧到38多 is about one.
  const bool past = std::any_of(tokens_.begin(), tokens_.end(),
                                [](const Token& token) { return token.is(Tag::day) && token.figure.offset < 0; });
  for (Token& token : tokens_) {
    if (past && token.is(Tag::filler) && (text(token) == "现在" || text(token) == "目前" || text(token) == "此刻")) {
      token.tag = Tag::day;
      token.figure.form = Form::day;
    }
  }
  for (const Clause& clause : clauses()) {
    bool fevered = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const auto& present = tokens_[i].health.present;
      fevered = fevered || std::find(present.begin(), present.end(), "发热") != present.end();
      Figure& figure = tokens_[i].figure;
      if (!tokens_[i].is(Tag::figure) || !fevered || figure.centi < 3700 || figure.centi > highest) continue;
      if (past && figure.form == Form::whole) figure.form = Form::reading;
      if (past && clause_has(clause, Tag::day) && clauses().size() > 1) {  // That fever is over.
        for (std::size_t k = clause.begin; k < i; ++k) std::erase(tokens_[k].health.present, "发热");
      }
      const std::string_view said = text(tokens_[i]);
      if (figure.form == Form::foreign && (said.ends_with("多") || said.ends_with("几"))) figure.form = Form::vague;
    }
  }
  // 从36.9改成36.5.
  for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
    const bool from = tokens_[i].is(Tag::junk) && (text(tokens_[i]) == "从" || text(tokens_[i]) == "由");
    if (from && is_value(tokens_[i + 1])) tokens_[i].tag = Tag::old;
  }
  // 昨晚熬夜了, 36.5: what is said of other things gives the value no time; 昨天忘报了, 36.5 is of yesterday.
  if (!has_any({Tag::junk, Tag::excuse})) return;
  for (const Clause& clause : clauses()) {
    const bool junk = clause_has(clause, Tag::junk);
    if (clause_has(clause, Tag::figure) || !(junk || clause_has(clause, Tag::excuse))) continue;
    const std::string_view said = text(clause);
    bool late = clause_has(clause, Tag::label);
    for (std::string_view word : {"忘", "补", "报"}) late = late || said.find(word) != std::string_view::npos;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const bool day = tokens_[i].is(Tag::day) || tokens_[i].is(Tag::clock);
      if (is_slot(tokens_[i]) || (day && (junk || !late))) tokens_[i].tag = Tag::filler;
    }
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
    // 3606宿舍
    Token& number = tokens_[i];
    const bool room =
        tokens_[i + 1].is(Tag::place) && (tokens_[i + 1].place.place == "宿舍" || tokens_[i + 1].place.place == "学校");
    if (number.is(Tag::figure) && !number.figure.decimal && !number.figure.unit && room)
      number.figure.form = Form::foreign;
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

bool Sentence::has_figure() const {
  return std::any_of(tokens_.begin(), tokens_.end(), [](const Token& token) { return is_value(token); });
}

bool Sentence::has_reading() const { return highest_reading() > 0; }

int Sentence::highest_figure() const {
  int best = 0;
  for (const Token& token : tokens_) {
    if (is_value(token)) best = std::max(best, token.figure.centi);
  }
  return best;
}

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
    const bool asked = i > begin && i < tokens_.size() && text(tokens_[i - 1]) == "?";  // 能请假吗? 38.2
    if (!stop && !asked && !(i > begin && i < tokens_.size() && talk_ends(begin, i))) continue;
    if (i > begin) result.push_back({begin, i});
    begin = stop ? i + 1 : i;
  }
  return result;
}

/// 已经三天没出门了36.5, 下楼拿快递回来量36.9: talk that is over where a value begins, with no mark between.
bool Sentence::talk_ends(std::size_t begin, std::size_t i) const {
  constexpr Tags lead{Tag::self, Tag::label, Tag::measured};
  constexpr Tags talk{Tag::junk, Tag::matter, Tag::topic, Tag::excuse, Tag::place};
  const auto leads = [&](std::size_t at) { return lead.has(tokens_[at].tag) || measures_again(tokens_[at]); };
  const bool led = leads(i);
  if (leads(i - 1)) return false;
  std::size_t value = i;
  while (value < tokens_.size() && leads(value)) ++value;
  if (value == tokens_.size() || !tokens_[value].is(Tag::figure)) return false;
  const Figure& figure = tokens_[value].figure;
  if (figure.form != Form::reading || !figure.decimal) return false;
  const auto first = tokens_.begin() + static_cast<std::ptrdiff_t>(begin);
  const auto end = tokens_.begin() + static_cast<std::ptrdiff_t>(i);
  if (std::none_of(first, end, [&](const Token& token) { return talk.has(token.tag); })) return false;
  const std::string_view said = text().substr(tokens_[begin].begin, tokens_[i].begin - tokens_[begin].begin);
  const auto ends = [&](std::string_view word) { return said.ends_with(word); };
  constexpr std::array<std::string_view, 9> lasted{"天了",   "夜了",   "周了",   "年了",  "小时了",
                                                   "个月了", "晚上了", "星期了", "上午了"};
  constexpr std::array<std::string_view, 9> stays{"在", "待", "呆", "住", "隔离", "宅", "躺", "病", "没"};
  constexpr std::array<std::string_view, 10> over{"了", "啦", "咯", "完", "后", "回来", "再", "又", "才", "饭"};
  // 老师问我, 还欠我: what somebody does to me goes on with the number.
  constexpr std::array<std::string_view, 28> to_me{"给", "跟", "问", "让", "叫", "对", "向", "和", "比", "说",
                                                   "欠", "收", "找", "帮", "替", "还", "扣", "罚", "赔", "转",
                                                   "花", "退", "借", "骗", "差", "少", "付", "奖"};
  const auto holds = [&](std::string_view word) { return said.find(word) != std::string_view::npos; };
  if (std::any_of(lasted.begin(), lasted.end(), ends)) return std::any_of(stays.begin(), stays.end(), holds);
  constexpr std::size_t short_one = 6;  // 没出过门了; not 没想到花了
  const auto no = said.rfind("没");
  const bool denies = no != std::string_view::npos && code_points(said.substr(no)) <= short_one && !holds("没想");
  if (ends("了") && denies) return true;
  if (led && std::any_of(over.begin(), over.end(), ends)) return true;
  // 喝完粥量的36.5, 一觉醒来36.4, 晒太阳晒的37.2: how it came to be measured, unless that is a thing or somebody else.
  constexpr Tags people{Tag::third, Tag::kin, Tag::we, Tag::you, Tag::name, Tag::near_name, Tag::who_asked};
  constexpr Tags things{Tag::topic, Tag::alien, Tag::notice, Tag::rule};
  const auto said_of = [&](Tags tags) {
    return std::any_of(first, end, [&](const Token& token) { return tags.has(token.tag); });
  };
  const bool measured = std::any_of(end, tokens_.begin() + static_cast<std::ptrdiff_t>(value), [&](const Token& token) {
    return token.is(Tag::measured) || measures_again(token);
  });
  const bool done = measured && holds("完");                      // 吃完火锅测的37.0
  const bool somebody = i == begin + 1 && looks_like_name(said);  // 小王测36.5
  const bool told = (measured && code_points(said) > 1) || gives_a_cause(said) ||
                    (tokens_[i - 1].is(Tag::excuse) && said_of({Tag::junk}));
  if (told && !somebody && !said_of(people) && (done || !said_of(things))) return true;
  constexpr std::size_t a_sentence = 4;
  return text(tokens_[i]) == "我" && code_points(said) >= a_sentence && std::none_of(to_me.begin(), to_me.end(), ends);
}

std::string_view Sentence::text(const Clause& clause) const {
  const std::size_t begin = tokens_[clause.begin].begin;
  return text().substr(begin, tokens_[clause.end - 1].end - begin);
}

bool Sentence::is(const Clause& clause, Tags tags) const {
  return std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                     tokens_.begin() + static_cast<std::ptrdiff_t>(clause.end),
                     [&](const Token& token) { return tags.has(token.tag); });
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
    for (std::size_t i = 0; i < scene_.people.size(); ++i) {
      if (scene_.people[i].number == number && i != speaker_) result.push_back(i);
    }
  }
  return result;
}

}  // namespace banwei::temperature
