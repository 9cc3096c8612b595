// The routes: which account is up by which gateway, and which account knows a room.
#include "bot/gateway/account_router.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <boost/asio/post.hpp>

namespace banwei {

namespace {

constexpr std::size_t home_limit = 50'000;

std::string room_key(bool group, const std::string& room) { return (group ? "group " : "user ") + room; }

/// The room that a call is for, "" when it is for none.
struct HomeOf {
  std::string operator()(const Send& send) const { return room_key(send.group, send.target); }
  std::string operator()(const SendFile& file) const { return room_key(file.group, file.target); }
  std::string operator()(const ReactTo& react) const { return room_key(react.place == Place::group, react.room); }
  std::string operator()(const FetchHistory& fetch) const { return room_key(true, fetch.group); }
  std::string operator()(const Delete& message) const { return room_key(message.group, message.target); }
  std::string operator()(const AcceptFriend&) const { return {}; }
  std::string operator()(const AcceptInvite&) const { return {}; }
  std::string operator()(const FetchMembers& fetch) const { return room_key(true, fetch.group); }
  std::string operator()(const GetFile& get) const { return room_key(false, get.user); }
};

}  // namespace

class AccountRouter::Routes {
 public:
  Routes(boost::asio::io_context& io, const AccountRouterOptions& options, const Clock& clock, Log& log, Sink sink)
      : sink_(std::move(sink)) {
    if (options.dial) {
      link_.emplace(io, *options.dial, clock, log,
                    Sink{[this](Event event) { route_event(*link_, std::move(event)); }, sink_.result});
    }
    if (options.listen) {
      acceptor_.emplace(io, *options.listen, clock, log,
                        Sink{[this](Event event) { route_event(*acceptor_, std::move(event)); }, sink_.result});
    }
  }

  void start() {
    if (link_) link_->start();
    if (acceptor_) acceptor_->start();
  }

  void stop() {
    if (link_) link_->stop();
    if (acceptor_) acceptor_->stop();
  }

  void take(std::vector<OutgoingCall> calls) {
    std::vector<std::pair<Gateway*, std::vector<OutgoingCall>>> shares;
    for (OutgoingCall& call : calls) {
      const LiveLine* line = line_for(call);
      if (line == nullptr) {
        sink_.result(
            {.tag = call.tag, .outcome = Outcome::unsent, .why = "the line is down", .kind = call.what.index()});
        if (auto event = in_vain(call)) sink_.event(std::move(*event));
        continue;
      }
      call.account = line->account;
      auto share =
          std::find_if(shares.begin(), shares.end(), [&](const auto& one) { return one.first == line->gateway; });
      if (share == shares.end()) share = shares.insert(share, {line->gateway, {}});
      share->second.push_back(std::move(call));
    }
    for (auto& [gateway, share] : shares) gateway->submit(std::move(share));
  }

  std::uint16_t port() const { return acceptor_ ? acceptor_->port() : 0; }
  std::string refused() const { return acceptor_ ? acceptor_->refused() : ""; }

 private:
  struct LiveLine {
    std::string account;
    Gateway* gateway;
  };

  void route_event(Gateway& from, Event event) {
    if (const auto* up = std::get_if<LinkUp>(&event)) {
      drop(from, up->account);
      lines_.push_back({up->account, &from});
      for (const std::string& group : up->groups) set_home(room_key(true, group), up->account);
      if (up->friends) set_friends_home(*up->friends, up->account);
    } else if (const auto* list = std::get_if<Friends>(&event)) {
      set_friends_home(list->friends, list->account);
    } else if (const auto* down = std::get_if<LinkDown>(&event)) {
      drop(from, down->account);
      if (line_of(down->account) != nullptr) return;
    } else if (const auto* message = std::get_if<Message>(&event)) {
      set_home(room_key(message->place == Place::group, message->room), message->account);
    }
    sink_.event(std::move(event));
  }

  void drop(const Gateway& from, const std::string& account) {
    std::erase_if(lines_, [&](const LiveLine& line) { return line.gateway == &from && line.account == account; });
  }

  void set_home(std::string key, const std::string& account) {
    if (homes_.size() >= home_limit) homes_.clear();
    homes_[std::move(key)] = account;
  }

  void set_friends_home(const std::vector<std::string>& friends, const std::string& account) {
    for (const std::string& user : friends) set_home(room_key(false, user), account);
  }

  const LiveLine* line_of(const std::string& account) const {
    const auto found =
        std::find_if(lines_.rbegin(), lines_.rend(), [&](const LiveLine& line) { return line.account == account; });
    return found == lines_.rend() ? nullptr : &*found;
  }

  bool one_account() const {
    return std::all_of(lines_.begin(), lines_.end(),
                       [&](const LiveLine& line) { return line.account == lines_.front().account; });
  }

  /// The only account there is takes everything: some gateways name themselves differently in events and in greetings.
  const LiveLine* line_for(const OutgoingCall& call) const {
    if (lines_.empty()) return nullptr;
    if (one_account()) return &lines_.back();
    if (!call.account.empty()) return line_of(call.account);
    const std::string key = std::visit(HomeOf{}, call.what);
    const auto home = homes_.find(key);
    if (home == homes_.end()) return &lines_.back();
    const LiveLine* line = line_of(home->second);
    // Nobody else is in that group for sure, but a person may be a friend of another account too.
    return line == nullptr && key.starts_with("user ") ? &lines_.back() : line;
  }

  Sink sink_;
  std::vector<LiveLine> lines_;                         // Only those that are up stand here, the newest last.
  std::unordered_map<std::string, std::string> homes_;  // By room: which account last heard somebody.
  std::optional<Link> link_;
  std::optional<Acceptor> acceptor_;
};

AccountRouter::AccountRouter(boost::asio::io_context& io, const AccountRouterOptions& options, const Clock& clock,
                             Log& log, Sink sink)
    : io_(io), routes_(std::make_shared<Routes>(io, options, clock, log, std::move(sink))) {}

AccountRouter::~AccountRouter() = default;

void AccountRouter::start() { routes_->start(); }

void AccountRouter::stop() { routes_->stop(); }

void AccountRouter::submit(std::vector<OutgoingCall> calls) {
  boost::asio::post(io_, [weak = std::weak_ptr(routes_), calls = std::move(calls)]() mutable {
    if (const auto routes = weak.lock()) routes->take(std::move(calls));
  });
}

std::string AccountRouter::refused() const { return routes_->refused(); }

std::uint16_t AccountRouter::port() const { return routes_->port(); }

}  // namespace banwei
