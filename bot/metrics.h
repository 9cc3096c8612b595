// What the running bot counts, as Prometheus reads it.
// Invariant: every label is a word of the source; no name, no value, no group, no account and no token is ever one.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "bot/gateway/gateway.h"

namespace banwei {

/// What one turn of the desk did.
struct Turned {
  std::size_t items = 0;
  std::size_t calls = 0;                   // Handed to the gateway.
  std::chrono::duration<double> commit{};  // The disk took so long.
};

/// Counts from any thread, and for about as long as an addition takes.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  void heard(const Event& event);
  void dropped(std::uint64_t events);
  void on_call_result(std::size_t kind, Outcome outcome);  // A call, as CallResult names its kind.
  void turned(const Turned& turn);
  void turn_failed();

  // What is looked at now and then.
  void queue(std::size_t items);
  void outbox(std::int64_t waiting, std::optional<std::chrono::seconds> oldest);
  void crowded_out(std::uint64_t messages);  // All so far.

  std::uint64_t messages() const;  // All heard so far.

  /// The text format, version 0.0.4.
  std::string text() const;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace banwei
