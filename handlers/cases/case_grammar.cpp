// Cuts the order into words, names, numbers and what is none of them, and asks in turn which order they make.
#include "handlers/cases/case_grammar.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/language/eat.h"
#include "handlers/language/shared_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/text.h"
#include "handlers/language/vocabulary.h"
#include "handlers/language/when/pieces.h"

namespace banwei::cases {

namespace {

using Kind = Order::Kind;

constexpr std::size_t longest = 900;  // bytes
constexpr std::size_t most_names = 6;

enum class Tag {
  name,
  number,
  date,
  mark,  // A comma, a colon.
  blank,
  other,        // What no word takes.
  the_case,     // 个案
  track,        // 关注 随访: opens a case with a name, lists them without
  open,         // 立案
  listed,       // 列为
  end,          // 解除 结束: closes beside 关注 or a name
  ended,        // 结案
  better,       // 好了: a reason to close
  join,         // 加人
  relay,        // 转告
  hand_over,    // 交给: who has it from now on
  everybody,    // 大家
  student,      // 本人
  note,         // 跟进
  note_tail,    // 记一下
  list,         // 名单
  who,          // 有谁
  running,      // 在跟的
  condition,    // 情况
  record,       // 记录
  see,          // 看
  level,        // 级别
  close_level,  // 重点
  urgent_level,
  usual_level,
  contact,    // 联系记录
  company,    // 企业
  family,     // 家长
  talked,     // 打了电话
  untouched,  // 没联系
  next,       // 下次
  once_more,  // 再打
  small,
};

constexpr std::array groups = std::to_array<WordGroup<Tag>>({
    {Tag::the_case, "个案 案子 关怀组 案 号个案 号案"},
    {Tag::track, "关注 健康关注 随访 跟踪 追踪 重点跟踪 关注对象"},
    {Tag::open,
     "立案 立个案 建案 建个案 开个案 开案 建立个案 新建个案 加个案 立为个案 加关注 加入关注 加到关注 纳入关注 列入关注 "
     "加入个案 纳入个案 列入个案 建档 开始跟踪 开始随访 开始关注 我来跟 我来跟着 我来跟进 我来负责 由我来跟 由我跟进"},
    {Tag::listed, "列为 设为 定为 作为 列成 标为 标成 升为 改为 调为 调成 改成 升到 降为 降到 升级为 升级 加到 加入"},
    {Tag::end, "撤了 撤掉 去掉 解除 取消 撤销 关了 关上 不用再 不用 不再", language::finishing, language::shutting},
    {Tag::ended,
     "结案 销案 结了 了结 解除关注 结束关注 取消关注 停止关注 结束跟踪 停止跟踪 结束随访 停止随访 解除随访 不用关注 "
     "不用再关注 不再关注 不用跟了 不用再跟了 不用跟踪 可以结案 关闭个案 结束个案 移出关注 不用随访 解除跟踪 "
     "不用再随访"},
    {Tag::better,
     "恢复正常 恢复正常了 好了 康复了 痊愈了 恢复 正常了 全好了 已恢复 已康复 已经恢复 退烧了 症状消失 身体好了 已痊愈",
     language::got_well},
    {Tag::join, "加人 加上 拉进 加入人 添加 加进 邀请 加成员 增加 拉上 加个人 拉人"},
    {Tag::relay, "说一声 说一下 转告 告诉 通知 发给 转给 转达 转 群发 说 告知 跟 给"},
    {Tag::hand_over, "交给 移交给 转交给 交接给 移交 负责人换成 负责人改成 负责人改为"},
    {Tag::everybody, "组里 组内 全组 组员 组里人 所有成员", language::all_of_you},
    {Tag::student, "本人 学生 同学 学生本人 他本人 她本人", language::he_or_she},
    {Tag::note, "跟进 跟进记录 备注 补记 补充记录 添加记录 加一条 记录"},
    {Tag::note_tail,
     "记一下 记下 记录一下 备注一下 记上 帮我记一下 帮忙记一下 请记录 记到个案里 记一笔 登记一下 记进去 记录下"},
    {Tag::list, "台账", language::listings},
    {Tag::who, "几个 多少 几位 有几个 有多少", language::asking_who},
    {Tag::running,
     "在跟的 在跟 跟着的 在管的 我的 进行中的 进行中 未结的 没结的 开着的 当前 手上的 名下的 目前的 全部 所有 正在跟的 "
     "我跟的 手上 手头 手头的 手里 手里的"},
    {Tag::condition,
     "情况 什么情况 怎样 怎样了 现在怎样 现在怎样了 怎么样 怎么样了 咋样 咋样了 如何 如何了 状况 状态 身体怎么样 "
     "好了没 好点没 好点了吗 好没好 好些了吗 进展 啥情况 恢复得怎么样 恢复怎么样 好了吗"},
    {Tag::record, "的记录 跟进情况 随访记录 的详情 详情 历史 全部记录"},
    {Tag::see, "打开 调出 显示", language::seeing},
    {Tag::level, "级别 等级 级"},
    {Tag::close_level, "重点 重点对象 重点关注对象"},
    {Tag::urgent_level, "紧急 特急 一级"},
    {Tag::usual_level, "一般 普通"},
    {Tag::contact, "联系记录 谈话记录 家访记录 沟通记录 联络记录 家校联系 联系登记 通话记录 家校沟通 联系日志"},
    {Tag::company, "企业 公司 单位 实习单位"},
    {Tag::family,
     "家长 妈妈 爸爸 母亲 父亲 家里 家里人 家人 爷爷 奶奶 他妈 她妈 他爸 她爸 监护人 父母 爸妈 姐姐 哥哥 家属 他妈妈 "
     "她妈妈 他爸爸 她爸爸 家"},
    {Tag::talked,
     "打了电话 打电话了 打电话 打过电话 打过电话了 通过电话 联系过了 聊过 谈过 谈话 沟通过 家访 家访了 打了个电话 "
     "发了微信 微信联系了 视频了 回了电话 电话联系了 电话联系 通话",
     language::talked_to},
    {Tag::untouched,
     "没联系 没有联系 还没联系 未联系 没打电话 没打过 没聊过 没沟通 没联系过 该联系 要联系 待联系 需要联系 没联系的 "
     "该联系了 该打电话 要打电话 该回访 没有联系过 还没打电话 没打 没谈过"},
    {Tag::next, "下次 下回 下一次 约 约了 约好 预计 计划"},
    {Tag::once_more,
     "再打 再联系 再聊 再问 再谈 再沟通 再看 再回访 再访 再说 再打一次 再联系一次 再问一次 再打过去 再去 再约 回访 "
     "联系 再跟进 再打电话 再家访 再了解"},
    {Tag::small,
     "吗 在 帮 帮忙 给 为 下 目前 最近 都 可以了 先 就 这位 还有 有 老师 我 我们 班 到 成 号 第 个 从 起 谢谢 辛苦 上 "
     "进 进来 申请 想 这个事 这个事情 这事 这件事 这件事情 事情 以后 家的 现 该 哪家 本周 这周 重新 单独 ? ! 了吧 好吧 "
     "一个 一位 里 中 ~ 还剩 剩 剩下",
     language::structural, language::by_now, language::moments_ago, language::pointers, language::persons,
     language::at_present, language::ands, language::tails, language::allowing, language::needing, language::taking,
     language::before_verbs, language::please, language::sides, language::mild},
});
constexpr auto vocabulary = vocabulary_of<groups>();

struct Token {
  Tag tag = Tag::other;
  std::size_t begin = 0;  // Bytes of the text as it was written.
  std::size_t end = 0;
  std::int64_t number = 0;
  Day day{};
  std::vector<std::string> numbers = {};
};

/// Words and marks around what is free text.
std::string_view bare(std::string_view text) {
  const auto eat = [&](std::string_view mark) {
    bool found = false;
    while (text.starts_with(mark)) text.remove_prefix(mark.size()), found = true;
    while (text.ends_with(mark)) text.remove_suffix(mark.size()), found = true;
    return found;
  };
  constexpr std::array<std::string_view, 14> marks{" ",  "\n", "\t", ",",  "，", ":", "：",
                                                   "。", "；", ";",  "、", "　", "(", "（"};
  while (std::any_of(marks.begin(), marks.end(), eat)) {
  }
  return text;
}

class Reader {
 public:
  Reader(std::string_view text, const Scene& scene) : text_(text), scene_(scene) { cut(); }

  std::optional<Order> order() const {
    if (tokens_.empty()) return std::nullopt;
    if (const auto id = leading_id()) return by_id(id->first, id->second);
    if (auto found = contact()) return found;
    if (auto found = noted()) return found;
    if (auto found = about_somebody()) return found;
    return about_all();
  }

 private:
  void cut() {
    const Runes runes = fold(text_);
    const std::string folded = to_utf8(runes.points);
    const Runes places = fold(folded);
    if (places.points.size() != runes.points.size()) return;  // Folding it again changed it: this is no talk.
    std::size_t rune = 0;
    while (rune < runes.points.size()) {
      Token token = token_at(runes, folded, places, rune);
      const std::size_t begin = rune;
      while (rune < places.points.size() && places.begins[rune] < token.end) ++rune;
      rune = std::max(rune, begin + 1);
      token.begin = runes.begins[begin];
      token.end = runes.begins[rune];
      const bool grows = token.tag == Tag::other && !tokens_.empty() && tokens_.back().tag == Tag::other;
      if (grows) {
        tokens_.back().end = token.end;
      } else {
        tokens_.push_back(std::move(token));
      }
    }
  }

  /// Its end in bytes of the folded text.
  Token token_at(const Runes& runes, const std::string& folded, const Runes& places, std::size_t rune) const {
    const std::size_t at = places.begins[rune];
    Token token{.end = places.begins[rune + 1]};
    language::People::Match name;
    for (const language::People& people : scene_.classes) {
      const auto match = people.name_at(folded, at);
      if (match.length == 0 || match.length < name.length) continue;
      if (match.length > name.length) token.numbers.clear();
      name = match;
      for (const std::size_t place : match.who) token.numbers.push_back(people[place].number);
    }
    if (name.length > 0) {
      token.tag = Tag::name;
      token.end = at + name.length;
      return token;
    }
    Scanner date{runes.view(), rune};
    const auto day = times::eat_date(date, scene_.today);
    if (day && !day->invalid && day->precision == times::Precision::day && date.at > rune) {
      token.tag = Tag::date;
      token.day = day->day;
      token.end = places.begins[date.at];
      return token;
    }
    if (is_digit(folded[at])) {
      std::size_t end = at;
      while (end < folded.size() && is_digit(folded[end])) ++end;
      constexpr std::size_t most_digits = 12;
      token.tag = end - at <= most_digits ? Tag::number : Tag::other;
      if (token.tag == Tag::number) token.number = banwei::number(std::string_view(folded).substr(at, end - at));
      token.end = end;
      return token;
    }
    if (const auto word = vocabulary.longest_at(folded, at)) {
      token.tag = word.tag;
      token.end = at + word.length;
      return token;
    }
    const char32_t code = runes.points[rune];
    if (code == U' ' || code == U'\n' || code == U'\t')
      token.tag = Tag::blank;
    else if (is_mark(code) && code != U'#' && code != U'.' && code != U'%')
      token.tag = Tag::mark;
    return token;
  }

  bool is(std::size_t i, Tag tag) const { return i < tokens_.size() && tokens_[i].tag == tag; }
  bool any(Tag tag, std::size_t from = 0) const { return find(tag, from) < tokens_.size(); }
  std::size_t find(Tag tag, std::size_t from = 0) const {
    while (from < tokens_.size() && tokens_[from].tag != tag) ++from;
    return from;
  }
  std::string_view word(const Token& token) const { return text_.substr(token.begin, token.end - token.begin); }
  std::string_view text_from(std::size_t i) const {
    return i < tokens_.size() ? bare(text_.substr(tokens_[i].begin)) : std::string_view();
  }
  std::string_view text_between(std::size_t i, std::size_t end) const {
    return i < end ? bare(text_.substr(tokens_[i].begin, tokens_[end - 1].end - tokens_[i].begin)) : std::string_view();
  }
  std::size_t skip(std::size_t i, std::initializer_list<Tag> tags) const {
    while (i < tokens_.size() && std::find(tags.begin(), tags.end(), tokens_[i].tag) != tags.end()) ++i;
    return i;
  }
  /// Whether all from there are of these, or small.
  bool only(std::size_t from, std::initializer_list<Tag> tags) const {
    return std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(from), tokens_.end(), [&](const Token& token) {
      return token.tag == Tag::small || token.tag == Tag::mark || token.tag == Tag::blank ||
             std::find(tags.begin(), tags.end(), token.tag) != tags.end();
    });
  }

  /// 个案5, #5, 5：, 5号个案: the id, and what stands behind it.
  std::optional<std::pair<std::int64_t, std::size_t>> leading_id() const {
    std::size_t i = skip(0, {Tag::see, Tag::small, Tag::blank});
    const bool hash = i < tokens_.size() && word(tokens_[i]) == "#";
    const bool named = is(i, Tag::the_case);
    if (hash || named) i = skip(i + 1, {Tag::blank, Tag::small});
    if (is(i, Tag::other) && word(tokens_[i]) == "#") i = skip(i + 1, {Tag::blank});
    if (!is(i, Tag::number) || tokens_[i].number == 0) return std::nullopt;
    const std::int64_t id = tokens_[i].number;
    ++i;
    const bool behind = is(i, Tag::the_case) || (is(i, Tag::small) && is(i + 1, Tag::the_case));
    if (behind) i = skip(i, {Tag::small, Tag::the_case});
    const bool colon = is(i, Tag::mark) && (word(tokens_[i]) == ":" || word(tokens_[i]) == "：");
    if (!hash && !named && !behind && !colon) return std::nullopt;
    if (colon && !hash && !named && !behind && is(i + 1, Tag::number)) return std::nullopt;  // 5:30
    return std::pair(id, skip(i, {Tag::mark, Tag::blank}));
  }

  std::optional<Order> by_id(std::int64_t id, std::size_t at) const {
    Order order{.kind = Kind::show, .id = id};
    if (only(at, {Tag::condition, Tag::record, Tag::note, Tag::see})) return order;
    const std::size_t head = skip(at, {Tag::small, Tag::blank});
    if (is(at, Tag::join) || is(head, Tag::join)) {
      order.kind = Kind::join;
      order.names = names_from(text_from((is(at, Tag::join) ? at : head) + 1));
      return order.names.empty() ? std::nullopt : std::optional(order);
    }
    if (is(at, Tag::hand_over) || is(head, Tag::hand_over)) {
      order.kind = Kind::hand_over;
      order.names = new_owner(text_from((is(at, Tag::hand_over) ? at : head) + 1));
      return order.names.empty() ? std::nullopt : std::optional(order);
    }
    if ((any(Tag::ended, at) || any(Tag::end, at)) &&
        only(at, {Tag::ended, Tag::end, Tag::better, Tag::track, Tag::the_case})) {
      order.kind = Kind::close;
      return order;
    }
    if (const auto level = level_from(at)) {
      order.kind = Kind::level;
      order.level = *level;
      return order;
    }
    if (is(at, Tag::note) || is(at, Tag::note_tail)) {
      order.kind = Kind::note;
      order.note = text_from(at + 1);
      return order;
    }
    if (is(tokens_.size() - 1, Tag::note_tail)) {
      order.kind = Kind::note;
      order.note = text_between(at, tokens_.size() - 1);
      return order.note.empty() ? std::nullopt : std::optional(order);
    }
    order.kind = Kind::relay;
    if (is(at, Tag::relay) && (is(at + 1, Tag::everybody) || is(at + 1, Tag::student) || is(at + 1, Tag::name))) {
      order.to_all = is(at + 1, Tag::everybody);
      order.to_student = !order.to_all;
      at += 2;
    } else if (is(head, Tag::relay) && is(head + 1, Tag::mark)) {  // 在个案5里说一声：明天复查
      at = head + 2;
    }
    order.note = text_from(at);
    return order.note.empty() ? std::nullopt : std::optional(order);
  }

  /// 级别 重点, 升为紧急.
  std::optional<std::string> level_from(std::size_t at) const {
    if (!only(at, {Tag::level, Tag::listed, Tag::close_level, Tag::urgent_level, Tag::usual_level, Tag::track}))
      return std::nullopt;
    if (any(Tag::urgent_level, at)) return "紧急";
    if (any(Tag::close_level, at)) return "重点";
    if (any(Tag::usual_level, at)) return "一般";
    return std::nullopt;
  }

  /// 学工办主任 分管领导, 学工办和领导.
  static std::vector<std::string> names_from(std::string_view words) {
    std::vector<std::string> names;
    std::string name;
    const auto end = [&] {
      if (!name.empty() && names.size() < most_names) names.push_back(name);
      name.clear();
    };
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t size = code_point_size(words, at);
      const std::string_view sign = words.substr(at, size);
      if (is_mark(code_point_at(words, at)) || sign == "和" || sign == "跟" || sign == "与")
        end();
      else
        name += sign;
      at += size;
    }
    end();
    return names;
  }

  /// 李强老师负责吧: one name, or nothing.
  static std::vector<std::string> new_owner(std::string_view words) {
    constexpr std::size_t longest_owner = 8;  // characters
    (void)eat_end(words, {"吧", "了"});
    (void)eat_end(words, {"来负责", "负责", "来跟进", "跟进", "来跟", "跟", "接手"});
    auto names = names_from(words);
    if (names.size() != 1 || code_points(names.front()) > longest_owner) names.clear();
    return names;
  }

  Order of(Kind kind, std::size_t name) const {
    return {.kind = kind, .who = std::string(word(tokens_[name])), .numbers = tokens_[name].numbers};
  }

  // --- talks with families and companies ---------------------------------------------------------------------------

  std::optional<Order> contact() const {
    const std::size_t at = skip(0, {Tag::see, Tag::small, Tag::blank});
    if (is(at, Tag::contact)) return contact_with(skip(at + 1, {Tag::mark, Tag::blank}));
    if (is(at, Tag::company)) {
      const std::size_t behind = skip(at + 1, {Tag::blank, Tag::mark});
      const bool record = behind > at + 1 && !any(Tag::name) && !any(Tag::the_case);
      const auto words = text_from(behind);
      if (!record || words.empty() || words.find_first_of(" \n") != words.npos || code_points(words) > 16)
        return std::nullopt;
      return Order{.kind = Kind::contact_show, .who = std::string(words)};
    }
    const std::size_t name = find(Tag::name);
    // 李四的联系记录
    if (name < tokens_.size() && any(Tag::contact, name) && only(0, {Tag::name, Tag::contact, Tag::see, Tag::record}))
      return of(Kind::contact_show, name);
    // 记一下：给丁一家长打了电话，关机，明天再打
    const bool tells = at < tokens_.size() && (word(tokens_[at]) == "给" || word(tokens_[at]) == "跟") &&
                       name == at + 1 && is(name + 1, Tag::family) &&
                       is(name + 2, Tag::talked);  // 给李四妈妈打了电话，已经退烧
    // 今天联系了李四家长，说在家休息
    const std::size_t talk = skip(at, {Tag::date, Tag::small, Tag::blank});
    const std::size_t behind = skip(talk + 1, {Tag::small, Tag::blank});
    if (is(talk, Tag::talked) && name == behind && is(skip(name + 1, {Tag::small}), Tag::family)) {
      Order order = of(Kind::contact_add, name);
      order.with = "家长";
      finish(order, skip(name + 1, {Tag::small}) + 1, tokens_.size());
      return order.note.empty() ? std::nullopt : std::optional(order);
    }
    const bool asked = tells || is(at, Tag::note_tail) || is(tokens_.size() - 1, Tag::note_tail);
    if (!asked || name == tokens_.size() || !is(skip(name + 1, {Tag::small}), Tag::family) || !any(Tag::talked, name))
      return std::nullopt;
    Order order = of(Kind::contact_add, name);
    order.with = "家长";
    const std::size_t end = is(tokens_.size() - 1, Tag::note_tail) ? tokens_.size() - 1 : tokens_.size();
    const std::size_t begins = find(Tag::talked, name) + 1;
    finish(order, begins, end);
    if (order.note.empty()) order.note = text_between(find(Tag::talked, name), end);
    return order;
  }

  /// Behind 联系记录: a name or a company, with whom, what, and when next.
  std::optional<Order> contact_with(std::size_t at) const {
    if (at >= tokens_.size()) return std::nullopt;
    Order order{.kind = Kind::contact_add};
    std::size_t behind = at + 1;
    if (is(at, Tag::name)) {
      order = of(Kind::contact_add, at);
    } else {
      at = is(at, Tag::company) ? skip(at + 1, {Tag::mark, Tag::blank}) : at;
      for (behind = at; behind < tokens_.size() && !is(behind, Tag::blank) && !is(behind, Tag::mark);) ++behind;
      order.who = text_between(at, behind);
      if (order.who.empty() || code_points(order.who) > 16) return std::nullopt;
    }
    behind = skip(behind, {Tag::blank, Tag::mark});
    if (behind >= tokens_.size()) {
      order.kind = Kind::contact_show;
      return order;
    }
    if (!order.numbers.empty() && is(behind, Tag::family)) {
      order.with = "家长";
      const auto said = word(tokens_[behind]);
      if (said == "家长" || said == "家") behind = skip(behind + 1, {Tag::blank, Tag::mark});
    } else if (order.numbers.empty()) {
      std::size_t end = behind;
      while (end < tokens_.size() && !is(end, Tag::blank) && !is(end, Tag::mark)) ++end;
      constexpr std::array<std::string_view, 9> titles{"经理", "主管", "主任", "师傅", "老师",
                                                       "总",   "部长", "部",   "hr"};
      const std::string_view party = text_between(behind, end);
      if (std::any_of(titles.begin(), titles.end(), [&](auto title) { return party.ends_with(title); })) {
        order.with = party;
        behind = skip(end, {Tag::blank, Tag::mark});
      }
    }
    finish(order, behind, tokens_.size());
    return order;
  }

  /// Takes the note, and from its end when the next talk is to be: 下次3/14, 明天再打.
  void finish(Order& order, std::size_t at, std::size_t end) const {
    std::size_t cut = end;
    for (std::size_t i = at; i < end; ++i) {
      if (!is(i, Tag::date)) continue;
      const std::size_t before = i > at && is(i - 1, Tag::blank) ? i - 1 : i;
      const bool led = before > at && is(before - 1, Tag::next);
      const bool followed = is(skip(i + 1, {Tag::small, Tag::blank}), Tag::once_more);
      if (!led && !followed) continue;
      order.next = tokens_[i].day;
      cut = led ? before - 1 : i;
    }
    order.note = text_between(at, cut);
  }

  // --- notes -------------------------------------------------------------------------------------------------------

  std::optional<Order> noted() const {
    const std::size_t name = find(Tag::name);
    if (name == tokens_.size()) return std::nullopt;
    const std::size_t first = skip(0, {Tag::small, Tag::blank});
    const auto with = [&](std::string_view note) -> std::optional<Order> {
      if (note.empty()) return std::nullopt;
      Order order = of(Kind::note, name);
      order.note = note;
      return order;
    };
    // 跟进李四 今日37.1, 记一下：李四今天37.1
    const std::size_t behind = skip(first + 1, {Tag::blank, Tag::mark, Tag::small});
    if ((is(first, Tag::note) || is(first, Tag::note_tail)) && behind == name) return with(text_from(name + 1));
    // 李四跟进：已联系家长
    if (name == first && is(name + 1, Tag::note) && (is(name + 2, Tag::mark) || is(name + 2, Tag::blank)))
      return with(text_from(name + 2));
    // 李四今天37.1，咳嗽减轻，记一下
    const std::size_t last = tokens_.size() - 1;
    if (name == first && is(last, Tag::note_tail)) return with(text_between(name + 1, last));
    return std::nullopt;
  }

  // --- what is said of one student, and of all ---------------------------------------------------------------------

  std::optional<Order> about_somebody() const {
    const std::size_t name = find(Tag::name);
    if (name == tokens_.size() || any(Tag::name, name + 1)) return std::nullopt;
    const auto all = [&](std::initializer_list<Tag> tags) { return only_with_name(name, tags); };
    if (name > 0 && word(tokens_[name - 1]) == "给") return given_to(name);
    // 把李强拉进李四的关怀组
    const std::size_t somebody = find(Tag::other);
    if (any(Tag::join) && any(Tag::the_case) && is(somebody, Tag::other) && !any(Tag::other, somebody + 1) &&
        all({Tag::join, Tag::the_case, Tag::other})) {
      Order order = of(Kind::join, name);
      order.names = names_from(word(tokens_[somebody]));
      return order;
    }
    // 李四的个案交给李强老师
    if (const auto hands = find(Tag::hand_over); hands < tokens_.size() && hands > name && any(Tag::the_case, name)) {
      Order order = of(Kind::hand_over, name);
      order.names = new_owner(text_from(hands + 1));
      const bool whole =
          std::all_of(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(hands), [&](const Token& one) {
            return &one == &tokens_[name] || one.tag == Tag::small || one.tag == Tag::blank || one.tag == Tag::the_case;
          });
      if (whole && !order.names.empty()) return order;
    }
    // 把陈思远拉进个案5
    const std::size_t the_case = find(Tag::the_case, find(Tag::join));
    if (is(the_case + 1, Tag::number) && all({Tag::join, Tag::the_case, Tag::number}))
      return Order{.kind = Kind::join, .id = tokens_[the_case + 1].number, .names = {std::string(word(tokens_[name]))}};
    const bool asks = any(Tag::condition) || any(Tag::record) || any(Tag::who);
    if ((any(Tag::ended) ||
         (any(Tag::end) && (any(Tag::better) || any(Tag::track) || any(Tag::the_case) || tokens_.size() <= 4))) &&
        all({Tag::ended, Tag::end, Tag::better, Tag::track, Tag::the_case, Tag::close_level}) && !asks)
      return of(Kind::close, name);
    const bool opens =
        any(Tag::open) || any(Tag::track) || (any(Tag::listed) && (any(Tag::close_level) || any(Tag::the_case)));
    if (opens && all({Tag::open, Tag::track, Tag::listed, Tag::the_case, Tag::level, Tag::close_level,
                      Tag::urgent_level, Tag::usual_level})) {
      Order order = of(Kind::add, name);
      if (any(Tag::close_level)) order.level = "重点";
      if (any(Tag::urgent_level)) order.level = "紧急";
      return order;
    }
    // 李四的记录 and 李四的情况 ask for the card.
    const auto asked = find(Tag::condition);
    const bool shows = any(Tag::the_case) || (asked < tokens_.size() && word(tokens_[asked]) != "情况");
    if (shows && all({Tag::condition, Tag::record, Tag::the_case, Tag::see, Tag::note, Tag::track, Tag::student}))
      return of(Kind::show, name);
    return std::nullopt;
  }

  /// 给何静立案.
  std::optional<Order> given_to(std::size_t name) const {
    const auto fits = [&](std::size_t i, std::initializer_list<Tag> tags) { return skip(i, tags) == tokens_.size(); };
    const bool led = skip(0, {Tag::small, Tag::blank, Tag::mark, Tag::relay}) == name;
    if (!led || !any(Tag::open) || !fits(name + 1, {Tag::small, Tag::blank, Tag::mark, Tag::open})) return std::nullopt;
    return of(Kind::add, name);
  }

  bool only_with_name(std::size_t name, std::initializer_list<Tag> tags) const {
    return std::all_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      return &token == &tokens_[name] || token.tag == Tag::small || token.tag == Tag::mark || token.tag == Tag::blank ||
             std::find(tags.begin(), tags.end(), token.tag) != tags.end();
    });
  }

  std::optional<Order> about_all() const {
    if (any(Tag::untouched) && (any(Tag::who) || any(Tag::family) || any(Tag::company)) &&
        only(0, {Tag::untouched, Tag::who, Tag::family, Tag::company, Tag::list, Tag::see, Tag::student, Tag::date,
                 Tag::running}))
      return Order{.kind = Kind::contact_due};
    // 还有哪些学生在跟
    const std::size_t running = find(Tag::running);
    const bool in_hand = running < tokens_.size() && word(tokens_[running]).find("在跟") != std::string_view::npos;
    const bool of_cases = any(Tag::the_case) || any(Tag::track) || (in_hand && any(Tag::who));
    const bool asks = any(Tag::list) || any(Tag::who) || any(Tag::running) || any(Tag::see) || any(Tag::close_level) ||
                      any(Tag::condition) || only(0, {Tag::the_case});  // 个案
    if (of_cases && asks &&
        only(0, {Tag::the_case, Tag::track, Tag::list, Tag::who, Tag::running, Tag::see, Tag::close_level,
                 Tag::condition, Tag::student, Tag::record}))
      return Order{.kind = Kind::list};
    return std::nullopt;
  }

  std::string_view text_;
  const Scene& scene_;
  std::vector<Token> tokens_;
};

}  // namespace

bool may_be_order(std::string_view text) {
  constexpr std::array<std::string_view, 44> words{
      "在跟", "来跟",   "负责", "怎样", "案",   "关注", "关怀", "关懷", "跟进", "跟進", "跟踪",
      "跟蹤", "随访",   "隨訪", "记",   "記",   "解除", "结束", "結束", "联系", "聯繫", "情况",
      "情況", "怎么样", "咋样", "如何", "企业", "企業", "#",    "：",   ":",    "家访", "家訪",
      "备注", "列为",   "状况", "恢复", "好了", "公司", "单位", "好点", "谁家", "电话", "電話"};
  return text.size() <= longest &&
         std::any_of(words.begin(), words.end(), [&](auto word) { return text.find(word) != text.npos; });
}

std::optional<Order> read_order(std::string_view text, const Scene& scene) {
  if (text.empty() || text.size() > longest) return std::nullopt;
  return Reader(text, scene).order();
}

nlohmann::ordered_json fields(const Order& order) {
  nlohmann::ordered_json fields = nlohmann::ordered_json::object();
  if (order.id != 0) fields["id"] = order.id;
  if (!order.who.empty()) fields["who"] = order.who;
  if (!order.names.empty()) fields["who"] = order.names;
  if (!order.level.empty()) fields["level"] = order.level;
  if (!order.with.empty()) fields["with"] = order.with;
  if (!order.note.empty()) fields["note"] = order.note;
  if (order.next) fields["next"] = iso(*order.next);
  return fields;
}

std::optional<Farewell> read_farewell(std::string_view text) {
  constexpr std::array<std::string_view, 4> usual{"1", "①", "恭喜恢复", "选1"};
  constexpr std::array<std::string_view, 4> written{"2", "②", "自己写", "选2"};
  const std::string_view said = bare(text);
  if (said.empty() || said.size() > longest) return std::nullopt;
  if (std::find(usual.begin(), usual.end(), said) != usual.end()) return Farewell{};
  if (std::find(written.begin(), written.end(), said) != written.end()) return Farewell{.own = true};
  for (const std::string_view lead : written) {
    if (!said.starts_with(lead)) continue;
    const std::string_view behind = said.substr(lead.size());
    const std::string_view words = bare(behind);
    if (words.size() < behind.size()) return Farewell{.own = true, .note = std::string(words)};  // 2 好好休息, not 21
  }
  return std::nullopt;
}

std::optional<std::string> message_to_team(std::string_view text) {
  constexpr std::array<std::string_view, 14> leads{
      "转告老师",   "告诉老师",   "跟老师说",     "和老师说",     "转告王老师", "转告辅导员",   "告诉辅导员",
      "跟辅导员说", "和辅导员说", "帮我转告老师", "帮我告诉老师", "请转告老师", "麻烦转告老师", "转老师"};
  const std::string_view said = bare(text);
  for (const std::string_view lead : leads) {
    if (!said.starts_with(lead)) continue;
    const std::string_view words = bare(said.substr(lead.size()));
    if (words.empty() || text.size() > longest) return std::nullopt;
    return std::string(words);
  }
  return std::nullopt;
}

}  // namespace banwei::cases
