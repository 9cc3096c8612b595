#include "handlers/language/misfortunes.h"

#include "handlers/language/answers.h"
#include "handlers/language/misfortune_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/symptoms.h"

namespace banwei::language {

bool speaks_of_trouble(std::string_view text) {
  using namespace misfortune;
  constexpr std::uint64_t telling = harm | broke | fracture | wound | nose | blood | twists | falls | scalds | burn |
                                    bites | stings | stolen | swindler | emergency | ward | choke | drunk | astray |
                                    locked | ran_into | wages | failing;
  constexpr std::string_view grave = "疼 痛 骗 去世 过世 隔离 确诊 救 葬礼 丧事";
  if (holds_one_of(text, "解除 结束")) return false;  // 解除隔离了
  const HealthPhrase health = health_in(text);
  if (!health.present.empty() || health.vague || holds_one_of(text, grave)) return true;
  for (std::size_t at = 0; at < text.size();) {
    const auto word = words.longest_at(text, at);
    if ((word.tag & telling) != 0) return true;
    at += word ? word.length : code_point_size(text, at);
  }
  return false;
}

}  // namespace banwei::language
