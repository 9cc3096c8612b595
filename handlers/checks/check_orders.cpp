#include "handlers/checks/check_orders.h"

#include <array>

#include "handlers/language/shared_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/vocabulary.h"

namespace banwei::checks {

namespace {

enum class Tag { ours, theirs, holds, show, check, around };

constexpr std::array groups{
    WordGroup<Tag>{Tag::ours, "群内 群里 群里的 群内的 这里 这边 本系统 系统 机器人 小助手 他自己报的 本人报的"},
    WordGroup<Tag>{Tag::theirs, "表 表里 表内 表格 表上 表里的 今日校园 钉钉 那边 导出的 接龙 表单"},
    WordGroup<Tag>{Tag::holds, "为准 的为准 为准吧 的对 是对的 算"},
    WordGroup<Tag>{
        Tag::show,
        "拍张体温计 拍一张体温计 拍个体温计 拍体温计 发张体温计 发张体温计照片 拍张照 拍个照 拍照 拍张体温计照片 "
        "发体温计照片 拍张体温计的照片 接个电话 再测一次拍照"},
    WordGroup<Tag>{Tag::check, "抽查 核实 核实下 核实一下 抽查一下 抽查下"},
    WordGroup<Tag>{Tag::around, "让 叫 以 按 记录 给我 下", language::please, language::structural,
                   language::punctuation, language::persons, language::needing, language::body_temperature},
};
constexpr auto words = vocabulary_of<groups>();

}  // namespace

std::optional<Order> read_order(std::string_view text, const language::People& people) {
  constexpr std::size_t longest = 90;  // bytes
  if (text.size() > longest) return std::nullopt;
  const std::string ready = normalised(text);
  std::optional<std::size_t> who;
  bool ours = false;
  bool theirs = false;
  bool holds = false;
  bool show = false;
  bool check = false;
  for (std::size_t at = 0; at < ready.size();) {
    const auto named = people.name_at(ready, at);
    const auto word = words.longest_at(ready, at);
    if (named.length > word.length) {
      if (named.who.size() != 1 || who) return std::nullopt;
      who = named.who.front();
      at += named.length;
      continue;
    }
    if (!word && ready[at] != ' ') return std::nullopt;
    ours = ours || (word && word.tag == Tag::ours);
    theirs = theirs || (word && word.tag == Tag::theirs);
    holds = holds || (word && word.tag == Tag::holds);
    show = show || (word && word.tag == Tag::show);
    check = check || (word && word.tag == Tag::check);
    at += word ? word.length : 1;
  }
  if (!who || (ours && theirs)) return std::nullopt;
  Order order{.number = people[*who].number, .name = people[*who].name};
  if (holds && (ours || theirs)) {
    order.kind = ours ? Order::Kind::ours : Order::Kind::theirs;
    return order;
  }
  return !holds && !ours && !theirs && (show || check) ? std::optional(order) : std::nullopt;
}

}  // namespace banwei::checks
