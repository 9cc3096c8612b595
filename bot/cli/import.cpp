// import: a table that a feature takes in, shown as what it would change, and written when that is confirmed.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "bot/app.h"
#include "bot/cli/confirming.h"
#include "bot/cli/incoming.h"
#include "bot/cli/opened.h"
#include "bot/cli/verbs.h"
#include "bot/clock.h"
#include "bot/control.h"
#include "handlers/importing.h"

namespace banwei::cli {

namespace text {

constexpr Sentence no_such{"没有“{}”这种表可以导入", "there is no table {} to be imported"};
constexpr Sentence wrong{"有 {} 处要改，什么都没有写入。改好后再导入一次",
                         "{} places are to be mended; nothing was written. Mend them and import it again"};
constexpr Sentence nothing{"没有要改的", "there is nothing to change"};
constexpr Sentence done{"已写入", "written"};

}  // namespace text

namespace {

Imports& taker(const Opened& opened, const std::string& what) {
  Imports* takes = taker_of(opened.features.all(), what);
  if (takes == nullptr) throw Explained(text::no_such, what);
  return *takes;
}

void write(const Config& config, const std::string& what, const std::string& csv, const std::string& name) {
  Opened opened(config, storage::Database::Access::write);
  storage::Transaction transaction(opened.database);
  taker(opened, what).take_in(csv, name, nullptr).write(SystemClock().wall());
  transaction.commit();
}

}  // namespace

int import_table(const std::string& config_path, const std::string& what, const std::string& file,
                 const Confirmation& how, Voice& voice) {
  const Config config = read_config(config_path);
  const std::string csv = table_in(file, how.sheet, voice);
  const std::string name = std::filesystem::path(file).filename().string();
  const Incoming incoming = [&] {
    const Opened opened(config);
    return taker(opened, what).take_in(csv, name, nullptr);
  }();
  if (tell_problems(incoming.problems, text::wrong, voice)) return exit_fault;
  for (const Phrase& line : incoming.preview) voice.say(line);
  if (!incoming.changes) {
    voice.say(text::nothing);
    return exit_fine;
  }
  if (!to_be_written(how, voice)) return exit_fine;
  const nlohmann::json request{{"verb", "import"}, {"what", what}, {"name", name}, {"csv", csv}};
  if (const auto answer = ask_daemon(config.database, request)) {
    if (answer->contains("error")) throw Explained(refused(*answer));
  } else {
    const DatabaseLock lock(config.database);
    write(config, what, csv, name);
  }
  voice.say(text::done);
  return exit_fine;
}

}  // namespace banwei::cli
