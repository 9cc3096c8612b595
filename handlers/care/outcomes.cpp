#include "handlers/care/outcomes.h"

#include <algorithm>
#include <array>
#include <vector>

#include "handlers/language/answers.h"
#include "handlers/language/shared_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/vocabulary.h"

namespace banwei::care {

namespace {

constexpr std::size_t longest = 200;  // bytes

constexpr std::string_view in_vain =
    "打不通 没打通 联系不上 没联系上 联系不到 没人接 没接 不接电话 关机 停机 还没联系 没找到";
constexpr std::string_view done =
    "找到了 找到人了 打通了 接电话了 接了电话 找到他了 找到她了 见着了 送去医院 去医院了 救护车 已联系 联系上了 "
    "联系过了 联系了 联系到了 已接通 接通了 已处理 已经处理 处理了 处理好了 处理过了 开玩笑 不用管 见到了 见过面 "
    "打过120 打了120 叫了120 叫过120 在医院了 到医院了 "
    "打过电话 打了电话 电话打了 通过电话 送医院了 送校医院了 电话通了 通过话了 打过了 "
    "量错了 测错了 误报 虚惊 没烧 没发烧 没有发烧";

enum class Tag {
  other,
  name,
  small,
  self,
  all,
  now,     // 马上
  going,   // 去, 来
  doing,   // 在处理: what leads to a deed that is not done yet
  deed,    // 处理
  comes,   // 过去: a deed that needs no other
  mine,    // 交给我
  person,  // 他
  with,    // 跟他
  talked,  // 说了
  deputy,  // 室友
  escort,  // 陪着
  doctor,  // 医院
};

constexpr std::array groups = std::to_array<WordGroup<Tag>>({
    {Tag::small,
     "收到 嗯 嗯嗯 行 知道 知道了 了解 明白 明白了 这个 那个 那位 先 一下 下 老师 电话 微信 情况 事 着 过 正 亲自 自己 "
     "会 要 由 "
     "让 叫 请 安排 往 了啊 了吧 再 说说 一趟 宿舍 寝室 教室 楼下 她家 他家 家里 家长 妈妈 爸爸 父母 本人 ~",
     language::structural, language::by_now, language::moments_ago, language::persons, language::tails,
     language::punctuation, language::agreed, language::adverbs, language::sides, language::spots, language::mild},
    {Tag::self, "我们 我自己", language::speaking},
    {Tag::all, "一个个 一个一个 挨个 逐个 逐一 每个 分别 所有", language::those_people, language::all_of_it},
    {Tag::now, "马上 现在 这就 立刻 立马 赶紧 赶快 正要 准备 待会 等会 一会"},
    {Tag::going, "来 去 赶去"},
    {Tag::doing, "在 正在 得"},
    {Tag::deed,
     "处理 联系 跟 跟进 打 打电话 打给 找 看 看看 看一下 问 问问 管 负责 办 解决 沟通 了解 盯 盯着 落实 核实 谈 聊 "
     "安抚 找找 问下 看下"},
    {Tag::comes, "过去 赶过去 去看 去看看 去找 出门 出发 赶来 在路上 路上 在赶 去一趟 跑一趟 上楼 下楼 处理中 联系中"},
    {Tag::mine, language::taking_over},
    {Tag::person, "ta 这孩子 这学生 学生 孩子", language::he_or_she},
    {Tag::with, "给 同 找 问", language::ands},
    {Tag::talked, "说过了 聊过了 谈过了 讲了 打了 打过了 联系好了 问了 问过了 沟通过了", language::talked_to},
    {Tag::deputy, "室友 舍友 同寝 班长 寝室长 宿管 阿姨 宿管阿姨 同桌 班主任"},
    {Tag::escort, "送 陪 带 送去 陪去 带去 送到 陪到 带到 送往 陪着 带着 陪同"},
    {Tag::doctor, "医院 校医院 急诊 医务室 校医室 诊所 门诊"},
});
constexpr auto vocabulary = vocabulary_of<groups>();

/// One clause, cut into what its words do.
struct Clause {
  std::vector<Tag> tags;

  bool has(Tag tag) const { return std::find(tags.begin(), tags.end(), tag) != tags.end(); }
  std::size_t place(Tag tag) const {
    return static_cast<std::size_t>(std::find(tags.begin(), tags.end(), tag) - tags.begin());
  }
  bool known() const { return !has(Tag::other); }

  /// 我跟他说了, 都联系了: it is over; not 我去联系了.
  bool talked() const {
    const bool whom = has(Tag::person) || has(Tag::name) || has(Tag::all) || has(Tag::self);
    return has(Tag::talked) && whom && !leads_on();
  }
  /// 我来处理, 在联系了, 我一个个打, 马上过去; not 跟进, and not 你去看看.
  bool takes() const {
    if (has(Tag::mine)) return true;
    const bool led = has(Tag::self) || has(Tag::now) || begins_with_doing();
    return led && (has(Tag::comes) || has(Tag::going) || has(Tag::deed) || (has(Tag::talked) && leads_on()));
  }
  /// 她室友陪着去医院
  bool escorts() const { return has(Tag::escort) && has(Tag::doctor) && (has(Tag::deputy) || has(Tag::self)); }

 private:
  bool leads_on() const { return has(Tag::doing) || has(Tag::going); }
  /// 在处理了, 彭悦这边在处理
  bool begins_with_doing() const {
    for (const Tag tag : tags) {
      if (tag == Tag::doing || tag == Tag::comes) return true;
      if (tag != Tag::small && tag != Tag::name && tag != Tag::person) return false;
    }
    return false;
  }
};

std::vector<Clause> clauses_of(std::string_view folded, std::span<const std::string> names) {
  std::vector<Clause> clauses(1);
  for (std::size_t at = 0; at < folded.size();) {
    const std::string_view rest = folded.substr(at);
    const auto name = std::find_if(names.begin(), names.end(),
                                   [&](const std::string& one) { return !one.empty() && rest.starts_with(one); });
    if (name != names.end()) {
      clauses.back().tags.push_back(Tag::name);
      at += name->size();
      continue;
    }
    const std::size_t size = code_point_size(folded, at);
    if (is_mark(code_point_at(folded, at))) {
      if (!clauses.back().tags.empty()) clauses.emplace_back();
      at += size;
      continue;
    }
    const auto word = vocabulary.longest_at(folded, at);
    clauses.back().tags.push_back(word ? word.tag : Tag::other);
    at += word ? word.length : size;
  }
  return clauses;
}

/// Whether one of the words that say it is over stands there, and not as 在处理了.
bool says_done(std::string_view folded) {
  constexpr std::string_view not_yet = "在 来 去";
  for (std::size_t at = 0; at < folded.size(); at += code_point_size(folded, at)) {
    if (!language::begins_with_one_of(folded.substr(at), done)) continue;
    std::size_t before = at;
    while (before > 0 && (static_cast<unsigned char>(folded[--before]) & 0xC0U) == 0x80U) continue;
    if (at == 0 || !language::is_one_of(folded.substr(before, at - before), not_yet)) return true;
  }
  return false;
}

/// Whether the first clause is that and no more: 已接通, 我刚打过了. 打过针了 and 通知已处理 are of something else.
bool begins_with_done(std::string_view folded) {
  constexpr std::array<std::string_view, 18> around{"收到", "好的", "好", "嗯", "我", "已经", "已", "刚刚", "刚才",
                                                    "刚",   "给",   "跟", "和", "他", "她",   "的", "同学", "人"};
  std::size_t end = 0;
  while (end < folded.size() && !is_mark(code_point_at(folded, end))) end += code_point_size(folded, end);
  const std::string_view whole = folded.substr(0, end);
  std::string_view clause = whole;
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view word : around) {
      if (!clause.starts_with(word)) continue;
      clause.remove_prefix(word.size());
      cut = true;
    }
  }
  std::string_view bare = clause;
  if (bare.ends_with("了")) bare.remove_suffix(std::string_view("了").size());
  return language::is_one_of(clause, done) || language::is_one_of(bare, done) || language::is_one_of(whole, done);
}

}  // namespace

std::optional<Told> outcome_in(std::string_view text, std::span<const std::string> names) {
  if (text.size() > longest || language::holds_one_of(text, "? ？ 吗 谁 没有")) return std::nullopt;
  const std::string folded = normalised(text);
  if (language::holds_one_of(folded, in_vain)) return Told{.outcome = Outcome::in_vain};
  std::vector<std::string> called;
  for (const std::string& name : names) called.push_back(normalised(name));
  const std::vector<Clause> clauses = clauses_of(folded, called);
  const auto any = [&](auto is) {
    return std::any_of(clauses.begin(), clauses.end(),
                       [&](const Clause& clause) { return clause.known() && is(clause); });
  };
  const bool all = any([](const Clause& clause) { return clause.has(Tag::all); });
  const bool talked = any([](const Clause& clause) { return clause.talked(); });
  const bool taken = any([](const Clause& clause) { return clause.takes() || clause.escorts(); });
  if (says_done(folded)) return Told{.bare = talked || begins_with_done(folded), .all = all};
  if (talked) return Told{.bare = true, .all = all};
  if (taken) return Told{.outcome = Outcome::taken, .bare = true, .all = all};
  return std::nullopt;
}

}  // namespace banwei::care
