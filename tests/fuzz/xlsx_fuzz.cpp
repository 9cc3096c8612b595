// Any bytes as a workbook, and any bytes as the sheet, strings and styles of one: nothing may crash, hang or be
// undefined, and what comes out is within its bounds.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "handlers/members/roster_reader.h"
#include "handlers/members/roster_sheet.h"
#include "storage/bilingual.h"
#include "tests/workbook_file.h"

namespace {

void read(const std::string& bytes) {
  using namespace banwei::members;
  try {
    const RosterSheet sheet = roster_sheet(bytes);
    if (sheet.csv.size() > (5U << 20U)) std::abort();
    (void)read_roster(sheet.csv);
  } catch (const banwei::Explained&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 4 == 0) {
    read(bytes);
  } else if (data[0] % 4 == 1) {
    read(
        banwei::tests::workbook({.sheets = {{"a", bytes, ""}}, .strings = "<si><t>学号</t></si><si><t>姓名</t></si>"}));
  } else if (data[0] % 4 == 2) {
    read(banwei::tests::workbook(
        {.sheets = {{"a", R"(<row><c t="s" s="1"><v>0</v></c><c s="1"><v>43901</v></c></row>)", ""}},
         .strings = bytes,
         .styles = bytes}));
  } else {
    auto parts = banwei::tests::parts_of({.sheets = {{.name = "a"}}});
    parts[data[0] / 4 % parts.size()].second = bytes;
    read(banwei::tests::zipped(parts));
  }
  return 0;
}
