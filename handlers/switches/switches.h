// 启用 and 禁用: a class's teachers say which features its group does without.
// Invariant: the answer to 启用 is heard whatever is off.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/feature.h"
#include "handlers/switching.h"
#include "storage/class_settings.h"
#include "storage/members.h"

namespace banwei::switches {

class Switches final : public Feature, public Switching {
 public:
  Switches(const storage::Members& members, storage::ClassSettings& kept) : members_(members), kept_(kept) {}

  std::string_view title() const override { return "switches"; }
  Area area() const override { return Area::people; }
  std::vector<Command> commands() override;
  bool is_off(std::string_view feature, std::int64_t class_id) const override;

 private:
  Reply turn_on(const Context& call, std::string what) { return turn(call, what, true); }
  Reply turn_off(const Context& call, std::string what) { return turn(call, what, false); }
  Reply turn(const Context& call, const std::string& what, bool on);
  Reply list(const Context& call);
  std::optional<Class> class_of(const Context& call, std::string& what) const;

  const storage::Members& members_;
  storage::ClassSettings& kept_;
};

}  // namespace banwei::switches
