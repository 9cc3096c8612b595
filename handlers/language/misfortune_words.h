// What befalls somebody from day to day: hurt by accident, robbed, cheated, called home; one line a meaning.
// Invariant: text is in the form `plain_talk` gives; a longer word that says nothing here hides the short one in it.
#pragma once

#include <array>
#include <cstdint>

#include "handlers/language/set_of.h"
#include "handlers/language/shared_words.h"
#include "handlers/language/vocabulary.h"

namespace banwei::misfortune {

/// What a word may mean.
enum class Event : std::uint8_t {
  part,     // of a body
  strikes,  // 砸: it hurts when it merely reaches somebody
  grazes,   // 划: it hurts only where something comes of it
  reaches,  // 到
  harm,     // 破, 流血
  broke,    // 断
  fracture,
  wound,  // 划伤: a word for it
  nose,
  blood,
  endless,  // 止不住
  twists,
  falls,
  scalds,
  burn,
  beast,
  bites,
  insect,
  stings,
  by,
  me,
  valuable,
  stolen,
  missing,
  found,
  pays,
  swindler,
  home,
  emergency,
  matter,
  goes,
  ward,  // and what else keeps somebody away
  swollen,
  seared,  // 烫了: of a forehead it is a fever
  well,    // 没事
  tumbles,
  choke,
  drunk,
  outside,  // Where, and how, a drunk may come to harm.
  astray,
  locked,
  ran_into,
  wages,
  failing,
  studies,
  dread,
  cannot,  // 动不了
  deceived,
  sum,
  menace,
  night,  // 半夜, 楼道: when and where it is one
  purse,
  left,  // 只剩
  hungry,
  poisoned,
  head,
  eye,
  enters,
  mispaid,
  lines,  // 几道
  drops,  // 掉, 落: where it is lost
  vehicle,
  hot,  // 热油
  tooth,
  spent,   // 花光了
  knocks,  // 敲, 拧
  door,
  missed,  // 没赶上: what one was to go by
  employer,
  unpaid,
  toxic,     // 蘑菇: what may poison
  sickens,   // 看东西重影: how it shows
  swallows,  // 吃了
  sprained,  // 崴脚: a word for it
  count
};
using enum Event;
using Events = SetOf<Event>;
constexpr Events operator|(Event one, Event other) { return {one, other}; }
inline constexpr Events hidden;  // A longer word that says nothing.

inline constexpr auto groups = std::to_array<WordGroup<Events>>({
    {part,
     "手 手指 手指头 手上 手背 手腕 手臂 手掌 胳膊 胳膊肘 腿 大腿 小腿 膝盖 脚 脚踝 脚趾 脚背 脚底 脚腕 脚后跟 "
     "脸 脸上 嘴 嘴唇 耳朵 下巴 腰 背 后背 屁股 尾椎 肩膀 肋骨 锁骨 虎口 指甲 舌头"},
    {part | purse, "身上"},
    {part | head, "头 头上 脑袋 后脑勺 额头"},
    {part | eye, "眼睛"},
    {part | tooth, "牙 牙齿 门牙 大牙 半颗牙 一颗牙 两颗牙"},
    {strikes, "切 割 削 扎 戳 夹 砸 磕 撞 绞 轧 卷"},
    {grazes, "划 碰 压 刮 擦 刺 蹭 打球"},
    {grazes | tumbles, "摔 跌"},
    {reaches, "到 着了 了一下 了根 了个 了一刀"},
    {harm | blood, "出血 流血 淌血 都是血 全是血 好多血"},
    {harm, "破 破了 破皮 伤 伤了 烂 烂了 掉皮 掉了块皮 口子 血淋淋 受伤 受了伤"},
    {swollen, "肿 肿了 肿得 肿起来 起了个包 起了个大包 起了包 大包 青了 紫了 青一块"},
    {well, "没事 没啥事 不要紧 没大碍 不严重 小伤 问题不大 没什么大事 已经好了 好多了 出院 顺利 很成功"},
    {broke, "断 断了 折了"},
    {fracture, "骨折 骨裂 脱臼 骨头断"},
    {wound, "划伤 割伤 切伤 擦伤 撞伤 砸伤 夹伤 刮伤 摔伤 刺伤 扎伤"},
    {nose, "鼻血 鼻子流血 鼻子出血 鼻子一直流血"},
    {blood, "血"},
    {endless,
     "止不住 停不下来 停不了 不停 不止 止不了 一直流 一直在流 一直止不住"
     " 往外冒 一直往外冒 直往外冒 往外喷 往外涌 喷出来 一直淌 淌个不停 滴个不停 哗哗流 哗哗地流 呼呼地流 直流"},
    {twists, "崴 崴了 崴到 扭了 扭到 扭伤 闪了 闪到 闪着 拉伤 挫伤 抽筋 抽筋了"},
    {twists | sprained, "崴脚"},
    {falls,
     "摔了一跤 摔一跤 摔倒 摔跤 滑倒 滑了一跤 绊倒 绊了一跤 跌倒 跌了一跤 摔下来 摔下去 摔了一下 摔了个 踩空 踩空了 "
     "从上铺掉 从上铺摔 从床上掉 从床上摔 掉下床 摔下床 掉下楼梯 摔下楼梯 滚下来 滚下去 滚下楼 栽下来 栽倒 跌下来"},
    {scalds, "烫到 烫着 烫伤 烫破 烫起 烫红 烫掉 燎到 烫了一大片 烫了一片 烫了个 烫了一块 烫了一 烫一"},
    {seared, "烫了"},
    {burn, "烫伤 烫伤了 烫了个泡 烫起泡 烧伤 烧伤了"},
    {beast, "狗 流浪狗 猫 流浪猫 老鼠 猴子 狗子 野狗 野猫 仓鼠 兔子"},
    {bites | stings, "咬 咬了"},
    {bites, "啃 啃了 叼 抓 挠 咬伤 抓伤 抓了 咬到 抓到 抓破 咬破"},
    {insect, "蜂 蜜蜂 马蜂 黄蜂 虫子 蝎子 蜈蚣 水母 毛毛虫"},
    {stings, "蜇 蛰 叮 蜇了 蛰了 蜇到 蛰到"},
    {by, "给", language::passive},
    {me, language::speaking},
    {valuable | purse, "饭卡 生活费"},
    {valuable,
     "钱包 手机 身份证 银行卡 现金 钱 校园卡 公交卡 支付宝 充电宝 电脑 笔记本电脑 行李 行李箱 书包 电动车 电瓶车 "
     "自行车 护照 证件 平板 卡里的钱 学费 东西 我的包 挎包 微信 账号 qq号"},
    {stolen, "偷 偷了 偷走 盗号 被盗号 盗 被盗 被盗刷 盗刷 盗走 抢 抢了 抢走 顺走 顺走了 摸走 拎走 拎走了 抱走 抱走了"},
    {missing,
     "丢了 掉了 弄丢 弄丢了 搞丢 搞丢了 不见了 没了 弄没了 搞没了 找不到了 找不着 找不着了 找不见 找不见了 哪都找不到"},
    {drops, "掉 掉在 落 落在 落到 丢 丢在 忘 忘在 拉在"},
    {vehicle, "车上 车里 公交 公交车 地铁 出租 出租车 火车 高铁 大巴 动车 滴滴 网约车 飞机 末班车 班车"},
    {found,
     "吃土 没了电 找到了 找到 捡回 捡到 找回 拿回 还回来 还给我 追回 送回 买回 充电 没电 地上 床上 床下 床底 话费 信号 "
     "发了 到账 交了"},
    {found | spent, "花光 花光了 花完 花完了 用光了 造光了 霍霍光了"},
    {knocks, "敲 敲门 拧 推门 拍门 砸门 踹门 撞门 撬门 捅锁 转门把 按门铃"},
    {door, "宿舍门 房门 门把手 门锁 寝室门 我门 我们门 我家门 屋门 大门"},
    {mispaid, "转错 转错了 转错人 转错账 打错人 打错账户 汇错 付错 付错人 充错 充错人 充错号 错转 误转"},
    {pays,
     "转 转了 转给 转账 钱打给 钱汇给 打钱 打了钱 汇 汇了 汇款 垫 垫付 付了 付款 充了 交了钱 交了押金 押金 收了钱 "
     "付了钱 扫了码 扫码 被坑 被坑了 赔了 亏了 投了 搭进去"},
    {swindler,
     "骗子 骗我 骗了我 冒充 诈骗 假客服 客服退款 客服说 说是客服 自称客服 刷单 杀猪盘 拉黑 跑路 不发货 不退 不退钱 "
     "拿不回来 要不回来 不让上班"
     " 安全账户 公安局的电话 公安局电话 自称公安 自称警察 自称民警 冒充公安 公检法 涉嫌洗钱 通缉令 共享屏幕 屏幕共享 "
     "注销校园贷 注销网贷 刷流水 做流水 返利 返佣 垫付任务 做任务 保证金 解冻费 解冻 激活费 中奖 验证码发给 验证码给"},
    {home,
     "家里 家里边 我家 老家 家中 爸 妈 爷 奶 我哥 我姐 我弟 我妹 姥姥 姥爷 外公 外婆 爷爷 奶奶 爸爸 妈妈 父亲 母亲 "
     "家人 家里人 爸妈 父母 叔叔 舅舅 姑姑 哥哥 姐姐 弟弟 妹妹 老爸 老妈 大伯 姑父 姨妈",
     language::own_parents},
    {emergency,
     "出事 出了事 出了点事 出了些事 出大事 出了大事 出了点状况 发大水 发水 被淹 塌了 出意外 出了意外 出了变故 有变故 "
     "急事 突发情况 紧急情况 快不行了 不行了 急着叫我回 叫我赶紧回 让我赶紧回 让我马上回 被水淹 被淹了 淹水了"},
    {ward,
     "住院 住院了 住进医院 进医院 进了医院 送医院 送去医院 送到医院 送急诊 进急诊 抢救 动手术 开刀 进重症 重症监护 "
     "病重 病倒 脑梗 中风",
     language::in_the_ward},
    {ward, "两天没来 三天没来 几天没来 好几天没来 一周没来 一个星期没来 一个礼拜没来"},
    {matter, "病了 生病了 生病 有事 有点事 有些事 事情"},
    {goes, "走 回家 回去 回老家 赶回 回一趟 动身"},
    {hidden,
     "狗啃 烫了一头 发烫 头像 头发 头条 手续 手册 手动 手写 手游 手工 手表 手环 手势 手抓饼 手气 手速 手感 手头 手下 "
     "手里 手把手 手办 上手 二手 对手 选手 歌手 新手 助手 小助手 高手 分手 牵手 洗手 脸书 脸盆 洗脸 刷脸 打脸 丢脸 "
     "背书 背诵 背单词 背景 背包 腰包 脚本 脚步 脚注 低头 头绪 点头 回头 老头 口头 码头 头盔 扭头 眼神 耳机 耳环 火腿 "
     "鸡腿 羊腿 抱大腿 狗腿 咬牙 咬文嚼字 咬字 咬定 偷偷 偷懒 偷看 偷拍 偷吃 偷笑 热狗 单身狗 狗粮 狗血 狗屎 狗叫 猫腻 "
     "猫粮 天猫 熊猫 鼠标 开刀鱼 牙膏 牙刷 牙签 牙套 石油 油条 油画 油价 汤圆 出租屋 落下 落后 部落 掉分 掉线 掉队 "
     "丢人 忘记 住院医 住院部 摔跤比赛 划船 划水 划重点 碰到 碰见 碰面 压力 压根 扎心 扎实 割韭菜 撞见 撞衫 撞期 抓紧 "
     "抓狂 转发 转专业 家里蹲 看不见了 猫抓板 抢课 抢票 抢红包 抢答 抢到 头破血流 走神 走读 走心 走路 走路上 让我 让人 "
     "钱包鼓 好事 急事假 转述 转告 转达 转身 转正 止不住笑 笑不停 手不停 手心 心头 拳头 头疼 头痛 上头 摔手机 摔门"},
    {choke, "鱼刺卡 卡鱼刺 卡了鱼刺 被鱼刺 骨头卡 卡喉咙 卡嗓子 卡在喉咙 卡住喉咙 卡到喉咙"},
    {drunk, "喝多 醉了 喝大了", language::too_much_drink},
    {outside, "操场 草坪 楼下 路边 马路 外面 一个人 头晕 头好晕 晕 吐 吐了 想吐 恶心 走不了 走不动 回不去 起不来 难受"},
    {astray,
     "迷路 迷路了 走丢了 不认识路 不知道自己在哪 不知道我在哪 坐过站 坐错车 坐反了 回不了家 回不去学校 回不了学校 "
     "困在车站 困在路上 困在外面 被困在 回不来了 到荒郊野岭 在荒郊野岭 没地方住 没地方睡 末班车没了 没赶上末班车 "
     "没赶上车"},
    {missed, "没赶上 赶不上了 错过 错过了 误了 停运 停运了 停开 停了 开走了 取消了"},
    {locked,
     "没带钥匙 忘带钥匙 钥匙丢了 锁在门外 锁门外 关在门外 锁在外面 关在外面 进不去宿舍 进不了宿舍 进不去寝室 "
     "进不了寝室 回不了宿舍 回不了寝室 被关在 被锁在 关在里面 锁在里面 被反锁 困在厕所 困在教室"},
    {ran_into, "撞了人 撞到人 撞到了人 撞人了 撞伤人 撞伤了人 把人撞"},
    {wages, "老板不给 不给工资 不发工资 拖欠工资 克扣工资 没给工资 没发工资 工资不给 工资没发 扣我工资"},
    {employer, "老板 公司 厂 厂里 工厂 中介 单位 店里 实习 兼职 打工 工地 包工头 干了 做了"},
    {unpaid,
     "一分没给 一分钱没给 一分钱都没给 一分都没给 不给钱 没给钱 没给我钱 不结账 没结账 不给结 没给结 拖着不给 拖着不结 "
     "扣身份证 扣着身份证 扣我身份证 扣了我身份证 扣押金 扣我押金 押金不退"},
    {failing,
     "作弊被抓 抓到作弊 被处分 被记过 会不会退学 要被退学 被退学 被劝退 要退学 毕不了业 不能毕业 延毕 留级 要留级"},
    {studies,
     "挂了一 挂了两 挂了二 挂了三 挂了四 挂了五 挂了好几 考试 期末 考研 补考 高数 英语 四级 六级 论文 作业 答辩 复习 "
     "挂科 考砸 考砸了 毕设 毕业设计 重修 什么都没复习 没复习 没考上 没过 写不完 学不会"},
    {dread,
     "崩溃 快崩溃 崩溃了 要疯 疯了 好慌 慌死 好怕 害怕 睡不着 焦虑 喘不过气 想吐 手抖 发抖 想哭 不敢跟 不敢和 不敢让 "
     "我完了 完蛋了 打死我 骂死我 不敢告诉 骂我 不知道怎么办 绝望"},
    {lines, "几道 一道道 好几道 几下 好几下"},
    {cannot,
     "动不了 抬不起来 抬不起 站不起来 起不来 走不了路 动弹不得 弯不了 弯不过来 伸不直 使不上劲 没知觉 不能动 着不了地"},
    {deceived,
     "被骗 被骗了 骗了 骗走 骗走了 骗光"
     " 骗去交 骗我交 被骗交"},
    {sum, "块 元 百 千 万 0 1 2 3 4 5 6 7 8 9"},
    {menace,
     "敲我宿舍门 敲我们宿舍门 敲我门 敲我们门 敲我房门 一直敲门 不停敲门 老有人敲门 敲门不说话 敲门没人 陌生男人 "
     "陌生男的 陌生人 可疑的人 变态 司机"},
    {night, "半夜 凌晨 大半夜 深夜 楼道 楼道里 宿舍楼里"},
    {purse, "卡里 兜里 口袋里 钱包里 微信里 支付宝里"},
    {left, "只剩 就剩 仅剩 只有"},
    {hungry, "两天没吃饭 三天没吃饭 两天没吃东西 三天没吃东西 几天没吃饭 好几天没吃饭"},
    {poisoned, "药吃多了 吃多了药 我吃错药了 吃错了药 吃了过期药 误吞 误食 误服 误喝 喝错了 吃了毒蘑菇"},
    {swallows, "吃了 吃 喝了 煮了 炒了 误食了 尝了"},
    {toxic,
     "蘑菇 野蘑菇 毒蘑菇 菌子 野菌 野菌子 见手青 河豚 发芽土豆 发芽的土豆 没熟的豆角 没煮熟的豆角 没炒熟的豆角 生豆角 "
     "没熟的四季豆 没煮熟的四季豆 没炒熟的四季豆 野果 野菜 变质的 过期的 发霉的 白果 银杏果 蟾蜍 木薯"},
    {sickens,
     "重影 一直吐 吐个不停 狂吐 上吐下泻 看见小人 看到小人 嘴麻 舌头麻 手脚发麻 浑身发麻 头晕 头好晕 恶心想吐 肚子绞痛 "
     "肚子疼 肚子痛 吐了 说胡话 产生幻觉"},
    {enters, "进了 进 溅到 溅了 溅进 溅入 泼到 泼了 浇到 洒到 洒了 崩到 打到 喷到 弄到"},
    {hot, "热油 油锅 滚油 油 开水 热水 滚水 沸水 热汤 汤 蒸汽 热气"},
});

inline constexpr auto words = vocabulary_of<groups>();

}  // namespace banwei::misfortune
