// Every file below chats/ is one test: the people's lines are replayed, the bot's must come out as they stand.
// REWRITE=1 writes them anew; the difference in git is then the review.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/chat/replay.h"
#include "tests/paths.h"

namespace banwei::tests {
namespace {

/// "care/distress": a folder for each feature, and one for what the bot itself does.
std::vector<std::string> chats() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(chats_dir())) {
    std::filesystem::path name = std::filesystem::relative(entry.path(), chats_dir());
    if (name.extension() == ".chat") names.push_back(name.replace_extension());
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool rewriting() { return std::getenv("REWRITE") != nullptr; }

class Chat : public testing::TestWithParam<std::string> {};

TEST_P(Chat, GoesAsWritten) {
  const std::filesystem::path path = chats_dir() / (GetParam() + ".chat");
  std::ifstream in(path);
  std::stringstream expected;
  expected << in.rdbuf();
  const std::string actual = replay(expected.str());
  if (rewriting()) {
    std::ofstream(path) << actual;
  } else {
    EXPECT_EQ(actual, expected.str()) << "run with REWRITE=1 and look at the difference";
  }
}

TEST(Chats, AreNeverRewrittenInCi) { EXPECT_FALSE(rewriting() && std::getenv("CI") != nullptr); }

INSTANTIATE_TEST_SUITE_P(Chats, Chat, testing::ValuesIn(chats()), [](const auto& entry) {
  std::string name = entry.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace banwei::tests
