// The door for the verbs of the command line: a unix socket beside the database, one line of JSON in, one out.
// Invariant: mode 0600, and nobody is heard but this process's own user and root; callers, lines and waits are bounded.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "bot/log.h"
#include "storage/bilingual.h"

namespace banwei {

class Control {
 public:
  static constexpr std::size_t line_limit = 8U << 20U;  // bytes

  /// Answers one request; may be called from any thread, and the first time counts.
  using Respond = std::function<void(const nlohmann::ordered_json&)>;
  /// Runs on the thread that runs `io`.
  using Verb = std::function<void(const nlohmann::json& request, Respond respond)>;

  /// Listens for requests {"verb": NAME, ...}. Whoever makes this holds the database's lock, so that a socket left by
  /// a process that died can be replaced. Throws std::runtime_error.
  Control(boost::asio::io_context& io, const std::string& database, std::map<std::string, Verb, std::less<>> verbs,
          Log& log);
  ~Control();

  /// Hears nobody more and hangs up. Only on the thread that runs `io`.
  void stop();

 private:
  class Listener;
  std::shared_ptr<Listener> listener_;
};

/// Asks whoever runs on this database; nothing when nobody does. Throws Explained when the answer does not come.
std::optional<nlohmann::json> ask_daemon(const std::string& database, const nlohmann::json& request);

/// {"error": "...", "error_zh": "..."}: the one shape of an answer that is none.
nlohmann::ordered_json refusal(const Phrase& why);
Phrase refused(const nlohmann::json& answer);

}  // namespace banwei
