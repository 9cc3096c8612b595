#include "handlers/care/care_settings.h"

#include "handlers/settings_table.h"

namespace banwei::care {

namespace text {

constexpr Sentence no_number{"要写电话号码：\"12356\"", "must be a telephone number: \"12356\""};

}  // namespace text

void Settings::read(SettingsTable& table) {
  table.text("hotline", hotline, [](const std::string& number) {
    if (number.size() > 20 || number.find_first_not_of("0123456789- ") != std::string::npos)
      throw Explained(text::no_number);
  });
}

}  // namespace banwei::care
