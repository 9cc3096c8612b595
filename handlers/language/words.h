// The words of the class group by what they mean, and sets of such meanings.
// Invariant: a word may mean several things; which of them counts is decided by the form that takes it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace banwei::language {

enum class Word : std::uint8_t {
  // --- around a command, once for all: taken by every form
  courtesy,  // 请 麻烦 一下 呗
  mark,      // A blank or a comma.
  may_i,     // 能不能: makes the 吗 behind it courtesy
  teacher,   // 老师: courtesy when it stands apart
  // --- small words
  who,              // 谁 哪些人 有几个
  how_many,         // 多少 几个
  what,             // 什么 哪些
  when,             // 几点 什么时候
  by_when,          // 最晚几点 几点前
  how,              // 怎么
  people,           // 人 同学
  list,             // 名单
  of,               // 的
  no,               // 没
  lack,             // 还差
  asking,           // 吗 了没
  still,            // 还 到现在
  now,              // 今天 现在
  recent,           // 最近 这几天
  before,           // 历史
  there_is,         // 有 是
  done,             // 了
  take,             // 把 将
  give,             // 给
  me,               // 我 本人
  you,              // 你
  can,              // 会 能
  do_what,          // 干什么
  one,              // 一个 个
  again,            // 再 一遍
  this_one,         // 这次 刚才
  everyone,         // 全班 大家
  our_class,        // 我们班
  several_classes,  // 各班
  missed,           // 漏 忘
  // --- doing
  see,       // 看 查
  hand,      // 发我
  urge,      // 催
  call,      // 提醒 喊 圈
  begin,     // 发起 开
  end,       // 结束 停
  ended,     // 停了 到此结束
  cancel,    // 取消 不算
  remove,    // 删
  removed,   // 删了 不用了
  recall,    // 撤回
  recalled,  // 撤了
  resend,    // 补发
  send,      // 发
  write,     // 记
  use,       // 用
  set,       // 设
  change,    // 改
  // --- what is spoken of
  temperature,    // 体温
  unwell,         // 发烧 不舒服
  report,         // 报 交 打卡
  check_in,       // 打卡
  deliver,        // 发 测: a report only beside 体温
  reported,       // 报上 记上
  report_or_not,  // 报没报
  record,         // 记录
  roll,           // 点名
  sign,           // 签到 到
  sign_in,        // 签到, the thing
  arrive,         // 到: a sign-in only beside a roll call
  come,           // 来
  attendance,     // 考勤
  lesson,         // 上课
  meeting,        // 班会: may be the name of a roll call
  present,
  made_up,  // 补签 记到
  late,
  absent,
  away,  // 没来
  excused,
  notice,    // 通知
  receipt,   // 收到 回执
  reply,     // 回 看: to a notice only beside it
  confirm,   // 确认
  content,   // 内容
  remind,    // 提醒 闹钟
  help,      // 帮助
  ask,       // 请教
  result,    // 结果
  progress,  // 情况 进度
  plan,      // 安排 计划
  next,      // 接下来
  calendar,  // 校历
  holiday,   // 清明
  days_off,  // 放假
  ledger,    // 台账
  survey,    // 问卷
  activity,  // 活动
  leave,     // 请假
  enrol,     // 报名
  due,       // 截止
  settings,  // 设置
  privacy,   // 隐私
  data,      // 数据 个人信息
  other,     // A compound that hides the words in it: 体温计.
};

inline constexpr std::size_t word_count = static_cast<std::size_t>(Word::other) + 1;
/// A set of meanings.
class Words {
 public:
  static constexpr std::size_t most = 192;  // that a set holds

  constexpr Words() = default;
  constexpr Words(Word word) { part(word) = bit(word); }  // NOLINT: a word is the set of itself

  constexpr bool has(Word word) const { return (parts_[place(word)] & bit(word)) != 0; }
  constexpr bool empty() const { return (parts_[0] | parts_[1] | parts_[2]) == 0; }
  constexpr bool meets(Words other) const {
    return ((parts_[0] & other.parts_[0]) | (parts_[1] & other.parts_[1]) | (parts_[2] & other.parts_[2])) != 0;
  }
  constexpr Words& operator|=(Words other) {
    for (std::size_t i = 0; i < parts_.size(); ++i) parts_[i] |= other.parts_[i];
    return *this;
  }
  friend constexpr Words operator|(Words a, Words b) { return a |= b; }
  friend constexpr Words operator&(Words a, Words b) {
    for (std::size_t i = 0; i < a.parts_.size(); ++i) a.parts_[i] &= b.parts_[i];
    return a;
  }
  constexpr Words without(Words other) const {
    Words rest = *this;
    for (std::size_t i = 0; i < parts_.size(); ++i) rest.parts_[i] &= ~other.parts_[i];
    return rest;
  }

 private:
  static constexpr std::size_t bits = 64;
  static constexpr std::size_t place(Word word) { return static_cast<std::size_t>(word) / bits; }
  static constexpr std::uint64_t bit(Word word) { return std::uint64_t{1} << (static_cast<unsigned>(word) % bits); }
  constexpr std::uint64_t& part(Word word) { return parts_[place(word)]; }

  std::array<std::uint64_t, most / bits> parts_{};
};
static_assert(word_count <= Words::most);

constexpr Words operator|(Word a, Word b) { return Words(a) | Words(b); }

/// Meanings that tell what a command is about; the rest are the small words around them.
inline constexpr Words content =
    Words(Word::urge) | Word::call | Word::cancel | Word::remove | Word::removed | Word::recall | Word::recalled |
    Word::resend | Word::temperature | Word::report | Word::reported | Word::report_or_not | Word::record | Word::roll |
    Word::sign | Word::sign_in | Word::attendance | Word::late | Word::absent | Word::notice | Word::receipt |
    Word::reply | Word::confirm | Word::remind | Word::help | Word::result | Word::progress | Word::plan |
    Word::calendar | Word::ledger | Word::survey | Word::activity | Word::list | Word::lack | Word::settings |
    Word::due | Word::privacy | Word::data;

/// A word that stands somewhere, with all its meanings.
struct Meant {
  std::size_t length = 0;  // bytes
  Words words;
  bool shorthand = false;  // As tw or qd; it counts as a slip.
};

/// The words that start at `at` of a folded text, at most sixteen.
struct Found {
  std::array<Meant, 16> all{};
  std::size_t count = 0;

  const Meant* begin() const { return all.data(); }
  const Meant* end() const { return all.data() + count; }
};
Found words_at(std::string_view text, std::size_t at);

/// 体温 for a topic that is named by 打卡 or 健康; "" for what is no topic of help.
std::string_view topic_of(Words words);
bool is_topic(std::string_view name);

}  // namespace banwei::language
