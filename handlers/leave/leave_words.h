// The words of leave, by what they do in a sentence that may ask for it.
// Invariant: words of one meaning, separated by single spaces; the longest word at a place counts.
#pragma once

#include <array>

#include "handlers/language/shared_words.h"
#include "handlers/language/vocabulary.h"

namespace banwei::leave {

enum class Meaning {
  ask,          // 请假: asks for leave
  retro,        // 补假: asks for leave that is over
  open,         // 请 of 请三天假, 补 of 补昨天的假
  close,        // 假 of it
  slip,         // 假条
  label,        // 请假原因: of a form, before a colon
  sick,         // 病假: a kind of leave
  private_,     // 事假
  official,     // 公假
  back,         // 销假
  strike,       // 销 of 假可以销了
  over,         // 结束: the leave is
  undo,         // 取消
  ill,          // 去医院: a reason for sick leave
  ache,         // 痛经: a complaint that no symptom names
  kin,          // 爷爷: what he has is a private matter
  duty,         // 志愿者: a reason for official leave
  matter,       // 家里有事: a reason of one's own
  returning,    // 回来, 返校: that day or the one before it is the last
  doing,        // 去, 回: what one does instead may follow 请假 at once
  cannot_come,  // 来不了
  stays_out,    // 不回: of the dormitory, of what is not a lesson
  place,        // 学校, 寝室: where one should be
  wish,         // 想, 要
  self,         // 我, 我家孩子
  help,         // 帮, 替
  other,        // 好多人, 你们: of whom it is said, not asked
  mate,         // 室友: somebody whom the speaker knows
  third,        // 他
  tells,        // 说, 转告: passes on what somebody has said
  asks_me,      // 让我, 托我: somebody has asked the speaker to
  may_i,        // 行吗: a request in the form of a question
  can,          // 可以, which 吗 makes one
  asking,       // 吗
  question,     // 怎么, 谁
  negation,     // 不, 没
  told,         // 记得: says to others what to do
  maybe,        // 可能
  earlier,      // 上次: of a leave that was, unless more of it is asked for
  extend,       // 续假, 延长
  at_once,      // 也, 一起: what is asked for beside something else
  talk,         // 如果: speaks of leave and asks for none
  bare_talk,    // 请假要: the same, unless somebody says that he asks
  grant,        // 望批准
  done,         // 了
  already,      // 已经
  small,        // 的, 一下, 因为
  forenoon,     // 上午
  afternoon,    // 下午
  evening,      // 晚自习
  tonight,      // 今晚
  both_days,    // 今明两天
  next_days,    // 明后天
  tomorrow_evening,
  this_morning,
  tomorrow_morning,
  meeting,    // 班会
  half,       // 半天
  hours,      // 一节课: less than a day, and not which
  uncertain,  // 几天, 长期
  to,         // 到
  from,       // 从
  begin,      // 开始
};

inline constexpr std::array words{
    WordGroup<Meaning>{Meaning::ask,
                       "请假 请个假 请下假 请一下假 请了假 请了个假 请请假 请个小假 告假 告个假 请加 请家 清假 请ge假 "
                       "请各假 qingjia qj"},
    WordGroup<Meaning>{
        Meaning::retro,
        "补假 补请假 补个假 补一下假 补请个假 补请 补请一下 补吗 补上吗 补一下吗 补个吗 补一个假 补办请假 补交请假"},
    WordGroup<Meaning>{Meaning::open, "请 请上吧 请上了 请一下 补 补上 补一下"},
    WordGroup<Meaning>{Meaning::close, "假"},
    WordGroup<Meaning>{Meaning::slip, "假条 请假条 请假单 请假申请"},
    WordGroup<Meaning>{
        Meaning::label,
        "请假人 请假时间 请假日期 请假原因 请假事由 请假理由 请假类型 请假类别 请假天数 请假说明 理由: 原因: 事由:"},
    WordGroup<Meaning>{Meaning::sick, "请个病假", language::sick_leave},
    WordGroup<Meaning>{Meaning::private_, "请个事假", language::private_leave},
    WordGroup<Meaning>{Meaning::official, "请个公假 请了公假", language::official_leave},
    WordGroup<Meaning>{Meaning::back, "销假 消假 销个假 销下假 销一下假 假销 假销了 假销一下 假销掉"},
    WordGroup<Meaning>{Meaning::strike, "销 销了 销掉 销掉了 销一下"},
    WordGroup<Meaning>{Meaning::earlier, "上次 上次请的 之前 那次"},
    WordGroup<Meaning>{Meaning::extend,
                       "续假 续个假 续一下假 延假 延长 延期 续请 再延 延到 延一 延两 延半 续到 续一 续两 再续 多延 "
                       "多请 再多请 往后延 延长一下"},
    WordGroup<Meaning>{Meaning::at_once, "一起 一并 一块 一块儿 也一起"},
    WordGroup<Meaning>{Meaning::over, "结束 结束了 到期 到期了 休完 休完了 完了 已结束"},
    WordGroup<Meaning>{Meaning::undo, "取消 撤销 撤回 作废 收回 撤了 撤掉 取消掉 取消一下"},
    WordGroup<Meaning>{
        Meaning::ill,
        "病 有病 得病 医院 上医院 去趟医院 诊所 看医生 看牙 补牙 洗牙 拔牙 拔智齿 智齿 牙医 校医 医务室 就医 就诊 复查 "
        "复诊 体检 化验 挂水 吊水 打吊针 输液 手术 做手术 看心理医生 心理医生 心理咨询 看心理 摔断 摔了 脚崴 受伤 扭了 "
        "扭到 扭伤了 崴了 走不了路 走不动路 晕倒 低血糖 痔疮 胃炎 肠胃炎 阑尾炎 拍片子 中暑 难受 人不得劲 不得劲 养病 "
        "卧床 过敏 换药 拆线 疫苗 打疫苗 动不了 起不来床 下不了床 爬不起来床",
        language::illness, language::mishaps},
    WordGroup<Meaning>{Meaning::ache, "痛经 例假 生理期 姨妈 大姨妈 来事了 经期"},
    WordGroup<Meaning>{Meaning::kin, "爸 妈 老人 哥 姐 弟 妹 亲人 亲戚 阿姨 婆婆 爹 娘", language::elders,
                       language::own_parents},
    WordGroup<Meaning>{Meaning::duty,
                       "因公 团委 团学 学生会 志愿 志愿者 志愿服务 志愿活动 挑战杯 竞赛 比赛 参赛 答辩 征兵 入伍 参军 "
                       "应征 党课 党校 培训 演出 彩排 排练 集训 运动会 值班 学校活动 院里活动 学院活动 帮老师 技能大赛 "
                       "国赛 省赛 校队 社团 晚会 开会 典礼 升旗"},
    WordGroup<Meaning>{Meaning::matter,
                       "有事 有点事 有些事 有急事 有要事 家里有事 家有事 学生证 校园卡 银行卡 居住证 户口 家里 家中 "
                       "急事 私事 老家 回家 停电 停网 断网 没网 农活 办事 面试 婚礼 结婚 葬礼 过世 去世 丧事 奔丧 搬家 "
                       "身份证 护照 驾照 驾校 考试 科目二 科目三 核酸 社区 隔离 快递 搬 有点儿事 事情 要事 屋里有事 "
                       "屋里 屋头 屋头有事 有点子事 家头 赶车 赶火车 赶高铁 买票 订婚 满月 扫墓 上坟 祭祖"},
    WordGroup<Meaning>{Meaning::returning,
                       "回来 返回 归来 回来上课 返回学校 才回来 再回来 才能回来 才返校 再返校 才能返校 才回校 再回校 "
                       "返校上课 回校上课 回学校上课 再来上课 才来上课 恢复上课 正常上课",
                       language::back_at_school},
    WordGroup<Meaning>{
        Meaning::doing,
        "去 回 看 参加 办 做 处理 照顾 陪 考 拿 取 接 送 休息 回去 出去 拜 吃 领 补办 坐 见 赶 走 出门 早点走 早走 "
        "提前走 先走 早点回 早点回去 提前回去 早点离校 提前离校 离校"},
    WordGroup<Meaning>{Meaning::cannot_come,
                       "来不了了 来不成了 不能上课 上不成课 不来了 不去了 不去上课 不去上课了 不来上课 不来上课了 "
                       "不上课了 上不了 不能去 不能到场 不能到课 没法上课",
                       language::cannot_come},
    WordGroup<Meaning>{Meaning::stays_out,
                       "不回 不回去 不回来 回不来 回不了 回不去 返不了 返不了校 赶不回 赶不回来 赶不到 过不来 过不去 "
                       "不过来 晚归 晚点回 晚点回来 晚点回去 晚些回来 晚回 晚回来 晚一点回 晚一点回来 不在校 不在学校 "
                       "不住校 都不在 去不成 上不成 跑不了 出不了操"},
    WordGroup<Meaning>{Meaning::place, "学校 寝室 宿舍 寝 教室 课堂 班上 班里 校里"},
    WordGroup<Meaning>{Meaning::wish,
                       "得 向您 跟您 向老师 跟老师 向你 跟你 由于 必须 只能 恳请 想跟您 想跟你 "
                       "想向您 想跟老师 想向老师 来 先 再 麻烦 需 欲 特 特向您 特此 也想 也要 想问您",
                       language::needing, language::adverbs, language::intending},
    WordGroup<Meaning>{Meaning::self, "我家小孩 小孩 小孩子 崽 我仔 我自己", language::own_child, language::speaking,
                       language::oneself},
    WordGroup<Meaning>{Meaning::help, "帮同学 替同学 同寝 同寝的 室友的", language::helping},
    WordGroup<Meaning>{Meaning::other,
                       "同学们 有的 好多人 很多人 好几个人 几个人 一堆人 这么多人 那么多人 别人 人家 咱班 某人 不少人 "
                       "的人 的同学 几位 有几个 老板 英语老师 高数老师 体育老师 数学老师 任课老师",
                       language::strangers, language::classmates, language::those_people, language::spoken_to,
                       language::all_of_you},
    WordGroup<Meaning>{Meaning::mate, "对象 我对象 男朋友 女朋友 我男朋友 我女朋友 老乡", language::mates,
                       language::bunks},
    WordGroup<Meaning>{Meaning::third, "ta 他自己 她自己", language::he_or_she},
    WordGroup<Meaning>{Meaning::tells,
                       "说 说是 说了 说一声 说声 讲 告诉我 跟我说 和我说 跟我讲 给我说 跟我说一声 打电话说 打电话来说 "
                       "发消息说 发微信说 微信说 留言说 来电话说 转告 转达 带话 带个话 捎话 捎个话 打电话来 来电话"},
    WordGroup<Meaning>{Meaning::asks_me, "让我 让俺 叫我 喊我 托我 要我 委托我 拜托我 央我 让我帮忙"},
    WordGroup<Meaning>{Meaning::may_i,
                       "可以吗 行吗 好吗 可以不 行不行 行不 好不好 可以么 行么 可以嘛 行嘛 中不 中吗 中不中 要得不 "
                       "要得吧 得行不 成吗 可以吧 行吧 批一下吧 能吗 可以啵 可以哇",
                       language::asking_leave},
    WordGroup<Meaning>{Meaning::can, "能够 可不可以", language::allowing},
    WordGroup<Meaning>{Meaning::asking, "嘛 呢", language::askers},
    WordGroup<Meaning>{Meaning::told, "记得 及时 按时 别忘 忘了 忘记 尽快 尽早 提醒"},
    WordGroup<Meaning>{
        Meaning::question,
        "怎样 咋整 咋办 咋弄 怎么办 怎么弄 怎么整 谁 几位 用不用 需不需要 没有呢 会不会 了没 没啊 请没请",
        language::questions, language::plain_questions},
    WordGroup<Meaning>{Meaning::negation,
                       "别 勿 不用 不能 不要 不准 不许 不得 不让 不给 不可 不可以 严禁 禁止 不想 不敢 不会 不需要 不必 "
                       "请勿 不再 没法 不让我 没人 从不 绝不 甭",
                       language::negations},
    WordGroup<Meaning>{Meaning::maybe, "可能 也许 说不定 估计 大概 不一定 看情况 考虑 或许 没准 搞不好 有可能"},
    WordGroup<Meaning>{
        Meaning::talk,
        "报错 报错了 记错 记错了 请个假还 请个假都 请个假也 请个假真 请个假好难 请个假太 请个假这么 请得太 请的太 "
        "请得真 请得勤 请得好 请得多 "
        "请得这么 请这么多 请这么久 请太多 请多了 请假人数 请假名单 请假表 "
        "请假记录 导出 无故 随意 随便 经常 老是 总是 天天 以前 曾经 当时 每次 名单 人数 统计 "
        "批了 批准了 通过了 审批 规定 制度 流程 手续 系统 需提前 要提前 必须提前 提前请假 签到不了 报到不了 打卡不了 "
        "看不到 听不到 请假中 在请假 寒假 暑假 假期 假装 放几天假 真假 假的 请假率 请假者 哈哈哈哈 扣钱 学分 算旷课 骗 "
        "装病 找借口 借口 理由 羡慕 好想请假 真想请假 好想 真想 恨不得 又请假 又双叒 天天请假 开玩笑 逗你 不批 喊个到 "
        "喊到 喊一下到 喊声到 答个到 点个到 代喊 代答",
        language::ifs, language::chatter},
    WordGroup<Meaning>{
        Meaning::bare_talk,
        "请假的 请假要 请假需 请假得 请假可 请假太 请假扣 请假也 请假都 请假还 请假就 请假真 请假好 请假难 "
        "请假很 请假必须 请假应 请假没 请假找 请假和 请假与 请假或 请假记得 请假是 请假会 请假被"},
    WordGroup<Meaning>{
        Meaning::grant,
        "望批准 请批准 望老师批准 请老师批准 求批准 恳请批准 望您批准 请您批准 希望批准 望准许 望同意 请同意 "
        "希望老师批准 希望老师同意 请老师同意 望准假 请准假 望老师准假 请予批准 敬请批准 特此请假 此致敬礼 "
        "此致 敬礼 求批 求准 希望您能批准 希望能批准 请审批 麻烦批一下 麻烦老师批一下 批一下 报备 报备一下"},
    WordGroup<Meaning>{Meaning::done, "了 啦 咯 喽 辣 勒"},
    WordGroup<Meaning>{Meaning::already, "早就", language::by_now},
    WordGroup<Meaning>{Meaning::small,
                       "到学校 回学校 返校 到校 刚到学校 刚返校 已返校 回到学校 到学校了 返校了 的 一下 一次 个 一个 "
                       "点 因为 因 所以 只 有 在 和 就是 下 嗯 啊 呀 哦 噢 喔 呗 哟 哎 额 呃 嘞 整天 全天 一整天 这 那 "
                       "为 从而 课 天 日 全部 都 左右 这边 报告 同学 号 因此 然后 连续 一共 共 共计 总共 为期 时间 "
                       "期间 当天 那天 老师您好 上课 的课 打个 打 提前 今日 于 请 又 我想问一下 问一下 说一下 "
                       "跟您说一下 想问一下 向您请 求求 求求了 求求你了 求求您了 噻 才 才能 一哈 一趟",
                       language::pointers, language::before_verbs, language::mild},
    WordGroup<Meaning>{Meaning::forenoon, "上午 一上午 早上 早晨 清早 一早 大清早 早自习 早读 早操 前晌 上半天"},
    WordGroup<Meaning>{Meaning::afternoon, "下午 一下午 中午 午后 后晌 下半天"},
    WordGroup<Meaning>{Meaning::evening, "晚上 一晚上 一晚 晚自习 晚课 晚修 晚间 夜里 晚 傍晚 夜自习 黑了 查寝"},
    WordGroup<Meaning>{Meaning::tonight, "今儿晚上 今黑", language::this_night},
    WordGroup<Meaning>{Meaning::both_days, "今明两天 今明 今天明天"},
    WordGroup<Meaning>{Meaning::next_days, "明后天 明后两天 明后 明天后天"},
    WordGroup<Meaning>{Meaning::tomorrow_evening, "明晚 明天晚上 明儿晚上"},
    WordGroup<Meaning>{Meaning::this_morning, "今早 今晨 今天早上"},
    WordGroup<Meaning>{Meaning::tomorrow_morning, "明早 明晨 明儿早上 明天早上"},
    WordGroup<Meaning>{Meaning::meeting,
                       "班会课 团会 年级大会 讲座 例会 高等数学 大学英语 体育 思政 制图课 机械制图 电工 电工课 "
                       "电工基础 plc plc课 plc技术 液压 单片机 数学课 语文课 物理课 实验课 实训课 专业课 选修课 "
                       "机械设计 公差配合 形策 形势与政策 毛概 早会 晨跑",
                       language::gatherings, language::subjects},
    WordGroup<Meaning>{Meaning::half, "半天 半日"},
    WordGroup<Meaning>{
        Meaning::hours,
        "后两节 前两节 后两节课 前两节课 最后两节 最后一节 最后两节课 最后一节课 一节课 两节课 三节课 四节课 一节 两节 "
        "三节 四节 一会 一会儿 一堂课 两堂课 几节课 一小会 半小时 一小时 一个小时 两小时 两个小时 三个小时 半个小时"},
    WordGroup<Meaning>{Meaning::uncertain,
                       "几天 长期 一段时间 些天 好几天 一阵子 半个月 个把星期 几周 长假 小长假 一阵"},
    WordGroup<Meaning>{Meaning::to, "到了", language::until},
    WordGroup<Meaning>{Meaning::from, "从 自"},
    WordGroup<Meaning>{Meaning::begin, "开始 起"},
};

}  // namespace banwei::leave
