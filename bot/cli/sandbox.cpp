// sandbox: the real bot before a gateway of its own, with two demo classes and a chat page.
#include "bot/sandbox/sandbox.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <ostream>

#include "bot/app.h"
#include "bot/cli/verbs.h"
#include "bot/sandbox/clock.h"
#include "bot/sandbox/demo.h"
#include "bot/sandbox/live_day.h"
#include "handlers/members/roster_import.h"
#include "handlers/members/roster_reader.h"

namespace banwei::cli {

namespace asio = boost::asio;
namespace fs = std::filesystem;

constexpr std::size_t largest_file = 8 << 20;  // In bytes: a roster of 5 MiB is 7 as base64.

namespace text {

constexpr Sentence started{"沙盒已启动，用浏览器打开 http://127.0.0.1:{}/ （Ctrl+C 结束）",
                           "the sandbox is ready: open http://127.0.0.1:{}/ (Ctrl+C ends it)"};
constexpr Sentence database{"数据库在 {}", "its database: {}"};
constexpr Sentence verbs{"别的命令也能看它：banwei status --config {}",
                         "other verbs see it, too: banwei status --config {}"};
constexpr Sentence day{"{:>3}% {} {:02}:{:02}  大家说了{}句  我回了{}次（群里{}条）  提醒老师{}次",
                       "{:>3}% {} {:02}:{:02}  {} lines said  {} answers ({} in groups)  {} alerts to teachers"};
constexpr Sentence line_down{"  线断了", "  the line is down"};
constexpr Sentence day_over{"这个早上演完了。网页还开着；台账：banwei ledger --config {} --date {}",
                            "the morning is over; the page stays. Its ledger: banwei ledger --config {} --date {}"};
constexpr auto config =
    "# 沙盒的数据库，给别的命令用：banwei status --config 这个文件\n[storage]\ndatabase = \"banwei.db\"\n";

}  // namespace text

namespace {

/// ████░░░░░░
std::string bar(int percent) {
  constexpr int length = 20;
  std::string drawn;
  for (int i = 0; i < length; ++i) drawn += i * 100 < percent * length ? "█" : "░";
  return drawn;
}

/// The next morning that has not begun.
Utc next_midnight(const Zone& zone, Utc now) {
  constexpr std::chrono::hours begun{7};
  const Moment at = zone.at(now);
  return zone.utc(at.day() + std::chrono::days{at.time_of_day() < begun ? 0 : 1});
}

/// A line that is written over on a terminal; elsewhere one for every half hour.
void show(const sandbox::LiveDay::Progress& now, Voice& voice) {
  constexpr int first = 7 * 60 + 30;
  constexpr int last = 12 * 60 + 5;
  constexpr int half_hour = 30;
  const int minute = static_cast<int>(now.now.count());
  const int percent = std::clamp((minute - first) * 100 / (last - first), 0, 100);
  if (!voice.attended() && minute % half_hour != 0 && !now.over && !now.down) return;
  voice.out() << (voice.attended() ? "\r" : "")
              << voice.words(text::day, percent, bar(percent), minute / 60, minute % 60, now.said, now.answered,
                             now.in_groups, now.alerts)
              << (now.down ? voice.words(text::line_down) : "") << (voice.attended() && !now.over ? "" : "\n")
              << std::flush;
}

/// Puts the people into the file, with the clock where it was left, also when the program was killed after it had been
/// moved ahead.
void settle_in(const std::string& database, const sandbox::CollegePeople& people, sandbox::SandboxClock& clock) {
  const DatabaseLock lock(database);
  storage::Database connection(database, storage::Database::Access::write);
  storage::Stores stores(connection);
  for (const auto& left : {stores.inbox.latest(), stores.schedule.horizon()})
    if (left && *left > clock.wall()) clock.move_to(*left);
  // They have been there for long when the sandbox is new: nobody is welcomed.
  const Utc since = clock.wall() - std::chrono::days{stores.members.classes().empty() ? 30 : 0};
  for (const std::string& roster : {people.students, people.staff})
    members::import_roster(stores, members::read_roster(roster), since);
}

/// A college of as many students as were asked for, or nobody where no day is played.
sandbox::CollegeDay day_of(const SandboxPlay& play) {
  using sandbox::CollegeDay;
  constexpr std::uint64_t seed = 20'200'311;
  if (!play.day) return {seed, 0, 0};
  const auto students = static_cast<std::size_t>(play.students);
  const std::size_t classes = students * CollegeDay::usual_classes / CollegeDay::usual_students;
  return {seed, students, std::max<std::size_t>(1, classes)};
}

Config config_of(const std::string& data) {
  Config config;
  config.database = (fs::path(data) / "banwei.db").string();
  config.settings.care.hotline = "12356";
  config.pace = RateLimits::off();  // Nobody there is bothered, and whoever tries it waits for answers.
  return config;
}

/// Says where the page and the database are, and leaves a file by which other verbs find it.
fs::path introduce(const std::string& data, const Config& config, std::uint16_t port, Voice& voice) {
  voice.say(text::started, port);
  voice.say(text::database, fs::absolute(config.database).string());
  const fs::path named = fs::path(data) / "config.toml";
  if (!fs::exists(named)) std::ofstream(named) << text::config;
  voice.say(text::verbs, fs::absolute(named).string());
  voice.out().flush();
  return fs::absolute(named);
}

}  // namespace

int sandbox(std::uint16_t port, const std::string& place, const SandboxPlay& play, Voice& voice) {
  const sandbox::CollegeDay day = day_of(play);
  const sandbox::CollegePeople people =
      play.day ? people_of(day)
               : sandbox::CollegePeople{std::string(sandbox::demo_students()), std::string(sandbox::demo_staff()),
                                        sandbox::demo_campus()};
  const std::string data = play.day ? (fs::path(place) / "day").string() : place;
  fs::create_directories(data);
  Config config = config_of(data);
  sandbox::SandboxOptions options;
  options.fresh = !fs::exists(config.database);
  sandbox::SandboxClock clock;
  settle_in(config.database, people, clock);
  Log log(Log::Level::error);  // What would be told to an admin only puzzles whoever tries it.
  asio::io_context io{1};
  net::Server server(io, "127.0.0.1", port, {.message = largest_file, .body = largest_file});
  options.move_clock = [&clock](Utc to) { clock.move_to(to); };
  sandbox::Sandbox gateway(server, io, clock, people.campus, std::move(options));
  server.start();
  config.gateway_url = "ws://127.0.0.1:" + std::to_string(server.port()) + sandbox::Sandbox::onebot_path;
  App app(io, config, clock, log);
  app.show([&](const Message& message, const nlohmann::ordered_json& why) {
    asio::post(io, [&gateway, id = message.id, lines = why.at("lines").get<std::vector<std::string>>()] {
      gateway.explain(id, lines);
    });
  });
  std::function<void()> stop_playing;
  asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    if (stop_playing) stop_playing();
    app.stop();
    gateway.stop();
    server.stop();
  });
  app.start();
  const fs::path named = introduce(data, config, server.port(), voice);
  const Zone zone(config.zone);
  const Utc midnight = next_midnight(zone, clock.wall());
  sandbox::LiveDay live(
      io, gateway, day, midnight, std::chrono::milliseconds{play.minute}, [&](Utc to) { clock.move_to(to); },
      [&](const sandbox::LiveDay::Progress& now) {
        show(now, voice);
        if (now.over) voice.say(text::day_over, named.string(), iso(zone.at(midnight).day()));
        voice.out().flush();
      });
  if (play.day) live.start();
  stop_playing = [&live] { live.stop(); };
  io.run();
  return exit_fine;
}

}  // namespace banwei::cli
