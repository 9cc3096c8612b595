#include "bot/status.h"

#include <algorithm>

#include "handlers/care/coverage.h"

namespace banwei {

using nlohmann::ordered_json;

namespace {

constexpr std::size_t line_limit = 64;
constexpr std::chrono::seconds still_after{10};

ordered_json maybe(const std::optional<Utc>& when) {
  return when ? ordered_json(when->time_since_epoch().count()) : ordered_json(nullptr);
}

}  // namespace

ordered_json file_status(storage::Stores& stores, Utc now) {
  using storage::SendState;
  ordered_json outbox;
  for (const auto& [name, state] :
       {std::pair("waiting", SendState::waiting), std::pair("sending", SendState::sending),
        std::pair("sent", SendState::sent), std::pair("failed", SendState::failed),
        std::pair("unknown", SendState::unknown), std::pair("retracted", SendState::retracted)}) {
    outbox[name] = stores.outbox.count(state);
  }
  const auto oldest = stores.outbox.oldest_waiting();
  const auto oldest_alert = stores.alerts.oldest_unseen();
  ordered_json alerts{
      {"open", stores.alerts.count_unseen()},
      {"told_nobody", stores.alerts.count_untold()},
      {"oldest_open_s", oldest_alert ? ordered_json((now - *oldest_alert).count()) : ordered_json(nullptr)}};
  return {{"alerts", std::move(alerts)},
          {"classes_without_a_second_teacher", care::classes_without_a_second(stores.members, now).size()},
          {"outbox", std::move(outbox)},
          {"oldest_unsent_s", oldest ? ordered_json((now - *oldest).count()) : ordered_json(nullptr)},
          {"dead_letters", stores.inbox.dead_letters()},
          {"last_heard", maybe(stores.inbox.latest())},
          {"next_due", maybe(stores.schedule.next_due())}};
}

std::vector<std::string> troubles(const Pulse& pulse) {
  std::vector<std::string> all;
  if (!pulse.writable) all.emplace_back(disk_refuses);
  if (!pulse.line_up) all.emplace_back("no line to the gateway: look at its address, token and login, and at the log");
  if (pulse.still > still_after) all.emplace_back("the desk does not turn: restart banwei");
  return all;
}

void Arrivals::note(const Event& event, Utc now) {
  if (const auto* up = std::get_if<LinkUp>(&event)) {
    const std::string& account = up->account;
    if (!lines_.contains(account)) make_way();
    if (lines_.size() >= line_limit && !lines_.contains(account)) return;
    Line& line = lines_[account] = {.up = true, .since = now};
    if (up->friends) line.friends = up->friends->size();
  } else if (const auto* list = std::get_if<Friends>(&event)) {
    if (const auto line = lines_.find(list->account); line != lines_.end()) line->second.friends = list->friends.size();
  } else if (const auto* down = std::get_if<LinkDown>(&event)) {
    if (const auto line = lines_.find(down->account); line != lines_.end()) {
      line->second = {.up = false, .since = now, .why = down->why};
    }
  }
}

/// An account that was never here takes the place of the one that went last: the gateway was logged in to another.
void Arrivals::make_way() {
  auto gone = lines_.end();
  for (auto line = lines_.begin(); line != lines_.end(); ++line) {
    if (!line->second.up && (gone == lines_.end() || line->second.since > gone->second.since)) gone = line;
  }
  if (gone != lines_.end()) lines_.erase(gone);
}

bool Arrivals::up() const {
  return !lines_.empty() && std::all_of(lines_.begin(), lines_.end(), [](const auto& line) { return line.second.up; });
}

ordered_json Arrivals::status(Utc now) const {
  ordered_json gateway = ordered_json::array();
  for (const auto& [account, line] : lines_) {
    gateway.push_back({{"account", account},
                       {"up", line.up},
                       {"since", line.since.time_since_epoch().count()},
                       {"why", line.why},
                       {"friends", line.friends ? ordered_json(*line.friends) : ordered_json(nullptr)}});
  }
  return {{"uptime_s", (now - began_).count()}, {"gateway", std::move(gateway)}};
}

}  // namespace banwei
