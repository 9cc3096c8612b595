#include "handlers/common/topic.h"

#include <fmt/format.h>

#include <charconv>

namespace banwei {

namespace {

/// What stands before the next slash, taken off.
std::string_view next(std::string_view& text) {
  const auto slash = text.find('/');
  const std::string_view part = text.substr(0, slash);
  text.remove_prefix(slash == std::string_view::npos ? text.size() : slash + 1);
  return part;
}

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string Topic::text() const {
  std::string text = kind;
  if (id != 0 || !tail.empty()) text += fmt::format("/{}", id);
  if (!tail.empty()) text += "/" + tail;
  if (person != 0) text += fmt::format("/{}", person);
  return text;
}

std::optional<Topic> Topic::read(std::string_view text) {
  Topic topic{.kind = std::string(next(text))};
  if (topic.kind.empty()) return std::nullopt;
  if (text.empty()) return topic;
  const auto id = whole(next(text));
  if (!id) return std::nullopt;
  topic.id = *id;
  topic.tail = next(text);
  if (text.empty()) return topic;
  const auto person = whole(text);
  if (!person) return std::nullopt;
  topic.person = *person;
  return topic;
}

}  // namespace banwei
