#include "handlers/temperature/temperature_settings.h"

#include "handlers/common/wording.h"
#include "handlers/settings_table.h"

namespace banwei::temperature {

namespace text {

constexpr Sentence too_late{"{} 不早于截止的 {}，到那时已经截止了：改早一些，不要就写 false",
                            "is {}, not before the deadline at {}: make it earlier, or false for none"};

}  // namespace text

void Settings::read(SettingsTable& table) {
  table.time("greeting", greeting);
  table.time("nudge", nudge);
  table.time("deadline", deadline);
  table.flag("closing", closing);
  table.flag("workdays", workdays);
  for (const auto& [key, at] : {std::pair("greeting", greeting), std::pair("nudge", nudge)}) {
    if (at && *at >= deadline)
      table.wrong(key, phrase(text::too_late, wording::hour_minute(*at), wording::hour_minute(deadline)));
  }
}

}  // namespace banwei::temperature
