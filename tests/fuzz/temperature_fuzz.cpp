// Any bytes at all through the temperature grammar: no crash, and what would be stored stands in the accepted range.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "handlers/language/places.h"
#include "handlers/language/symptoms.h"
#include "handlers/temperature/temperature_figures.h"
#include "handlers/temperature/temperature_grammar.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace banwei;
  static const language::People people({{"2019010101", "张三"},
                                        {"2019010106", "刘洋"},
                                        {"2019010129", "刘洋"},
                                        {"2019010130", "马上"},
                                        {"2019010138", "阿卜杜拉·买买提"}});
  temperature::Scene scene{.people = people, .class_name = "机电1901", .speaker = "2019010101"};
  scene.today = std::chrono::local_days{std::chrono::year{2020} / 3 / 11};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  health_in(text);
  places_in(text);
  const auto said = temperature::understand(text, scene);
  if (!said || said->kind == temperature::Kind::ask) return 0;
  for (const auto& [slot, centi] : said->ts) {
    if (centi < temperature::lowest || centi > temperature::highest) std::abort();
  }
  if (said->t && (*said->t < temperature::lowest || *said->t > temperature::highest)) std::abort();
  return 0;
}
