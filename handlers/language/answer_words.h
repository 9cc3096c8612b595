// The small words of short answers: who, with whom, for whom, and what stands behind a verb. One list for all answers.
// Invariant: words of one meaning, separated by single spaces; a grammar may give one of them a meaning of its own.
#pragma once

#include <array>
#include <string_view>

#include "handlers/language/shared_words.h"
#include "handlers/language/vocabulary.h"

namespace banwei::language {

/// The meanings of a grammar's own words count from 0 and stay below these.
enum SmallWord : int {
  self = 32,    // 我, 本人
  also,         // 也
  already,      // 已
  all,          // 都, 全
  group,        // 我们寝室
  everybody,    // 大家: an announcer's word
  help,         // 帮, 替
  he,           // 他
  conjunction,  // 和
  aspect,       // 了
  soft,         // 啊, 呀
  title,        // 同学
};

inline constexpr std::array small_groups{
    WordGroup<int>{self, "本人是 这里是 这边是 这边 姓名 学号 班级 我本人 我们这边", speaking, oneself},
    WordGroup<int>{also, "也 均"},
    WordGroup<int>{already, "也已 也已经 均已 现已", by_now},
    WordGroup<int>{all,
                   "一人 两人 三人 四人 五人 六人 八人 4人 6人 8人 五个人 六个人 八个人 4个人 6个人 8个人 全 全员 全体 "
                   "都已 都已经 俩都 俩 两个 两个人 三个 三个人 四个 四个人 全部都",
                   all_of_it},
    WordGroup<int>{group,
                   "我们五个 我们六个 我们七个 我们八个 我们4个 我们6个 我们8个 俺们 俺们寝室 我们寝室 我们宿舍 我们寝 "
                   "我们宿 我们屋 我们组 我们几个 我们俩 我们仨 我们两个 我们三个 我们四个 全寝 全宿舍 全寝室 全屋 "
                   "全组 本寝室 本宿舍 本组 我寝室 我宿舍 室友们 舍友们 整个寝室 整个宿舍 寝室 宿舍 我寝 咱寝 咱宿舍 "
                   "咱们寝室 咱们宿舍 他们寝室 全班同学",
                   mates, classmates},
    WordGroup<int>{everybody, "同学们 各位同学 全体同学 全体成员 班里 小伙伴们 家长们 各位家长", all_of_you},
    WordGroup<int>{help,
                   "顺便帮 让我帮 让我帮忙 让我替 让我给 托我帮 托我 委托我 委托我帮 请我 请我代 让我代 叫我帮 喊我帮 "
                   "请我帮 我来帮",
                   helping},
    WordGroup<int>{he, "ta 他俩 她俩", he_or_she},
    WordGroup<int>{conjunction, "及 还有 以及 加上", ands},
    WordGroup<int>{aspect, "了 啦 咯 喽 辣 惹 嘞 勒 叻 罗 la le"},
    WordGroup<int>{soft, "哒 鸭 呐 耶 嘿 喵 哈", tails, soft_particles, laughs},
    WordGroup<int>{title, "同学 同志"},
};
inline constexpr auto small_words = vocabulary_of<small_groups>();

/// Names that are adverbs before a verb: 马上到 is "on my way".
inline constexpr std::string_view adverb_names = "马上 刚才 已经 正在 立即";

}  // namespace banwei::language
