// permissions: who may do what, as the guards decide it; needs neither a configuration nor a database.
#include "bot/cli/verbs.h"
#include "bot/permission_table.h"
#include "handlers/features.h"

namespace banwei::cli {

int permissions(Voice& voice) {
  storage::Database database(":memory:", storage::Database::Access::write);
  storage::Stores stores(database);
  const Zone zone("Asia/Shanghai");
  const Features features(stores, zone, Settings{});
  voice.out() << permission_table(features.all());
  return exit_fine;
}

}  // namespace banwei::cli
