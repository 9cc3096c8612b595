// What people say to be polite: greetings, thanks, pardons, forms of address, requests and particles; one list for
// commands, answers and talk.
// Invariant: a word stands here once.
#pragma once

#include <array>
#include <cstdint>

#include "handlers/language/shared_words.h"
#include "handlers/language/vocabulary.h"

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
                        "你好呀 你们好 哈喽 哈啰 在吗 在不在 老师们好 早 报告 报告老师 报告班长 班主任好 我是新来的 "
                        "我是新来的辅导员 我是新来的班主任 我是新来的老师 我是新辅导员 我是新班主任",
                        greetings},
    WordGroup<Courtesy>{
        Courtesy::thanks,
        "谢谢你 谢谢您 谢谢提醒 谢谢通知 谢谢小助手 谢啦 感谢老师 thankyou 辛苦你了 辛苦您了 您辛苦了 你辛苦了 "
        "辛苦老师 辛苦老师了 辛苦老师啦 辛苦班长 辛苦班长了 辛苦各位 老师辛苦啦 班长辛苦啦 导员辛苦了 辅导员辛苦了",
        thanks},
    WordGroup<Courtesy>{Courtesy::sorry, "打扰 打扰了 打扰一下 麻烦了 麻烦老师了 不好意思打扰了", pardons},
    WordGroup<Courtesy>{Courtesy::bye, "晚安 再见 拜拜 拜 886 88 明天见 回见 bye byebye"},
    WordGroup<Courtesy>{Courtesy::cheer,
                        "爱你 么么哒 比心 加油 真棒 厉害 太棒了 棒 真好用 好用 牛 牛啊 可爱 真可爱 nb 666"},
    WordGroup<Courtesy>{Courtesy::laugh, "哈哈哈哈 哈哈哈哈哈 笑死我了 哈", long_laughs, laughs},
    WordGroup<Courtesy>{Courtesy::bot, "小班委 小机器人", bot_names},
    WordGroup<Courtesy>{Courtesy::address, "导儿 班导 团书记 心委 纪委 学长 学姐 大家 各位 各位同学 同学们", offices},
    WordGroup<Courtesy>{
        Courtesy::request,
        "请你 麻烦你 麻烦帮我 麻烦帮忙 帮我们 帮 帮个忙 帮一下 帮咱 劳驾 一下下 一哈 哈子 下子 那个 来 给我 给我们 "
        "给俺 我想 想 我要 我需要 想要 一份 份 份儿 顺手 现在请 帮俺 俺想 好吗 好不好 行吗 行不行 行不 可以吗 可以不 "
        "方便的话 有空的话 出 出来 出一下 教一下 教我 教下 教教我 教教 教我一下 就",
        needing, please, requests},
    WordGroup<Courtesy>{Courtesy::particle, "呗 吧 哩 哈儿 ok 来着 好", tails, soft_particles, particles},
};
inline constexpr auto courtesies = vocabulary_of<courtesy_groups>();

}  // namespace banwei::language
