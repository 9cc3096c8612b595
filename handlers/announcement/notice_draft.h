// A notice before it has a number, as its publisher sees it in a preview.
// Invariant: it is kept as text in one row of questions, so a preview survives a restart; pictures are at most nine.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/chat.h"

namespace banwei::announcement {

inline constexpr std::size_t most_pictures = 9;
inline constexpr std::size_t longest_text = 1500;  // characters

/// What a notice says: text first, then the pictures as they came.
struct Body {
  std::string text = {};
  std::vector<std::string> pictures = {};

  bool empty() const { return text.empty() && pictures.empty(); }
};

struct Draft {
  std::string audience = {};  // As it was said, "" for all of one's own.
  std::vector<std::int64_t> classes = {};
  Body body = {};
  std::chrono::local_seconds said{};  // When its words were said: 明天 counts from here.
  std::optional<std::chrono::local_seconds> at = {};
  std::string at_words = {};         // Not empty while nobody knows whether they are a time or the text's beginning.
  std::optional<bool> receipt = {};  // Set by hand; else the words decide.
};

std::string to_text(const Body& body);
std::string to_text(const Draft& draft);
Body body_of(std::string_view text);
std::optional<Draft> draft_of(std::string_view text);

/// Takes over the pictures of a message, as many as there is room for; whether all had room.
bool add_pictures(Body& body, const Content& content);

/// The body behind `head`, ready to be posted.
Content to_content(std::string head, const Body& body);

/// Whether the draft is to be confirmed, and until when.
bool wants_receipt(const Draft& draft);
std::optional<std::chrono::local_seconds> deadline_of(const Draft& draft, std::chrono::local_seconds now);

}  // namespace banwei::announcement
