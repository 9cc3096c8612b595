// A websocket url taken apart for dialling. Invariant: it can be dialled, and nothing of it is secret but the path's
// query.
#pragma once

#include <cstdint>
#include <string>

namespace banwei::net {

struct Target {
  std::string host;  // A name or an address, without brackets.
  std::uint16_t port = 80;
  bool secure = false;    // wss://
  std::string authority;  // Host and port, for the Host header and the log.
  std::string path;       // With the query.
};

/// Throws Explained with a sentence that says what is wrong; the url itself, which may hold a token, is not
/// in it.
Target target_of(const std::string& url);

/// The same, and refused when the url leads beyond this machine and there is no token, or when it names a public
/// address and no TLS. What a name resolves to is judged when it is known.
Target dial_target(const std::string& url, bool has_token, bool insecure);

}  // namespace banwei::net
