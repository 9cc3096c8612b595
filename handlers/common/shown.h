// Whom of what somebody has last read to be missing: what a bare 催一下 means then.
// Invariant: it is no question, nothing answers it, and after half an hour nobody means it any more.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "handlers/chat.h"
#include "storage/questions.h"

namespace banwei {

struct Shown {
  std::string kind = {};      // As a Pending's.
  std::int64_t class_id = 0;  // 0: of all classes of the reader
  Utc at{};
};

void note_shown(storage::Questions& questions, const Person& reader, std::string_view kind, std::int64_t class_id,
                const Moment& now);
std::optional<Shown> last_shown(const storage::Questions& questions, const Person& reader, Utc now);

}  // namespace banwei
