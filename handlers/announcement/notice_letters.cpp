#include "handlers/announcement/notice_letters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <span>

#include "handlers/announcement/announcement_intents.h"
#include "handlers/args.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/language/symptoms.h"
#include "handlers/language/yes_no.h"

namespace banwei::announcement {

namespace text {
namespace {

std::string asks(const std::string& who, const std::string& klass, std::int64_t id) {
  return fmt::format("{}（{}）对通知{}：", who, klass, id);
}
constexpr auto how_to_answer = "\n引用这条回我，我转给本人";
std::string answers(const std::string& who, std::int64_t id) { return fmt::format("{}老师回你（通知{}）：", who, id); }
constexpr auto how_to_ask_back = "\n还有问题就引用这条回我";
std::string passed_on(const std::string& who) { return fmt::format("已转给{}", who); }
std::string out_of_reach(const std::string& who) {
  return fmt::format("{}还没有加我好友，我私下转不到。请在群里答复，或请{}先加我好友", who, who);
}
std::string asked_enough(const std::string& who) { return fmt::format("这条通知你问了好几次了，请直接找{}老师", who); }
std::string pass_on_to(const std::string& who, std::int64_t id) {
  return fmt::format("要把这句转给{}吗（刚问过通知{}）？回“是”就转；引用那条问题回我，不用再问", who, id);
}
constexpr auto to_whom = "这句要转给谁？";
std::string choice(std::size_t number, const std::string& who, std::int64_t id) {
  return fmt::format("\n{} {}（问通知{}）", number, who, id);
}
constexpr auto how_to_choose = "\n回前面的数字就转；引用那条问题回我，不用再问";
constexpr auto not_passed_on = "好的，没有转";
constexpr auto nothing_to_pass_on = "请引用那条消息，把要转的话一起写上";
std::string too_long(std::size_t most) { return fmt::format("太长了，最多{}个字", most); }

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_questions = 5;     // Of one student about one notice.
constexpr std::size_t most_askers = 9;        // So that one figure names each.
constexpr std::chrono::minutes unquoted{30};  // After a question its answer may come without quoting it.
constexpr std::string_view plain_yes =
    "是 是的 是滴 对 对的 转 转吧 转给他 转给她 帮我转 要 要转 转一下 可以转 发 发吧 发给他 发给她";
constexpr std::string_view letters = "announcement/letters";  // The questions: what is open beside a draft.

/// What is said to the bot, or of somebody's health, is no answer to a student.
bool for_nobody(std::string_view words) {
  constexpr std::string_view orders =
      "谁 同意了 批了 准了 撤回 撤销 取消 别跟 别和 不要跟 先别 保密 转到 移到 退学 导入 导错 写错 发错 说错 几个人 "
      "多少人 我来 我去";
  constexpr std::string_view of_care =
      "病 症 医 药 手术 复查 抑郁 焦虑 情绪 心理 怀孕 自杀 自残 自伤 想不开 发烧 隔离 阳性 打过电话 打了电话 联系";
  if (language::holds_one_of(words, orders) || language::holds_one_of(words, of_care)) return true;
  const HealthPhrase health = health_in(words);
  return !health.present.empty() || !health.denied.empty() || health.recovered || health.vague ||
         health.well == Wellness::strong;
}

/// 提醒我交材料, 截止再推一天, 通知进度怎么样: orders and questions of the bot's own business, which answer no student.
bool is_for_the_bot(std::string_view words, Day today) {
  using W = language::Word;
  const language::Cut cut = language::cut(words, {}, today);
  constexpr auto business =
      W::notice | W::receipt | W::progress | W::result | W::remind | W::roll | W::attendance | W::ledger | W::leave;
  constexpr auto asked_of_it = W::asking | W::how_many | W::when | W::what | W::hand | W::send | W::end | W::urge;
  constexpr std::string_view moves = "推 延 提前 改";
  constexpr std::string_view calls = "提醒我 叫我 喊我 通知我";
  const bool changes = !cut.tokens.empty() && cut.tokens.front().words.has(W::change);
  const bool moves_deadline = cut.words.has(W::due) && language::holds_one_of(words, moves);
  return changes || moves_deadline || language::holds_one_of(words, calls) ||
         (cut.words.meets(business) && cut.words.meets(asked_of_it));
}

/// What is to be told of 回复王五：不可以, 跟王五说都要来; nothing when `name` is not spoken to so.
std::string_view told_to(std::string_view name, std::string_view said) {
  constexpr std::array<std::string_view, 7> verbs{"回复", "回", "告诉", "转告", "跟", "和", "给"};
  constexpr std::array<std::string_view, 3> says{"说一声", "说", "讲"};
  const auto eat_one = [&](const auto& words) {
    const auto word = std::find_if(words.begin(), words.end(), [&](auto one) { return said.starts_with(one); });
    if (word == words.end()) return false;
    said.remove_prefix(word->size());
    return true;
  };
  if (!eat_one(verbs) || name.empty() || !said.starts_with(name)) return {};
  said.remove_prefix(name.size());
  eat_one(says);
  while (!said.empty() && is_mark(code_point_at(said, 0))) said.remove_prefix(code_point_size(said, 0));
  return said;
}

/// Any student of the speaker's classes, and of those of the askers, but the only one who asked.
bool names_another(std::string_view folded, std::span<const std::int64_t> askers, const Context& context,
                   const storage::Members& members) {
  std::set<std::int64_t> classes;
  for (const Class& klass : classes_of(members, context, teachers)) classes.insert(klass.id);
  for (const std::int64_t one : askers) {
    if (const auto student = members.by_id(one)) classes.insert(student->class_id);
  }
  for (const std::int64_t id : classes) {
    for (const Person& student : members.students(id)) {
      const bool asked = askers.size() == 1 && student.id == askers.front();
      if (!asked && folded.find(normalised(student.name)) != folded.npos) return true;
    }
  }
  return false;
}

}  // namespace

std::optional<Interpretation> Letters::listen(const Utterance& said, const Context& context, bool is_receipt) {
  const auto about = read_about(said.about);
  const auto notice = about ? notices_.by_id(about->id) : std::nullopt;
  if (!notice) return std::nullopt;
  Interpretation heard;
  heard.claim = Claim::quoted;
  heard.understood.fields = [id = notice->id] { return nlohmann::ordered_json{{"id", id}}; };
  if (about->tail == "ask" && notice->publisher == context.speaker.person->id) {
    heard.intent = &intents::notice_reply;
    heard.understood.act = [this, about = *about](const Context& call) { return reply_to(call, about); };
    return heard;
  }
  const bool to_student = about->tail == "reply" || about->tail == "urge";
  if (!to_student || is_receipt) return std::nullopt;
  heard.intent = &intents::notice_ask;
  heard.understood.act = [this, notice = *notice](const Context& call) {
    Reply reply = ask_publisher(call, notice);
    const auto publisher = book_.publisher_of(notice);
    const bool passed = !reply.actions.empty() && std::holds_alternative<Whisper>(reply.actions.front());
    return passed && publisher ? std::move(reply).add(Say{plain(text::passed_on(publisher->name + "老师"))}) : reply;
  };
  return heard;
}

std::optional<Letters::Open> Letters::open_to(const Person& publisher, Utc now) const {
  const auto question = questions_.open(publisher.id, letters, now);
  const auto payload = question ? from_payload(question->payload) : nlohmann::json();
  if (!payload.is_object()) return std::nullopt;
  Open open{.words = body_of(payload.value("words", "")), .asked = question->asked};
  for (const auto& one : payload["askers"])
    open.askers.push_back({one.at(0).get<std::int64_t>(), one.at(1).get<std::int64_t>()});
  return open;
}

void Letters::keep(const Person& publisher, const Open& open, const Moment& now) const {
  auto askers = nlohmann::json::array();
  for (const Open::Asker& one : open.askers) askers.push_back({one.notice, one.student});
  questions_.ask({.person = publisher.id,
                  .feature = std::string(letters),
                  .kind = "letters",
                  .payload = to_payload({{"askers", askers}, {"words", to_text(open.words)}}),
                  .day = now.day(),
                  .asked = now.utc,
                  .until = now.utc + unquoted});
}

std::optional<Interpretation> Letters::listen_unquoted(const Utterance& said, const Context& context) const {
  if (!said.quoted.empty() || said.text.empty()) return std::nullopt;
  auto open = open_to(*context.speaker.person, context.now.utc);
  if (!open || open->askers.empty()) return std::nullopt;
  if (auto named = listen_named(said, *open)) return named;
  const std::string folded = normalised(said.text);
  const bool figure = std::all_of(folded.begin(), folded.end(), [](char c) { return is_digit(c) || c == ' '; });
  if (figure && open->words.empty()) return std::nullopt;  // It chooses, and nothing is to be chosen.
  // 好的 may be said to anything: what goes to a student goes on a plain yes alone.
  const auto yes = language::yes_or_no(trimmed(folded));
  if (yes == true && !open->words.empty() && !language::is_one_of(trimmed(folded), plain_yes)) return std::nullopt;
  // What anybody else takes for a matter of its own is no answer to a student: 周一提醒我交材料.
  Interpretation heard{.intent = &intents::notice_reply, .opened = Utc::min()};
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  if (!open->words.empty()) {
    const auto which = static_cast<std::size_t>(number(trimmed(folded)));
    const bool chosen = which >= 1 && which <= open->askers.size();
    if (chosen || yes == false || (yes == true && open->askers.size() == 1)) {
      heard.claim = Claim::answer;
      heard.opened = open->asked;
      heard.understood.act = [this, open = *open, at = chosen ? which - 1 : 0,
                              drop = yes == false](const Context& call) {
        const Person& self = *call.speaker.person;
        if (drop) {
          questions_.close(self.id, letters, call.now.utc);
          return Reply{}.add(Say{plain(text::not_passed_on)});
        }
        auto others = open.askers;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(at));
        keep(self, {.askers = std::move(others)}, call.now);
        return pass_on(call, open.askers[at], open.words);
      };
      return heard;
    }
  }
  if (yes && (!*yes || !open->words.empty())) return std::nullopt;
  std::vector<std::int64_t> askers;
  for (const Open::Asker& one : open->askers) askers.push_back(one.student);
  if (for_nobody(folded) || is_for_the_bot(folded, context.sent.day()) || language::only_acknowledges(folded) ||
      names_another(folded, askers, context, members_))
    return std::nullopt;
  if (yes) {  // 行, to whatever was asked last.
    heard.claim = Claim::answer;
    heard.opened = open->asked;
  }
  heard.understood.act = [this, open = *open](const Context& call) { return ask_to_whom(call, open); };
  return heard;
}

/// 回复王五：不可以: to one of those who asked, by his name.
std::optional<Interpretation> Letters::listen_named(const Utterance& said, const Open& open) const {
  for (const Open::Asker& one : open.askers) {
    const auto student = members_.by_id(one.student);
    const std::string_view words = student ? told_to(student->name, said.text) : std::string_view{};
    if (words.empty()) continue;
    Interpretation heard{.intent = &intents::notice_reply, .claim = Claim::answer, .opened = open.asked};
    heard.understood.fields = [id = one.notice] { return nlohmann::ordered_json{{"id", id}}; };
    heard.understood.act = [this, one, words = std::string(words)](const Context& call) {
      return pass_on(call, one, Body{.text = words});
    };
    return heard;
  }
  return std::nullopt;
}

Reply Letters::ask_to_whom(const Context& call, Open open) const {
  open.words = Body{.text = std::string(trim(words_of(call.message)))};
  add_pictures(open.words, call.message.content);
  if (code_points(open.words.text) > longest_text) return privately(call, text::too_long(longest_text));
  keep(*call.speaker.person, open, call.now);
  std::string words = text::to_whom;
  for (std::size_t i = 0; i < open.askers.size(); ++i) {
    const auto student = members_.by_id(open.askers[i].student);
    const std::string name = student ? wording::name_in(*student, members_.students(student->class_id)) : "";
    if (open.askers.size() == 1) return privately(call, text::pass_on_to(name, open.askers[i].notice));
    words += text::choice(i + 1, name, open.askers[i].notice);
  }
  return privately(call, words + text::how_to_choose);
}

Reply Letters::ask_publisher(const Context& call, const Notice& notice) const {
  const Person& self = *call.speaker.person;
  const auto publisher = book_.publisher_of(notice);
  if (!publisher) return {};
  const std::string about = about_notice(notice.id, "ask", self.id);
  const std::string words(trim(words_of(call.message)));
  if (words.empty()) return privately(call, text::nothing_to_pass_on);
  if (code_points(words) > longest_text) return privately(call, text::too_long(longest_text));
  if (outbox_.under(about).size() >= most_questions) return privately(call, text::asked_enough(publisher->name));
  const auto who = wording::name_in(self, members_.students(self.class_id));
  Content content{{Part::Kind::text, text::asks(who, book_.class_name(self.class_id), notice.id)},
                  {Part::Kind::text, words}};
  if (call.can.quote) content.push_back({Part::Kind::text, text::how_to_answer});
  Open open = open_to(*publisher, call.now.utc).value_or(Open{});
  std::erase_if(open.askers, [&](const Open::Asker& one) { return one.student == self.id; });
  if (open.askers.size() == most_askers) open.askers.erase(open.askers.begin());
  open.askers.push_back({notice.id, self.id});
  keep(*publisher, {.askers = std::move(open.askers)}, call.now);
  return Reply{}.add(Whisper{*publisher, std::move(content), storage::Priority::answer, about});
}

Reply Letters::reply_to(const Context& call, const Topic& about) const {
  Body words{.text = std::string(trim(words_of(call.message)))};
  add_pictures(words, call.message.content);
  return pass_on(call, {about.id, about.person}, words);
}

Reply Letters::pass_on(const Context& call, const Open::Asker& to, const Body& words) const {
  const auto student = members_.by_id(to.student);
  if (!student) return {};
  if (words.empty()) return privately(call, text::nothing_to_pass_on);
  if (code_points(words.text) > longest_text) return privately(call, text::too_long(longest_text));
  if (members_.reach(student->account) != Reach::friendly) return privately(call, text::out_of_reach(student->name));
  Content content = to_content(text::answers(call.speaker.person->name, to.notice), words);
  if (call.can.quote) content.push_back({Part::Kind::text, text::how_to_ask_back});
  Reply reply;
  reply.add(
      Whisper{*student, std::move(content), storage::Priority::answer, about_notice(to.notice, "reply", student->id)});
  return reply.add(Say{plain(text::passed_on(student->name))});
}

}  // namespace banwei::announcement
