#include "handlers/whereabouts/twice_settings.h"

#include "handlers/common/wording.h"
#include "handlers/settings_table.h"

namespace banwei::whereabouts {

namespace text {

constexpr Sentence too_early{"{} 不晚于开始的 {}", "is {}, not behind the beginning at {}"};

}  // namespace text

void Settings::read(SettingsTable& table) {
  table.flag("on_post", on_post);
  table.flag("in_wuhan", in_wuhan);
  table.flag("isolated", isolated);
  table.flag("workdays", workdays);
  const auto window = [&](const char* begin, const char* end, Window& into) {
    table.time(begin, into.from);
    table.time(end, into.until);
    if (into.until <= into.from)
      table.wrong(end, phrase(text::too_early, wording::hour_minute(into.until), wording::hour_minute(into.from)));
  };
  window("morning_from", "morning_until", morning);
  window("evening_from", "evening_until", evening);
}

}  // namespace banwei::whereabouts
