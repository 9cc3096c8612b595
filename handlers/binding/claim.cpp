#include "handlers/binding/claim.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "handlers/language/answers.h"
#include "handlers/language/strings.h"

namespace banwei::binding {

namespace {

constexpr std::size_t longest = 120;  // bytes
constexpr std::size_t shortest_number = 6;

constexpr std::string_view moved_words[] = {
    "换号了",     "换号",         "换qq号了", "换qq了",   "换了qq",   "换qq",       "换了新号",
    "换了号",     "新的qq号",     "新的qq",   "新qq号",   "新qq",     "新号",       "原来那个丢了",
    "原来的丢了", "原来的号丢了", "原来的号", "旧号丢了", "重新绑定", "重新绑一下", "重新绑"};
constexpr std::string_view asking_words[] = {"绑定", "我要绑定", "我想绑定"};
constexpr std::string_view self_words[] = {"我是", "我叫", "本人是", "本人", "这是"};
constexpr std::string_view fillers[] = {"你好", "您好",   "老师", "同学", "学号", "姓名", "名字", "班级",
                                        "学生", "绑一下", "一下", "号的", "号",   "班的", "班",   "的",
                                        "我",   "是",     "叫",   "了",   "级",   "麻烦", "请",   "帮我"};

template <class Words>
std::size_t one_of(std::string_view rest, const Words& words) {
  std::size_t longest_word = 0;
  for (const std::string_view word : words) {
    if (rest.starts_with(word)) longest_word = std::max(longest_word, word.size());
  }
  return longest_word;
}

class ClaimReader {
 public:
  ClaimReader(std::string_view text, const storage::Members& members, Rosters& rosters)
      : text_(normalised(text)), members_(members), rosters_(rosters) {}

  std::optional<Claim> read() {
    const auto classes = members_.classes();
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t length = piece_at(at, classes);
      if (length == 0) return std::nullopt;
      at += length;
    }
    const bool named = !claim_.name.empty() || unknown_name_;
    const bool said = !claim_.number.empty() || claim_.moved || (claim_.asks && (named || !klass_)) ||
                      (named && (self_ || seat_ || klass_));
    if (!said) return std::nullopt;
    decide();
    return std::move(claim_);
  }

 private:
  /// How much of the text at that place is about who somebody is; 0 when it is about something else.
  std::size_t piece_at(std::size_t at, const std::vector<Class>& classes) {
    const std::string_view rest = std::string_view(text_).substr(at);
    if (const std::size_t length = one_of(rest, moved_words); length > 0) {
      claim_.moved = true;
      return length;
    }
    if (const std::size_t length = one_of(rest, asking_words); length > 0) {
      claim_.asks = true;
      return length;
    }
    if (const std::size_t length = one_of(rest, self_words); length > 0) {
      self_ = true;
      return length;
    }
    for (const Class& klass : classes) {
      const std::string name = normalised(klass.name);
      if (name.empty() || !rest.starts_with(name)) continue;
      klass_ = klass.id;
      return name.size();
    }
    if (is_digit(rest.front())) return number_at(rest);
    if (const std::size_t length = name_at(at, classes); length > 0) return length;
    if (const std::size_t length = one_of(rest, fillers); length > 0) return length;
    if (is_mark(code_point_at(text_, at))) return code_point_size(text_, at);
    return unknown_name_at(at);
  }

  /// Somebody whom no roster knows: he hears the same as anybody else.
  std::size_t unknown_name_at(std::size_t at) {
    std::size_t end = at;
    int count = 0;
    while (end < text_.size() && is_han(code_point_at(text_, end))) {
      end += code_point_size(text_, end);
      ++count;
    }
    constexpr std::string_view things = "卡 手机 微信 邮箱 号 账 支付 通 钉 钱 课程 软件";  // 绑定银行卡
    if (language::holds_one_of(text_.substr(at, end - at), things)) return 0;
    if (count < 2 || count > 4 || !claim_.name.empty() || std::exchange(unknown_name_, true)) return 0;
    return end - at;
  }

  std::size_t number_at(std::string_view rest) {
    const auto length = static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_digit) - rest.begin());
    const std::string_view digits = rest.substr(0, length);
    if (length <= 2 && rest.substr(length).starts_with("号") && !seat_) {
      seat_ = number(digits);
      return length;
    }
    if (length < shortest_number || length > 20 || !claim_.number.empty()) return 0;
    claim_.number = digits;
    return length;
  }

  std::size_t name_at(std::size_t at, const std::vector<Class>& classes) {
    std::size_t best = 0;
    std::vector<Person> found;
    for (const Class& klass : classes) {
      if (klass_ && *klass_ != klass.id) continue;
      const language::People& people = rosters_.of(klass.id);
      const auto match = people.name_at(text_, at);
      if (match.length == 0 || match.length < best) continue;
      if (match.length > best) found.clear();
      best = match.length;
      for (const std::size_t place : match.who) {
        if (const auto person = members_.by_number(people[place].number)) found.push_back(*person);
      }
    }
    if (best == 0 || !claim_.name.empty() || found.empty()) return 0;
    claim_.name = found.front().name;
    named_ = std::move(found);
    return best;
  }

  void decide() {
    if (seat_) {
      std::erase_if(named_, [&](const Person& person) {
        return person.number.size() < 2 ||
               number(std::string_view(person.number).substr(person.number.size() - 2)) != *seat_;
      });
      if (named_.size() == 1) claim_.number = named_.front().number;
    }
    if (claim_.number.empty()) {
      claim_.who = std::move(named_);
      return;
    }
    const auto holder = members_.by_number(claim_.number);
    if (holder && !holder->staff) claim_.who.push_back(*holder);
    const bool agrees = (claim_.name.empty() && !unknown_name_) || (holder && holder->name == claim_.name);
    if (agrees) return;
    claim_.conflict = true;
    for (Person& person : named_) claim_.who.push_back(std::move(person));
  }

  std::string text_;
  const storage::Members& members_;
  Rosters& rosters_;
  Claim claim_;
  std::vector<Person> named_;
  bool self_ = false;
  bool unknown_name_ = false;
  std::optional<std::int64_t> seat_;
  std::optional<std::int64_t> klass_;
};

/// Several have the name, the number is another's or nobody's.
std::string_view doubt(const Claim& claim) {
  if (claim.conflict) return "conflict";
  if (claim.number.empty() && claim.who.size() > 1) return "dup";
  return !claim.number.empty() && claim.who.empty() ? "unknown_id" : "";
}

}  // namespace

bool may_ask(std::string_view text) {
  const std::string folded = normalised(text);
  return std::any_of(std::begin(asking_words), std::end(asking_words),
                     [&](std::string_view word) { return folded.find(word) != std::string::npos; });
}

std::optional<Claim> read_claim(std::string_view text, const storage::Members& members, Rosters& rosters) {
  if (text.empty() || text.size() > longest) return std::nullopt;
  return ClaimReader(text, members, rosters).read();
}

std::string_view kind(const Claim& claim) { return doubt(claim).empty() ? "bind_me" : "ask"; }

nlohmann::ordered_json fields(const Claim& claim) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  if (const auto why = doubt(claim); !why.empty()) {
    out["ask"] = why;
    for (const Person& person : claim.who) out["cand"].push_back(person.number);
    return out;
  }
  if (claim.moved) out["moved"] = true;
  if (!claim.number.empty()) out["id"] = claim.number;
  if (!claim.name.empty()) out["name"] = claim.name;
  if (claim.number.empty()) out["missing"] = {"id"};
  return out;
}

}  // namespace banwei::binding
