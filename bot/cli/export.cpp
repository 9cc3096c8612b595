// export: a table into a file, for somebody of the roster, within what he may have.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "bot/cli/opened.h"
#include "bot/cli/readers.h"
#include "bot/cli/verbs.h"
#include "bot/clock.h"
#include "bot/sheets/sheets.h"
#include "handlers/exporting.h"
#include "handlers/language/strings.h"

namespace banwei::cli {

namespace text {

constexpr Sentence no_such{"没有“{}”这种表。能导出的：{}", "there is no table {}; there are: {}"};
constexpr Sentence not_read{"“{}”没看懂。时间写成 本周、3月 或 3月9日到3月11日，班级用 --class",
                            "{} cannot be read: name days as 本周, 3月 or 3月9日到3月11日, and a class with --class"};
constexpr Sentence ending{"{} 要以 .xlsx、.csv、.md 或 .txt 结尾", "{} must end in .xlsx, .csv, .md or .txt"};
constexpr Sentence exists{"{} 已经存在：换个名字，或加 --force 覆盖它",
                          "{} exists: choose another name, or add --force"};
constexpr Sentence not_written{"{} 写不进去（{}）：请换一个有空间、可写的文件夹",
                               "{} cannot be written ({}): choose a folder that can be written and has room"};
constexpr Sentence refused{"没有导出：{}", "nothing was exported: {}"};
constexpr Sentence done{"已导出到 {}：{}，{} 行，权限 0600。已记下是给{}的",
                        "exported to {}: {}, {} rows, mode 0600. It is written down that it is for {}"};

}  // namespace text

namespace {

using Writer = std::string (*)(const Drawn&);

std::string to_workbook(const Drawn& drawn) {
  std::vector<const Sheet*> pages{&drawn.sheet};
  for (const Sheet& page : drawn.pages) pages.push_back(&page);
  return sheets::to_xlsx(pages);
}

Writer writer_for(const std::string& file) {
  const std::pair<const char*, Writer> writers[] = {
      {".xlsx", &to_workbook},
      {".csv", [](const Drawn& drawn) { return sheets::to_csv(drawn.sheet); }},
      {".md", [](const Drawn& drawn) { return sheets::to_markdown(drawn.sheet); }},
      {".txt", [](const Drawn& drawn) { return sheets::to_words(drawn.sheet); }}};
  for (const auto& [end, writer] : writers) {
    if (file.ends_with(end)) return writer;
  }
  throw Explained(text::ending, file);
}

/// The sort that the words begin with; they are left with the rest.
const Export& sort_named(const std::vector<Export>& all, std::string& words) {
  std::string known;
  for (const Export& sort : all) {
    if (words.starts_with(sort.name)) {
      words.erase(0, sort.name.size());
      return sort;
    }
    known += (known.empty() ? "" : "、") + sort.name;
  }
  throw Explained(text::no_such, words, known);
}

/// In place of another only when that is wished, and never through a link.
void write_file(const std::string& file, const std::string& bytes, bool force) {
  const auto fail = [&] { throw Explained(text::not_written, file, std::strerror(errno)); };
  if (force && unlink(file.c_str()) != 0 && errno != ENOENT) fail();
  const int out = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (out < 0 && errno == EEXIST) throw Explained(text::exists, file);
  if (out < 0) fail();
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t took = write(out, bytes.data() + written, bytes.size() - written);
    if (took <= 0) break;
    written += static_cast<std::size_t>(took);
  }
  const bool whole = written == bytes.size() && fsync(out) == 0;
  close(out);
  if (!whole) fail();
}

}  // namespace

int export_table(const std::string& config_path, const Extraction& wanted, Voice& voice) {
  const Config config = read_config(config_path);
  const Writer writer = writer_for(wanted.file);
  if (!wanted.force && std::filesystem::exists(wanted.file)) throw Explained(text::exists, wanted.file);

  Exported exported;
  Answered answer;
  std::string for_whom;
  {
    const Opened opened(config);
    const storage::Members& members = opened.stores.members;
    const Moment now = opened.zone.at(SystemClock().wall());
    const Person person = reader_named(members, wanted.who, now.utc);
    std::vector<Export> sorts;
    for (Feature* feature : opened.features.all()) {
      if (auto* exports = dynamic_cast<Exports*>(feature)) {
        for (Export& sort : exports->exports()) sorts.push_back(std::move(sort));
      }
    }
    std::string words;
    for (const std::string& word : wanted.what) words += (words.empty() ? "" : " ") + normalised(word);
    const std::string said = words;
    const Export& sort = sort_named(sorts, words);
    for (const std::string& klass : wanted.classes) words += " " + normalised(klass);
    const auto classes = members.classes();
    const auto order = sort.order(words, classes, now.day());
    if (!order) throw Explained(text::not_read, said);
    answer = draw(sort, *order, {person, members.grants(person, now.utc)}, classes, now, sheets::most_rows);
    if (!answer.drawn) throw Explained(text::refused, answer.why_not);
    exported = {.reader = person.number, .what = sort.what, .about = std::move(answer.drawn->about)};
    for_whom = person.name;
  }
  write_down(config, exported);
  write_file(wanted.file, writer(*answer.drawn), wanted.force);
  voice.say(text::done, wanted.file, answer.drawn->sheet.title, answer.drawn->sheet.rows.size(), for_whom);
  return exit_fine;
}

}  // namespace banwei::cli
