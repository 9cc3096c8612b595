// The faces that turn up in class groups. Invariant: names and numbers are unique, so the table reads both ways.
#include "bot/gateway/onebot11/qq_faces.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace banwei::qq {
namespace {

struct Face {
  std::string_view id;
  std::string_view name;
};

constexpr auto faces = std::to_array<Face>({
    {"0", "惊讶"},     {"1", "撇嘴"},       {"2", "色"},       {"3", "发呆"},     {"4", "得意"},     {"5", "流泪"},
    {"6", "害羞"},     {"7", "闭嘴"},       {"8", "睡"},       {"9", "大哭"},     {"10", "尴尬"},    {"11", "发怒"},
    {"12", "调皮"},    {"13", "呲牙"},      {"14", "微笑"},    {"15", "难过"},    {"16", "酷"},      {"18", "抓狂"},
    {"19", "吐"},      {"20", "偷笑"},      {"21", "可爱"},    {"22", "白眼"},    {"23", "傲慢"},    {"24", "饥饿"},
    {"25", "困"},      {"26", "惊恐"},      {"27", "流汗"},    {"28", "憨笑"},    {"30", "奋斗"},    {"32", "疑问"},
    {"33", "嘘"},      {"34", "晕"},        {"36", "衰"},      {"38", "敲打"},    {"39", "再见"},    {"41", "发抖"},
    {"49", "拥抱"},    {"53", "蛋糕"},      {"60", "咖啡"},    {"61", "饭"},      {"63", "玫瑰"},    {"64", "凋谢"},
    {"66", "爱心"},    {"67", "心碎"},      {"69", "礼物"},    {"74", "太阳"},    {"75", "月亮"},    {"76", "赞"},
    {"77", "踩"},      {"78", "握手"},      {"79", "胜利"},    {"85", "飞吻"},    {"96", "冷汗"},    {"97", "擦汗"},
    {"98", "抠鼻"},    {"99", "鼓掌"},      {"100", "糗大了"}, {"101", "坏笑"},   {"104", "哈欠"},   {"105", "鄙视"},
    {"106", "委屈"},   {"107", "快哭了"},   {"108", "阴险"},   {"110", "吓"},     {"111", "可怜"},   {"116", "示爱"},
    {"118", "抱拳"},   {"119", "勾引"},     {"120", "拳头"},   {"121", "差劲"},   {"122", "爱你"},   {"123", "NO"},
    {"124", "OK"},     {"129", "挥手"},     {"144", "喝彩"},   {"171", "茶"},     {"172", "眨眼睛"}, {"173", "泪奔"},
    {"174", "无奈"},   {"175", "卖萌"},     {"176", "小纠结"}, {"178", "斜眼笑"}, {"179", "doge"},   {"182", "笑哭"},
    {"183", "我最美"}, {"201", "点赞"},     {"212", "托腮"},   {"262", "脑阔疼"}, {"263", "沧桑"},   {"264", "捂脸"},
    {"265", "辣眼睛"}, {"266", "哦哟"},     {"267", "头秃"},   {"268", "问号脸"}, {"270", "emm"},    {"271", "吃瓜"},
    {"277", "汪汪"},   {"281", "无眼笑"},   {"282", "敬礼"},   {"283", "狂笑"},   {"285", "摸鱼"},   {"287", "哦"},
    {"289", "睁眼"},   {"293", "摸锦鲤"},   {"294", "期待"},   {"297", "拜谢"},   {"299", "牛啊"},   {"307", "喵喵"},
    {"311", "打call"}, {"314", "仔细分析"}, {"318", "崇拜"},   {"319", "比心"},   {"320", "庆祝"},   {"326", "生气"},
});

bool digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The first code point of well-formed UTF-8; 0 for anything else.
std::uint32_t first_code_point(std::string_view text) {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return lead;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  std::uint32_t point = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0) != 0x80) return 0;
    point = point << 6 | (next & 0x3F);
  }
  return point;
}

}  // namespace

std::string face_name(std::string_view id) {
  const auto found = std::find_if(faces.begin(), faces.end(), [&](const Face& face) { return face.id == id; });
  return std::string(found == faces.end() ? id : found->name);
}

std::string face_id(std::string_view name) {
  if (digits(name)) return std::string(name);
  const auto found = std::find_if(faces.begin(), faces.end(), [&](const Face& face) { return face.name == name; });
  return found == faces.end() ? std::string() : std::string(found->id);
}

std::string reaction_id(std::string_view emoji) {
  const std::uint32_t point = first_code_point(emoji);
  if (point == U'👌') return "124";
  if (point == U'👍') return "76";
  if (point == U'❤') return "66";
  if (const std::string face = face_id(emoji); !face.empty()) return face;
  return point == 0 ? std::string() : std::to_string(point);
}

}  // namespace banwei::qq
