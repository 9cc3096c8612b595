#include "bot/queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace banwei {

namespace {

std::size_t weight(const Item& item) {
  std::size_t bytes = sizeof(Item);
  if (const auto* message = std::get_if<Message>(&item)) {
    for (const Part& part : message->content) bytes += sizeof(Part) + part.value.size();
  }
  if (const auto* list = std::get_if<GroupMembers>(&item)) {
    for (const auto& member : list->members) bytes += sizeof member + member.card.size();
  }
  if (const auto* file = std::get_if<SentFile>(&item)) bytes += file->content.size();
  return bytes;
}

}  // namespace

bool Queue::push(Item item) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (std::holds_alternative<Tick>(item)) {
      if (std::exchange(tick_waits_, true)) return true;
    }
    const std::size_t bytes = weight(item);
    const bool full = items_.size() >= item_limit || bytes_ + bytes > byte_limit;
    const bool people_did_it = std::holds_alternative<Message>(item) || std::holds_alternative<GroupInvite>(item) ||
                               std::holds_alternative<MemberChange>(item);
    if (full && people_did_it) {
      ++dropped_;
      return false;
    }
    bytes_ += bytes;
    wake = items_.empty();
    items_.push_back(std::move(item));
  }
  if (wake) ready_.notify_one();
  return true;
}

void Queue::push(Task task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  ready_.notify_one();
}

std::vector<Task> Queue::take_tasks() {
  const std::lock_guard lock(mutex_);
  return std::exchange(tasks_, {});
}

bool Queue::take(std::vector<Item>& items, std::size_t most) {
  std::unique_lock lock(mutex_);
  ready_.wait(lock, [&] { return !items_.empty() || !tasks_.empty() || stopped_; });
  if (items_.empty()) return !tasks_.empty();
  const auto count = static_cast<std::ptrdiff_t>(std::min(most, items_.size()));
  for (auto item = items_.begin(); item != items_.begin() + count; ++item) {
    bytes_ -= weight(*item);
    if (std::holds_alternative<Tick>(*item)) tick_waits_ = false;
  }
  items.insert(items.end(), std::make_move_iterator(items_.begin()), std::make_move_iterator(items_.begin() + count));
  items_.erase(items_.begin(), items_.begin() + count);
  return true;
}

void Queue::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  ready_.notify_all();
}

std::size_t Queue::size() const {
  const std::lock_guard lock(mutex_);
  return items_.size();
}

std::uint64_t Queue::take_dropped() {
  const std::lock_guard lock(mutex_);
  return std::exchange(dropped_, 0);
}

}  // namespace banwei
