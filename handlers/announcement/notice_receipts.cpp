#include "handlers/announcement/notice_receipts.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "handlers/announcement/announcement_intents.h"
#include "handlers/common/privately.h"

namespace banwei::announcement {

namespace text {
namespace {

std::string confirmed(std::int64_t id) { return fmt::format("通知{}已确认", id); }
std::string confirmed_before(std::int64_t id) { return fmt::format("通知{}你已经确认过了", id); }
std::string counted(std::int64_t id, std::size_t done, std::size_t all) {
  return fmt::format("通知{} 已确认{}/{}", id, done, all);
}
std::string complete(std::int64_t id, std::size_t all) {
  return fmt::format("通知{} 全班{}人都确认了，谢谢大家", id, all);
}
std::string only_a_note(std::int64_t id) {
  return fmt::format("替别人回的只作备注。要本人回“收到”或“收到{}”才算确认", id);
}
constexpr auto write_the_number = "重名的请写学号，如：2019010102收到。替别人回的只作备注，本人回才算确认";
std::string no_such(const std::string& open) { return fmt::format("没有这个编号的通知在等确认。现在等的是：{}", open); }

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_others = 6;

}  // namespace

Interpretation Receipts::heard(ReceiptAnswer answer, bool quoting) {
  Interpretation heard{.intent = &intents::of(answer.said.kind)};
  heard.claim = quoting ? Claim::quoted : Claim::open;
  heard.opened = opened(answer.received);
  heard.understood.hold = answer.said.kind == Receipt::Kind::receipt;
  heard.understood.fields = [said = answer.said] { return fields(said); };
  heard.understood.act = [this, answer = std::move(answer)](const Context& call) { return on_answer(call, answer); };
  return heard;
}

Reply Receipts::on_answer(const Context& call, const ReceiptAnswer& answer) {
  const Notice& notice = answer.received.notice;
  Reply reply;
  switch (answer.said.kind) {
    case Receipt::Kind::receipt:
      reply = confirm(call, answer.received);
      if (answer.said.question) reply.join(letters_.ask_publisher(call, notice));
      return reply;
    case Receipt::Kind::behalf:
      return on_behalf(call, answer);
    case Receipt::Kind::ask:
      break;
  }
  if (!answer.said.which) return hint(call, notice.id, "who", text::write_the_number);
  const std::set<std::int64_t> open(answer.open.begin(), answer.open.end());
  return hint(call, notice.id, "which", text::no_such(fmt::format("{}", fmt::join(open, "、"))));
}

Reply Receipts::confirm(const Context& call, const Received& received) {
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
  if (!notice.receipt) return reply;  // Nobody counts them.
  const Tally all = book_.collection(notice, received.delivery).sum;
  const storage::Occurrence thanks{.job = fmt::format("announcement/thanks/{}", notice.id),
                                   .key = std::to_string(self.class_id),
                                   .due = call.now.utc};
  if (!all.complete()) {
    count_later(schedule_, feature, received.delivery.class_id, call.now.utc);
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
Reply Receipts::on_behalf(const Context& call, const ReceiptAnswer& answer) {
  const Notice& notice = answer.received.notice;
  const Person& self = *call.speaker.person;
  Reply reply;
  std::size_t others = 0;
  for (const Named& named : answer.said.who) {
    if (named.number == self.number) reply = confirm(call, answer.received);
    const auto person = named.number == self.number ? std::nullopt : members_.by_number(named.number);
    if (person && ++others <= most_others) notices_.confirm(notice.id, person->id, self.id, call.sent.utc);
  }
  reply.join(hint(call, notice.id, "behalf", text::only_a_note(notice.id)));
  return reply;
}

/// Says once to each, in private, what an answer lacks.
Reply Receipts::hint(const Context& call, std::int64_t notice, std::string_view why, std::string words) {
  const storage::Occurrence once{.job = fmt::format("announcement/hint/{}/{}", notice, why),
                                 .key = std::to_string(call.speaker.person->id),
                                 .due = call.now.utc};
  if (call.message.place == Place::group && !schedule_.claim(once, call.now.utc)) return {};
  return privately(call, std::move(words));
}

Reply Receipts::count(const storage::Timer& timer, const Moment& now) {
  const auto klass = members_.class_by_id(std::stoll(timer.payload));
  if (!klass || klass->group.empty()) return {};
  if (const auto morning = book_.awake_at(now.local); morning != now.local) {
    schedule_.set_timer(feature, Topic{.kind = "count", .id = klass->id, .tail = "morning"}.text(), book_.utc(morning),
                        timer.payload);
    return {};
  }
  std::string line;
  std::string about;
  auto all = notices_.of_class(klass->id, now.utc - answerable, most_answerable);
  std::reverse(all.begin(), all.end());
  for (auto& [notice, delivery] : all) {
    if (!notice.receipt) continue;
    const Tally sum = book_.collection(notice, delivery).sum;
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

}  // namespace banwei::announcement
