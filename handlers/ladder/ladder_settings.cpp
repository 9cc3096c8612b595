#include "handlers/ladder/ladder_settings.h"

#include "handlers/settings_table.h"

namespace banwei::ladder {

namespace text {

constexpr Sentence before_teacher{"{} 分钟，不晚于老师的 {} 分钟：先告诉老师，再告诉学工办",
                                  "is {} minutes, not behind the {} of the teacher, who is told first"};
constexpr Sentence before_monitor{"{} 分钟，不早于班长的 {} 分钟：先私聊本人，再告诉班长",
                                  "is {} minutes, not before the {} of the monitor: the student is told first"};

}  // namespace text

void Steps::read(SettingsTable& table) {
  constexpr int longest = 6 * 60;
  const auto step = [&](const char* key, std::optional<std::chrono::minutes>& into) {
    int minutes = into ? static_cast<int>(into->count()) : 0;
    table.number(key, minutes, longest);
    into = minutes > 0 ? std::optional(std::chrono::minutes{minutes}) : std::nullopt;
  };
  step("student", student);
  step("monitor", monitor);
  step("teacher", teacher);
  step("office", office);
  table.number("most_whispers", most_whispers, 100'000);
  if (student && monitor && *student <= *monitor)
    table.wrong("student", phrase(text::before_monitor, student->count(), monitor->count()));
  if (teacher && office && *office <= *teacher)
    table.wrong("office", phrase(text::before_teacher, office->count(), teacher->count()));
}

}  // namespace banwei::ladder
