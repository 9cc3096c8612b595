#include "bot/config.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

#include "bot/net/listen.h"
#include "bot/net/target.h"
#include "bot/toml_file.h"
#include "bot/web/operations.h"
#include "handlers/args.h"
#include "handlers/common/calendar_file.h"
#include "handlers/language/strings.h"

namespace banwei {

namespace fs = std::filesystem;

namespace text {

constexpr Sentence too_few{"至少是 1", "must be 1 at least"};
constexpr Sentence must_be_accounts{"里要是 QQ 号：[\"10001\"]", "must hold account numbers: [\"10001\"]"};
constexpr Sentence no_gateway{"[gateway] 的 url 和 listen 都没写：写一个，或两个都写",
                              "[gateway] has neither url nor listen: give one of them, or both"};
constexpr Sentence odd_token{"网关令牌里有空格或放不进请求头的字符：两边换一个",
                             "the gateway's token holds a blank or a sign that fits no header: give both ends another"};
constexpr Sentence token_file{"令牌文件 {} {}", "the token file {} {}"};
constexpr Sentence token_is_folder{"是文件夹，不是文件", "is a folder and no file"};
constexpr Sentence token_unreadable{"读不了：建好这个文件，权限 0600，归运行 banwei 的用户",
                                    "cannot be read: create it as a file with mode 0600, owned by whoever runs banwei"};
constexpr Sentence token_open{"别的用户也能读：chmod 600", "can be read by others: chmod 600 it"};
constexpr Sentence token_large{"比任何令牌都大：里面写网关的访问令牌",
                               "is larger than any token: write the gateway's access token into it"};
constexpr Sentence token_empty{"是空的：里面写网关的访问令牌", "is empty: write the gateway's access token into it"};
constexpr Sentence no_folder{"文件夹 {} 不存在：先建好它，或改成别的",
                             "leads to the folder {}, which does not exist: make it, or name another"};
constexpr Sentence not_there{"{} 不存在：检查路径", "names {}, which does not exist: check the path"};
constexpr Sentence is_folder{"{} 是文件夹，不是文件", "names {}, which is a folder and no file"};
constexpr Sentence not_runnable{"{} 不能运行：chmod +x", "names {}, which cannot be run: chmod +x it"};
constexpr Sentence unreadable{"{} 读不了：把 config.example.toml 抄成这个文件再改",
                              "{} cannot be read: copy config.example.toml there and edit it"};
constexpr Sentence config_is_folder{"{} 是文件夹，不是文件：写配置文件的名字，如 {}/config.toml",
                                    "{} is a folder and no file: name the file, {}/config.toml"};
constexpr Sentence too_large{"{} 超过 1 MiB：这不是 banwei 的配置",
                             "{} is larger than 1 MiB: that is no configuration of banwei"};

}  // namespace text

namespace {

constexpr std::size_t file_limit = 1U << 20U;
constexpr std::size_t token_limit = 4096;

/// What only a restart changes: the line, the file and the zone are built once.
constexpr std::string_view fixed_keys[] = {"gateway.", "storage.", "pace.", "college.zone", "operations."};

/// The first line of a file that nobody else of this machine may read. A credential stands in a folder that the system
/// keeps closed, so its own mode, where an access list shows as the group's, says nothing.
std::string read_token(const fs::path& path, bool credential) {
  const auto refuse = [&](const Sentence& why) { throw Explained(text::token_file, path.string(), why); };
  if (fs::is_directory(path)) refuse(text::token_is_folder);
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // A pipe is no file to wait for.
  struct stat status {};
  if (file < 0 || fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    close(file);
    refuse(text::token_unreadable);
  }
  std::string token(token_limit, '\0');
  const ssize_t size = read(file, token.data(), token.size());
  close(file);
  if (!credential && (status.st_mode & 077U) != 0) refuse(text::token_open);
  token.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  if (token.size() == token_limit) refuse(text::token_large);
  token = trim(token.substr(0, token.find('\n')));
  if (token.empty()) refuse(text::token_empty);
  return token;
}

/// Looks into token_file, else systemd's credential, else the environment.
std::string find_token(const std::string& folder, const std::string& token_file) {
  if (!token_file.empty()) return read_token(fs::path(folder) / token_file, false);
  if (const char* credentials = std::getenv("CREDENTIALS_DIRECTORY"); credentials != nullptr) {
    const fs::path path = fs::path(credentials) / "gateway_token";
    if (fs::exists(path)) return read_token(path, true);
  }
  const char* token = std::getenv("BANWEI_TOKEN");
  return token == nullptr ? "" : token;
}

void check_account(const std::string& account) {
  if (account.empty() || account.size() > 20 || account.find_first_not_of("0123456789") != std::string::npos)
    throw Explained(text::must_be_accounts);
}

void read_gateway(TomlSection& gateway, Config& config, std::string& token_file) {
  gateway.text("url", config.gateway_url, [](const std::string& url) {
    if (!url.empty()) (void)net::target_of(url);
  });
  gateway.text("listen", config.gateway_listen);
  gateway.text("token_file", token_file);
  gateway.text("ca_file", config.gateway_ca_file);
  gateway.flag("accept_query_token", config.gateway_accept_query_token);
  gateway.flag("insecure", config.gateway_insecure);
  gateway.done();
}

void read_college(TomlSection& college, Config& config, std::string& calendar) {
  college.text("zone", config.zone, [](const std::string& zone) { (void)Zone(zone); });
  college.texts("keepers", config.admins, check_account);
  college.text("calendar", calendar);
  college.times("lessons", config.settings.lessons.begin);
  college.done();
}

void read_operations(TomlSection& operations, Config& config) {
  operations.text("alarm_command", config.alarm_command);
  operations.text("listen", config.operations_listen, [](const std::string& listen) {
    if (!listen.empty()) (void)web::local_listen(listen);
  });
  operations.done();
}

void read_pace(TomlSection& pace, RateLimits& budgets) {
  pace.seconds("send_seconds", budgets.account);
  pace.number("send_burst", budgets.burst, 100);
  pace.number("sends_per_hour", budgets.account_hour, 100'000);
  pace.seconds("group_seconds", budgets.group);
  pace.number("group_lines_per_hour", budgets.group_hour, 10'000);
  pace.number("group_answers_per_minute", budgets.group_answers, 10'000);
  pace.seconds("whisper_seconds", budgets.whisper);
  pace.done();
}

/// Paths begin at the folder of the file; what they name must be there.
void find_files(Config& config, const std::string& folder, TomlSection& storage, TomlSection& gateway,
                TomlSection& operations) {
  const auto placed = [&](std::string& path) {
    if (!path.empty()) path = (fs::path(folder) / path).string();
  };
  placed(config.database);
  placed(config.gateway_ca_file);
  placed(config.alarm_command);
  const fs::path home = fs::absolute(config.database).parent_path();
  if (!fs::is_directory(home)) storage.wrong("database", phrase(text::no_folder, home.string()));
  if (fs::is_directory(config.database)) storage.wrong("database", phrase(text::is_folder, config.database));
  const auto look = [](TomlSection& section, const char* key, const std::string& path) {
    if (path.empty()) return false;
    if (!fs::exists(path)) section.wrong(key, phrase(text::not_there, path));
    if (fs::is_directory(path)) section.wrong(key, phrase(text::is_folder, path));
    return fs::is_regular_file(path);
  };
  (void)look(gateway, "ca_file", config.gateway_ca_file);
  if (look(operations, "alarm_command", config.alarm_command) && access(config.alarm_command.c_str(), X_OK) != 0)
    operations.wrong("alarm_command", phrase(text::not_runnable, config.alarm_command));
}

void read_token(Config& config, const std::string& folder, const std::string& token_file, Mistakes& mistakes) {
  try {
    config.gateway_token = find_token(folder, token_file);
  } catch (const Explained& error) {
    mistakes.add(error.why());
  }
  const bool odd = std::any_of(config.gateway_token.begin(), config.gateway_token.end(),
                               [](char sign) { return sign < '!' || sign > '~'; });
  if (odd) mistakes.add(phrase(text::odd_token));
}

/// Files that the configuration names and that are read while it is.
struct Outside {
  std::string token_file;
  std::string calendar;
};

/// What is opened and connected to later: found wrong now, with the line it stands in.
void try_out(Config& config, const Outside& outside, const TomlSection& gateway, const TomlSection& college,
             const std::string& folder, Mistakes& mistakes) {
  const auto attempt = [&](const TomlSection& section, const char* key, const auto& act) {
    try {
      act();
    } catch (const std::exception& error) {
      mistakes.add(section.line(key), {}, why(error));
    }
  };
  read_token(config, folder, outside.token_file, mistakes);
  const bool has_token = !config.gateway_token.empty() || !outside.token_file.empty();
  attempt(gateway, "url", [&] {
    if (!config.gateway_url.empty()) (void)net::dial_target(config.gateway_url, has_token, config.gateway_insecure);
  });
  attempt(gateway, "listen", [&] {
    if (!config.gateway_listen.empty()) (void)net::listen_of(config.gateway_listen, has_token, config.gateway_insecure);
  });
  attempt(college, "calendar", [&] {
    if (!outside.calendar.empty())
      config.settings.calendar = calendar_of_file((fs::path(folder) / outside.calendar).string());
  });
}

}  // namespace

Config parse_config(const std::string& text, const std::string& name, const std::string& folder) {
  Mistakes mistakes(name);
  const auto file = parsed_toml(text, name, mistakes);
  if (!file) throw ConfigError(mistakes.all());
  const toml::table& root = *file;
  Config config;
  Outside outside;
  std::vector<std::string> sections;
  const auto section = [&](const char* title) {
    sections.emplace_back(title);
    return TomlSection(root, title, mistakes, config.values);
  };

  TomlSection gateway = section("gateway");
  read_gateway(gateway, config, outside.token_file);
  TomlSection storage = section("storage");
  storage.text("database", config.database);
  storage.number("backups", config.backups, 31);
  if (config.backups < 1) storage.wrong("backups", phrase(text::too_few));
  storage.done();
  TomlSection college = section("college");
  read_college(college, config, outside.calendar);
  TomlSection chat = section("chat");
  chat.one_of("ack", {{"auto", Ack::automatic}, {"reply", Ack::reply}}, config.ack);
  chat.time("quiet_from", config.settings.quiet.from);
  chat.time("quiet_until", config.settings.quiet.until);
  chat.done();
  for (const auto& [title, read] : config.settings.tables()) {
    TomlSection table = section(title);
    read(table);
    table.done();
  }
  TomlSection operations = section("operations");
  read_operations(operations, config);
  TomlSection pace = section("pace");
  read_pace(pace, config.pace);
  TomlSection log = section("log");
  log.one_of("level",
             {{"debug", Log::Level::debug},
              {"info", Log::Level::info},
              {"warning", Log::Level::warning},
              {"error", Log::Level::error}},
             config.log_level);
  log.done();

  find_strangers(root, sections, mistakes);
  if (config.gateway_url.empty() && config.gateway_listen.empty())
    mistakes.add(gateway.line("url"), {}, phrase(text::no_gateway));

  find_files(config, folder, storage, gateway, operations);
  try_out(config, outside, gateway, college, folder, mistakes);
  if (mistakes.any()) throw ConfigError(mistakes.all());
  return config;
}

Config read_config(const std::string& path) {
  if (fs::is_directory(path)) throw ConfigError(text::config_is_folder, path, path);
  std::ifstream in(path, std::ios::binary);
  std::string text(file_limit + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.is_open() || in.bad()) throw ConfigError(text::unreadable, path);
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > file_limit) throw ConfigError(text::too_large, path);
  return parse_config(text, path, fs::path(path).parent_path().string());
}

ConfigChanges changes(const Config& before, const Config& after) {
  ConfigChanges result;
  for (const auto& [key, value] : after.values) {
    const auto old = before.values.find(key);
    if (old != before.values.end() && old->second == value) continue;
    const bool fixed = std::any_of(std::begin(fixed_keys), std::end(fixed_keys),
                                   [&key = key](std::string_view head) { return key.starts_with(head); });
    (fixed ? result.restart : result.live).push_back(key);
  }
  if (before.gateway_token != after.gateway_token) result.restart.emplace_back("the gateway's token");
  return result;
}

}  // namespace banwei
