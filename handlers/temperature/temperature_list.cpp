// Lists of several people's temperatures: dorm lines, numbered lists, tables pasted from a sheet.
// Invariant: a row that cannot be read is named, and costs no other row anything; what no heading, number or table
// marks as a list is none.
#include <algorithm>
#include <array>

#include "handlers/common/text.h"
#include "handlers/temperature/temperature_rules.h"

namespace banwei::temperature {

namespace {

constexpr std::size_t most_rows = 300;

struct Row {
  int number = 0;  // As it is printed; 0 without one.
  std::string text;
};

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

template <std::size_t N>
bool holds_any(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return holds(text, word); });
}

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
    if (!marked_ || rows_.size() > most_rows) return std::nullopt;
    constexpr std::array<std::string_view, 12> other{"得分", "身高", "体重", "成绩", "分数", "鞋",
                                                     "费",   "价",   "学分", "绩点", "尺码", "排名"};
    if (holds_any(heading_, other) && !holds(heading_, "体温")) return std::nullopt;
    for (std::size_t i = 0; i < rows_.size(); ++i) take(rows_[i], static_cast<int>(i) + 1);
    if (said_.rows.by.size() + said_.rows.bad.size() < 2 || said_.rows.by.empty()) return std::nullopt;
    said_.kind = Kind::list;
    return said_;
  }

 private:
  /// The length of the name at `at`, or of 我.
  std::size_t person_at(std::string_view line, std::size_t at) const {
    const std::size_t longest = scene_.people.name_at(line, at).length;
    if (longest == 0 && line.substr(at, 3) == "我" && line.substr(at, 6) != "我们")
      return std::string_view("我").size();
    return longest;
  }

  /// Where the row behind 1. 1、 (1) no.1 at `at` begins, and its number; only before a name.
  std::size_t number_at(std::string_view line, std::size_t at, int& number) const {
    std::size_t pos = at;
    for (std::string_view lead : {"no.", "no", "(", "[", "第"}) {
      if (line.substr(pos, lead.size()) == lead) pos += lead.size();
    }
    const std::size_t digits = pos;
    while (pos < line.size() && is_digit(line[pos])) ++pos;
    if (pos == digits || pos - digits > 3) return 0;
    number = static_cast<int>(banwei::number(line.substr(digits, pos - digits)));
    while (pos < line.size() && !is_han(code_point_at(line, pos)) && is_mark(code_point_at(line, pos)))
      pos += code_point_size(line, pos);
    return person_at(line, pos) > 0 ? pos : 0;
  }

  void cut() {
    const bool table = holds(text_, "姓名") && holds(text_, "体温") && holds(text_, "\n");
    std::vector<std::string> columns;
    for (std::string line : split(text_, '\n')) {
      if (table) {
        std::replace(line.begin(), line.end(), '|', ' ');
        if (!holds(line, ".") || holds(line, ",")) std::replace(line.begin(), line.end(), ',', ' ');
      }
      line = trimmed(line);
      if (line.empty()) continue;
      if (table && columns.empty() && holds(line, "姓名")) {
        if (holds(line, "姓名:")) return;  // It is a form of one person.
        marked_ = true;
        columns = split(line, ' ');
        heading_ += line;
      } else {
        cut_line(without_answers(line, columns));
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
        if (before.ends_with(":") || before.ends_with(",") || before.ends_with("】") || before.ends_with("]") ||
            before.ends_with(")")) {
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
    if (!holds_value(line) && (!named || rows_.empty())) {
      heading_ += line;
      marked_ = marked_ || is_heading(line);
    } else {
      end_row(line.size());
    }
  }

  static bool is_heading(std::string_view line) {
    constexpr std::array<std::string_view, 20> words{"寝",   "宿舍", "接龙", "汇总", "汇报", "以下",       "组",
                                                     "男生", "女生", "房",   "室",   "已报", "group note", "体温",
                                                     "名单", "登记", "统计", "上报", "班",   "情况"};
    return holds_any(line, words) || std::any_of(line.begin(), line.end(), is_digit);
  }

  bool holds_value(std::string_view line) const {
    const Sentence sentence(line, scene_);
    return std::any_of(sentence.values().begin(), sentence.values().end(),
                       [&](std::size_t i) { return sentence.tokens()[i].figure.form != Figure::Form::odd; });
  }

  void take(const Row& row, int place) {
    const Sentence sentence(row.text, scene_);
    const int number = row.number > 0 ? row.number : place;
    if (sentence.values().empty()) {  // 马超没量 is asked about, 罗文杰未报 says all
      constexpr Tags says_why{Tag::unmeasured, Tag::device, Tag::cannot, Tag::same, Tag::health};
      if (sentence.has(Tag::name) && sentence.has_any(says_why))
        said_.rows.bad.push_back({number, "value", std::nullopt, {}});
      return;
    }
    const auto read = reported(sentence);
    if (!read) {
      if (sentence.names_others() && sentence.has_reading())
        said_.rows.bad.push_back({number, "who", std::nullopt, {}});
      return;
    }
    if (read->kind == Kind::ask) {
      said_.rows.bad.push_back({number, read->ask, read->guess, read->who});
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
      if (centi >= fever &&
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
  bool marked_ = false;  // By a heading, numbers or columns.
  std::map<std::string, bool> in_wuhan_;
  Statement said_;
};

}  // namespace

std::optional<Statement> listed(const Sentence& sentence) {
  if (sentence.values().size() < 2 || !sentence.names_others()) return std::nullopt;
  return List(sentence.text(), sentence.scene()).read();
}

}  // namespace banwei::temperature
