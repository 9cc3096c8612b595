// The lexer: every recogniser is asked at a place, the longest answer wins, of equal ones the first in the order below.
#include "handlers/temperature/temperature_lexer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"

namespace banwei::temperature {

namespace {

constexpr std::size_t most_tokens = 600;

bool starts(std::string_view text, std::size_t at, std::string_view word) {
  return at <= text.size() && text.substr(at, word.size()) == word;
}

class Lexer {
 public:
  Lexer(std::string_view text, const Scene& scene)
      : text_(text),
        today_(scene.today),
        people_(scene.people),
        class_name_(normalised(scene.class_name)),
        class_letters_(class_name_.find_last_not_of("0123456789") + 1) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text_.size() && tokens.size() < most_tokens;) {
      Token token = next(at);
      token.begin = at;
      if (token.end <= at) token.end = at + code_point_size(text_, at);
      at = token.end;
      if (token.is(Tag::junk) && !tokens.empty() && tokens.back().is(Tag::junk)) {
        tokens.back().end = token.end;
      } else {
        tokens.push_back(std::move(token));
      }
    }
    if (!tokens.empty() && tokens.back().end < text_.size()) {  // too long: the rest is not understood
      tokens.push_back(token(Tag::junk, text_.size()));
      tokens.back().begin = tokens[tokens.size() - 2].end;
    }
    return tokens;
  }

 private:
  Token next(std::size_t at) const {
    Token best;
    const auto offer = [&](Token&& token) {
      if (token.end > best.end) best = std::move(token);
    };
    if (Token token = link_or_face(at); token.end > at) return token;
    const auto known = temperature::word_at(text_, at);
    if (Token token = number_of_person(at, known); token.end > at) return token;
    if (const std::size_t end = alternative_end(at); end > at)
      return token(at + known.length >= end ? known.tag : Tag::question, end);
    offer(name(at));
    offer(class_name(at));
    offer(word(at, known));
    offer(kin_word(at));
    offer(excuse(at));
    offer(slip(at));
    offer(count_of_days(at));
    offer(figure(at));
    auto health = health_phrase_at(text_, at);
    // 昨晚|烧到39: the day of the figure, too
    if (health && starts(text_, at, "昨") && text_.substr(at, health->length).ends_with("到")) health.reset();
    if (health && at + health->length > best.end) {
      best = Token{};
      best.tag = Tag::health;
      best.end = at + health->length;
      best.health = std::move(*health);
    }
    if (auto place = place_phrase_at(text_, at); place && at + place->length > best.end) {
      best = Token{};
      best.tag = Tag::place;
      best.end = at + place->length;
      best.place = std::move(*place);
    }
    if (best.is(Tag::name)) {
      const Token alike = word(at, known);
      best.also = alike.end == best.end ? alike.tag : Tag::junk;
    }
    if (best.end <= at) offer(near_name(at));
    if (best.end > at) return best;
    best.end = at + code_point_size(text_, at);
    best.tag = is_mark(code_point_at(text_, at)) ? Tag::mark : Tag::junk;
    return best;
  }

  static Token token(Tag tag, std::size_t end) {
    Token result;
    result.tag = tag;
    result.end = end;
    return result;
  }

  /// https://..., [微笑]: the one is about something else, the other about nothing.
  Token link_or_face(std::size_t at) const {
    if (std::string_view("hw([").find(text_[at]) == std::string_view::npos) return {};
    if (starts(text_, at, "http:") || starts(text_, at, "https:") || starts(text_, at, "www.")) {
      std::size_t end = at;
      while (end < text_.size() && text_[end] != ' ' && text_[end] != '\n') ++end;
      return token(Tag::topic, end);
    }
    if (text_[at] == '(') return kaomoji(at);
    if (text_[at] != '[') return {};
    std::size_t pos = at + 1;
    for (int i = 0; i < 7 && pos < text_.size(); ++i) {
      if (text_[pos] == ']') {
        const std::string_view inside = text_.substr(at + 1, pos - at - 1);
        const auto known = temperature::word_at(inside, 0);
        const bool said = (known.length == inside.size() &&
                           (known.tag == Tag::am || known.tag == Tag::noon || known.tag == Tag::pm)) ||
                          name(at + 1).end == pos || inside == "正常" || inside == "健康";
        return said || inside.empty() ? Token{} : token(Tag::mark, pos + 1);
      }
      const char32_t code = code_point_at(text_, pos);
      if (!is_han(code) && !(code < 0x80 && is_latin(static_cast<char>(code)))) break;
      pos += code_point_size(text_, pos);
    }
    return {};
  }

  /// (*^▽^*), (✪ω✪): signs in brackets without a word or a number.
  Token kaomoji(std::size_t at) const {
    std::size_t pos = at + 1;
    for (int i = 0; i < 14 && pos < text_.size(); ++i) {
      const char32_t code = code_point_at(text_, pos);
      if (code == U')') return pos > at + 1 ? token(Tag::mark, pos + 1) : Token{};
      if (is_han(code) || code == U'\n' || (code < 0x80 && (is_digit(text_[pos]) || is_latin(text_[pos])))) break;
      pos += code_point_size(text_, pos);
    }
    return {};
  }

  /// 第20天, day 15, 第三遍: how long one has been reporting, or measuring.
  Token count_of_days(std::size_t at) const {
    const bool english = starts(text_, at, "day");
    const std::string_view lead = english ? "day" : "第";
    if (!starts(text_, at, lead)) return {};
    std::size_t pos = at + lead.size();
    while (english && pos < text_.size() && text_[pos] == ' ') ++pos;
    const auto number = numeral_at(text_, pos);
    if (!number || number->digits.size() > 3) return {};
    pos += number->length;
    if (english)
      return pos < text_.size() && (text_[pos] == '.' || is_latin(text_[pos])) ? Token{} : token(Tag::filler, pos);
    for (std::string_view counted : {"天", "次", "遍", "回"}) {
      if (starts(text_, pos, counted)) return token(Tag::filler, pos + counted.size());
    }
    constexpr std::string_view one = "个";  // 第一个报
    const Tag next = starts(text_, pos, one) ? temperature::word_at(text_, pos + one.size()).tag : Tag::junk;
    if (next == Tag::report || next == Tag::reported) return token(Tag::filler, pos + one.size());
    return {};
  }

  static Token named(Tag tag, std::size_t at, language::People::Match match) {
    Token result = token(tag, match.length > 0 ? at + match.length : 0);
    result.persons = std::move(match.who);
    return result;
  }

  Token name(std::size_t at) const { return named(Tag::name, at, people_.name_at(text_, at)); }

  /// 陈思源 for 陈思远: behind it stands a value or a word of ours, not more of another word.
  Token near_name(std::size_t at) const {
    return named(Tag::near_name, at, people_.near_name_at(text_, at, [this](std::size_t end) {
      return !is_han(code_point_at(text_, end)) || temperature::word_at(text_, end) || figure_at(text_, end, today_);
    }));
  }

  /// 学号, 学号尾号02; and digits that run on into the value.
  Token number_of_person(std::size_t at, const WordMatch<Tag>& known) const {
    if (!is_digit(text_[at]) || (at > 0 && is_digit(text_[at - 1]))) return tail_number(at, known);
    std::size_t end = at;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    const std::string_view run = text_.substr(at, end - at);
    if (run.size() < 6) return {};
    for (std::size_t i = 0; i < people_.size(); ++i) {
      const std::string& number = people_.number(i);
      if (number.empty() || !starts(run, 0, number)) continue;
      if (run.size() != number.size() && run.size() != number.size() + 2) continue;
      Token result = token(Tag::name, at + number.size());
      result.persons.push_back(i);
      if (run.size() == number.size() &&
          !(starts(text_, end, ".") && end + 1 < text_.size() && is_digit(text_[end + 1]))) {
        return result;
      }
      // 201901010136.5: the number of a person and a value with nothing between. Asked, as one digit may be missing.
      const auto value = figure_at(text_, at + number.size(), today_);
      if (!value || value->form != Figure::Form::reading) return {};
      result.tag = Tag::figure;
      result.figure = *value;
      result.figure.form = Figure::Form::typo;
      result.figure.guess = value->centi;
      result.end = at + number.size() + value->length;
      return result;
    }
    return {};
  }

  Token tail_number(std::size_t at, const WordMatch<Tag>& word) const {
    if (!word || word.tag != Tag::number_word) return {};
    std::size_t pos = at + word.length;
    for (std::string_view between : {":", " ", "为", "是"}) {
      if (starts(text_, pos, between)) pos += between.size();
    }
    std::size_t end = pos;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    if (end == pos || end - pos > 4 || (starts(text_, end, ".") && end + 1 < text_.size() && is_digit(text_[end + 1])))
      return {};
    Token result = token(Tag::name, end);
    const std::string_view tail = text_.substr(pos, end - pos);
    for (std::size_t i = 0; i < people_.size(); ++i) {
      if (people_.number(i).ends_with(tail)) result.persons.push_back(i);
    }
    return result.persons.empty() ? Token{} : result;
  }

  /// 机电1901班, 1901.
  Token class_name(std::size_t at) const {
    if (class_name_.empty()) return {};
    std::size_t end = 0;
    const std::string_view letters = std::string_view(class_name_).substr(0, class_letters_);
    const std::string_view figures = std::string_view(class_name_).substr(class_letters_);
    if (starts(text_, at, class_name_)) {
      end = at + class_name_.size();
    } else if (figures.size() >= 4 && starts(text_, at, figures)) {
      end = at + figures.size();
    } else if (!letters.empty() && starts(text_, at, letters) && name(at + letters.size()).end > at) {
      return token(Tag::class_name, at + letters.size());  // 机电张三
    }
    if (end == 0 || (end < text_.size() && (is_digit(text_[end]) || text_[end] == '.'))) return {};
    if (starts(text_, end, "班") && !starts(text_, end, "班长")) end += std::string_view("班").size();
    return token(Tag::class_name, end);
  }

  Token word(std::size_t at, WordMatch<Tag> found) const {
    while (found && ((found.tag == Tag::lacking && !lacks_thermometer(at, at + found.length)) ||  // 我没发烧
                     cuts_alternative(at, at + found.length))) {  // 我是|不是发烧了
      found = temperature::word_at(text_.substr(0, at + found.length - 1), at);
    }
    if (!found) return {};
    const std::size_t end = at + found.length;
    // A word of letters ends where the letters end; t needs a number or a sign behind it.
    if (is_latin(text_[at])) {
      if (at > 0 && is_latin(text_[at - 1])) return {};
      if (is_latin(text_[end - 1]) && end < text_.size() && is_latin(text_[end])) return {};
    }
    Token result = token(found.tag, end);
    if (found.tag == Tag::day) result.figure.form = Figure::Form::day;
    return result;
  }

  /// 没有体温计, 体温计没有: a bare negation lacks nothing but what stands beside it.
  bool lacks_thermometer(std::size_t at, std::size_t end) const {
    const std::string_view word = text_.substr(at, end - at);
    bool bare = false;
    for (std::string_view no : {"没", "没有", "无", "没得", "冇", "冇得", "莫得"}) bare = bare || word.ends_with(no);
    if (!bare || temperature::word_at(text_, end).tag == Tag::device) return true;
    const std::string_view before = text_.substr(0, at);
    for (std::string_view thing : {"计", "枪", "表", "仪", "银"}) {
      if (before.ends_with(thing)) return true;
    }
    return false;
  }

  /// 是不是, 会不会, 有没有: the end of it; its second half denies nothing.
  std::size_t alternative_end(std::size_t at) const {
    const std::size_t size = code_point_size(text_, at);
    const std::string_view verb = text_.substr(at, size);
    if (!is_han(code_point_at(text_, at))) return 0;
    for (std::string_view no : {"不", "没"}) {
      if (!starts(text_, at + size, no) || !starts(text_, at + size + no.size(), verb)) continue;
      const std::size_t end = at + 2 * size + no.size();
      return std::max(end, at + temperature::word_at(text_, at).length);  // 要不要紧
    }
    return 0;
  }

  bool cuts_alternative(std::size_t at, std::size_t end) const {
    constexpr std::size_t han = 3;
    return end - at > han && alternative_end(end - han) > end;
  }

  Token kin_word(std::size_t at) const {
    constexpr std::string_view own = "我";
    const std::string_view behind = text_.substr(at);
    if (behind.starts_with(own) && behind.substr(own.size()).starts_with("大姨妈")) return {};  // No relative.
    const auto found = kin_at(text_, at);
    if (!found) return {};
    Token result = token(Tag::kin, at + found.length);
    result.kin_alone = found.tag;
    return result;
  }

  /// 吃早饭, and 吃完早饭, 上完网课, which are `over`.
  std::size_t done_at(std::size_t at, bool& over) const {
    if (!may_be_activity(code_point_at(text_, at))) return 0;
    const std::size_t verb = at < text_.size() ? code_point_size(text_, at) : 0;
    std::size_t longest = activity_at(text_, at);
    for (std::string_view reached : {"醒", "醒来", "起来", "回来", "到家", "回家"})  // 睡醒36.3
      over = over || text_.substr(at, longest).ends_with(reached);
    for (std::string_view done : {"完", "完了", "好", "了", "过"}) {
      if (verb == 0 || !starts(text_, at + verb, done)) continue;
      const std::string whole =
          std::string(text_.substr(at, verb)) + std::string(text_.substr(at + verb + done.size(), 12));
      const std::size_t found = activity_at(whole, 0);
      if (found > verb && found + done.size() > longest) {
        longest = found + done.size();
        over = true;
      }
    }
    return longest;
  }

  /// 刚吃完饭, 取快递去了: what one did, with 刚 before it or 了 behind it.
  Token excuse(std::size_t at) const {
    static constexpr std::array<std::string_view, 25> before{
        "刚刚", "刚才", "刚", "才",   "在", "还在", "正在", "一直在", "因为", "去",   "光",   "只顾", "忙着",
        "顾着", "忙",   "没", "没有", "又", "才刚", "一直", "都",     "我",   "差点", "太晚", "出去"};
    static constexpr std::array<std::string_view, 37> behind{
        "完饭了", "完饭",   "完了",   "完",       "去了",   "过头了",   "晚了",  "过了", "了",     "着了",
        "着",     "迟了",   "太晚了", "太晚",     "忘了",   "忘记了",   "中",    "呢",   "太久了", "太久",
        "的时候", "时",     "醒来",   "醒了",     "醒",     "起来",     "后",    "之后", "来着",   "回来了",
        "回来",   "到现在", "就忘了", "忘了时间", "没注意", "没看手机", "没看到"};
    static constexpr Initials initials(before);
    const char32_t first = code_point_at(text_, at);
    if (!initials.may_start(first) && !may_be_activity(first)) return {};
    std::size_t pos = at;
    bool marked = false;
    for (int i = 0; i < 3; ++i) {
      std::size_t longest = 0;
      for (std::string_view word : before) {
        if (word.size() > longest && starts(text_, pos, word)) longest = word.size();
      }
      if (longest == 0 || activity_at(text_, pos) > longest) break;
      pos += longest;
      marked = true;
    }
    const std::size_t activity = done_at(pos, marked);
    if (activity == 0) return {};
    pos += activity;
    for (int i = 0; i < 2; ++i) {
      std::size_t longest = 0;
      for (std::string_view word : behind) {
        if (word.size() > longest && starts(text_, pos, word)) longest = word.size();
      }
      if (longest == 0) break;
      pos += longest;
      marked = true;
    }
    for (std::string_view next : {"再", "就", "报", "测", "量", "补", "发", "上报"}) {  // 下课报, 到家再量
      if (starts(text_, pos, next)) return token(Tag::later, pos);
    }
    return marked ? token(Tag::excuse, pos) : Token{};
  }

  Token figure(std::size_t at) const {
    if (auto relative = relative_day(at); relative.end > at) return relative;
    const auto found = figure_at(text_, at, today_);
    if (!found) return {};
    // 01张三: 张 is no measure where a name begins.
    if (const auto number = numeral_at(text_, at); number && number->digits.size() <= 2 && !number->chinese) {
      if (const std::size_t behind = at + number->length;
          found->form == Figure::Form::foreign && name(behind).end > behind) {
        Token result = token(Tag::figure, behind);
        result.figure.form = Figure::Form::odd;
        return result;
      }
    }
    Token result = token(Tag::figure, at + found->length);
    if (found->form == Figure::Form::day) result.tag = Tag::day;
    if (found->form == Figure::Form::clock) result.tag = Tag::clock;
    result.figure = *found;
    if (text_.substr(0, at).ends_with("第")) result.figure.form = Figure::Form::foreign;  // 第36.5页
    return result;
  }

  /// Whether a clause begins there.
  bool leads(std::size_t at) const {
    if (at == 0) return true;
    std::size_t last = at - 1;
    while (last > 0 && (static_cast<unsigned char>(text_[last]) & 0xC0) == 0x80) --last;
    return is_mark(code_point_at(text_, last));
  }

  /// 看错行了, 多按了个9, 漏了个小数点: what went wrong in reading or writing the number, as a clause of its own.
  Token slip(std::size_t at) const {
    static constexpr std::array<std::string_view, 24> verbs{"打", "写", "看", "填", "报", "发",   "输",   "按",
                                                            "点", "读", "记", "抄", "念", "敲",   "录",   "贴",
                                                            "摁", "弄", "搞", "量", "测", "输入", "复制", "粘贴"};
    static constexpr std::array<std::string_view, 3> amiss{"错", "岔", "串"};
    static constexpr std::array<std::string_view, 20> read{
        "行", "列",   "格",   "位",   "数",     "数字",   "度数",   "刻度", "表",     "字",
        "键", "一位", "一格", "小数", "小数点", "温度计", "体温计", "单位", "一个数", "一个字"};
    static constexpr std::array<std::string_view, 6> elsewhere{"群", "名字", "名", "备注", "格式", "地方"};
    static constexpr std::array<std::string_view, 3> count{"多", "少", "漏"};
    static constexpr std::array<std::string_view, 8> how_many{"个", "一个", "了个",   "了一个",
                                                              "了", "一位", "了一位", "了位"};
    static constexpr std::array<std::string_view, 9> of{"0", "零", "点", "小数点", "数", "数字", "字", "位", "一位"};
    const auto longest = [&](const auto& words, std::size_t from) {
      std::size_t best = 0;
      for (std::string_view word : words)
        if (word.size() > best && starts(text_, from, word)) best = word.size();
      return best;
    };
    if (!leads(at)) return {};
    for (std::string_view lead : {"不好意思", "手抖", "手滑", "手快", "眼花", "我", "刚才", "刚刚", "刚", "不小心"})
      if (starts(text_, at, lead)) at += lead.size();
    const auto behind_le = [&](std::size_t from) {
      return starts(text_, from, "了") ? from + std::string_view("了").size() : from;
    };
    const auto ended = [&](std::size_t end) { return end >= text_.size() || is_mark(code_point_at(text_, end)); };
    if (const std::size_t verb = longest(verbs, at); verb > 0) {
      const std::size_t wrong = longest(amiss, at + verb);
      const std::size_t what = at + verb + wrong;
      const std::size_t thing = wrong > 0 ? longest(read, what) : 0;
      // 发错群了: nothing is wrong with the number.
      const std::size_t other = wrong > 0 && thing == 0 ? longest(elsewhere, what) : 0;
      const std::size_t end = behind_le(what + thing + other);
      if (thing + other == 0 || !ended(end)) return {};
      return token(thing > 0 ? Tag::mistake : Tag::excuse, end);
    }
    const std::size_t much = longest(count, at);
    if (much == 0) return {};
    const std::size_t verb = longest(verbs, at + much);
    const std::size_t many = longest(how_many, at + much + verb);
    std::size_t end = at + much + verb + many;
    const std::size_t thing = longest(of, end);
    const std::size_t digit = thing == 0 && end < text_.size() && is_digit(text_[end]) ? 1 : 0;
    end = behind_le(end + thing + digit);
    return many > 0 && thing + digit > 0 && ended(end) ? token(Tag::mistake, end) : Token{};
  }

  Token relative_day(std::size_t at) const {
    constexpr std::array<std::pair<std::string_view, int>, 15> days{{{"今儿个", 0},
                                                                     {"昨儿个", -1},
                                                                     {"今天", 0},
                                                                     {"今日", 0},
                                                                     {"当天", 0},
                                                                     {"昨天", -1},
                                                                     {"昨日", -1},
                                                                     {"昨儿", -1},
                                                                     {"大前天", -3},
                                                                     {"前天", -2},
                                                                     {"前日", -2},
                                                                     {"今儿", 0},
                                                                     {"今个", 0},
                                                                     {"昨个", -1},
                                                                     {"作天", -1}}};
    constexpr std::u32string_view initials = U"今昨当大前作周星礼";  // of the days above and below
    if (initials.find(code_point_at(text_, at)) == initials.npos) return {};
    for (const auto& [word, offset] : days) {
      if (!starts(text_, at, word)) continue;
      Token result = token(Tag::day, at + word.size());
      if (starts(text_, result.end, "的")) result.end += std::string_view("的").size();
      result.figure.form = Figure::Form::day;
      result.figure.offset = offset;
      return result;
    }
    // 昨晚, 昨早: a day and a slot in one word; the slot is read again behind it.
    if (starts(text_, at, "昨") &&
        (starts(text_, at + 3, "晚") || starts(text_, at + 3, "早") || starts(text_, at + 3, "夜"))) {
      Token result = token(Tag::day, at + 3);
      result.figure.form = Figure::Form::day;
      result.figure.offset = -1;
      return result;
    }
    for (std::string_view word : {"周", "星期", "礼拜"}) {
      if (!starts(text_, at, word)) continue;
      std::size_t length = 0;
      const std::size_t pos = at + word.size();
      int weekday = -1;
      if (const auto digit = digit_at(text_, pos, length); digit && *digit >= 1 && *digit <= 6) weekday = *digit;
      if (starts(text_, pos, "日") || starts(text_, pos, "天")) {
        weekday = 0;
        length = 3;
      }
      if (weekday < 0) return {};
      const auto now = std::chrono::weekday{today_}.c_encoding();
      Token result = token(Tag::day, pos + length);
      result.figure.form = Figure::Form::day;
      result.figure.offset = -((static_cast<int>(now) - weekday + 7) % 7);
      return result;
    }
    return {};
  }

  std::string_view text_;
  Day today_;
  const language::People& people_;
  std::string class_name_;
  std::size_t class_letters_;  // bytes before its figures
};

}  // namespace

std::vector<Token> tokens_of(std::string_view text, const Scene& scene) { return Lexer(text, scene).run(); }

}  // namespace banwei::temperature
