// The words of a report on a lesson, by what they do in it.
// Invariant: words of one meaning, separated by single spaces; the longest word at a place counts.
#pragma once

#include <array>
#include "handlers/language/shared_words.h"

#include "handlers/language/vocabulary.h"

namespace banwei::lesson {

enum class Meaning {
  due,       // 应到: a number follows
  present,   // 实到
  absent,    // 缺
  late,      // 迟到
  early,     // 早退
  leave,     // 请假
  sick,      // 病假
  private_,  // 事假
  official,  // 公假
  full,      // 全勤
  fine,      // 正常: as much, of the others
  others,    // 其余
  none,      // 无
  each,      // 均: of all of them
  except,    // 除了: of the names beside it the rest is not true
  title,     // 学委: a name behind it is that of whoever reports
  teacher,   // 老师: so is a name before it, and no student's
  label,     // 教室: what follows is no matter of ours
  joint,     // 和
  unit,      // 分钟, 年: takes the number before it along
  noise,     // 同学
  denied,    // 不是: what follows is what was reported before
  amended,   // 改成: of the names alone, not of the whole lesson
  stalls,    // 卡顿: how the lesson went, and no matter of who was there
  talk,      // 吗: it is no report
};

inline constexpr std::array words{
    WordGroup<Meaning>{
        Meaning::due,
        "应到 应到人数 应到数 应出勤 应出勤人数 应出席 应参加 应有 应该到 应上课 总人数 班级人数 全班人数 "
        "全班共 全班 总数 应勤 应 本班共 班级总人数 应到人"},
    WordGroup<Meaning>{Meaning::present,
                       "实到 实到人数 实到数 实际到 实际 实际到课 实际出勤 实出勤 实出勤人数 到课 到课人数 出勤人数 "
                       "到场 签到人数 签到 已签到 实 实勤 在线 在线人数 参加 上课人数 实际人数 实到人 听课 听课人数",
                       language::attending},
    WordGroup<Meaning>{Meaning::absent,
                       "缺 缺了 少了 差 还差 缺勤人员 缺席人员 缺勤名单 缺席名单 缺课名单 旷课人员 旷课名单 未到人员 "
                       "未到名单 未到者 没到 没到的 没来 没来的 没有来 没有到 未来 不在 未签到 没签到 没签 未签 "
                       "未签到名单 无故缺席 无故旷课 无故缺勤 未出勤 没来上课 翘课 逃课 未参加 没请假 未请假 没有请假 "
                       "未上线 没上线 没有上线 不在线 缺勤者 旷课者 未请假缺席 缺到 没在 旷了 缺席者 无故未到",
                       language::absences},
    WordGroup<Meaning>{Meaning::late, "迟到人员 迟到名单 迟到者 迟到的", language::lateness},
    WordGroup<Meaning>{Meaning::early,
                       "早退 早退人员 早退名单 提前走 提前走了 提前离开 早走 早退了 早退者 中途离开 中途早退"},
    WordGroup<Meaning>{Meaning::leave,
                       "请假 请假人员 请假名单 请假人 请了假 已请假 有假条 请假了 批假 已批假 准假 请假者 因故请假"},
    WordGroup<Meaning>{Meaning::sick, "请的病假 请的是病假 因病请假 生病请假 病假人员 因病假", language::sick_leave},
    WordGroup<Meaning>{Meaning::private_, "请的事假 请的是事假 因事请假 有事请假 事假人员", language::private_leave},
    WordGroup<Meaning>{Meaning::official, "因公请假 公假人员 公事假", language::official_leave},
    WordGroup<Meaning>{
        Meaning::full,
        "全勤 全到 全到齐 到齐 到齐了 全部到齐 全员到齐 全部到 全员到 全部到了 都到 都到了 都到齐 都到齐了 全到了 "
        "全都到了 全齐 齐了 人齐 人齐了 人到齐了 满勤 全体到齐 全体出勤 全员出勤 全部出勤 全部到课 全员到课 全班到齐 "
        "全班全勤 全班都到了 全班都到 全来了 都来了 都在 全在 全部在线 全员在线 都在线 出勤正常 考勤正常 到课正常 "
        "全部正常 都正常 一切正常 全员正常 无异常 没有异常 一个不少 一个不缺 一个都不少 全员参加 全部参加 全体参加 "
        "全员参与 无一缺席 没人缺 没人缺课 没有人缺 没有人缺课 没缺人 一个没缺 一个也没缺 一个都没缺 都齐 都齐的 "
        "全齐了 全齐的 齐的 没缺的 没有缺的 全部签到 都签到了 全员签到 全部按时到课 按时到课 准时到课 全部准时 均到 "
        "均到课 均出勤 均正常 均到齐 全部到位 均已到 已到齐 全部已到 百分百出勤"},
    WordGroup<Meaning>{Meaning::fine, "正常 正常上课 正常出勤 到 在 准时 按时"},
    WordGroup<Meaning>{Meaning::others, "剩余 其它人 其余同学 其他同学 其余人员 其他人员 除此之外",
                       language::the_others},
    WordGroup<Meaning>{Meaning::none, "无 没有 无人 没人 没 零 暂无 无人员 没有人"},
    WordGroup<Meaning>{Meaning::each, "均 皆 均为 都是 全是", language::all_of_it},
    WordGroup<Meaning>{Meaning::except, "就 只 只有 仅 外", language::exceptions},
    WordGroup<Meaning>{
        Meaning::title,
        "学委 学习委员 班长 副班长 团支书 班委 纪律委员 纪检委员 考勤员 填报人 填表人 记录人 汇报人 上报人 "
        "考勤人 统计人 报告人 点名人 负责人 值日班长"},
    WordGroup<Meaning>{Meaning::teacher, "老师 教师"},
    WordGroup<Meaning>{
        Meaning::label,
        "任课教师 任课老师 授课教师 授课老师 主讲 主讲教师 上课地点 地点 教室 上课教室 备注 原因 说明 链接 "
        "会议号 上课内容 内容 主题 时间 上课时间 班级 上课方式 上课平台 平台 授课平台 "
        "授课方式 授课内容 周次 日期"},
    WordGroup<Meaning>{Meaning::joint, "及 以及 还有", language::ands},
    WordGroup<Meaning>{Meaning::unit, "分钟 分 min 年 周 %"},
    WordGroup<Meaning>{
        Meaning::noise,
        "不知道原因 不知道什么原因 原因不明 未知原因 不明原因 真棒 棒 很棒 表扬 加油 继续保持 不错 很好 给力 辛苦啦 "
        "谢谢老师 谢谢大家 请查收 请老师查收 请知悉 望知悉 已核实 无误 核对无误 报告老师 已联系 联系不上 电话打不通 "
        "原因待查 情况不明 一下 补一下 等 男生 女生 男 女 出勤率 到课率 缺勤率 同学们 大家 名 位 个 为 有 共 共计 合计 "
        "总共 一共 另 另外 其中 分别是 分别为 分别 课 课程 课程名 课程名称 科目 节次 上午 下午 晚上 早上 中午 第 班 "
        "我们班 我班 本班 考勤 课堂考勤 云考勤 考勤情况 考勤汇报 考勤上报 考勤表 考勤登记 汇报 上报 报告 登记 报 填报 "
        "统计 情况 出勤情况 到课情况 上课情况 如下 完毕 以上 特此汇报 线上 网课 直播课 线下 那节 那节课 那堂课 这堂课 "
        "上一节 上一节课 刚下课 刚上完 掉线 掉线了 断线 断网 断网了 网断了 你好 您好 大家好 好 谢谢 辛苦 辛苦了 收到 "
        "更正 更正一下 改 修改 修正 更新 重发 重新 上一条 写错了 写错 打错了 发错了 报错了 错了 应该是 补报 补 补充 那 "
        "而 且 并 又 也 名单 人员 人数 哦 啊 呀 哈 嗯 哈哈 上 节课 我 这 这节 这节课 本节 本节课 本次 此次 次 在 用 因 "
        "由于 经 点名 点名结果 结果 学生 全 数 情 况 所有 直播 网络 画面 声音",
        language::structural, language::by_now, language::moments_ago, language::persons, language::before_verbs},
    WordGroup<Meaning>{Meaning::denied, "不是 并不是 并非 不算 不能算"},
    WordGroup<Meaning>{Meaning::amended, "改成 改为 改记 改记为 改记成 更正为 记错 记错了 登记错了"},
    WordGroup<Meaning>{
        Meaning::stalls,
        "卡顿 有点卡 很卡 太卡 好卡 特别卡 卡得很 比较卡 卡顿严重 有卡顿 偶尔卡顿 经常卡顿 时有卡顿 直播卡顿 网络卡顿 "
        "平台卡顿 直播卡 网络卡 平台卡 声音卡 画面卡 卡死了 平台崩了 平台崩溃 平台进不去 老师掉线 老师断线 老师卡顿 "
        "老师卡 老师网卡 没声音 没有声音 听不到声音 画面卡顿 声音断断续续 黑屏 延迟大 延迟严重"},
    WordGroup<Meaning>{Meaning::talk,
                       "作业 没交 未交 补交 班费 书费 教材 课本 试卷 调课 换课 调到 换到 改到 停课 没课 不上 没上 嘛 "
                       "了没 没有啊 谁 哪 几个 几位 几人 几节 多少 怎么 什么 为啥 是不是 有没有 要不要 能不能 可不可以 "
                       "明天 明早 后天 下周 下节 待会 等会 等下 记得 如果 要是 可能 估计 大概 好像 不会 差不多 听说 "
                       "难道 不许 不得 不准 必须 要签到 要点名 会点名 抽查 抽点 随机抽",
                       language::chatter, language::askers},
};

}  // namespace banwei::lesson
