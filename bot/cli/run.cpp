// run and run --check.
#include <boost/asio/signal_set.hpp>
#include <functional>

#include "bot/app.h"
#include "bot/cli/verbs.h"

namespace banwei::cli {

namespace asio = boost::asio;

namespace text {

constexpr Sentence fine{"{} 没有问题", "{} is fine"};

}  // namespace text

int run(const std::string& path) {
  const Config config = read_config(path);
  Log log(config.log_level);
  SystemClock clock;
  asio::io_context io{1};
  App app(io, config, clock, log);

  asio::signal_set end(io, SIGTERM, SIGINT);
  asio::signal_set again(io, SIGHUP);
  end.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    again.cancel();
    app.stop();
  });
  std::function<void()> reload_on_signal = [&] {
    again.async_wait([&](const boost::system::error_code& error, int) {
      if (error) return;
      try {
        app.reload(read_config(path));
      } catch (const ConfigError& mistake) {
        log.error("the configuration was not reloaded", {{"why", mistake.what()}});
      }
      reload_on_signal();
    });
  };
  reload_on_signal();

  app.start();
  log.info("started", {{"version", BANWEI_VERSION}});
  io.run();
  log.info("stopped");
  return exit_fine;
}

int check(const std::string& path, Voice& voice) {
  (void)read_config(path);
  voice.say(text::fine, path);
  return exit_fine;
}

}  // namespace banwei::cli
