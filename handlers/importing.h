// What a feature takes in from a spreadsheet, by the command line as from a file in the chat: it says what would
// change, and writes that once it is confirmed. Invariant: where something is wrong with a row nothing is written.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "handlers/feature.h"
#include "storage/bilingual.h"

namespace banwei {

struct Incoming {
  std::vector<Phrase> problems = {};  // what is wrong, a row each
  std::vector<Phrase> preview = {};
  bool changes = false;
  std::function<void(Utc)> write = {};  // in the transaction of whoever calls it
};

/// A feature that takes one sort of table in.
class Imports {
 public:
  virtual ~Imports() = default;

  /// The word of the command line: banwei import timetable FILE.
  virtual std::string_view imported() const = 0;

  /// `bytes` are of CSV in any encoding, `name` is that of the file. Without a speaker all classes may be changed.
  virtual Incoming take_in(std::string_view bytes, std::string_view name, const Speaker* speaker) = 0;
};

/// The feature that takes in what is called so, or null.
inline Imports* taker_of(std::span<Feature* const> features, std::string_view what) {
  for (Feature* feature : features) {
    auto* takes = dynamic_cast<Imports*>(feature);
    if (takes != nullptr && takes->imported() == what) return takes;
  }
  return nullptr;
}

}  // namespace banwei
