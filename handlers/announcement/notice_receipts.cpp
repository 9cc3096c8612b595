// The class's side of a notice: 收到 and what is asked behind it, and the letters between a student and the publisher.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "handlers/announcement/announcement.h"
#include "handlers/announcement/notice_rules.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/text.h"
#include "handlers/common/wording.h"

namespace banwei::announcement {

namespace text {
namespace {

std::string confirmed(std::int64_t id) { return fmt::format("通知{}已确认", id); }
std::string confirmed_before(std::int64_t id) { return fmt::format("通知{}你已经确认过了", id); }
std::string counted(std::int64_t id, std::size_t done, std::size_t all) {
  return fmt::format("{}号通知 已确认{}/{}", id, done, all);
}
std::string complete(std::int64_t id, std::size_t all) {
  return fmt::format("{}号通知 全班{}人都确认了，谢谢大家", id, all);
}
std::string only_a_note(std::int64_t id) {
  return fmt::format("替别人回的只作备注。要本人回“收到”或“收到{}”才算确认", id);
}
constexpr auto write_the_number = "重名的请写学号，如：2019010102收到。替别人回的只作备注，本人回才算确认";
std::string no_such(const std::string& open) { return fmt::format("没有这个编号的通知在等确认。现在等的是：{}", open); }
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

using storage::SendState;

constexpr std::size_t longest_answer = 720;  // bytes
constexpr std::size_t most_others = 6;
constexpr std::size_t most_questions = 5;    // of one student about one notice
constexpr std::size_t longest_nod = 2;       // characters
constexpr std::chrono::hours nods_count{2};  // how long 好 and 1 are answers and no talk

Utc opened(const Received& received) {
  const Utc came = received.delivery.settled.value_or(*received.notice.posted);
  return std::max(came, received.delivery.reminded.value_or(came));
}

}  // namespace

// --- receipts -----------------------------------------------------------------------------------------------------

/// A send in flight may have arrived already.
bool Announcement::on_its_way(const Received& received) const {
  const auto parcels = outbox_.under(about_notice(received.notice.id));
  return std::any_of(parcels.begin(), parcels.end(), [&](const storage::Parcel& parcel) {
    return parcel.target == received.delivery.room && parcel.state == SendState::sending;
  });
}

/// What the class may answer now, what it heard of last first.
std::vector<Received> Announcement::open_to(const Context& context) const {
  auto open = notices_.of_class(context.klass->id, context.sent.utc - answerable, most_answerable);
  std::erase_if(open, [&](const Received& one) {
    if (!one.notice.receipt || *one.notice.posted > context.sent.utc) return true;
    return one.delivery.state == SendState::waiting && !on_its_way(one);
  });
  std::stable_sort(open.begin(), open.end(),
                   [](const Received& a, const Received& b) { return opened(a) > opened(b); });
  return open;
}

std::optional<Announcement::Answer> Announcement::understand(const Utterance& said, const Context& context) {
  if (!context.klass || said.text.empty() || said.text.size() > longest_answer) return std::nullopt;
  auto open = open_to(context);
  if (open.empty()) return std::nullopt;
  const auto about = read_about(said.about);
  if (!said.quoted.empty() && !about) return std::nullopt;  // speaks of something else
  const auto by_id = [&](std::int64_t id) {
    return std::find_if(open.begin(), open.end(), [id](const Received& one) { return one.notice.id == id; });
  };
  const auto quoted = about ? by_id(about->notice) : open.end();
  if (about && quoted == open.end()) return std::nullopt;

  const std::string words = words_with_names(context.message, members_);
  const std::string folded = normalised(words);
  for (const Received& one : open) {
    if (about && one.notice.id != about->notice) continue;
    if (code_points(folded) <= longest_nod && context.sent.utc - opened(one) > nods_count) continue;
    const auto own = own_receipts(body_of(one.notice.body).text);
    if (std::find(own.begin(), own.end(), trimmed(folded)) != own.end()) return Answer{Receipt{}, one};
  }
  ReplyScene scene;
  scene.roster = rosters_.of(context.klass->id);
  scene.class_name = context.klass->name;
  if (context.speaker.person) scene.speaker = context.speaker.person->number;
  scene.addressed = said.addressed;
  std::vector<std::int64_t> ids;
  for (const Received& one : open) ids.push_back(one.notice.id);
  auto receipt = understand_receipt(words, scene, ids);
  if (!receipt) return std::nullopt;

  // The one that is named, else the quoted one, else the newest that the speaker has not confirmed.
  auto chosen = receipt->id ? by_id(*receipt->id) : quoted;
  const bool meant = chosen != open.end();
  if (!meant) {
    chosen = std::find_if(open.begin(), open.end(), [&](const Received& one) {
      const bool own = receipt->kind == Receipt::Kind::receipt && context.speaker.person;
      return !own || !notices_.has_confirmed(one.notice.id, context.speaker.person->id);
    });
  }
  const bool nods = !meant && !is_plain_receipt(words) && context.message.place == Place::group;
  if (nods && (chosen == open.end() || context.sent.utc - opened(*chosen) > nods_count)) return std::nullopt;
  return Answer{std::move(*receipt), chosen == open.end() ? open.front() : *chosen};
}

std::optional<Heard> Announcement::hear_receipt(const Utterance& said, const Context& context) {
  auto answer = understand(said, context);
  if (!answer) return std::nullopt;
  Heard heard;
  heard.claim = said.quoted.empty() ? Claim::open : Claim::quoted;
  heard.opened = opened(answer->received);
  heard.understood.kind = to_string(answer->said.kind);
  heard.understood.hold = answer->said.kind == Receipt::Kind::receipt;
  heard.understood.fields = [said = answer->said] { return fields(said); };
  heard.understood.act = [this, answer = std::move(*answer)](const Call& call) { return hear(call, answer); };
  return heard;
}

Reply Announcement::hear(const Call& call, const Answer& answer) {
  const Notice& notice = answer.received.notice;
  Reply reply;
  switch (answer.said.kind) {
    case Receipt::Kind::receipt:
      reply = confirm(call, answer.received);
      if (answer.said.question) append(reply, ask_publisher(call, notice));
      return reply;
    case Receipt::Kind::behalf:
      return on_behalf(call, answer);
    case Receipt::Kind::ask:
      break;
  }
  if (!answer.said.which) return hint(call, notice.id, "who", text::write_the_number);
  std::set<std::int64_t> open;
  for (const Received& one : open_to(call)) open.insert(one.notice.id);
  return hint(call, notice.id, "which", text::no_such(fmt::format("{}", fmt::join(open, "、"))));
}

Reply Announcement::confirm(const Call& call, const Received& received) {
  const Notice& notice = received.notice;
  const Person& self = *call.speaker.person;
  const bool direct = call.message.place == Place::direct;
  if (!notices_.confirm(notice.id, self.id, self.id, call.sent.utc))
    return direct ? Reply{}.add(Say{plain(text::confirmed_before(notice.id))}) : Reply{};
  Reply reply;
  if (direct) {
    reply.add(Say{plain(text::confirmed(notice.id))});
  } else {
    reply.add(React{"👌"});
  }
  const Tally all = collection(notice, received.delivery).sum;
  const storage::Occurrence thanks{.job = fmt::format("announcement/thanks/{}", notice.id),
                                   .key = std::to_string(self.class_id),
                                   .due = call.now.utc};
  if (!all.complete()) {
    count_later(schedule_, title(), received.delivery.class_id, call.now.utc);
  } else if (schedule_.claim(thanks, call.now.utc)) {
    Delivery delivery = received.delivery;
    delivery.told = static_cast<int>(all.answered.size());
    notices_.save(delivery);
    reply.add(Post{delivery.room, plain(text::complete(notice.id, all.expected.size())), storage::Priority::summary,
                   about_notice(notice.id, "line")});
  }
  return reply;
}

/// What is said for others stands beside their names until they speak themselves.
Reply Announcement::on_behalf(const Call& call, const Answer& answer) {
  const Notice& notice = answer.received.notice;
  const Person& self = *call.speaker.person;
  Reply reply;
  std::size_t others = 0;
  for (const Named& named : answer.said.who) {
    if (named.number == self.number) reply = confirm(call, answer.received);
    const auto person = named.number == self.number ? std::nullopt : members_.by_number(named.number);
    if (person && ++others <= most_others) notices_.confirm(notice.id, person->id, self.id, call.sent.utc);
  }
  append(reply, hint(call, notice.id, "behalf", text::only_a_note(notice.id)));
  return reply;
}

/// Says once to each, in private, what an answer lacks.
Reply Announcement::hint(const Call& call, std::int64_t notice, std::string_view why, std::string words) {
  const storage::Occurrence once{.job = fmt::format("announcement/hint/{}/{}", notice, why),
                                 .key = std::to_string(call.speaker.person->id),
                                 .due = call.now.utc};
  if (call.message.place == Place::group && !schedule_.claim(once, call.now.utc)) return {};
  return privately(call, std::move(words));
}

// --- the line in the group ----------------------------------------------------------------------------------------

/// One line for all notices whose number has changed; at night it waits for the morning.
Reply Announcement::count(const storage::Timer& timer, const Moment& now) {
  const auto klass = members_.class_by_id(std::stoll(timer.payload));
  if (!klass || klass->group.empty()) return {};
  if (const auto morning = awake_at(now.local); morning != now.local) {
    schedule_.set_timer(title(), fmt::format("count/{}/morning", klass->id), zone_.utc(morning), timer.payload);
    return {};
  }
  std::string line;
  std::string about;
  auto all = notices_.of_class(klass->id, now.utc - answerable, most_answerable);
  std::reverse(all.begin(), all.end());
  for (auto& [notice, delivery] : all) {
    if (!notice.receipt) continue;
    const Tally sum = collection(notice, delivery).sum;
    const int done = static_cast<int>(sum.answered.size());
    if (done == delivery.told || sum.complete()) continue;
    delivery.told = done;
    notices_.save(delivery);
    about = line.empty() ? about_notice(notice.id, "line") : "";
    line += (line.empty() ? "" : "，") + text::counted(notice.id, sum.answered.size(), sum.expected.size());
  }
  if (line.empty()) return {};
  return Reply{}.add(Post{klass->group, plain(line), storage::Priority::summary, about});
}

// --- letters ------------------------------------------------------------------------------------------------------

/// What a quoted whisper is about: the publisher answers a question, a student asks back.
std::optional<Heard> Announcement::hear_letter(const Utterance& said, const Context& context) {
  const auto about = read_about(said.about);
  const auto notice = about ? notices_.by_id(about->notice) : std::nullopt;
  if (!notice) return std::nullopt;
  Heard heard;
  heard.claim = Claim::quoted;
  heard.understood.fields = [id = notice->id] { return nlohmann::ordered_json{{"id", id}}; };
  if (about->tail == "ask" && notice->publisher == context.speaker.person->id) {
    heard.understood.kind = "notice_reply";
    heard.understood.act = [this, about = *about](const Call& call) { return reply_to(call, about); };
    return heard;
  }
  const bool to_student = about->tail == "reply" || about->tail == "urge";
  if (!to_student || understand(said, context)) return std::nullopt;
  heard.understood.kind = "notice_ask";
  heard.understood.act = [this, notice = *notice](const Call& call) {
    Reply reply = ask_publisher(call, notice);
    const auto publisher = publisher_of(notice);
    const bool passed = !reply.actions.empty() && std::holds_alternative<Whisper>(reply.actions.front());
    return passed && publisher ? std::move(reply).add(Say{plain(text::passed_on(publisher->name + "老师"))}) : reply;
  };
  return heard;
}

Reply Announcement::ask_publisher(const Call& call, const Notice& notice) {
  const Person& self = *call.speaker.person;
  const auto publisher = publisher_of(notice);
  if (!publisher) return {};
  const std::string about = about_notice(notice.id, "ask", self.id);
  const std::string words(trim(words_of(call.message)));
  if (words.empty()) return privately(call, text::nothing_to_pass_on);
  if (code_points(words) > longest_text) return privately(call, text::too_long(longest_text));
  if (outbox_.under(about).size() >= most_questions) return privately(call, text::asked_enough(publisher->name));
  const auto who = wording::name_in(self, members_.students(self.class_id));
  Content content{{Part::Kind::text, text::asks(who, class_name(self.class_id), notice.id)}, {Part::Kind::text, words}};
  if (call.can.quote) content.push_back({Part::Kind::text, text::how_to_answer});
  return Reply{}.add(Whisper{*publisher, std::move(content), storage::Priority::answer, about});
}

Reply Announcement::reply_to(const Call& call, const About& about) {
  const auto student = members_.by_id(about.person);
  if (!student) return {};
  Body words{.text = std::string(trim(words_of(call.message)))};
  add_pictures(words, call.message.content);
  if (words.empty()) return privately(call, text::nothing_to_pass_on);
  if (code_points(words.text) > longest_text) return privately(call, text::too_long(longest_text));
  if (members_.reach(student->account) != Reach::friendly) return privately(call, text::out_of_reach(student->name));
  Content content = to_content(text::answers(call.speaker.person->name, about.notice), words);
  if (call.can.quote) content.push_back({Part::Kind::text, text::how_to_ask_back});
  Reply reply;
  reply.add(Whisper{*student, std::move(content), storage::Priority::answer,
                    about_notice(about.notice, "reply", student->id)});
  return reply.add(Say{plain(text::passed_on(student->name))});
}

}  // namespace banwei::announcement
