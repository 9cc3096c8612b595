// A stream that gathers what is written to it and sends it on in one piece: a websocket's frames cost a system call
// each otherwise. Included by dialled_stream.h and by no other.
// Invariant: what was written leaves in its order; a write takes everything at once and never waits.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket/teardown.hpp>

namespace banwei::net {

/// The layer between a websocket and `Next`. Whoever writes bounds what is gathered.
template <class Next>
class Gathering {
  using Error = boost::beast::error_code;

  struct State {
    template <class... Arguments>
    explicit State(Arguments&&... arguments) : next(std::forward<Arguments>(arguments)...) {}
    Next next;
    std::string gathered;
    std::string leaving;
    bool busy = false;
    Error trouble;
    std::function<void(Error)> flushed;
  };

 public:
  using next_layer_type = Next;
  using executor_type = typename Next::executor_type;

  template <class... Arguments>
  explicit Gathering(Arguments&&... arguments)
      : state_(std::make_shared<State>(std::forward<Arguments>(arguments)...)) {}

  executor_type get_executor() { return state_->next.get_executor(); }
  Next& next_layer() { return state_->next; }
  const Next& next_layer() const { return state_->next; }

  template <class Buffers, class Handler>
  auto async_read_some(const Buffers& buffers, Handler&& handler) {
    return state_->next.async_read_some(buffers, std::forward<Handler>(handler));
  }

  /// What Beast writes by itself: the handshake, pings and closes.
  template <class Buffers, class Handler>
  auto async_write_some(const Buffers& buffers, Handler&& handler) {
    const std::size_t size = gather(buffers);
    send(state_);
    return boost::asio::async_initiate<Handler, void(Error, std::size_t)>(
        [state = state_, size](auto done) {
          boost::asio::post(state->next.get_executor(),
                            boost::beast::bind_front_handler(std::move(done), state->trouble, size));
        },
        handler);
  }

  template <class Buffers>
  std::size_t write_some(const Buffers& buffers, Error& ec) {
    ec = state_->trouble;
    return gather(buffers);
  }
  template <class Buffers>
  std::size_t write_some(const Buffers& buffers) {
    return gather(buffers);
  }
  template <class Buffers>
  std::size_t read_some(const Buffers& buffers, Error& ec) {
    return state_->next.read_some(buffers, ec);
  }
  template <class Buffers>
  std::size_t read_some(const Buffers& buffers) {
    return state_->next.read_some(buffers);
  }

  /// Sends what was gathered; `done` is told once it has left, or why it has not. One flush at a time.
  void flush(std::function<void(Error)> done) {
    state_->flushed = std::move(done);
    send(state_);
  }

 private:
  template <class Buffers>
  std::size_t gather(const Buffers& buffers) {
    std::size_t size = 0;
    for (const boost::asio::const_buffer part : boost::beast::buffers_range_ref(buffers)) {
      state_->gathered.append(static_cast<const char*>(part.data()), part.size());
      size += part.size();
    }
    return size;
  }

  /// While a piece is leaving, what is gathered waits for its end.
  static void send(const std::shared_ptr<State>& state) {
    if (state->busy || state->gathered.empty()) return;
    state->busy = true;
    state->leaving = std::exchange(state->gathered, {});
    boost::asio::async_write(state->next, boost::asio::buffer(state->leaving), [state](Error ec, std::size_t) {
      state->busy = false;
      state->trouble = ec;
      if (ec) state->gathered.clear();
      if (!state->gathered.empty()) return send(state);
      if (const auto done = std::exchange(state->flushed, nullptr)) done(ec);
    });
  }

  std::shared_ptr<State> state_;
};

// Beast finds these by their argument.
template <class Next>
void teardown(boost::beast::role_type role, Gathering<Next>& stream, boost::beast::error_code& ec) {
  using boost::beast::websocket::teardown;
  teardown(role, stream.next_layer(), ec);
}

template <class Next, class Handler>
void async_teardown(boost::beast::role_type role, Gathering<Next>& stream, Handler&& handler) {
  using boost::beast::websocket::async_teardown;
  async_teardown(role, stream.next_layer(), std::forward<Handler>(handler));
}

}  // namespace banwei::net
