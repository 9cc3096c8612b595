// The vocabulary. A new phrasing is a word here, in one place.
#include "handlers/language/words.h"

#include <algorithm>

#include "handlers/language/courtesy.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/shared_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/vocabulary.h"

namespace banwei::language {

namespace {

using Group = WordGroup<Word>;

constexpr std::array groups{
    // --- around a command, beside courtesy
    Group{Word::may_i,
          "能帮我 能帮忙 可以帮我 可以帮忙 谁能告诉我 有人知道 有谁知道 请教 请教一下 问一句 请问 请问一下 请问下 想问 "
          "想问一下 想问下 我想问 我想问一下 问一下 问下 问问 想知道 我想知道 你能不能 方便 能给我",
          asking_leave, allowing},
    Group{Word::teacher, "老师 老师好 老师您好"},
    // --- small words
    Group{Word::who,
          "谁谁 谁谁谁 是谁 都是谁 都谁 哪些学生 哪几个人 哪几位 哪几位同学 哪几个同学 哪个 哪位 哪位同学 哪个同学 "
          "有哪些同学 有哪几个 有哪几位 是哪些 是哪些人 是哪几个 是哪几位 都有哪些 都有哪些人 有没有人 哪几名 哪些人还 "
          "啥人 有啥人 是哪个 几号人 shui shei 哪组 哪一组 哪个组 哪几组 谁家 谁家的 找谁 找谁说 跟谁说 找谁办 归谁 "
          "归谁管 由谁",
          asking_who},
    Group{Word::how_many,

          "几个 几个人 几位 几位同学 几个同学 几人 多少 多少人 多少个 多少个人 多少位 多少同学 多少名 有几个 "
          "有几个人 有几人 有几位 有多少 有多少人 有多少个 几个了 好多了 多少了 多少人了 第几个 到哪 到哪了 百分之多少 "
          "百分之几 "
          "几名 几成 几条 有几条 几张 哪几张 有几张 人数 报齐 交齐 填齐 打齐 收齐 报全 交全 最多 多少度 几度"},
    Group{Word::what,
          "什么 啥 有什么 有啥 有哪些 哪些 都有什么 都有啥 都有哪些 是什么 是啥 啥样 什么样 咋说的 咋说 上哪些 "
          "说的什么 说的啥 说了什么 说了啥 写的什么 写的啥 讲的什么 讲的啥 啥内容 什么内容 讲啥 讲什么 说啥 说什么 "
          "说的是啥 说的是什么 哪几条 有哪几条 都有哪几条"},
    Group{Word::when,
          "几点 几点钟 什么时候 啥时候 几时 何时 什么时间 啥时间 哪天 哪一天 哪几天 哪些天 几号 哪日 啥时 多会儿 "
          "还有多久 还有多长时间 第几节 哪节 哪节课 哪几节 哪几节课"},
    Group{Word::by_when,

          "最晚几点 最迟几点 最晚什么时候 最迟什么时候 最晚啥时候 最晚到几点 最迟到几点 几点前 几点之前 "
          "几点以前 几点钟前 几点钟之前 什么时候之前 什么时候前 最后几点 报到几点 最晚报到几点 最迟报到几点 "
          "交到几点 填到几点"},
    Group{Word::how,
          "怎么 咋 如何 怎样 怎么样 怎么个 咋个 要怎么 该怎么 应该怎么 咋样 怎么才能 怎么去 怎么办 咋办 咋整 流程 步骤 "
          "手续"},
    Group{Word::people,
          "同学们 学生 人员 小伙伴 同志 同志们 童鞋 家伙 人儿 那几个 那些 那些人 那几位 那几个人 那俩 那两个人 那仨 "
          "那三个人 们 个人 大伙 大伙儿 们儿 没来的",
          persons, those_people},
    Group{Word::list,
          "大全 花名册 明细 一览 花名 人员 名字 姓名 都列出来 列出来 列一下 列下 列个 表 表格 excel 总表 汇总表",
          listings},
    Group{Word::of, "的 滴 得 的事 的事情 的那些 的那几个 的那几位"},
    Group{Word::no, "还没 还没有 还未 尚未 没能 木有 木 么有 没得 忘 忘了 忘记 忘记了 一直没 都没 都没有", negations},
    Group{Word::lack, "差 缺 少 还差 还缺 还少 差着 缺着 欠着 缺了 差了 少了 剩 还剩 剩下 欠 还欠 空着 还空着 空缺"},
    Group{Word::asking,
          "嘛 了吗 了么 了嘛 了没 了没有 没 没有 没呢 了没呢 没得 没啊 没呀 是不是 有没有 成功没 成功了没 成功了吗 "
          "了不 吗亲 会不会 算不算",
          askers},
    Group{Word::still,
          "还 还是 都 仍 仍然 到现在 至今 目前为止 到目前 到目前为止 截至目前 截止目前 截至现在 截止现在 到底 分别 "
          "各自 挨个 挨个儿 逐个 逐一 一一 一个个 一个一个 究竟 依然 迄今 这会儿 这会 一共 总共 共 到点了 快到点了 "
          "时间到了 时间到 时间也到了 时间差不多了 差不多了 超过 过了 时间不够 时间太短 时间太紧 来不及了 时间快到了 "
          "到时间了 快截止了 快中午了 "
          "都快中午了 马上中午了 都中午了 要截止了 马上截止了 其实 按时 准时 及时 按点 必须 务必 一定"},
    Group{Word::now,
          "今天下午 今天中午 今儿下午 今儿上午 今儿中午 今日 今儿 今早 今晨 今晚 今个 今天的 今日的 目前 当前 眼下 "
          "此刻 当天 这次 本日 今 早上 上午 早晨 晚上 "
          "今天早上 今天上午 今天晚上 今年 今年的",
          at_present},
    Group{Word::recent,
          "近几天 近期 这两周 这几周 最近两周 这学期 这个学期 这两天 最近几天 前几天 这阵子 这周 本周 近日 新 新的 "
          "最新 最新的 这个礼拜 这礼拜 这星期 "
          "这个星期 近一周 最近一周 这一周 一周 一星期 一个星期 这个月 本月 上周 上礼拜 上星期 上个礼拜 上个星期 "
          "这些天 老是 总是 经常 没过期 没过期的 "
          "有效 有效的 没截止 以后",
          lately},
    Group{Word::before, "历史 历次 历届 以前 之前 过去 往期 以往 发过 发过的 所有 全部"},
    Group{Word::there_is, "有 是 在 为 是有 有着 算 轮到 该 轮 轮着 该轮到"},
    Group{Word::done, "了 啦 喽 过 过了"},
    Group{Word::take, "给 对 被 让", ands, taking},
    Group{Word::give, "给 给他 给她 替 帮 为"},
    Group{Word::me, "我的 我自己 我自己的 本人 本人的 俺的 自己 自己的 自个 偶 人家 我个人 我个人的 我这 我这儿 我这边",
          speaking},
    Group{Word::you,
          "你这 你这边 你都 你的 机器人 小助手 您都 这个机器人 这机器人 这玩意 这玩意儿 这个东西 这东西 你这儿 你这里 "
          "你那 你那儿 "
          "你那里 你们这 你给我 系统 这个系统 这系统",
          spoken_to},
    Group{Word::can, "会 能帮 能帮我 会些 能够 支持 来得及 赶得上 做得了", allowing},
    Group{Word::do_what,

          "干点啥 干点什么 做点啥 做点什么 什么 啥 做什么 干什么 干啥 干嘛 做啥 干些什么 干些啥 做些什么 做些啥 "
          "什么功能 啥功能 哪些功能 什么本事 啥本事 哪些 哪些事 干什么用 干什么用的 干啥用 干啥用的 做什么用 "
          "什么用 啥用 什么作用 干嘛的 干啥的 做什么的 干嘛用的 弄啥 弄什么 弄点啥 整啥 整点啥 搞啥 干哪些 "
          "做哪些 帮啥 帮什么 帮上什么 帮上啥 干什么的 啥子 上啥 上什么 上哪些"},
    Group{Word::one, "一个 个 一条 条 一次 次 一份 份 一则 则 内 以内 之内 限时 时长"},
    Group{Word::again,

          "再 一遍 一次 遍 次 一声 声 一嗓子 一轮 几次 两遍 两次 两声 多 多少次 几节 多少节 几回 几节课 多少节课 赶紧"},
    Group{Word::this_one,
          "这次 这次的 本次 本次的 刚才的 刚刚的 这场 那次 上次 上次的 上一次 最近一次 这轮 这回 刚那次 刚发 刚发的 "
          "刚才发的 那条 刚刚发的 上一条 上条 最后一条 这块 这块儿 这方面 这一块 刚导 刚导的 刚导入的 导入的",
          moments_ago, pointers},
    Group{Word::everyone,
          "全班 全体 全班同学 全体同学 所有同学 同学们 各位同学 各班 各个班 所有班级 所有班 全部班级 每个班 全年级 "
          "班里 班上 群里 学生们 大伙 大伙儿 班级群 班群 各班级 全院 群里边 各班长 各班班长 各位班长 班长们 所有班长 "
          "各班学委 各班班委 在群里 到群里 往群里 在班群 在班群里",
          all_of_you},
    Group{Word::our_class,
          "我班上 我班里 我班上的 我班里的 我的班上 我的班里 我们班 咱班 咱们班 本班 我班 班里 班上 班级 我们 咱们 "
          "这个班 我们班的 咱班的 班里的 班上的 班级的 全班 全班的 咱"},
    Group{Word::several_classes,

          "各班 各个班 每个班 几个班 哪些班 哪个班 哪几个班 两个班 三个班 四个班 这两个班 这几个班 我的几个班 所有班 "
          "全部班级 各班级 全院 学院 全系 的班 我带的班 我带的班里 我带的班上 我几个班里 我几个班 我几个班上 "
          "我的班 我名下的班 我带的几个班 我这几个班 名下的班 五个班 两班 我两个班"},
    Group{Word::missed,
          "漏 漏了 漏掉 忘 忘了 忘记 落下 落了 落下了 漏报 忘报 迟报 迟报了 晚报 晚报了 迟交 迟交了 晚交 晚交了 补交了 "
          "漏交 忘交 忘打 漏打 迟"},
    // --- doing
    Group{Word::see,
          "看一看 翻 翻翻 翻一下 翻下 翻出来 找一下 找找 瞧 瞧瞧 瞅 瞅瞅 查查 查一查 查询 查看一下 查看下 想看看 "
          "想看一下 我看看 我看下 我看一下 给我看看 看到 看到了 告诉我 告诉一下 说说 说一下 说下 报一下 显示 显示一下 "
          "公布 公布一下 列出来 列一下 列出 列下 列个 拉一下 拉个 拉出来 调出来 调一下 统计 统计一下 统计下 汇总 "
          "汇总一下 数数 数一下 了解一下 了解 康康 瞄一眼 看眼 看一眼 瞅一眼 确认一下",
          seeing},
    Group{Word::hand,

          "发我 发给我 给个 给一下 给我发 发一下 发下 发来 传我 发我私聊 导一份 导出 导出来 导一下 下载 "
          "下载一下 生成 出一份 要一份 来一份 来份 要份 导个 导成 导出成 导出来发我 导出来发给我 发我一份 "
          "发给我一份 发一份 给我一份 弄成表 做成表 做成表格 打出来 传给我 导给我 一份 excel 电子表 电子表格 整理 "
          "整理一下 整理一份 整理出来 列一份 拉一份 "
          "弄一份 做一份"},
    Group{Word::urge, "催 催催 催一催 催促 催促一下 催一催 催办 一键催 崔催"},
    Group{Word::call,

          "提醒 提醒一下 提醒下 提醒提醒 提提 喊 喊喊 喊一喊 喊一下 叫 叫叫 at 艾特 @ 圈 圈一圈 戳 戳戳 cue 呼叫 呼唤 "
          "招呼 提示 敲打 敲敲 踢 督促 督促一下 吼 吼一声 一键提醒 群里说 群里喊 通知一下 通知下 再通知 "
          "再通知一下 再说 知会 知会一声 说一声 艾特一下 艾特下 艾特一遍 圈一下 at一下 at一遍 喊一声 喊一嗓子 "
          "叫一下 提醒一声"},
    Group{Word::begin,
          "开始 发起 开启 开 开个 开一个 来个 来一个 来一次 来一波 搞 搞个 搞一个 弄 弄个 弄一个 组织 组织一下 进行 "
          "启动 发起个 发起一个 开一下 做个 做一个 整 整个 整一个 新建 新建一个 创建 创建一个 建个 建一个 弄一下 "
          "搞一下 整一下 安排 安排一下 安排个 发布 起个 起一个"},
    Group{Word::end, "停 停下 关 收 收工 停掉 收掉 停一停 掐掉 掐了 完结 下课 结掉 停用 停用了 禁用 禁用了 关着",
          finishing, shutting},
    Group{Word::ended,
          "行了 点到这 点到这儿 点到这里 停了 关了 到此结束 可以结束 可以结束了 可以停 可以停了 可以关了 可以关 收了 "
          "到此为止 截止吧 该结束了 结了 结束掉 别点 别点了 就到这 就到这儿 就到这里 到这 到这儿 到这里 就这样 不用了 "
          "可以了 可以收了"},
    Group{Word::cancel, "取消掉 不算 不点了 不点 不要 不搞了 作废掉 撤回 废掉 废了 点错了 发错了 开错了 作废吧 不做数",
          cancelling, called_off},
    Group{Word::remove, "取消掉 不用 去掉 停掉 别 停了 清掉 清空 抹掉 清除 取消一下", cancelling, shutting, removing},
    Group{Word::removed, "删了 不用了 不要了 取消了 不开了 关了 撤了 停了 去了 算了 作废 不需要了 用不着了"},
    Group{Word::recall, "撤回 撤回来 撤掉 撤 作废 收回 撤销 删掉 删除 取消 撤下来 撤回去 收回来 追回"},
    Group{Word::recalled, "撤了 删了 作废 取消了 收了 撤回了 不发了 撤下 作废了 不要了 不用了"},
    Group{Word::resend, "补发 重发 再发 再发一次 再发一遍 重新发 补发一下 补发一遍"},
    Group{Word::send,
          "发 发个 发条 发一条 发一个 发一则 发则 发布 发布一个 发布一条 群发 群发个 群发一条 下 下个 下发 "
          "推送 推送一条 推个 播 广播 发一下 发下 发出 发份 发一份 发消息 发个消息 发条消息 发一条消息 写个 写一个 "
          "拟个 起草 起草一个 编辑 编个"},
    Group{Word::write,

          "记 写错 写错了 记个 记一个 记作 记为 记成 记下 记一下 标 标记 标成 标为 标记为 标记成 算 算作 算成 改 改成 "
          "改为 "
          "改记 补 补个 补一个 登记 登记为 写 写成 按 当 算他 算她 记他 记她 设为 改一下 设成 弄成 搞成 记上 "
          "调成 存 存了 存着 保存 保存了 留了 收集 收集了 记着 记录 记录了 登记了"},
    Group{Word::use,

          "用 玩 弄 使用 操作 使 整 搞 填 报 交 设 设置 开 弄的 搞的 用的 改 撤 撤回 取消 看 查 报名 请 走 提交 "
          "开始 结束 打 设个 做 上报 打卡 签 回 加 删 使唤"},
    Group{Word::set, "设了 设置了 设过 定了 定过 建了 我设的 设的 定的 建的 设好的", setting_up},
    Group{Word::change,
          "提早到 提早 推到 延长到 拖到 改在 往前挪到 放到 推后到 推后 挪一下 "
          "改到 改成 改为 调到 换个 换一个 更换 换成 变了 换掉 挪到 往后挪到 往前挪到 提到 提前到 推迟到 延到 延后到 "
          "定在 定到 调整到 设在",
          changing},
    // --- what is spoken of
    Group{Word::temperature,
          "体温 体温记录 体温表 健康 健康表 健康卡 健康码打卡 健康打卡 健康日报 健康信息 健康状况 体温打卡 体温上报 "
          "体温登记 体温填报 温度 日报 每日一报 每日健康 晨检 午检 晚检 晨午检 身体状况 测温"},
    Group{Word::unwell,
          "发烧 发热 发着烧 发高烧 发低烧 高烧 低烧 烧 体温异常 体温不正常 体温高 体温偏高 高的 偏高的 超过37.3 "
          "高于37.3 37.3以上 异常 不正常 不舒服 不太舒服 不对劲 不太对劲 不大对劲 生病 病 "
          "有症状"},
    Group{Word::report,
          "交 填 量 打卡 登记 报齐 交齐 填齐 打齐 齐 报送 提交 填写 报了 交了 填了 打了卡 上报了 打卡了 报完 交完 填完 "
          "补报 补交 补填 "
          "健康打卡 体温打卡 体温登记 签报 报上来 交上来 接龙 填表 报上 交上 填上 汇报 报到位 打上卡 完成打卡 完成上报 "
          "完成 弄 搞 整 打咔 打嗑 打体温卡 打健康卡 测温 量温度 测温度 打体温",
          reporting},
    Group{Word::check_in, "打卡 健康打卡 体温打卡 打咔"},
    Group{Word::deliver,
          "发 发上来 发过来 测 量 传 上传 发了 测了 量了 录 录入 写 做 弄 搞 收 收了 收到 收上来 上来 传上来 收齐 测量 "
          "打"},
    Group{Word::reported,
          "报上 报上了 记上 记上了 收到 收到了 打上 打上了 交上 交上了 交了 报过 录上 录上了 填了 填过 填上 填上了 "
          "打过卡 打了卡 报成功 上报成功 登记上 登记上了 成功 算数 报 打卡 交 填 登记 上报 打过 记录上 存上 记到",
          reported_so},
    Group{Word::report_or_not,
          "报没报 打没打卡 交没交 填没填 有没有报 有没有打卡 有没有交 有没有填 打卡没 报了没 报没 打没打 "
          "有没有报上 报没报上 有没有上报 交没 填没 是不是没报 是不是漏报 是不是忘报 是不是漏报了 "
          "是不是没报上 有没有漏报 有没有漏 报上没 打上没"},
    Group{Word::record, "记录 打卡记录 健康记录 体温记录 上报记录 数据 历史 历史记录 情况 曲线"},
    Group{Word::roll,
          "点名 点到 点个名 点个到 点一下名 点下名 点一个名 点一次名 点次名 点名册 查人 清点 清点人数 "
          "点点名 点一点名 查个人 查一下人 清点一下 名点完 点完名"},
    Group{Word::sign_in, "签到 签个到 签到表 签一下到 签下到 个到 签个名 打个到 签一个到"},
    Group{Word::sign, "签到 签 签上 报到 答到 签了 签了到 签过到 签名 签齐 冒泡"},
    Group{Word::arrive, "到 应 应到 到了 到场 到齐 到位 喊到 应答"},
    Group{Word::come, "来 来上 来上课 出现 进来 在线 参加 来齐 现身 上线"},
    Group{Word::attendance,
          "考勤 到课 出勤 出勤率 到课率 考勤情况 出勤情况 考勤记录 出勤记录 到课情况 点名记录 签到记录 点名历史"},
    Group{Word::lesson, "晚点 课前", lesson_kinds},
    Group{Word::meeting, "班会 例会 晚自习 早自习 早操 线上班会 年级会 早读 晚课 主题班会 团课 团会 的会"},
    Group{Word::present, "个到 在 在的 在场 为到", attending},
    Group{Word::made_up, "补签 补签到 补到 记到 补个到 记个到 补一下到 补一下签到 补个签"},
    Group{Word::late, "个迟到 来迟了", lateness},
    Group{Word::absent, "个缺勤 个旷课 旷到", absences},
    Group{Word::away, "没来 没来的 不在 没人"},
    Group{Word::excused, "请假 个请假 请假了 准假 事假 病假 个假 已请假 请了假 请过假 批假"},
    Group{Word::notice, "通知 公告 个通知 条通知 一条通知 一个通知 通告 告示"},
    Group{Word::receipt, "收到 回执 回收到 回复收到 确认收到 收到的 已收到 已读 回复情况 回执情况 确认情况"},
    Group{Word::reply, "回 回复 看 读 回应 查看 阅读 点开 回了 看过 看了 反馈 应 已读 吱声 吭声"},
    Group{Word::confirm, "确认 回执 回收到 回复收到 确认收到 打收到 扣收到 回个收到 扣1 扣个1 发收到 签收"},
    Group{Word::content,
          "说的 说的话 说的事 讲的 讲的话 详情 全文 原文 原话 具体内容 具体 具体的 详细 详细内容 聊天 "
          "聊天记录",
          contents},
    Group{Word::remind, "定时 定时任务 日程 定时提醒 备忘 待办 个提醒 条提醒", reminding, alarm_clocks},
    Group{Word::help,
          "帮助 命令 指令 功能 菜单 说明 说明书 帮助文档 使用说明 使用帮助 功能列表 命令列表 帮助菜单 help "
          "教程 使用手册 手册 指南 使用教程 使用指南 使用方法 用法 功能菜单 功能介绍 操作说明 操作指南 "
          "口令表"},
    Group{Word::ask, "请教 请教一下 请教下 问一下 问下 问 求教 不会 不懂 不知道 不晓得 想了解 忘了 是"},
    Group{Word::result,

          "结果 情况 统计 统计结果 统计情况 汇总 周报 结果出来 统计表 结果表 的结果 战况 怎么样 怎么样了 咋样 "
          "咋样了 出来了 出来没 如何 啥情况 什么情况 啥样 啥样了 如何了 啥情况了 什么情况了 情况如何 情况怎么样 "
          "情况咋样"},
    Group{Word::progress,

          "进度 情况 进展 完成情况 回复情况 回执情况 确认情况 完成率 上报率 报送率 怎么样 咋样 如何 怎样 啥情况 "
          "什么情况 如何了 怎么样了 咋样了 啥样了 完成多少 完成了多少 完成度 情况怎么样 情况如何 情况咋样 "
          "啥情况了 什么情况了 情况怎样"},
    Group{Word::plan, "安排 计划 日程 任务 行程 打算 日程表 工作安排 要做什么 要做的 要做啥"},
    Group{Word::next, "接下来 之后 后面 下面 接着 随后 下节 下一节 下堂 下一堂", soon, later},
    Group{Word::calendar, "校历 放假安排 补班安排 节假日安排 假期安排 调休安排 放假表 放假时间表 补课安排"},
    Group{Word::holiday,
          "放假期间 放假的时候 假期里 节假日 双休日 周六 周日 周天 星期六 星期天 星期日 礼拜六 礼拜天 礼拜日 清明 五一 "
          "端午 国庆 中秋 元旦 春节 清明假 五一假 端午假 国庆假 "
          "中秋假 元旦假 春节假 寒假 暑假 劳动节 清明节 "
          "端午节 中秋节 国庆节 十一 明天 明早 明晚 后天 大后天 下周 周末 这周末 下个月"},
    Group{Word::days_off,

          "放几天 放多久 放假 怎么放 怎么放假 放假吗 什么时候放 什么时候放假 几号放假 放到几号 咋放 啥时候放 "
          "几号放 调休 放不放 放不放假 怎么调休 补班 补课 放几天假 放多少天 放多少天假 放多久假 放假几天 "
          "有几天假 几天假 休几天 放假一天 放一天假 放假两天 放两天假 放假三天 放三天假 放假多久 放假到几号 "
          "几号开始放假 从几号放 放假不 放多少 休息几天 休多久"},
    Group{Word::ledger, "台账 台帐 报表 日报"},
    Group{Word::survey, "问卷 调查 投票"},
    Group{Word::activity, "活动"},
    Group{Word::leave, "请假 销假"},
    Group{Word::enrol, "报名"},
    Group{Word::due, "截止 截止时间 截至 截止点 最晚 最迟"},
    Group{Word::settings, "设置 时间"},
    Group{Word::privacy, "隐私 隐私说明 隐私政策 隐私条款 隐私保护 隐私声明 隐私协议 数据安全 信息安全"},
    Group{Word::data, "数据 个人数据 信息 个人信息 资料 个人资料 隐私信息 数据啥的 资料信息"},
    // --- what one feature alone is about
    Group{feature_words::bound,
          "绑定 绑 绑定qq 绑qq 绑定号 绑上 绑好 绑成功 绑定成功 认证 认领 绑定了 绑了 绑上了 绑好了"},
    Group{feature_words::post, "职务 身份 职位 角色 权限 官 官职 头衔 什么官 啥官"},
    Group{feature_words::committee, "班委 班干部 班干 班委会 班干们 干部 班委们 班级干部"},
    Group{feature_words::duty, "值日 打扫 打扫卫生 扫地 擦黑板 做卫生 做值日 值日生 搞卫生 扫除 倒垃圾 拖地 值周"},
    Group{feature_words::exempt, "免填 不用报 不用打卡 不用填 豁免 免体温 不用报体温", exempting},
    Group{feature_words::appointment, "任命 委任 操作 任免 任职"},
    Group{feature_words::compare,
          "核对 对一下 对比 比对 对一对 核一下 核对一下 对下 对照 对照一下 比一下 对得上 对不对得上"},
    Group{feature_words::group, "群 本群 这个群 这群 我们群 班群 班级群"},
    Group{feature_words::protect,
          "打小报告 告密 告状 告我的状 出卖我 看得到 看得见 告诉 告知 透露 透露给 泄露给 传给 存多久 留多久 保存多久 "
          "保留多久 存多长时间 保护 保障 保密 "
          "安全 保管 泄露 泄漏"},
    Group{feature_words::asked_leave, "假 假条 请假条 请的假 请的那个假 请假申请 请假单"},
    Group{feature_words::granted,
          "批了 批好 批好了 批下来 批下来了 下来 下来了 待批 待我批 待审批 等批 等我批 批准 批准了 批复 批复了 批过 "
          "准了 通过 通过了 同意了 审批 审批了 审批好 审批好了 审批通过 批"},
    Group{feature_words::why,
          "为什么 为啥 为何 为什么事 为啥事 什么事 啥事 什么原因 啥原因 原因 理由 事由 什么理由 啥理由 怎么回事 咋回事 "
          "干嘛去了 干啥去了 干什么去了 去干嘛了 去干啥了 去哪了 去哪儿了 去哪里了 上哪去了"},
    Group{feature_words::leave_sort, "什么假 啥假 哪种假 哪类假 什么类型的假"},
    Group{feature_words::seen, "看到 看到了 看了 看见 看见了"},
    Group{feature_words::timetable, "课表 课程表 课程安排 的课表 的课程表 上课安排 排课"},
    Group{feature_words::course,
          "上啥 上什么 上哪些 上哪门 几节课 有几节课 多少节课 "
          "课 的课 早八 早十 晚八 上课 下课 课上 有课 没课 体育 体育课 思政 思政课 毛概 电工 高数课 英语课 制图课",
          subjects},
    Group{feature_words::part, "上午 下午 晚上 中午 早上 傍晚 早八 早十 晚八 前两节 后两节 头两节 最后一节"},
    Group{feature_words::slowest, "最慢 最少 垫底"},
    Group{feature_words::zero_report, "零报告"},
    Group{feature_words::sign_of_life, "动静 音信 回音"},
    Group{feature_words::machine, "机器人 真人 活人 真的人 人工 人工智能 人工客服 客服 ai 机器 程序 智能 人类"},
    Group{feature_words::by_major, "专业 按专业 各专业 分专业 各个专业 每个专业 哪个专业"},
    Group{feature_words::by_course,
          "按课程 各课程 分课程 各门课 每门课 各科 哪门课 哪一门课 按科目 各个课程 每门课程 按课"},
    Group{feature_words::card, "卡片 资料卡 信息卡"},
    Group{feature_words::phone, "电话 手机 手机号 手机号码 电话号 电话号码 号码 联系方式 联系电话"},
    Group{feature_words::left_early, "早退 早退了 早退的 提前走 提前走了 早走 早走了 先走 先走了 溜了"},
    Group{feature_words::in_wuhan, "武汉 在武汉 人在武汉", stays_in_wuhan},
    Group{feature_words::on_post, "在岗的 上岗", at_work},
    Group{feature_words::officer, offices},
    Group{feature_words::where,
          "在哪 在哪儿 在哪里 哪儿 哪里 在哪个教室 哪个教室 在什么地方 什么地方 地点 教室 定位 位置 在哪上 "
          "在哪个教室上 在哪里上"},
    Group{feature_words::lead, "带 带了 带着 在带 管 管着 管了 负责 名下 手上 手底下"},
    Group{feature_words::bind_code, "绑定码 认证码 的绑定码 个码"},
    Group{feature_words::new_account,
          "换号 换号了 换了号 换qq 换qq了 换新qq 换新qq了 换新号 换qq号 换qq号了 换了qq号 换了qq 换了个qq 换了个号 "
          "换新号了 换了新号 qq换了 号换了 号丢了 qq丢了 被盗号 "
          "被盗号了 号被盗了 qq被盗了"},
    Group{feature_words::returning, "回来 回 能回来", back_at_school},
    Group{feature_words::worst, "最差 最低 最糟 倒数 倒数第一 最惨 最严重 最厉害 最多"},
    Group{feature_words::elsewhere, "今日校园 钉钉 完美校园 智慧校园 学习通 易班 企业微信 学校系统 学校平台 学校那边"},
    Group{feature_words::summary, "汇总 总结 小结 概况 概览 总体情况 总的情况 整体情况"},
    Group{
        feature_words::pressing,
        "要紧 要紧事 要紧的事 要紧的 要紧的事情 大事 急事 紧急的事 重要的事 重要的事情 要注意的 要注意的事 需要注意的 "
        "要处理的 要处理的事 需要处理的 要操心的 要操心的事 要我管的 要我处理的 需要我处理的 要管的 特殊情况 异常情况"},
    Group{feature_words::dorm, "床位 铺位 宿舍楼", dormitories},
    Group{feature_words::anothers, "别人 别人的 他人 他人的 其他人的 别的同学 别的同学的 其他同学 其他同学的 旁人"},
    Group{feature_words::whether,
          "要不要 还要不要 用不用 还用不用 用不用报 用不用打 用不用填 用不用交 还用不用报 需不需要 需要 要 用 还要 "
          "还用 还用得着 得 报不报 还报不报 交不交 填不填 打不打卡 "
          "打不打 量不量 测不测"},
    Group{feature_words::privately, "私聊 私下 私信 悄悄 单独 私底下 小窗 一对一"},
    Group{feature_words::mistaken,
          "错了 写错 写错了 登错 登错了 填错 填错了 不对 不对了 有误 弄错了 录错了 错的 是错的"},
    Group{feature_words::number, "学号 学籍号 班级号"},
    Group{feature_words::wish, intending},
    Group{feature_words::load, "传 传一下 导入 上传 录入 导进去 传上去 传给你 发给你 导进来 更新"},
    Group{feature_words::spot, "抽查 抽点 抽检 抽的"},
    Group{feature_words::account, "qq qq号 新qq 新qq号 账号 帐号 新号 小号 微信号 qq账号"},
    Group{feature_words::minutes, "纪要 班会纪要 会议纪要 会议记录 班会记录 班会总结 会议总结"},
    Group{feature_words::supplement, "补充 补充表 补充的"},
    Group{feature_words::longer, "再等 再等等 等 延长 延长一下 再给 再留 再开 延 多给 推迟 延后 加"},
    Group{feature_words::befriend, "加好友 加你好友 加你 加你为好友 加你qq 加机器人 加小助手 加上你 加上好友 加了你"},
    // --- compounds that hide what is in them
    Group{Word::other,
          "别人 旁人 外人 他人 体温计 温度计 体温枪 测温枪 体温贴 通知书 通知单 统计学 统计课 点名器 考勤机 打卡机 "
          "打卡点 报名费 报告 收到货 回家 看病 看见 看电影 看书 看剧 不看 人生 人家 名人 到家 到处 到时 到时候 发现 "
          "发火 发呆 发生 发票 发展 提醒我 提醒一下我 给我发 开学 开车 开心 开门 开机 关注 关心 关于 收拾 收入 停电 "
          "停水 停课 打印 打人 打球 打架 打游戏 签证 签约 来电 回去 回寝室 回宿舍 来不及 叫我 叫你 叫外卖 点外卖 点餐 "
          "点赞 点心 点开 缺德 缺觉 缺钱 差评 差劲 少年 记得 记住 不是 算法 报警 报销 报废 报复 查重 查寝 健康码 交通 "
          "交费 交钱 填空 填坑 有点 有空 有事 有用 是的 对的 对了 好的 好了 下课 下雨 下班 下午 下周 不错"},
};

constexpr auto vocabulary = vocabulary_of<groups>();

/// Typed for their sound alone.
constexpr std::array shorthand_groups{
    Group{Word::temperature, "tw"}, Group{Word::sign_in, "qd"},  Group{Word::sign, "qd"}, Group{Word::report, "dk"},
    Group{Word::reported, "dk"},    Group{Word::check_in, "dk"}, Group{Word::roll, "dm"}, Group{Word::notice, "tz"},
    Group{Word::call, "tx"},        Group{Word::remind, "tx"},
};
constexpr auto shorthand = vocabulary_of<shorthand_groups>();

struct Topic {
  Words words;
  std::string_view name;
};
constexpr std::array topics{
    Topic{Word::activity, "活动"},   Topic{Word::survey, "问卷"}, Topic{Word::roll, "点名"},
    Topic{Word::attendance, "考勤"}, Topic{Word::notice, "通知"}, Topic{Word::remind, "提醒"},
    Topic{Word::ledger, "台账"},     Topic{Word::leave, "请假"},  Topic{Word::temperature | Word::check_in, "体温"},
};

}  // namespace

Found words_at(std::string_view text, std::size_t at) {
  Found found;
  const auto add = [&found](std::size_t length, Word word, bool is_shorthand) {
    const auto same = std::find_if(found.all.begin(), found.all.begin() + found.count,
                                   [&](const Meant& meant) { return meant.length == length; });
    if (same != found.all.begin() + found.count) {
      same->words |= word;
    } else if (found.count < found.all.size()) {
      found.all[found.count++] = {length, word, is_shorthand};
    }
  };
  const auto apart = [&](std::size_t length) {  // So that at is no word in cat.
    const std::size_t end = at + length;
    return !is_latin(text[at]) ||
           ((at == 0 || !is_latin(text[at - 1])) && (end == text.size() || !is_latin(text[end])));
  };
  vocabulary.each_at(text, at, [&](std::size_t length, Word word) {
    if (apart(length)) add(length, word, false);
  });
  courtesies.each_at(text, at, [&](std::size_t length, Courtesy courtesy) {
    if (courtesy != Courtesy::address && apart(length)) add(length, Word::courtesy, false);
  });
  shorthand.each_at(text, at, [&](std::size_t length, Word word) {
    if (apart(length)) add(length, word, true);
  });
  return found;
}

std::string_view topic_of(Words words) {
  for (const Topic& topic : topics) {
    if (words.meets(topic.words)) return topic.name;
  }
  return {};
}

bool is_topic(std::string_view name) {
  return std::any_of(topics.begin(), topics.end(), [&](const Topic& topic) { return topic.name == name; });
}

}  // namespace banwei::language
