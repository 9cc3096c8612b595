// A log line stays one line of JSON, whatever is put into it.
#include "bot/log.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <vector>

namespace banwei {
namespace {

std::string line_of(std::string_view value) {
  std::string line;
  Log log([&](Log::Level, std::string_view text) { line = text; });
  log.info("test", {{"value", value}, {"count", 7}});
  return line;
}

TEST(Log, ALineIsJson) {
  EXPECT_EQ(line_of("断线"), R"("event":"test","value":"断线","count":7)");
  const auto parsed = nlohmann::json::parse("{" + line_of("a\"b\\c\nd") + "}");
  EXPECT_EQ(parsed["value"], "a\"b\\c\nd");
}

TEST(Log, ControlsAndMarksOfDirectionAreEscaped) {
  EXPECT_EQ(line_of("a\r\n\x1b[31m\u202Eb\u2028\u0085\u200Bc").find_first_of("\r\n\x1b"), std::string::npos);
  EXPECT_NE(line_of("\u202E").find(R"(\u202e)"), std::string::npos);
  EXPECT_NE(line_of("\u0085").find(R"(\u0085)"), std::string::npos);
  EXPECT_NE(line_of("\xff\xc0").find(R"(\ufffd\ufffd)"), std::string::npos);
}

TEST(Log, AValueIsCut) { EXPECT_LT(line_of(std::string(100'000, 'a')).size(), 600U); }

TEST(Log, WhatIsBelowTheLevelIsNotWritten) {
  std::vector<std::string> lines;
  Log log([&](Log::Level, std::string_view text) { lines.emplace_back(text); }, Log::Level::warning);
  log.debug("a");
  log.info("b");
  log.warning("c");
  log.error("d");
  EXPECT_EQ(lines.size(), 2U);
}

TEST(Log, StandardErrorGetsOneLine) {
  testing::internal::CaptureStderr();
  Log().warning("link down", {{"why", "x\ny"}});
  const std::string out = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1);
  const auto parsed = nlohmann::json::parse(out);
  EXPECT_EQ(parsed["level"], "warning");
  EXPECT_EQ(parsed["why"], "x\ny");
}

}  // namespace
}  // namespace banwei
