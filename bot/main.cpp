// The command line: arguments in, one verb, an exit code out.
#include <sys/resource.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "bot/app.h"
#include "bot/cli/verbs.h"

namespace banwei {
namespace {

constexpr const char* exit_codes =
    "Exit codes: 0 done; 1 it could not be done, or doctor found something; 64 a mistake in the command line;\n"
    "75 another banwei holds the database; 78 a mistake in the configuration.";

int main(int argc, char** argv) {
  umask(077);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);

  CLI::App cli{"banwei (班委): the class committee member who never sleeps"};
  cli.set_version_flag("--version", std::string("banwei ") + BANWEI_VERSION);
  cli.footer(exit_codes);
  cli.require_subcommand(1);
  std::string config = "config.toml";
  std::string file;
  std::string data = "sandbox";
  std::uint16_t port = 8080;
  bool only_check = false;
  bool force = false;
  bool as_json = false;
  cli::Question question;
  int code = 0;

  const auto verb = [&](CLI::App& above, const char* name, const char* help, auto act) {
    auto* command = above.add_subcommand(name, help);
    command->callback([&code, act] { code = act(); });
    return command;
  };
  const auto with_config = [&](CLI::App* command) {
    command->add_option("--config", config, "the configuration")->capture_default_str();
    return command;
  };

  with_config(verb(cli, "run", "serve the groups of one gateway until SIGTERM; SIGHUP reads the configuration again",
                   [&] { return only_check ? cli::check(config, std::cout) : cli::run(config); }))
      ->add_flag("--check", only_check, "check the configuration and do nothing else");

  auto* sandbox = verb(cli, "sandbox", "try the bot with two demo classes on a page of this machine",
                       [&] { return cli::sandbox(port, data, std::cout); });
  sandbox->add_option("--port", port, "the page's port on 127.0.0.1; 0 takes a free one")->capture_default_str();
  sandbox->add_option("--data", data, "the folder of its database")->capture_default_str();

  auto* roster = cli.add_subcommand("roster", "who is in which class");
  roster->require_subcommand(1);
  with_config(verb(*roster, "import",
                   "read a roster from a CSV file in UTF-8 (- is standard input), while the bot runs or not",
                   [&] { return cli::import_roster(config, file, std::cout, std::cerr); }))
      ->add_option("FILE", file, "学号 姓名 班级 QQ …, or 工号 姓名 班级 QQ 角色 for staff")
      ->required();

  with_config(verb(cli, "doctor", "look at configuration, database, clock, disk and gateway, and say what to mend",
                   [&] { return cli::doctor(config, std::cout); }));

  auto* explain = with_config(verb(cli, "explain", "what the bot understands of a message, as JSON; nobody hears of it",
                                   [&] { return cli::explain(config, question, std::cout); }));
  auto* what = explain->add_option_group("what")->require_option(1);
  what->add_option("TEXT", question.text, "the message");
  what->add_option("--file", question.file, "or a text file, such as a chat's log: one message a line");
  explain->add_option("--as", question.who, "who says it: name, number or account")->required();
  explain->add_option("--class", question.klass, "in whose group; the speaker's own when not given");
  explain->add_option("--at", question.at, "when: 2020-03-11T09:30 by the college's clock; now when not given");
  explain->add_flag("--private", question.in_private, "in private instead of in the group");

  with_config(verb(cli, "status", "how the running bot fares, or what its file says when none runs", [&] {
    return cli::status(config, as_json, std::cout);
  }))->add_flag("--json", as_json, "for programs");

  with_config(verb(cli, "clock", "tell the running bot that the machine's clock is right although it jumped",
                   [&] { return cli::clock(config, std::cout); }));

  auto* backup = with_config(verb(cli, "backup",
                                  "copy the database to a file, checked and of mode 0600, while the bot runs or not",
                                  [&] { return cli::backup(config, file, force, std::cout); }));
  backup->add_option("FILE", file, "the copy")->required();
  backup->add_flag("--force", force, "replace a file that is there");

  try {
    cli.parse(argc, argv);
    return code;
  } catch (const CLI::ParseError& error) {
    return cli.exit(error) == 0 ? cli::exit_fine : cli::exit_usage;
  } catch (const Locked& error) {
    std::cerr << error.what() << "\n";
    return cli::exit_locked;
  } catch (const ConfigError& error) {
    std::cerr << error.what() << "\n";
    return cli::exit_config;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return cli::exit_fault;
  }
}

}  // namespace
}  // namespace banwei

int main(int argc, char** argv) { return banwei::main(argc, argv); }
