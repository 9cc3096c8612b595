// The journal's book-keeping and the oracle's queries.
#include "tests/fault/journal.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "storage/database.h"

namespace banwei::fault {

void Journal::said(Saying saying) {
  const std::size_t index = all_.size();
  // Ids are 31 bits of a hash: one that returns for the same person would blind the oracle.
  if (!by_message_.try_emplace({saying.user, saying.message}, index).second) {
    throw std::runtime_error("the gateway gave one id twice: run again");
  }
  if (saying.place == Place::direct) private_[{saying.user, saying.centi}] = index;
  all_.push_back(std::move(saying));
}

void Journal::reacted(const sandbox::ChatLine& line, const std::string& emoji) {
  const auto found = by_message_.find({line.user, line.id});
  if (emoji == "👌" && found != by_message_.end()) acknowledge(found->second);
}

void Journal::whispered(const sandbox::ChatLine& line) {
  constexpr std::string_view recorded = "已记";
  if (line.place != Place::direct || line.content.empty() || !line.content.front().value.starts_with(recorded)) return;
  const double degrees = std::strtod(line.content.front().value.c_str() + recorded.size(), nullptr);
  const auto found = private_.find({line.room, static_cast<int>(std::lround(degrees * 100))});
  if (found != private_.end()) acknowledge(found->second);
}

void Journal::unacknowledge(std::size_t since) {
  for (std::size_t index = since; index < all_.size(); ++index) all_[index].acknowledged = false;
}

const Saying* Journal::find(const std::string& user, const std::string& message) const {
  const auto found = by_message_.find({user, message});
  return found == by_message_.end() ? nullptr : &all_[found->second];
}

std::size_t Journal::acknowledged() const {
  return static_cast<std::size_t>(
      std::count_if(all_.begin(), all_.end(), [](const Saying& saying) { return saying.acknowledged; }));
}

Verdict judge(const Journal& journal, const std::string& database) {
  storage::Database reader(database, storage::Database::Access::read);
  Verdict verdict;
  verdict.acked = journal.acknowledged();

  std::map<std::pair<std::string, std::string>, int> rows;  // From user and message to the value.
  storage::Rows stored =
      reader.query(R"sql(SELECT p.account, r.message, r.centi FROM readings r JOIN persons p ON p.id = r.person)sql");
  while (stored.next()) {
    ++verdict.stored;
    verdict.messages.insert(stored.text(1));
    const Saying* saying = journal.find(stored.text(0), stored.text(1));
    const auto centi = static_cast<int>(stored.integer(2));
    if (saying == nullptr || saying->centi != centi) ++verdict.phantom;
    if (!rows.try_emplace({stored.text(0), stored.text(1)}, centi).second) ++verdict.dup;
  }
  for (const Saying& saying : journal.all()) {
    const auto row = rows.find({saying.user, saying.message});
    if (saying.acknowledged && (row == rows.end() || row->second != saying.centi)) ++verdict.lost;
  }

  // The table is read past its indexes: one of them enforces what is asked here.
  storage::Rows twice = reader.query(R"sql(
    SELECT count(*) FROM readings NOT INDEXED WHERE replaced_by IS NULL AND withdrawn IS NULL
    GROUP BY person, day, slot HAVING count(*) > 1
  )sql");
  while (twice.next()) ++verdict.dup;
  storage::Rows integrity = reader.query("PRAGMA integrity_check");
  verdict.integrity = integrity.next() ? integrity.text(0) : "no answer";
  return verdict;
}

}  // namespace banwei::fault
