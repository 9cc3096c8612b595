// How people bend words of need so that nobody or only their friends can read
// them. Invariant: what is set right here is read only by the search for need;
// nothing of it is stored or shown.
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace banwei::care {

/// Spelling that hides a character from filters, each before what is meant.
inline constexpr std::u32string_view bent =
    U"莪我卜不ㄋ了叻了ㄉ的哋的迗天菿到兲天沵你祢你亖死屎死镹就洅再苼生湉活萿活"
    U"葰活浩活湉活佸活夨失脃脆怼对侞如茬在吢心"
    U"嚸点侢再ㄅ不"
    U"遺遗書书殺杀樓楼結结絕绝傷伤藥药醫医話话難难願愿離离愛爱對对嗎吗們们沒没"
    U"懷怀絶绝淚泪橋桥頂顶緊紧憂忧鬱郁癥症"
    U"壓压氣气喘喘險险輕轻盡尽斷断裡里裏里誰谁媽妈爺爷親亲網网絡络騷骚擾扰脅胁"
    U"鎖锁鬧闹窗窗臺台陽阳鋼钢繩绳讓让";

/// Pictures that stand for a word.
inline constexpr std::array<std::pair<char32_t, std::string_view>, 9> pictures{{{U'🔪', "刀子"},
                                                                                {U'🗡', "刀子"},
                                                                                {U'🩸', "血"},
                                                                                {U'💊', "药"},
                                                                                {U'⚰', "死"},
                                                                                {U'🪦', "死"},
                                                                                {U'🪢', "绳子"},
                                                                                {U'🕊', "解脱"},
                                                                                {U'👼', "天堂"}}};

/// Syllables of what people write without characters; a run of letters counts
/// only when these cover it.
inline constexpr auto syllables = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"wo", "我"},   {"bu", "不"},   {"xiang", "想"},  {"huo", "活"},   {"le", "了"},   {"si", "死"},
    {"zi", "自"},   {"sha", "杀"},  {"tiao", "跳"},   {"lou", "楼"},   {"he", "河"},   {"jiang", "江"},
    {"qu", "去"},   {"yao", "要"},  {"hao", "好"},    {"lei", "累"},   {"ge", "割"},   {"wan", "腕"},
    {"jiu", "救"},  {"ming", "命"}, {"ni", "你"},     {"men", "们"},   {"ta", "他"},   {"fa", "发"},
    {"shao", "烧"}, {"hu", "呼"},   {"xi", "吸"},     {"kun", "困"},   {"nan", "难"},  {"xiong", "胸"},
    {"tong", "痛"}, {"men", "闷"},  {"chuan", "喘"},  {"xiao", "消"},  {"shi", "失"},  {"zhe", "着"},
    {"mei", "没"},  {"yi", "意"},   {"yisi", "意思"}, {"de", "的"},    {"zhen", "真"}, {"jie", "解"},
    {"tuo", "脱"},  {"yi", "遗"},   {"shu", "书"},    {"cheng", "撑"}, {"zhu", "住"},  {"xia", "下"},
    {"bang", "帮"}, {"hai", "害"},  {"pa", "怕"},     {"ku", "哭"},    {"ren", "人"},  {"sheng", "生"},
    {"you", "有"},  {"yu", "郁"},   {"yiyu", "抑郁"}, {"zai", "再"},   {"jian", "见"}, {"re", "热"},
    {"tai", "太"},  {"dian", "点"}, {"fei", "废"},    {"wu", "物"},    {"nang", "囊"}, {"jue", "绝"},
    {"wang", "望"}, {"zou", "走"},  {"ba", "爸"},     {"ma", "妈"},    {"da", "打"},   {"dou", "都"},
    {"lao", "老"},  {"zuo", "做"},  {"jin", "今"},    {"bie", "别"},   {"xie", "谢"},  {"xiangsi", "想死"},
    {"gu", "孤"},   {"du", "独"},   {"hen", "很"},    {"tou", "头"},   {"yun", "晕"},  {"dao", "倒"},
});

}  // namespace banwei::care
