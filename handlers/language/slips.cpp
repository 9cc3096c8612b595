#include "handlers/language/slips.h"

#include <algorithm>
#include <array>

#include "handlers/language/strings.h"

namespace banwei::language {

namespace {

constexpr std::size_t most_unknown = 2;
constexpr std::size_t longest = 20;  // characters

/// Characters that sound alike, as pinyin input mixes them up: first those of our words. Source: Unicode Han-Latin over
/// the common characters of GB 2312, without tones; n and ng, z and zh alike where people mix them.
constexpr std::u32string_view alike =
    U"体提替题踢梯惕 温文问闻稳瘟吻纹 没每美媒枚妹梅煤眉霉 报包保暴抱宝爆饱堡豹 谁水睡税 签前钱千欠牵铅迁 到道倒刀导岛 "
    U"点电店典垫淀 名明命鸣铭 催崔脆翠摧 醒新心行性姓兴星型形信 通同痛铜桶童统捅 知之只制值指支直志枝纸 确却缺雀 "
    U"认人任仁忍 统同通痛桶筒 计记技几机级急极集季 打大达搭 卡咔咖 一以已亿意易医衣 下吓夏虾瞎 收受手守首 回会惠汇灰毁 "
    U"执直之值职 结节接解界 果过国锅 情请青清轻 况矿框狂 未为位味喂 交叫教脚角较 填天田甜添 登等灯 还海孩害 差查茶插 "
    U"看砍刊 有又友油右由 哪那拿 考靠烤 勤亲琴勤秦 帮邦棒 停听挺庭 取去区曲 问闻文 单但担";

/// Of a word of two characters one may be missing: what is left, and the word.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> halves{{{"体", "体温"},
                                                                               {"温", "体温"},
                                                                               {"通", "通知"},
                                                                               {"知", "通知"},
                                                                               {"醒", "提醒"},
                                                                               {"卡", "打卡"},
                                                                               {"单", "名单"},
                                                                               {"果", "结果"}}};

void append(std::string& text, char32_t code) {
  text += static_cast<char>(0xE0 | (code >> 12));
  text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
  text += static_cast<char>(0x80 | (code & 0x3F));
}

std::string with(std::string_view text, std::size_t at, std::size_t length, std::string_view instead) {
  return std::string(text.substr(0, at)) + std::string(instead) + std::string(text.substr(at + length));
}

void mend(std::string_view text, std::size_t at, std::vector<Mended>& mended) {
  const char32_t code = code_point_at(text, at);
  const std::size_t size = code_point_size(text, at);
  if (size != 3) return;
  for (std::size_t begin = 0; begin < alike.size();) {
    const std::u32string_view same = alike.substr(begin, alike.find(U' ', begin) - begin);
    begin += same.size() + 1;
    if (same.find(code) == same.npos) continue;
    for (const char32_t other : same.substr(0, 3)) {
      if (other == code) continue;
      std::string instead;
      append(instead, other);
      mended.push_back({with(text, at, size, instead), at});
    }
  }
  for (const auto& [half, whole] : halves) {
    if (text.substr(at, size) == half) mended.push_back({with(text, at, size, whole), at});
  }
}

}  // namespace

bool trusted(const Cut& mended, std::size_t at) {
  constexpr std::size_t one_character = 3;  // bytes
  const Token* slip = nullptr;
  std::size_t beside = 0;
  bool anchored = false;
  for (const Token& token : mended.tokens) {
    if (token.begin <= at && at < token.end) {
      slip = &token;
      continue;
    }
    if (token.words.has(Word::courtesy)) continue;
    ++beside;
    anchored = anchored || token.words.meets(content);
  }
  if (slip == nullptr) return false;
  const bool telling = slip->words.meets(content);
  if (telling && slip->end - slip->begin <= one_character && !slip->shorthand) return anchored;
  return telling ? beside > 0 : anchored;
}

std::vector<Mended> mended(std::string_view folded, const Cut& cut) {
  std::vector<Mended> all;
  if (cut.unknown == 0 || cut.unknown > most_unknown || cut.slips > 0 || folded.size() > 4 * longest) return all;
  for (std::size_t i = 0; i < cut.tokens.size(); ++i) {
    const Token& token = cut.tokens[i];
    const bool beside = (i > 0 && !cut.tokens[i - 1].known) || (i + 1 < cut.tokens.size() && !cut.tokens[i + 1].known);
    if (token.known && !beside) continue;
    for (std::size_t at = token.begin; at < token.end; at += code_point_size(folded, at)) mend(folded, at, all);
  }
  return all;
}

}  // namespace banwei::language
