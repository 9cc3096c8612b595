#include "bot/exported.h"

namespace banwei {

namespace text {

constexpr Sentence gone{"名单里没有“{}”了", "{} is in the roster no more"};

}  // namespace text

void note_export(storage::Stores& stores, const Exported& exported, Utc now) {
  const auto reader = stores.members.by_number(exported.reader);
  if (!reader) throw Explained(text::gone, exported.reader);
  storage::Transaction transaction(stores.database);
  stores.access_log.add({.reader = reader->id, .what = "export", .at = now}, exported.about);
  stores.audit.add({.at = now, .verb = "export." + exported.what, .subject = reader->id});
  transaction.commit();
}

}  // namespace banwei
