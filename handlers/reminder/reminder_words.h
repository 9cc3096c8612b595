// The words of what asks for a reminder, changes one or takes it away, and how they are read from left to right.
// Invariant: what is not there leaves the text as it was.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "handlers/language/eat.h"
#include "handlers/language/set_of.h"
#include "handlers/language/shared_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/vocabulary.h"

namespace banwei::reminder {

enum class Word : std::uint8_t {
  please,           // 请 帮我 能不能
  unforgotten,      // 别忘了
  set,              // 设 新建 定: 个 and 提醒 stand behind
  amount,           // 一个
  remind,           // 提醒
  clock,            // 闹钟
  bid,              // 叫 喊: whom and what stand behind
  awake,            // 醒 of 叫醒我
  to_whom,          // 跟 of 跟我说一声
  say,              // 说 of it
  tell,             // 告诉
  once,             // 一声 一下
  note,             // 记着
  joining,          // between the time and the verb
  before_verb,      // 记得 到时候
  speaker,          // 我
  whole_class,      // 全班 大家
  all_classes,      // 两个班: every class of who speaks
  pupils,           // 同学们
  together,         // 和, between names
  besides,          // 然后 还有: another order follows
  undone,           // 还没
  whose,            // 的那些
  told,             // behind 提醒 these tell of something that has happened, or ask about it
  told_end,         // 了吗
  taking,           // 把
  change,           // 改 换 挪
  into,             // 到 成
  later,            // 推迟 往后
  sooner,           // 提前 往前
  late,             // 晚 of 晚一小时
  early,            // 早
  moved,            // 推 挪, behind 往后
  time_of,          // 时间 of 时间改到
  content,          // 内容
  remove,           // 取消 删
  away,             // 掉 了
  pause,            // 暂停 停: for so many days
  clear,            // 清空: all of them
  needless,         // 不用 别: 提醒 or 要 stands behind
  adverb,           // 再
  all,              // 全部
  pointing,         // 那个
  just_now,         // 刚才 of 刚才那个
  mine,             // 我的
  number,           // 编号
  of_amount,        // Behind a number these are of a time or an amount.
  between_numbers,  // between numbers
  span,             // 到 of 1到3
  oh,               // 诶
  misspoken,        // 不对 of 不对，是六点四十
  is,               // 是
  then,             // 那就 of 那就改到九点
  particle,         // 啊 谢谢
  softly,           // 吧
  wait,             // 再等
  later_on,         // 稍后
  mark,
  count,
};

inline constexpr std::array word_groups{
    WordGroup<Word>{Word::please, "你 帮 给我 能不能 能否 可不可以 可否 麻烦你 可以 能 记得", language::please},
    WordGroup<Word>{Word::unforgotten, "别忘了 别忘记 不要忘了 不要忘记"},
    WordGroup<Word>{Word::set, "设定 新建 建立 建 添加 增加 新增 加 创建 定 订 弄 来 整 搞 发起 预约 定时",
                    language::setting_up},
    WordGroup<Word>{Word::amount, "一个 个 一条 条 一下 下"},
    WordGroup<Word>{Word::remind, "", language::reminding},
    WordGroup<Word>{Word::clock, "", language::alarm_clocks},
    WordGroup<Word>{Word::bid, "叫 喊 让 催"},
    WordGroup<Word>{Word::awake, "醒"},
    WordGroup<Word>{Word::to_whom, "跟 和 给 对"},
    WordGroup<Word>{Word::say, "说 讲"},
    WordGroup<Word>{Word::tell, "告诉 告知"},
    WordGroup<Word>{Word::once, "一下 一声 一次 一句 一遍 一回"},
    WordGroup<Word>{Word::note, "记着 记一下 记下 记住 记个事 备忘"},
    WordGroup<Word>{Word::joining, "的时候 时 的 再 请 麻烦 帮我 帮忙 准时 都 就 千万 一定 要", "记得 别忘了 别忘记"},
    WordGroup<Word>{Word::before_verb, "请 麻烦 帮我 记得 到时候 到时 再 的时候"},
    WordGroup<Word>{Word::speaker, "我 自己 我自己 我本人 一下我"},
    WordGroup<Word>{Word::whole_class,
                    "全班 全体 班里 班上 群里 大伙 大伙儿 各位 班级 我们班 咱们班 本班 大家 大家伙 大家伙儿 我们 咱们"},
    WordGroup<Word>{Word::all_classes,
                    "两个班 俩班 三个班 几个班 各班 各个班 每个班 所有班 我带的班 我的班 我那几个班"},
    WordGroup<Word>{Word::pupils, "同学们 学生 学生们", language::persons},
    WordGroup<Word>{Word::together, "、 ， , 和 跟 与 及 @"},
    WordGroup<Word>{Word::besides, "然后 再 还有 另外 以及 再就是 顺便 接着"},
    WordGroup<Word>{Word::undone, "还没有 还没 没有 没 还未 尚未 未 忘了 忘记"},
    WordGroup<Word>{Word::whose, "的那些同学 的同学们 的同学 的学生 的各位 的人 的那几个 的 同学"},
    WordGroup<Word>{Word::told, "了 过 得 的 呢 吗 不 功能"},
    WordGroup<Word>{Word::told_end, "了吗 了没 了没有 过吗 了么 是谁"},
    WordGroup<Word>{Word::taking, "", language::taking},
    WordGroup<Word>{Word::change, "挪 移 改动 更改 变更", language::changing},
    WordGroup<Word>{Word::into, "到 成 为 在"},
    WordGroup<Word>{Word::later, "推迟 延后 延迟 推后 后推 顺延 往后 向后 延"},
    WordGroup<Word>{Word::late, "晚"},
    WordGroup<Word>{Word::sooner, "提前 提早 往前 向前"},
    WordGroup<Word>{Word::early, "早"},
    WordGroup<Word>{Word::moved, "推 挪 拖 延 提 调 移"},
    WordGroup<Word>{Word::time_of, "时间"},
    WordGroup<Word>{Word::content, "文字 的话", language::contents},
    WordGroup<Word>{Word::remove, "去 去除 撤 作废 清", language::cancelling, language::shutting, language::removing},
    WordGroup<Word>{Word::away, "掉 了"},
    WordGroup<Word>{Word::pause, "先停 暂停 停 先暂停 先关 停掉"},
    WordGroup<Word>{Word::clear, "清空 清除 清掉"},
    WordGroup<Word>{Word::needless, "不用 不必 不需要 无需 别 甭 不要 不"},
    WordGroup<Word>{Word::adverb, "再 以后 你 就 都"},
    WordGroup<Word>{Word::all, "全 全部的 所有的 所有", language::all_of_it},
    WordGroup<Word>{Word::pointing, "的那个 那个 的那条 那条 这个 这条 的"},
    WordGroup<Word>{Word::just_now, "刚才 刚刚 刚才的 刚才那 上一个"},
    WordGroup<Word>{Word::mine, "我的 我"},
    WordGroup<Word>{Word::number, "编号 第 No. no. #"},
    WordGroup<Word>{Word::of_amount, "点 : ： 月 分 小时 天 个小时 个人 日 周 位"},
    WordGroup<Word>{Word::between_numbers, "、 ， , 和 及 跟"},
    WordGroup<Word>{Word::span, "到 至 - ~ —"},
    WordGroup<Word>{Word::oh, "诶 哎 哦 噢 啊 额 呃"},
    WordGroup<Word>{Word::misspoken, "不对 错了 说错了 打错了 弄错了 不是"},
    WordGroup<Word>{Word::is, "是 应该是 应该 改"},
    WordGroup<Word>{Word::then, "还是 那 就"},
    WordGroup<Word>{Word::particle, "啊 呀 哦 喔 哈 啦 谢谢 谢谢啦"},
    WordGroup<Word>{Word::softly, "吧 呗 一下 。 ！ !"},
    WordGroup<Word>{Word::wait, "再等 再过 过 等 晚 隔"},
    WordGroup<Word>{Word::later_on, "稍后 晚点"},
    WordGroup<Word>{Word::mark, "\t \n \r 　 , ， : ： 、 。 . ; ； ~ ～ ! ！ - — “ ” \" / # ＃"},
};
inline constexpr auto words = vocabulary_of<word_groups>();

using banwei::eat;
using banwei::eat_end;
using Words = SetOf<Word>;

/// The longest of them that stands in front.
inline bool eat(std::string_view& text, Words of) {
  std::size_t longest = 0;
  words.each_at(text, 0, [&](std::size_t length, Word word) {
    if (of.has(word)) longest = std::max(longest, length);
  });
  text.remove_prefix(longest);
  return longest > 0;
}

inline bool sees(std::string_view text, Words of) { return eat(text, of); }

/// The longest of them that stands at the end.
inline bool eat_end(std::string_view& text, Words of) {
  constexpr std::size_t longest = 24;  // bytes
  for (std::size_t at = text.size() - std::min(longest, text.size()); at < text.size(); ++at) {
    std::string_view tail = text.substr(at);
    if (!eat(tail, of) || !tail.empty()) continue;
    text = text.substr(0, at);
    return true;
  }
  return false;
}

inline void skip_marks(std::string_view& text) {
  while (text.starts_with(' ') || eat(text, Word::mark)) text = text.substr(text.starts_with(' ') ? 1 : 0);
}

inline void skip(std::string_view& text, Words of) {
  while (eat(text, of)) skip_marks(text);
}

}  // namespace banwei::reminder
