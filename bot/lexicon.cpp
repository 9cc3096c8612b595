#include "bot/lexicon.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "bot/guards.h"
#include "handlers/args.h"
#include "handlers/common/text.h"

namespace banwei {

namespace {

/// The folded text without a command prefix and without the punctuation that ends a sentence.
std::string_view bare(std::string_view folded, bool& prefixed) {
  std::string_view text = trim(folded);
  prefixed = !text.empty() && (text.front() == '/' || text.front() == '#' || text.front() == '?');
  if (prefixed) text = trim(text.substr(1));
  constexpr std::array<std::string_view, 6> ends{"!", "~", "。", ".", ",", "、"};
  for (bool cut = true; cut;) {
    cut = false;
    for (std::string_view end : ends) {
      if (text.ends_with(end)) {
        text = trim(text.substr(0, text.size() - end.size()));
        cut = true;
      }
    }
  }
  return text;
}

/// Levenshtein's distance over code points.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

Lexicon::Lexicon(std::span<Feature* const> features) {
  for (Feature* feature : features) {
    for (Command& command : feature->commands()) entries_.push_back({feature, std::move(command)});
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    for (const std::string& word : entries_[i].command.words) {
      std::string folded = text::fold(word);
      longest_ = std::max(longest_, folded.size());
      if (!words_.emplace(std::move(folded), i).second) throw std::logic_error("two commands share the word " + word);
    }
  }
}

const Entry* Lexicon::declared(const Feature* feature, std::string_view kind) const {
  for (const Entry& entry : entries_) {
    if (entry.feature == feature && entry.command.kind == kind) return &entry;
  }
  return nullptr;
}

std::optional<Lexicon::Match> Lexicon::match(const Utterance& utterance, const Context& context) const {
  const std::string folded = text::fold(utterance.text);
  bool prefixed = false;
  const std::string_view text = bare(folded, prefixed);
  const bool addressed = utterance.addressed || prefixed;
  for (std::size_t length = std::min(text.size(), longest_); length > 0; --length) {
    const auto found = words_.find(text.substr(0, length));
    if (found == words_.end()) continue;
    const Entry& entry = entries_[found->second];
    const std::string_view rest = text.substr(length);
    if (!rest.empty() && !addressed && !entry.command.run.typed) continue;
    auto understood = entry.command.run.parse(rest, context);
    if (!understood) continue;
    understood->kind = entry.command.kind;
    understood->fields = [&entry, own = std::move(understood->fields)] {
      nlohmann::ordered_json all = nlohmann::ordered_json::object();
      for (const auto& [key, value] : entry.command.means) all[key] = value;
      all.update(own());
      return all;
    };
    return Match{&entry, std::move(*understood)};
  }
  return std::nullopt;
}

const Entry* Lexicon::misused(const Utterance& utterance) const {
  const std::string folded = text::fold(utterance.text);
  bool prefixed = false;
  const std::string_view text = bare(folded, prefixed);
  if (!utterance.addressed && !prefixed) return nullptr;
  for (std::size_t length = std::min(text.size(), longest_); length > 0; --length) {
    const auto found = words_.find(text.substr(0, length));
    if (found != words_.end() && (prefixed || length == text.size() || text[length] == ' ')) {
      return &entries_[found->second];
    }
  }
  return nullptr;
}

std::vector<std::string> Lexicon::nearest(std::string_view said, std::size_t count, const Context& context) const {
  const std::u32string wanted = text::code_points(text::fold(said.substr(0, 200)));
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const Entry& entry : entries_) {
    if (entry.command.words.empty() || entry.command.help.empty()) continue;
    if (decide(entry.command, context) != Verdict::allowed) continue;
    std::size_t best = std::string::npos;
    for (const std::string& word : entry.command.words) {
      best = std::min(best, distance(wanted, text::code_points(text::fold(word))));
    }
    ranked.emplace_back(best, entry.command.words.front());
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(count, ranked.size()); ++i) names.push_back(ranked[i].second);
  return names;
}

}  // namespace banwei
