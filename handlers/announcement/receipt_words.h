// The words of receipts, by what they do in an answer.
// Invariant: words of one meaning, separated by single spaces; the longest word at a place counts.
#pragma once

#include <array>
#include <string_view>

#include "handlers/language/answer_words.h"
#include "handlers/language/shared_words.h"

namespace banwei::announcement {

using enum language::SmallWord;

enum Meaning : int {
  got,           // 收到: a receipt, whatever follows behind a comma
  read_it,       // 已阅, 明白, 知道: the same
  fine,          // 好的, ok: the same
  nod,           // 嗯, 是, √: a receipt alone, but talk when a sentence follows
  well,          // 好: the same, and done behind a verb
  tick,          // 1: the same
  typed,         // 扣1: the same, but 收到扣1 is an announcer's word
  needs_aspect,  // 懂: a receipt with 已 or 了
  task,          // 填, 交: the same
  complete,      // 完成: a receipt by itself, and done behind a verb
  finished,      // 完 behind such a verb
  reply_word,    // 回复 before 收到
  notice,        // 通知, 消息: what was received
  ordinal,       // 第, 条: around the number of a notice
  promise,       // 马上, 这就: what one will do
  promised,      // 去, 填写, 转告: the rest of it
  de,            // 的: 收到的 are those who have received
  parents,       // 家长: who has read it as well, or shall be told
  says,          // 说: passes on what another has confirmed
};

inline constexpr std::array words{
    WordGroup<int>{got, "收到 收悉 签收 接收 接到 收到收到 received shoudao sd roger 确认收到 收到确认"},
    WordGroup<int>{read_it,
                   "阅 读 阅读 看到 看见 看过 知悉 知晓 获悉 悉知 悉 知道 晓得 了解 明白 清楚 理解 确认 确认完毕 已阅 "
                   "已读 已阅知 阅毕 阅知 明白明白 get到 收到并已阅读"},
    WordGroup<int>{
        fine,
        "好的 好嘟 好的嘟 好滴 好哒 好嘞 好咧 好勒 好叻 好呢 要得 得嘞 妥了 好哦 好啊 好呀 好耶 好的好的 好的呢 ok okk "
        "okkk okok okay okey okie oki okk了 ojbk ojbk了 妥妥 妥妥的 得咧 中 中嘞 中咧 要的 要得要得 安排上了 欧克 "
        "欧克欧克 噢克 奥克 欧了 欧 没问题 遵命 得令 遵旨 领命 嗻 喳 copy copythat get got gotit 明白收到 行的 可以的 "
        "可以啊 可以呀 行啊 行呀 没问题的 done 好好好 好的收到 好的明白 好的ok yessir"},
    WordGroup<int>{
        nod,
        "收了 收啦 嗯 嗯嗯 嗯嗯嗯 恩 恩恩 嗯呢 嗯呐 嗯哪 嗯啊 好好 行 行吧 好吧 可以 可 是 是的 哦 哦哦 噢 噢噢 喔 "
        "哦了 yes yep yeah sure 收 收收收 收收 抱拳 抱拳了 k kk 中 成 妥 妥妥"},
    WordGroup<int>{well, "好"},
    WordGroup<int>{tick, "1 +1"},
    WordGroup<int>{tick, language::bare_ticks},
    WordGroup<int>{typed, language::typed_ticks},
    WordGroup<int>{needs_aspect, "懂 看 记住 记下 清楚 瞧见"},
    WordGroup<int>{task,
                   "转发到 转到 发到 通知家长 通知到位 通知到人 填 填写 提交 交 上交 报 上报 接龙 转发 转告 转达 打卡 "
                   "上传 登记 报名 发 发送 办 办理 做 弄 搞定 处理 登录 注册 学习 学 签 签字 缴费 交费 核对 核实 传达 "
                   "落实 下载 安装 关注 扫码 进群 加群 投票 测 测温 填报 申报 填表 交表 写 看 阅读 打印 执行"},
    WordGroup<int>{complete, "完成"},
    WordGroup<int>{finished, "完 完毕 成功 过"},
    WordGroup<int>{reply_word, "回复 回复一下 回一下 回下 回个 回一个"},
    WordGroup<int>{
        notice,
        "通知 消息 信息 文件 老师的通知 此通知 该通知 本通知 以上通知 这个通知 这条通知 以上信息 以上消息 公告 此消息 "
        "上述通知 老师通知 班长的通知 学校通知 链接"},
    WordGroup<int>{ordinal, "第 条 号 则 编号 号通知 条通知 个 条消息"},
    WordGroup<int>{also, language::moments_ago},
    WordGroup<int>{group, language::those_people},
    WordGroup<int>{promise,
                   "并 并已 马上 这就 立刻 立马 立即 现在就 会 一定 尽快 稍后 晚点 等下 待会 待会儿 一会 一会儿 我这就 "
                   "我马上 马上就 就 准备 正在 在 今晚 明天 下午 晚上 中午 随后",
                   language::at_present},
    WordGroup<int>{promised,
                   "去 来 就去 就来 会 按时 准时 及时 转告 告诉 告知 给家长看 照办 照做 配合 执行 按要求 按要求做 安排 "
                   "落实 注意 记得 记住 参加 到场 遵守 遵照执行 看看 发给您 一下 去填 去办 去做 去弄 去交 去看 去写 "
                   "开始 搞 给 表 作业 打 名字 信息表 朋友 群 家长群"},
    WordGroup<int>{soft, "别催 别催了 别催啦 不用催 不用催了 滴 吧 that it sir"},
    WordGroup<int>{de, "的"},
    WordGroup<int>{parents, "家长 父母 爸妈 学生家长 家长和学生 学生和家长 本人及家长 家长及本人"},
    WordGroup<int>{says, "刚才说 刚刚说 和我说 让我说一下 叫我说 让我转告 说一声", language::said_by},
};

/// A message of nothing but these is a receipt.
inline constexpr std::string_view faces =
    "√ ✓ ✔ ✅ ☑ 👌 👍 🙆 "
    "🆗 🫡 🤝 💯 🉑 🙋 [强] [ok] "
    "[好的] [收到] [抱拳] [握手] [赞] [点赞] [good] [对勾] "
    "[done] [敬礼] [get] [是的] [已阅]";

/// A sentence behind a receipt with one of these asks something.
inline constexpr std::string_view question_signs =
    "? 吗 怎么 咋 为什么 为啥 请问 想问 问一下 问下 请教 是否 是不是 能不能 可不可以 可以不 行不行 要不要 用不用 "
    "需不需要 有没有 对不对 哪里 哪儿 哪个 哪天 哪些 在哪 去哪 什么时候 几点 几号 "
    "几个 几份 几次 几张 第几 周几 几时 多少 多久 谁 何时 什么 对吧 是吧 没错吧 可以吧 咨询 有个疑问 有疑问 是今天还是 "
    "还是明天 还是后天 "
    "还是纸质";
inline constexpr std::string_view no_question = "没什么 不问 没有什么 不管什么 什么都";

/// ... and with one of these reports a fault or an objection.
inline constexpr std::string_view fault_signs =
    "但 不过 可是 然而 只是 不了 不上 打不开 打不出 进不去 点不开 点不动 传不上 扫不出 看不到 看不清 看不见 看不懂 "
    "找不到 收不到 下不来 失效 过期 错误 出错 报错 错了 不会填 不会弄 不会做 不会用 "
    "不会操作 不会写 不会下载 不会打印 不会登录 没法 无法 不能 不行 失败 没权限 没有权限 没有链接 没链接 没有附件 "
    "没附件 "
    "没有文件 没有表 没有体温计 没体温计 没有打印机 没有电脑 没电脑 没看到链接 没有电 坏了 "
    "卡住 闪退 加载不 有问题 有个问题 有点问题 出问题 遇到问题 不知道 不清楚 不明白 不太懂 没懂 没看懂 不了解 不对 "
    "来不及 丢了 忘了密码 忘记密码 没有收到 没收到 还没 不太会 显示 提示 人数不够 不符 重复";
inline constexpr std::string_view no_fault = "没有问题 没问题 但凡 不但 非但 不能忘 不会忘 不能迟到";

/// Who speaks so behind 收到 speaks to those who shall receive.
inline constexpr std::string_view announcing =
    "请回复 请回 请大家 请各位 请同学 请接龙 请扣 请及时 请尽快 请务必 请填写 请填 请相互 请互相 请转告 请在 请按 "
    "请于 请注意 请没 请未 请还没 请确认 请认真 请打 请家长 互相转告 相互转告 收到请 请签 "
    "请收到 请把 请将 请不要 请勿 请全体 请所有 请班 请准时";

/// One begins so even without a comma: 收到请问要签字吗.
inline constexpr std::string_view turns_at_once = "请问 但是 不过 可是 只是 就是 想问";

/// A sentence behind 嗯 or 好 belongs to the notice only when it begins so.
inline constexpr std::string_view turns_to_publisher =
    "请问 老师 但 不过 可是 就是 只是 想问 问一下 问下 班长 导员 辅导员 我想问 那请问 那我 请教 我有个问题 我有问题 "
    "有个问题 有问题";

}  // namespace banwei::announcement
