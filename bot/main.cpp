// The command line: flags and config in, one of the house's jobs until SIGTERM, an exit code out.
#include <sys/resource.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <boost/asio/signal_set.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "bot/app.h"
#include "bot/web/demo.h"
#include "bot/web/sandbox.h"
#include "bot/web/sandbox_clock.h"
#include "handlers/members/roster_csv.h"
#include "handlers/members/roster_import.h"

namespace banwei {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

constexpr int exit_fault = 1;
constexpr int exit_locked = 75;  // EX_TEMPFAIL: another process holds the database

int run(const std::string& config_path) {
  const Config config = read_config(config_path);
  Log log;
  SystemClock clock;
  asio::io_context io{1};
  App app(io, config, clock, log);
  asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (!error) app.stop();
  });
  app.start();
  log.info("started");
  io.run();
  log.info("stopped");
  return 0;
}

/// Reads, checks and stores a roster; prints what came of it. Nothing is stored when a row is wrong.
int import_roster(const std::string& database, const std::string& text) {
  const members::Roster parsed = members::read_roster(text);
  if (!parsed.problems.empty()) {
    for (const members::RosterProblem& problem : parsed.problems) std::cerr << members::to_string(problem) << "\n";
    std::cerr << "名单有 " << parsed.problems.size() << " 处要改，什么都没有写入。改好后再导入一次\n";
    return exit_fault;
  }
  storage::Database connection(database, storage::Database::Access::write);
  storage::Stores stores(connection);
  const auto counts = members::import_roster(stores, parsed, SystemClock().wall());
  std::cout << "新增 " << counts.added << " 更新 " << counts.updated << " 不变 " << counts.unchanged << "\n";
  return 0;
}

int import_roster_file(const std::string& config_path, const std::string& file) {
  const Config config = read_config(config_path);
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file + " 打不开：请检查路径");
  std::stringstream text;
  text << in.rdbuf();
  const DatabaseLock lock(config.database);
  return import_roster(config.database, text.str());
}

int sandbox(std::uint16_t port, const std::string& data) {
  fs::create_directories(data);
  Config config;
  config.database = (fs::path(data) / "banwei.db").string();
  web::SandboxOptions options;
  options.fresh = !fs::exists(config.database);
  web::SandboxClock clock;
  {
    const DatabaseLock lock(config.database);
    storage::Database connection(config.database, storage::Database::Access::write);
    storage::Stores stores(connection);
    for (const std::string_view roster : {web::demo_students(), web::demo_staff()}) {
      members::import_roster(stores, members::read_roster(roster), clock.wall());
    }
  }
  Log log(Log::Level::warning);
  asio::io_context io{1};
  web::Server server(io, "127.0.0.1", port);
  options.move_clock = [&clock](Utc to) { clock.move_to(to); };
  web::Sandbox gateway(server, io, clock, web::demo_campus(), std::move(options));
  server.start();
  config.gateway_url = "ws://127.0.0.1:" + std::to_string(server.port()) + web::Sandbox::onebot_path;
  App app(io, config, clock, log);
  asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    app.stop();
    gateway.stop();
    server.stop();
  });
  app.start();
  std::cout << "沙盒已启动，用浏览器打开 http://127.0.0.1:" << server.port() << "/ （Ctrl+C 结束）\n"
            << "数据库在 " << fs::absolute(config.database).string() << std::endl;
  io.run();
  return 0;
}

int main(int argc, char** argv) {
  umask(077);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);

  CLI::App cli{"banwei (班委): the class committee member who never sleeps"};
  cli.set_version_flag("--version", std::string("banwei ") + BANWEI_VERSION);
  cli.require_subcommand(1);
  std::string config = "config.toml";
  std::string file;
  std::string data = "sandbox";
  std::uint16_t port = 8080;
  int code = 0;

  auto* run_command = cli.add_subcommand("run", "serve the groups of one gateway until SIGTERM");
  run_command->add_option("--config", config, "the configuration")->capture_default_str();
  run_command->callback([&] { code = run(config); });

  auto* sandbox_command = cli.add_subcommand("sandbox", "try the bot with two demo classes on a page of this machine");
  sandbox_command->add_option("--port", port, "the page's port on 127.0.0.1; 0 takes a free one")
      ->capture_default_str();
  sandbox_command->add_option("--data", data, "the folder of its database")->capture_default_str();
  sandbox_command->callback([&] { code = sandbox(port, data); });

  auto* roster_command = cli.add_subcommand("roster", "who is in which class");
  roster_command->require_subcommand(1);
  auto* import_command = roster_command->add_subcommand("import", "read a roster from a CSV file in UTF-8");
  import_command->add_option("FILE", file, "学号 姓名 班级 QQ …, or 工号 姓名 班级 QQ 角色 for staff")->required();
  import_command->add_option("--config", config, "the configuration")->capture_default_str();
  import_command->callback([&] { code = import_roster_file(config, file); });

  try {
    cli.parse(argc, argv);
    return code;
  } catch (const CLI::ParseError& error) {
    return cli.exit(error);
  } catch (const Locked& error) {
    std::cerr << error.what() << "\n";
    return exit_locked;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return exit_fault;
  }
}

}  // namespace
}  // namespace banwei

int main(int argc, char** argv) { return banwei::main(argc, argv); }
