#include "bot/turn.h"

#include <algorithm>
#include <utility>

#include "bot/status.h"

namespace banwei {

namespace {

constexpr std::chrono::milliseconds turn_time{40};

}  // namespace

void Turn::start() {
  know_admins();
  now_ = last_commit_ = time_.time();
  run([this](Attempt& attempt) { dispatch_.start(attempt); });
}

bool Turn::run(std::vector<Item>& items) {
  if (file_ == storage::FileState::damaged) {
    stand_still(items);
    return false;
  }
  if (!again_) now_ = time_.time();
  const bool failed_before = again_;
  for (int tries = 0; tries < 2; ++tries) {
    try {
      Effects effects = commit(items, Queue::batch);
      if (failed_before) log_.info("turns are stored again");
      send(std::move(effects), now_);
      if (std::exchange(ticked_, false)) compact_after_purge();
      return true;
    } catch (const std::exception& error) {
      again_ = true;
      log_storage_error("a turn failed and is tried again", items.size(), error);
      if (file_failed(error)) return false;
    }
  }
  return one_by_one(items);
}

/// One of the items breaks the whole transaction: it is found alone and kept as a dead letter.
bool Turn::one_by_one(std::vector<Item>& items) {
  for (auto left = items.size(); left > 0; --left) {
    std::vector<Item> one{items.front()};
    try {
      Effects effects;
      try {
        effects = commit(one, 1);
      } catch (const std::exception& error) {
        if (file_failed(error)) return false;
        run([&](Attempt& attempt) { dispatch_.dead_letter(items.front(), error, attempt); });
      }
      send(std::move(effects), now_);
    } catch (const std::exception& error) {
      if (file_failed(error)) return false;
      log_.error("an item could not be processed nor kept", {{"why", std::string_view(error.what())}});
    }
    items.erase(items.begin());
  }
  again_ = false;
  return true;
}

void Turn::run(const std::function<void(Attempt&)>& act) {
  Attempt attempt(stores_.database, log_, time_.time());
  storage::Transaction transaction(stores_.database);
  act(attempt);
  transaction.commit();
  send(std::move(attempt.effects), attempt.now);
}

/// One transaction over the first items; they are erased once it is durable.
Effects Turn::commit(std::vector<Item>& items, std::size_t most) {
  const auto started = time_.steady();
  std::size_t done = 0;
  Attempt attempt(stores_.database, log_, now_, again_);
  storage::Transaction transaction(stores_.database);
  while (done < std::min(most, items.size())) {
    dispatch_.process(items[done], attempt);
    ++done;
    if (time_.steady() - started >= turn_time) break;
  }
  dispatch_.dequeue(attempt);
  const auto committing = time_.steady();
  transaction.commit();
  commit_time_ = time_.steady() - committing;
  dispatch_.confirm_dequeued();
  items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(done));
  again_ = false;
  ticked_ = ticked_ || attempt.ticked;
  leftovers_ = leftovers_ || attempt.purged;
  file_ = warned_ = storage::FileState::good;
  last_commit_ = now_;
  return std::move(attempt.effects);
}

void Turn::send(Effects effects, Utc now) {
  auto calls = dispatch_.release(std::move(effects), now);
  calls_ += calls.size();
  if (!calls.empty()) gateway_.submit(std::move(calls));
}

/// What was purged leaves the file as well, and its log: at the first tick, which a kill may have come before, and
/// after each purge, until no reader needs the log any more.
void Turn::compact_after_purge() {
  if (!leftovers_) return;
  try {
    leftovers_ = !stores_.database.compact();
  } catch (const storage::Error& error) {
    log_storage_error("what was purged still stands in the file; that is tried again", 0, error);
    if (error.file() == storage::FileState::damaged) file_failed(error);
  }
}

void Turn::stand_still(std::vector<Item>& items) {
  for (const Item& item : items) dispatch_.stand_still(item);
  items.clear();
  warn_admins();
}

bool Turn::file_failed(const std::exception& error) {
  const auto* failure = dynamic_cast<const storage::Error*>(&error);
  const storage::FileState file = failure == nullptr ? storage::FileState::good : failure->file();
  if (file == storage::FileState::good) return false;
  if (std::exchange(file_, file) != file && file >= storage::FileState::moved)
    log_.error(advice(file), {{"why", std::string_view(error.what())}});
  warn_admins();
  return true;
}

void Turn::know_admins() {
  admins_.clear();
  for (const Person& person : stores_.members.holders(Role::admin, 0, time_.time())) {
    if (!person.account.empty()) admins_.push_back(person.account);
  }
}

/// Of what does not mend itself.
void Turn::warn_admins() {
  const Links& links = dispatch_.links();
  if (file_ < storage::FileState::moved || warned_ == file_ || links.empty()) return;
  warned_ = file_;
  std::vector<OutgoingCall> calls;
  for (const std::string& account : admins_) {
    calls.push_back({.what = Send{.group = false, .target = account, .content = plain(std::string(trouble(file_)))},
                     .account = links.all().begin()->first});
  }
  gateway_.submit(std::move(calls));
}

/// Once a minute: a disk that stays full for a night must not be filled with our log.
void Turn::log_storage_error(std::string_view what, std::size_t items, const std::exception& error) {
  if (time_.steady() < next_log_) return;
  next_log_ = time_.steady() + std::chrono::minutes{1};
  log_.error(what, {{"items", static_cast<std::int64_t>(items)}, {"why", std::string_view(error.what())}});
}

}  // namespace banwei
