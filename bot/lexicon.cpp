#include "bot/lexicon.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "bot/guards.h"
#include "handlers/args.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/gist.h"
#include "handlers/language/grumble.h"
#include "handlers/language/slips.h"
#include "handlers/language/strings.h"

namespace banwei {

Lexicon::Bare Lexicon::bare(const Utterance& utterance) {
  const std::string said = normalised(utterance.text);
  const std::string_view text = trim(said);
  std::string_view words = trimmed(text);
  if (!words.empty() && text.starts_with('@'))
    words = text.substr(0, static_cast<std::size_t>(words.data() - text.data()) + words.size());
  const bool prefixed = !text.empty() && (text.front() == '/' || text.front() == '#' || text.front() == '?');
  if (words.empty() && (text == "/?" || text == "#?")) words = "?";
  return {std::string(words), utterance.addressed || prefixed};
}

namespace {

/// What stands between the courtesies of a text: 麻烦看一下花名册，谢谢.
std::string_view between_courtesies(const language::Cut& cut, std::string_view text) {
  const auto polite = [](const language::Token& token) {
    return token.words.meets(language::Word::courtesy | language::Word::mark);
  };
  const auto first = std::find_if_not(cut.tokens.begin(), cut.tokens.end(), polite);
  if (first == cut.tokens.end()) return text;
  const auto last = std::find_if_not(cut.tokens.rbegin(), cut.tokens.rend(), polite);
  return text.substr(first->begin, last->end - first->begin);
}

}  // namespace

namespace {

std::vector<Entry> commands_of(std::span<Feature* const> features) {
  std::vector<Entry> entries;
  for (Feature* feature : features) {
    for (Command& command : feature->commands()) entries.push_back({feature, std::move(command)});
  }
  return entries;
}

}  // namespace

std::vector<Lexicon::FormOf> Lexicon::forms_of(std::span<const Entry> entries) {
  std::vector<FormOf> forms;
  for (std::size_t entry = 0; entry < entries.size(); ++entry) {
    for (std::size_t form = 0; form < entries[entry].command.forms.size(); ++form) forms.push_back({entry, form});
  }
  return forms;
}

language::FormIndex Lexicon::index() const {
  std::vector<const language::Form*> all;
  for (const FormOf& of : forms_) all.push_back(&form(of));
  return language::FormIndex(all);
}

Lexicon::Lexicon(std::span<Feature* const> features)
    : entries_(commands_of(features)), forms_(forms_of(entries_)), may_fit_(index()) {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    for (const std::string& word : entries_[i].command.words) {
      std::string folded = normalised(word);
      if (const auto star = folded.find('*'); star != std::string::npos) {
        frames_.push_back({folded.substr(0, star), folded.substr(star + 1), i});
        continue;
      }
      auto& phrases = phrases_[code_point_at(folded, 0)];
      const bool taken = std::any_of(phrases.begin(), phrases.end(), [&](const Phrase& p) { return p.said == folded; });
      if (taken) throw std::logic_error("two commands share the word " + word);
      phrases.push_back({std::move(folded), i});
    }
  }
  for (auto& [first, phrases] : phrases_)
    std::sort(phrases.begin(), phrases.end(),
              [](const Phrase& a, const Phrase& b) { return a.said.size() > b.said.size(); });
  std::stable_sort(frames_.begin(), frames_.end(), [](const Frame& a, const Frame& b) {
    return a.before.size() + a.behind.size() > b.before.size() + b.behind.size();
  });
}

std::optional<Lexicon::Match> Lexicon::match(const Utterance& utterance, const Context& context,
                                             const language::NameScope& scope, Slips slips) const {
  const Bare said = bare(utterance);
  if (!said.addressed && !utterance.mentioned.empty()) return std::nullopt;  // It was said to somebody else.
  if (auto match = by_words(said, context, true)) return match;
  const language::Cut cut = language::cut(said.text, scope, context.sent.day());
  if (auto match = by_form(cut, said, context)) return slips == Slips::left && match->mended ? std::nullopt : match;
  // Who says 谢谢提醒 or 请问几点截止 to the whole group asks nothing of the bot.
  const std::string_view core = said.addressed ? between_courtesies(cut, said.text) : said.text;
  if (core.size() < said.text.size()) {
    auto match = by_words({std::string(core), said.addressed}, context, false);
    if (match && !match->entry->command.verbatim) return match;
  }
  if (auto match = by_words(said, context, false)) return match;
  // 现在点个名，思修课，10分钟
  if (cut.tokens.size() > 1 && cut.tokens.front().words.meets(language::Word::now)) {
    const std::string rest(trimmed(std::string_view(said.text).substr(cut.tokens.front().end)));
    if (auto match = by_words({rest, said.addressed}, context, false)) return match;
  }
  if (auto match = by_text(utterance, said, context, scope)) return match;
  // 谁还没填体温啊，我都催累了
  if (const std::string calm = language::without_grumble(said.text); calm.size() < said.text.size()) {
    const Bare asked{calm, said.addressed};
    return by_form(language::cut(asked.text, scope, context.sent.day()), asked, context);
  }
  if (slips == Slips::left) return std::nullopt;
  if (auto match = by_slip(cut, said, context, scope)) return match;
  return slips == Slips::loosely ? by_gist(cut, said, context) : std::nullopt;
}

std::optional<Lexicon::Match> Lexicon::by_form(const language::Cut& cut, const Bare& said,
                                               const Context& context) const {
  if (cut.slips == 0) return best_form(cut, said.text, said, {}, context);
  const auto shorthand = std::find_if(cut.tokens.begin(), cut.tokens.end(), [](const auto& t) { return t.shorthand; });
  if (!said.addressed && (cut.slips > 1 || !language::trusted(cut, shorthand->begin))) return std::nullopt;
  auto match = best_form(cut, said.text, said, {}, context);
  if (match) match->mended = true;
  return match;
}

std::optional<Lexicon::Match> Lexicon::best_form(const language::Cut& cut, std::string_view clause, const Bare& said,
                                                 std::string_view text, const Context& context) const {
  std::optional<Match> best;
  if (cut.unknown > 0) return best;
  std::pair<bool, std::size_t> most{};  // What the speaker may ask for goes before what would only be refused.
  may_fit_.each(cut.words, [&](std::size_t place) {
    const language::Form& form = this->form(forms_[place]);
    if (form.text == text.empty() || (form.addressed && !said.addressed)) return;
    if (most.first && form.needs.size() <= most.second) return;
    const Entry& entry = entries_[forms_[place].entry];
    const auto fit = language::fit(form, cut, clause, entry.command.run.slots);
    if (!fit) return;
    std::string arguments = fmt::format("{}", fmt::join(fit->arguments, " "));
    if (!text.empty()) arguments += " " + std::string(text);
    auto understood = parse(entry, arguments, context);
    if (!understood) return;
    const std::pair sure{decide(entry.command, context) == Verdict::allowed, form.needs.size()};
    if (sure <= most) return;
    most = sure;
    best = Match{&entry, std::move(*understood), said.addressed};
  });
  return best;
}

std::optional<Lexicon::Match> Lexicon::by_gist(const language::Cut& cut, const Bare& said,
                                               const Context& context) const {
  std::optional<Match> best;
  std::pair<std::size_t, std::size_t> most{};  // How much it asks for, and how little is left.
  may_fit_.each(cut.words, [&](std::size_t place) {
    const Entry& entry = entries_[forms_[place].entry];
    const auto gist = language::gist(form(forms_[place]), cut, said.text, entry.command.run.slots);
    if (!gist) return;
    const std::pair sure{gist->fit.needs, said.text.size() - gist->left};
    if (sure <= most) return;
    auto understood = parse(entry, fmt::format("{}", fmt::join(gist->fit.arguments, " ")), context);
    if (!understood) return;
    most = sure;
    best = Match{&entry, std::move(*understood), false, true};
  });
  return best;
}

/// 帮我通知全班：明早9点开班会. The text is passed on as it was written.
std::optional<Lexicon::Match> Lexicon::by_text(const Utterance& utterance, const Bare& said, const Context& context,
                                               const language::NameScope& scope) const {
  constexpr std::size_t longest_head = 60;  // bytes
  constexpr std::size_t most_marks = 3;
  std::string_view whole = utterance.text;
  while (!whole.empty() && std::string_view("/# ").find(whole.front()) != std::string_view::npos)
    whole.remove_prefix(1);
  std::size_t marks = 0;
  for (std::size_t at = 0; at < std::min(whole.size(), longest_head) && marks < most_marks;
       at += code_point_size(whole, at)) {
    const char32_t code = code_point_at(whole, at);
    const bool colon = code == U':' || code == U'：' || code == U'\n';
    if (!colon && code != U' ' && code != U',' && code != U'，') continue;
    const std::string_view text = trim(whole.substr(at + code_point_size(whole, at)));
    if (text.empty()) break;
    ++marks;
    if (!colon && !said.addressed) continue;
    const std::string head = normalised(whole.substr(0, at));
    const std::string_view clause = trimmed(head);
    if (auto match = best_form(language::cut(clause, scope, context.sent.day()), clause, said, text, context))
      return match;
  }
  return std::nullopt;
}

std::optional<Lexicon::Match> Lexicon::by_slip(const language::Cut& heard, const Bare& said, const Context& context,
                                               const language::NameScope& scope) const {
  const Day today = context.sent.day();
  const auto try_one = [&](std::string_view text, std::size_t at) -> std::optional<Match> {
    const language::Cut cut = language::cut(text, scope, today);
    if (cut.unknown > 0 || (!said.addressed && !language::trusted(cut, at))) return std::nullopt;
    auto match = best_form(cut, text, said, {}, context);
    if (!match) return std::nullopt;
    match->asked_for = said.addressed;
    match->mended = true;
    return match;
  };
  for (const language::Mended& mended : language::mended(said.text, heard)) {
    if (auto match = try_one(mended.text, mended.at)) return match;
  }
  return std::nullopt;
}

const std::vector<Lexicon::Phrase>& Lexicon::phrases_at_front(std::string_view text) const {
  static const std::vector<Phrase> none;
  const auto found = phrases_.find(code_point_at(text, 0));
  return found == phrases_.end() ? none : found->second;
}

std::optional<Lexicon::Match> Lexicon::by_words(const Bare& said, const Context& context, bool apart) const {
  const std::string_view text = said.text;
  for (const Phrase& phrase : phrases_at_front(text)) {
    if (!text.starts_with(phrase.said)) continue;
    const Entry& entry = entries_[phrase.entry];
    const std::string_view rest = text.substr(phrase.said.size());
    if (!rest.empty() && !said.addressed && !entry.command.run.typed) continue;
    if (apart && !rest.empty() && rest.front() != ' ' && !is_digit(rest.front())) continue;
    if (auto understood = parse(entry, rest, context)) return Match{&entry, std::move(*understood)};
  }
  if (apart) return std::nullopt;
  for (const Frame& frame : frames_) {
    if (text.size() <= frame.before.size() + frame.behind.size()) continue;
    if (!text.starts_with(frame.before) || !text.ends_with(frame.behind)) continue;
    const Entry& entry = entries_[frame.entry];
    if (!said.addressed && !entry.command.run.typed) continue;
    const auto hole = text.substr(frame.before.size(), text.size() - frame.before.size() - frame.behind.size());
    if (auto understood = parse(entry, hole, context)) return Match{&entry, std::move(*understood), said.addressed};
  }
  return std::nullopt;
}

/// What the command's grammar makes of its arguments, with what its words alone state.
std::optional<Understood> Lexicon::parse(const Entry& entry, std::string_view arguments, const Context& context) {
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
  for (const Phrase& phrase : phrases_at_front(text)) {
    const std::size_t length = phrase.said.size();
    if (text.starts_with(phrase.said) && (length == text.size() || text[length] == ' ')) return &entries_[phrase.entry];
  }
  return nullptr;
}

namespace {

/// How much of what the command is about stands in a text with these meanings; 0 when nothing does.
std::size_t shared(const Command& command, language::Words said, Day today) {
  using language::Word;
  constexpr std::size_t subject = 4;  // What it is about counts for more than the small words around it.
  // To take something away is no subject: 把作业那个取消.
  static const language::Words subjects =
      (language::content | language::feature_words::all)
          .without(Word::remove | Word::removed | Word::cancel | Word::recall | Word::recalled);
  std::size_t most = 0;
  const auto count = [&](const auto& needs) {
    std::size_t about = 0;
    std::size_t around = 0;
    for (const language::Words need : needs) {
      if (!said.meets(need)) continue;
      ++(said.meets(need & subjects) ? about : around);
    }
    const bool too_little = 2 * (about + around) < needs.size();
    if (about > 0 && !too_little) most = std::max(most, subject * about + around);
  };
  for (const language::Form& form : command.forms) count(form.needs);
  for (const std::string& word : command.words) {
    std::vector<language::Words> needs;
    for (const auto& token : language::cut(normalised(word), {}, today).tokens) needs.push_back(token.words);
    count(needs);
  }
  return most;
}

}  // namespace

std::vector<std::string> Lexicon::nearest(std::string_view said, std::size_t count, const Context& context,
                                          const language::NameScope& scope) const {
  using language::Word;
  const Day today = context.sent.day();
  const std::string folded = normalised(said);
  const language::Words meanings = language::cut(folded, {}, today).words;
  bool names_another = false;
  for (const auto& token : language::cut(folded, scope, today).tokens) {
    for (const auto& value : token.values)
      names_another =
          names_another || (value.slot == language::Slot::person && value.text != context.speaker.person->name);
  }
  std::vector<std::pair<std::size_t, const Command*>> ranked;
  for (const Entry& entry : entries_) {
    // What costs nothing answers what stands open, as 已联系 does: an absent-minded 1 must not.
    if (entry.command.words.empty() || entry.command.help.empty() || entry.command.cost == 0) continue;
    if (decide(entry.command, context) != Verdict::allowed) continue;
    const language::Words name = language::cut(normalised(entry.command.words.front()), {}, today).words;
    if (name.meets(Word::remove | Word::cancel | Word::recall) || (names_another && name.has(Word::me))) continue;
    if (const auto common = shared(entry.command, meanings, today); common > 0)
      ranked.emplace_back(common, &entry.command);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(count, ranked.size()); ++i) names.push_back(ranked[i].second->words.front());
  return names;
}

}  // namespace banwei
