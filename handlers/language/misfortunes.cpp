#include "handlers/language/misfortunes.h"

#include "handlers/language/answers.h"
#include "handlers/language/misfortune_words.h"
#include "handlers/language/strings.h"
#include "handlers/language/symptoms.h"

namespace banwei::language {

bool speaks_of_trouble(std::string_view text) {
  using namespace misfortune;
  constexpr Events telling = harm | fracture | wound | nose | blood | twists | falls | scalds | burn | swindler |
                             emergency | ward | choke | locked | ran_into | wages | failing | poisoned | hungry;
  constexpr std::string_view grave = "疼 痛 被骗 去世 过世 隔离 确诊 救命 葬礼 丧事";
  constexpr std::string_view not_so = "解除 结束 哈哈 差点 没事";
  if (holds_one_of(text, not_so)) return false;
  const HealthPhrase health = health_in(text);
  if (!health.present.empty() || health.vague || holds_one_of(text, grave)) return true;
  Events means;
  for (std::size_t at = 0; at < text.size();) {
    const auto word = words.longest_at(text, at);
    means = means | word.tag;
    at += word ? word.length : code_point_size(text, at);
  }
  const auto both = [&means](const Events& one, const Events& other) { return means.any(one) && means.any(other); };
  return means.any(telling) || both(broke, part) || both(bites | stings, beast | insect | part) ||
         both(stolen | missing, valuable);
}

}  // namespace banwei::language
