// R5: in Wuhan one day and not the next, at home one day and at school the next, or on post while at home.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "handlers/checks/rules.h"

namespace banwei::checks {

namespace text {
namespace {

std::string in_wuhan(bool now) {
  return fmt::format("报“{}”，前面报“{}”，没说什么时候走的", now ? "在汉" : "不在汉", now ? "不在汉" : "在汉");
}
std::string place(const std::string& before, const std::string& now) {
  return fmt::format("报在{}，前面报在{}，没说什么时候走的", now, before);
}
constexpr auto on_post_at_home = "报“在岗”，又说在家";
constexpr std::array<std::string_view, 2> homes{"家", "老家"};
constexpr std::array<std::string_view, 2> schools{"宿舍", "学校"};

}  // namespace
}  // namespace text

namespace {

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string last_place(const Student& student, Day from, Day to) {
  std::string last;
  for (const Reading& one : student.said)
    if (one.day >= from && one.day <= to && !one.withdrawn && !one.place.empty()) last = one.place;
  return last;
}

std::vector<Found> find(const ClassDay& day) {
  const Day first = day.day - looked_back;
  const Day yesterday = day.day - std::chrono::days{1};
  return of_each(day, [&](const Student& student) -> std::string {
    const auto now = last_said(student, day.day, day.day, &Reading::in_wuhan);
    const auto before = last_said(student, first, yesterday, &Reading::in_wuhan);
    if (now && before && *now != *before) return text::in_wuhan(*now);
    const std::string here = last_place(student, day.day, day.day);
    const std::string there = last_place(student, first, yesterday);
    const bool moves = (among(text::homes, here) && among(text::schools, there)) ||
                       (among(text::homes, there) && among(text::schools, here));
    if (moves) return text::place(there, here);
    const bool on_post = last_said(student, day.day, day.day, &Reading::on_post).value_or(false);
    return on_post && among(text::homes, here) ? text::on_post_at_home : "";
  });
}

}  // namespace

const Rule moved{.name = "R5", .find = find};

}  // namespace banwei::checks
