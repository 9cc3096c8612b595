#include "bot/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <sstream>
#include <variant>

namespace banwei {

using prometheus::Counter;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Labels;
using prometheus::Registry;

namespace {

/// The kinds of calls, in the order of OutgoingCall::what, and what becomes of one, in that of Outcome.
constexpr std::array kinds{"message", "reaction",   "recall",  "friend",  "file",
                           "history", "invitation", "listing", "download"};
constexpr std::array outcomes{"sent", "refused", "unknown", "unsent"};
static_assert(kinds.size() == std::variant_size_v<decltype(OutgoingCall::what)>);

const Histogram::BucketBoundaries batch_sizes{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
const Histogram::BucketBoundaries commit_times{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2};

}  // namespace

struct Metrics::Families {
  Registry registry;

  Counter& counter(const char* name, const char* help, const Labels& labels = {}) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add(labels);
  }
  Gauge& gauge(const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
  }
  Histogram& histogram(const char* name, const char* help, const Histogram::BucketBoundaries& bounds) {
    return prometheus::BuildHistogram().Name(name).Help(help).Register(registry).Add({}, bounds);
  }
  Counter& events(const char* kind) {
    return counter("banwei_events_total", "What the gateway told, by kind", {{"kind", kind}});
  }

  Families() {
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
      for (std::size_t outcome = 0; outcome < outcomes.size(); ++outcome) {
        sends[kind][outcome] = &counter("banwei_sends_total", "Calls to the gateway, by kind and what became of them",
                                        {{"kind", kinds[kind]}, {"outcome", outcomes[outcome]}});
      }
    }
  }

  Counter& messages = events("message");
  Counter& recalls = events("recall");
  Counter& friendships = events("friendship");
  Counter& line_ups = counter("banwei_line_ups_total", "How often a line to a gateway came up");
  Counter& line_downs = counter("banwei_line_downs_total", "How often a line to a gateway went down");
  Counter& dropped =
      counter("banwei_events_dropped_total", "Events that found the queue full and are recorded as a gap");
  Counter& calls = counter("banwei_calls_total", "Replies and other calls handed to the gateway");
  std::array<std::array<Counter*, outcomes.size()>, kinds.size()> sends{};
  Counter& failed = counter("banwei_turns_failed_total", "Turns that the disk would not take");
  Histogram& items = histogram("banwei_turn_items", "Items committed together", batch_sizes);
  Histogram& commits = histogram("banwei_commit_seconds", "How long a commit took to be on the disk", commit_times);
  Gauge& queue = gauge("banwei_queue_items", "Items that wait for the desk");
  Gauge& waiting = gauge("banwei_outbox_waiting", "Durable sends that have not left");
  Counter& crowded_out = counter("banwei_held_crowded_out_total",
                                 "Messages kept from accounts outside the roster that went for newer ones");
  Gauge& oldest = gauge("banwei_oldest_unsent_seconds", "Age of the oldest durable send that has not left");
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::heard(const Event& event) {
  if (std::holds_alternative<Message>(event)) families_->messages.Increment();
  if (std::holds_alternative<Recall>(event)) families_->recalls.Increment();
  if (std::holds_alternative<Friendship>(event)) families_->friendships.Increment();
  if (std::holds_alternative<LinkUp>(event)) families_->line_ups.Increment();
  if (std::holds_alternative<LinkDown>(event)) families_->line_downs.Increment();
}

void Metrics::dropped(std::uint64_t events) { families_->dropped.Increment(static_cast<double>(events)); }

void Metrics::on_call_result(std::size_t kind, Outcome outcome) {
  families_->sends.at(kind).at(static_cast<std::size_t>(outcome))->Increment();
}

void Metrics::turned(const Turned& turn) {
  families_->items.Observe(static_cast<double>(turn.items));
  families_->commits.Observe(turn.commit.count());
  families_->calls.Increment(static_cast<double>(turn.calls));
}

void Metrics::turn_failed() { families_->failed.Increment(); }

void Metrics::queue(std::size_t items) { families_->queue.Set(static_cast<double>(items)); }

void Metrics::outbox(std::int64_t waiting, std::optional<std::chrono::seconds> oldest) {
  families_->waiting.Set(static_cast<double>(waiting));
  families_->oldest.Set(static_cast<double>(oldest.value_or(std::chrono::seconds{0}).count()));
}

void Metrics::crowded_out(std::uint64_t messages) {
  families_->crowded_out.Increment(static_cast<double>(messages) - families_->crowded_out.Value());
}

std::uint64_t Metrics::messages() const { return static_cast<std::uint64_t>(families_->messages.Value()); }

std::string Metrics::text() const {
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, families_->registry.Collect());
  return out.str();
}

}  // namespace banwei
