// config.toml as plain values.
// Invariant: every mistake is named at once, by file, line and key, and an unknown key is one: a misspelt one must not
// be silence.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bot/ack.h"
#include "bot/log.h"
#include "bot/rate_limiter.h"
#include "handlers/features.h"

namespace banwei {

/// All that is to be mended, a line each.
class ConfigError : public Explained {
  using Explained::Explained;
};

struct Config {
  std::string gateway_url = "ws://127.0.0.1:3001/";  // "": no gateway is dialled
  std::string gateway_listen;                        // "": no gateway may dial us
  std::string gateway_ca_file;
  bool gateway_insecure = false;
  bool gateway_accept_query_token = false;
  std::string gateway_token;  // Where it is read from, find_token in the source says.
  std::string database = "banwei.db";
  int backups = 7;  // nights
  std::string zone = "Asia/Shanghai";
  std::vector<std::string> admins;  // Their accounts.
  std::string alarm_command;
  Ack ack = Ack::automatic;
  std::string operations_listen;  // "": no health, no metrics
  Log::Level log_level = Log::Level::info;
  Settings settings;
  RateLimits pace;

  std::map<std::string, std::string> values;  // Every key ("gateway.url") with its value as read, but for secrets.
};

/// Reads a file. Relative paths in it are taken from the file's own folder. Throws ConfigError.
Config read_config(const std::string& path);

/// The same for text already at hand; `name` stands for the file in errors, `folder` for its folder.
Config parse_config(const std::string& text, const std::string& name, const std::string& folder);

/// The keys whose values differ, apart by what a running bot can do about them.
struct ConfigChanges {
  std::vector<std::string> live;     // What takes effect at once.
  std::vector<std::string> restart;  // What needs a restart.
};
ConfigChanges changes(const Config& before, const Config& after);

}  // namespace banwei
