#include "handlers/members/roster_talk.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "handlers/language/eat.h"
#include "handlers/language/strings.h"

namespace banwei::members {

namespace {

constexpr std::size_t longest_said = 120;  // bytes
constexpr std::size_t longest_name = 40;
constexpr std::size_t shortest_number = 6;
constexpr std::size_t longest_number = 20;

/// The words of leaving, and what each is in a word.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> reasons{{{"退学", "退学"},
                                                                                 {"休学", "休学"},
                                                                                 {"转专业", "转专业"},
                                                                                 {"转到别的专业", "转专业"},
                                                                                 {"转班", "转班"},
                                                                                 {"转到别的班", "转班"},
                                                                                 {"转到别班", "转班"},
                                                                                 {"转学", "转学"},
                                                                                 {"转走", "转班"},
                                                                                 {"参军", "参军"},
                                                                                 {"入伍", "参军"},
                                                                                 {"当兵", "参军"},
                                                                                 {"服役", "参军"}}};

void eat_marks(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == ':' || text.front() == ',')) text.remove_prefix(1);
}

std::optional<std::string> name_in(std::string_view words) {
  const std::string_view name = trimmed(words);
  const bool fits = !name.empty() && name.size() <= longest_name && name.find_first_of(" ,:;!?") == name.npos;
  return fits ? std::optional<std::string>(name) : std::nullopt;
}

/// 转专业去了计算机: whoever goes may say where.
std::string_view without_aim(std::string_view text) {
  constexpr std::size_t longest_aim = 30;  // bytes
  for (const auto& [word, why] : reasons) {
    const auto at = text.find(word);
    if (at == text.npos || !word.starts_with("转")) continue;
    std::string_view aim = text.substr(at + word.size());
    if (eat_one_of(aim, {"去了", "到了", "去", "到"}) && aim.size() <= longest_aim && name_in(aim))
      return text.substr(0, at + word.size());
  }
  return text;
}

/// 休学 王五, as 移除 王五 and 转入 王五 are said: the word of an order, apart from whom it is about.
bool eat_order(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  const std::string_view behind = text.substr(word.size());
  if (behind.empty() || (behind.front() != ' ' && behind.front() != ':')) return false;
  text = behind;
  eat_marks(text);
  return true;
}

/// 李四转专业了, before what follows from it; "" when it ends in no reason.
std::string_view eat_reason(std::string_view& text) {
  std::string_view rest = text;
  while (eat_end(rest, {",", " ", ";"})) {
  }
  (void)eat_end(rest, {"了", "啦"});
  for (const auto& [word, why] : reasons) {
    if (!eat_end(rest, {word})) continue;
    text = rest;
    return why;
  }
  return {};
}

/// 万千转到机电1902, 把沈嘉怡从数控调到机电1901: to a class by its name.
std::optional<RosterTalk> moved(std::string_view text) {
  for (const std::string_view verb : {"转到", "转入", "转去", "转进", "转班到", "调到", "调入", "调去", "换到"}) {
    const auto at = text.find(verb);
    if (at == text.npos) continue;
    std::string_view klass = text.substr(at + verb.size());
    (void)eat_end(klass, {"去了", "了", "吧", "啦"});
    (void)eat_end(klass, {"班"});
    std::string_view whose = text.substr(0, at);
    (void)eat_one_of(whose, {"请把", "把", "将", "让", "请让"});
    if (const auto from = whose.find("从"); from != whose.npos) whose = whose.substr(0, from);
    const std::string_view why = eat_reason(whose);
    (void)eat_end(whose, {"已经", "要", "申请", "同学"});
    auto who = name_in(trimmed(whose));
    if (!who || klass.empty() || !is_digit(klass.back())) return std::nullopt;
    return RosterTalk{.kind = RosterTalk::Kind::out,
                      .who = *std::move(who),
                      .to = std::string(trimmed(klass)),
                      .why = std::string(why.empty() ? "转班" : why)};
  }
  return std::nullopt;
}

/// 休学了，把他从班里去掉: what is to be done is clear from why.
std::string_view without_order(std::string_view text) {
  const auto at = text.find_first_of(", ");
  if (at == text.npos) return text;
  std::string_view order = text.substr(at);
  eat_marks(order);
  if (!eat_one_of(order, {"把他", "把她", "请把他", "请把她", "帮我把他", "帮我把她"})) return text;
  (void)eat_one_of(order, {"从班里", "从名单里", "从名单", "从我们班", "从班上"});
  (void)eat_one_of(order, {"去掉", "删掉", "删了", "移除", "移出", "移走", "删除", "踢了", "去了"});
  (void)eat_one_of(order, {"名单", "班级"});
  (void)eat_one_of(order, {"吧", "了", "一下"});
  return order.empty() ? text.substr(0, at) : text;
}

/// 把张三从我们班移出去，他退学了: what is to be done, and then why.
std::optional<RosterTalk> sent_out(std::string_view text) {
  const auto end = std::min(text.find_first_of(",;"), text.size());
  std::string_view order = text.substr(0, end);
  std::string_view because = text.substr(end);
  (void)eat_one_of(order, {"请", "麻烦", "帮我", "帮忙"});
  if (!eat_one_of(order, {"把", "将"})) return std::nullopt;
  (void)eat_end(order, {"吧", "了", "一下"});
  if (!eat_end(order, {"移出去", "移出", "移走", "去掉", "删掉", "删除", "删", "移除", "划掉", "踢出去", "踢"}) ||
      !eat_end(order, {"从我们班", "从咱们班", "从本班", "从我班", "从班里", "从班上", "从班级", "从名单里", "从名单"}))
    return std::nullopt;
  eat_marks(because);
  (void)eat_one_of(because, {"因为"});
  const std::string_view why = eat_reason(because);
  (void)eat_end(because, {"已经", "今天", "昨天", "办理", "办了", "要"});
  const bool his_own = because.empty() || because == "他" || because == "她";
  auto who = name_in(order);
  if (!who || why.empty() || !his_own) return std::nullopt;
  return RosterTalk{.kind = RosterTalk::Kind::out, .who = *std::move(who), .why = std::string(why)};
}

/// 丁一退学了, 王五休学一年, 休学 王五.
std::optional<RosterTalk> out(std::string_view text) {
  if (auto talk = sent_out(text)) return talk;
  text = without_order(text);
  (void)eat_end(text, {"了", "啦"});
  text = without_aim(text);
  (void)eat_end(text, {"去"});
  (void)eat_end(text, {"一年", "半年", "两年", "1年", "2年", "一学期"});
  for (const auto& [word, why] : reasons) {
    std::string_view rest = text;
    if (eat_order(rest, word)) {
      auto who = name_in(rest);
      return who ? std::optional(
                       RosterTalk{.kind = RosterTalk::Kind::out, .who = *std::move(who), .why = std::string(why)})
                 : std::nullopt;
    }
    if (std::string_view gone = rest; eat_end(gone, {"走"}) && gone.ends_with(word)) rest = gone;  // 转学走了
    if (!eat_end(rest, {word})) continue;
    (void)eat_end(rest, {"去", "要去"});  // 去当兵了
    (void)eat_end(rest, {"已经", "今天", "昨天", "办理", "办了", "要"});
    auto who = name_in(rest);
    if (!who) return std::nullopt;
    return RosterTalk{.kind = RosterTalk::Kind::out, .who = *std::move(who), .why = std::string(why)};
  }
  return moved(text);
}

/// 班里新来了个同学, 加一位同学, 新转来一个: that somebody comes, in any of its words.
bool eat_coming(std::string_view& text) {
  std::string_view rest = text;
  (void)eat_one_of(rest, {"班里", "我们班", "咱们班", "我班", "班上"});
  const bool adds = eat_one_of(rest, {"新增", "添加", "增加", "加"});
  bool fresh = eat_one_of(rest, {"新", "刚"});
  const bool comes = !adds && eat_one_of(rest, {"转来", "转入", "转学来", "来"});
  (void)eat(rest, "了");
  const bool one = eat_one_of(rest, {"一个", "一位", "一名", "个", "位", "名"});
  fresh = eat(rest, "新") || fresh;
  const bool whom = eat_one_of(rest, {"同学", "学生", "人"});
  if (!(adds || comes) || !(one || whom) || (comes && !fresh && !whom)) return false;
  text = rest;
  return true;
}

/// 加到机电1901: the class that he comes into.
bool class_named_in(std::string_view word, std::string& klass) {
  if (!eat_one_of(word, {"加到", "加入", "加进", "转到", "转入", "进", "在"})) return false;
  (void)eat_end(word, {"班"});
  if (word.empty() || !is_digit(word.back())) return false;
  klass = word;
  return true;
}

/// 加一个人：2019010140 钱进，转班来的.
std::optional<RosterTalk> in(std::string_view text) {
  RosterTalk talk{.kind = RosterTalk::Kind::in, .why = "转入"};
  const bool returns = eat_one_of(text, {"复学"});
  if (!returns && !eat_coming(text)) return std::nullopt;
  if (eat_end(text, {"复学的", "复学"}) || returns) talk.why = "复学";
  (void)eat_end(text, {"转班来的", "转专业来的", "转学来的", "转来的", "转入的", "转入", "新来的", "刚来的"});
  for (eat_marks(text); !text.empty(); eat_marks(text)) {
    if (eat_one_of(text, {"学号是", "学号", "名字叫", "名字是", "姓名", "名叫", "叫"})) continue;
    const std::string_view word = text.substr(0, text.find_first_of(" ,:"));
    text.remove_prefix(word.size());
    const auto digits = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
    if (digits == word.size() && digits >= shortest_number && talk.number.empty()) {
      talk.number = word;
    } else if (talk.to.empty() && class_named_in(word, talk.to)) {
      continue;
    } else if (digits == 0 && talk.who.empty() && word.size() <= longest_name) {
      talk.who = word;
    } else {
      return std::nullopt;
    }
  }
  if (talk.who.empty() || talk.number.empty()) return std::nullopt;
  return talk;
}

/// 王五复学了, 让王五复学, 复学 王五.
std::optional<RosterTalk> back(std::string_view text) {
  if (eat_order(text, "复学")) {
    auto who = name_in(text);
    return who ? std::optional(RosterTalk{.kind = RosterTalk::Kind::back, .who = *std::move(who), .why = "复学"})
               : std::nullopt;
  }
  (void)eat_one_of(text, {"请让", "让", "给", "请给"});
  (void)eat_end(text, {"了", "啦"});
  if (!eat_end(text, {"复学", "复学回来", "休学回来", "休学期满"})) return std::nullopt;
  (void)eat_end(text, {"办理", "办了", "回来"});
  (void)eat_end(text, {"已经", "今天", "昨天", "要", "可以"});
  auto who = name_in(text);
  if (!who) return std::nullopt;
  return RosterTalk{.kind = RosterTalk::Kind::back, .who = *std::move(who), .why = "复学"};
}

std::optional<std::string> number_in(std::string_view words) {
  const std::string_view number = trimmed(words);
  const bool fits = number.size() >= shortest_number && number.size() <= longest_number &&
                    std::all_of(number.begin(), number.end(), is_digit);
  return fits ? std::optional<std::string>(number) : std::nullopt;
}

/// What is corrected and where its word stands.
struct Field {
  RosterTalk::Kind kind;
  std::size_t at;
  std::size_t length;
};

std::optional<Field> field_in(std::string_view text) {
  for (const auto& [word, kind] : {std::pair{std::string_view("名字"), RosterTalk::Kind::rename},
                                   {std::string_view("姓名"), RosterTalk::Kind::rename},
                                   {std::string_view("学号"), RosterTalk::Kind::renumber}}) {
    if (const auto at = text.find(word); at != text.npos) return Field{kind, at, word.size()};
  }
  return std::nullopt;
}

/// Whose field, that it is wrong, and what it is: 孙浩然名字写错了，应该是孙皓然; 把李四的学号改成2019010113.
std::optional<RosterTalk> correction(std::string_view text) {
  constexpr std::string_view renames = "改名";  // 把吴昊改名吴浩
  if (const auto at = text.find(renames); at != text.npos) {
    std::string_view who = text.substr(0, at);
    std::string_view to = text.substr(at + renames.size());
    const bool asked = eat_one_of(who, {"把", "请把", "麻烦把", "将"});
    const bool told = eat_one_of(to, {"为", "叫", "成", "了叫", "了,叫"});
    auto before = name_in(who);
    auto after = name_in(to);
    if (!before || !after || !(asked || told)) return std::nullopt;
    return RosterTalk{.kind = RosterTalk::Kind::rename, .who = *std::move(before), .to = *std::move(after)};
  }
  const auto field = field_in(text);
  if (!field) return std::nullopt;
  std::string_view who = text.substr(0, field->at);
  std::string_view to = text.substr(field->at + field->length);
  (void)eat_one_of(who, {"把", "请把", "麻烦把"});
  (void)eat_end(who, {"的"});
  const bool wrong = eat_one_of(to, {"写错了", "填错了", "打错了", "输错了", "录错了", "错了", "不对", "有误"});
  eat_marks(to);
  const bool corrects = eat_one_of(to, {"应该是", "应该叫", "应该改成", "应该为", "应为", "改成", "改为", "更正为",
                                        "换成", "正确的是", "正确是", "对的是"}) ||
                        (wrong && eat_one_of(to, {"是", "叫", "要改成"}));
  if (!corrects) return std::nullopt;
  eat_marks(to);
  auto before = name_in(who);
  auto after = field->kind == RosterTalk::Kind::rename ? name_in(to) : number_in(to);
  if (!before || !after) return std::nullopt;
  return RosterTalk{.kind = field->kind, .who = *std::move(before), .to = *std::move(after)};
}

}  // namespace

std::optional<RosterTalk> read_roster_talk(std::string_view said) {
  if (said.size() > longest_said) return std::nullopt;
  const std::string folded = normalised(said);
  if (folded.find('?') != std::string::npos) return std::nullopt;
  const std::string_view text = trimmed(folded);
  if (auto talk = in(text)) return talk;
  if (auto talk = back(text)) return talk;
  if (auto talk = correction(text)) return talk;
  return out(text);
}

}  // namespace banwei::members
