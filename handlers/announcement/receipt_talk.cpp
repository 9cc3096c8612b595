#include "handlers/announcement/receipt_talk.h"

#include <algorithm>

#include "handlers/announcement/notice_draft.h"
#include "handlers/announcement/notice_rules.h"
#include "handlers/common/said.h"
#include "handlers/language/strings.h"
#include "handlers/language/yes_no.h"

namespace banwei::announcement {

namespace {

using storage::SendState;

constexpr std::size_t longest_answer = 720;     // bytes
constexpr std::size_t longest_nod = 2;          // characters
constexpr std::chrono::hours nods_count{2};     // So long 好 and 1 are answers and no talk.
constexpr std::chrono::hours thanks_count{12};  // So long 收到 is heard where nobody asked for it.

}  // namespace

Utc opened(const Received& received) {
  const Utc came = received.delivery.settled.value_or(*received.notice.posted);
  return std::max(came, received.delivery.reminded.value_or(came));
}

/// A send in flight may have arrived already.
bool ReceiptTalk::on_its_way(const Received& received) const {
  const auto entries = outbox_.under(about_notice(received.notice.id));
  return std::any_of(entries.begin(), entries.end(), [&](const storage::OutboxMessage& entry) {
    return entry.target == received.delivery.room && entry.state == SendState::sending;
  });
}

/// Whether it is what the bot has said to the speaker in private of late.
bool ReceiptTalk::told_in_private(const Notice& notice, const Context& context) const {
  const auto recent = [&](const storage::OutboxMessage& entry) {
    return !entry.group && entry.target == context.message.user && context.sent.utc - entry.created <= nods_count;
  };
  const auto urged = outbox_.under(about_notice(notice.id, "urge"));
  return std::any_of(urged.begin(), urged.end(), recent);
}

/// What the class may answer now, what it heard of last first.
std::vector<Received> ReceiptTalk::open_to(const Context& context) const {
  auto open = notices_.of_class(context.klass->id, context.sent.utc - answerable, most_answerable);
  std::erase_if(open, [&](const Received& one) {
    if (*one.notice.posted > context.sent.utc) return true;
    if (!one.notice.receipt && context.sent.utc - *one.notice.posted > thanks_count) return true;
    return one.delivery.state == SendState::waiting && !on_its_way(one);
  });
  std::stable_sort(open.begin(), open.end(), [](const Received& a, const Received& b) {
    return std::pair(b.notice.receipt, opened(b)) < std::pair(a.notice.receipt, opened(a));
  });
  return open;
}

std::optional<ReceiptAnswer> ReceiptTalk::understand(const Utterance& said, const Context& context) {
  if (!context.klass || said.text.empty() || said.text.size() > longest_answer) return std::nullopt;
  auto open = open_to(context);
  if (open.empty()) return std::nullopt;
  const auto about = read_about(said.about);
  if (!said.quoted.empty() && !about) return std::nullopt;  // It speaks of something else.
  const auto by_id = [&](std::int64_t id) {
    return std::find_if(open.begin(), open.end(), [id](const Received& one) { return one.notice.id == id; });
  };
  const auto quoted = about ? by_id(about->id) : open.end();
  if (about && quoted == open.end()) return std::nullopt;

  std::vector<std::int64_t> ids;
  for (const Received& one : open) ids.push_back(one.notice.id);
  const std::string words = words_with_names(context.message, members_);
  const std::string folded = normalised(words);
  for (const Received& one : open) {
    if (about && one.notice.id != about->id) continue;
    if (code_points(folded) <= longest_nod && context.sent.utc - opened(one) > nods_count) continue;
    if (!one.notice.receipt) continue;
    const auto own = own_receipts(body_of(one.notice.body).text);
    if (std::find(own.begin(), own.end(), trimmed(folded)) != own.end()) return ReceiptAnswer{Receipt{}, one, ids};
  }
  language::AnswerScene scene{.people = rosters_.of(context.klass->id), .class_name = context.klass->name};
  if (context.speaker.person) scene.speaker = context.speaker.person->number;
  auto receipt = understand_receipt(words, scene, ids);
  if (!receipt) return std::nullopt;

  // The one that is named, else the quoted one, else the newest that the speaker has not confirmed.
  auto chosen = receipt->id ? by_id(*receipt->id) : quoted;
  const bool meant = chosen != open.end();
  if (!meant) {
    chosen = std::find_if(open.begin(), open.end(), [&](const Received& one) {
      const bool own = receipt->kind == Receipt::Kind::receipt && context.speaker.person;
      return !own || !notices_.has_confirmed(one.notice.id, context.speaker.person->id);
    });
  }
  const bool nods = !meant && !is_plain_receipt(words) && context.message.place == Place::group;
  if (nods && (chosen == open.end() || context.sent.utc - opened(*chosen) > nods_count)) return std::nullopt;
  const Received& received = chosen == open.end() ? open.front() : *chosen;
  // In private 是 or 1 may answer whatever the bot has said there.
  const bool bare = code_points(folded) <= longest_nod || language::yes_or_no(trimmed(folded)) == true;
  if (bare && !meant && !is_plain_receipt(words) && context.message.place == Place::direct &&
      !told_in_private(received.notice, context))
    return std::nullopt;
  const bool own = receipt->kind == Receipt::Kind::receipt;
  if (!received.notice.receipt && !(own && (receipt->question || is_plain_receipt(words)))) return std::nullopt;
  return ReceiptAnswer{std::move(*receipt), received, std::move(ids)};
}

}  // namespace banwei::announcement
