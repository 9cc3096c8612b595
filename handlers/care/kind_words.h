// What is said back to somebody in need in more than one place.
// Invariant: fixed but for a teacher's name and the number to call; never a word that is not true.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "handlers/feature.h"

namespace banwei::care {

namespace text {

inline std::string helpline(const std::string& hotline, std::string_view else_) {
  return hotline.empty() ? std::string(else_) : fmt::format("也可以现在就打{}，有人在听；", hotline);
}
inline std::string danger_now(const std::string& told, const std::string& hotline) {
  const std::string first = told.empty() ? "我还没联系上老师，请现在拨120或110。" : "我正在告诉" + told + "。";
  return "谢谢你说出来，你很重要。" + first + "请先到有人的地方，别一个人待着。" + helpline(hotline, "") +
         (told.empty() ? "我会一直找老师" : "已经受伤、吃了药或有危险，现在就拨120或110");
}
inline std::string danger_soon(const std::string& told, const std::string& hotline) {
  const std::string first =
      told.empty() ? "我还没联系上老师，撑不住请现在拨120或110。" : "我正在告诉" + told + "，会有人联系你。";
  return "谢谢你愿意说，听起来你现在很难。" + first + helpline(hotline, "") + "有危险马上拨120或110";
}
/// To whoever is beside somebody in danger.
inline constexpr auto watch_over = "先打120，让人守着他，别让他一个人。";
inline std::string quoted(const std::string& words) { return "“" + words + "”"; }

}  // namespace text

inline Whisper to_speaker(const Person& person, std::string words) {
  return {.to = person, .content = plain(std::move(words)), .priority = storage::Priority::care, .discreet = true};
}

}  // namespace banwei::care
