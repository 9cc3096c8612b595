// bot -> handlers -> storage, and nothing back: read from the includes of every file.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

namespace banwei {
namespace {

namespace fs = std::filesystem;

/// Calls `look` with every line of every source below `folder`.
void each_line(const std::string& folder, const std::function<void(const fs::path&, const std::string&)>& look) {
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(BANWEI_SOURCE_DIR) / folder)) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
    ++files;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) look(fs::relative(entry.path(), BANWEI_SOURCE_DIR), line);
  }
  EXPECT_GT(files, 0) << folder;
}

void nobody_includes(const std::string& folder, const std::string& what,
                     const std::function<bool(const fs::path&)>& except = {}) {
  each_line(folder, [&](const fs::path& file, const std::string& line) {
    if (except && except(file)) return;
    EXPECT_FALSE(line.starts_with("#include") && line.find(what) != std::string::npos) << file << ": " << line;
  });
}

TEST(Layering, StorageLooksAtNothingAbove) {
  nobody_includes("storage", "\"handlers/");
  nobody_includes("storage", "\"bot/");
  nobody_includes("storage", "\"tests/");
}

TEST(Layering, HandlersLookAtStorageOnly) {
  nobody_includes("handlers", "\"bot/");
  nobody_includes("handlers", "\"tests/");
  nobody_includes("handlers", "<boost/");
}

TEST(Layering, SqliteIsSeenInOneFile) {
  const auto its_room = [](const fs::path& file) { return file == "storage/sqlite.cpp"; };
  for (const char* folder : {"bot", "handlers", "storage"}) nobody_includes(folder, "SQLiteCpp", its_room);
}

TEST(Layering, FeaturesNeverIncludeEachOther) {
  each_line("handlers", [](const fs::path& file, const std::string& line) {
    if (!line.starts_with("#include \"handlers/") || file.parent_path() == "handlers") return;
    const std::string included = line.substr(10, line.rfind('"') - 10);
    const fs::path folder = fs::path(included).parent_path();
    const bool shared = folder == "handlers" || folder.string().starts_with("handlers/common") ||
                        folder.string().starts_with("handlers/language") || folder == file.parent_path();
    EXPECT_TRUE(shared) << file << ": " << line;
  });
}

TEST(Layering, LanguageKnowsNoFeatureStoreOrChat) {
  each_line("handlers/language", [](const fs::path& file, const std::string& line) {
    if (!line.starts_with("#include \"")) return;
    const std::string included = line.substr(10, line.rfind('"') - 10);
    const bool pure = included.starts_with("handlers/language/") || included == "storage/types.h" ||
                      included == "handlers/common/text.h" || included == "handlers/common/numerals.h" ||
                      included == "handlers/common/vocabulary.h" || included == "handlers/common/runes.h" ||
                      included == "handlers/common/scanner.h" || included == "handlers/common/calendar.h";
    EXPECT_TRUE(pure) << file << ": " << line;
  });
}

TEST(Layering, TheClockIsReadInOneFile) {
  for (const char* folder : {"bot", "handlers", "storage"}) {
    each_line(folder, [](const fs::path& file, const std::string& line) {
      if (file == "bot/clock.h") return;
      EXPECT_EQ(line.find("::now("), std::string::npos) << file << ": " << line;
    });
  }
}

TEST(Layering, NoCqCodeIsEverWrittenAndNoRegexRunsOnInput) {
  for (const char* folder : {"bot", "handlers", "storage"}) {
    each_line(folder, [](const fs::path& file, const std::string& line) {
      EXPECT_EQ(line.find("std::regex"), std::string::npos) << file;
      // The codec reads them, and the sandbox plays a gateway that writes them.
      if (file == "bot/gateway/onebot11/content.cpp" || file == "bot/sandbox/napcat.cpp") return;
      EXPECT_EQ(line.find("[CQ:"), std::string::npos) << file;
    });
  }
}

}  // namespace
}  // namespace banwei
