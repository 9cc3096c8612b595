// The words of roll calls, by what they do in an answer.
// Invariant: words of one meaning, separated by single spaces; the longest word at a place counts.
#pragma once

#include <array>
#include <string_view>

#include "handlers/language/answer_words.h"
#include "handlers/language/shared_words.h"

namespace banwei::attendance {

using enum language::SmallWord;

enum Meaning : int {
  arrived,      // 到: signs in, takes 了
  signed_in,    // 签到, 打卡: signs in
  come,         // 来: signs in, takes 了 only; 我来 alone offers to do something
  came,         // 来上课: the same, and no offer
  present,      // 在, 在线: signs in, takes 的
  entered,      // 上线, 进来: signs in with 已 or 了
  one,          // 1: signs in, takes nothing
  tick,         // 11, d: the same
  beep,         // 滴: the same, and a particle: 在滴
  with_tick,    // +1: alone or after another word
  signed_late,  // 补签到
  proxy,        // 代签
  complete,     // 人齐了: a whole answer about everybody
  lesson,       // 上课了, 班会: what the roll call is for
  day,          // 今天, 今晚
  excuse,       // 迟到, 掉线, 睡过: why one is late
  jam,          // 卡: the same, but 卡签到 is none
  just_now,     // 刚, 才: late when one has only just come
  act,          // 起床, 看到消息: an excuse after 刚
  filler,       // 手机, 网, 消息: part of an excuse, nothing by itself
  came_late,    // 我迟到了: says by itself that one is here
  away,         // 请假, 到不了: of leave, and no sign-in
  thing,        // 链接, 页面: what may fail
  equipment,    // 麦克风, 摄像头: may fail too, and makes nobody late
  fails,        // 进不去, 没反应
  cannot,       // 不能, 无法: before 签到
  cannot_sign,  // 签不了到: a problem by itself
  what_to_do,   // 怎么办
  de,           // 的
  ack,          // 好的
  says,         // 说: passes on what another has said
};

inline constexpr std::array words{
    WordGroup<int>{arrived, "到 到场 到位 到达 到课 到会 到岗 到堂 到教室 到会议室 到直播间 答到 喊到 点到 参会 dao"},
    WordGroup<int>{signed_in,
                   "答一下 答一声 签过 签到过 打过卡 签到 签 签个到 签一个 签个 答个到 答一下到 签一下到 签一下 签下 "
                   "签到一下 签下到 签上 打卡 打个卡 报到 报道 报个到 报个道 qd qiandao 签dao 完成签到 完成打卡 "
                   "签到成功 签到完毕 签到完成 打卡成功 打卡完毕 打卡完成 报到完毕 报道完毕 签好 签完 打完卡"},
    WordGroup<int>{come, "来"},
    WordGroup<int>{came, "前来 来上课 来也 来听课 来开会"},
    WordGroup<int>{
        present,
        "在 在线 在座 人在 人在教室 人在会议室 人在直播间 在场 在岗 在位 恭候 恭候多时 候命 待命 在此恭候多时 在此 "
        "在这 在这里 在这儿 在教室 在会议室 在直播间 在课堂 在会议 在会议里 在直播间里 在线上 进会议室 进直播间 "
        "进腾讯会议 进入会议 进入会议室 进入直播间 进入课堂 进入直播 进入腾讯会议 就位 here present"},
    WordGroup<int>{entered,
                   "上线 就座 入座 就绪 进 进来 进会议 进直播 进课堂 进会 进教室 进钉钉 进群 入会 入会议 登录 上号"},
    WordGroup<int>{tick, "有 打个1 扣一 扣一个1 d dd ddd dddd 滴滴 滴滴滴 滴学生卡 学生卡", language::bare_ticks,
                   language::typed_ticks},
    WordGroup<int>{one, "1"},
    WordGroup<int>{beep, "滴"},
    WordGroup<int>{with_tick, "+1"},
    WordGroup<int>{
        signed_late,
        "补签到 补签 补签一下 补签下 补个签到 补一下签到 补个签 补个到 补到 补一下 补打卡 补个卡 补卡 迟到签到 晚签到"},
    WordGroup<int>{proxy, "代签 代签到 代到 代打卡 代报到 代替签到 帮签 帮签到 替签 替签到"},
    WordGroup<int>{he, language::those_people},
    WordGroup<int>{also, "成功 早就 早 准时 按时"},
    WordGroup<int>{
        complete,
        "人齐 人齐了 人都齐了 齐了 都齐了 到齐 到齐了 全齐 全齐了 都到齐 全到齐 人到齐了 人都到齐了 全员到齐 全勤 "
        "全部到齐 无缺席 满勤 全员到场 满员"},
    WordGroup<int>{lesson,
                   "上课了 报数 网课 线上课 点名 点名了 开会了 会议 直播课 直播 早读 晚自习 早自习 云班会 第一节 "
                   "第二节 第三节 第四节 本节课 这节课 听课",
                   language::gatherings, language::lesson_kinds},
    WordGroup<int>{day, "今天 今日 今晚 今早 晚上 早上 上午 下午 中午 本次 此次"},
    WordGroup<int>{
        excuse,
        "不好 不稳定 不稳 慢 差 故障 出问题 出了点问题 迟到 晚到 晚来 晚来一步 晚一步 来晚 到晚 起迟 签晚 签迟 卡顿 "
        "太卡 好卡 很卡 网很卡 "
        "掉线 断线 网断 网断了 网慢 网差 网太卡 网络卡 网络差 延迟 网有问题 网络有问题 网络问题 网络故障 网崩 没电 "
        "关机 死机 停电 停网 坏了 没响 没听见 没听到 没看 没发现 没收到 没起 没醒 没签上 没签到 没进去 没连上 没刷到 "
        "睡过 睡着 睡忘 忘签 忘了签 忘记签 忘记签到 忘了签到 忘签到 没打卡 耽误 耽搁 堵车 错过 来不及 重启 被踢 退出 "
        "自动退出 卡出去 卡出来 被卡出去 掉出去 掉出来 退出去 挤出去 弹出去 弹出来 被挤掉 被挤出去 漏签 对不住 没赶上",
        language::excuses},
    WordGroup<int>{jam, "卡"},
    WordGroup<int>{just_now, "才 现在 刚刚才 这才 现在才", language::moments_ago},
    WordGroup<int>{act,
                   "起 起床 起来 醒 睡醒 醒来 看到 看见 刷到 知道 发现 忙完 吃完 吃完饭 吃饭 在吃饭 洗澡 在洗澡 洗完澡 "
                   "上厕所 在厕所 拿快递 拿外卖 做核酸 充上 充上电 充好电 开机 恢复 修好 弄好 回来 到家 回家 下班 下课 "
                   "上来 登上 连上 连上网 连上来 进去 换手机 换了手机 在忙 忙 打开 打开手机 开电脑 想起来 记起来"},
    WordGroup<int>{
        filler,
        "手机 电脑 网 网络 网速 信号 wifi 宽带 流量 腾讯会议 钉钉 会议 会议室 直播间 软件 系统 学习通 微信 qq 消息 "
        "通知 群 群消息 信息 闹钟 家里 路上 充电 好了 终于 一直 一下 一会 一会儿 又 被 把 出 问题 弄 修 换 去 所以 "
        "因为 然后 电 过来 过去 分钟 几分钟 5分钟 10分钟 两分钟 五分钟 十分钟 闹铃 不小心 自己 家里网 自动 头",
        language::degrees},
    WordGroup<int>{came_late, "迟到了 来晚了 来迟了 晚到了 到晚了 迟到啦 来晚啦"},
    WordGroup<int>{away,
                   "请假 请个假 请病假 请事假 病假 事假 请一天假 请个病假 请个事假 请假一天 请假一节 请假一节课 "
                   "请假一下 请半天假 请假半天 告假",
                   language::official_leave},
    WordGroup<int>{away,
                   "想 得 申请 想要 向您 跟您 向老师 由于 发烧 发烧了 不舒服 身体不舒服 人不舒服 身体不适 家里有事 "
                   "临时有事 头疼 肚子疼 肚子痛 感冒 感冒了 拉肚子 一天 一节课 一次 一节 两天",
                   language::illness, language::cannot_come, language::needing},
    WordGroup<int>{thing,
                   "会议号 链接 网页 页面 按钮 签到码 二维码 签到页面 签到按钮 签到链接 签到入口 签到系统 小程序 app "
                   "超星 雨课堂 程序 入口 定位 位置 密码 总是 显示 提示 根本 怎么 怎么都 怎么也 还是 就是 点 不让"},
    WordGroup<int>{equipment, "摄像头 麦克风 麦 话筒 耳麦 耳机 声音 画面 喇叭 音响 扬声器 视频 画质 音质"},
    WordGroup<int>{
        fails,
        "扫不出来 扫不了 扫不上 扫不出 扫不开 满了 人满了 已满 开不了 开不开 打不了 没声音 没有声音 听不到 听不见 "
        "听不清 没画面 有杂音 有回音 有电流声 进不去 进不来 进不了 打不开 失败 没反应 没有反应 不成功 不行 无效 报错 "
        "出错 错误 加载不出来 加载失败 点不了 点不动 点不开 点不进去 转圈 转圈圈 闪退 卡死 崩了 黑屏 上不去 登不上 "
        "登不进去 登录不了 登不了 连不上 没用 不了 不上 失效 过期 用不了 刷不出来 出不来 找不到 看不到 加不进去 "
        "加入不了 弹不出来 显示不出来 白屏 超时 一直转圈 一直转 一直在转 转个不停 异常 卡住 不进去 不显示"},
    WordGroup<int>{cannot, "不能 不让 不给", language::unable},
    WordGroup<int>{cannot_sign,
                   "签不了 签不上 签不进去 签不了到 签不上到 签不到 签不成 打不了卡 打不上卡 报不了到 没有按钮 "
                   "没有签到按钮 没有签到入口 没有入口 没有签到链接"},
    WordGroup<int>{what_to_do, "怎么办 咋办 怎么弄 咋弄 怎么整 咋整 求助 帮帮我 救命 急 怎么搞 咋回事 怎么回事"},
    WordGroup<int>{soft, "哦 噢 喔"},
    WordGroup<int>{de, "的"},
    WordGroup<int>{title, "号"},
    WordGroup<int>{says, "让我跟您说 让我跟老师说 让我跟您说一声 告诉我", language::said_by},
    WordGroup<int>{ack, "收到 嗯 嗯嗯 ok", language::agreed},
};

/// A message of nothing but these signs in.
inline constexpr std::string_view faces =
    "√ ✓ ✔ ✅ 👋 🙋 ✋ 🖐 🤚 🙌 ☝ 👆 [打卡] [签到] [到] [举手] [挥手] [在] [报到] "
    "[冒泡] "
    "[来了]";

/// Without one of these a sentence we cannot read is no excuse; with one of the others it is none at all.
inline constexpr std::string_view excuse_signs =
    "迟 晚 刚 才 网 卡 断 掉线 没电 睡 忘 耽误 耽搁 没看 没注意 没听 停电 死机 闹钟 重启 抱歉 不好意思 对不起 重新 "
    "坏了 换了 "
    "充电 流量";
inline constexpr std::string_view no_excuse =
    "吗 呢 么 谁 怎么 为什么 什么 哪 几点 没到 未到 不到 别 请 帮我签 帮我点 有人 不是 骗 逗 快点";

/// Failures that need no subject.
inline constexpr std::string_view plain_failures =
    "进不去 进不来 进不了 上不去 登不上 登不进去 连不上 加不进去 登录不了 登不了";

}  // namespace banwei::attendance
