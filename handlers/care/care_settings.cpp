#include "handlers/care/care_settings.h"

#include <stdexcept>

#include "handlers/settings_table.h"

namespace banwei::care {

void Settings::read(SettingsTable& table) {
  table.text("hotline", hotline, [](const std::string& number) {
    if (number.size() > 20 || number.find_first_not_of("0123456789- ") != std::string::npos)
      throw std::invalid_argument("must be a telephone number: \"12356\"");
  });
}

}  // namespace banwei::care
