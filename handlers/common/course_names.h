// What classes call their courses, and the course that is meant.
// Invariant: of each row the first stands in the register; a course without a row is called as it was said.
#pragma once

#include <array>
#include <string_view>

#include "handlers/language/vocabulary.h"

namespace banwei::course_names {

inline constexpr std::array courses{
    WordGroup<std::string_view>{"高等数学", "高等数学 高数 高数课"},
    WordGroup<std::string_view>{"大学英语", "大学英语 英语 大英 英语课"},
    WordGroup<std::string_view>{"机械制图", "机械制图 制图 制图课 机制图"},
    WordGroup<std::string_view>{"电工基础", "电工基础 电工 电工课"},
    WordGroup<std::string_view>{"PLC技术", "plc技术 plc plc课"},
    WordGroup<std::string_view>{"C语言", "c语言 c语言课 c语言程序设计"},
    WordGroup<std::string_view>{"单片机", "单片机 单片机课"},
    WordGroup<std::string_view>{"公差配合", "公差配合 公差"},
    WordGroup<std::string_view>{"机械设计", "机械设计 机设"},
    WordGroup<std::string_view>{"液压", "液压 液压课"},
    WordGroup<std::string_view>{"思政", "思政 思政课"},
    WordGroup<std::string_view>{"体育", "体育 体育课"},
    WordGroup<std::string_view>{"毛泽东思想概论", "毛概 毛概课 毛泽东思想概论"},
    WordGroup<std::string_view>{"思想道德与法治", "思修 思修课 思想道德与法治 思想道德修养"},
    WordGroup<std::string_view>{"马克思主义基本原理", "马原 马原课 马克思主义基本原理 马克思主义基本原理概论"},
    WordGroup<std::string_view>{"中国近现代史纲要", "近代史 史纲 中国近现代史纲要"},
    WordGroup<std::string_view>{"形势与政策", "形势与政策 形策 形政 形势政策"},
    WordGroup<std::string_view>{"线性代数", "线性代数 线代"},
    WordGroup<std::string_view>{"概率论", "概率论 概率 概率论与数理统计"},
    WordGroup<std::string_view>{"大学物理", "大学物理 大物 物理 物理课"},
    WordGroup<std::string_view>{"大学语文", "大学语文 语文 语文课"},
    WordGroup<std::string_view>{"计算机基础", "计算机基础 计算机 计基 计算机应用基础"},
    WordGroup<std::string_view>{"模拟电子技术", "模拟电子技术 模电"},
    WordGroup<std::string_view>{"数字电子技术", "数字电子技术 数电"},
    WordGroup<std::string_view>{"工程力学", "工程力学 工力"},
    WordGroup<std::string_view>{"理论力学", "理论力学 理力"},
    WordGroup<std::string_view>{"材料力学", "材料力学 材力"},
    WordGroup<std::string_view>{"数控编程", "数控编程 数控"},
    WordGroup<std::string_view>{"大学生心理健康", "大学生心理健康 心理健康 心理课 心理健康教育"},
    WordGroup<std::string_view>{"职业生涯规划", "职业生涯规划 职规 职业规划 生涯规划"},
    WordGroup<std::string_view>{"就业指导", "就业指导 就业指导课"},
    WordGroup<std::string_view>{"创新创业", "创新创业 双创 创新创业教育"},
    WordGroup<std::string_view>{"军事理论", "军事理论 军理"},
    WordGroup<std::string_view>{"劳动教育", "劳动教育 劳动课"},
    WordGroup<std::string_view>{"CAD", "cad cad课 autocad"},
    WordGroup<std::string_view>{"Java程序设计", "java java程序设计"},
    WordGroup<std::string_view>{"Python程序设计", "python python程序设计"},
    WordGroup<std::string_view>{"数据结构", "数据结构"},
    WordGroup<std::string_view>{"工业机器人", "工业机器人 机器人"},
    WordGroup<std::string_view>{"汽车构造", "汽车构造 汽构"},
    WordGroup<std::string_view>{"模具设计", "模具设计 模具"},
};

/// What is held at no numbered lesson of the day.
inline constexpr std::array apart{
    WordGroup<std::string_view>{"早自习", "早自习 早读 晨读 早自修"},
    WordGroup<std::string_view>{"晚自习", "晚自习 晚自修 晚修"},
    WordGroup<std::string_view>{"早操", "早操 晨跑 早锻炼"},
};

inline constexpr std::array platforms{
    WordGroup<std::string_view>{"腾讯会议", "腾讯会议"},
    WordGroup<std::string_view>{"腾讯课堂", "腾讯课堂"},
    WordGroup<std::string_view>{"钉钉", "钉钉 钉钉直播 钉钉会议"},
    WordGroup<std::string_view>{"学习通", "学习通 超星 超星学习通"},
    WordGroup<std::string_view>{"雨课堂", "雨课堂"},
    WordGroup<std::string_view>{"智慧树", "智慧树"},
    WordGroup<std::string_view>{"中国大学MOOC", "中国大学mooc mooc 慕课 中国大学慕课"},
    WordGroup<std::string_view>{"职教云", "职教云 云课堂智慧职教"},
    WordGroup<std::string_view>{"云班课", "云班课 蓝墨云"},
    WordGroup<std::string_view>{"QQ群", "qq群 qq群课堂 qq直播 群课堂"},
    WordGroup<std::string_view>{"企业微信", "企业微信"},
    WordGroup<std::string_view>{"Zoom", "zoom"},
    WordGroup<std::string_view>{"哔哩哔哩", "哔哩哔哩 b站"},
};

}  // namespace banwei::course_names
