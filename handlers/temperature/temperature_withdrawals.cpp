#include "handlers/temperature/temperature_withdrawals.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/common/fever.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/temperature/temperature_times.h"

namespace banwei::temperature {

namespace text {
namespace {

using wording::degrees;

constexpr auto nothing_to_withdraw = "今天没有可以撤回的体温。请的假不要了说“取消请假”";
constexpr auto fever_stays = "发热的记录不能撤回。量错了就直接发新的体温，老师会看到";
std::string withdrawn(const storage::Reading& reading, std::string_view at) {
  return fmt::format("已撤回今天的{}（{}）。量好再发一次就行", degrees(reading.centi), at);
}
std::string withdraw_too(bool own, int centi) {
  return fmt::format("{}。{}也一起撤回吗？要撤就回“是”", own ? "你撤回了那条消息" : "你的那条消息被群里撤回了",
                     degrees(centi));
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::days recall_days{61};  // A reading is dated back by 60 at most.

}  // namespace

Reply Withdrawals::withdraw(const Context& call) {
  const Person& self = *call.speaker.person;
  const bool direct = call.message.place == Place::direct;
  const auto today = readings_.of_day(self.id, call.sent.day());
  if (today.empty()) return direct ? Reply{}.add(Say{plain(text::nothing_to_withdraw)}) : Reply{};
  if (fever(today.back().centi)) return privately(self, text::fever_stays);
  Reply withdrawn = withdraw(today.back(), call.now);
  if (direct) return withdrawn;
  // Which one it was is said to nobody else, and nobody is asked for friendship in the group for that.
  const auto& words = std::get<Say>(withdrawn.actions.front()).content;
  return Reply{}.add(React{"👌"}).add(Whisper{.to = self, .content = words, .discreet = true});
}

Reply Withdrawals::withdraw(const storage::Reading& reading, const Moment& now) {
  readings_.withdraw(reading.id, now.utc);
  return Reply{}.add(Say{plain(text::withdrawn(reading, wording::hour_minute(zone_.at(reading.sent).time_of_day())))});
}

Reply Withdrawals::recalled(const Recall& recall, const Moment& now) {
  const auto person = members_.by_account(recall.user);
  if (!person) return {};
  const auto said = readings_.history(person->id, now.day() - recall_days, now.day());
  const auto reading = std::find_if(said.rbegin(), said.rend(), [&](const storage::Reading& one) {
    return one.message == recall.message && one.room == recall.room && !one.withdrawn && !one.replaced_by;
  });
  if (reading == said.rend() || fever(reading->centi)) return {};
  // A gateway may tell it again, and every account in the group tells it.
  const storage::Occurrence once{.job = "temperature/recall", .key = std::to_string(reading->id), .due = now.utc};
  if (!schedule_.claim(once, now.utc)) return {};
  questions_.ask({.person = person->id,
                  .feature = std::string(feature),
                  .kind = recall_question,
                  .payload = to_payload({{"reading", reading->id}}),
                  .day = reading->day,
                  .asked = now.utc,
                  .until = zone_.utc(now.day() + std::chrono::days{1})});
  return Reply{}.add(Whisper{*person, plain(text::withdraw_too(recall.operator_ == recall.user, reading->centi))});
}

Reply Withdrawals::answer(const Context& call, const storage::Question& question, bool yes) {
  questions_.close(question.person, feature, call.now.utc);
  if (!yes) return {};
  const auto payload = from_payload(question.payload);
  const auto reading = readings_.by_id(payload.value("reading", std::int64_t{0}));
  if (!reading || reading->withdrawn || reading->replaced_by) return Reply{}.add(Say{plain(text::nothing_to_withdraw)});
  return withdraw(*reading, call.now);
}

}  // namespace banwei::temperature
