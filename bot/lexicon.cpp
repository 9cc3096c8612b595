#include "bot/lexicon.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "bot/distance.h"
#include "bot/guards.h"
#include "handlers/args.h"
#include "handlers/common/text.h"

namespace banwei {

namespace {

/// What was said without the prefix of a command and the marks around it.
struct Bare {
  std::string text;
  bool addressed = false;
};

Bare bare(const Utterance& utterance) {
  const std::string said = normalised(utterance.text);
  const std::string_view text = trim(said);
  std::string_view words = trimmed(text);
  if (!words.empty() && text.starts_with('@'))
    words = text.substr(0, static_cast<std::size_t>(words.data() - text.data()) + words.size());
  const bool prefixed = !text.empty() && (text.front() == '/' || text.front() == '#' || text.front() == '?');
  return {std::string(words), utterance.addressed || prefixed};
}

}  // namespace

Lexicon::Lexicon(std::span<Feature* const> features) {
  for (Feature* feature : features) {
    for (Command& command : feature->commands()) entries_.push_back({feature, std::move(command)});
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    for (const std::string& word : entries_[i].command.words) {
      std::string folded = normalised(word);
      if (const auto star = folded.find('*'); star != std::string::npos) {
        frames_.push_back({folded.substr(0, star), folded.substr(star + 1), i});
        continue;
      }
      longest_ = std::max(longest_, folded.size());
      if (!words_.emplace(std::move(folded), i).second) throw std::logic_error("two commands share the word " + word);
    }
  }
  std::stable_sort(frames_.begin(), frames_.end(), [](const Frame& a, const Frame& b) {
    return a.before.size() + a.behind.size() > b.before.size() + b.behind.size();
  });
}

const Entry* Lexicon::declared(const Feature* feature, std::string_view kind) const {
  for (const Entry& entry : entries_) {
    if (entry.feature == feature && entry.command.kind == kind) return &entry;
  }
  return nullptr;
}

std::optional<Lexicon::Match> Lexicon::match(const Utterance& utterance, const Context& context) const {
  const Bare said = bare(utterance);
  const std::string_view text = said.text;
  for (std::size_t length = std::min(text.size(), longest_); length > 0; --length) {
    const auto found = words_.find(text.substr(0, length));
    if (found == words_.end()) continue;
    const Entry& entry = entries_[found->second];
    const std::string_view rest = text.substr(length);
    if (!rest.empty() && !said.addressed && !entry.command.run.typed) continue;
    if (auto understood = parse(found->second, rest, context)) return Match{&entry, std::move(*understood)};
  }
  for (const Frame& frame : frames_) {
    if (text.size() <= frame.before.size() + frame.behind.size()) continue;
    if (!text.starts_with(frame.before) || !text.ends_with(frame.behind)) continue;
    const Entry& entry = entries_[frame.entry];
    if (!said.addressed && !entry.command.run.typed) continue;
    const auto hole = text.substr(frame.before.size(), text.size() - frame.before.size() - frame.behind.size());
    if (auto understood = parse(frame.entry, hole, context))
      return Match{&entry, std::move(*understood), said.addressed};
  }
  return std::nullopt;
}

/// What the command's grammar makes of its arguments, with what its words alone state.
std::optional<Understood> Lexicon::parse(std::size_t index, std::string_view arguments, const Context& context) const {
  const Entry& entry = entries_[index];
  auto understood = entry.command.run.parse(arguments, context);
  if (!understood) return std::nullopt;
  understood->kind = entry.command.kind;
  understood->fields = [&entry, own = std::move(understood->fields)] {
    nlohmann::ordered_json all = nlohmann::ordered_json::object();
    for (const auto& [key, value] : entry.command.means) all[key] = value;
    all.update(own());
    return all;
  };
  return understood;
}

const Entry* Lexicon::misused(const Utterance& utterance) const {
  const Bare said = bare(utterance);
  const std::string_view text = said.text;
  if (!said.addressed) return nullptr;
  for (std::size_t length = std::min(text.size(), longest_); length > 0; --length) {
    const auto found = words_.find(text.substr(0, length));
    if (found != words_.end() && (length == text.size() || text[length] == ' ')) {
      return &entries_[found->second];
    }
  }
  return nullptr;
}

std::vector<std::string> Lexicon::nearest(std::string_view said, std::size_t count, const Context& context) const {
  const std::string wanted = normalised(said, 60);
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const Entry& entry : entries_) {
    if (entry.command.words.empty() || entry.command.help.empty()) continue;
    if (decide(entry.command, context) != Verdict::allowed) continue;
    std::size_t best = std::string::npos;
    for (const std::string& word : entry.command.words) {
      best = std::min(best, distance(wanted, normalised(word)));
    }
    ranked.emplace_back(best, entry.command.words.front());
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(count, ranked.size()); ++i) names.push_back(ranked[i].second);
  return names;
}

}  // namespace banwei
