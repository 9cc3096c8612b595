// Lists of several people's temperatures: dorm lines, numbered lists, tables pasted from a sheet.
// Invariant: a row that cannot be read is named, and costs no other row anything; what no heading, number or table
// marks as a list is none.
#include <algorithm>
#include <array>

#include "handlers/common/fever.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/temperature/temperature_rules.h"

namespace banwei::temperature {

namespace {

constexpr std::size_t most_rows = 300;

struct Row {
  int number = 0;  // As it is printed; 0 without one.
  std::string text;
};

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts{""};
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

class List {
 public:
  List(std::string_view text, const Scene& scene) : text_(text), scene_(scene) {}

  std::optional<Statement> read() {
    cut();
    marked_ = marked_ || lines_say_when();
    if (!marked_ || rows_.size() > most_rows) return std::nullopt;
    const auto bare = std::count_if(rows_.begin(), rows_.end(), [&](const Row& row) { return is_name_alone(row); });
    filled_in_before_ = 2 * static_cast<std::size_t>(bare) > rows_.size();
    constexpr std::string_view other = "得分 身高 体重 成绩 分数 鞋 费 价 学分 绩点 尺码 排名";
    if (language::holds_one_of(heading_, other) && !holds(heading_, "体温")) return std::nullopt;
    for (std::size_t i = 0; i < rows_.size(); ++i) take(rows_[i], static_cast<int>(i) + 1);
    const std::size_t read = said_.rows.by.size() + said_.rows.bad.size();
    const bool printed = std::any_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.number > 0; });
    if (read < (solitaire_ || table_ ? 1U : 2U) || (said_.rows.by.empty() && !(solitaire_ && printed)))
      return std::nullopt;
    said_.kind = Kind::list;
    return said_;
  }

 private:
  /// The length of the name or the whole number at `at`, or of 我.
  std::size_t person_at(std::string_view line, std::size_t at) const {
    const std::size_t longest = scene_.people.name_at(line, at).length;
    const std::string_view said = line.substr(std::min(at, line.size()));
    constexpr std::array<std::string_view, 10> speaks{"我们", "我寝", "我宿", "我代", "我来",
                                                      "我替", "我帮", "我汇", "我报", "我给"};
    const bool more = std::any_of(speaks.begin(), speaks.end(), [&](auto word) { return said.starts_with(word); });
    if (longest == 0 && said.starts_with("我") && !more) return std::string_view("我").size();
    return longest > 0 ? longest : number_of_somebody(line, at);
  }

  /// The length of a student's whole number at `at`.
  std::size_t number_of_somebody(std::string_view line, std::size_t at) const {
    constexpr std::size_t shortest = 6;
    std::size_t end = at;
    while (end < line.size() && is_digit(line[end])) ++end;
    if (end - at < shortest || (at > 0 && is_digit(line[at - 1]))) return 0;
    return scene_.people.place_of(line.substr(at, end - at)) < scene_.people.size() ? end - at : 0;
  }

  /// 李四 早36.4 晚36.6 and a line with 王五: two lines and more of a name with several times of day.
  bool lines_say_when() const {
    return rows_.size() > 1 && std::all_of(rows_.begin(), rows_.end(), [&](const Row& row) {
             const Sentence sentence(row.text, scene_);
             return person_at(row.text, 0) > 0 && sentence.values().size() > 1 &&
                    sentence.has_any({Tag::am, Tag::noon, Tag::pm});
           });
  }

  bool is_name_alone(const Row& row) const {
    const std::string_view text = trimmed(row.text);
    return !text.empty() && person_at(text, 0) == text.size();
  }

  /// Where the row behind 1. 1、 (1) no.1 at `at` begins, and its number; only before a name.
  std::size_t number_at(std::string_view line, std::size_t at, int& number) const {
    std::size_t pos = at;
    for (std::string_view lead : {"no.", "no", "(", "[", "第"}) {
      if (line.substr(pos, lead.size()) == lead) pos += lead.size();
    }
    const std::size_t digits = pos;
    while (pos < line.size() && is_digit(line[pos])) ++pos;
    if (pos == digits && at == 0) {  // 二、王五
      constexpr std::array<std::string_view, 10> numerals{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
      for (std::size_t i = 0; i < numerals.size() && number == 0; ++i) {
        const std::size_t behind = numerals[i].size();
        if (line.starts_with(numerals[i]) && line.substr(behind).starts_with("、")) number = static_cast<int>(i) + 1;
        if (number > 0) pos = behind;
      }
      if (number == 0) return 0;
    } else {
      if (pos == digits || pos - digits > 3) return 0;
      number = static_cast<int>(banwei::number(line.substr(digits, pos - digits)));
    }
    for (std::string_view bed : {"号床", "号铺", "床"}) {  // 1号床李四
      if (line.substr(pos).starts_with(bed)) pos += bed.size();
    }
    const std::size_t behind = pos;
    while (pos < line.size() && !is_han(code_point_at(line, pos)) && is_mark(code_point_at(line, pos)))
      pos += code_point_size(line, pos);
    if (person_at(line, pos) > 0) return pos;
    if (at != 0 || pos == behind) return 0;
    // 1. 36.6 李四; and in a 接龙 whoever it is: 1. 一只小羊 36.4
    std::size_t value = pos;
    while (value < line.size() && (is_digit(line[value]) || line[value] == '.' || line[value] == ' ')) ++value;
    const bool valued = value > pos + 2 && person_at(line, value) > 0;
    const std::string_view rest = line.substr(std::min(pos, line.size()));
    const bool stranger = solitaire_ && !rest.empty() && !is_digit(rest.front()) && !holds(rest, "体温") &&
                          std::any_of(rest.begin(), rest.end(), is_digit);
    return valued || stranger ? pos : 0;
  }

  /// Before a line of nothing but dashes stands what is quoted.
  std::string_view last_part() const {
    const auto dashes = text_.rfind("\n---");
    if (dashes == text_.npos) return text_;
    const auto end = text_.find('\n', dashes + 1);
    const bool alone =
        end != text_.npos && text_.substr(dashes + 1, end - dashes - 1).find_first_not_of("- ") == text_.npos;
    return alone ? text_.substr(end + 1) : text_;
  }

  static bool is_example(std::string_view line) {
    constexpr std::array<std::string_view, 6> heads{"例", "示例", "样例", "范例", "example", "e.g"};
    return std::any_of(heads.begin(), heads.end(), [&](std::string_view head) { return line.starts_with(head); });
  }

  /// Without who is away, behind all values: 李四36.5，请假：马超.
  static std::string without_the_absent(std::string line) {
    constexpr std::array<std::string_view, 6> away{"请假:", "病假:", "事假:", "缺勤:", "未报:", "没报:"};
    for (const std::string_view word : away) {
      const auto at = line.find(word);
      if (at == line.npos || at == 0 ||
          std::any_of(line.begin() + static_cast<std::ptrdiff_t>(at), line.end(), is_digit))
        continue;
      line.erase(at);
      while (line.ends_with(',') || line.ends_with(';') || line.ends_with(' ')) line.pop_back();
    }
    return line;
  }

  /// 李四36.5、王五36.6、赵六没接电话: without who is only said to have given none.
  std::string without_the_silent(const std::string& line) {
    std::string kept;
    bool silent = false;
    for (std::size_t begin = 0; begin <= line.size();) {
      std::size_t end = begin;
      while (end < line.size() && line[end] != ',' && line[end] != ' ' && line.compare(end, 3, "、") != 0) ++end;
      const std::string part = line.substr(begin, end - begin);
      const std::size_t next = end + (line.compare(std::min(end, line.size()), 3, "、") == 0 ? 3 : 1);
      const std::size_t person = person_at(part, 0);
      const bool says_more = person > 0 && person < part.size() && part[person] != ':';
      if (says_more && std::none_of(part.begin(), part.end(), is_digit) && Sentence(part, scene_).values().empty()) {
        silent = true;
      } else {
        kept += line.substr(begin, std::min(next, line.size()) - begin);
      }
      begin = next;
    }
    if (!silent || std::none_of(kept.begin(), kept.end(), is_digit)) return line;
    while (kept.ends_with(',') || kept.ends_with(' ')) kept.pop_back();
    if (kept.ends_with("、")) kept.erase(kept.size() - 3);
    return kept;
  }

  /// Without what is no part of a row: (36/38), (妈妈代), [微笑], and a number that its person stands beside.
  std::string without_notes(std::string line) const {
    for (const auto& [open, close] : {std::pair("(", ")"), std::pair("[", "]")}) {
      for (auto at = line.find(open); at != std::string::npos; at = line.find(open, at + 1)) {
        const auto end = line.find(close, at);
        if (end == std::string::npos) break;
        const std::string_view inside = std::string_view(line).substr(at + 1, end - at - 1);
        const bool face = *open == '[' && std::none_of(inside.begin(), inside.end(), is_digit);
        const bool counts = holds(inside, "/") && inside.find_first_not_of("0123456789/ ") == inside.npos;
        const bool by_another =
            (holds(inside, "代") || holds(inside, "帮")) && std::none_of(inside.begin(), inside.end(), is_digit);
        if (face || counts || by_another) line.erase(at, end - at + 1);
      }
    }
    for (std::size_t at = 0; at < line.size(); ++at) {
      const std::size_t length = number_of_somebody(line, at);
      if (length == 0) continue;
      const std::string& name = scene_.people.name(scene_.people.place_of(std::string_view(line).substr(at, length)));
      if (scene_.people.name_at(name, 0).who.size() == 1 && holds(line, name)) line.erase(at, length);
      at += length;
    }
    return line;
  }

  void cut() {
    solitaire_ = (holds(text_, "接龙") || holds(text_, "group note")) && holds(text_, "\n");
    const bool table = holds(text_, "姓名") && holds(text_, "体温") && holds(text_, "\n");
    std::vector<std::string> columns;
    for (std::string line : split(last_part(), '\n')) {
      if (table) {
        std::replace(line.begin(), line.end(), '|', ' ');
        if (!holds(line, ".") || holds(line, ",")) std::replace(line.begin(), line.end(), ',', ' ');
      }
      constexpr std::array<std::string_view, 4> bullets{"-", "•", "·", "*"};
      const bool bulleted =
          std::any_of(bullets.begin(), bullets.end(), [&](auto mark) { return line.starts_with(mark); });
      line = trimmed(without_the_silent(without_the_absent(without_notes(line))));
      if (line.empty() || is_example(line)) continue;
      marked_ = marked_ || (bulleted && person_at(line, 0) > 0);
      if (table && columns.empty() && holds(line, "姓名")) {
        if (holds(line, "姓名:")) return;  // It is a form of one person.
        marked_ = table_ = true;
        columns = split(line, ' ');
        heading_ += line;
      } else {
        line = without_answers(line, columns);
        if (holds(heading_, "有无") && line.ends_with("无")) line += "症状";  // the answer to its last column
        cut_line(line);
      }
    }
  }

  /// A pasted row without its answers to 是否: whether somebody is in Wuhan is kept.
  std::string without_answers(const std::string& line, const std::vector<std::string>& columns) {
    const auto cells = split(line, ' ');
    if (columns.empty() || cells.size() != columns.size()) return line;
    std::string kept;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!columns[i].starts_with("是否")) {
        kept += (kept.empty() ? "" : " ") + cells[i];
      } else if (holds(columns[i], "汉")) {
        in_wuhan_[cells.front()] = cells[i] == "是";
      }
    }
    return kept;
  }

  void cut_line(std::string_view line) {
    constexpr std::string_view rooms = "寝室 宿舍 组 男生 女生 全寝 本寝 全员 全部正常 都正常";
    std::size_t begin = 0;
    int number = 0;
    bool headed = false;
    bool named = false;
    const auto end_row = [&](std::size_t end) {
      const std::string_view row = trimmed(line.substr(begin, end - begin));
      if (!row.empty()) rows_.push_back({number, std::string(row)});
      number = 0;
    };
    for (std::size_t at = 0; at < line.size(); at += code_point_size(line, at)) {
      int found = 0;
      const bool behind_digit = at > 0 && (is_digit(line[at - 1]) || line[at - 1] == '.');
      const std::size_t row = !behind_digit ? number_at(line, at, found) : 0;
      if (row > 0) {
        if (named || headed) end_row(at);
        if (!named && !headed && at > 0) heading_ += line.substr(0, at);
        marked_ = true;
        begin = row;
        number = found;
        named = headed = true;
        at = row;
      }
      const std::size_t person = person_at(line, at);
      if (person > 0 && !named) {
        named = true;
        // 303: 李四36.5, 男生：李四36.5
        const std::string_view before = line.substr(0, at);
        const bool of_a_room = before.ends_with(" ") && language::holds_one_of(before, rooms);  // 502寝室 李四36.4
        if (of_a_room || before.ends_with(":") || before.ends_with(",") || before.ends_with("】") ||
            before.ends_with("]") || before.ends_with(")")) {
          heading_ += before;
          begin = at;
          marked_ = marked_ || is_heading(before);
        }
      }
      if (line[at] == ';') {
        end_row(at);
        begin = at + 1;
      }
    }
    if (!headed && !holds_value(line) && (!named || rows_.empty())) {
      heading_ += line;
      marked_ = marked_ || is_heading(line);
    } else {
      end_row(line.size());
    }
  }

  static bool is_heading(std::string_view line) {
    constexpr std::string_view words =
        "寝 宿舍 屋 接龙 汇总 汇报 以下 组 男生 女生 房 室 已报 体温 名单 登记 统计 上报 班 情况 报一下 大家 统一";
    return language::holds_one_of(line, words) || holds(line, "group note") ||
           std::any_of(line.begin(), line.end(), is_digit);
  }

  bool holds_value(std::string_view line) const {
    const Sentence sentence(line, scene_);
    return std::any_of(sentence.values().begin(), sentence.values().end(),
                       [&](std::size_t i) { return sentence.tokens()[i].figure.form != Figure::Form::odd; });
  }

  void take(const Row& row, int place) {
    const Sentence sentence(row.text, scene_);
    const int number = row.number > 0 ? row.number : place;
    if (is_name_alone(row)) {
      if (solitaire_ && row.number > 0 && !filled_in_before_)
        said_.rows.bad.push_back({number, "value", std::nullopt, {}});
      return;
    }
    if (sentence.values().empty()) {  // 马超没量 is asked about, 罗文杰未报 says all
      constexpr Tags says_why{Tag::unmeasured, Tag::device, Tag::cannot, Tag::same, Tag::health};
      if (sentence.has(Tag::name) && sentence.has_any(says_why))
        said_.rows.bad.push_back({number, "value", std::nullopt, {}});
      // 赵六 发烧了: it is told, whatever the value may be.
      const auto match = scene_.people.name_at(row.text, 0);
      if (match.who.size() == 1 && sentence.urgent_said())
        said_.rows.symptoms[scene_.people[match.who.front()].name] = sentence.symptoms();
      return;
    }
    if (take_slots(sentence)) return;
    const bool named = sentence.names_others() || sentence.has(Tag::name) || sentence.has(Tag::self);
    const auto read = reported(sentence);
    if (!read) {
      if ((sentence.names_others() || solitaire_) && sentence.has_reading())
        said_.rows.bad.push_back({number, "who", std::nullopt, {}});
      return;
    }
    if (read->kind == Kind::ask) {
      const bool who = read->ask == "who";
      said_.rows.bad.push_back({number, read->ask, who ? std::nullopt : read->guess, read->who});
      return;
    }
    if (solitaire_ && row.number > 0 && !named) {  // Not everything that stands in a list is its poster's.
      said_.rows.bad.push_back({number, "who", std::nullopt, {}});
      return;
    }
    if (read->kind == Kind::temps) {
      for (const auto& [name, centi] : read->by) add(name, {{title_slot(), centi}});
    } else if (read->t) {
      add(read->who, {{read->slot.empty() ? title_slot() : read->slot, *read->t}});
    } else if (!read->ts.empty()) {
      add(read->who, read->ts);
    } else {
      return;
    }
    if (read->kind != Kind::temp) return;
    const std::string name = name_of(read->who);
    if (!read->symptoms.empty()) said_.rows.symptoms[name] = read->symptoms;
    if (read->ok) said_.rows.well.push_back(name);
    if (read->in_wuhan) said_.rows.in_wuhan[name] = *read->in_wuhan;
    if (read->on_post) said_.rows.on_post[name] = *read->on_post;
  }

  /// 李四 36.4/36.6 under a heading that says 早/晚.
  bool take_slots(const Sentence& sentence) {
    constexpr std::array<std::string_view, 3> three{"am", "noon", "pm"};
    const bool all = language::holds_one_of(heading_, "早/中/晚 早中晚");
    const bool two = !all && language::holds_one_of(heading_, "早/晚 早晚");
    const auto& values = sentence.values();
    if ((!all && !two) || values.size() != (all ? 3U : 2U)) return false;
    std::map<std::string, int> readings;
    std::string who;
    for (std::size_t i = 0; i < sentence.tokens().size(); ++i) {
      const Token& token = sentence.tokens()[i];
      if (token.is(Tag::am) || token.is(Tag::noon) || token.is(Tag::pm)) return false;  // The row says it itself.
      const auto match =
          token.is(Tag::name) ? scene_.people.name_at(sentence.text(), token.begin) : language::People::Match{};
      if (match.who.size() == 1 && who.empty()) who = scene_.people[match.who.front()].name;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Figure& figure = sentence.tokens()[values[i]].figure;
      if (figure.form != Figure::Form::reading) return false;
      readings[std::string(all ? three.at(i) : three.at(2 * i))] = figure.centi;
    }
    if (who.empty()) return false;
    add(who, readings);
    return true;
  }

  std::string name_of(const std::string& who) const {
    if (!who.empty()) return who;
    const std::size_t place = scene_.people.place_of(scene_.speaker);
    return place < scene_.people.size() ? scene_.people[place].name : std::string();
  }

  void add(const std::string& who, const std::map<std::string, int>& readings) {
    const std::string name = name_of(who);
    if (name.empty()) return;
    if (said_.rows.by.contains(name)) said_.rows.twice.push_back(name);
    said_.rows.by[name] = readings;
    for (const auto& [slot, centi] : readings) {
      if (centi >= fever_from &&
          std::find(said_.rows.feverish.begin(), said_.rows.feverish.end(), name) == said_.rows.feverish.end())
        said_.rows.feverish.push_back(name);
    }
    for (const auto& [cell, yes] : in_wuhan_) {
      if (cell == name) said_.rows.in_wuhan[name] = yes;
    }
  }

  std::string title_slot() const {
    if (holds(heading_, "早") || holds(heading_, "晨")) return "am";
    if (holds(heading_, "中午")) return "noon";
    return holds(heading_, "晚") ? "pm" : "";
  }

  std::string_view text_;
  const Scene& scene_;
  std::vector<Row> rows_;
  std::string heading_;
  bool marked_ = false;            // By a heading, numbers or columns.
  bool solitaire_ = false;         // It is a 接龙.
  bool table_ = false;             // It has columns.
  bool filled_in_before_ = false;  // Most rows are but names that wait for their values.
  std::map<std::string, bool> in_wuhan_;
  Statement said_;
};

/// 1. at the head of two lines and more.
bool numbered(std::string_view text) {
  int lines = 0;
  for (std::size_t at = 0; at < text.size(); at = std::min(text.find('\n', at), text.size() - 1) + 1) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end > at && end - at <= 3 && end < text.size() && is_mark(code_point_at(text, end))) ++lines;
  }
  return lines > 1;
}

/// 1. 36.5 and 2. 36.6, line by line: people's values, and not a name among them.
bool nameless(const Sentence& sentence) {
  const std::string_view text = sentence.text();
  if (!numbered(text) || sentence.names_others() || sentence.has(Tag::name)) return false;
  const auto lines = split(text, '\n');
  return std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
    const std::size_t number = line.find_first_not_of("0123456789");
    if (number == 0 || number == line.npos || !is_mark(code_point_at(line, number))) return false;
    std::string_view rest = trimmed(std::string_view(line).substr(number + code_point_size(line, number)));
    const auto point = rest.find('.');
    return point == 2 && rest.size() > 3 && rest.find_first_not_of("0123456789.") == rest.npos;
  });
}

/// 我们屋四个 36.5 36.6 36.4 36.3: of whom each is has to be asked.
bool of_a_whole_room(const Sentence& sentence) {
  constexpr std::size_t most_unknown = 4;
  constexpr Tags plain = polite | about | Tags{Tag::we, Tag::figure, Tag::junk, Tag::all, Tag::day, Tag::am, Tag::pm};
  constexpr std::string_view rooms = "寝 宿舍 屋 几个 三个 四个 五个 六个";
  std::size_t unknown = 0;
  for (const Token& token : sentence.tokens()) {
    if (token.is(Tag::junk)) unknown += code_points(sentence.text(token));
    const bool odd = token.is(Tag::figure) && !(token.figure.form == Figure::Form::reading && token.figure.decimal);
    if (odd || !plain.has(token.tag)) return false;
  }
  return sentence.has(Tag::we) && sentence.values().size() > 1 && unknown <= most_unknown &&
         language::holds_one_of(sentence.text(), rooms);
}

}  // namespace

std::optional<Statement> listed(const Sentence& sentence) {
  const std::string_view text = sentence.text();
  const bool solitaire = holds(text, "\n") && (holds(text, "接龙") || holds(text, "group note"));
  if (nameless(sentence) || of_a_whole_room(sentence)) return ask("who");
  const bool table = holds(text, "姓名") && holds(text, "体温") && holds(text, "\n");
  const std::size_t least = solitaire || table ? 1 : numbered(text) ? 0 : 2;
  if (sentence.values().size() < least || !sentence.names_others()) return std::nullopt;
  return List(text, sentence.scene()).read();
}

}  // namespace banwei::temperature
