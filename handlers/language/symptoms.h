// What people say about how they feel: symptoms by one name each, what is denied, and that all is well.
// Invariant: pure over `normalised` text; a symptom under a negation is never present, and a negation ends where the
// sentence turns (但是, 就是) or a new one begins.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banwei {

/// How plainly somebody said to be well. `weak` (没事, OK) only counts beside a reading.
enum class Wellness { unsaid, weak, strong };

/// A stretch of words about health.
struct HealthPhrase {
  std::size_t length = 0;            // bytes
  std::vector<std::string> present;  // 咳嗽 发热 ... in the order said
  std::vector<std::string> denied;
  Wellness well = Wellness::unsaid;  // 正常, 无不适, 没有发热
  bool recovered = false;            // 退烧了, 咳嗽好了
  bool vague = false;                // 不舒服: unwell without a word for it
  int days = 0;                      // 咳嗽两天了
};

/// The longest health phrase that starts at `at`.
std::optional<HealthPhrase> health_phrase_at(std::string_view text, std::size_t at);

/// Whether a symptom by its one name calls for a person at once.
bool is_urgent_symptom(std::string_view symptom);

/// All phrases of a text together; `present` without doubles.
HealthPhrase health_in(std::string_view text);

}  // namespace banwei
