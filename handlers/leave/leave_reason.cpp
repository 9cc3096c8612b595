#include "handlers/leave/leave_reason.h"

#include <algorithm>

#include "handlers/common/fever.h"
#include "storage/leave_types.h"

namespace banwei::leave {

namespace {

using Kind = Token::Kind;
namespace leave_types = storage::leave_types;

constexpr std::size_t shortest_reason = 2;  // So many characters that no table knows.

/// 我是张三的妈妈 says who speaks.
bool speaks_of_kin(const Cut& cut) {
  for (std::size_t i = 0; i < cut.size(); ++i) {
    const bool introduces =
        i > 1 && is(cut[i - 1], Meaning::small) && (cut.own(cut[i - 2]) || is(cut[i - 2], Meaning::self));
    // 他妈妈打电话来: who told it.
    const bool tells = i > 0 && is(cut[i - 1], Meaning::third) &&
                       std::any_of(cut.begin() + static_cast<std::ptrdiff_t>(i) + 1, cut.end(),
                                   [](const Token& token) { return is(token, Meaning::tells); });
    if (is(cut[i], Meaning::kin) && !tells && !introduces && !(i > 0 && cut.own(cut[i - 1]))) return true;
  }
  return false;
}

}  // namespace

void read_reason(const Cut& cut, Statement& said) {
  const auto unknown = static_cast<std::size_t>(
      std::count_if(cut.begin(), cut.end(), [](const Token& token) { return token.kind == Kind::unknown; }));
  const bool kin = speaks_of_kin(cut);
  for (const Token& token : cut) {
    said.complains = said.complains || is(token, Meaning::ache);
    if (token.kind != Kind::health || kin) continue;
    for (const std::string& one : token.health.present) {
      said.complains = true;
      if (std::find(said.symptoms.begin(), said.symptoms.end(), one) == said.symptoms.end())
        said.symptoms.push_back(one);
    }
  }
  const bool unwell = cut.any([](const Token& token) {
    return token.kind == Kind::health || token.kind == Kind::figure || is(token, Meaning::ill, Meaning::ache);
  });
  said.sorted = cut.has(Meaning::sick, Meaning::private_, Meaning::official);
  said.type = cut.has(Meaning::sick)                                   ? leave_types::sick
              : cut.has(Meaning::private_)                             ? leave_types::personal
              : cut.has(Meaning::official)                             ? leave_types::official
              : cut.has(Meaning::duty)                                 ? leave_types::official
              : kin                                                    ? leave_types::personal
              : unwell                                                 ? leave_types::sick
              : cut.has(Meaning::matter) || unknown >= shortest_reason ? leave_types::personal
                                                                       : "";
  said.urgent = std::any_of(said.symptoms.begin(), said.symptoms.end(), is_urgent_symptom);
}

bool says_ill_alone(std::string_view folded, Day today) {
  const Scene scene{.today = today};
  const Cut cut(folded, scene);
  const auto ill = [](const Token& token) { return is(token, Meaning::ill, Meaning::ache); };
  return cut.any(ill) && !cut.any([&](const Token& token) { return !ill(token) && !is_frame(token); });
}

bool read_temperature(const Cut& cut, Statement& said) {
  if (said.polite && said.type.empty() && !cut.any(is_time)) return false;
  for (const Token& token : cut) {
    if (token.kind != Kind::figure) continue;
    if (!fever(token.centi) || cut.scene().in_call || speaks_of_kin(cut) || said.centi != 0) return false;
    said.centi = token.centi;
    said.urgent = true;
  }
  return true;
}

}  // namespace banwei::leave
