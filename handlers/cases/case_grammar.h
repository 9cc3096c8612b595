// Understands what a teacher says of cases and of talks with families and companies: 立案 李四, #5 今晚我再问一次,
// 联系记录 李四 家长 母亲 情绪稳定 下次3/14.
// Invariant: pure; an order is one only when every word of it is taken, save what stands where a note may stand.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/people.h"
#include "storage/types.h"

namespace banwei::cases {

struct Scene {
  std::vector<std::reference_wrapper<const language::People>> classes = {};  // Those of the speaker.
  Day today{};
};

struct Order {
  enum class Kind {
    add,
    close,
    join,
    hand_over,
    list,
    note,
    relay,
    show,
    level,
    contact_add,
    contact_due,
    contact_show
  };
  Kind kind = Kind::list;
  std::int64_t id = 0;                    // 0: by who
  std::string who = {};                   // A name as it was said, or a company.
  std::vector<std::string> numbers = {};  // Of all who are called so; empty: no student.
  std::string level = {};                 // 重点 紧急 一般
  std::string note = {};
  bool to_student = false;              // Of a relay: to the student alone.
  bool to_all = false;                  // Of a relay: to the student, too.
  std::vector<std::string> names = {};  // Of whoever is to join or to have it.
  std::string with = {};                // 家长
  std::optional<Day> next = {};
};

/// Whether a text as it was written can speak of it at all; cheap, for it is asked of every message.
bool may_be_order(std::string_view text);

std::optional<Order> read_order(std::string_view text, const Scene& scene);

/// The fields as the case tables write them: {"id":5,"note":"核酸阴性"}.
nlohmann::ordered_json fields(const Order& order);

/// What is to be said to a student whose case is closed: the usual words, or one's own.
struct Farewell {
  bool own = false;
  std::string note = {};
};

std::optional<Farewell> read_farewell(std::string_view text);

/// What a student wants said to the team: 转告老师：我明天去复查.
std::optional<std::string> message_to_team(std::string_view text);

}  // namespace banwei::cases
