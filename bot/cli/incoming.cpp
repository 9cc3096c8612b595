#include "bot/cli/incoming.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "handlers/members/roster_sheet.h"
#include "handlers/members/workbook.h"

namespace banwei::cli {

namespace text {

constexpr Sentence cannot_open{"{} 打不开：请检查路径和权限，或写成 - < 文件",
                               "{} cannot be opened: check path and mode, or write - < FILE"};
constexpr Sentence is_folder{"{} 是文件夹，不是文件：请写文件的名字", "{} is a folder: name the file"};
constexpr Sentence too_large{"{} 超过 {} MiB：请分成几个文件导入",
                             "{} is larger than {} MiB: import it in several files"};
constexpr Sentence old_workbook{
    "{} 是旧的 .xls，或者有密码：请在表格软件里另存为没有密码的 .xlsx 或“CSV UTF-8”",
    "{} is an old .xls or has a password: save it as .xlsx without one, or as \"CSV UTF-8\""};
constexpr Sentence which_sheet{"有几个工作表都像要导入的表：{}。加 --sheet 名称，说要哪一个",
                               "several sheets look like the table: {}. Say which by --sheet NAME"};
constexpr Sentence reading{"正在读工作簿（{} MiB）…", "reading the workbook ({} MiB)..."};
constexpr Sentence sheet{"读的是工作表“{}”", "read the sheet {}"};

}  // namespace text

namespace {

constexpr std::size_t file_limit = members::given_workbook.packed;  // of CSV, too

/// "-" is what is given on standard input: root's file, say, to a bot that may not read it.
std::string content_of(const std::string& file) {
  if (file != "-" && std::filesystem::is_directory(file)) throw Explained(text::is_folder, file);
  std::ifstream opened;
  if (file != "-") opened.open(file, std::ios::binary);
  std::istream& in = file == "-" ? std::cin : opened;
  std::string bytes(file_limit + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if ((file != "-" && !opened.is_open()) || in.bad()) throw Explained(text::cannot_open, file);
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > file_limit) throw Explained(text::too_large, file, file_limit >> 20U);
  if (members::is_old_workbook(bytes)) throw Explained(text::old_workbook, file);
  return bytes;
}

/// The CSV of a workbook, read by another process.
std::string csv_of(const std::string& workbook, const std::string& sheet, Voice& voice) {
  const bool awaited = workbook.size() > members::sent_workbook.packed / 40 && voice.attended();
  if (awaited) std::cerr << voice.words(text::reading, workbook.size() / (1U << 20U)) << std::flush;
  const auto said = run_worker({"roster", "read-sheet", sheet, "--given"}, workbook, given_limits);
  if (awaited) std::cerr << "\r\033[K";
  const auto read = members::hear_roster_sheet(said);
  if (!read.which.empty()) throw Explained(text::which_sheet, fmt::format("{}", fmt::join(read.which, "、")));
  if (!read.sheet.empty()) voice.say(text::sheet, read.sheet);
  return read.csv;
}

}  // namespace

std::string table_in(const std::string& file, const std::string& sheet, Voice& voice) {
  std::string bytes = content_of(file);
  return members::is_workbook(bytes) ? csv_of(bytes, sheet, voice) : bytes;
}

}  // namespace banwei::cli
