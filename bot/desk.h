// The desk: what the rest of the bot may ask of its one thread that decides, put together from Turn and Dispatch.
// Invariant: every call comes from the desk's thread, in one order, so that state changes in one place.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bot/ack.h"
#include "bot/clock.h"
#include "bot/dispatch.h"
#include "bot/gateway/gateway.h"
#include "bot/log.h"
#include "bot/timekeeper.h"
#include "bot/turn.h"
#include "handlers/feature.h"
#include "storage/stores.h"

namespace banwei {

class Desk {
 public:
  /// It takes seven: here the inner parts meet the doors to the outside.
  Desk(storage::Stores& stores, std::span<Feature* const> features, const Zone& zone, Clock& clock, Gateway& gateway,
       Log& log, const DeskOptions& options);

  /// Takes up what an earlier run left: sends whose fate nobody knows, and messages of people who have joined since.
  void start();

  /// See Turn::run.
  bool turn(std::vector<Item>& items) { return turn_.run(items); }
  bool file_failed(const std::exception& error) { return turn_.file_failed(error); }

  /// Takes up the messages that were held for people who have come into the roster since.
  void welcome();

  /// Records that events never reached the desk.
  void lost(std::uint64_t events);

  /// From the next message on.
  void show(Witness witness) { dispatch_.show(std::move(witness)); }

  /// An admin has looked at the clock.
  void believe_clock() { time_.believe(); }

  /// What was deleted past the turns may still stand in the file.
  void purged() { turn_.purged(); }

  /// Reads anew who keeps the bot.
  void know_admins() { turn_.know_admins(); }

  /// From the next message on.
  void acknowledge(Ack how) { dispatch_.replies().acknowledge(how); }
  void keep_quiet(QuietHours at) { dispatch_.keep_quiet(at); }
  void retain(RetentionSettings retention) { dispatch_.retain(std::move(retention)); }

  const Router& router() const { return dispatch_.answering().router(); }
  Capabilities can(const std::string& account) const { return dispatch_.replies().can(account, turn_.now()); }
  std::vector<std::string> doubts(const std::string& account) const { return dispatch_.doubts(account, turn_.now()); }
  Utc now() { return time_.time(); }
  bool doubts_clock() const { return time_.doubts(); }
  storage::FileState file() const { return turn_.file(); }
  std::uint64_t crowded_out() const { return dispatch_.answering().crowded_out(); }
  Utc last_commit() const { return turn_.last_commit(); }
  std::uint64_t calls() const { return turn_.calls(); }
  std::chrono::nanoseconds commit_time() const { return turn_.commit_time(); }

 private:
  storage::Stores& stores_;
  Log& log_;
  Timekeeper time_;
  Dispatch dispatch_;
  Turn turn_;
};

}  // namespace banwei
