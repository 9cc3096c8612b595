// Danger from without: fire, gas, accidents, fights, and what only sounds like them, one line a meaning.
// Invariant: text is in the form `plain_talk` gives; a word stands in one line of all the lists of need.
#pragma once

#include <array>

#include "handlers/care/needs_meanings.h"
#include "handlers/common/vocabulary.h"

namespace banwei::care {

inline constexpr std::array peril_groups = std::to_array<WordGroup<Word>>({
    {Word::fire,
     "着火 着火了 着火啦 着大火 著火 著火了 起火 起火了 起大火 失火 失火了 火灾 发生火灾 烧着了 烧起火 发生爆炸 爆炸声 "
     "煤气罐爆炸 插座冒烟 插排冒烟 插线板冒烟 电闸冒烟 充电宝冒烟 充电器冒烟 电池冒烟 插座着火 充电宝着火 充电器着火 "
     "电池着火 充电宝爆炸 充电宝炸了 电池爆炸 电池炸了 手机爆炸 手机电池爆炸 热水器爆炸 电动车爆炸 电动车着火"},
    {Word::smoke,
     "冒烟 冒烟了 冒浓烟 冒黑烟 浓烟 浓烟滚滚 全是烟 都是烟 好多烟 好大的烟 好大烟 好浓的烟 烧焦味 烧焦的味道 焦糊味"},
    {Word::gas,
     "煤气泄漏 煤气泄露 煤气漏了 煤气漏气 煤气在漏 漏煤气 煤气罐漏 煤气味 煤气的味道 煤气中毒 煤气中毒了 闻到煤气 "
     "燃气泄漏 燃气泄露 燃气漏了 燃气味 燃气中毒 闻到燃气 天然气泄漏 天然气泄露 天然气漏了 天然气味 闻到天然气 "
     "液化气泄漏 液化气泄露 液化气漏了 一氧化碳中毒 氯气泄漏 毒气泄漏"},
    {Word::accident_now,
     "出车祸 出车祸了 出了车祸 发生车祸 被车撞 被车撞了 被车撞到 被车撞倒 被车压 被车轧 触电 触电了 被电到了 被电击 "
     "溺水 "
     "溺水了 落水 落水了 被水冲走 被冲走了 被蛇咬 被蛇咬了 食物中毒 食物中毒了 农药中毒 困在电梯 困电梯 被困电梯 "
     "被困在电梯 卡在电梯 关在电梯 电梯坠落 电梯掉下 地震了 地震啦 楼塌了 房子塌了 天花板塌了 屋顶塌了 墙塌了 被埋 "
     "被埋了 被压在 从楼上掉 从楼上摔 摔下楼 掉下楼 从高处摔 被机器压了 被机器夹了 被机器绞了 被机器压 被机器夹 "
     "被机器绞 手指断了 被捅了 被砍了 被人捅 被人砍 被绑架 被绑架了"},
    {Word::falls_in,
     "掉水里 掉水里了 掉河里 掉河里了 掉进河里 掉江里 掉江里了 掉进江里 掉湖里 掉湖里了 掉进湖里 掉海里 掉进海里 "
     "掉下水 "
     "掉进水里 掉到河里 掉到江里 掉到湖里 掉到水里 滑进水里 滑到河里 掉井里 掉进井里"},
    {Word::fight,
     "打架 打架呢 在打架 打起架 干架 斗殴 群殴 互殴 扭打 打成一团 动起手来 打起来 打起来啦 打起来了 干起来了 打群架"},
    {Word::fight_now, "打架了 打架啦 打起架来 打起架来了 又打架了"},
    {Word::intruder,
     "闯进来 闯进我 闯进宿舍 闯进寝室 闯进我们 闯进女生 闯进教室 闯到宿舍 闯到我 撬门 撬锁 撬我门 撬我们门 撬我家门 "
     "翻窗进来 翻窗户进来 入室抢劫 抢劫 拦路抢劫"},
    {Word::armed, "持刀 持械 持枪 提刀 拎着刀 挥刀 拿刀进 拿刀冲 拿刀闯 带刀进"},
    // What smokes and fights in jest.
    {Word::jest_of_fire, "嗓子 嗓子眼 眉毛 屁股 七窍 后院"},
    {Word::harmless,
     "眼皮打架 上下眼皮打架 眼皮直打架 眼皮都打架 眼皮在打架 眼皮都在打架 眼皮开始打架 车祸现场 大型车祸现场 触电般 "
     "喉咙冒烟 喉咙着火 心里着火 键盘冒烟 键盘着火 "
     "像触电 触电的感觉 跟触电一样 落水狗 祖坟冒青烟 冒青烟 抢劫罪"},
    {Word::drill, "消防演练 消防演习 逃生演练 演练 演习 消防安全 消防知识 灭火器 防火 防火防盗 消防讲座"},
    {Word::notice, "注意用电 用电安全 安全用电 严禁 禁止 违者 谨防 杜绝 处分"},
    {Word::recovered, "已经灭了 火灭了 扑灭了 已经扑灭 灭掉了 拉开了 劝开了 不打了"},
});

}  // namespace banwei::care
