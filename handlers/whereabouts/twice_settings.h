// Who measures twice a day, and when.
#pragma once

#include <chrono>

namespace banwei {
class SettingsTable;
}

namespace banwei::whereabouts {

struct Settings {
  struct Window {
    std::chrono::minutes from{};
    std::chrono::minutes until{};
  };

  // The sets of students who measure twice: whoever is in one of them.
  bool on_post = true;
  bool in_wuhan = true;
  bool isolated = false;
  bool workdays = false;  // Only on workdays of the school calendar.
  Window morning{std::chrono::hours{8}, std::chrono::hours{9}};
  Window evening{std::chrono::hours{19}, std::chrono::hours{20}};

  void read(SettingsTable& table);  // [twice]
};

}  // namespace banwei::whereabouts
