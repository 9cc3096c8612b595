#include "handlers/lesson/lesson_settings.h"

#include <algorithm>
#include <string>

#include "handlers/settings_table.h"

namespace banwei::lesson {

namespace text {

constexpr Sentence no_date{"要写成日期，如 \"2020-02-17\"", "must be a date such as \"2020-02-17\", or \"\" for none"};
constexpr Sentence no_steps{"要从少到多写，如 \"1 提醒，6 谈话，11 联系家长\"，都不要写 \"\"",
                            "must be steps of rising hours such as \"1 提醒，6 谈话，11 联系家长\", or \"\" for none"};

}  // namespace text

void Settings::read(SettingsTable& table) {
  constexpr int most_lates = 10;
  table.time("weekly", weekly);
  table.time("remind", remind);
  std::string begins = term_begins ? iso(*term_begins) : "";
  table.text("term_begins", begins, [](const std::string& said) {
    if (!said.empty() && !day_from_iso(said)) throw Explained(text::no_date);
  });
  term_begins = day_from_iso(begins);
  table.number("lates_an_hour", lates_an_hour, most_lates);
  std::string suggested = steps.words();
  table.text("steps", suggested, [](const std::string& said) {
    if (!Steps::read(said)) throw Explained(text::no_steps);
  });
  steps = Steps::read(suggested).value_or(Steps{});
}

Day Settings::term_of(Day day) const {
  constexpr std::chrono::days a_term{180};
  return term_begins && *term_begins <= day ? std::max(*term_begins, day - a_term) : day - a_term;
}

}  // namespace banwei::lesson
