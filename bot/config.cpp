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
#include "handlers/language/strings.h"
#include "handlers/settings_table.h"

namespace banwei {

namespace fs = std::filesystem;

namespace text {

constexpr Sentence at_line{"{} 第{}行 {}{}", "{}:{}: {}{}"};
constexpr Sentence in_file{"{}：{}{}", "{}: {}{}"};
constexpr Sentence must_be_table{"要写成一节：[{}]", "must be a table: write [{}]"};
constexpr Sentence must_be_text{"要写成带英文双引号的文字", "must be a text in quotes"};
constexpr Sentence must_be_list{"要写成一列文字：[\"10001\"]", "must be a list of texts: [\"10001\"]"};
constexpr Sentence must_hold_texts{"里要是带英文双引号的文字：[\"10001\"]", "must hold texts in quotes: [\"10001\"]"};
constexpr Sentence too_few{"至少是 1", "must be 1 at least"};
constexpr Sentence must_be_number{"要写 0 到 {} 的整数", "must be a whole number up to {}"};
constexpr Sentence must_be_time{"要写时间，不加引号：11:00:00", "must be a time of day without quotes: 11:00:00"};
constexpr Sentence must_hold_times{"里要是时间，不加引号，一个比一个晚，最多20个：[08:00:00, 08:55:00]",
                                   "must hold times of day without quotes, each later than the one before, 20 at most: "
                                   "[08:00:00, 08:55:00]"};
constexpr Sentence must_be_flag{"要写 true 或 false", "must be true or false"};
constexpr Sentence must_be_one_of{"要写其中一个：{}", "must be one of {}"};
constexpr Sentence must_be_accounts{"里要是 QQ 号：[\"10001\"]", "must hold account numbers: [\"10001\"]"};
constexpr Sentence no_key{"不是 [{}] 里的项{}", "is not a key of [{}]; {}"};
constexpr Sentence no_section{"没有 [{}] 这一节{}", "[{}] is not a section; {}"};
constexpr Sentence above_sections{"写在了第一节的上面：移到 [gateway] 或别的节下面",
                                  "stands above the first section: move it under [gateway] or another"};
constexpr Sentence meant{"，是不是想写 {}？", "did you mean {}?"};
constexpr Sentence keys{"。有这些：{}", "the keys are {}"};
constexpr Sentence sections{"。有这些：{}", "they are {}"};
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

// What is wrong with a line that is no TOML.
constexpr Sentence save_as_utf8{"有读不出的字：把文件存成 UTF-8 编码", "save the file as UTF-8"};
constexpr Sentence wide_quotes{"引号要用英文的 \"，不是“”", "has curly quotes: write \""};
constexpr Sentence wide_equals{"等号要用英文的 =", "has a full-width sign: write ="};
constexpr Sentence open_section{"节的名字少了 ]：写成 [gateway]", "lacks the ] of a section: write [gateway]"};
constexpr Sentence no_equals{"要写成 项 = 值", "must be written as key = value"};
constexpr Sentence no_value{"等号后面没有值", "has no value behind the ="};
constexpr Sentence twice{"写了两次：留一个", "is written twice: keep one"};
constexpr Sentence open_quote{"引号没有成对：值的两头都要有 \"",
                              "has a quote without its partner: a text has \" at both ends"};
constexpr Sentence open_list{"列表少了 ]：写成 [\"10001\"]", "lacks the ] of a list: write [\"10001\"]"};
constexpr Sentence short_time{"时间要写全时、分、秒，各两位：08:00:00",
                              "must have hours, minutes and seconds of two digits: 08:00:00"};
constexpr Sentence backslash{"路径里的 \\ 请改成 /", "has a backslash: write / in paths"};
constexpr Sentence no_quotes{"文字要加英文双引号：{} = \"{}\"", "must be in quotes: {} = \"{}\""};
constexpr Sentence no_toml{"这一行看不懂：看看引号、方括号和逗号",
                           "cannot be read: look at its quotes, brackets and commas"};

}  // namespace text

namespace {

constexpr std::size_t file_limit = 1U << 20U;
constexpr std::size_t token_limit = 4096;
constexpr std::size_t most_times = 20;  // A list holds so many times.
constexpr int most_mistakes = 20;       // So many lines that are no TOML are told.

/// What only a restart changes: the line, the file and the zone are built once.
constexpr std::string_view fixed_keys[] = {"gateway.", "storage.", "pace.", "college.zone", "operations."};

std::string list_of(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

/// All that is wrong with a file, line by line.
class Mistakes {
 public:
  explicit Mistakes(std::string file) : file_(std::move(file)) {}

  /// `key` as it stands in either language's sentence; line 0 is none in particular.
  void add(std::uint32_t line, const Phrase& key, const Phrase& what) {
    add(line == 0 ? phrase(text::in_file, file_, key, what) : phrase(text::at_line, file_, line, key, what));
  }
  void add(Phrase what) {
    for (const auto& [all, one] : {std::pair(&all_.chinese, &what.chinese), std::pair(&all_.english, &what.english)})
      *all += (all->empty() ? "" : "\n") + *one;
  }
  void throw_if_any() const {
    if (!all_.english.empty()) throw ConfigError(all_);
  }

 private:
  std::string file_;
  Phrase all_;
};

Phrase same(std::string words) { return {words, words}; }

/// Takes the keys of one table one by one; whatever is left at the end is unknown.
class Section final : public SettingsTable {
 public:
  Section(const toml::table& root, std::string name, Mistakes& mistakes, std::map<std::string, std::string>& values)
      : name_(std::move(name)), mistakes_(mistakes), values_(values) {
    const toml::node* node = root.get(name_);
    if (node == nullptr) return;
    table_ = node->as_table();
    if (table_ == nullptr) mistakes_.add(line_of(*node), same(name_ + " "), phrase(text::must_be_table, name_));
  }

  void text(const char* key, std::string& into, const Check& check = {}) override {
    if (const toml::node* node = take(key)) {
      const auto value = node->value_exact<std::string>();
      if (!value) {
        fail(*node, key, phrase(text::must_be_text));
      } else if (fits(*node, key, *value, check)) {
        into = *value;
      }
    }
    note(key, into);
  }

  void texts(const char* key, std::vector<std::string>& into, const Check& check = {}) {
    if (const toml::node* node = take(key)) {
      const toml::array* list = node->as_array();
      if (list == nullptr) fail(*node, key, phrase(text::must_be_list));
      for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        const toml::node& entry = *list->get(i);
        const auto value = entry.value_exact<std::string>();
        if (!value) {
          fail(entry, key, phrase(text::must_hold_texts));
        } else if (fits(entry, key, *value, check)) {
          into.push_back(*value);
        }
      }
    }
    note(key, list_of(into));
  }

  void number(const char* key, int& into, int most) override {
    if (const toml::node* node = take(key)) {
      const auto value = node->value_exact<std::int64_t>();
      if (!value || *value < 0 || *value > most) {
        fail(*node, key, phrase(text::must_be_number, most));
      } else {
        into = static_cast<int>(*value);
      }
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
      if (!value) {
        fail(*node, key, phrase(text::must_be_time));
      } else {
        into = std::chrono::hours{value->hour} + std::chrono::minutes{value->minute};
      }
    }
    note(key, std::to_string(into.count()));
  }

  /// Times of day, each later than the one before.
  void times(const char* key, std::vector<std::chrono::minutes>& into) {
    if (const toml::node* node = take(key)) {
      std::vector<std::chrono::minutes> given;
      const toml::array* list = node->as_array();
      bool wrong = list == nullptr || list->empty() || list->size() > most_times;
      for (std::size_t i = 0; !wrong && i < list->size(); ++i) {
        const auto value = list->get(i)->value_exact<toml::time>();
        const auto at =
            value ? std::chrono::hours{value->hour} + std::chrono::minutes{value->minute} : std::chrono::minutes{-1};
        wrong = !value || (!given.empty() && at <= given.back());
        given.push_back(at);
      }
      if (wrong) fail(*node, key, phrase(text::must_hold_times));
      if (!wrong) into = std::move(given);
    }
    std::string all;
    for (const auto at : into) all += (all.empty() ? "" : " ") + std::to_string(at.count());
    note(key, all);
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
      if (!value) fail(*node, key, phrase(text::must_be_flag));
      into = value.value_or(into);
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
        throw Explained(text::must_be_one_of, list_of(all));
    });
    into = std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.first == value; })->second;
  }

  void wrong(const char* key, Phrase what) override { mistakes_.add(line(key), named(key), what); }

  /// Of the key, or of its section's head where only the default stands.
  std::uint32_t line(const char* key) const {
    const toml::node* node = table_ == nullptr ? nullptr : table_->get(key);
    return node != nullptr ? line_of(*node) : table_ != nullptr ? line_of(*table_) : 0;
  }

  void done() {
    if (table_ == nullptr) return;
    for (const auto& [key, node] : *table_) {
      const std::string wrong(key.str());
      if (std::find(keys_.begin(), keys_.end(), wrong) != keys_.end()) continue;
      const std::string meant = nearest(wrong, keys_);
      mistakes_.add(
          line_of(node), same(wrong + " "),
          phrase(text::no_key, name_, meant.empty() ? phrase(text::keys, list_of(keys_)) : phrase(text::meant, meant)));
    }
  }

 private:
  static std::uint32_t line_of(const toml::node& node) { return node.source().begin.line; }

  const toml::node* take(const char* key) {
    keys_.emplace_back(key);
    return table_ == nullptr ? nullptr : table_->get(key);
  }

  void note(const char* key, const std::string& value) { values_[name_ + "." + key] = value; }

  Phrase named(const std::string& key, const char* mark = "") const {
    return {"[" + name_ + "] " + key + " ", key + mark + " "};
  }

  bool fits(const toml::node& node, const char* key, const std::string& value, const Check& check) const {
    try {
      if (check) check(value);
      return true;
    } catch (const std::exception& error) {
      mistakes_.add(line_of(node), named(key, ":"), why(error));
      return false;
    }
  }

  void fail(const toml::node& node, const std::string& key, const Phrase& what) const {
    mistakes_.add(line_of(node), named(key), what);
  }

  std::string name_;
  Mistakes& mistakes_;
  std::map<std::string, std::string>& values_;
  const toml::table* table_ = nullptr;
  std::vector<std::string> keys_;
};

/// A line of a text, from 1, without what surrounds it.
std::string_view line_of(std::string_view text, std::uint32_t number) {
  for (; number > 1 && !text.empty(); --number) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  return text.substr(0, text.find('\n'));
}

bool contains(std::string_view text, std::initializer_list<std::string_view> signs) {
  return std::any_of(signs.begin(), signs.end(), [&](auto sign) { return text.find(sign) != std::string_view::npos; });
}

/// What is wrong with a line of which the parser says `description`, in plain words.
std::pair<Phrase, Phrase> plain_words(std::string_view line, const std::string& description) {
  const std::string words(trim(line));
  const std::size_t equals = words.find('=');
  const std::string key(trim(std::string_view(words).substr(0, equals)));
  const std::string value(equals == std::string::npos ? "" : trim(std::string_view(words).substr(equals + 1)));
  const auto of_key = [&](const Phrase& what) { return std::pair(same(key + " "), what); };
  const auto of_line = [&](const Phrase& what) { return std::pair(Phrase{}, what); };
  const bool quoted = value.starts_with('"') || value.starts_with('\'');
  if (contains(words, {"“", "”", "‘", "’", "＂"}) && !quoted) return of_key(phrase(text::wide_quotes));
  if (words.starts_with('[') && equals == std::string::npos && !words.ends_with(']'))
    return of_line(phrase(text::open_section));
  if (contains(description, {"redefine", "duplicate", "already"})) return of_key(phrase(text::twice));
  if (equals == std::string::npos)
    return of_line(contains(words, {"＝", "：", ":"}) ? phrase(text::wide_equals) : phrase(text::no_equals));
  if (value.empty() || value.starts_with('#')) return of_key(phrase(text::no_value));
  if (quoted && contains(value, {"\\"})) return of_key(phrase(text::backslash));
  if (std::count(value.begin(), value.end(), '"') % 2 != 0) return of_key(phrase(text::open_quote));
  if (value.starts_with('[') && !contains(value, {"]"})) return of_key(phrase(text::open_list));
  if (is_digit(value.front()) && contains(value, {":", "：", "点", "时"})) return of_key(phrase(text::short_time));
  if (contains(description, {"time", "date"})) return of_key(phrase(text::short_time));
  for (const char* flag : {"True", "False", "TRUE", "FALSE", "yes", "no", "Yes", "No", "on", "off", "是", "否"}) {
    if (value == flag) return of_key(phrase(text::must_be_flag));
  }
  if (!quoted && !is_digit(value.front()) && !value.starts_with('['))
    return of_key(phrase(text::no_quotes, key, value.substr(0, value.find(" #"))));
  return of_key(phrase(text::no_toml));
}

/// The file without the lines that are no TOML, each of which is told. Nothing when what follows such a line cannot be
/// judged.
std::optional<toml::table> parsed(std::string text, const std::string& name, Mistakes& mistakes) {
  for (int i = 0; i < most_mistakes; ++i) {
    try {
      return toml::parse(text, name);
    } catch (const toml::parse_error& error) {
      const std::string what(error.description());
      auto number = error.source().begin.line;
      if (contains(what, {"utf-8", "UTF-8"})) {
        mistakes.add(number, {}, phrase(text::save_as_utf8));
        return std::nullopt;
      }
      while (number > 1 && trim(line_of(text, number)).empty()) --number;  // The end of a list that is not closed.
      const std::string_view line = line_of(text, number);
      const auto [key, sentence] = plain_words(line, what);
      mistakes.add(number, key, sentence);
      if (line.empty() || line.starts_with('[')) return std::nullopt;
      text.replace(static_cast<std::size_t>(line.data() - text.data()), line.size(), "");
    }
  }
  return std::nullopt;
}

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

void read_gateway(Section& gateway, Config& config, std::string& token_file) {
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

void read_pace(Section& pace, RateLimits& budgets) {
  pace.seconds("send_seconds", budgets.account);
  pace.number("send_burst", budgets.burst, 100);
  pace.number("sends_per_hour", budgets.account_hour, 100'000);
  pace.seconds("group_seconds", budgets.group);
  pace.number("group_lines_per_hour", budgets.group_hour, 10'000);
  pace.number("group_answers_per_minute", budgets.group_answers, 10'000);
  pace.seconds("whisper_seconds", budgets.whisper);
  pace.done();
}

/// What stands above all sections or is none of them.
void find_strangers(const toml::table& root, const std::vector<std::string>& sections, Mistakes& mistakes) {
  for (const auto& [key, node] : root) {
    const std::string wrong(key.str());
    const auto line = node.source().begin.line;
    if (std::find(sections.begin(), sections.end(), wrong) != sections.end()) continue;
    if (!node.is_table()) {
      mistakes.add(line, same(wrong + " "), phrase(text::above_sections));
      continue;
    }
    const std::string meant = nearest(wrong, sections);
    mistakes.add(
        line, {},
        phrase(text::no_section, wrong,
               meant.empty() ? phrase(text::sections, list_of(sections)) : phrase(text::meant, "[" + meant + "]")));
  }
}

/// Paths begin at the folder of the file; what they name must be there.
void find_files(Config& config, const std::string& folder, Section& storage, Section& gateway, Section& operations) {
  const auto placed = [&](std::string& path) {
    if (!path.empty()) path = (fs::path(folder) / path).string();
  };
  placed(config.database);
  placed(config.gateway_ca_file);
  placed(config.alarm_command);
  const fs::path home = fs::absolute(config.database).parent_path();
  if (!fs::is_directory(home)) storage.wrong("database", phrase(text::no_folder, home.string()));
  if (fs::is_directory(config.database)) storage.wrong("database", phrase(text::is_folder, config.database));
  const auto look = [](Section& section, const char* key, const std::string& path) {
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
void try_out(Config& config, const Outside& outside, const Section& gateway, const Section& college,
             const std::string& folder, Mistakes& mistakes) {
  const auto attempt = [&](const Section& section, const char* key, const auto& act) {
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
  const auto file = parsed(text, name, mistakes);
  if (!file) mistakes.throw_if_any();
  const toml::table& root = *file;
  Config config;
  Outside outside;
  std::vector<std::string> sections;
  const auto section = [&](const char* title) {
    sections.emplace_back(title);
    return Section(root, title, mistakes, config.values);
  };

  Section gateway = section("gateway");
  read_gateway(gateway, config, outside.token_file);
  Section storage = section("storage");
  storage.text("database", config.database);
  storage.number("backups", config.backups, 31);
  if (config.backups < 1) storage.wrong("backups", phrase(text::too_few));
  storage.done();
  Section college = section("college");
  college.text("zone", config.zone, [](const std::string& zone) { (void)Zone(zone); });
  college.texts("keepers", config.admins, check_account);
  college.text("calendar", outside.calendar);
  college.times("lessons", config.settings.lessons.begin);
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
  read_pace(pace, config.pace);
  Section log = section("log");
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
  mistakes.throw_if_any();
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
