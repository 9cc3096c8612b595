// clock: an admin says that the machine's clock is right although it jumped.
#include <ostream>

#include "bot/cli/verbs.h"
#include "bot/config.h"
#include "bot/control.h"
#include "handlers/common/wording.h"
#include "handlers/common/zone.h"

namespace banwei::cli {

int clock(const std::string& config_path, std::ostream& out) {
  const Config config = read_config(config_path);
  const auto answer = ask_daemon(config.database, {{"verb", "clock"}});
  if (!answer) throw std::runtime_error("banwei 没有在运行：时钟跳变只有运行中的 banwei 才会怀疑，先启动它");
  if (answer->contains("error")) throw std::runtime_error(answer->at("error").get<std::string>());
  const Moment now = Zone(config.zone).at(Utc{std::chrono::seconds{answer->at("now").get<std::int64_t>()}});
  out << (answer->at("doubted").get<bool>() ? "好，从现在起按这个时间办：" : "时钟本来就没有疑问：") << iso(now.day())
      << " " << wording::hour_minute(now.time_of_day()) << "\n";
  return exit_fine;
}

}  // namespace banwei::cli
