#include "handlers/common/privately.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace banwei {

namespace text {
namespace {

std::string unlisted(std::ptrdiff_t lines) { return fmt::format("\n…太长了，后面还有{}行没列出", lines); }

}  // namespace
}  // namespace text

namespace {

constexpr std::ptrdiff_t most_lines = 24;  // A phone shows about so many at once.
constexpr std::size_t most_messages = 12;

/// Where the first message of `words` ends: behind the last block of lines that fills at least half of it, else behind
/// as many lines as it may have.
std::size_t page_end(std::string_view words) {
  std::size_t block = std::string_view::npos;
  std::size_t end = words.find('\n');
  for (auto lines = 1; lines < most_lines && end != std::string_view::npos; ++lines) {
    if (lines >= most_lines / 2 && words.substr(end).starts_with("\n\n")) block = end;
    end = words.find('\n', end + 1);
  }
  return end == std::string_view::npos ? words.size() : std::min(block, end);
}

std::vector<std::string> pages(std::string_view words) {
  std::vector<std::string> pages;
  do {
    const std::size_t end = page_end(words);
    pages.emplace_back(words.substr(0, end));
    words.remove_prefix(std::min(words.find_first_not_of('\n', end), words.size()));
  } while (!words.empty() && pages.size() < most_messages);
  if (!words.empty()) pages.back() += text::unlisted(std::count(words.begin(), words.end(), '\n') + 1);
  return pages;
}

}  // namespace

Reply privately(const Context& call, std::string_view words) {
  if (call.message.place == Place::group) return privately(*call.speaker.person, words);
  Reply reply;
  for (std::string& page : pages(words)) reply.add(Say{plain(std::move(page))});
  return reply;
}

Reply privately(const Person& to, std::string_view words) {
  Reply reply;
  for (std::string& page : pages(words)) reply.add(Whisper{to, plain(std::move(page))});
  return reply;
}

}  // namespace banwei
