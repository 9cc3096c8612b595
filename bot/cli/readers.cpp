#include "bot/cli/readers.h"

#include <nlohmann/json.hpp>

#include "bot/app.h"
#include "bot/cli/people.h"
#include "bot/clock.h"
#include "bot/control.h"

namespace banwei::cli {

namespace text {

constexpr Sentence nobody{"名单里没有“{}”。--as 要写姓名、学号、工号或 QQ",
                          "{} is not in the roster: --as takes a name, number or account"};

}  // namespace text

Person reader_named(const storage::Members& members, const std::string& who, Utc now) {
  const auto person = person_named(members, who, nullptr, now);
  if (!person) throw Explained(text::nobody, who);
  return *person;
}

void write_down(const Config& config, const Exported& exported) {
  const nlohmann::json request{
      {"verb", "export"}, {"reader", exported.reader}, {"what", exported.what}, {"about", exported.about}};
  if (const auto answer = ask_daemon(config.database, request)) {
    if (answer->contains("error")) throw Explained(refused(*answer));
    return;
  }
  const DatabaseLock lock(config.database);
  storage::Database database(config.database, storage::Database::Access::write);
  storage::Stores stores(database);
  note_export(stores, exported, SystemClock().wall());
}

}  // namespace banwei::cli
