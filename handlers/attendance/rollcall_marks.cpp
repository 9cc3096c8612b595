#include "handlers/attendance/rollcall_marks.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "handlers/attendance/attendance_intents.h"
#include "handlers/attendance/attendance_words.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/eat.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"

namespace banwei::attendance {

namespace text {
namespace {

std::string to_say(Mark::Status to) { return to == Mark::Status::excused ? "请假" : status(to); }
std::string which_person(const std::string& who, const std::vector<std::string>& people, Mark::Status to) {
  std::string words = fmt::format("叫“{}”的有{}位，是哪一位？回", who, people.size());
  for (const std::string& one : people)
    words += fmt::format("{}“{}记{}”", &one == &people.front() ? "" : "或", one, to_say(to));
  return words;
}
std::string which_call(const std::string& calls, const RollCall& one) {
  const std::string how =
      one.title.empty() ? "引用它的开头那句再说一次" : fmt::format("先说“点名结果 {}”再记", one.title);
  return fmt::format("今天有几次点名：{}。是哪一次就{}", calls, how);
}
std::string nobody_called(const std::string& who) {
  return fmt::format("班里没有叫“{}”的同学，请写全名或学号，如：2019010102记到", who);
}
constexpr auto not_signed = "还没签到";
std::string stands(const std::string& who, std::string_view status, const RollCall& rollcall) {
  return fmt::format("{}：{}（{}）", who, status, title(rollcall));
}
std::string marked(const std::string& who, const RollCall& rollcall, Mark::Status to) {
  return fmt::format("已记：{} {}（{}）", who, status(to), title(rollcall));
}
std::string marked_by(const std::string& by, const RollCall& rollcall, Mark::Status to) {
  return fmt::format("{}把你在“{}”里记为{}。不对的话直接找{}", by, title(rollcall), status(to), by);
}

}  // namespace
}  // namespace text

namespace {

/// Who is said to be what; a name alone where it is of several.
struct Said {
  std::string who;
  Mark::Status status = Mark::Status::present;
};

constexpr std::array<std::pair<std::string_view, Mark::Status>, 38> statuses{{
    {"到了", Mark::Status::present},     {"到", Mark::Status::present},      {"来了", Mark::Status::present},
    {"在的", Mark::Status::present},     {"在场", Mark::Status::present},    {"出勤", Mark::Status::present},
    {"请过假了", Mark::Status::excused}, {"请过假", Mark::Status::excused},  {"请了假", Mark::Status::excused},
    {"请假了", Mark::Status::excused},   {"请假", Mark::Status::excused},    {"病假", Mark::Status::excused},
    {"事假", Mark::Status::excused},     {"公假", Mark::Status::excused},    {"迟到了", Mark::Status::late},
    {"迟到", Mark::Status::late},        {"晚到了", Mark::Status::late},     {"晚到", Mark::Status::late},
    {"来晚了", Mark::Status::late},      {"没来", Mark::Status::absent},     {"没到", Mark::Status::absent},
    {"不在", Mark::Status::absent},      {"人没来", Mark::Status::absent},   {"人没到", Mark::Status::absent},
    {"人不在", Mark::Status::absent},    {"缺勤", Mark::Status::absent},     {"旷课", Mark::Status::absent},
    {"缺课", Mark::Status::absent},      {"替答的", Mark::Status::absent},   {"代答的", Mark::Status::absent},
    {"替签的", Mark::Status::absent},    {"代签的", Mark::Status::absent},   {"帮签的", Mark::Status::absent},
    {"帮答的", Mark::Status::absent},    {"替他签的", Mark::Status::absent}, {"替他答的", Mark::Status::absent},
    {"替到的", Mark::Status::absent},    {"缺", Mark::Status::absent},
}};

/// Reads all of it, or nothing: a word that is none of these makes it talk.
class MarksReader {
 public:
  MarksReader(std::string_view text, const language::People& people) : text_(text), people_(people) {}

  std::vector<Said> read() {
    while (at_ < text_.size()) {
      const char32_t code = code_point_at(text_, at_);
      if (is_mark(code) || code == U' ' || code == U'\n') {
        at_ += code_point_size(text_, at_);
      } else if (!take_name() && !take_status() && !take_word()) {
        return {};
      }
    }
    return named_.empty() || marked_ ? said_ : std::vector<Said>{};
  }

  /// Whether it says that something was wrong.
  bool corrects() const { return corrects_; }

 private:
  std::string_view rest() const { return text_.substr(at_); }

  bool take_name() {
    const auto named = people_.name_at(text_, at_);
    if (named.length == 0) return false;
    const std::string_view word = text_.substr(at_, named.length);
    at_ += named.length;
    const std::string_view behind = rest();
    for (const std::string_view for_him : {"替", "代", "帮"}) {
      if (behind.starts_with(for_him)) return true;  // Who answered for him is none of those that are marked.
    }
    if (marked_) named_.clear();
    marked_ = false;
    const bool one = named.who.size() == 1;
    const auto which = first_ ? named.who.front() : named.who.back();
    named_.push_back(one || first_ || last_ ? people_[which].number : std::string(word));
    first_ = last_ = false;
    return true;
  }
  bool take_status() {
    const std::pair<std::string_view, Mark::Status>* best = nullptr;
    for (const auto& one : statuses) {
      if (rest().starts_with(one.first) && (best == nullptr || one.first.size() > best->first.size())) best = &one;
    }
    if (best == nullptr || named_.empty()) return false;
    at_ += best->first.size();
    if (std::exchange(denied_, false)) return true;  // 不是缺: what he was taken for.
    for (const std::string& who : marked_ ? std::vector<std::string>{} : named_) said_.push_back({who, best->second});
    const bool again = marked_ && said_.back().status != best->second;
    marked_ = true;
    return !again;
  }
  bool take_word() {
    constexpr std::string_view words =
        "刚才 刚刚 应该 今天 那个 是 算 他们 她们 他 她 的 了 吧 也 都 给 记成 记 和 跟 那 人 就 啊 哈 "
        "不好意思 一下 标成 说是 现在 补 把 将 口令 密码 手势";
    constexpr std::string_view changes = "改成 改为 改 换成";
    constexpr std::string_view wrong =
        "写错了 点错了 弄错了 搞错了 记错了 报错了 说错了 看错了 错了 其实 更正 更正一下 改一下 漏了 忘了 忘写 "
        "忘发 忘打 没写 没发 没打 打错 打错了";
    constexpr std::string_view denials = "不是 不算 别算 别记 别当 不能算";
    if (eat(denials)) return corrects_ = denied_ = true;
    if (eat(wrong)) return corrects_ = true;
    if (eat(changes)) {
      forget_status();
      return true;
    }
    if (rest().starts_with("学号小的")) return at_ += std::string_view("学号小的").size(), first_ = true;
    if (rest().starts_with("学号大的")) return at_ += std::string_view("学号大的").size(), last_ = true;
    return eat(words);
  }
  bool eat(std::string_view words) {
    std::string_view behind = rest();
    if (!eat_longest(behind, words)) return false;
    at_ = text_.size() - behind.size();
    return true;
  }

  /// 李四那个旷课改成病假: what stood before it is what he was taken for.
  void forget_status() {
    if (!std::exchange(marked_, false)) return;
    said_.resize(said_.size() - std::min(said_.size(), named_.size()));
  }

  std::string_view text_;
  const language::People& people_;
  std::size_t at_ = 0;
  std::vector<std::string> named_;  // Of whom it is, or was last, said what they are.
  bool marked_ = false;
  bool denied_ = false;
  bool corrects_ = false;
  bool first_ = false;  // 学号小的
  bool last_ = false;
  std::vector<Said> said_;
};

/// Several marks are told as one message and with one sign.
void join_mark(Reply& reply, Reply more) {
  const auto says = [](const Action& action) { return std::holds_alternative<Say>(action); };
  for (Action& action : more.actions) {
    const auto before = std::find_if(reply.actions.begin(), reply.actions.end(), [&](const Action& one) {
      return says(action) ? says(one) : std::holds_alternative<React>(action) && std::holds_alternative<React>(one);
    });
    if (before == reply.actions.end()) {
      reply.add(std::move(action));
    } else if (says(action)) {
      Content& content = std::get<Say>(*before).content;
      content.push_back({Part::Kind::text, "\n"});
      for (Part& part : std::get<Say>(action).content) content.push_back(std::move(part));
    }
  }
}

constexpr std::size_t longest_correction = 240;  // bytes
constexpr std::chrono::minutes just_now{60};

}  // namespace

/// A roll call of the speaker's own that is over, with nothing called or reported since; while the only one is open
/// what he says of somebody counts where it says that something was wrong, if he has reported no lesson since.
bool HandMarks::has_just_called(const Context& context, bool corrects) const {
  const std::int64_t self = context.speaker.person->id;
  const auto calls = book_.of_today(context.klass->id, context.sent);
  const auto is_open = [](const RollCall& one) { return !one.closed; };
  const auto reports = reports_.of_class(context.klass->id, context.sent.day(), context.sent.day());
  const auto reported_since = [&](Utc when) {
    return std::any_of(reports.begin(), reports.end(),
                       [&](const auto& one) { return one.by == self && one.said > when; });
  };
  const auto open = std::find_if(calls.begin(), calls.end(), is_open);
  if (open != calls.end())
    return corrects && std::count_if(calls.begin(), calls.end(), is_open) == 1 && !reported_since(open->opened);
  const auto own = std::find_if(calls.begin(), calls.end(), [&](const RollCall& one) { return one.caller == self; });
  return own != calls.end() && context.sent.utc <= *own->closed + just_now && !reported_since(*own->closed);
}

std::optional<Interpretation> HandMarks::listen(const Utterance& said, const Context& context) {
  if (!context.klass || !context.speaker.person || said.text.size() > longest_correction) return std::nullopt;
  const std::string folded = normalised(said.text);
  if (!context.speaker.holds(callers, context.klass->id)) return std::nullopt;
  MarksReader reader(folded, rosters_.of(context.klass->id));
  auto all = reader.read();
  if (all.empty() || !has_just_called(context, reader.corrects())) return std::nullopt;
  Interpretation heard{.intent = &intents::correct, .claim = Claim::answer, .opened = context.sent.utc};
  heard.understood.fields = [all] {
    auto json = nlohmann::ordered_json::object();
    for (const Said& one : all) json["marks"][one.who] = to_string(one.status);
    return json;
  };
  heard.understood.act = [this, all](const Context& call) {
    Reply reply;
    for (const Said& one : all) join_mark(reply, mark_as(call, one.who, one.status));
    return reply;
  };
  return heard;
}

Arg<std::string> HandMarks::somebody() const {
  auto read = [this](std::string_view& text, const Context& context) -> std::optional<std::string> {
    std::string_view who = trimmed(text);
    // 马上 三分钟: by how much somebody was late.
    if (const auto last = who.rfind(' '); last != who.npos && understand_minutes(who.substr(last + 1)))
      who = trimmed(who.substr(0, last));
    const bool by_staff =
        context.message.place == Place::direct && context.speaker.person && context.speaker.person->staff;
    // 谁老是迟到 asks.
    const bool asks = language::cut(who, {}, context.sent.day()).words.has(language::Word::who);
    if (who.empty() || asks || code_points(who) > 20 || (!by_staff && called(who, context).empty()))
      return std::nullopt;
    text = {};
    return std::string(who);
  };
  return {"姓名", "who", read, true, language::Slot::person};
}

Reply HandMarks::tell(const Context& call, std::string who) {
  const auto rollcall = book_.meant(call, classes_of(members_, call, callers), std::nullopt);
  if (!rollcall) return privately(call, text::none_today);
  const auto marks = book_.marks(*rollcall);
  std::string lines;
  for (const Person& one : called(who, call)) {
    if (one.class_id != rollcall->class_id) continue;
    const auto mark = marks.find(one.id);
    const std::string name = wording::name_in(one, members_.students(one.class_id));
    lines += (lines.empty() ? "" : "\n") +
             text::stands(name, mark == marks.end() ? std::string(text::not_signed) : text::status(mark->second.status),
                          *rollcall);
  }
  return privately(call, lines.empty() ? text::nobody_called(who) : lines);
}

std::vector<Person> HandMarks::called(std::string_view who, const Context& context) const {
  std::vector<Person> found;
  for (const Class& klass : classes_of(members_, context, callers)) {
    const auto students = members_.students(klass.id);
    for (const Person& person : students) {
      const std::string shown = normalised(wording::name_in(person, students));
      const bool is = who == normalised(person.name) || who == normalised(person.number) || who == trimmed(shown);
      if (is) found.push_back(person);
    }
  }
  return found;
}

Reply HandMarks::mark_as(const Context& call, const std::string& who, Mark::Status status) {
  const auto people = called(who, call);
  if (people.empty()) return privately(call, text::nobody_called(who));
  if (people.size() > 1) {
    std::vector<std::string> names;
    const bool one_class = people.front().class_id == people.back().class_id;
    for (const Person& one : people) names.push_back(one_class ? wording::name_in(one, people) : one.number);
    return privately(call, text::which_person(who, names, status));
  }
  const Person& person = people.front();
  const auto klass = members_.class_by_id(person.class_id).value();
  const auto meant = book_.to_change(call, {klass}, std::nullopt, false);
  if (meant.calls.empty()) return privately(call, text::none_today);
  const RollCall& rollcall = meant.calls.front();
  if (!meant.sure) {
    std::vector<std::string> titles;
    for (const RollCall& one : meant.calls)
      titles.push_back(fmt::format("{} {}", book_.hour_minute(one.opened), text::title(one)));
    return privately(call, text::which_call(fmt::format("{}", fmt::join(titles, "、")), rollcall));
  }
  const Person& self = *call.speaker.person;
  Reply reply;
  if (book_.record(book_.mark_of(call, rollcall, person, status), true) && person.id != self.id &&
      members_.reach(person.account) == Reach::friendly) {
    reply.add(Whisper{person, plain(text::marked_by(self.name, rollcall, status))});
  }
  const auto today = book_.of_today(klass.id, call.sent);
  const bool one_of_several =
      std::count_if(today.begin(), today.end(), [](const auto& one) { return !one.closed; }) > 1;
  if (call.message.place == Place::group && call.can.react && !one_of_several) {
    reply.add(React{"👌"});
  } else {
    const auto shown = wording::name_in(person, members_.students(person.class_id));
    reply.actions.insert(reply.actions.begin(), privately(call, text::marked(shown, rollcall, status)).actions.front());
  }
  return reply;
}

}  // namespace banwei::attendance
