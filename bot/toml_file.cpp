#include "bot/toml_file.h"

#include "bot/distance.h"
#include "handlers/args.h"
#include "handlers/language/strings.h"

namespace banwei {

namespace text {

constexpr Sentence at_line{"{} 第{}行 {}{}", "{}:{}: {}{}"};
constexpr Sentence in_file{"{}：{}{}", "{}: {}{}"};
constexpr Sentence must_be_table{"要写成一节：[{}]", "must be a table: write [{}]"};
constexpr Sentence must_be_text{"要写成带英文双引号的文字", "must be a text in quotes"};
constexpr Sentence must_be_list{"要写成一列文字：[\"10001\"]", "must be a list of texts: [\"10001\"]"};
constexpr Sentence must_hold_texts{"里要是带英文双引号的文字：[\"10001\"]", "must hold texts in quotes: [\"10001\"]"};
constexpr Sentence must_be_number{"要写 0 到 {} 的整数", "must be a whole number up to {}"};
constexpr Sentence must_be_time{"要写时间，不加引号：11:00:00", "must be a time of day without quotes: 11:00:00"};
constexpr Sentence must_hold_times{"里要是时间，不加引号，一个比一个晚，最多20个：[08:00:00, 08:55:00]",
                                   "must hold times of day without quotes, each later than the one before, 20 at most: "
                                   "[08:00:00, 08:55:00]"};
constexpr Sentence must_be_flag{"要写 true 或 false", "must be true or false"};
constexpr Sentence must_be_one_of{"要写其中一个：{}", "must be one of {}"};
constexpr Sentence no_key{"不是 [{}] 里的项{}", "is not a key of [{}]; {}"};
constexpr Sentence keys{"。有这些：{}", "the keys are {}"};
constexpr Sentence no_section{"没有 [{}] 这一节{}", "[{}] is not a section; {}"};
constexpr Sentence above_sections{"写在了第一节的上面：移到 [gateway] 或别的节下面",
                                  "stands above the first section: move it under [gateway] or another"};
constexpr Sentence meant{"，是不是想写 {}？", "did you mean {}?"};
constexpr Sentence sections{"。有这些：{}", "they are {}"};

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

constexpr std::size_t most_times = 20;  // A list holds so many times.
constexpr int most_mistakes = 20;       // So many lines that are no TOML are told.

std::string list_of(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

Phrase same(std::string words) { return {words, words}; }

std::uint32_t line_of(const toml::node& node) { return node.source().begin.line; }

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

}  // namespace

void Mistakes::add(std::uint32_t line, const Phrase& key, const Phrase& what) {
  add(line == 0 ? phrase(text::in_file, file_, key, what) : phrase(text::at_line, file_, line, key, what));
}

void Mistakes::add(const Phrase& what) {
  for (const auto& [all, one] : {std::pair(&all_.chinese, &what.chinese), std::pair(&all_.english, &what.english)})
    *all += (all->empty() ? "" : "\n") + *one;
}

TomlSection::TomlSection(const toml::table& root, std::string name, Mistakes& mistakes,
                         std::map<std::string, std::string>& values)
    : name_(std::move(name)), mistakes_(mistakes), values_(values) {
  const toml::node* node = root.get(name_);
  if (node == nullptr) return;
  table_ = node->as_table();
  if (table_ == nullptr) mistakes_.add(line_of(*node), same(name_ + " "), phrase(text::must_be_table, name_));
}

void TomlSection::text(const char* key, std::string& into, const Check& check) {
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

void TomlSection::texts(const char* key, std::vector<std::string>& into, const Check& check) {
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

void TomlSection::number(const char* key, int& into, int most) {
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

void TomlSection::time(const char* key, std::chrono::minutes& into) {
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

void TomlSection::times(const char* key, std::vector<std::chrono::minutes>& into) {
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

void TomlSection::time(const char* key, std::optional<std::chrono::minutes>& into) {
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

void TomlSection::flag(const char* key, bool& into) {
  if (const toml::node* node = take(key)) {
    const auto value = node->value_exact<bool>();
    if (!value) fail(*node, key, phrase(text::must_be_flag));
    into = value.value_or(into);
  }
  note(key, into ? "true" : "false");
}

void TomlSection::check_one_of(const std::vector<std::string>& words, const std::string& given) {
  if (std::find(words.begin(), words.end(), given) != words.end()) return;
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "\"" : ", \"") + word + '"';
  throw Explained(text::must_be_one_of, all);
}

void TomlSection::wrong(const char* key, Phrase what) { mistakes_.add(line(key), named(key), what); }

std::uint32_t TomlSection::line(const char* key) const {
  const toml::node* node = table_ == nullptr ? nullptr : table_->get(key);
  return node != nullptr ? line_of(*node) : table_ != nullptr ? line_of(*table_) : 0;
}

void TomlSection::done() {
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

const toml::node* TomlSection::take(const char* key) {
  keys_.emplace_back(key);
  return table_ == nullptr ? nullptr : table_->get(key);
}

void TomlSection::note(const char* key, const std::string& value) { values_[name_ + "." + key] = value; }

Phrase TomlSection::named(const std::string& key, const char* mark) const {
  return {"[" + name_ + "] " + key + " ", key + mark + " "};
}

bool TomlSection::fits(const toml::node& node, const char* key, const std::string& value, const Check& check) const {
  try {
    if (check) check(value);
    return true;
  } catch (const std::exception& error) {
    mistakes_.add(line_of(node), named(key, ":"), why(error));
    return false;
  }
}

void TomlSection::fail(const toml::node& node, const std::string& key, const Phrase& what) const {
  mistakes_.add(line_of(node), named(key), what);
}

std::optional<toml::table> parsed_toml(std::string text, const std::string& name, Mistakes& mistakes) {
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

}  // namespace banwei
