// clock: an admin says that the machine's clock is right although it jumped.
#include "bot/cli/verbs.h"
#include "bot/config.h"
#include "bot/control.h"
#include "handlers/common/wording.h"
#include "handlers/common/zone.h"

namespace banwei::cli {

namespace text {

constexpr Sentence none_runs{"banwei 没有在运行：时钟跳变只有运行中的 banwei 才会怀疑，先启动它",
                             "banwei does not run: only a running one doubts a clock; start it"};
constexpr Sentence believed{"好，从现在起按这个时间办：{} {}", "from now on it is {} {}"};
constexpr Sentence undoubted{"时钟本来就没有疑问：{} {}", "nobody doubted the clock: {} {}"};

}  // namespace text

int clock(const std::string& config_path, Voice& voice) {
  const Config config = read_config(config_path);
  const auto answer = ask_daemon(config.database, {{"verb", "clock"}});
  if (!answer) throw Explained(text::none_runs);
  if (answer->contains("error")) throw Explained(refused(*answer));
  const Moment now = Zone(config.zone).at(Utc{std::chrono::seconds{answer->at("now").get<std::int64_t>()}});
  voice.say(answer->at("doubted").get<bool>() ? text::believed : text::undoubted, iso(now.day()),
            wording::hour_minute(now.time_of_day()));
  return exit_fine;
}

}  // namespace banwei::cli
