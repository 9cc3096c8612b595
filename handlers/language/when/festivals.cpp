// Festivals: names, fixed days, and the lunar ones until 2030 (the Purple Mountain almanac's days).
#include "handlers/language/when/festivals.h"

#include <array>

namespace banwei::times {

namespace {

struct Name {
  std::u32string_view word;
  Festival festival;
};

constexpr std::array<Name, 41> names{
    {{U"元旦", Festival::new_year},        {U"除夕", Festival::spring_eve},   {U"大年三十", Festival::spring_eve},
     {U"年三十", Festival::spring_eve},    {U"春节", Festival::spring},       {U"过年", Festival::spring},
     {U"大年初一", Festival::spring},      {U"元宵", Festival::lantern},      {U"正月十五", Festival::lantern},
     {U"清明", Festival::qingming},        {U"五一", Festival::labour},       {U"五一劳动", Festival::labour},
     {U"劳动节", Festival::labour},        {U"端午", Festival::dragon_boat},  {U"七夕", Festival::qixi},
     {U"中秋", Festival::mid_autumn},      {U"国庆", Festival::national},     {U"十一国庆", Festival::national},
     {U"十一假期", Festival::national},    {U"十一长假", Festival::national}, {U"十一黄金周", Festival::national},
     {U"重阳", Festival::double_ninth},    {U"情人节", Festival::valentine},  {U"妇女节", Festival::women},
     {U"三八节", Festival::women},         {U"三八妇女", Festival::women},    {U"女神节", Festival::women},
     {U"植树节", Festival::arbor},         {U"愚人节", Festival::fools},      {U"五四", Festival::youth},
     {U"青年节", Festival::youth},         {U"六一", Festival::children},     {U"儿童节", Festival::children},
     {U"教师节", Festival::teachers},      {U"母亲节", Festival::mothers},    {U"父亲节", Festival::fathers},
     {U"平安夜", Festival::christmas_eve}, {U"圣诞", Festival::christmas},    {U"建党节", Festival::party},
     {U"建军节", Festival::army},          {U"万圣", Festival::halloween}}};

struct Lunar {
  int year;
  int spring, dragon_boat, qixi, mid_autumn, double_ninth;  // As month * 100 + day.
};

constexpr std::array<Lunar, 11> lunar{{{2020, 125, 625, 825, 1001, 1025},
                                       {2021, 212, 614, 814, 921, 1014},
                                       {2022, 201, 603, 804, 910, 1004},
                                       {2023, 122, 622, 822, 929, 1023},
                                       {2024, 210, 610, 810, 917, 1011},
                                       {2025, 129, 531, 829, 1006, 1029},
                                       {2026, 217, 619, 819, 925, 1018},
                                       {2027, 206, 609, 808, 915, 1008},
                                       {2028, 126, 528, 826, 1003, 1026},
                                       {2029, 213, 616, 816, 922, 1016},
                                       {2030, 203, 605, 805, 912, 1005}}};

/// 4/4 or 4/5, in this century.
int qingming_day(int year) {
  const int y = year % 100;
  return static_cast<int>(y * 0.2422 + 4.81) - y / 4;
}

/// The date in a year as month * 100 + day, 0 when unknown.
int fixed_day(Festival festival, int year) {
  switch (festival) {
    case Festival::new_year:
      return 101;
    case Festival::valentine:
      return 214;
    case Festival::women:
      return 308;
    case Festival::arbor:
      return 312;
    case Festival::fools:
      return 401;
    case Festival::labour:
      return 501;
    case Festival::youth:
      return 504;
    case Festival::children:
      return 601;
    case Festival::party:
      return 701;
    case Festival::army:
      return 801;
    case Festival::teachers:
      return 910;
    case Festival::national:
      return 1001;
    case Festival::halloween:
      return 1031;
    case Festival::christmas_eve:
      return 1224;
    case Festival::christmas:
      return 1225;
    case Festival::qingming:
      return year >= 2000 && year < 2100 ? 400 + qingming_day(year) : 0;
    default:
      return 0;
  }
}

std::optional<Day> day_in(Festival festival, int year) {
  const std::chrono::year in{year};
  if (festival == Festival::mothers) return Day{in / std::chrono::May / std::chrono::Sunday[2]};
  if (festival == Festival::fathers) return Day{in / std::chrono::June / std::chrono::Sunday[3]};
  int date = fixed_day(festival, year);
  int shift = 0;
  for (const auto& row : lunar) {
    if (row.year != year) continue;
    switch (festival) {
      case Festival::spring:
        date = row.spring;
        break;
      case Festival::spring_eve:
        date = row.spring;
        shift = -1;
        break;
      case Festival::lantern:
        date = row.spring;
        shift = 14;
        break;
      case Festival::dragon_boat:
        date = row.dragon_boat;
        break;
      case Festival::qixi:
        date = row.qixi;
        break;
      case Festival::mid_autumn:
        date = row.mid_autumn;
        break;
      case Festival::double_ninth:
        date = row.double_ninth;
        break;
      default:
        break;
    }
  }
  if (date == 0) return std::nullopt;
  const auto month = std::chrono::month{static_cast<unsigned>(date / 100)};
  const auto day = std::chrono::day{static_cast<unsigned>(date % 100)};
  return Day{in / month / day} + std::chrono::days{shift};
}

}  // namespace

std::optional<Festival> eat_festival(Scanner& s) {
  if (const auto* name = eat_entry(s, names)) return name->festival;
  // 十一 is a number before it is a festival.
  if (Scanner t = s; t.eat(U"十一") && t.sees_one_of(U"前后当那期放之以早上下中晚")) {
    s = t;
    return Festival::national;
  }
  return std::nullopt;
}

std::optional<Day> next_festival(Festival festival, Day today) {
  const int year = static_cast<int>(std::chrono::year_month_day{today}.year());
  for (const int candidate : {year, year + 1}) {
    const auto day = day_in(festival, candidate);
    if (day && *day >= today) return day;
  }
  return std::nullopt;
}

}  // namespace banwei::times
