#include "handlers/meeting/meeting_order.h"

#include <algorithm>
#include <array>

#include "handlers/args.h"
#include "handlers/language/answers.h"
#include "handlers/language/days.h"
#include "handlers/language/eat.h"
#include "handlers/language/strings.h"

namespace banwei::meeting {

namespace {

using std::chrono::minutes;

constexpr std::size_t longest = 120;        // characters
constexpr std::size_t longest_place = 16;   // characters
constexpr std::size_t longest_name = 10;    // characters, of a meeting
constexpr std::size_t longest_length = 10;  // characters, of 1小时20分钟

constexpr std::array<std::string_view, 16> kinds{"班会",   "主题班会", "例会",   "会议", "大会", "动员会",
                                                 "总结会", "座谈会",   "说明会", "团会", "团课", "讲座",
                                                 "培训",   "家长会",   "宣讲会", "会"};
constexpr std::array<std::string_view, 34> qualities{
    "年级", "毕业班", "班委", "班干部", "学委", "班长", "寝室长", "团支部", "支部", "主题",     "线上", "网络",
    "视频", "全体",   "紧急", "动员",   "总结", "学风", "安全",   "教育",   "考前", "期末",     "期中", "开学",
    "返校", "就业",   "实习", "顶岗",   "防疫", "疫情", "防控",   "第一次", "本周", "安全教育",
};
constexpr std::array<std::string_view, 11> verbs{"开一个", "开一次", "开个", "召开", "组织", "举行",
                                                 "举办",   "参加",   "上",   "做",   "开"};
constexpr std::array<std::string_view, 17> roll_times{"开始的时候", "开会的时候", "开始时候", "到时候", "到时", "届时",
                                                      "到点",       "开始时",     "开会时",   "会前",   "准时", "现场",
                                                      "当场",       "并且",       "并",       "还要",   "要"};
constexpr std::array<std::string_view, 7> roll_calls{"点个名", "点名", "点个到", "点到", "开签到", "签个到", "签到"};
constexpr std::array<std::string_view, 7> without{"不用", "不要", "不需要", "不必", "无需", "别", "不"};
constexpr std::array<std::string_view, 8> settling{"暂定", "定", "放", "改", "推迟", "提前", "挪", "调"};
constexpr std::array<std::string_view, 5> settled_at{"到", "在", "于", "成", "为"};
constexpr std::array<std::string_view, 14> reminding{"通知一下", "通知下",   "喊一下", "叫一下", "喊一声",
                                                     "提醒下",   "提醒一下", "提醒",   "通知",   "叫",
                                                     "喊",       "告诉",     "催",     "说"};
constexpr std::array<std::string_view, 14> online{"线上",   "网上",   "腾讯会议", "钉钉会议", "钉钉",
                                                  "会议号", "会议id", "房间号",   "qq群",     "企业微信",
                                                  "超星",   "学习通", "zoom",     "腾讯课堂"};
constexpr std::array<std::string_view, 8> asking{"安排", "预约", "预定", "约", "计划", "定个", "定一个", "登记"};
constexpr std::array<std::string_view, 5> telling{"提醒一下", "提醒下", "提醒", "告诉一下", "说一下"};
constexpr std::array<std::string_view, 8> several{"两个班", "三个班",   "四个班", "五个班",
                                                  "几个班", "我带的班", "我的班", "我带的"};
constexpr std::array<std::string_view, 53> around{
    "帮我",   "帮忙",     "请",   "麻烦",   "给",   "让",   "通知一下", "发通知", "发个通知", "通知", "大家",
    "同学们", "全体同学", "同学", "我们班", "我们", "我",   "他们",     "这次",   "要",       "的",   "一个",
    "一下",   "一次",     "一场", "个",     "在",   "于",   "时间是",   "时间",   "定",       "到",   "并且",
    "并",     "也",       "都",   "一起",   "准时", "记得", "谢谢",     "老师",   "你好",     "您好", "吧",
    "了",     "和",       "就",   "是",     "暂定", "开始", "这个",     "那",     "先"};

class Reader {
 public:
  Reader(std::string_view text, std::chrono::local_seconds now, std::span<const Class> classes)
      : rest_(text), now_(now), classes_(classes) {}

  std::optional<Order> read() {
    order_.moves = language::holds_one_of(rest_, "改到 改在 改成 推迟 延到 挪到 调到 提前到");
    bool first = true;
    for (skip_marks(); !rest_.empty(); skip_marks()) {
      if (eat_meeting()) {
        order_.led = order_.led || first;
        first = false;
        continue;
      }
      if (eat_lead() || eat_roll() || eat_where() || eat_room() || eat_classes() || eat_time() || eat_receipt()) {
        first = false;
        continue;
      }
      if (eat_any(several)) {
        order_.several = true;
      } else if (eat_any(asking)) {
        order_.asked = true;
      } else if (!order_.title.empty() && eat_any(telling)) {
        order_.asked = reminds_ = true;
      } else if (!eat_settled() && !eat_any(around) && !eat_agenda()) {
        return std::nullopt;
      }
    }
    // 今晚8点开班会，提醒一下大家 is a reminder's; of a class of one's own it is a meeting.
    if (reminds_ && order_.whose.empty()) return std::nullopt;
    const bool whole = !order_.time_words.empty() && (!order_.title.empty() || order_.theme != 0);
    return whole ? std::optional(std::move(order_)) : std::nullopt;
  }

 private:
  void skip_marks() {
    while (!rest_.empty() && is_mark(code_point_at(rest_, 0))) rest_.remove_prefix(code_point_size(rest_, 0));
  }
  bool eat(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  /// The longest of them that stands here.
  template <std::size_t N>
  std::string_view eat_word(const std::array<std::string_view, N>& words) {
    std::string_view found;
    for (const std::string_view word : words) {
      if (word.size() > found.size() && rest_.starts_with(word)) found = word;
    }
    rest_.remove_prefix(found.size());
    return found;
  }
  template <std::size_t N>
  bool eat_any(const std::array<std::string_view, N>& words) {
    return !eat_word(words).empty();
  }

  std::optional<minutes> eat_length() {
    std::optional<minutes> length;
    std::size_t bytes = 0;
    for (std::size_t end = 0, count = 0; end < rest_.size() && count < longest_length; ++count) {
      end += code_point_size(rest_, end);
      if (const auto read = understand_minutes(rest_.substr(0, end))) {
        length = read;
        bytes = end;
      }
    }
    rest_.remove_prefix(bytes);
    return length;
  }

  /// 提前半小时提醒大家, 半小时前提醒
  bool eat_lead() {
    const std::string_view before = rest_;
    const bool named = eat("提前") || eat("会前") || eat("开会前");
    const auto length = order_.lead ? std::nullopt : eat_length();
    if (!length || (!named && !eat("前"))) return rest_ = before, false;
    if (!eat_any(reminding) && !named) return rest_ = before, false;
    order_.lead = length;
    return true;
  }

  /// 到时候点个名, 要签到, 不用点名.
  bool eat_roll() {
    const std::string_view before = rest_;
    while (eat_any(roll_times)) {
    }
    const bool none = eat_any(without);
    if (!eat_any(roll_calls)) return rest_ = before, false;
    order_.roll = !none;
    return true;
  }

  /// 定在, 改到, 推迟到: what follows is when it is.
  bool eat_settled() {
    const std::string_view before = rest_;
    if (eat_any(settling) && eat_any(settled_at)) return true;
    return rest_ = before, false;
  }

  /// 腾讯会议 836 536 537, 会议号:836-536-537, 在3教201, 地点:图书馆
  bool eat_where() {
    const std::string_view before = rest_;
    if (!order_.where.empty()) return false;
    if (const std::string_view platform = eat_word(online); !platform.empty()) {
      if (platform != "会议号" && (eat("会议号") || eat("号"))) {
      }
      skip_marks();
      std::string digits;
      while (!rest_.empty() && (is_digit(rest_.front()) || (!digits.empty() && is_mark(code_point_at(rest_, 0))))) {
        if (is_digit(rest_.front())) digits += rest_.front();
        rest_.remove_prefix(code_point_size(rest_, 0));
      }
      constexpr std::size_t fewest = 6;
      constexpr std::size_t most = 12;
      if (digits.size() >= fewest && digits.size() <= most) {
        order_.where = (platform == "腾讯会议" ? ""
                        : platform == "会议号" ? ""
                                               : std::string(platform)) +
                       "会议号" + digits;
        return true;
      }
      rest_ = before.substr(platform.size());
      if (!digits.empty() || platform == "会议号") return rest_ = before, false;
      order_.where = platform;
      return true;
    }
    const bool named = eat("地点:") || eat("地点是") || eat("地点在") || eat("地点");
    if (!named && !eat("在") && !rest_.starts_with("教室")) return false;
    skip_marks();
    std::size_t end = 0;
    std::size_t count = 0;
    while (end < rest_.size() && !is_mark(code_point_at(rest_, end)) && !rest_.substr(end).starts_with("开")) {
      end += code_point_size(rest_, end);
      ++count;
    }
    const bool figure = std::any_of(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(end), is_digit);
    constexpr std::array<std::string_view, 8> places{"教室", "楼", "馆", "厅", "会议室", "室", "操场", "群"};
    const bool place = std::any_of(places.begin(), places.end(),
                                   [&](std::string_view word) { return rest_.substr(0, end).ends_with(word); });
    constexpr std::size_t shortest_room = 3;  // 305
    const std::string_view said = rest_.substr(0, end);
    const bool room =
        end >= shortest_room && end <= shortest_room + 1 && std::all_of(said.begin(), said.end(), is_digit);
    if (count < 2 || count > longest_place || !(named || place || room || (figure && said.find("教") != said.npos)))
      return rest_ = before, false;
    order_.where = written_large(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return true;
  }

  /// The letters of a room: a203 -> A203.
  static std::string written_large(std::string_view room) {
    std::string large(room);
    std::transform(large.begin(), large.end(), large.begin(), [](char c) { return 'a' <= c && c <= 'z' ? c - 32 : c; });
    return large;
  }

  /// A203: a room needs no word before it.
  bool eat_room() {
    constexpr std::size_t most_letters = 2;
    constexpr std::size_t fewest_digits = 3;
    constexpr std::size_t most_digits = 4;
    const auto letters = std::min(rest_.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), rest_.size());
    const auto end = std::min(rest_.find_first_not_of("0123456789", letters), rest_.size());
    const auto digits = end - letters;
    const bool room = letters > 0 && letters <= most_letters && digits >= fewest_digits && digits <= most_digits;
    if (!room || !order_.where.empty()) return false;
    order_.where = written_large(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return true;
  }

  /// 收到回1: who reads it answers as he answers any notice.
  bool eat_receipt() {
    constexpr std::array<std::string_view, 4> got{"收到请", "收到的", "收到", "看到"};
    constexpr std::array<std::string_view, 5> answers{"回复", "回个", "回", "扣个", "扣"};
    constexpr std::array<std::string_view, 3> ticks{"1", "一", "收到"};
    const std::string_view before = rest_;
    if (eat_any(got) && eat_any(answers)) {
      eat_any(ticks);
      return true;
    }
    return rest_ = before, false;
  }

  /// 班会 今晚7点 A203 选评优，带学生证: behind what it is, when and where, what it is for.
  bool eat_agenda() {
    constexpr std::size_t longest_agenda = 30;  // characters
    constexpr std::string_view asks = "吗 ? 谁 几 什么 怎么 呢 哪";
    // 说下返校的事: a word that tells what for needs no place before it.
    std::string_view told = rest_;
    const bool tells = eat_longest(told, "说一下 说下 说说 讲一下 讲下 讲讲 讲 聊一下 聊聊 讨论 布置 强调 内容是");
    const bool begun = !order_.title.empty() && !order_.time_words.empty();
    const bool whole =
        begun && ((tells && order_.when.kind != When::Kind::ask) || (order_.led && !order_.where.empty()));
    if (!whole || order_.themed || code_points(rest_) > longest_agenda || language::holds_one_of(rest_, asks))
      return false;
    order_.title += "（" + std::string(trimmed(tells && order_.where.empty() ? told : rest_)) + "）";
    order_.themed = true;
    rest_ = {};
    return true;
  }

  /// The longest head that is classes and nothing else: 机电1901和1902 of 机电1901和1902开会.
  bool eat_classes() {
    std::vector<Audience> whose;
    std::size_t bytes = 0;
    for (std::size_t end = 0; end < rest_.size();) {
      end += code_point_size(rest_, end);
      auto read = audiences_in(rest_.substr(0, end), classes_);
      if (read.empty() || read.front().kind == Audience::Kind::unknown) continue;
      whose = std::move(read);
      bytes = end;
    }
    if (whose.empty()) return eat_figures();
    rest_.remove_prefix(bytes);
    for (Audience& one : whose) {
      if (one.word != "全班") order_.whose.push_back(std::move(one));
    }
    return true;
  }

  /// 1901的同学: the one class whose name ends so.
  bool eat_figures() {
    constexpr std::size_t fewest = 4;
    const auto size = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    if (size < fewest) return false;
    const auto ends_so = [&](const Class& klass) { return normalised(klass.name).ends_with(rest_.substr(0, size)); };
    const auto one = std::find_if(classes_.begin(), classes_.end(), ends_so);
    if (one == classes_.end() || std::any_of(one + 1, classes_.end(), ends_so)) return false;
    order_.whose.push_back({.kind = Audience::Kind::klass, .word = one->name, .class_id = one->id});
    rest_.remove_prefix(size);
    eat("班");
    return true;
  }

  bool eat_time() {
    if (!order_.time_words.empty()) return false;
    const auto match = match_when(rest_.substr(0, std::min(rest_.find("提前"), rest_.find("到时"))), now_);
    if (!match || match->bytes == 0) return false;
    order_.when = match->when;
    order_.time_words = std::string(trimmed(rest_.substr(0, match->bytes)));
    rest_.remove_prefix(match->bytes);
    return true;
  }

  /// 班会, 主题3, 主题班会, 开毕业班动员会. What stands between 开 and 会 is its name.
  bool eat_meeting() {
    const std::string_view before = rest_;
    if (eat("主题班会")) return title("主题班会");
    if (eat("主题")) {
      skip_marks();
      std::size_t digits = 0;
      while (digits < rest_.size() && digits < 4 && is_digit(rest_[digits])) ++digits;
      if (digits > 0 && order_.theme == 0) {
        order_.theme = number(rest_.substr(0, digits));
        rest_.remove_prefix(digits);
        return true;
      }
      rest_ = before;
    }
    if (!order_.title.empty()) return eat_theme();
    if (eat("开会")) return title("开会");
    const bool verb = eat_any(verbs);
    const std::string_view name = rest_;
    while (eat_any(qualities)) {
    }
    if (eat_any(kinds) && rest_.data() != name.data()) {
      const auto size = name.size() - rest_.size();
      if (name.substr(0, size) != "会" || verb) return title(name.substr(0, size));
    }
    rest_ = name;
    if (verb) {
      std::size_t end = 0;
      for (std::size_t count = 0; count < longest_name && end < rest_.size() && is_han(code_point_at(rest_, end));
           ++count) {
        end += code_point_size(rest_, end);
        if (!rest_.substr(0, end).ends_with("会")) continue;
        rest_.remove_prefix(end);
        return title(name.substr(0, end));
      }
    }
    rest_ = before;
    return false;
  }
  /// 主题安全教育, 主题是诚信: what a meeting that has a name is about.
  bool eat_theme() {
    constexpr std::size_t longest_theme = 20;  // characters
    const std::string_view before = rest_;
    if (!eat("主题")) return false;
    if (!eat("是") && !eat("为") && !eat("叫")) skip_marks();
    std::size_t end = 0;
    while (end < rest_.size() && !is_mark(code_point_at(rest_, end))) end += code_point_size(rest_, end);
    const std::string_view theme = rest_.substr(0, end);
    if (theme.empty() || code_points(theme) > longest_theme) return rest_ = before, false;
    order_.title += "（" + std::string(theme) + "）";
    order_.themed = true;
    rest_.remove_prefix(end);
    return true;
  }
  bool title(std::string_view words) {
    order_.title = words;
    return true;
  }

  std::string_view rest_;
  std::chrono::local_seconds now_;
  std::span<const Class> classes_;
  Order order_;
  bool reminds_ = false;
};

std::optional<Day> last_day(std::string_view word, std::chrono::local_seconds now) {
  const Day today = std::chrono::floor<std::chrono::days>(now);
  const Day sunday = today + (std::chrono::Sunday - std::chrono::weekday{today});
  std::string_view bare = word;
  for (const std::string_view tail : {"完成", "之内", "以内", "内", "之前", "以前", "前"}) {
    if (bare.ends_with(tail)) bare.remove_suffix(tail.size());
  }
  if (bare == "本周" || bare == "这周" || bare == "这个星期") return sunday;
  if (bare == "下周" || bare == "下星期") return sunday + std::chrono::days{7};
  if (bare == "本月" || bare == "这个月") {
    const std::chrono::year_month_day date{today};
    return Day{date.year() / date.month() / std::chrono::last};
  }
  const auto when = understand_when(std::string(bare) + "23点", now);
  if (when && when->kind == When::Kind::once) return std::chrono::floor<std::chrono::days>(when->at);
  // A day that is over is a day all the same: whoever names it is told so.
  const auto day = language::day_at(bare, 0, today);
  return day && day->length == bare.size() ? std::optional(day->day) : std::nullopt;
}

}  // namespace

bool is_of_class(std::string_view title) {
  constexpr std::string_view own = "班会 团会 团课";
  return language::holds_one_of(title, own);
}

bool Order::of_class() const { return theme != 0 || is_of_class(title); }

std::optional<Order> read_order(std::string_view said, std::chrono::local_seconds now, std::span<const Class> classes) {
  const std::string text = normalised(said, longest + 1);
  if (code_points(text) > longest) return std::nullopt;
  return Reader(text, now, classes).read();
}

std::optional<ThemeOrder> read_theme(std::string_view said, std::chrono::local_seconds now,
                                     std::span<const Class> classes) {
  constexpr std::size_t longest_title = 40;  // characters
  ThemeOrder order;
  std::string text = normalised(said, longest + longest_title);
  std::replace(text.begin(), text.end(), '\n', ' ');
  constexpr std::string_view quotes = "\"'";
  for (std::string_view rest = text; !rest.empty();) {
    const auto end = std::min(rest.find_first_of(" ,;"), rest.size());
    const std::string_view word = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (word.empty()) continue;
    if (auto whose = audiences_in(word, classes); !whose.empty()) {
      order.whose.insert(order.whose.end(), whose.begin(), whose.end());
    } else if (const auto until = order.until ? std::nullopt : last_day(word, now)) {
      order.until = until;
    } else {
      std::string bare(word);
      std::erase_if(bare, [&](char c) { return quotes.find(c) != quotes.npos; });
      order.title += (order.title.empty() ? "" : " ") + bare;
    }
  }
  const bool good = !order.title.empty() && code_points(order.title) <= longest_title;
  return good ? std::optional(std::move(order)) : std::nullopt;
}

std::vector<std::string> sentences_of(std::string_view said) {
  constexpr std::array<std::string_view, 10> heads{"讲了什么", "讲了", "内容", "问题",     "建议",
                                                   "第一",     "第二", "第三", "会议内容", "存在问题"};
  // 班会纪要 1.讲了作息: what is sent, and no word of it.
  said = trimmed(said);
  for (const std::string_view title : {"班会纪要", "会议纪要", "纪要"}) {
    if (!said.starts_with(title)) continue;
    said.remove_prefix(title.size());
    break;
  }
  std::vector<std::string> all;
  const auto add = [&](std::string_view sentence) {
    sentence = trimmed(sentence);
    // 1、讲了什么：
    std::string_view bare = sentence;
    while (!bare.empty() && (is_digit(bare.front()) || is_mark(code_point_at(bare, 0))))
      bare.remove_prefix(code_point_size(bare, 0));
    for (const std::string_view head : heads) {
      if (!bare.starts_with(head)) continue;
      const std::string_view behind = bare.substr(head.size());
      if (!behind.empty() && (behind.starts_with("：") || behind.front() == ':' || behind.starts_with("、"))) {
        bare = trimmed(behind);
        break;
      }
    }
    if (code_points(bare) > 1) all.emplace_back(bare);
  };
  std::size_t begin = 0;
  for (std::size_t at = 0; at < said.size(); at += code_point_size(said, at)) {
    const char32_t c = code_point_at(said, at);
    const bool stops = c == U'\n' || c == U'。' || c == U'；' || c == U';' || c == U'！' || c == U'|';
    if (!stops) continue;
    add(said.substr(begin, at - begin));
    begin = at + code_point_size(said, at);
  }
  add(said.substr(begin));
  return all;
}

}  // namespace banwei::meeting
