#include "bot/config.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <toml++/toml.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "handlers/args.h"

namespace banwei {

namespace fs = std::filesystem;

namespace {

/// Takes the keys of one table one by one; whatever is left at the end is unknown.
class Section {
 public:
  Section(const toml::table& root, std::string name, const std::string& file) : name_(std::move(name)), file_(file) {
    const toml::node* node = root.get(name_);
    if (node == nullptr) return;
    table_ = node->as_table();
    if (table_ == nullptr) fail(*node, name_, "must be a table: write [" + name_ + "]");
  }

  void text(const char* key, std::string& into) {
    if (const toml::node* node = take(key)) {
      const auto value = node->value_exact<std::string>();
      if (!value) fail(*node, key, "must be a text in quotes");
      into = *value;
    }
  }

  void flag(const char* key, bool& into) {
    if (const toml::node* node = take(key)) {
      const auto value = node->value_exact<bool>();
      if (!value) fail(*node, key, "must be true or false");
      into = *value;
    }
  }

  void texts(const char* key, std::vector<std::string>& into) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr) fail(*node, key, "must be a list of texts: [\"10001\"]");
    for (const toml::node& entry : *list) {
      const auto value = entry.value_exact<std::string>();
      if (!value) fail(entry, key, "must hold texts in quotes: [\"10001\"]");
      into.push_back(*value);
    }
  }

  void time(const char* key, std::chrono::minutes& into) {
    if (const toml::node* node = take(key)) {
      const auto value = node->value_exact<toml::time>();
      if (!value) fail(*node, key, "must be a time of day without quotes: 11:00:00");
      into = std::chrono::hours{value->hour} + std::chrono::minutes{value->minute};
    }
  }

  void done() {
    if (table_ == nullptr) return;
    for (const auto& [key, node] : *table_) {
      if (!taken_.contains(key.str()))
        fail(node, std::string(key.str()), "is not a key of [" + name_ + "]; the keys are " + keys());
    }
  }

 private:
  const toml::node* take(const char* key) {
    taken_.emplace(key);
    return table_ == nullptr ? nullptr : table_->get(key);
  }

  std::string keys() const {
    std::string all;
    for (const std::string& key : taken_) all += (all.empty() ? "" : ", ") + key;
    return all;
  }

  [[noreturn]] void fail(const toml::node& node, const std::string& key, const std::string& what) const {
    throw std::runtime_error(fmt::format("{}:{}: {} {}", file_, node.source().begin.line, key, what));
  }

  std::string name_;
  const std::string& file_;
  const toml::table* table_ = nullptr;
  std::set<std::string, std::less<>> taken_;
};

/// A token in a file is refused when others of this machine may read it.
std::string read_token(const fs::path& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0)
    throw std::runtime_error("the token file " + path.string() + " cannot be read: create it with mode 0600");
  if ((status.st_mode & 077U) != 0)
    throw std::runtime_error("the token file " + path.string() + " can be read by others: chmod 600 it");
  std::ifstream in(path);
  std::string token;
  std::getline(in, token);
  return std::string(trim(token));
}

}  // namespace

Config parse_config(const std::string& text, const std::string& name, const std::string& folder) {
  toml::table root;
  try {
    root = toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    throw std::runtime_error(fmt::format("{}:{}: {}", name, error.source().begin.line, error.description()));
  }
  Config config;
  std::string token_file;

  Section gateway(root, "gateway", name);
  gateway.text("url", config.gateway_url);
  gateway.text("listen", config.gateway_listen);
  gateway.text("token_file", token_file);
  gateway.text("ca_file", config.gateway_ca_file);
  gateway.flag("accept_query_token", config.gateway_accept_query_token);
  gateway.flag("insecure", config.gateway_insecure);
  gateway.done();
  Section storage(root, "storage", name);
  storage.text("database", config.database);
  storage.done();
  Section college(root, "college", name);
  college.text("zone", config.zone);
  college.texts("keepers", config.keepers);
  college.done();
  Section temperature(root, "temperature", name);
  temperature.time("deadline", config.settings.temperature.deadline);
  temperature.done();
  Section operations(root, "operations", name);
  operations.text("alarm_command", config.alarm_command);
  operations.done();

  for (const auto& [key, node] : root) {
    const std::set<std::string_view> sections{"gateway", "storage", "college", "temperature", "operations"};
    if (!sections.contains(key.str())) {
      throw std::runtime_error(fmt::format("{}:{}: [{}] is not a section; see config.example.toml", name,
                                           node.source().begin.line, key.str()));
    }
  }
  if (config.gateway_url.empty() && config.gateway_listen.empty()) {
    throw std::runtime_error(name + ": [gateway] has neither url nor listen: give one of them, or both");
  }
  config.database = (fs::path(folder) / config.database).string();
  for (std::string* path : {&config.gateway_ca_file, &config.alarm_command}) {
    if (!path->empty()) *path = (fs::path(folder) / *path).string();
  }
  if (!token_file.empty()) {
    config.gateway_token = read_token(fs::path(folder) / token_file);
  } else if (const char* token = std::getenv("BANWEI_TOKEN"); token != nullptr) {
    config.gateway_token = token;
  }
  return config;
}

Config read_config(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + " cannot be read: copy config.example.toml there and edit it");
  std::stringstream text;
  text << in.rdbuf();
  return parse_config(text.str(), path, fs::path(path).parent_path().string());
}

}  // namespace banwei
