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

/// 武汉洪山 and 武汉市武昌区 are one city, 黄冈 and 湖北黄冈, too: the name of a city is two characters long.
bool one_city(const std::string& one, const std::string& other) {
  constexpr std::size_t name = 2 * std::string_view("汉").size();
  return one.find(other.substr(0, name)) != std::string::npos || other.find(one.substr(0, name)) != std::string::npos;
}

/// What today says otherwise than the days before; who has told when he came there is asked nothing.
std::string moves(const std::vector<PlaceSaid>& said, Day first, Day today) {
  const Day yesterday = today - std::chrono::days{1};
  const auto changed = [&](auto what, const auto& differs, const auto& words) -> std::string {
    const PlaceSaid* now = last_said(said, today, today, what);
    const PlaceSaid* before = last_said(said, first, yesterday, what);
    if (now == nullptr || before == nullptr || !differs(before->*what, now->*what)) return "";
    const bool dated =
        std::any_of(said.begin(), said.end(), [&](const PlaceSaid& one) { return one.dated && one.at > before->at; });
    return dated ? "" : words(before->*what, now->*what);
  };
  const auto across = [](const std::string& there, const std::string& here) {
    return (among(text::homes, here) && among(text::schools, there)) ||
           (among(text::homes, there) && among(text::schools, here));
  };
  std::string why = changed(
      &PlaceSaid::in_wuhan, [](auto before, auto now) { return before != now; },
      [](auto, auto now) { return text::in_wuhan(*now); });
  if (why.empty()) why = changed(&PlaceSaid::place, across, text::place);
  const auto cities = [](const std::string& there, const std::string& here) { return !one_city(there, here); };
  return why.empty() ? changed(&PlaceSaid::area, cities, text::place) : why;
}

std::vector<Found> find(const ClassDay& day) {
  return of_each(day, [&](const Student& student) -> std::string {
    const auto said = places_of(student);
    if (std::string why = moves(said, day.day - looked_back, day.day); !why.empty()) return why;
    const PlaceSaid* post = last_said(said, day.day, day.day, &PlaceSaid::on_post);
    const PlaceSaid* place = last_said(said, day.day, day.day, &PlaceSaid::place);
    const bool both = post != nullptr && place != nullptr && post->on_post == true;
    return both && among(text::homes, place->place) ? text::on_post_at_home : "";
  });
}

}  // namespace

const Rule moved{.name = "R5", .find = find};

}  // namespace banwei::checks
