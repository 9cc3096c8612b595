#include "handlers/attendance/rollcall_words.h"

#include <algorithm>
#include <array>
#include <vector>

#include "handlers/args.h"
#include "handlers/common/courses.h"
#include "handlers/language/answers.h"
#include "handlers/language/eat.h"
#include "handlers/language/lesson_numbers.h"
#include "handlers/language/strings.h"
#include "handlers/language/text.h"
#include "handlers/language/when.h"

namespace banwei::attendance {

namespace {

constexpr std::size_t longest_order = 60;     // characters
constexpr std::size_t longest_password = 20;  // characters
constexpr std::size_t longest_title = 20;     // characters
constexpr std::string_view password_word = "口令";

/// Words that speak of a roll call and name none.
constexpr std::string_view no_title =
    "功能 还有 再 延长 推迟 吗 谁 什么 怎么 几 多久 提前 结束 开始 没到 没签 和 哪 怎样 ? 如何";

/// What asks for the one that was: 点名 结果.
constexpr std::array<std::string_view, 9> asks_about{"结果", "情况", "名单", "记录", "统计",
                                                     "进度", "人数", "汇总", "历史"};

/// 签到啦，大学英语，十分钟: commas part them as blanks do.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
    const auto end = std::min(text.find_first_of(" \n,"), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

/// 啦 of 签到啦 names nothing.
std::string_view without_particle(std::string_view word) {
  constexpr std::array<std::string_view, 7> particles{"啦", "了", "咯", "喽", "哈", "哦", "啊"};
  return std::find(particles.begin(), particles.end(), word) == particles.end() ? word : std::string_view{};
}

/// 十分钟, 十分钟吧.
std::optional<std::chrono::minutes> minutes_of(std::string_view word) {
  constexpr std::array<std::string_view, 6> particles{"吧", "啊", "哈", "哦", "呗", "就行"};
  for (const std::string_view particle : particles) {
    if (word.ends_with(particle)) return understand_minutes(word.substr(0, word.size() - particle.size()));
  }
  return understand_minutes(word);
}

/// 高数10分钟 -> 高数 and its length.
std::optional<std::chrono::minutes> length_behind(std::string_view& word) {
  for (std::size_t at = code_point_size(word, 0); at < word.size(); at += code_point_size(word, at)) {
    if (const auto length = minutes_of(word.substr(at))) {
      word = word.substr(0, at);
      return length;
    }
  }
  return std::nullopt;
}

/// 全班 is the one class that can be meant, as without a word.
bool of_own_class(const Audience& one) { return one.word == "全班"; }

/// Takes them off. What only looks like a class at the very front is a title.
std::vector<Audience> eat_classes(std::string_view& text, std::span<const Class> classes) {
  const Runes runes = fold(text);
  Scanner s{runes.view()};
  auto whose = eat_audiences(s, classes);
  if (whose.empty() || whose.front().kind == Audience::Kind::unknown) return {};
  text = trimmed(text.substr(runes.begins[s.at]));
  std::erase_if(whose, of_own_class);
  return whose;
}

}  // namespace

std::optional<Order> read_classes(std::string_view text, std::span<const Class> classes) {
  constexpr std::array<std::string_view, 6> before{"给", "对", "在", "让", "帮", "请"};
  constexpr std::array<std::string_view, 10> behind{"都",   "也", "全",   "分别", "一起",
                                                    "同时", "的", "同学", "开始", "发起"};
  text = trimmed(text);
  for (const std::string_view word : before) {
    if (text.starts_with(word)) text.remove_prefix(word.size());
  }
  const auto taken_off = [&text](std::string_view word) {
    if (!text.ends_with(word)) return false;
    text = trimmed(text.substr(0, text.size() - word.size()));
    return true;
  };
  while (std::any_of(behind.begin(), behind.end(), taken_off)) {
  }
  Order order{.whose = audiences_in(text, classes)};
  std::erase_if(order.whose, of_own_class);
  return order.whose.empty() ? std::nullopt : std::optional(std::move(order));
}

std::optional<Order> read_order(std::string_view text, std::span<const Class> classes, bool addressed) {
  Order order{.whose = eat_classes(text, classes)};
  if (code_points(text) > longest_order) return std::nullopt;
  const auto words = words_of(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view word = i == 0 && words.size() > 1 ? without_particle(words[i]) : words[i];
    if (word.starts_with(password_word)) {
      word = trimmed(word.substr(password_word.size()));
      if (word.empty() && i + 1 < words.size()) word = trimmed(words[++i]);
      if (word.empty() || !order.password.empty() || code_points(word) > longest_password) return std::nullopt;
      order.password = word;
      continue;
    }
    auto length = minutes_of(word);
    if (length) {
      word = {};
    } else if (addressed) {
      length = length_behind(word);
    }
    if (length && order.length) return std::nullopt;
    if (length) order.length = length;
    if (length && language::is_one_of(word, "给 限 限时 就 时长 时间")) word = {};  // 给8分钟
    if (!word.empty()) order.title += (order.title.empty() ? "" : " ") + std::string(word);
  }
  if (code_points(order.title) > longest_title) return std::nullopt;
  // 签到 36.5 is a sign-in beside a value.
  if (!order.title.empty() && order.title.find_first_not_of("0123456789. ") == order.title.npos) return std::nullopt;
  const bool talk = language::holds_one_of(order.title, no_title);
  if (std::find(asks_about.begin(), asks_about.end(), order.title) != asks_about.end()) return std::nullopt;
  const bool names_class = class_shape(order.title) == order.title.size();
  const bool bare_title = !order.title.empty() && !names_class && !order.length && order.password.empty();
  if (talk || (bare_title && !addressed)) return std::nullopt;
  return order;
}

std::string_view class_like(std::string_view title) {
  for (std::size_t at = 0; at < title.size(); at += code_point_size(title, at))
    if (const std::size_t length = class_shape(title.substr(at))) return title.substr(at, length);
  return {};
}

namespace {

/// A clause of a call, read from its front.
class Clause {
 public:
  explicit Clause(std::string_view words) : rest_(trimmed(words)) {}

  bool done() const { return rest_.empty(); }
  bool eat(std::string_view words) {
    const bool eaten = eat_longest(rest_, words);
    rest_ = trim(rest_);
    return eaten;
  }
  void skip(std::string_view words) {
    while (eat(words)) {
    }
  }

  /// 1902 or 机电1902, of 给1902点名: by its name or the figures that end it alone of all.
  void eat_class(std::span<const Class> classes, Order& order) {
    const Class* found = nullptr;
    std::size_t length = 0;
    for (const Class& klass : classes) {
      const std::string name = normalised(klass.name);
      const std::string_view figures = std::string_view(name).substr(name.find_last_not_of("0123456789") + 1);
      for (const std::string_view word : {std::string_view(name), figures}) {
        if (word.empty() || word.size() < length || !rest_.starts_with(word)) continue;
        found = word.size() == length ? nullptr : &klass;
        length = word.size();
      }
    }
    if (found == nullptr || !order.whose.empty()) return;
    rest_ = trim(rest_.substr(length));
    eat("班的 班");
    order.whose.push_back({.kind = Audience::Kind::klass, .word = found->name, .class_id = found->id});
  }

  /// 第三节, 大学英语, 第1-2节高数: the lesson as it was written.
  std::string lesson() {
    const std::string_view before = rest_;
    for (bool more = true; more;) {
      const auto numbers = language::lesson_numbers_at(rest_, 0);
      const std::size_t length = numbers && numbers->spelled ? numbers->length : course_at(rest_, 0).length;
      more = length > 0;
      rest_ = trim(rest_.substr(length));
    }
    return std::string(trimmed(before.substr(0, before.size() - rest_.size())));
  }

  /// 10分钟 of 10分钟内回到: the longest that is one.
  std::optional<std::chrono::minutes> length() {
    std::optional<std::chrono::minutes> length;
    std::size_t size = 0;
    for (std::size_t end = 0; end < rest_.size();) {
      end += code_point_size(rest_, end);
      if (const auto read = minutes_of(rest_.substr(0, end))) {
        length = read;
        size = end;
      }
    }
    rest_ = trim(rest_.substr(size));
    return length;
  }

 private:
  std::string_view rest_;
};

constexpr std::string_view openers =
    "同学们 同学 大家 各位同学 各位 注意 现在 那 来 我们 下面 先 给 请 上课 上课了 上课啦";
constexpr std::string_view by_now = "现在 马上 这就 正式 先 该";
constexpr std::string_view before_long = "要 马上要 现在要 准备 快要 就要";  // Tells of it, unless it says more.
constexpr std::string_view opening = "开始 开个 开一个 来个 来一个 搞个";
constexpr std::string_view once = "一下 下 个 一个 一次";
constexpr std::string_view verbs = "点一下 点下 点个 点";
constexpr std::string_view names = "的名 课的名 名";
constexpr std::string_view particles = "了 啦 吧 哈 啊 哦";
constexpr std::string_view limits = "给大家 给 限时 限 时间 一共 就 时长 开 留";
constexpr std::string_view who_hears = "听到 听见 看到 看见 在 到 收到 到了 来了 在线 在场 在群里";
constexpr std::string_view of_whom = "的同学 的 请 就 的请 的都";
constexpr std::string_view answers = "扣个 扣 打个 打 回复 回 敲 发";
constexpr std::string_view ticks = "1 一 到 个1";
constexpr std::string_view within = "内 之内 以内";
constexpr std::string_view ends_it = "有效 结束 截止 签到";

/// 听到的扣1
bool asks_for_a_tick(Clause clause) {
  if (!clause.eat(who_hears)) return false;
  clause.skip(of_whom);
  const bool asks = clause.eat(answers) && clause.eat(ticks);
  clause.skip(particles);
  return asks && clause.done();
}

/// 开始点名, 点一下到, 签个到, 点名开始
bool eat_call(Clause& clause) {
  const Clause before = clause;
  clause.eat(opening);
  const bool points = clause.eat("点");
  const bool signs = !points && clause.eat("签");
  clause.eat(once);
  if ((points && clause.eat("名 到")) || (signs && clause.eat("到"))) {
    clause.eat("开始");
    return true;
  }
  clause = before;
  return false;
}

/// 给五分钟, 10分钟内回到: takes all that is left.
bool takes_length(Clause clause, Order& order) {
  clause.skip(limits);
  const auto length = order.length ? std::nullopt : clause.length();
  if (!length) return false;
  clause.eat(within);
  clause.skip(of_whom);
  if (!clause.eat(ends_it) && clause.eat(answers)) clause.eat(ticks);
  clause.skip(particles);
  if (!clause.done()) return false;
  order.length = length;
  return true;
}

/// Whether it calls the roll; the lesson and the length that it names go into `order`.
bool calls_the_roll(Clause clause, Order& order, bool& foretold) {
  std::string lesson = clause.lesson();
  clause.skip(by_now);
  foretold = clause.eat(before_long);
  bool called = eat_call(clause);
  if (!called && clause.eat(verbs)) {
    lesson = clause.lesson();
    called = !lesson.empty() && clause.eat(names);
  }
  if (!called) return false;
  while (clause.eat(particles) || eat_call(clause)) {
  }
  if (lesson.empty()) lesson = clause.lesson();
  if (!clause.done() && !takes_length(clause, order)) return false;
  if (order.title.empty()) order.title = lesson;
  return true;
}

}  // namespace

std::optional<Order> read_call(std::string_view text, std::span<const Class> classes) {
  constexpr std::string_view ends = ",;!\n";
  const std::string folded = normalised(text, longest_order + 1);
  if (code_points(folded) > longest_order) return std::nullopt;
  Order order;
  bool called = false;
  bool ticked = false;
  bool foretold = false;
  for (std::string_view rest = trimmed(folded); !rest.empty();) {
    const auto end = std::min(rest.find_first_of(ends), rest.size());
    Clause clause(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    clause.skip(openers);
    clause.eat_class(classes, order);
    if (clause.done()) continue;
    if (bool soon = false; calls_the_roll(clause, order, soon)) {
      foretold = foretold || soon;
      called = true;
      continue;
    }
    if (asks_for_a_tick(clause)) {
      ticked = true;
      continue;
    }
    if (Clause lesson = clause; called && order.title.empty()) {
      order.title = lesson.lesson();
      if (lesson.done()) continue;
      order.title.clear();
    }
    if (!takes_length(clause, order)) return std::nullopt;
  }
  const bool says = ticked || order.length || !order.whose.empty() ||
                    (!foretold && !order.title.empty());  // 高数要点名了 calls nobody.
  return called && says && code_points(order.title) <= longest_title ? std::optional(std::move(order)) : std::nullopt;
}

std::string title_behind(std::string_view said, Day today) {
  for (const std::string_view word : {"点名", "点个名"}) {
    if (!said.starts_with(word) || !said.substr(word.size()).starts_with(' ')) continue;
    const std::string_view title = trimmed(said.substr(word.size()));
    const language::Cut named = language::cut(title, {}, today);
    const bool known = named.unknown == 0 && !named.tokens.empty();
    const bool of_gathering = std::all_of(named.tokens.begin(), named.tokens.end(), [](const language::Token& token) {
      return token.words.meets(language::Word::lesson | language::Word::meeting);
    });
    if (known && of_gathering && code_points(title) <= longest_title) return std::string(title);
  }
  return {};
}

std::optional<std::string> without_password(std::string_view text, std::string_view password) {
  if (password.empty()) return std::nullopt;
  if (text.starts_with(password)) return std::string(trimmed(text.substr(password.size())));
  if (text.ends_with(password)) return std::string(trimmed(text.substr(0, text.size() - password.size())));
  return std::nullopt;
}

bool is_short_for(std::string_view word, std::string_view title) {
  if (word == title) return true;
  if (code_points(word) < 2 || code_point_at(word, 0) != code_point_at(title, 0)) return false;
  std::size_t at = 0;
  for (std::size_t i = 0; i < title.size() && at < word.size(); i += code_point_size(title, i)) {
    if (code_point_at(title, i) == code_point_at(word, at)) at += code_point_size(word, at);
  }
  return at == word.size();
}

std::optional<std::string> without_title(std::string_view text, std::string_view title) {
  if (title.empty()) return std::nullopt;
  if (text.starts_with(title)) return std::string(trimmed(text.substr(title.size())));
  std::size_t end = 0;
  while (end < text.size() && !is_mark(code_point_at(text, end))) end += code_point_size(text, end);
  if (end == text.size() || !is_short_for(text.substr(0, end), title)) return std::nullopt;
  return std::string(trimmed(text.substr(end)));
}

std::optional<std::string> without_class(std::string_view title, std::string_view name) {
  if (name.empty()) return std::nullopt;
  const bool figures = is_digit(name.back());
  for (auto at = title.find(name); at != std::string_view::npos; at = title.find(name, at + 1)) {
    const std::string_view before = title.substr(0, at);
    std::string_view behind = title.substr(at + name.size());
    if (behind == "班" || behind.starts_with("班 ")) behind.remove_prefix(std::string_view("班").size());
    const bool begins = figures || before.empty() || before.back() == ' ';
    const bool ends = behind.empty() || behind.front() == ' ' || (figures && !is_digit(behind.front()));
    if (begins && ends) return std::string(trim(std::string(trim(before)) + " " + std::string(trim(behind))));
  }
  return std::nullopt;
}

std::string as_written(std::string_view folded, std::string_view original) {
  const std::string whole = normalised(original);
  const auto at = whole.find(folded);
  if (at == std::string::npos || whole.size() != original.size()) return std::string(folded);
  const std::string_view part = original.substr(at, folded.size());
  return normalised(part) == folded ? std::string(part) : std::string(folded);
}

}  // namespace banwei::attendance
