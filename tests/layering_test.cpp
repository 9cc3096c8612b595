// bot -> handlers -> storage, and nothing back: read from the includes of every file.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/paths.h"

namespace banwei {
namespace {

namespace fs = std::filesystem;

/// Calls `look` with every line of every source below `folder`.
void each_line(const std::string& folder, const std::function<void(const fs::path&, const std::string&)>& look) {
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(tests::source_dir() / folder)) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
    ++files;
    const fs::path file = entry.path().lexically_relative(tests::source_dir());
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) look(file, line);
  }
  EXPECT_GT(files, 0) << folder;
}

/// What a line includes of ours, "" for any other line.
std::string included_by(const std::string& line) {
  if (!line.starts_with("#include \"")) return {};
  return line.substr(10, line.rfind('"') - 10);
}

void nobody_includes(const std::string& folder, const std::string& what,
                     const std::function<bool(const fs::path&)>& except = {}) {
  each_line(folder, [&](const fs::path& file, const std::string& line) {
    if (except && except(file)) return;
    EXPECT_FALSE(line.starts_with("#include") && line.find(what) != std::string::npos) << file << ": " << line;
  });
}

/// The folders of bot/ from the bottom up, and what each may include of the others. Beside that a file may include its
/// own folder and the basics.
struct Floor {
  std::string folder;
  std::set<std::string> below;
};
const std::vector<Floor> floors{
    {"bot/net", {}},
    {"bot/gateway", {"bot/net"}},
    {"bot/gateway/onebot11", {"bot/gateway"}},
    {"bot/sandbox", {"bot/net"}},
    {"bot/web", {"bot/net"}},
    {"bot", {"bot/net", "bot/gateway", "bot/gateway/onebot11", "bot/web"}},
    {"bot/cli", {"bot", "bot/net", "bot/gateway", "bot/gateway/onebot11", "bot/sandbox", "bot/web"}},
};
const std::set<std::string> basics{"bot/clock.h", "bot/log.h", "bot/base64.h"};

/// The innermost floor that a file stands on.
const Floor* floor_of(const std::string& file) {
  const Floor* best = nullptr;
  for (const Floor& floor : floors) {
    const bool within = file.starts_with(floor.folder + "/");
    if (within && (best == nullptr || floor.folder.size() > best->folder.size())) best = &floor;
  }
  return best;
}

TEST(Layering, FoldersOfTheBotFormNoCircle) {
  std::set<std::string> seen;
  for (const Floor& floor : floors) {
    for (const std::string& below : floor.below) EXPECT_TRUE(seen.contains(below)) << below << " is not below";
    seen.insert(floor.folder);
  }
  each_line("bot", [](const fs::path& file, const std::string& line) {
    const std::string included = included_by(line);
    if (!included.starts_with("bot/") || basics.contains(included) || file == "bot/main.cpp") return;
    const Floor* from = floor_of(file.string());
    const Floor* to = floor_of(included);
    ASSERT_TRUE(from != nullptr && to != nullptr) << file << ": " << line;
    EXPECT_TRUE(!basics.contains(file.string()) && (from == to || from->below.contains(to->folder)))
        << file << ": " << line;
  });
}

TEST(Layering, OnlyTheAppChoosesAProtocol) {
  each_line("bot", [](const fs::path& file, const std::string& line) {
    const std::string name = file.string();
    if (name == "bot/app.cpp" || name.starts_with("bot/cli/") || name.starts_with("bot/gateway/onebot11/")) return;
    EXPECT_EQ(line.find("onebot11::"), std::string::npos) << file << ": " << line;
  });
}

TEST(Layering, TheNetworkKnowsNoChat) {
  nobody_includes("bot/net", "\"handlers/");
  each_line("bot/net", [](const fs::path& file, const std::string& line) {
    const std::string included = included_by(line);
    const bool known = included.starts_with("storage/") && included != "storage/bilingual.h";  // Errors need it.
    EXPECT_FALSE(known) << file << ": " << line;
  });
}

/// Below what features share, which is below the features themselves.
TEST(Layering, TheLanguageKnowsNoFeatureNoStoreAndNoChat) {
  each_line("handlers/language", [](const fs::path& file, const std::string& line) {
    const std::string included = included_by(line);
    if (included.empty() || included == "storage/types.h") return;
    EXPECT_TRUE(included.starts_with("handlers/language/")) << file << ": " << line;
  });
}

/// Where bot/ names a feature: rosters are imported, and teachers counted, before anybody speaks. The list only ever
/// gets shorter: an entry that is no longer needed fails too.
const std::set<std::pair<std::string, std::string>> still_named{
    {"bot/app.cpp", "care"},
    {"bot/app.cpp", "members"},
    {"bot/cli/doctor.cpp", "care"},
    {"bot/cli/explain.cpp", "care"},
    {"bot/cli/people.cpp", "members"},
    {"bot/cli/roster.cpp", "care"},
    {"bot/cli/incoming.cpp", "members"},
    {"bot/cli/roster.cpp", "members"},
    {"bot/cli/sandbox.cpp", "members"},
};

/// Whether a line includes the feature, or names it as a namespace or as a word in quotes.
bool names_feature(const std::string& line, const std::string& feature) {
  if (line.find("\"handlers/" + feature + "/") != std::string::npos) return true;
  if (line.find('"' + feature + '"') != std::string::npos) return true;
  const std::size_t at = line.find(feature + "::");
  return at != std::string::npos && (at == 0 || line[at - 1] == ' ' || line[at - 1] == '(');
}

/// So a new feature leaves router, guards, desk, scheduler, configuration, status and help as they are.
TEST(Layering, WhatServesEveryFeatureNamesNone) {
  std::vector<std::string> features;
  for (const auto& entry : fs::directory_iterator(tests::source_dir() / "handlers")) {
    const std::string name = entry.path().filename();
    if (entry.is_directory() && name != "common" && name != "language") features.push_back(name);
  }
  std::set<std::pair<std::string, std::string>> found;
  for (const char* folder : {"bot", "handlers/common", "handlers/language"}) {
    each_line(folder, [&](const fs::path& file, const std::string& line) {
      for (const std::string& feature : features) {
        if (names_feature(line, feature)) found.emplace(file.string(), feature);
      }
    });
  }
  EXPECT_EQ(found, still_named);
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
    const std::string included = included_by(line);
    if (!included.starts_with("handlers/") || file.parent_path() == "handlers") return;
    const fs::path folder = fs::path(included).parent_path();
    const bool shared = folder == "handlers" || folder.string().starts_with("handlers/common") ||
                        folder.string().starts_with("handlers/language") || folder == file.parent_path();
    EXPECT_TRUE(shared) << file << ": " << line;
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
