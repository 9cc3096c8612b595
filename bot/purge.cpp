#include "bot/purge.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "storage/bilingual.h"
#include "storage/erasure.h"

namespace banwei {

namespace text {

constexpr Sentence nobody{"没有学号或工号是“{}”的人，转走的也没有",
                          "nobody has the number {}, nor had it before leaving"};

}  // namespace text

nlohmann::ordered_json purge_person(storage::Stores& stores, const std::string& number, bool preview, Utc now) {
  storage::Database& database = stores.database;
  const auto person = storage::anybody(stores, number);
  if (!person) throw Explained(text::nobody, number);
  const auto klass = stores.members.class_by_id(person->class_id);
  const storage::Shredding shredding(database);
  storage::Transaction transaction(database);
  const storage::Erased gone = storage::erase(stores, *person, now);
  bool left = false;
  if (!preview) {
    stores.audit.add({.at = now, .verb = "person.purge", .subject = person->id});
    transaction.commit();
    left = !database.compact();
  }
  return {{"name", person->name},      {"class", klass ? klass->name : ""},
          {"readings", gone.readings}, {"alerts", gone.alerts},
          {"marks", gone.marks},       {"leaves", gone.leaves},
          {"receipts", gone.receipts}, {"reminders", gone.reminders},
          {"messages", gone.messages}, {"accesses", gone.accesses},
          {"mentions", gone.mentions}, {"left", left}};
}

}  // namespace banwei
