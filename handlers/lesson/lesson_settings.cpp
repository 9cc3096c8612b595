#include "handlers/lesson/lesson_settings.h"

#include <string>

#include "handlers/settings_table.h"

namespace banwei::lesson {

namespace text {

constexpr Sentence no_date{"要写成日期，如 \"2020-02-17\"", "must be a date such as \"2020-02-17\", or \"\" for none"};

}  // namespace text

void Settings::read(SettingsTable& table) {
  constexpr int most_lates = 10;
  constexpr int most_hours = 200;
  table.time("weekly", weekly);
  table.time("remind", remind);
  std::string begins = term_begins ? iso(*term_begins) : "";
  table.text("term_begins", begins, [](const std::string& said) {
    if (!said.empty() && !day_from_iso(said)) throw Explained(text::no_date);
  });
  term_begins = day_from_iso(begins);
  table.number("lates_an_hour", lates_an_hour, most_lates);
  table.number("talk_from", talk_from, most_hours);
}

}  // namespace banwei::lesson
