#include "bot/links.h"

namespace banwei {

Reach Links::LinkState::reach(const std::string& person) const {
  if (!friends) return Reach::unknown;
  return friends->contains(person) ? Reach::friendly : Reach::refused;
}

void Links::up(const LinkUp& link) {
  lines_[link.account] = {.can = link.can, .groups = {link.groups.begin(), link.groups.end()}};
  if (link.friends) learn_friends(link.account, *link.friends);
}

void Links::learn_friends(const std::string& account, const std::vector<std::string>& friends) {
  const auto line = lines_.find(account);
  if (line == lines_.end() || friends.empty()) return;
  line->second.friends.emplace(friends.begin(), friends.end());
}

void Links::befriended(const std::string& account, const std::string& person) {
  const auto line = lines_.find(account);
  if (line != lines_.end() && line->second.friends) line->second.friends->insert(person);
}

void Links::refused(const std::string& account, const std::string& person) {
  const auto line = lines_.find(account);
  if (line != lines_.end() && line->second.friends) line->second.friends->erase(person);
}

void Links::heard_in(const std::string& account, const std::string& group) {
  const auto line = lines_.find(account);
  if (line != lines_.end() && !line->second.groups.empty()) line->second.groups.insert(group);
}

const std::string& Links::name_for(const std::string& account) const {
  if (lines_.contains(account) || lines_.empty()) return account;
  return lines_.begin()->first;
}

Reach Links::reach(const std::string& person) const {
  Reach best = lines_.empty() ? Reach::unknown : Reach::refused;
  for (const auto& [name, line] : lines_) {
    const Reach here = line.reach(person);
    if (here == Reach::friendly) return here;
    if (here == Reach::unknown) best = here;
  }
  return best;
}

}  // namespace banwei
