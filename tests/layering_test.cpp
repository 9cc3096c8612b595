// bot -> handlers -> storage, and nothing back: read from the includes of every file.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
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

/// A class as its header declares it.
struct Declared {
  std::string name;
  std::string above;                      // The line or lines of comment over it.
  int methods = 0;                        // Constructors among them.
  std::vector<std::string> crowded = {};  // Constructors of more than five parameters without a word of why.
};

/// The comment that ends right before `at`, "" without one.
std::string comment_before(const std::string& text, std::size_t at) {
  std::size_t from = text.rfind('\n', at) + 1;
  const std::size_t end = from;
  while (from > 1) {
    const std::size_t line = text.rfind('\n', from - 2) + 1;
    if (text.compare(text.find_first_not_of(' ', line), 2, "//") != 0) break;
    from = line;
  }
  return text.substr(from, end - from);
}

/// How many parameters stand between the parenthesis at `open` and its end.
int parameters_at(const std::string& text, std::size_t open) {
  int depth = 0;
  int count = text[open + 1] == ')' ? 0 : 1;
  for (std::size_t at = open; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '(' || c == '<' || c == '{') ++depth;
    if (c == ')' || c == '}' || (c == '>' && text[at - 1] != '-')) --depth;
    if (depth == 0) break;
    if (c == ',' && depth == 1) ++count;
  }
  return count;
}

/// The classes of a header; what stands in braces within them is passed over.
std::vector<Declared> classes_of(const std::string& text) {
  std::vector<Declared> out;
  for (std::size_t at = text.find("\nclass "); at != std::string::npos; at = text.find("\nclass ", at + 1)) {
    const std::size_t open = text.find_first_of("{;", at);
    if (open == std::string::npos || text[open] == ';') continue;
    const std::size_t name = at + 7;
    Declared one{text.substr(name, text.find_first_of(" {:", name) - name), comment_before(text, at + 1)};
    int braces = 0;
    int angles = 0;
    bool called = false;  // This declaration has its parameters already.
    for (std::size_t i = open; i < text.size(); ++i) {
      const char c = text[i];
      if (text.compare(i, 2, "//") == 0) i = text.find('\n', i);
      if (c == '{') ++braces;
      if (c == '}' && --braces == 0) break;
      if (braces > 1) continue;
      if (c == ';' || c == '}' || (c == ':' && text[i - 1] == 'c')) called = false, angles = 0;
      if (c == '<') ++angles;
      if (c == '>' && text[i - 1] != '-') --angles;
      if (c != '(' || called || angles > 0) continue;
      called = true;
      ++one.methods;
      const std::size_t word =
          text.find_last_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789", i - 1) + 1;
      const std::string why = comment_before(text, i);
      if (text.substr(word, i - word) == one.name && parameters_at(text, i) > 5 &&
          why.find("It takes") == std::string::npos)
        one.crowded.push_back(one.name);
    }
    out.push_back(one);
  }
  return out;
}

TEST(Layering, WhatIsCrowdedSaysWhy) {
  int seen = 0;
  for (const char* folder : {"bot", "handlers", "storage"}) {
    for (const auto& entry : fs::recursive_directory_iterator(tests::source_dir() / folder)) {
      if (entry.path().extension() != ".h") continue;
      std::ifstream in(entry.path());
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      for (const Declared& one : classes_of(text)) {
        ++seen;
        if (one.methods > 25) {
          EXPECT_NE(one.above.find("more methods than a class should"), std::string::npos)
              << entry.path() << ": " << one.name << " has " << one.methods;
        }
        for (const std::string& name : one.crowded) ADD_FAILURE() << entry.path() << ": " << name << " takes many";
      }
    }
  }
  EXPECT_GT(seen, 150);
}

}  // namespace
}  // namespace banwei
