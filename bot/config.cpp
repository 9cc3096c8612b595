#include "bot/config.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

#include "bot/distance.h"
#include "bot/net/listen.h"
#include "bot/net/target.h"
#include "bot/web/operations.h"
#include "handlers/args.h"
#include "handlers/common/calendar_file.h"
#include "handlers/settings_table.h"

namespace banwei {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t file_limit = 1U << 20U;
constexpr std::size_t token_limit = 4096;
constexpr std::size_t near = 3;  // so many wrong letters still suggest the key that was meant

/// What only a restart changes: the line, the file and the zone are built once.
constexpr std::string_view fixed_keys[] = {"gateway.", "storage.", "pace.", "college.zone", "operations."};

std::string nearest(std::string_view wrong, const std::vector<std::string>& known) {
  const auto best = std::min_element(known.begin(), known.end(), [&](const auto& a, const auto& b) {
    return distance(wrong, a) < distance(wrong, b);
  });
  return best != known.end() && distance(wrong, *best) <= near ? *best : "";
}

std::string list_of(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

/// Takes the keys of one table one by one; whatever is left at the end is unknown.
class Section final : public SettingsTable {
 public:
  Section(const toml::table& root, std::string name, const std::string& file,
          std::map<std::string, std::string>& values)
      : name_(std::move(name)), file_(file), values_(values) {
    const toml::node* node = root.get(name_);
    if (node == nullptr) return;
    table_ = node->as_table();
    if (table_ == nullptr) fail(*node, name_, "must be a table: write [" + name_ + "]");
  }

  void text(const char* key, std::string& into, const Check& check = {}) override {
    if (const toml::node* node = take(key)) {
      const auto value = node->value_exact<std::string>();
      if (!value) fail(*node, key, "must be a text in quotes");
      if (check) checked(*node, key, *value, check);
      into = *value;
    }
    note(key, into);
  }

  void texts(const char* key, std::vector<std::string>& into, const Check& check = {}) {
    if (const toml::node* node = take(key)) {
      const toml::array* list = node->as_array();
      if (list == nullptr) fail(*node, key, "must be a list of texts: [\"10001\"]");
      for (const toml::node& entry : *list) {
        const auto value = entry.value_exact<std::string>();
        if (!value) fail(entry, key, "must hold texts in quotes: [\"10001\"]");
        if (check) checked(entry, key, *value, check);
        into.push_back(*value);
      }
    }
    note(key, list_of(into));
  }

  void number(const char* key, int& into, int most) override {
    if (const toml::node* node = take(key)) {
      const auto value = node->value_exact<std::int64_t>();
      if (!value || *value < 0 || *value > most) fail(*node, key, fmt::format("must be a whole number up to {}", most));
      into = static_cast<int>(*value);
    }
    note(key, std::to_string(into));
  }

  template <class Duration>
  void seconds(const char* key, Duration& into) {
    int value = static_cast<int>(std::chrono::floor<std::chrono::seconds>(into).count());
    number(key, value, 3600);
    into = std::chrono::seconds{value};
  }

  void time(const char* key, std::chrono::minutes& into) override {
    if (const toml::node* node = take(key)) {
      const auto value = node->value_exact<toml::time>();
      if (!value) fail(*node, key, "must be a time of day without quotes: 11:00:00");
      into = std::chrono::hours{value->hour} + std::chrono::minutes{value->minute};
    }
    note(key, std::to_string(into.count()));
  }

  void time(const char* key, std::optional<std::chrono::minutes>& into) override {
    const toml::node* node = table_ == nullptr ? nullptr : table_->get(key);
    if (node != nullptr && node->value_exact<bool>() == false) {
      (void)take(key);
      into.reset();
      return note(key, "false");
    }
    std::chrono::minutes at = into.value_or(std::chrono::minutes{0});
    time(key, at);
    if (into || node != nullptr) into = at;
  }

  void flag(const char* key, bool& into) override {
    if (const toml::node* node = take(key)) {
      const auto value = node->value_exact<bool>();
      if (!value) fail(*node, key, "must be true or false");
      into = *value;
    }
    note(key, into ? "true" : "false");
  }

  template <class T>
  void one_of(const char* key, const std::vector<std::pair<std::string, T>>& words, T& into) {
    const auto same = [&](const auto& word) { return word.second == into; };
    std::string value = std::find_if(words.begin(), words.end(), same)->first;
    text(key, value, [&](const std::string& given) {
      std::vector<std::string> all;
      for (const auto& [word, meaning] : words) all.push_back('"' + word + '"');
      if (std::none_of(words.begin(), words.end(), [&](const auto& word) { return word.first == given; }))
        throw std::invalid_argument("must be one of " + list_of(all));
    });
    into = std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.first == value; })->second;
  }

  void done() {
    if (table_ == nullptr) return;
    for (const auto& [key, node] : *table_) {
      const std::string wrong(key.str());
      if (std::find(keys_.begin(), keys_.end(), wrong) != keys_.end()) continue;
      const std::string meant = nearest(wrong, keys_);
      fail(node, wrong,
           "is not a key of [" + name_ + "]; " +
               (meant.empty() ? "the keys are " + list_of(keys_) : "did you mean " + meant + "?"));
    }
  }

 private:
  const toml::node* take(const char* key) {
    keys_.emplace_back(key);
    return table_ == nullptr ? nullptr : table_->get(key);
  }

  void note(const char* key, const std::string& value) { values_[name_ + "." + key] = value; }

  void checked(const toml::node& node, const char* key, const std::string& value, const Check& check) const {
    try {
      check(value);
    } catch (const std::exception& error) {
      fail(node, std::string(key) + ":", error.what());
    }
  }

  [[noreturn]] void fail(const toml::node& node, const std::string& key, const std::string& what) const {
    throw ConfigError(fmt::format("{}:{}: {} {}", file_, node.source().begin.line, key, what));
  }

  std::string name_;
  const std::string& file_;
  std::map<std::string, std::string>& values_;
  const toml::table* table_ = nullptr;
  std::vector<std::string> keys_;
};

/// The first line of a file that nobody else of this machine may read. A credential stands in a folder that the system
/// keeps closed, so its own mode, where an access list shows as the group's, says nothing.
std::string read_token(const fs::path& path, bool credential) {
  const auto refuse = [&](const char* why) { throw ConfigError("the token file " + path.string() + " " + why); };
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe is no file to wait for
  struct stat status {};
  if (file < 0 || fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    close(file);
    refuse("cannot be read: create it as a file with mode 0600, owned by whoever runs banwei");
  }
  std::string token(token_limit, '\0');
  const ssize_t size = read(file, token.data(), token.size());
  close(file);
  if (!credential && (status.st_mode & 077U) != 0) refuse("can be read by others: chmod 600 it");
  token.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  if (token.size() == token_limit) refuse("is larger than any token: write the gateway's access token into it");
  token = trim(token.substr(0, token.find('\n')));
  if (token.empty()) refuse("is empty: write the gateway's access token into it");
  return token;
}

/// token_file, else systemd's credential, else the environment.
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
    throw std::invalid_argument("must hold account numbers: [\"10001\"]");
}

}  // namespace

Config parse_config(const std::string& text, const std::string& name, const std::string& folder) {
  toml::table root;
  try {
    root = toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    const std::string what(error.description());
    const bool encoding = what.find("utf-8") != std::string::npos;
    throw ConfigError(
        fmt::format("{}:{}: {}{}", name, error.source().begin.line, what, encoding ? ": save the file as UTF-8" : ""));
  }
  Config config;
  std::string token_file;
  std::string calendar;
  std::vector<std::string> sections;
  const auto section = [&](const char* title) {
    sections.emplace_back(title);
    return Section(root, title, name, config.values);
  };

  Section gateway = section("gateway");
  gateway.text("url", config.gateway_url, [](const std::string& url) {
    if (!url.empty()) (void)net::target_of(url);
  });
  gateway.text("listen", config.gateway_listen);
  gateway.text("token_file", token_file);
  gateway.text("ca_file", config.gateway_ca_file);
  gateway.flag("accept_query_token", config.gateway_accept_query_token);
  gateway.flag("insecure", config.gateway_insecure);
  gateway.done();
  Section storage = section("storage");
  storage.text("database", config.database);
  storage.done();
  Section college = section("college");
  college.text("zone", config.zone, [](const std::string& zone) { (void)Zone(zone); });
  college.texts("keepers", config.admins, check_account);
  college.text("calendar", calendar);
  college.done();
  Section chat = section("chat");
  chat.one_of("ack", {{"auto", Ack::automatic}, {"reply", Ack::reply}}, config.ack);
  chat.time("quiet_from", config.settings.quiet.from);
  chat.time("quiet_until", config.settings.quiet.until);
  chat.done();
  for (const auto& [title, read] : config.settings.tables()) {
    Section table = section(title);
    read(table);
    table.done();
  }
  Section operations = section("operations");
  operations.text("alarm_command", config.alarm_command);
  operations.text("listen", config.operations_listen, [](const std::string& listen) {
    if (!listen.empty()) (void)web::local_listen(listen);
  });
  operations.done();
  Section pace = section("pace");
  PaceSettings& budgets = config.pace;
  pace.seconds("send_seconds", budgets.account);
  pace.number("send_burst", budgets.burst, 100);
  pace.number("sends_per_hour", budgets.account_hour, 100'000);
  pace.seconds("group_seconds", budgets.group);
  pace.number("group_lines_per_hour", budgets.group_hour, 10'000);
  pace.number("group_answers_per_minute", budgets.group_answers, 10'000);
  pace.seconds("whisper_seconds", budgets.whisper);
  pace.done();
  Section log = section("log");
  log.one_of("level",
             {{"debug", Log::Level::debug},
              {"info", Log::Level::info},
              {"warning", Log::Level::warning},
              {"error", Log::Level::error}},
             config.log_level);
  log.done();

  for (const auto& [key, node] : root) {
    const std::string wrong(key.str());
    if (std::find(sections.begin(), sections.end(), wrong) != sections.end()) continue;
    if (!node.is_table())
      throw ConfigError(fmt::format("{}:{}: {} stands above the first section: move it under [gateway] or another",
                                    name, node.source().begin.line, wrong));
    const std::string meant = nearest(wrong, sections);
    throw ConfigError(fmt::format("{}:{}: [{}] is not a section; {}", name, node.source().begin.line, wrong,
                                  meant.empty() ? "they are " + list_of(sections) : "did you mean [" + meant + "]?"));
  }
  if (config.gateway_url.empty() && config.gateway_listen.empty()) {
    throw ConfigError(name + ": [gateway] has neither url nor listen: give one of them, or both");
  }
  config.database = (fs::path(folder) / config.database).string();
  for (std::string* path : {&config.gateway_ca_file, &config.alarm_command}) {
    if (!path->empty()) *path = (fs::path(folder) / *path).string();
  }
  config.gateway_token = find_token(folder, token_file);
  const bool odd = std::any_of(config.gateway_token.begin(), config.gateway_token.end(),
                               [](char sign) { return sign < '!' || sign > '~'; });
  if (odd) throw ConfigError("the gateway's token holds a blank or a sign that fits no header: give both ends another");
  try {
    const bool has_token = !config.gateway_token.empty();
    if (!config.gateway_url.empty()) (void)net::dial_target(config.gateway_url, has_token, config.gateway_insecure);
    if (!config.gateway_listen.empty()) (void)net::listen_of(config.gateway_listen, has_token, config.gateway_insecure);
    if (!calendar.empty()) config.settings.calendar = calendar_of_file((fs::path(folder) / calendar).string());
  } catch (const std::exception& error) {
    throw ConfigError(name + ": " + error.what());
  }
  return config;
}

Config read_config(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text(file_limit + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.is_open() || in.bad())
    throw ConfigError(path + " cannot be read: copy config.example.toml there and edit it");
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > file_limit) throw ConfigError(path + " is larger than 1 MiB: that is no configuration of banwei");
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
