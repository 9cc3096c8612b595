// What leaves the process: no connection but the gateway's, and a log without names, values or secrets.
// Invariant: connections are counted by the kernel, in a network that holds nobody but the bot and this test; so none
// is missed, however short it was.
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bot/sandbox/demo.h"
#include "tests/fault/stand.h"

namespace banwei::fault {

namespace {

constexpr const char* canary = "canary-of-the-token";

/// Moves this process, and all that it will start, into a network with nothing but a loopback device.
void enter_an_empty_network() {
  if (unshare(CLONE_NEWNET) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
    throw Trouble("no network of its own can be made: run this as root or allow user namespaces");
  const int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq loopback{};
  std::strcpy(loopback.ifr_name, "lo");
  loopback.ifr_flags = IFF_UP | IFF_RUNNING;
  if (ioctl(any, SIOCSIFFLAGS, &loopback) != 0) throw Trouble("the loopback device does not come up");
  close(any);
}

using Counters = std::map<std::string, std::int64_t>;

/// This network's counters: "Tcp.ActiveOpens", "Udp.OutDatagrams", "Ip6OutNoRoutes" ...
Counters counters() {
  Counters result;
  std::ifstream four("/proc/net/snmp");
  for (std::string names, values; std::getline(four, names) && std::getline(four, values);) {
    std::istringstream name(names);
    std::istringstream value(values);
    std::string group;
    std::string key;
    name >> group;
    value >> key;
    group.back() = '.';
    for (std::int64_t number = 0; name >> key && value >> number;) result[group + key] = number;
  }
  std::ifstream six("/proc/net/snmp6");
  std::string key;
  for (std::int64_t number = 0; six >> key >> number;) result[key] = number;
  return result;
}

constexpr const char* forbidden[] = {"Udp.OutDatagrams", "Udp6OutDatagrams", "Ip.OutNoRoutes", "Ip6OutNoRoutes",
                                     "Tcp.AttemptFails"};

std::int64_t grown(const Counters& from, const Counters& to, const std::string& key) {
  return to.at(key) - from.at(key);
}

/// Does what the bot must not do, so that it is known to be seen.
bool counters_see() {
  const Counters before = counters();
  sockaddr_in somewhere{};
  somewhere.sin_family = AF_INET;
  somewhere.sin_port = htons(443);
  somewhere.sin_addr.s_addr = htonl(0xC0000201);  // 192.0.2.1, which is nobody's
  sockaddr_in6 elsewhere{};
  elsewhere.sin6_family = AF_INET6;
  elsewhere.sin6_port = htons(443);
  elsewhere.sin6_addr.s6_addr[0] = 0x20;
  sockaddr_in here = somewhere;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  here.sin_port = htons(9);
  const auto try_all = [](int kind, const auto& address) {
    const int one = socket(reinterpret_cast<const sockaddr*>(&address)->sa_family, kind | SOCK_CLOEXEC, 0);
    if (connect(one, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) (void)send(one, "x", 1, 0);
    close(one);
  };
  try_all(SOCK_STREAM, somewhere);
  try_all(SOCK_STREAM, elsewhere);
  try_all(SOCK_DGRAM, here);
  try_all(SOCK_STREAM, here);
  const Counters after = counters();
  bool good = true;
  for (const char* key : {"Ip.OutNoRoutes", "Ip6OutNoRoutes", "Udp.OutDatagrams", "Tcp.ActiveOpens"}) {
    good = check(grown(before, after, key) > 0, std::string(key) + " sees a forbidden try") && good;
  }
  return good;
}

/// The log without its times, whose milliseconds may look like a temperature.
bool clean(const std::string& log) {
  std::istringstream lines(log);
  std::size_t count = 0;
  bool good = true;
  for (std::string line; std::getline(lines, line);) {
    auto event = nlohmann::json::parse(line, nullptr, false);
    if (!event.is_object()) continue;  // It is what the import printed.
    ++count;
    event.erase("at");
    const std::string text = event.dump();
    const auto absent = [&](const std::string& word) {
      good = check(text.find(word) == std::string::npos, "no “" + word + "” in the log: " + text) && good;
    };
    for (const sandbox::ChatUser& user : sandbox::demo_campus().users) absent(user.name);
    for (const char* word : {canary, "36.", "37.", "38.", "咳嗽"}) absent(word);
  }
  return check(count > 3, "something was logged at all") && good;
}

}  // namespace

bool outgoing_test(const Options& given) {
  enter_an_empty_network();
  bool good = counters_see();

  Options options = given;
  options.settings = "[log]\nlevel = \"debug\"\n";
  options.token = canary;
  Folder folder;
  Stand stand(options, folder.path());
  const Counters before = counters();
  stand.start();
  for (int i = 0; i < 200; ++i) stand.say_something();
  const std::string student = sandbox::demo_campus().users.front().account;
  stand.gateway().whisper(student, plain("38.6 咳嗽"));
  stand.gateway().inject("no frame at all");
  stand.gateway().inject(R"({"post_type":"message","message":"36.5"})");
  good = check(stand.wait([&] { return stand.unanswered(0) == 0; }), "the bot answers") && good;
  stand.gateway().drop();
  good = check(stand.wait([&] { return stand.logged("line up") == 2; }), "the bot comes back") && good;
  stand.gateway().whisper(student, plain("38.7"));
  stand.pass(seconds{3});
  good = check(stand.stop() == 0, "the bot ends well on SIGTERM") && good;

  const Counters after = counters();
  for (const char* key : forbidden) good = check(grown(before, after, key) == 0, std::string(key) + " stays") && good;
  const auto opened = grown(before, after, "Tcp.ActiveOpens");
  good = check(opened == 2, "it opens two connections, both to the gateway: " + std::to_string(opened)) && good;
  good = check(grown(before, after, "Tcp.PassiveOpens") == opened, "and the gateway took them") && good;
  good = clean(stand.log()) && good;
  std::printf("outgoing: connections=%lld\n", static_cast<long long>(opened));
  return good;
}

}  // namespace banwei::fault
