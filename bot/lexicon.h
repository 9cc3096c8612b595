// Which command a text means: the longest word of all commands wins, and its grammar must take the rest whole.
// A word with a * takes what stands in the place of the star: 给*补签.
// Invariant: in a group, unless the bot is addressed, only whole phrases and typed arguments count; all else is talk.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/feature.h"

namespace banwei {

/// A command of the list with the feature it belongs to.
struct Entry {
  Feature* feature = nullptr;
  Command command;
};

class Lexicon {
 public:
  explicit Lexicon(std::span<Feature* const> features);

  const std::vector<Entry>& entries() const { return entries_; }

  /// The entry that permits `kind` of `feature`; null when the feature has not declared it.
  const Entry* declared(const Feature* feature, std::string_view kind) const;

  struct Match {
    const Entry* entry = nullptr;
    Understood understood;
    bool asked_for = true;  // false for what may have been talk: 李四迟到 in a group
  };
  std::optional<Match> match(const Utterance& utterance, const Context& context) const;

  /// A word that stands at the front of an addressed text although its arguments do not fit: worth explaining.
  const Entry* misused(const Utterance& utterance) const;

  /// Up to `count` command names nearest to the text, for one who mistyped.
  std::vector<std::string> nearest(std::string_view text, std::size_t count, const Context& context) const;

 private:
  /// 取消*号提醒: what stands before and behind the arguments, folded.
  struct Frame {
    std::string before;
    std::string behind;
    std::size_t entry = 0;
  };

  std::optional<Understood> parse(std::size_t entry, std::string_view arguments, const Context& context) const;

  std::vector<Entry> entries_;
  std::vector<Frame> frames_;                              // those with the most words first
  std::map<std::string, std::size_t, std::less<>> words_;  // folded word -> entry
  std::size_t longest_ = 0;
};

}  // namespace banwei
