#include "bot/attempt.h"

#include <string_view>

namespace banwei {

bool Attempt::guard(const std::string& name, const std::function<void()>& act) {
  const auto undone = [&](const std::exception& error) {
    log_.error("a step failed and was undone", {{"step", name}, {"why", std::string_view(error.what())}});
    return false;
  };
  try {
    act();
    return true;
  } catch (const storage::Error& error) {
    if (error.file() != storage::FileState::good || !database_.in_transaction()) throw;
    return undone(error);
  } catch (const std::exception& error) {
    return undone(error);
  }
}

bool Attempt::step(const std::string& name, const std::function<void()>& act) {
  const auto calls = effects.calls.size();
  const auto durable = effects.durable.size();
  const auto answered = effects.answered.size();
  const auto charges = effects.charges.size();
  const bool done = guard(name, [&] {
    storage::Savepoint savepoint(database_);
    act();
    savepoint.keep();
  });
  if (!done) {
    effects.calls.resize(calls);
    effects.durable.resize(durable);
    effects.answered.resize(answered);
    effects.charges.resize(charges);
  }
  return done;
}

}  // namespace banwei
