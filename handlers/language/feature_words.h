// Meanings that one feature alone asks for: its own subject.
// Invariant: they follow those of words.h in the same set, so that a new one costs only whoever asks for it.
#pragma once

#include "handlers/language/words.h"

namespace banwei::language::feature_words {

constexpr Word nth(unsigned place) { return static_cast<Word>(word_count + place); }

inline constexpr Word bound = nth(0);          // 绑定
inline constexpr Word post = nth(1);           // 职务 身份
inline constexpr Word committee = nth(2);      // 班委
inline constexpr Word duty = nth(3);           // 值日
inline constexpr Word exempt = nth(4);         // 免报
inline constexpr Word appointment = nth(5);    // 任命
inline constexpr Word compare = nth(6);        // 核对
inline constexpr Word protect = nth(7);        // 保护
inline constexpr Word group = nth(8);          // 群
inline constexpr Word asked_leave = nth(9);    // 假条
inline constexpr Word granted = nth(10);       // 批了
inline constexpr Word left_early = nth(11);    // 早退
inline constexpr Word in_wuhan = nth(12);      // 留汉
inline constexpr Word on_post = nth(13);       // 在岗
inline constexpr Word timetable = nth(14);     // 课表
inline constexpr Word course = nth(15);        // 课
inline constexpr Word part = nth(16);          // 上午 第一节
inline constexpr Word seen = nth(17);          // 看到了
inline constexpr Word slowest = nth(18);       // 最慢 垫底
inline constexpr Word zero_report = nth(19);   // 零报告
inline constexpr Word sign_of_life = nth(20);  // 动静
inline constexpr Word machine = nth(21);       // 机器人 真人
inline constexpr Word card = nth(22);          // 卡片
inline constexpr Word phone = nth(23);         // 电话
inline constexpr Word by_major = nth(24);      // 按专业
inline constexpr Word by_course = nth(25);     // 按课程
inline constexpr Word why = nth(26);           // 为什么 什么事 去哪了
inline constexpr Word leave_sort = nth(27);    // 什么假
inline constexpr Word officer = nth(28);       // 班长 导员, of whom is spoken
inline constexpr Word where = nth(29);         // 在哪 哪个教室
inline constexpr Word lead = nth(30);          // 带 管
inline constexpr Word bind_code = nth(31);     // 绑定码
inline constexpr Word new_account = nth(32);   // 换号
inline constexpr Word returning = nth(33);     // 回来
inline constexpr Word worst = nth(34);         // 最差 倒数
inline constexpr Word elsewhere = nth(35);     // 今日校园 钉钉
inline constexpr Word summary = nth(36);       // 汇总 概况
inline constexpr Word pressing = nth(37);      // 要紧的事 大事
inline constexpr Word befriend = nth(38);      // 加好友
inline constexpr Word dorm = nth(39);          // 宿舍 床位
inline constexpr Word anothers = nth(40);      // 别人的
inline constexpr Word whether = nth(41);       // 要不要 用不用
inline constexpr Word privately = nth(42);     // 私聊 悄悄
inline constexpr Word mistaken = nth(43);      // 错了 写错
inline constexpr Word longer = nth(44);        // 再等 延长
inline constexpr Word load = nth(45);          // 导入 上传
inline constexpr Word number = nth(46);        // 学号
inline constexpr Word wish = nth(47);          // 想
inline constexpr Word spot = nth(48);          // 抽查
inline constexpr Word minutes = nth(49);       // 纪要 班会记录
inline constexpr Word supplement = nth(50);    // 补充
inline constexpr Word account = nth(51);       // qq 账号
static_assert(static_cast<std::size_t>(account) < Words::most);

/// All that a command is about; 没动静 may be said of a room, too.
inline constexpr Words all = Words(bound) | post | committee | duty | exempt | appointment | compare | protect | group |
                             asked_leave | granted | left_early | in_wuhan | on_post | timetable | course | part |
                             seen | slowest | zero_report | by_major | by_course | befriend;

}  // namespace banwei::language::feature_words
