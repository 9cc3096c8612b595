// import: a table that a feature takes in, shown as what it would change, and written when that is confirmed.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "bot/app.h"
#include "bot/cli/incoming.h"
#include "bot/cli/verbs.h"
#include "bot/clock.h"
#include "bot/config.h"
#include "bot/control.h"
#include "handlers/features.h"
#include "handlers/importing.h"

namespace banwei::cli {

namespace text {

constexpr Sentence no_database{"{} 还不存在：先导入名单", "{} does not exist yet: import a roster first"};
constexpr Sentence no_such{"没有“{}”这种表可以导入", "there is no table {} to be imported"};
constexpr Sentence wrong{"有 {} 处要改，什么都没有写入。改好后再导入一次",
                         "{} places are to be mended; nothing was written. Mend them and import it again"};
constexpr Sentence and_so_on{"……", "..."};
constexpr Sentence nothing{"没有要改的", "there is nothing to change"};
constexpr Sentence only_preview{"以上只是预览，什么都没有写入", "this was a preview; nothing was written"};
constexpr Sentence ask{"照这样写入吗？（是/否）", "Write it like this? (y/n)"};
constexpr Sentence nobody_to_ask{"什么都没有写入：这里没有人可以问。看过上面的预览，加 --yes 再运行一次",
                                 "nothing was written: nobody is here to be asked. Look at the preview, add --yes and "
                                 "run it again"};
constexpr Sentence declined{"好，什么都没有写入", "nothing was written"};
constexpr Sentence done{"已写入", "written"};

}  // namespace text

namespace {

constexpr std::size_t problems_shown = 50;

/// The feature that takes it in, and the stores that it needs.
class Taker {
 public:
  Taker(const Config& config, const std::string& what, storage::Database::Access access)
      : database_(config.database, access),
        stores_(database_),
        zone_(config.zone),
        features_(stores_, zone_, config.settings),
        takes_(taker_of(features_.all(), what)) {
    if (takes_ == nullptr) throw Explained(text::no_such, what);
  }

  Incoming take_in(const std::string& csv, const std::string& name) { return takes_->take_in(csv, name, nullptr); }

  void write(const std::string& csv, const std::string& name) {
    storage::Transaction transaction(database_);
    take_in(csv, name).write(SystemClock().wall());
    transaction.commit();
  }

 private:
  storage::Database database_;
  storage::Stores stores_;
  Zone zone_;
  Features features_;
  Imports* takes_;
};

}  // namespace

int import_table(const std::string& config_path, const std::string& what, const std::string& file,
                 const Confirmation& how, Voice& voice) {
  const Config config = read_config(config_path);
  if (!std::filesystem::exists(config.database)) throw Explained(text::no_database, config.database);
  const std::string csv = table_in(file, how.sheet, voice);
  const std::string name = std::filesystem::path(file).filename().string();
  const Incoming incoming = Taker(config, what, storage::Database::Access::read).take_in(csv, name);
  if (const auto& problems = incoming.problems; !problems.empty()) {
    const std::size_t shown = std::min(problems.size(), problems_shown);
    for (std::size_t i = 0; i < shown; ++i) voice.error(problems[i]);
    if (shown < problems.size()) voice.error(phrase(text::and_so_on));
    voice.error(phrase(text::wrong, problems.size()));
    return exit_fault;
  }
  for (const Phrase& line : incoming.preview) voice.say(line);
  if (!incoming.changes || how.preview) {
    voice.say(incoming.changes ? text::only_preview : text::nothing);
    return exit_fine;
  }
  if (!how.yes && !voice.attended()) throw Explained(text::nobody_to_ask);
  if (!how.yes && !voice.confirms(phrase(text::ask))) {
    voice.say(text::declined);
    return exit_fine;
  }
  const nlohmann::json request{{"verb", "import"}, {"what", what}, {"name", name}, {"csv", csv}};
  if (const auto answer = ask_daemon(config.database, request)) {
    if (answer->contains("error")) throw Explained(refused(*answer));
  } else {
    const DatabaseLock lock(config.database);
    Taker(config, what, storage::Database::Access::write).write(csv, name);
  }
  voice.say(text::done);
  return exit_fine;
}

}  // namespace banwei::cli
