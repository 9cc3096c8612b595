#include "bot/status.h"

#include <algorithm>
#include <array>

#include "handlers/status_part.h"

namespace banwei {

namespace text {
namespace {

constexpr auto refused = "数据库写不进去：请看磁盘是否已满。腾出空间会自己接着记";
constexpr auto moved =
    "数据库文件被移走、删掉或换掉了，现在什么都没有记下。把原来的文件放回原处会自己接着记；找不回来就停下 banwei，"
    "换上最近一次备份再启动";
constexpr auto damaged =
    "数据库文件坏了，我已停下，什么都不记、不答。请停下 banwei，把坏文件连同 -wal、-shm 移到别处留好，"
    "换上最近一次备份再启动";

}  // namespace
}  // namespace text

using nlohmann::ordered_json;

namespace {

constexpr std::array<std::string_view, 4> file_states{"good", "refused", "moved", "damaged"};
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
  ordered_json status;
  for (const StatusPart& part : status_parts()) status[std::string(part.key)] = part.known(stores, now);
  status.update({{"outbox", std::move(outbox)},
                 {"oldest_unsent_s", oldest ? ordered_json((now - *oldest).count()) : ordered_json(nullptr)},
                 {"dead_letters", stores.inbox.dead_letters()},
                 {"held", stores.inbox.held()},
                 {"last_heard", maybe(stores.inbox.latest())},
                 {"next_due", maybe(stores.schedule.next_due())}});
  return status;
}

std::string_view to_string(storage::FileState file) { return file_states.at(static_cast<std::size_t>(file)); }

storage::FileState file_state(std::string_view word) {
  const auto known = std::find(file_states.begin(), file_states.end(), word);
  return known == file_states.end() ? storage::FileState::good
                                    : static_cast<storage::FileState>(known - file_states.begin());
}

std::string_view advice(storage::FileState file) {
  switch (file) {
    case storage::FileState::refused:
      return "the database cannot be written: make room on its disk";
    case storage::FileState::moved:
      return "the database file was moved, deleted or replaced while banwei runs, and nothing is stored: put the same "
             "file back, or stop banwei, put the newest backup in its place and start it again";
    case storage::FileState::damaged:
      return "the database file is damaged, and nothing is stored: stop banwei, keep the file with its -wal and -shm "
             "elsewhere, put the newest backup in its place and start it again";
    case storage::FileState::good:
      break;
  }
  return "";
}

std::string_view trouble(storage::FileState file) {
  switch (file) {
    case storage::FileState::refused:
      return text::refused;
    case storage::FileState::moved:
      return text::moved;
    case storage::FileState::damaged:
      return text::damaged;
    case storage::FileState::good:
      break;
  }
  return "";
}

Phrase explained(storage::FileState file) { return {std::string(trouble(file)), std::string(advice(file))}; }

std::vector<std::string> troubles(const Pulse& pulse) {
  std::vector<std::string> all;
  if (pulse.file != storage::FileState::good) all.emplace_back(advice(pulse.file));
  if (!pulse.line_up) all.emplace_back("no line to the gateway: look at its address, token and login, and at the log");
  if (pulse.still > still_after) all.emplace_back("the desk does not turn: restart banwei");
  return all;
}

void Arrivals::note(const Event& event, Utc now) {
  if (const auto* up = std::get_if<LinkUp>(&event)) {
    const std::string& account = up->account;
    if (!lines_.contains(account)) make_way();
    if (lines_.size() >= line_limit && !lines_.contains(account)) return;
    LineStatus& line = lines_[account] = {.up = true, .since = now};
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
