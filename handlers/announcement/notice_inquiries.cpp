#include "handlers/announcement/notice_inquiries.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "handlers/announcement/announcement_intents.h"
#include "handlers/announcement/notice_rules.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"

namespace banwei::announcement {

namespace text {
namespace {

std::string due(std::int64_t id, const std::string& heading, const std::string& at, bool over) {
  return fmt::format("通知{}“{}”截止{}{}", id, heading, at, over ? "，已经过了，快找老师" : "");
}
std::string no_deadline(std::int64_t id, const std::string& words) {
  return fmt::format("通知{}没有写截止时间：{}\n要问老师就引用那条通知问", id, words);
}
std::string passed_on(const std::string& teacher, bool in_group) {
  return fmt::format("{}已转给{}", in_group ? "你在群里问的" : "你问的", teacher);
}
std::string gathering(std::int64_t id, const std::string& words) { return fmt::format("通知{}：{}", id, words); }

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::hours asked_until{14 * 24};
constexpr std::chrono::hours asked_freely{24};  // So long what nobody else takes may be about it.
constexpr std::size_t longest = 40;             // characters
constexpr std::size_t excerpt = 60;             // characters
constexpr std::size_t longest_body = 120;       // characters
constexpr std::chrono::hours gathering_asked{3 * 24};

/// 那个材料几点截止, 截止是周几来着: the other words of it may be what the notice calls its matter.
bool asks_until_when(const language::Cut& cut) {
  using W = language::Word;
  constexpr auto of_others = W::temperature | W::check_in | W::roll | W::sign_in | W::lesson | W::meeting | W::leave |
                             W::excused | W::remind | W::days_off;
  if (cut.words.meets(of_others)) return false;
  return cut.words.has(W::by_when) || (cut.words.has(W::when) && cut.words.meets(W::due | W::report));
}

/// Which day it is asks for no clock, as that of the temperature is.
bool asks_for_day(std::string_view folded) { return language::holds_one_of(folded, "周几 星期几 哪天 几号 哪一天"); }

/// 周几 asks for a day as 几号 does, and of nothing that every day has.
std::string in_usual_words(std::string folded) {
  for (const std::string_view word : {"周几", "星期几", "礼拜几"}) {
    if (const auto at = folded.find(word); at != folded.npos) folded.replace(at, word.size(), "几号");
  }
  return folded;
}

/// 那个表交给谁: it speaks of something that was named, or to a teacher; 谁填好了 asks the class.
bool asks_the_publisher(std::string_view folded) {
  const bool points =
      language::holds_one_of(folded, "老师 那个 这个 请问 通知 截止 附件 链接 还要 需要 要不要 用不用 是不是");
  const bool asks = is_question(folded) || trimmed(folded).ends_with("不");
  const bool of_class = folded.starts_with("谁") || language::holds_one_of(folded, "你 咱 有谁 谁去 谁有 一起");
  return points && asks && !of_class;
}

/// 身份证要带原件吗, said to the bot alone and not of it or of what every day has.
bool asks_in_private(std::string_view folded) {
  constexpr std::string_view others = "你 体温 点名 签到 请假 考勤 课表 提醒 班长 导员 辅导员";
  return is_question(folded) && !language::holds_one_of(folded, others);
}

constexpr std::string_view gatherings = "那个会 这个会 的会 开会 会议 讲座 大会 座谈";

/// 那个会几点来着, 讲座在哪
bool asks_of_gathering(std::string_view folded) {
  return language::holds_one_of(folded, gatherings) &&
         language::holds_one_of(folded, "几点 什么时候 啥时候 哪 几号 周几 什么地方") &&
         !language::holds_one_of(folded, "班会 谁");
}

}  // namespace

std::optional<Interpretation> Inquiries::listen(const Utterance& said, const Context& context) const {
  const bool whole = said.quoted.empty() && said.mentioned.empty() && !said.text.empty();
  if (!whole || !context.klass || !context.speaker.person || code_points(said.text) > longest) return std::nullopt;
  // Asked of every message: whoever asks nothing costs no cut.
  if (!language::holds_one_of(said.text, "几 时候 時候 哪 谁 誰 吗 嗎 么 麼 啥 不 ? ？")) return std::nullopt;
  const std::string folded = normalised(said.text);
  Interpretation heard{.opened = Utc::min()};
  const language::Cut cut = language::cut(in_usual_words(folded), {}, context.sent.day());
  if (asks_until_when(cut)) {
    auto notice = numbered(folded, context);
    if (!notice) notice = taken_up(folded, context, asked_until);
    if (!notice && cut.unknown == 0 && asks_for_day(folded)) notice = only_one_due(context);
    if (!notice) return std::nullopt;
    heard.intent = &intents::notice_when;
    heard.opened = context.sent.utc;
    heard.understood.fields = [id = notice->id] { return nlohmann::ordered_json{{"id", id}}; };
    heard.understood.act = [this, notice = *notice](const Context& call) { return tell_deadline(call, notice); };
    return heard;
  }
  // 那个会几点来着: the newest notice that calls to one says it.
  if (asks_of_gathering(folded)) {
    const auto notice = of_gathering(context);
    if (!notice) return std::nullopt;
    heard.intent = &intents::notice_when;
    heard.understood.fields = [id = notice->id] { return nlohmann::ordered_json{{"id", id}}; };
    heard.understood.act = [notice = *notice](const Context&) {
      return Reply{}.add(
          Say{plain(text::gathering(notice.id, wording::head(body_of(notice.body).text, longest_body)))});
    };
    return heard;
  }
  const bool direct = context.message.place == Place::direct;
  if (direct ? !asks_in_private(folded) : !asks_the_publisher(folded)) return std::nullopt;
  const auto notice = taken_up(folded, context, asked_freely);
  if (!notice || notice->publisher == context.speaker.person->id) return std::nullopt;
  heard.intent = &intents::notice_question;
  heard.understood.fields = [id = notice->id] { return nlohmann::ordered_json{{"id", id}}; };
  heard.understood.act = [this, notice = *notice](const Context& call) { return pass_on(call, notice); };
  return heard;
}

std::optional<Notice> Inquiries::taken_up(std::string_view folded, const Context& context,
                                          std::chrono::hours lately) const {
  std::optional<Notice> found;
  std::size_t most = 0;
  for (const Received& one : notices_.of_class(context.klass->id, context.sent.utc - lately, most_answerable)) {
    const std::size_t shared = words_taken_up(folded, normalised(body_of(one.notice.body).text));
    if (shared <= most) continue;
    most = shared;
    found = one.notice;
  }
  return found;
}

std::optional<Notice> Inquiries::of_gathering(const Context& context) const {
  for (const Received& one :
       notices_.of_class(context.klass->id, context.sent.utc - gathering_asked, most_answerable)) {
    const std::string body = normalised(body_of(one.notice.body).text);
    if (language::holds_one_of(body, "会 讲座")) return one.notice;
  }
  return std::nullopt;
}

/// 通知12几点截止
std::optional<Notice> Inquiries::numbered(std::string_view folded, const Context& context) const {
  constexpr std::string_view word = "通知";
  const auto at = folded.find(word);
  if (at == folded.npos) return std::nullopt;
  const std::string_view rest = folded.substr(at + word.size());
  const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (digits == 0 || digits > 9) return std::nullopt;
  for (const Received& one : notices_.of_class(context.klass->id, context.sent.utc - asked_until, most_answerable)) {
    if (one.notice.id == number(rest.substr(0, digits))) return one.notice;
  }
  return std::nullopt;
}

std::optional<Notice> Inquiries::only_one_due(const Context& context) const {
  std::optional<Notice> found;
  for (const Received& one : notices_.of_class(context.klass->id, context.sent.utc - answerable, most_answerable)) {
    if (!one.notice.deadline || *one.notice.deadline < context.sent.utc) continue;
    if (found) return std::nullopt;
    found = one.notice;
  }
  return found;
}

Reply Inquiries::tell_deadline(const Context& call, const Notice& notice) const {
  const Body body = body_of(notice.body);
  const std::string words = notice.deadline
                                ? text::due(notice.id, book_.heading(notice),
                                            book_.in_words(*notice.deadline, call.now), *notice.deadline < call.now.utc)
                                : text::no_deadline(notice.id, wording::head(body.text, excerpt));
  return Reply{}.add(Say{plain(words)});
}

Reply Inquiries::pass_on(const Context& call, const Notice& notice) const {
  Reply reply = letters_.ask_publisher(call, notice);
  const auto publisher = book_.publisher_of(notice);
  const auto* letter = reply.actions.empty() ? nullptr : std::get_if<Whisper>(&reply.actions.front());
  if (!publisher || letter == nullptr || letter->to.id != publisher->id) return reply;
  return reply.add(
      Whisper{.to = *call.speaker.person,
              .content = plain(text::passed_on(wording::teacher(publisher->name), call.message.place == Place::group)),
              .discreet = true});
}

}  // namespace banwei::announcement
