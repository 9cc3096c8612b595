#include "handlers/announcement/notice_draft.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/announcement/notice_rules.h"
#include "handlers/common/payload.h"

namespace banwei::announcement {

namespace {

using nlohmann::json;

json json_of(const Body& body) { return {{"text", body.text}, {"pictures", body.pictures}}; }

Body body_of_json(const json& body) {
  if (!body.is_object()) return {};
  return {body.value("text", ""), body.value("pictures", std::vector<std::string>{})};
}

}  // namespace

std::string to_text(const Body& body) { return to_payload(json_of(body)); }

Body body_of(std::string_view text) { return body_of_json(from_payload(text)); }

std::string to_text(const Draft& draft) {
  json all{{"audience", draft.audience},
           {"classes", draft.classes},
           {"body", json_of(draft.body)},
           {"said", draft.said.time_since_epoch().count()},
           {"at_words", draft.at_words}};
  if (draft.at) all["at"] = draft.at->time_since_epoch().count();
  if (draft.receipt) all["receipt"] = *draft.receipt;
  return to_payload(all);
}

std::optional<Draft> draft_of(std::string_view text) {
  const json all = from_payload(text);
  if (!all.is_object()) return std::nullopt;
  const auto instant = [](std::int64_t seconds) { return std::chrono::local_seconds{std::chrono::seconds{seconds}}; };
  Draft draft{.audience = all.value("audience", ""),
              .classes = all.value("classes", std::vector<std::int64_t>{}),
              .body = body_of_json(all.value("body", json::object())),
              .said = instant(all.value("said", std::int64_t{0})),
              .at_words = all.value("at_words", "")};
  if (all.contains("at")) draft.at = instant(all.value("at", std::int64_t{0}));
  if (all.contains("receipt")) draft.receipt = all.value("receipt", false);
  return draft;
}

bool add_pictures(Body& body, const Content& content) {
  for (const Part& part : content) {
    if (part.kind != Part::Kind::image) continue;
    if (body.pictures.size() == most_pictures) return false;
    body.pictures.push_back(part.value);
  }
  return true;
}

Content to_content(std::string head, const Body& body) {
  Content content = plain(head + body.text);
  for (const std::string& picture : body.pictures) content.push_back({Part::Kind::image, picture});
  return content;
}

bool wants_receipt(const Draft& draft) { return draft.receipt.value_or(asks_for_receipt(draft.body.text)); }

std::optional<std::chrono::local_seconds> deadline_of(const Draft& draft, std::chrono::local_seconds now) {
  auto deadline = deadline_in(draft.body.text, draft.said);
  if (deadline && *deadline <= std::max(now, draft.at.value_or(now))) deadline.reset();
  return deadline;
}

}  // namespace banwei::announcement
