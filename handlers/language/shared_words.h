// Words that several vocabularies know, each in a meaning of its own.
// Invariant: a word stands here once.
#pragma once

#include <string_view>

namespace banwei::language {

inline constexpr std::string_view soft_particles = "噻 咧 啵 啊 呀 呢 嘛 捏 哟 哇 诶 哎 嗷 额 呃";  // Behind a word.
inline constexpr std::string_view particles = "哦 噢 喔 欸 唉 哎呀 嗯 撒 嘞 滴 咯 喽 好";
inline constexpr std::string_view laughs = "哈 嘻嘻 嘿嘿 哈哈 哈哈哈";
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
inline constexpr std::string_view requests = "请 麻烦 麻烦您 帮我 帮忙 拜托 拜托了 一下 下 那 就 先 顺便 另外";
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
inline constexpr std::string_view turns = "因为 但是 但 可是 不过 就是 只是 于是";
inline constexpr std::string_view lately = "最近 这几天 这些天 这段时间 近来";
inline constexpr std::string_view later = "一会儿 一会 等下 等会 等会儿 待会 待会儿";
inline constexpr std::string_view mishaps = "骨折 崴脚 扭伤 摔伤";
inline constexpr std::string_view exercise = "跑步 跑完步 运动 跳绳 锻炼 赶车";
inline constexpr std::string_view strangers = "有人 有同学 隔壁 同事 我朋友 朋友";

inline constexpr std::string_view said_by = "说 说是 刚说 跟我说 刚跟我说 让我说 让我说一声 托我说 托我说一声";
inline constexpr std::string_view attending = "到 到了 出勤 来了 已到";
inline constexpr std::string_view lesson_kinds = "上课 课堂 开会 线上";
inline constexpr std::string_view not_now = "再等等 等等 等一等 我再问问 先放着 先留着 放一放 缓一缓 再看看";
inline constexpr std::string_view exempting = "免报体温 免报 免上报 免打卡";
inline constexpr std::string_view cancelling = "取消 撤销 撤掉 删掉";
inline constexpr std::string_view until = "到 至 - ~ 直到 一直到";
inline constexpr std::string_view oneself = "我 本人 俺 咱 我是 我叫 我这边 学生";
inline constexpr std::string_view helping = "帮 替 代 代替 给 帮忙 帮着 代为";
inline constexpr std::string_view asking_leave = "能不能 能否 可不可以 可否";
inline constexpr std::string_view lateness = "迟到 迟到了 晚到 来晚 来晚了 晚来";
inline constexpr std::string_view absences = "缺勤 旷课 缺席 旷 未到 缺课";
inline constexpr std::string_view the_others = "别的 其他 其它 其余 剩下 余下 其他人 其余人 其他的 其余的 剩下的";
inline constexpr std::string_view exceptions = "除了 除 除去 以外 之外";
inline constexpr std::string_view chatter = "放假 扣分 答到 代签";

}  // namespace banwei::language
