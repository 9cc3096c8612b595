#include "tests/chat/world.h"

#include <stdlib.h>

#include <utility>

#include "handlers/members/roster_sheet.h"

namespace banwei::tests {

World::World() {
  std::string name = (std::filesystem::temp_directory_path() / "banwei-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
  directory_ = name;
  open();
}

World::~World() {
  desk_.reset();
  features_.reset();
  stores_.reset();
  database_.reset();
  std::filesystem::remove_all(directory_);
}

void World::open() {
  database_ =
      std::make_unique<storage::Database>((directory_ / "banwei.db").string(), storage::Database::Access::write);
  stores_ = std::make_unique<storage::Stores>(*database_);
  Settings settings = settings_;
  if (settings.care.hotline.empty()) settings.care.hotline = "12356";
  if (!settings.lesson.term_begins)
    settings.lesson.term_begins = std::chrono::local_days{std::chrono::year{2020} / 2 / 17};
  features_ = std::make_unique<Features>(*stores_, zone, settings);
  desk_ = std::make_unique<Desk>(*stores_, features_->all(), zone, clock, *this, log_,
                                 DeskOptions{.pace = paced ? RateLimits{} : RateLimits::off()});
  desk_->acknowledge(ack_);
  desk_->start();
}

void World::restart() {
  desk_.reset();
  features_.reset();
  stores_.reset();
  database_.reset();
  items_.clear();
  open();
  if (!away_ && std::exchange(connected_, false)) connect(can_);
}

void World::choose(Settings settings) {
  settings_ = std::move(settings);
  restart();
}

void World::acknowledge(Ack how) {
  ack_ = how;
  desk_->acknowledge(how);
}

void World::sleep_until(Utc moment) {
  clock.set(moment);
  restart();
  items_.emplace_back(Tick{});
  run();
}

std::int64_t World::add_class(const std::string& name, const std::string& group, const std::string& grade,
                              const std::string& major) {
  return stores_->members.save_class({.name = name, .group = group, .major = major, .grade = grade});
}

Person World::add_person(const std::string& number, const std::string& name, const std::string& class_name, Role role) {
  const auto klass = stores_->members.class_by_name(class_name);
  const bool staff = role >= Role::counsellor;
  Person person{.staff = staff,
                .number = number,
                .name = name,
                .class_id = staff || !klass ? 0 : klass->id,
                .account = "u" + number};
  person.id = stores_->members.save_person(person, "");
  const bool college_wide = role == Role::office || role == Role::leader || role == Role::admin;
  if (role != Role::student) stores_->members.grant(person.id, {role, college_wide || !klass ? 0 : klass->id}, Utc{});
  make_friend(person.account, true);
  return person;
}

void World::make_friend(const std::string& account, bool friendly) {
  if (friendly)
    friends_.insert(account);
  else
    friends_.erase(account);
  stores_->members.set_reach(account, friendly ? Reach::friendly : Reach::refused);
}

void World::befriend(const std::string& account) {
  friends_.insert(account);
  items_.emplace_back(Friendship{.account = World::account, .user = account, .accepted = true});
  run();
}

void World::happen(Item item) {
  items_.push_back(std::move(item));
  run();
}

void World::lose_friend_list() {
  friend_list = FriendList::fails;
  for (const std::string& account : friends_) stores_->members.set_reach(account, Reach::unknown);
}

void World::connect(Capabilities can) {
  if (const auto since = std::exchange(deaf_since_, {}))
    items_.emplace_back(LinkDown{.why = "test", .account = account, .deaf_since = since});
  can_ = can;
  connected_ = true;
  away_ = false;
  const std::vector<std::string> friends(friends_.begin(), friends_.end());
  LinkUp up{.account = account, .can = can};
  if (friend_list == FriendList::comes) up.friends = friends;
  items_.emplace_back(std::move(up));
  if (friend_list == FriendList::late) items_.emplace_back(Friends{account, friends});
  run();
}

void World::disconnect() {
  connected_ = false;
  away_ = true;
  items_.emplace_back(LinkDown{"test", account});
  run();
}

void World::go_deaf() {
  away_ = true;
  deaf_since_ = clock.wall();
}

std::string World::hear(Message message) {
  if (message.account.empty()) message.account = account;
  if (message.id.empty()) message.id = "m" + std::to_string(next_message_++);
  if (message.sent == Utc{}) message.sent = clock.wall();
  message.received = clock.wall();
  if (message.place == Place::direct && !message.temporary) friends_.insert(message.user);
  std::string id = message.id;
  remember(message);
  if (away_ && deaf) return id;
  items_.emplace_back(std::move(message));
  run();
  return id;
}

void World::recall(const Message& message, const std::string& by) {
  if (away_) {
    std::erase_if(said_[message.room], [&](const Message& said) { return said.id == message.id; });
    return;
  }
  items_.emplace_back(Recall{message.account.empty() ? account : message.account, message.place, message.room,
                             message.user, by.empty() ? message.user : by, message.id, clock.wall()});
  run();
}

void World::run() {
  while (!items_.empty()) {
    if (!desk_->turn(items_)) throw std::runtime_error("the desk could not write");
  }
}

void World::pass_to(Utc moment) {
  while (clock.wall() < moment) {
    const std::chrono::seconds step = paced ? std::chrono::seconds{1} : std::chrono::minutes{1};
    Utc next = std::min(moment, Utc{(clock.wall().time_since_epoch() / step + 1) * step});
    if (const auto timer = stores_->schedule.next_due(); timer && *timer > clock.wall()) next = std::min(next, *timer);
    clock.set(next);
    items_.emplace_back(Tick{});
    run();
  }
}

std::vector<World::Sent> World::take_sent() { return std::exchange(sent_, {}); }

/// What the group remembers, newest last, as far as the platform tells.
CallResult World::history_of(const OutgoingCall& call, const FetchHistory& asked) const {
  CallResult result{.tag = call.tag, .outcome = Outcome::sent, .account = account};
  const auto room = said_.find(asked.group);
  if (room != said_.end()) {
    const auto count = std::min<std::size_t>(room->second.size(), static_cast<std::size_t>(asked.count));
    result.history.assign(room->second.end() - static_cast<std::ptrdiff_t>(count), room->second.end());
  }
  constexpr Utc long_ago{std::chrono::days{18'000}};  // A group is older than the test.
  result.history.insert(result.history.begin(),
                        {.account = account, .room = asked.group, .user = "x", .sent = long_ago});
  return result;
}

void World::remember(Message message) {
  if (message.place == Place::group) said_[message.room].push_back(std::move(message));
}

/// What a gateway gives out: the list of a group, a file. False for any other call.
bool World::give(const OutgoingCall& call) {
  const bool up = connected_ && fault == GatewayFault::none;
  if (const auto* fetch = std::get_if<FetchMembers>(&call.what)) {
    const auto known = in_groups.find(fetch->group);
    GroupMembers list{.account = account, .group = fetch->group, .listed = up && known != in_groups.end()};
    if (list.listed) list.members = known->second;
    items_.emplace_back(std::move(list));
    return true;
  }
  if (const auto* get = std::get_if<GetFile>(&call.what)) {
    const auto known = files.find(get->file);
    SentFile file{.account = account, .user = get->user, .about = get->about, .came = up && known != files.end()};
    if (file.came) file.content = known->second;
    members::open_workbook(file, [](const std::string& workbook) { return members::say_roster_sheet(workbook, ""); });
    items_.emplace_back(std::move(file));
    return true;
  }
  return false;
}

void World::submit(std::vector<OutgoingCall> calls) {
  for (OutgoingCall& call : calls) {
    if (give(call)) continue;
    CallResult result{.tag = call.tag, .outcome = Outcome::sent, .message = "b" + std::to_string(next_message_++)};
    const auto* look = std::get_if<FetchHistory>(&call.what);
    if (look != nullptr) result = history_of(call, *look);
    const auto* send = std::get_if<Send>(&call.what);
    const auto* gone = std::get_if<Delete>(&call.what);
    const auto* file = std::get_if<SendFile>(&call.what);
    const bool in_group = send != nullptr ? send->group : file != nullptr ? file->group : look == nullptr;
    const std::string room = send != nullptr   ? send->target
                             : file != nullptr ? file->target
                             : gone != nullptr ? rooms_[gone->message]
                                               : "";
    const auto local = fault_in.find(room);
    const GatewayFault here = local == fault_in.end() ? fault : local->second;
    switch (here) {
      case GatewayFault::none:
      case GatewayFault::silent:
        break;
      case GatewayFault::same_id:
        if (send != nullptr) result.message = "b";
        break;
      case GatewayFault::timeout:
      case GatewayFault::lost:
        if (look == nullptr) result.outcome = Outcome::unknown;
        break;
      case GatewayFault::muted:
        if (in_group) result.outcome = Outcome::refused;
        break;
      case GatewayFault::refused:
        if (look == nullptr) result.outcome = Outcome::refused;
        break;
    }
    if (refuses_reactions && std::holds_alternative<ReactTo>(call.what)) result.outcome = Outcome::refused;
    if (refuses_files && file != nullptr) result.outcome = Outcome::refused;
    const bool stranger = send != nullptr && !send->group && !friends_.contains(send->target);
    if (stranger) result = {.tag = call.tag, .outcome = Outcome::refused, .stranger = true};
    if (!connected_) result = {.tag = call.tag, .outcome = Outcome::unsent};
    const bool arrives = result.outcome == Outcome::sent || (connected_ && !stranger && here == GatewayFault::timeout);
    if (arrives && look == nullptr) sent_.push_back({call, result.message});
    if (arrives && send != nullptr) rooms_[result.message] = send->target;
    if (arrives && send != nullptr && send->group) {
      remember({.account = account,
                .place = Place::group,
                .room = send->target,
                .user = account,
                .id = result.message,
                .sent = clock.wall(),
                .content = send->content});
    }
    if (call.tag == 0 || here == GatewayFault::silent) continue;
    push_spread(std::move(result), [this](Item item) { items_.push_back(std::move(item)); });
  }
}

}  // namespace banwei::tests
