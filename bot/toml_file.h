// A file of settings in TOML: its sections, read key by key, and all that is wrong with it, line by line.
// Invariant: reading goes on after a mistake, so that all of them are told at once; whatever nobody asked for is one.
#pragma once

#include <toml++/toml.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "handlers/settings_table.h"

namespace banwei {

/// All that is wrong with a file.
class Mistakes {
 public:
  explicit Mistakes(std::string file) : file_(std::move(file)) {}

  /// `key` as it stands in either language's sentence; line 0 is none in particular.
  void add(std::uint32_t line, const Phrase& key, const Phrase& what);
  void add(const Phrase& what);
  bool any() const { return !all_.english.empty(); }
  const Phrase& all() const { return all_; }

 private:
  std::string file_;
  Phrase all_;
};

/// Takes the keys of one table one by one; whatever is left at the end is unknown.
class TomlSection final : public SettingsTable {
 public:
  /// Every value as it was read is noted in `values` under the section's name and its key.
  TomlSection(const toml::table& root, std::string name, Mistakes& mistakes,
              std::map<std::string, std::string>& values);

  void text(const char* key, std::string& into, const Check& check = {}) override;
  void texts(const char* key, std::vector<std::string>& into, const Check& check = {});
  void number(const char* key, int& into, int most) override;
  void time(const char* key, std::chrono::minutes& into) override;
  void time(const char* key, std::optional<std::chrono::minutes>& into) override;
  void flag(const char* key, bool& into) override;
  void wrong(const char* key, Phrase what) override;

  /// Times of day, each later than the one before.
  void times(const char* key, std::vector<std::chrono::minutes>& into);

  template <class Duration>
  void seconds(const char* key, Duration& into) {
    int value = static_cast<int>(std::chrono::floor<std::chrono::seconds>(into).count());
    number(key, value, 3600);
    into = std::chrono::seconds{value};
  }

  template <class T>
  void one_of(const char* key, const std::vector<std::pair<std::string, T>>& words, T& into) {
    const auto is_value = [&](const auto& word) { return word.second == into; };
    std::string value = std::find_if(words.begin(), words.end(), is_value)->first;
    std::vector<std::string> all;
    for (const auto& [word, meaning] : words) all.push_back(word);
    text(key, value, [&](const std::string& given) { check_one_of(all, given); });
    into = std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.first == value; })->second;
  }

  /// Of the key, or of its section's head where only the default stands.
  std::uint32_t line(const char* key) const;

  /// Whatever was not taken by now is a mistake.
  void done();

 private:
  static void check_one_of(const std::vector<std::string>& words, const std::string& given);
  const toml::node* take(const char* key);
  void note(const char* key, const std::string& value);
  Phrase named(const std::string& key, const char* mark = "") const;
  bool fits(const toml::node& node, const char* key, const std::string& value, const Check& check) const;
  void fail(const toml::node& node, const std::string& key, const Phrase& what) const;

  std::string name_;
  Mistakes& mistakes_;
  std::map<std::string, std::string>& values_;
  const toml::table* table_ = nullptr;
  std::vector<std::string> keys_;
};

/// The file without the lines that are no TOML, each of which is told. Nothing when what follows such a line cannot be
/// judged.
std::optional<toml::table> parsed_toml(std::string text, const std::string& name, Mistakes& mistakes);

/// What stands above all sections or is none of them.
void find_strangers(const toml::table& root, const std::vector<std::string>& sections, Mistakes& mistakes);

}  // namespace banwei
