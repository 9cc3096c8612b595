#include "handlers/announcement/notice_letters.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "handlers/announcement/announcement_intents.h"
#include "handlers/announcement/notice_draft.h"
#include "handlers/args.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/text.h"
#include "handlers/common/wording.h"

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
constexpr auto nothing_to_pass_on = "请引用那条消息，把要转的话一起写上";
std::string too_long(std::size_t most) { return fmt::format("太长了，最多{}个字", most); }

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_questions = 5;  // of one student about one notice

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
  return Reply{}.add(Whisper{*publisher, std::move(content), storage::Priority::answer, about});
}

Reply Letters::reply_to(const Context& call, const Topic& about) const {
  const auto student = members_.by_id(about.person);
  if (!student) return {};
  Body words{.text = std::string(trim(words_of(call.message)))};
  add_pictures(words, call.message.content);
  if (words.empty()) return privately(call, text::nothing_to_pass_on);
  if (code_points(words.text) > longest_text) return privately(call, text::too_long(longest_text));
  if (members_.reach(student->account) != Reach::friendly) return privately(call, text::out_of_reach(student->name));
  Content content = to_content(text::answers(call.speaker.person->name, about.id), words);
  if (call.can.quote) content.push_back({Part::Kind::text, text::how_to_ask_back});
  Reply reply;
  reply.add(
      Whisper{*student, std::move(content), storage::Priority::answer, about_notice(about.id, "reply", student->id)});
  return reply.add(Say{plain(text::passed_on(student->name))});
}

}  // namespace banwei::announcement
