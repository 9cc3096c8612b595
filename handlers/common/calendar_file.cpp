#include "handlers/common/calendar_file.h"

#include <filesystem>
#include <fstream>

#include "storage/bilingual.h"

namespace banwei {

namespace text {

constexpr Sentence unreadable{"校历 {} 读不了：检查路径和权限",
                              "the calendar {} cannot be read: check the path and its mode"};
constexpr Sentence is_folder{"校历 {} 是文件夹，不是文件", "the calendar {} is a folder and no file"};
constexpr Sentence too_large{"校历 {} 超过 1 MiB", "the calendar {} is larger than 1 MiB"};
constexpr Sentence bad_lines{
    "校历 {} 有看不懂的行：{}；请写成 2021-05-01..2021-05-05,off,五一 或 2021-05-08,work,五一补班",
    "the calendar {} has lines that cannot be read: {}; write "
    "2021-05-01..2021-05-05,off,name or 2021-05-08,work,name"};

}  // namespace text

namespace {

constexpr std::size_t largest = 1U << 20U;  // bytes
constexpr std::size_t most_named = 10;

}  // namespace

Calendar calendar_of_file(const std::string& path) {
  Calendar calendar = Calendar::shipped();
  if (path.empty()) return calendar;
  if (std::filesystem::is_directory(path)) throw Explained(text::is_folder, path);
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Explained(text::unreadable, path);
  std::string text(largest + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > largest) throw Explained(text::too_large, path);
  const auto parsed = Calendar::parse(text);
  if (!parsed.bad_lines.empty()) {
    std::string lines;
    for (std::size_t i = 0; i < parsed.bad_lines.size() && i < most_named; ++i)
      lines += (i == 0 ? "" : ", ") + std::to_string(parsed.bad_lines[i]);
    if (parsed.bad_lines.size() > most_named) lines += ", ...";
    throw Explained(text::bad_lines, path, lines);
  }
  calendar.replace_years_by(parsed.calendar);
  return calendar;
}

}  // namespace banwei
