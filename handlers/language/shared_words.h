// Words of the language that several vocabularies know, each in a meaning of its own.
// Invariant: a word stands here once, save a few of two meanings.
#pragma once

#include <string_view>

namespace banwei::language {

inline constexpr std::string_view soft_particles = "噻 咧 啵 呀 嘛 捏 哟 哇 诶 哎 嗷 额 呃";  // Behind a word.
inline constexpr std::string_view particles = "哦 噢 喔 欸 唉 哎呀 嗯 撒 嘞 滴 咯 喽";
inline constexpr std::string_view laughs = "嘻嘻 嘿嘿 哈哈 哈哈哈";
inline constexpr std::string_view long_laughs = "hh hhh hhhh 呵呵 笑死 2333";
inline constexpr std::string_view greetings =
    "你好 您好 hi hello 嗨 老师好 老师您好 各位老师好 大家好 大家早上好 大家下午好 大家晚上好 各位好 同学们好 早上好 "
    "上午好 中午好 下午好 晚上好 早安 导员好 辅导员好 班长好 早呀 早啊";
inline constexpr std::string_view thanks =
    "谢谢 谢谢了 谢谢啦 谢谢老师 谢谢班长 谢谢大家 谢了 多谢 感谢 3q thanks thx 辛苦 辛苦了 辛苦啦 老师辛苦了 "
    "班长辛苦了 大家辛苦了";
inline constexpr std::string_view pardons = "不好意思 抱歉 对不起 sorry";
inline constexpr std::string_view offices =
    "老师 老师们 各位老师 班长 副班长 班长大人 辅导员 导员 班主任 学委 学习委员 团支书 生活委员 书记 主任 领导 "
    "亲爱的老师";  // Whom a class speaks to.
inline constexpr std::string_view bot_names = "小助手 班级小助手 班委 机器人 亲 宝 大佬";
inline constexpr std::string_view requests = "麻烦您 帮忙 拜托 拜托了 下 那 先 顺便 另外";
inline constexpr std::string_view elders =
    "爷爷 奶奶 外公 外婆 姥姥 姥爷 爸爸 妈妈 父亲 母亲 家人 家里人 哥哥 姐姐 弟弟 妹妹 叔叔 舅舅 姑姑 老爸 老妈";
inline constexpr std::string_view relatives =
    "表弟 表妹 表哥 表姐 堂弟 堂妹 堂哥 堂姐 舅妈 姨妈 婶婶 伯伯 大伯 小姨 大姨 嫂子 姐夫 家属 父母 爸妈 家长 室友 "
    "舍友 我室友 同寝 同屋 女朋友 男朋友 女友 男友 对象 老公 老婆 媳妇 家里老人 老人 小孩 "
    "寝室同学 宿舍同学 同宿舍的 同寝室的 姑父 姨父 室友们 侄子 侄女 合租室友";
inline constexpr std::string_view bunks = "对床 对铺 上铺 下铺 邻床 邻铺 隔壁床 隔壁铺";  // Who sleeps beside one.
inline constexpr std::string_view measured =
    "测 量 测了 量了 测的 量的 测得 显示 刚测 刚量 量完 测完 自测 试了 测出 测到 量到 刚刚测 刚刚量 刚才量";
inline constexpr std::string_view thermometers =
    "腋下 体温计 温度计 额温枪 测温枪 体温枪 水银 体温表 耳温枪 左边 右边 舌下 腋窝";
inline constexpr std::string_view body_temperature = "体温 测温 额温 腋温 口温 耳温 温度 量体温 测体温 tw 肛温";
inline constexpr std::string_view roughly =
    "大约 左右 接近 将近 上下 约 的样子 出头 约莫 目测 摸着 应该 应该是 八成 估计是";
inline constexpr std::string_view worries =
    "完蛋 怎么办 咋办 咋整 咋弄 怎么搞 好慌 要不要紧 严重吗 要不要去医院 吃什么药 不行了 完了 感染了 中招了 没事吧";
inline constexpr std::string_view cannot_come =
    "到不了 来不了 参加不了 不能参加 无法参加 去不了 不能到 不能来 上不了课 没法参加 没法来 来不成";
inline constexpr std::string_view gatherings = "班会 主题班会 线上班会 晚点名 团课 高数课 英语课 体育课 思政课";
inline constexpr std::string_view mates = "我室友 我舍友 室友 舍友 我同桌 同桌";
inline constexpr std::string_view classmates = "我们 咱们 我们班 全班 男生 女生";
inline constexpr std::string_view bare_ticks = "11 111 1111 11111 111111";
inline constexpr std::string_view typed_ticks = "扣1 打1 敲1 回1 扣个1";
inline constexpr std::string_view illness = "生病 生病了 病了 去医院 在医院 看病 打针 住院";
inline constexpr std::string_view units =
    "元 块 块钱 毛 折 码 斤 公斤 kg 克 吨 米 厘米 cm mm 毫米 公里 km 平方 平米 ml l 寸 英寸 分钟 小时 秒 mb gb kb w hz "
    "伏 安 瓦 % 岁 角 度电 步 大卡 ms 帧 分贝";  // Units of what is no temperature.
inline constexpr std::string_view unwakeable = "叫不醒 叫不应 喊不醒 推不醒 摇不醒 拍不醒 唤不醒 弄不醒";
inline constexpr std::string_view errands = "晾衣服 散步 聊天 晒被子 遛狗 做核酸 值班 买菜 坐车 出差 看书";
inline constexpr std::string_view chores = "干活 打扫 睡醒 想起来 喝水 赶作业 赶路";
inline constexpr std::string_view studies =
    "考试 网课 上课 上网课 背单词 健身 下课 晨跑 上班 加班 停电 停水 洗衣服 值日 打卡";
inline constexpr std::string_view ifs = "如果 要是 假如 万一 的话 倘若";
inline constexpr std::string_view subjects = "高数 英语 制图 c语言 实训 军训";
inline constexpr std::string_view unsure = "好像 可能 似乎 貌似 感觉 觉得 我觉得 也许 或许";
inline constexpr std::string_view turns = "因为 可是 就是 只是 于是";
inline constexpr std::string_view lately = "最近 这几天 这些天 这段时间 近来";
inline constexpr std::string_view later = "一会 等下";
inline constexpr std::string_view mishaps = "骨折 崴脚 扭伤 摔伤";
inline constexpr std::string_view exercise = "跑步 跑完步 运动 跳绳 锻炼 赶车";
inline constexpr std::string_view strangers = "有人 有同学 隔壁 同事 我朋友 朋友";

inline constexpr std::string_view said_by = "说 说是 刚说 跟我说 刚跟我说 让我说 让我说一声 托我说 托我说一声";
inline constexpr std::string_view attending = "到 到了 出勤 来了 已到";
inline constexpr std::string_view lesson_kinds = "上课 课堂 开会 线上";
inline constexpr std::string_view not_now = "再等等 等等 等一等 我再问问 先放着 先留着 放一放 缓一缓 再看看";
inline constexpr std::string_view exempting = "免报体温 免报 免上报 免打卡";
inline constexpr std::string_view removing = "删 删除 关 停 不要";
inline constexpr std::string_view changing = "改 换 修改 调 调整";
inline constexpr std::string_view setting_up = "设 设置";
inline constexpr std::string_view reminding = "提醒";
inline constexpr std::string_view alarm_clocks = "闹钟 闹铃";
inline constexpr std::string_view contents = "内容 正文";
inline constexpr std::string_view cancelling = "取消 撤销 撤掉 删掉";
inline constexpr std::string_view until = "到 至 - ~ 直到 一直到";
inline constexpr std::string_view oneself = "本人 我是 我叫 我这边 学生";
inline constexpr std::string_view helping = "帮 替 代 代替 给 帮忙 帮着 代为";
inline constexpr std::string_view asking_leave = "能不能 能否 可不可以 可否";
inline constexpr std::string_view lateness = "迟到 迟到了 晚到 来晚 来晚了 晚来";
inline constexpr std::string_view absences = "缺勤 旷课 缺席 旷 未到 缺课 逃课 翘课 逃了课 翘了课";
inline constexpr std::string_view the_others = "别的 其他 其它 其余 剩下 余下 其他人 其余人 其他的 其余的 剩下的";
inline constexpr std::string_view exceptions = "除了 除 除去 以外 之外";
inline constexpr std::string_view chatter = "放假 扣分 答到 代签";
inline constexpr std::string_view structural = "的 了";  // They bind what stands around them.
inline constexpr std::string_view by_now = "已 已经";
inline constexpr std::string_view moments_ago = "刚 刚才 刚刚";
inline constexpr std::string_view pointers = "这个 那个";
inline constexpr std::string_view persons = "人 同学";
inline constexpr std::string_view at_present = "现在 今天";
inline constexpr std::string_view ands = "和 跟 与";
inline constexpr std::string_view tails = "啊 呢";  // Behind a sentence.
inline constexpr std::string_view he_or_she = "他 她";
inline constexpr std::string_view those_people = "他们 她们";
inline constexpr std::string_view all_of_it = "都 全部 全都";
inline constexpr std::string_view punctuation = ", . ! ; : 、";
inline constexpr std::string_view questions = "怎么 几点 为什么 要不要 多久 哪里 是不是";
inline constexpr std::string_view plain_questions = "哪 哪儿 如何 多少 为啥 算不算 咋 几个 什么 啥 是否 有没有";
inline constexpr std::string_view askers = "吗 么";  // Behind what is asked.
inline constexpr std::string_view own_parents = "我爸 我妈";
inline constexpr std::string_view own_kin =
    "我爸爸 我妈妈 我爷爷 我奶奶 我外公 我外婆 我哥 我哥哥 我姐 我姐姐 我弟 我弟弟 我妹 我妹妹 我叔 我舅 我家人 全家";
inline constexpr std::string_view own_child = "孩子 儿子 女儿 娃 我孩子 我儿子 我女儿 我娃 我家孩子 我家娃 我家崽 偶";
inline constexpr std::string_view before_long = "晚些 回头 稍后 晚点";
inline constexpr std::string_view soon = "等会 等会儿 待会 待会儿 一会儿";
inline constexpr std::string_view hold_on = "稍等 过会 过会儿 过一会 等一会 等一会儿 现在去";  // Said for not yet.
inline constexpr std::string_view negations = "不 没 没有 未 莫 冇 从没";
inline constexpr std::string_view speaking = "我 俺 咱";
inline constexpr std::string_view sick_leave = "病假 请病假 请了病假";
inline constexpr std::string_view private_leave = "事假 请事假 请了事假";
inline constexpr std::string_view official_leave = "公假 请公假";
inline constexpr std::string_view back_at_school = "返校 回校 归校 到校 回学校";
inline constexpr std::string_view spoken_to = "你 您 你们";
inline constexpr std::string_view contrasts = "但 但是 不过";
inline constexpr std::string_view allowing = "可以 能";
inline constexpr std::string_view needing = "要 需要";
inline constexpr std::string_view taking = "把 将";
inline constexpr std::string_view agreed = "好 好的";
inline constexpr std::string_view before_verbs = "是 还";  // Before what is told.
inline constexpr std::string_view adverbs = "也 就";       // Before a verb.
inline constexpr std::string_view please = "请 麻烦 帮我 一下";
inline constexpr std::string_view excuses =
    "没看到 忘记 网速慢 卡了 没信号 忘打卡 迟了 忘了打卡 没流量 没看见 有点事 欠费 信号差 晚了 没来得及 网卡 断网 "
    "睡过头 起晚 没网 网不好 有事 忘了 网太差 睡过了 久等了 网络不好 来迟 忘记打卡 信号不好 睡懒觉 没起来 没注意";
inline constexpr std::string_view thresholds = "低于 以下 没有超过 不低于 大于 范围 没超过 以上 高于 不高于 超过 小于";
inline constexpr std::string_view announced =
    "请各位 请注意 务必 须知 凡是 请大家 温馨提示 同学们 各班 一律";  // Said to a whole class.
inline constexpr std::string_view got_well = "没事了 已经好了 痊愈 康复 恢复了";
inline constexpr std::string_view taking_over = "我来 我管 我联系 我接手 我负责 我跟进 我处理 交给我 包在我身上";
inline constexpr std::string_view talked_to = "沟通了 通了电话 谈了 联系了 说了 聊了 联系过";
inline constexpr std::string_view seeing = "看 看看 看下 看一下 查 查下 查一下 查看 想看 给我看";
inline constexpr std::string_view asking_who = "谁 有谁 都有谁 哪些 有哪些 哪些人 有哪些人 哪些同学 哪几个";
inline constexpr std::string_view in_the_ward = "急诊 做手术 要手术 缝针 缝了";
inline constexpr std::string_view whoever = "谁有 谁家 哪位 有没有人";
inline constexpr std::string_view at_work = "在岗 在岗位 顶岗 顶岗实习 在岗实习";
inline constexpr std::string_view degrees = "太 很 有点 有点儿 一点 老 总 老是 上 突然 半天 好半天 老半天";
inline constexpr std::string_view beside_the_point =
    "只 才 再 竟 这 其实 而且 确实 一起 好几次";  // Around what is told.
inline constexpr std::string_view reported_so = "报了 报过了 上报了 打卡了 打卡成功 打咔";
inline constexpr std::string_view reporting = "报 报一下 上报 填报 报备 报数 体温上报";
inline constexpr std::string_view called_off = "不算数 不作数 算了 清掉 不要了 作废";
inline constexpr std::string_view unable = "没办法 没法 无法";
inline constexpr std::string_view too_much_drink = "喝醉 喝醉了 喝多了";
inline constexpr std::string_view finishing = "结束 终止";
inline constexpr std::string_view shutting = "关掉 关闭 停止";
inline constexpr std::string_view all_of_you = "大家 所有人 各位";
inline constexpr std::string_view stays_in_wuhan = "留汉 在汉 留在武汉";
inline constexpr std::string_view listings = "名单 清单 列表";
inline constexpr std::string_view at_noon = "中午 今天中午 午间";
inline constexpr std::string_view i_now = "我现在 我目前 我刚 我已经 我还";
inline constexpr std::string_view this_night = "今晚 今夜 今天晚上";
inline constexpr std::string_view passive = "被 让 遭";  // It was done to one.
inline constexpr std::string_view staying_at = "在 待在 呆在";
inline constexpr std::string_view sides = "这边 那边";
inline constexpr std::string_view spots = "这里 那里";
inline constexpr std::string_view intending = "想 想要 打算 准备 申请";
inline constexpr std::string_view dormitories = "宿舍 寝室";
inline constexpr std::string_view mild = "吧 哈";  // Behind what is no command.

}  // namespace banwei::language
