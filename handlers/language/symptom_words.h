// The words for symptoms and for being well, as data.
// Invariant: text is in the form `normalised` gives; a word stands in one group only.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "handlers/language/vocabulary.h"

namespace banwei::health_words {

enum class Symptom : std::uint8_t {
  fever,
  cough,
  throat,
  nose_blocked,
  nose_running,
  headache,
  dizzy,
  weak,
  aching,
  diarrhoea,
  belly,
  vomiting,
  nausea,
  chest_tight,
  chest_pain,
  breath,
  smell,
  taste,
  chills,
  rhinitis,
  allergy,
  tooth,
  sleepless,
  sneezing,
  cold,
  appetite,
  rash,
  heart,
  joints,
  back,
  eyes,
  blood,
  faint,
  unwell,
  infectious,
  illness,
  count
};

inline constexpr std::array<std::string_view, static_cast<std::size_t>(Symptom::count)> names{
    "发热", "咳嗽",   "咽痛", "鼻塞", "流涕", "头痛",   "头晕",     "乏力",     "肌肉酸痛",
    "腹泻", "腹痛",   "呕吐", "恶心", "胸闷", "胸痛",   "呼吸困难", "嗅觉减退", "味觉减退",
    "寒战", "鼻炎",   "过敏", "牙痛", "失眠", "打喷嚏", "感冒",     "食欲不振", "皮疹",
    "心慌", "关节痛", "腰痛", "眼痛", "咯血", "晕倒",   "不适",     "传染病",   "疾病",
};

inline constexpr std::array urgent{Symptom::fever, Symptom::breath, Symptom::chest_tight, Symptom::chest_pain,
                                   Symptom::smell, Symptom::taste,  Symptom::chills,      Symptom::faint};

/// How a word is used. A `form` word is what forms list, so a written negation reaches it over a comma; a `brief` word
/// (咳, 烧) needs a negation, an adverb or an ending beside it.
enum class Use : std::uint8_t { plain, form, brief, disease };

struct Tag {
  Symptom symptom = Symptom::count;
  Use use = Use::plain;
};

inline constexpr std::array groups = std::to_array<WordGroup<Tag>>({
    {{Symptom::fever, Use::form}, "发热 发烧 发热症状 高热 低热 体温升高"},
    {{Symptom::fever, Use::plain},
     "低烧 高烧 发低烧 发高烧 高烧不退 低烧不退 烧起来 发烫 滚烫 烫得很 身上烫 身上发烫 额头发烫 额头烫 浑身发烫 "
     "全身发烫 "
     "脑袋发烫 头发烫 发烧不退 烧得慌 烧得厉害 烧糊涂 烧到 烧到了 发烧到 高烧到 发了烧 发起烧 发起了烧 发起高烧 发着烧 "
     "烧着"},
    {{Symptom::fever, Use::brief}, "烧"},
    {{Symptom::breath, Use::brief}, "喘"},
    {{Symptom::dizzy, Use::brief}, "晕"},
    {{Symptom::cough, Use::form}, "咳嗽 干咳 咳痰 咳喘"},
    {{Symptom::cough, Use::plain},
     "咳嗽有痰 有痰 痰多 咳个不停 咳不停 老咳 还老咳 一直咳 总咳 不停地咳 不住地咳 咳了一夜 咳了一晚 咳得厉害 咳得不行 "
     "咳咳嗽 咳痰多 咳黄痰 喉咙有痰 嗓子有痰 "
     "咳漱 刻嗽 "
     "咳了几声 咳几声 咳两声 咳了两声"},
    {{Symptom::cough, Use::brief}, "咳"},
    {{Symptom::throat, Use::form}, "咽痛 咽喉痛 喉咙痛 咽喉肿痛 咽干 嗓子痛 咽部不适 咽喉疼痛 嗓子不适 喉咙不适"},
    {{Symptom::throat, Use::plain},
     "嗓子疼 嗓子干痒 嗓子干 嗓子痒 嗓子哑 嗓子肿 嗓子发炎 嗓子不舒服 嗓子难受 嗓子冒烟 嗓子火辣辣 嗓子有点疼 "
     "嗓子有点痛 嗓子有点痒 "
     "嗓子有点干 嗓子有点哑 嗓子有点不舒服 嗓子很疼 喉咙疼 喉咙干 喉咙痒 喉咙肿 喉咙发炎 喉咙不舒服 喉咙有点疼 "
     "喉咙有点痛 "
     "喉咙有点痒 喉咙有点不舒服 喉咙有点干 咽炎 咽炎犯 扁桃体发炎 扁桃体肿 扁桃体疼 声音哑 声音沙哑 说话疼 吞口水疼 "
     "吞刀片 刀片嗓 "
     "嗓子疼痛"},
    {{Symptom::nose_blocked, Use::form}, "鼻塞"},
    {{Symptom::nose_blocked, Use::plain},
     "鼻子不通气 鼻子不通 鼻子堵 鼻子堵了 鼻子塞 鼻子塞住 鼻不通 鼻塞不通 鼻子有点塞 鼻子有点堵"},
    {{Symptom::nose_running, Use::form}, "流涕 流鼻涕 流清涕"},
    {{Symptom::nose_running, Use::plain}, "流鼻水 鼻涕 淌鼻涕 鼻涕多 流清鼻涕 鼻子流水 清鼻涕 擤鼻涕"},
    {{Symptom::headache, Use::form}, "头痛"},
    {{Symptom::headache, Use::plain},
     "头疼 头疼欲裂 头痛欲裂 脑壳疼 脑壳痛 偏头痛 偏头疼 脑袋疼 脑袋痛 脑阔疼 头胀痛 头有点疼 头有点痛 头好痛 头好疼 "
     "头很疼 头很痛 "
     "脑仁疼 太阳穴疼 头胀 头发胀"},
    {{Symptom::dizzy, Use::form}, "头晕 头昏 眩晕"},
    {{Symptom::dizzy, Use::plain},
     "晕乎乎 晕晕乎乎 昏昏沉沉 头昏脑胀 脑袋晕 头有点晕 头好晕 头重脚轻 晕得很 脑壳晕 脑壳昏 昏沉 头昏沉 头昏沉沉 "
     "头昏昏"},
    {{Symptom::weak, Use::form}, "乏力 疲乏 无力 疲惫 疲劳 全身乏力 四肢乏力 浑身乏力 全身无力 四肢无力 浑身无力"},
    {{Symptom::weak, Use::plain},
     "浑身没劲 没劲 没力气 身上没力气 身上没劲 全身没劲 没有力气 使不上劲 浑身没力气 全身没力气 四肢没力气 没精神 "
     "没精打采 "
     "浑身发软 全身发软 腿软 四肢发软 浑身软 提不起劲 蔫蔫的 人没劲 没得力气 没有劲 全身软绵绵 浑身软绵绵"},
    {{Symptom::aching, Use::form}, "肌肉酸痛 全身酸痛 肌肉痛 身体酸痛 四肢酸痛"},
    {{Symptom::aching, Use::plain},
     "浑身酸痛 浑身疼 全身疼 浑身痛 全身痛 身上疼 身上痛 浑身酸 肌肉疼 身上酸痛 浑身酸疼 全身酸疼 骨头疼 骨头痛 酸痛 "
     "肌肉酸疼 身体酸疼 全身酸 腿酸 肌肉酸"},
    {{Symptom::diarrhoea, Use::form}, "腹泻"},
    {{Symptom::diarrhoea, Use::plain}, "拉肚子 上吐下泻 窜稀 拉稀 闹肚子 跑肚 泻肚子 肚子拉 水泻 蹿稀 拉肚 屙肚子"},
    {{Symptom::belly, Use::form}, "腹痛 胃痛 肚子痛"},
    {{Symptom::belly, Use::plain},
     "肚子疼 胃疼 肚子不舒服 胃不舒服 胃难受 肚子难受 肚子胀 胃胀 肚子有点疼 肚子有点痛 胃有点疼 胃有点痛 肚子绞痛 "
     "小肚子疼 胃绞痛 肚子好痛 肚子好疼 痛经 胃里不舒服 "
     "大姨妈痛 大姨妈疼 姨妈痛 姨妈疼"},
    {{Symptom::vomiting, Use::form}, "呕吐"},
    {{Symptom::vomiting, Use::plain},
     "吐了 吃啥吐啥 吃什么吐什么 上吐 想吐又吐 吐得厉害 一直吐 吐个不停 吐了一晚上 吐了好几次"},
    {{Symptom::nausea, Use::form}, "恶心"},
    {{Symptom::nausea, Use::plain}, "想吐 反胃 犯恶心 干呕 作呕"},
    {{Symptom::chest_tight, Use::form}, "胸闷 胸闷气短"},
    {{Symptom::chest_tight, Use::plain}, "胸口闷 胸口发闷 心口闷 胸部发闷 胸口有点闷 胸口堵 胸口堵得慌 心口发闷"},
    {{Symptom::chest_pain, Use::form}, "胸痛"},
    {{Symptom::chest_pain, Use::plain}, "胸口疼 胸口痛 胸疼 胸部疼 胸部疼痛 胸口有点疼 胸口有点痛 心口疼 心口痛"},
    {{Symptom::breath, Use::form}, "呼吸困难 气促 气短 气喘 呼吸急促"},
    {{Symptom::breath, Use::plain},
     "喘不上气 喘不过气 喘不上来气 上不来气 上气不接下气 呼吸不畅 呼吸费劲 呼吸费力 呼吸不过来 透不过气 出不来气 "
     "喘气费劲 喘得厉害 有点喘 喘不过来 呼吸不上来 呼吸有点困难 憋气 憋得慌 气紧 吸不上气"},
    {{Symptom::smell, Use::form}, "嗅觉减退 嗅觉丧失 嗅觉异常 嗅觉失灵 失去嗅觉"},
    {{Symptom::smell, Use::plain},
     "闻不到味道 闻不到味 没有嗅觉 没嗅觉 闻不出味道 闻不见味道 闻不着味 闻不到气味 闻不到 嗅觉没了 嗅觉不灵 闻不出味 "
     "闻不着 没得嗅觉 闻不到任何味道"},
    {{Symptom::taste, Use::form}, "味觉减退 味觉丧失 味觉异常 味觉失灵 失去味觉"},
    {{Symptom::taste, Use::plain},
     "尝不出味道 尝不到味道 没有味觉 没味觉 吃东西没味道 吃不出味道 吃啥都没味 吃什么都没味 尝不出味 味觉没了 "
     "吃饭没味道 吃东西没味 吃什么都没味道 嘴里没味 吃啥都没味道 吃不出味"},
    {{Symptom::chills, Use::form}, "寒战 畏寒 寒颤 畏冷"},
    {{Symptom::chills, Use::plain},
     "怕冷打寒战 打寒战 打寒颤 怕冷 发冷 打冷战 打冷颤 浑身发冷 全身发冷 身上发冷 浑身发抖 全身发抖 忽冷忽热 "
     "一阵冷一阵热 冷得发抖 直打哆嗦 打哆嗦 打摆子"},
    {{Symptom::rhinitis, Use::form}, "鼻炎"},
    {{Symptom::rhinitis, Use::plain}, "过敏性鼻炎 鼻炎犯 鼻窦炎"},
    {{Symptom::allergy, Use::plain}, "皮肤过敏 过敏 荨麻疹 皮肤痒 花粉过敏"},
    {{Symptom::tooth, Use::plain}, "牙疼 牙痛 智齿疼 智齿发炎 牙龈肿痛 牙龈肿 智齿痛 牙龈疼 牙齿疼 牙齿痛"},
    {{Symptom::sleepless, Use::plain}, "失眠 睡不着 睡不着觉 没睡着 睡不好 整晚没睡 一夜没睡"},
    {{Symptom::sneezing, Use::form}, "打喷嚏 喷嚏"},
    {{Symptom::sneezing, Use::plain}, "打了几个喷嚏 喷嚏不断 老打喷嚏 一直打喷嚏"},
    {{Symptom::cold, Use::form}, "感冒"},
    {{Symptom::cold, Use::plain}, "着凉 受凉 伤风 小感冒 感冒症状 重感冒 普通感冒 凉到了 冻着了 风寒感冒"},
    {{Symptom::appetite, Use::form}, "食欲不振 食欲减退"},
    {{Symptom::appetite, Use::plain}, "没胃口 吃不下饭 没有胃口 没食欲 不想吃饭"},
    {{Symptom::rash, Use::form}, "皮疹"},
    {{Symptom::rash, Use::plain}, "起疹子 起红疹 身上起疹子 出疹子 长疹子"},
    {{Symptom::heart, Use::form}, "心慌 心悸"},
    {{Symptom::heart, Use::plain}, "心跳快 心跳加快 心跳得厉害 心脏不舒服"},
    {{Symptom::joints, Use::plain}, "关节痛 关节疼 膝盖疼 膝盖痛 关节酸痛"},
    {{Symptom::back, Use::plain}, "腰疼 腰痛 腰酸背痛 腰酸 背疼 背痛"},
    {{Symptom::eyes, Use::plain}, "眼睛疼 眼睛痛 结膜炎 眼睛红 眼睛发炎 红眼病"},
    {{Symptom::blood, Use::plain}, "咯血 咳血 痰中带血 痰里带血"},
    {{Symptom::faint, Use::form}, "晕厥 昏厥"},
    {{Symptom::faint, Use::plain}, "晕倒 昏倒 晕过去 昏过去 晕了过去 昏了过去 失去意识 不省人事"},
    {{Symptom::unwell, Use::plain},
     "不舒服 不适 难受 不太舒服 不怎么舒服 不大舒服 不是很舒服 不太好受 不好受 不得劲 不对劲 感觉不太好 感觉不好 "
     "状态不好 状态不太好 状态不佳 身体欠佳 不太对劲 不太得劲 不爽利"},
    {{Symptom::infectious, Use::disease},
     "肺炎 甲流 乙流 流感 甲型流感 乙型流感 支原体 支原体肺炎 支原体感染 水痘 腮腺炎 流行性腮腺炎 手足口 手足口病 "
     "肺结核 "
     "结核 结核病 麻疹 风疹 猩红热 诺如 诺如病毒 登革热 甲肝 疟疾 伤寒 百日咳 细菌性痢疾 痢疾 疱疹性咽峡炎"},
    {{Symptom::illness, Use::disease},
     "肠胃炎 急性肠胃炎 胃肠炎 支气管炎 阑尾炎 急性阑尾炎 胃炎 胃溃疡 胃出血 心肌炎 肾炎 胰腺炎 肾结石 胆结石 气胸 "
     "脑膜炎 中耳炎 肝炎 胆囊炎 肾盂肾炎 尿路感染"},
});

inline constexpr auto symptoms = vocabulary_of<groups>();

/// Words of one role around symptoms. A word may have several roles, so each has its own vocabulary.
template <const auto& role_groups>
struct WordRole {
  static constexpr auto words = vocabulary_of<role_groups>();
  static std::size_t length_at(std::string_view text, std::size_t at) { return words.longest_at(text, at).length; }
};

// 无, 未出现: reaches over commas to words of forms
inline constexpr std::array written_no_groups = std::to_array<WordGroup<bool>>({
    {true,
     "无 未 未出现 没出现 没有出现 未见 未有 并无 暂无 均无 从未 从未出现 未曾出现 也无 且无 无任何 不存在 否认 皆无 "
     "都无 亦无 尚无 均未出现 均未有 无人 均无人"},
});
using WrittenNo = WordRole<written_no_groups>;

// 没, 不
inline constexpr std::array spoken_no_groups = std::to_array<WordGroup<bool>>({
    {true,
     "哪有 哪里有 才没有 才没 没 没有 不 也不 也没 也没有 都不 都没 都没有 没得 冇 冇得 莫得 没啥 没什么 没有什么 "
     "没有啥 已经不 已不 不再 "
     "并没有 并不 不怎么 不太 没再 现在不 又不 既不 "
     "没怎么 一点不 一点都不 一点也不 均没有 还没有 暂时没有 从没 冒得 目前没有 不会 均不 没任何 没人 没有人 不是 不算 "
     "并不是 没有谁 没谁"},
});
using SpokenNo = WordRole<spoken_no_groups>;

// These stand after a negation: 任何, 其他.
inline constexpr std::array any_groups = std::to_array<WordGroup<bool>>({
    {true,
     "任何 其他 其它 明显 以上 上述 相关 疑似 新冠 新冠肺炎 可疑 什么 啥 特别 太大 大 别的 一点 的 身体 再 特殊 过 "
     "出现 发生 疑似新冠 流感样 呼吸道"},
});
using Any = WordRole<any_groups>;

// These stand after a negation, and then all is well: 症状, 不适.
inline constexpr std::array nothing_bad_groups = std::to_array<WordGroup<bool>>({
    {true,
     "症状 不适 异常 不良反应 不舒服 问题 毛病 不适症状 不适感 异常情况 异常症状 情况 情形 反应 不适情况 大碍 恙 异样 "
     "事 病 不良症状 身体不适 异状 状况 不适反应 不适现象 感觉异常 不良情况 健康问题 不妥 特殊情况"},
});
using NothingBad = WordRole<nothing_bad_groups>;

// These stand after a negation and say nothing about health: 接触史.
inline constexpr std::array record_groups = std::to_array<WordGroup<bool>>({
    {true,
     "接触史 旅居史 旅行史 流行病学史 接触 密接 外出 出行 外出史 接触确诊 确诊 密切接触 密切接触史 病例接触史 "
     "疫区接触史 接触病例 接触人员 隔离史 中高风险旅居史 外来人员接触 疫区旅居史 聚集 聚会 基础疾病 中高风险地区旅居史 "
     "重点疫区接触史 疫情接触史 湖北旅居史 境外旅居史 国外旅居史 疑似病例接触史 确诊病例接触史 与确诊病例接触 "
     "接触确诊病例 接触疑似病例 中高风险地区 疫区 去过疫区 出省 离开本地 离开当地 外地人员接触史 "
     "中高风险地区人员接触史 接触外来人员 与外来人员接触 接触武汉人员 接触过确诊 外出聚集 确诊人员 疫区人员 "
     "接触确诊人员 接触疫区人员 接触过确诊人员 接触过疫区人员 确诊患者 接触确诊患者 接触过确诊患者 密切接触者 "
     "接触发热病人 接触发烧的人 接触过发烧的人 与发热人员接触 发热人员接触 接触发热人员 接触过发热病人 接触发热患者"},
});
using Record = WordRole<record_groups>;

// 有点, 一直
inline constexpr std::array adverb_groups = std::to_array<WordGroup<bool>>({
    {true,
     "查出 查出来 查出来是 查出是 检查出 检查出来是 结果是 说是 诊断为 诊断是 确诊 确诊为 确诊是 有点 有些 有 有一点 "
     "有点儿 稍微 轻微 还 还有 还有点 还是 又 又有点 一直 老是 总是 持续 持续性 突然 开始 很 好 "
     "特别 比较 略 略有 略微 微微 伴有 出现 "
     "偶尔 经常 间歇 明显 严重 剧烈 一点点 有丶 有d 就是有点 只是有点 只有点 昨晚开始 今天开始 早上开始 "
     "晚上开始 就是 只是 只有 有轻微 伴 伴随 真的 真 有一丢丢 有丢丢 仍有 仍 依然 依旧 还在 "
     "在 昨晚 夜里 半夜 昨夜 犯了 犯 又犯了 得了 稍 稍有 身上 全身 浑身 老 总 不停 "
     "非常 太 蛮 挺 超 超级 巨 也有点 有较重 有较轻 中度 轻度 重度 阵发性 引起 并有 并伴有 "
     "因为 由于 人 人有点 人很 人感觉 身体有点 身体有些 身体很 开始有点 喉咙 早上 今早 一起来就 起来就 起床 起床就 "
     "起床有点 醒来 醒来有点 又开始 除 除了"},
});
using Adverb = WordRole<adverb_groups>;

// Who or what: 身体, 目前, 全家.
inline constexpr std::array lead_groups = std::to_array<WordGroup<bool>>({
    {true,
     "身体 目前 现在 身体状况 身体状态 健康状况 身体情况 状态 状况 情况 各项 各方面 各项指标 精神 "
     "精神状态 自我感觉 指标 一切 均 都 也 暂时 整体 全部 完全 非常 十分 比较 还 依旧 依然 "
     "仍然 其他 其它 其余 别的 各种 并 且 都很 均很 健康情况 健康状态 生活 什么都 啥都 还是 "
     "仍 继续 保持 一直 绝对 贼 全都 基本 表示 近14天 近14天内 14天内 近期 最近 两周内 近两周 过去14天 这两天 这几天 "
     "近日 症状 目前症状 备注 其他症状 现有症状 现症状 身边 周围 身边人 周边"},
});
using Lead = WordRole<lead_groups>;

// People who may be well together with the speaker; of the unwell ones others take care.
inline constexpr std::array people_groups = std::to_array<WordGroup<bool>>({
    {true,
     "全家 全家人 一家人 家人 家里人 家属 父母 及家人 和家人 本人及家人 我和家人 我及家人 家里 "
     "同住人 同住人员 及同住人员 及共同居住人员 共同居住人员 及父母 室友也 家人也 家人也都 一家 "
     "一家老小 全员"},
});
using People = WordRole<people_groups>;

// 有无, 是否
inline constexpr std::array whether_groups = std::to_array<WordGroup<bool>>({
    {true, "有无 是否 是否有 是否出现 有没有 是否存在 有无出现"},
});
using Whether = WordRole<whether_groups>;

// 和, 也
inline constexpr std::array join_groups = std::to_array<WordGroup<bool>>({
    {true, "、 , / 和 及 或 或者 以及 与 跟 也 还有 + & ; 。 加 加上 伴 伴有 并 又"},
});
using Join = WordRole<join_groups>;

// 症状, 得厉害
inline constexpr std::array ending_groups = std::to_array<WordGroup<bool>>({
    {true,
     "等症状 等不适症状 等不适 等情况 等现象 等 症状 现象 得厉害 得很 得不行 的症状 的情况 的现象 不止 犯了 不停 "
     "个不停 得难受 死了 等异常 等异常情况 等任何症状 等相关症状 等不良症状 的感觉 一样 似的 一般 的 的人 没好 还没好 "
     "快好了 没好全 "
     "没好利索 未愈 不见好 还没好全 外 之外 以外"},
});
using Ending = WordRole<ending_groups>;

// These stand after a symptom: 好了, 退了.
inline constexpr std::array over_groups = std::to_array<WordGroup<bool>>({
    {true,
     "好了 好多了 退了 没了 消失了 缓解了 好转了 已好 痊愈 痊愈了 已经好了 已经退了 好全了 消了 已退 已消失 止住了 "
     "都好了 全好了 治好了 差不多好了 基本好了 减轻了 也好了 好些了 已经没了 好转 好很多了 停了"},
});
using Over = WordRole<over_groups>;

// These stand after a symptom: 均无, 否.
inline constexpr std::array answer_no_groups = std::to_array<WordGroup<bool>>({
    {true, "均无 都没有 都无 均没有 无 否 没有 都没 也没有 也无 全无 都没得 一概没有 为无 为否"},
});
using AnswerNo = WordRole<answer_no_groups>;

// 正常
inline constexpr std::array well_groups = std::to_array<WordGroup<bool>>({
    {true,
     "正常 健康 良好 无恙 安好 无碍 正常的 安康 安然无恙 无症状 一点症状都没有 一点症状也没有 半点症状都没有 "
     "什么症状也没有 无异常 无不适 症状:无 症状无 以上均无 以上都没有 "
     "以上都无 以上症状均无 以上皆无 正长 正畅 政常 正常健康 健健康康 正常着呢 在正常范围 正常范围内 "
     "在正常范围内 在正常范围之内 属正常 属于正常 算正常 无任何症状 倍儿棒 倍棒 棒棒 棒棒哒 棒棒的 生龙活虎 zc "
     "没病没灾 无病无灾 不烫 额头不烫 不发烫 平安健康 正常得很 健康平安 健康正常"},
});
using Well = WordRole<well_groups>;

// 没事
inline constexpr std::array well_weak_groups = std::to_array<WordGroup<bool>>({
    {true,
     "如常 平稳 稳定 没事 没问题 ok 没毛病 平安 还行 不错 还可以 可以 没啥事 没什么事 没得事 好着呢 好得很 好的很 "
     "活蹦乱跳 杠杠的 没大碍 均好 都好 挺好 很好 蛮好 还好 安全 舒服 舒适 没有问题 冇得事 冇事 没啥问题 没什么问题 "
     "没啥大事 没啥事儿 没事儿 没什么事儿 没啥子 正常发挥 好好的 较好 极好 棒 非常好 非常棒 很棒 挺好的 蛮好的 挺不错 "
     "安 fine good"},
});
using WellWeak = WordRole<well_weak_groups>;

// 好: only after a lead or an adverb
inline constexpr std::array well_led_groups = std::to_array<WordGroup<bool>>({
    {true, "好 行 佳 优"},
});
using WellLed = WordRole<well_led_groups>;

// 退烧了
inline constexpr std::array recovered_groups = std::to_array<WordGroup<bool>>({
    {true,
     "退烧 退烧了 烧退 烧退了 退热 退热了 不烧了 已退烧 已经退烧 已经退烧了 已痊愈 痊愈 痊愈了 康复 康复了 已康复 "
     "恢复正常 恢复正常了 恢复健康 病好了 感冒好了 已经好了 好转了 好多了 全好了 已恢复 恢复了 恢复良好 体温恢复正常 "
     "体温恢复正常了 烧已退 烧已经退了 已经不烧了 身体恢复了 舒服多了"},
});
using Recovered = WordRole<recovered_groups>;

/// A part of the body and what may be wrong with it, with adverbs between: 头特别疼, 嗓子又干又痒, 味觉嗅觉都没了.
struct Complaint {
  Symptom symptom;
  std::string_view parts;
  std::string_view wrongs;
};

inline constexpr std::array complaints = std::to_array<Complaint>({
    {Symptom::headache, "头 脑袋 脑壳 太阳穴 脑仁 脑瓜子 脑瓜",
     "疼 痛 胀 胀痛 炸 要炸 炸开 裂 要裂 裂开 针扎 被锤 被敲"},
    {Symptom::dizzy, "头 脑袋 脑壳 脑瓜子 脑瓜",
     "晕 昏 沉 昏昏的 昏昏沉沉 晕晕的 晕乎乎 晕晕乎乎 昏沉 沉沉的 发昏 发晕 发沉 晕晕 昏昏"},
    {Symptom::throat, "嗓子 喉咙 咽喉 嗓子眼 扁桃体 咽部",
     "疼 痛 干 痒 哑 肿 难受 不舒服 发炎 冒烟 不适 火辣辣 刀割 冒火 火烧 撕裂 裂开 刀拉 刀拉的 刀刮 拉嗓子 拉刀子 "
     "吞玻璃 吞刀片 吞了刀片 卡刀片 "
     "卡了刀片 含刀片 针扎 刀片 砂纸 拉锯 咽不下"},
    {Symptom::nose_blocked, "鼻子", "塞 堵 不通气 不通 不透气"},
    {Symptom::belly, "肚子 胃 小腹 腹部 小肚子 胃部",
     "疼 痛 胀 难受 不舒服 绞痛 绞着疼 绞着痛 拧着疼 隐隐作痛 一阵一阵疼 一抽一抽疼 不适 不好受 刀绞 刀割 针扎 绞"},
    {Symptom::chest_tight, "胸 胸口 心口 胸部", "闷 堵 憋 憋闷 发闷"},
    {Symptom::chest_pain, "胸 胸口 心口 胸部 心脏", "疼 痛 刺痛"},
    {Symptom::breath, "呼吸", "困难 费劲 费力 不畅 不上来 急促 不了 不顺 不过来"},
    {Symptom::heart, "心跳 心脏", "快 好快 很快 太快 加速 乱跳"},
    {Symptom::aching, "骨头 骨头缝 骨头缝里 浑身骨头 浑身骨头缝 浑身 全身 身上 四肢 肌肉 胳膊",
     "疼 痛 酸 酸痛 酸疼 散架 散了架 被打了一顿 被人打了一顿 被车碾过 被车碾了"},
    {Symptom::weak, "浑身 全身 身上 四肢 手脚 身体 腿", "没劲 没力气 无力 软 发软 没有力气 乏力"},
    {Symptom::diarrhoea, "拉 闹", "肚子"},
    {Symptom::chills, "浑身 全身 身上", "冷 抖 发冷 发抖 打哆嗦 打摆子 一阵冷一阵热 忽冷忽热 一会冷一会热"},
    {Symptom::fever, "身上 额头 脸 脑门 浑身 全身 身体 头", "烫 发烫 滚烫"},
    {Symptom::tooth, "牙 牙齿 智齿 牙龈", "疼 痛 肿 发炎"},
    {Symptom::back, "腰 背 后背", "疼 痛 酸"},
    {Symptom::eyes, "眼睛", "疼 痛 红 肿 发炎"},
    {Symptom::joints, "关节 膝盖", "疼 痛 酸"},
    {Symptom::smell, "嗅觉 味觉嗅觉 嗅觉味觉 味觉和嗅觉 嗅觉和味觉",
     "没了 没有 没有了 消失 消失了 减退 丧失 失灵 不灵 异常 下降"},
    {Symptom::taste, "味觉", "没了 没有 没有了 消失 消失了 减退 丧失 失灵 不灵 异常 下降"},
});

/// What the parts above begin with: a quick no for everything else.
inline constexpr std::u32string_view part_initials =
    U"拉闹头脑太骨嗓喉咽扁鼻肚胃小腹胸心呼浑全身四肌胳手腿额脸牙智腰背后眼关膝嗅味";

}  // namespace banwei::health_words
