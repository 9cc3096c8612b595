// config.toml: the example is the defaults, key by key, and a mistake is named by file, line and key.
#include "bot/config.h"
#include "tests/paths.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace banwei {
namespace {

namespace fs = std::filesystem;

const std::string example_path = tests::source_dir() / "config.example.toml";

std::string error_of(const std::string& text) {
  try {
    (void)parse_config(text, "config.toml", "");
    return "";
  } catch (const ConfigError& error) {
    return error.what();
  }
}

/// What the example says of each key: its comment, read line by line and not by the parser.
std::map<std::string, std::string> commented_keys() {
  std::map<std::string, std::string> keys;
  std::ifstream in(example_path);
  std::string section;
  std::string comment;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("# ")) {
      comment += line.substr(2) + " ";
    } else {
      if (line.starts_with("[")) section = line.substr(1, line.find(']') - 1);
      if (const auto sign = line.find(" = "); sign != std::string::npos) {
        keys[section + "." + line.substr(0, sign)] = comment;
      }
      comment.clear();
    }
  }
  return keys;
}

class ConfigFolder : public testing::Test {
 protected:
  ConfigFolder() {
    std::string name = (fs::temp_directory_path() / "banwei-config-XXXXXX").string();
    folder = mkdtemp(name.data());
  }
  ~ConfigFolder() override {
    unsetenv("BANWEI_TOKEN");
    unsetenv("CREDENTIALS_DIRECTORY");
    fs::remove_all(folder);
  }
  void write(const std::string& name, const std::string& text, mode_t mode = 0600) const {
    std::ofstream(folder / name) << text;
    chmod((folder / name).c_str(), mode);
  }
  std::string token(const std::string& text = "") const { return parse_config(text, "c", folder).gateway_token; }

  fs::path folder;
};

TEST(Config, TheExampleIsTheDefaults) {
  const Config example = read_config(example_path);
  const Config defaults = parse_config("", "", "");
  EXPECT_EQ(example.values, defaults.values);
  EXPECT_EQ(example.gateway_url, Config{}.gateway_url);
  EXPECT_EQ(defaults.database, Config{}.database);
}

TEST(Config, TheExampleNamesEveryKeyWithASentence) {
  const auto commented = commented_keys();
  std::map<std::string, std::string> known = parse_config("", "", "").values;
  for (const auto& [key, value] : known) EXPECT_TRUE(commented.contains(key)) << key << " is missing in the example";
  for (const auto& [key, comment] : commented) {
    EXPECT_TRUE(known.contains(key)) << key;
    EXPECT_TRUE(comment.ends_with(". ")) << key << " has no sentence above it";
  }
}

TEST(Config, AStarInTheExampleMeansThatAReloadIsEnough) {
  const Config before = parse_config("", "", "");
  for (const auto& [key, comment] : commented_keys()) {
    Config after = before;
    after.values[key] += "x";
    const ConfigChanges changed = changes(before, after);
    EXPECT_EQ(changed.live.size() + changed.restart.size(), 1U) << key;
    EXPECT_EQ(comment.starts_with("* "), !changed.live.empty()) << key;
  }
  EXPECT_TRUE(changes(before, before).live.empty());
  Config other_token = before;
  other_token.gateway_token = "x";
  EXPECT_EQ(changes(before, other_token).restart, std::vector<std::string>{"the gateway's token"});
}

TEST(Config, AMistakeIsNamedByFileLineAndKey) {
  EXPECT_EQ(error_of("[gateway]\nurl = 5\n"), "config.toml:2: url must be a text in quotes");
  EXPECT_EQ(error_of("[gateway]\nulr = \"x\"\n"), "config.toml:2: ulr is not a key of [gateway]; did you mean url?");
  EXPECT_EQ(error_of("[college]\nnight = true\n"),
            "config.toml:2: night is not a key of [college]; the keys are zone, keepers, calendar, lessons");
  EXPECT_EQ(error_of("[gatewy]\n"), "config.toml:1: [gatewy] is not a section; did you mean [gateway]?");
  EXPECT_EQ(error_of("[plugins_of_mine]\n").rfind("config.toml:1: [plugins_of_mine] is not a section; they are ", 0),
            0U);
  EXPECT_EQ(error_of("[temperature]\ndeadline = \"11\"\n"),
            "config.toml:2: deadline must be a time of day without quotes: 11:00:00");
  for (const char* wrong : {"[]", "[10:00:00, 09:00:00]", "[\"08:00\"]", "08:00:00"})
    EXPECT_EQ(
        error_of(std::string("[college]\nlessons = ") + wrong + "\n").rfind("config.toml:2: lessons must hold", 0), 0U)
        << wrong;
  EXPECT_NE(error_of("[college]\ncalendar = \"nowhere.csv\"\n").find("nowhere.csv cannot be read"), std::string::npos);
  EXPECT_EQ(error_of("[retention]\ntemperature = 13\n"),
            "config.toml:2: temperature must be 14 at least: people may look back so far");
  EXPECT_EQ(error_of("[retention]\nwords = 9999\n"), "config.toml:2: words must be a whole number up to 3650");
  EXPECT_EQ(error_of("[gateway\n").rfind("config.toml:1:", 0), 0U);
  EXPECT_EQ(error_of("gateway = 3\n"), "config.toml:1: gateway must be a table: write [gateway]");
  EXPECT_EQ(error_of("url = \"x\"\n"),
            "config.toml:1: url stands above the first section: move it under [gateway] or another");
  EXPECT_NE(error_of("[gateway]\n# \xb2\xe2\n").find("save the file as UTF-8"), std::string::npos);
  EXPECT_EQ(error_of("\ufeff[gateway]\r\nurl = \"ws://127.0.0.1:3001/\"\r\n"), "");
}

std::string chinese_error_of(const std::string& text) {
  try {
    (void)parse_config(text, "config.toml", "");
    return "";
  } catch (const ConfigError& error) {
    return error.why().chinese;
  }
}

TEST(Config, EveryMistakeIsNamedAtOnceAndInChineseToo) {
  const std::string text = "[gateway]\nulr = \"x\"\n[temperature]\nnudge = \"10\"\nclosing = yes\n[colege]\n";
  EXPECT_EQ(error_of(text),
            "config.toml:5: closing must be true or false\n"
            "config.toml:2: ulr is not a key of [gateway]; did you mean url?\n"
            "config.toml:4: nudge must be a time of day without quotes: 11:00:00\n"
            "config.toml:6: [colege] is not a section; did you mean [college]?");
  EXPECT_EQ(chinese_error_of(text),
            "config.toml 第5行 closing 要写 true 或 false\n"
            "config.toml 第2行 ulr 不是 [gateway] 里的项，是不是想写 url？\n"
            "config.toml 第4行 [temperature] nudge 要写时间，不加引号：11:00:00\n"
            "config.toml 第6行 没有 [colege] 这一节，是不是想写 [college]？");
}

TEST(Config, ALineThatIsNoTomlIsToldInPlainWords) {
  const std::pair<const char*, const char*> lines[] = {
      {"url = ws://127.0.0.1:3001/", "url 文字要加英文双引号：url = \"ws://127.0.0.1:3001/\""},
      {"url = “ws://127.0.0.1:3001/”", "url 引号要用英文的 \"，不是“”"},
      {"url = \"ws://127.0.0.1:3001/", "url 引号没有成对：值的两头都要有 \""},
      {"url ＝ \"x\"", "等号要用英文的 ="},
      {"url：\"x\"", "等号要用英文的 ="},
      {"url", "要写成 项 = 值"},
      {"url =", "url 等号后面没有值"},
      {"deadline = 8:00", "deadline 时间要写全时、分、秒，各两位：08:00:00"},
      {"lessons = [8:00]", "lessons 时间要写全时、分、秒，各两位：08:00:00"},
      {"deadline = 8点", "deadline 时间要写全时、分、秒，各两位：08:00:00"},
      {"closing = True", "closing 要写 true 或 false"},
      {"database = \"D:\\bot\\data.db\"", "database 路径里的 \\ 请改成 /"},
      {"keepers = [\"10001\"", "keepers 列表少了 ]：写成 [\"10001\"]"},
      {"[gateway", "节的名字少了 ]：写成 [gateway]"},
  };
  for (const auto& [line, sentence] : lines)
    EXPECT_EQ(chinese_error_of("\n" + std::string(line) + "\n"), "config.toml 第2行 " + std::string(sentence)) << line;
  EXPECT_EQ(chinese_error_of("[gateway]\nurl = \"\"\nurl = \"\"\nlisten = \"127.0.0.1:1\"\n"),
            "config.toml 第3行 url 写了两次：留一个");
}

TEST(Config, WhatContradictsItselfIsFound) {
  const std::pair<const char*, const char*> texts[] = {
      {"[temperature]\nnudge = 11:30:00\n", "第2行 [temperature] nudge 11:30 不早于截止的 11:00"},
      {"[temperature]\ndeadline = 07:30:00\n", "config.toml 第1行 [temperature] nudge 10:30 不早于截止的 07:30"},
      {"[temperature]\ndeadline = 23:00:00\n", "[temperature] deadline 23:00 在群里不说话的时间里（22:30 到 07:00）"},
      {"[storage]\ndatabase = \"/nowhere/banwei.db\"\n", "第2行 [storage] database 文件夹 /nowhere 不存在"},
      {"[storage]\ndatabase = \"/tmp\"\n", "[storage] database /tmp 是文件夹，不是文件"},
      {"[operations]\nalarm_command = \"/nowhere/tell\"\n", "第2行 [operations] alarm_command /nowhere/tell 不存在"},
      {"[operations]\nalarm_command = \"/etc/passwd\"\n", "/etc/passwd 不能运行"},
      {"[operations]\nalarm_command = \"/tmp\"\n", "alarm_command /tmp 是文件夹"},
      {"[gateway]\nca_file = \"/nowhere/ca.pem\"\n", "[gateway] ca_file /nowhere/ca.pem 不存在"},
      {"[gateway]\ntoken_file = \"/tmp\"\n", "令牌文件 /tmp 是文件夹"},
      {"[college]\ncalendar = \"/tmp\"\n", "校历 /tmp 是文件夹"},
  };
  for (const auto& [text, sentence] : texts)
    EXPECT_NE(chinese_error_of(text).find(sentence), std::string::npos) << text << chinese_error_of(text);
  EXPECT_EQ(error_of("[temperature]\ndeadline = 07:30:00\nnudge = false\ngreeting = false\n"), "");
}

TEST(Config, AValueThatCannotWorkIsAMistakeToo) {
  EXPECT_EQ(error_of("\n[gateway]\nurl = \"http://x\"\n").rfind("config.toml:3: url: ", 0), 0U);
  EXPECT_EQ(error_of("[college]\nzone = \"Asia/Shangai\"\n").rfind("config.toml:2: zone: unknown time zone", 0), 0U);
  EXPECT_EQ(error_of("[college]\nkeepers = [\"1\", \"张三\"]\n"),
            "config.toml:2: keepers: must hold account numbers: [\"10001\"]");
  EXPECT_EQ(error_of("[log]\nlevel = \"loud\"\n").rfind("config.toml:2: level: must be one of \"debug\"", 0), 0U);
  EXPECT_EQ(parse_config("[log]\nlevel = \"error\"\n", "", "").log_level, Log::Level::error);
  EXPECT_EQ(error_of("[gateway]\ninsecure = 1\n"), "config.toml:2: insecure must be true or false");
  EXPECT_EQ(error_of("[gateway]\nurl = \"\"\n"),
            "config.toml:2: [gateway] has neither url nor listen: give one of them, or both");
  EXPECT_EQ(parse_config("[gateway]\nurl = \"\"\nlisten = \"127.0.0.1:8080\"\n", "", "").gateway_url, "");
}

TEST(Config, TheMorningsStepsStandInTheirOrder) {
  const std::pair<const char*, const char*> texts[] = {
      {"[ladder]\nteacher = 30\n", "[ladder] office 20 分钟，不晚于老师的 30 分钟"},
      {"[ladder]\nstudent = 5\n", "第2行 [ladder] student 5 分钟，不早于班长的 10 分钟"},
      {"[twice]\nmorning_until = 07:00:00\n", "第2行 [twice] morning_until 07:00 不晚于开始的 08:00"},
      {"[checks]\nsame_days = 1\n", "第2行 [checks] same_days 至少 2"},
  };
  for (const auto& [text, sentence] : texts)
    EXPECT_NE(chinese_error_of(text).find(sentence), std::string::npos) << text << chinese_error_of(text);
  EXPECT_EQ(error_of("[ladder]\nstudent = 0\noffice = 0\n"), "");
}

TEST_F(ConfigFolder, WhereTheGatewayMayBeMetIsJudgedAtOnce) {
  const auto refused = [](const std::string& keys, const std::string& sentence) {
    EXPECT_NE(error_of("[gateway]\n" + keys).find(sentence), std::string::npos) << keys << "\n"
                                                                                << error_of("[gateway]\n" + keys);
  };
  const char* no_token = "Set token_file (or BANWEI_TOKEN)";
  for (const char* url : {"ws://10.0.0.3:3001/", "ws://napcat:3001/", "wss://bot.example.edu/", "wss://8.8.8.8/"}) {
    refused("url = \"" + std::string(url) + "\"\n", no_token);
  }
  for (const char* url : {"ws://[::1]:3001/", "ws://localhost:3001/", "ws://10.0.0.3:3001/?access_token=x"}) {
    EXPECT_EQ(error_of("[gateway]\nurl = \"" + std::string(url) + "\"\n"), "") << url;
  }
  refused("listen = \"0.0.0.0:8080\"\n", no_token);
  setenv("BANWEI_TOKEN", "sesame", 1);
  refused("url = \"ws://8.8.8.8:3001/\"\n", "use wss://, or set insecure = true");
  refused("listen = \"localhost\"\n", "is not like 127.0.0.1:8080");
  for (const char* keys : {"url = \"ws://8.8.8.8:3001/\"\ninsecure = true\n", "url = \"wss://8.8.8.8/\"\n",
                           "listen = \"127.0.0.1:8080\"\n", "url = \"ws://napcat:3001/\"\n"}) {
    EXPECT_EQ(error_of(std::string("[gateway]\n") + keys), "") << keys;
  }
}

TEST_F(ConfigFolder, AFileThatCannotBeReadSaysWhatToDo) {
  EXPECT_THROW(read_config((folder / "none.toml").string()), ConfigError);
  EXPECT_THROW(read_config(folder.string()), ConfigError);
  write("big.toml", std::string((1U << 20U) + 1, '#'));
  EXPECT_THROW(read_config((folder / "big.toml").string()), ConfigError);
}

TEST_F(ConfigFolder, TheTokenComesFromAFileThatNobodyElseReads) {
  write("token", "  sesame \nmore\n");
  const std::string text = "[gateway]\ntoken_file = \"token\"\n";
  EXPECT_EQ(token(text), "sesame");
  write("token", "sesame\n", 0640);
  EXPECT_EQ(error_of("[gateway]\ntoken_file = \"" + (folder / "token").string() + "\"\n"),
            "the token file " + (folder / "token").string() + " can be read by others: chmod 600 it");
  write("token", "open sesame\n");
  EXPECT_THROW(token(text), ConfigError);
  write("token", "\n");
  EXPECT_THROW(token(text), ConfigError);
  write("token", std::string(5000, 'x'));
  EXPECT_THROW(token(text), ConfigError);
  fs::remove(folder / "token");
  ASSERT_EQ(mkfifo((folder / "token").c_str(), 0600), 0);
  EXPECT_THROW(token(text), ConfigError);
  fs::remove(folder / "token");
  EXPECT_THROW(token(text), ConfigError);
}

TEST_F(ConfigFolder, APathIsTakenFromTheFilesOwnFolder) {
  write("ca.pem", "");
  const Config config =
      parse_config("[gateway]\nca_file = \"ca.pem\"\n[operations]\nalarm_command = \"/bin/true\"\n", "c", folder);
  EXPECT_EQ(config.gateway_ca_file, folder / "ca.pem");
  EXPECT_EQ(config.alarm_command, "/bin/true");
  EXPECT_EQ(parse_config("", "c", folder).alarm_command, "");
}

TEST_F(ConfigFolder, WithoutATokenFileACredentialBeatsTheEnvironment) {
  EXPECT_EQ(token(), "");
  setenv("BANWEI_TOKEN", "from-environment", 1);
  EXPECT_EQ(token(), "from-environment");
  setenv("CREDENTIALS_DIRECTORY", folder.c_str(), 1);
  EXPECT_EQ(token(), "from-environment");
  write("gateway_token", "from-systemd\n", 0440);
  EXPECT_EQ(token(), "from-systemd");
}

}  // namespace
}  // namespace banwei
