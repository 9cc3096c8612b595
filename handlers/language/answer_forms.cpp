#include "handlers/language/answer_forms.h"

#include <algorithm>

namespace banwei::language {

namespace {

using Tokens = std::span<const AnswerToken>;

/// Whether a part takes the token at `i`; `inside`: the one before it is of that part.
bool takes(std::span<const Link> part, Tokens clause, std::size_t i, bool inside) {
  const AnswerToken& token = clause[i];
  return std::any_of(part.begin(), part.end(), [&](const Link& link) {
    const bool place = link.at == Link::At::any || (link.at == Link::At::inside) == inside;
    const bool gap = link.gap == Link::Gap::any || (link.gap == Link::Gap::some) == token.gap_before;
    return place && gap && link.what.has(token) && (link.behind.empty() || (i > 0 && link.behind.has(clause[i - 1])));
  });
}

}  // namespace

bool holds(Tokens tokens, Meanings meanings) {
  return std::any_of(tokens.begin(), tokens.end(), [&](const AnswerToken& token) { return meanings.has(token); });
}

bool holds_pair(Tokens tokens, Meanings first, Meanings second) {
  return std::adjacent_find(tokens.begin(), tokens.end(), [&](const AnswerToken& a, const AnswerToken& b) {
           return first.has(a) && second.has(b);
         }) != tokens.end();
}

Meanings AnswerForm::all_cores() const {
  Meanings all;
  for (const Core& core : cores) all = Meanings(all, core.what);
  return all;
}

std::optional<AnswerFit> fit(const AnswerForm& form, Tokens clause) {
  const Meanings cores = form.all_cores();
  const auto core = std::find_if(clause.begin(), clause.end(), [&](const AnswerToken& t) { return cores.has(t); });
  if (core == clause.end()) return std::nullopt;
  AnswerFit fit;
  fit.begin = static_cast<std::size_t>(core - clause.begin());
  for (std::size_t i = 0; i < fit.begin; ++i) {
    if (!takes(form.lead, clause, i, i > 0)) return std::nullopt;
    fit.lead.add(clause[i]);
  }
  fit.said.add(*core);
  fit.end = fit.begin + 1;
  const std::array parts{form.said, form.behind, form.more};
  const std::array held{&fit.said, &fit.behind, &fit.more};
  std::size_t part = 0;
  for (std::size_t i = fit.end; i < clause.size(); ++i) {
    std::size_t next = part;
    while (next < parts.size() && !takes(parts[next], clause, i, next == part)) ++next;
    if (next == parts.size()) return std::nullopt;
    part = next;
    held[part]->add(clause[i]);
    if (part == 0) fit.end = i + 1;
  }
  const bool touched = fit.begin > 0 && !core->gap_before;
  const bool fits = std::any_of(form.cores.begin(), form.cores.end(), [&](const Core& one) {
    return one.what.has(*core) && (!touched || one.touches.has(*(core - 1))) &&
           (one.with.empty() || one.with.meets(fit.said)) && !one.without.meets(fit.said) &&
           (one.after.empty() || one.after.meets(fit.lead));
  });
  return fits ? std::optional(fit) : std::nullopt;
}

}  // namespace banwei::language
