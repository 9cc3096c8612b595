// What people say to be polite: greetings, thanks, pardons, forms of address, requests and particles; one list for
// commands, answers and talk.
// Invariant: a word stands here once.
#pragma once

#include <array>
#include <cstdint>

#include "handlers/common/vocabulary.h"

namespace banwei::language {

enum class Courtesy : std::uint8_t {
  hello,     // 你好 老师好 报告
  thanks,    // 谢谢 辛苦了
  sorry,     // 不好意思
  bye,       // 晚安
  cheer,     // 加油 比心
  laugh,     // 哈哈
  bot,       // 小助手
  address,   // 老师 班长
  request,   // 请 帮我 一下
  particle,  // 吧 呢
};

inline constexpr std::array courtesy_groups{
    WordGroup<Courtesy>{Courtesy::hello,
                        "你好 您好 你好呀 你们好 hi hello 嗨 哈喽 哈啰 在吗 在不在 老师好 老师们好 老师您好 各位老师好 "
                        "大家好 大家早上好 "
                        "大家下午好 大家晚上好 各位好 同学们好 早 早上好 上午好 中午好 下午好 晚上好 早安 报告 "
                        "报告老师 报告班长 导员好 "
                        "辅导员好 班长好 班主任好 早呀 早啊"},
    WordGroup<Courtesy>{
        Courtesy::thanks,
        "谢谢 谢谢了 谢谢你 谢谢您 谢谢啦 谢谢老师 谢谢班长 谢谢提醒 谢谢通知 谢谢大家 谢谢小助手 谢了 谢啦 多谢 感谢 "
        "感谢老师 3q thanks thankyou thx 辛苦 辛苦了 辛苦啦 辛苦你了 辛苦您了 您辛苦了 你辛苦了 辛苦老师 辛苦老师了 "
        "辛苦老师啦 辛苦班长 辛苦班长了 辛苦各位 老师辛苦了 老师辛苦啦 班长辛苦了 班长辛苦啦 大家辛苦了 导员辛苦了 "
        "辅导员辛苦了"},
    WordGroup<Courtesy>{Courtesy::sorry,
                        "不好意思 抱歉 对不起 sorry 打扰 打扰了 打扰一下 麻烦了 麻烦老师了 不好意思打扰了"},
    WordGroup<Courtesy>{Courtesy::bye, "晚安 再见 拜拜 拜 886 88 明天见 回见 bye byebye"},
    WordGroup<Courtesy>{Courtesy::cheer,
                        "爱你 么么哒 比心 加油 真棒 厉害 太棒了 棒 真好用 好用 牛 牛啊 可爱 真可爱 nb 666"},
    WordGroup<Courtesy>{Courtesy::laugh,
                        "哈 哈哈 哈哈哈 哈哈哈哈 哈哈哈哈哈 hh hhh hhhh 嘻嘻 嘿嘿 呵呵 笑死 笑死我了 2333"},
    WordGroup<Courtesy>{Courtesy::bot, "小助手 班级小助手 小班委 班委 机器人 小机器人 亲 宝 大佬"},
    WordGroup<Courtesy>{Courtesy::address,
                        "老师 老师们 各位老师 班长 副班长 班长大人 辅导员 导员 导儿 班主任 班导 学委 学习委员 团支书 "
                        "团书记 生活委员 心委 纪委 书记 主任 领导 学长 学姐 亲爱的老师 大家 各位 各位同学 同学们"},
    WordGroup<Courtesy>{
        Courtesy::request,
        "请 请你 麻烦 麻烦你 麻烦您 麻烦帮我 麻烦帮忙 帮我 帮我们 帮忙 帮 帮个忙 帮一下 帮咱 拜托 拜托了 劳驾 一下 "
        "一下下 "
        "一哈 哈子 下 下子 那个 那 就 来 给我 给我们 给俺 我想 想 我要 我需要 需要 想要 要 一份 份 份儿 先 顺便 顺手 "
        "另外 "
        "现在请 帮俺 俺想 好吗 好不好 行吗 行不行 行不 可以吗 可以不 方便的话 有空的话 出 出来 出一下"},
    WordGroup<Courtesy>{Courtesy::particle,
                        "呗 吧 呢 啊 呀 哦 噢 喔 嘛 哟 诶 欸 唉 哎 哎呀 嗯 额 呃 噻 撒 嘞 咧 哩 哇 啵 滴 捏 哈儿 咯 喽 "
                        "嗷 好 ok"},
};
inline constexpr auto courtesies = vocabulary_of<courtesy_groups>();

}  // namespace banwei::language
