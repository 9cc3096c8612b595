// config.toml: the example is the defaults, and a mistake is named by file, line and key.
#include "bot/config.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace banwei {
namespace {

std::string error_of(const std::string& text) {
  try {
    (void)parse_config(text, "config.toml", "");
    return "";
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

TEST(Config, TheExampleIsTheDefaults) {
  std::ifstream in(BANWEI_SOURCE_DIR "/config.example.toml");
  std::stringstream text;
  text << in.rdbuf();
  ASSERT_FALSE(text.str().empty());
  const Config example = parse_config(text.str(), "config.example.toml", "");
  const Config defaults;
  EXPECT_EQ(example.gateway_url, defaults.gateway_url);
  EXPECT_EQ(example.gateway_listen, defaults.gateway_listen);
  EXPECT_EQ(example.gateway_ca_file, defaults.gateway_ca_file);
  EXPECT_EQ(example.gateway_insecure, defaults.gateway_insecure);
  EXPECT_EQ(example.gateway_accept_query_token, defaults.gateway_accept_query_token);
  EXPECT_EQ(example.alarm_command, defaults.alarm_command);
  EXPECT_EQ(example.database, defaults.database);
  EXPECT_EQ(example.zone, defaults.zone);
  EXPECT_EQ(example.keepers, defaults.keepers);
  EXPECT_EQ(example.settings.temperature.deadline, defaults.settings.temperature.deadline);
}

TEST(Config, AMistakeIsNamedByFileLineAndKey) {
  EXPECT_EQ(error_of("[gateway]\nurl = 5\n"), "config.toml:2: url must be a text in quotes");
  EXPECT_EQ(error_of("[gateway]\nulr = \"x\"\n").rfind("config.toml:2: ulr is not a key of [gateway]", 0), 0U);
  EXPECT_EQ(error_of("[gateway]\ninsecure = 1\n"), "config.toml:2: insecure must be true or false");
  EXPECT_EQ(error_of("[gateway]\nurl = \"\"\n"),
            "config.toml: [gateway] has neither url nor listen: give one of them, or both");
  EXPECT_EQ(error_of("[gatewy]\n").rfind("config.toml:1: [gatewy] is not a section", 0), 0U);
  EXPECT_EQ(error_of("[temperature]\ndeadline = \"11\"\n").rfind("config.toml:2: deadline must be a time of day", 0),
            0U);
  EXPECT_EQ(error_of("[gateway\n").rfind("config.toml:1:", 0), 0U);
}

}  // namespace
}  // namespace banwei
