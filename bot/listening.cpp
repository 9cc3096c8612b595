#include "bot/listening.h"

#include <algorithm>
#include <utility>

namespace banwei {

namespace {

bool stronger(const Interpretation& a, const Interpretation* b) {
  if (b == nullptr) return true;
  return a.claim != b->claim ? a.claim < b->claim : a.opened > b->opened;
}

Content content_of(const Message& message, std::string_view words, bool addressed) {
  Content content;
  if (addressed && message.place == Place::group) content.push_back({Part::Kind::mention, message.account});
  content.push_back({Part::Kind::text, std::string(words)});
  return content;
}

Utterance alone(const Utterance& said, std::string_view words) {
  Utterance part = said;
  part.text = words;
  part.mentioned.clear();
  return part;
}

}  // namespace

Choice choice_of(const Ear& ear, Interpretation meant) {
  meant.understood.kind = meant.intent->kind;
  return {.feature = ear.feature,
          .intent = meant.intent,
          .understood = std::move(meant.understood),
          .claim = meant.claim,
          .opened = meant.opened};
}

Message only(const Message& message, std::string_view words, bool addressed) {
  Message part = message;
  part.content = content_of(message, words, addressed);
  return part;
}

Context within(const Context& context, const Message& message) {
  return {.message = message,
          .speaker = context.speaker,
          .klass = context.klass,
          .can = context.can,
          .now = context.now,
          .sent = context.sent};
}

Listening::Listening(std::span<const Ear> ears, const Utterance& said, const Context& context)
    : ears_(ears),
      whole_{said, context, {}},
      plain_(context.message.content == content_of(context.message, said.text, said.addressed)) {
  whole_.heard.resize(ears.size());
}

Listening::Piece::Piece(const Listening& listening, std::string_view words)
    : said(alone(listening.whole_.said, words)),
      message(only(listening.whole_.context.message, words, said.addressed)),
      context(within(listening.whole_.context, message)),
      excerpt{said, context, {}} {
  excerpt.heard.resize(listening.ears_.size());
}

Listening::Excerpt& Listening::excerpt(std::string_view words) {
  if (plain_ && words == whole_.said.text) return whole_;
  auto known = pieces_.find(words);
  if (known == pieces_.end())
    known = pieces_.emplace(std::piecewise_construct, std::forward_as_tuple(words), std::forward_as_tuple(*this, words))
                .first;
  return known->second.excerpt;
}

std::optional<Choice> Listening::strongest(Excerpt& excerpt, Wanted wanted) const {
  const Ear* first = nullptr;
  const Interpretation* best = nullptr;
  for (std::size_t i = 0; i < ears_.size(); ++i) {
    const Listener& listener = ears_[i].listener;
    const bool may = std::any_of(listener.intents.begin(), listener.intents.end(),
                                 [&](const Intent* intent) { return wanted(intent->says); });
    if (!may) continue;
    auto& heard = excerpt.heard[i];
    if (!heard) heard = listener.understand(excerpt.said, excerpt.context);
    if (!*heard || !wanted((*heard)->intent->says) || !stronger(**heard, best)) continue;
    first = &ears_[i];
    best = &**heard;
  }
  return best == nullptr ? std::nullopt : std::optional(choice_of(*first, *best));
}

}  // namespace banwei
