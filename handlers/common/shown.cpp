#include "handlers/common/shown.h"

#include <utility>

namespace banwei {

namespace {

constexpr std::string_view kept_under = "urge/shown";  // Nobody asks under it.
constexpr std::chrono::minutes is_meant{30};

}  // namespace

void note_shown(storage::Questions& questions, const Person& reader, std::string_view kind, std::int64_t class_id,
                const Moment& now) {
  questions.ask({.person = reader.id,
                 .feature = std::string(kept_under),
                 .kind = std::string(kind),
                 .payload = std::to_string(class_id),
                 .day = now.day(),
                 .asked = now.utc,
                 .until = now.utc + is_meant});
}

std::optional<Shown> last_shown(const storage::Questions& questions, const Person& reader, Utc now) {
  auto kept = questions.open(reader.id, kept_under, now);
  if (!kept) return std::nullopt;
  return Shown{.kind = std::move(kept->kind), .class_id = std::stoll(kept->payload), .at = kept->asked};
}

}  // namespace banwei
