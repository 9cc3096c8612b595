// One table of config.toml as its owner reads it: every call names a key, what it may hold, and where its value goes.
// Invariant: what `into` holds before is the default; an unknown key or a value that does not fit becomes a sentence
// that names file, line and key, and the reading goes on, so that all of them are told at once.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "storage/bilingual.h"

namespace banwei {

class SettingsTable {
 public:
  /// Throws Explained with what a value must be.
  using Check = std::function<void(const std::string&)>;

  virtual ~SettingsTable() = default;
  virtual void text(const char* key, std::string& into, const Check& check = {}) = 0;
  virtual void number(const char* key, int& into, int most) = 0;
  virtual void flag(const char* key, bool& into) = 0;

  /// A time of day.
  virtual void time(const char* key, std::chrono::minutes& into) = 0;

  /// A time of day, or false for none.
  virtual void time(const char* key, std::optional<std::chrono::minutes>& into) = 0;

  /// A value that was read does not fit beside the others.
  virtual void wrong(const char* key, Phrase what) = 0;
};

}  // namespace banwei
