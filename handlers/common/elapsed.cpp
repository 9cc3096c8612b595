#include "handlers/common/elapsed.h"

namespace banwei {

namespace text {
namespace {

constexpr Sentence seconds{"{}秒", "{} s"};
constexpr Sentence minutes{"{}分钟", "{} min"};
constexpr Sentence hours{"{}小时", "{} h"};
constexpr Sentence days{"{}天", "{} days"};

}  // namespace
}  // namespace text

Phrase elapsed(std::chrono::seconds time) {
  using namespace std::chrono;
  if (time < minutes{2}) return phrase(text::seconds, time.count());
  if (time < hours{2}) return phrase(text::minutes, duration_cast<minutes>(time).count());
  if (time < days{2}) return phrase(text::hours, duration_cast<hours>(time).count());
  return phrase(text::days, duration_cast<days>(time).count());
}

}  // namespace banwei
