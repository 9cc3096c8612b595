// config.toml as plain values.
// Invariant: an error names the file, the line and the key, and an unknown key is an error: a misspelt one must not be
// silence.
#pragma once

#include <string>
#include <vector>

#include "handlers/features.h"

namespace banwei {

struct Config {
  std::string gateway_url = "ws://127.0.0.1:3001/";  // "": no gateway is dialled
  std::string gateway_listen;                        // "": no gateway may dial us
  std::string gateway_ca_file;
  bool gateway_insecure = false;
  bool gateway_accept_query_token = false;
  std::string gateway_token;  // from token_file, else from the environment variable BANWEI_TOKEN
  std::string database = "banwei.db";
  std::string zone = "Asia/Shanghai";
  std::vector<std::string> keepers;  // accounts
  std::string alarm_command;
  Settings settings;
};

/// Reads a file. Relative paths in it are taken from the file's own folder. Throws std::runtime_error with a sentence
/// that says what to mend.
Config read_config(const std::string& path);

/// The same for text already at hand; `name` stands for the file in errors, `folder` for its folder.
Config parse_config(const std::string& text, const std::string& name, const std::string& folder);

}  // namespace banwei
