// What a number in a message is taken for.
#include "handlers/temperature/temperature_figures.h"

#include <gtest/gtest.h>

#include "handlers/language/strings.h"

namespace banwei::temperature {
namespace {

constexpr Day today = std::chrono::local_days{std::chrono::year{2020} / 3 / 11};

std::string seen(std::string_view text) {
  const auto figure = figure_at(normalised(text), 0, today);
  if (!figure) return "";
  using Form = Figure::Form;
  switch (figure->form) {
    case Form::reading:
      return "reading " + std::to_string(figure->centi);
    case Form::whole:
      return "whole " + std::to_string(figure->centi);
    case Form::typo:
      return "typo " + std::to_string(*figure->guess);
    case Form::range:
      return "range " + std::to_string(figure->centi);
    case Form::odd:
      return "odd";
    case Form::vague:
      return "vague";
    case Form::foreign:
      return "foreign";
    case Form::day:
      return "day " + std::to_string(figure->offset);
    case Form::clock:
      return "clock " + std::to_string(figure->minutes);
  }
  return "";
}

struct Case {
  const char* text;
  const char* seen;
};

TEST(Figures, are_told_apart_by_spelling_and_by_what_follows) {
  const Case cases[] = {
      {"36.5", "reading 3650"},
      {"36。。5", "reading 3650"},
      {"36 . 5", "reading 3650"},
      {"36、5℃", "reading 3650"},
      {"36度5", "reading 3650"},
      {"36°5", "reading 3650"},
      {"三十六度半", "reading 3650"},
      {"36℃", "reading 3600"},
      {"三十六点五度", "reading 3650"},
      {"36度零5", "reading 3605"},
      {"36", "whole 3600"},
      {"365", "typo 3650"},
      {"3605", "typo 3650"},
      {"3650", "typo 3650"},
      {"36 5", "typo 3650"},
      {"36:5", "typo 3650"},
      {"3.65", "typo 3650"},
      {"0.365", "typo 3650"},
      {"336.5", "typo 3650"},
      {"63.5", "typo 3650"},
      {"26.5", "typo 3650"},
      {"98.6华氏度", "typo 3700"},
      {"34.8", "range 3480"},
      {"42.5", "range 4250"},
      {"250", "odd"},
      {"36点几", "vague"},
      {"36度多", "vague"},
      {"36个", "foreign"},
      {"36.5元", "foreign"},
      {"36.5 元", "foreign"},
      {"36.5kg", "foreign"},
      {"36.5.12.7", "foreign"},
      {"2036年", "foreign"},
      {"11.30", "clock 690"},
      {"3月10号", "day -1"},
      {"3.11", "day 0"},
      {"2020-03-09", "day -2"},
      {"8点半", "clock 510"},
      {"20:00", "clock 1200"},
      {"3:65", "foreign"},
      {"36.5班长", "reading 3650"},
      {"36班", "foreign"},
      {"36,37", "whole 3600"},
      {"36.567", "typo 3656"},
  };
  for (const Case& one : cases) EXPECT_EQ(seen(one.text), one.seen) << one.text;
}

}  // namespace
}  // namespace banwei::temperature
