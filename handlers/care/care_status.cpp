#include "handlers/care/care_status.h"

#include "handlers/care/coverage.h"
#include "handlers/common/elapsed.h"

namespace banwei::care {

namespace text {
namespace {

constexpr Sentence alerts{"等老师回应的健康提醒 {} 条，最早一条已等 {}{}",
                          "{} alerts wait for a teacher, the oldest for {}{}"};
constexpr Sentence told_nobody{"；其中 {} 条还没有送到任何一位老师", "; {} of them have reached nobody"};
constexpr Sentence alone{"{} 个班没有第二位能私聊到的老师：banwei doctor 会说是哪些班",
                         "{} classes have no second teacher who can be whispered to: banwei doctor names them"};

}  // namespace
}  // namespace text

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

ordered_json open_alerts(const storage::Stores& stores, Utc now) {
  const auto oldest = stores.alerts.oldest_unseen();
  return {{"open", stores.alerts.count_unseen()},
          {"told_nobody", stores.alerts.count_untold()},
          {"oldest_open_s", oldest ? ordered_json((now - *oldest).count()) : ordered_json(nullptr)}};
}

std::vector<Phrase> said_of_alerts(const json& alerts) {
  const auto count = [&](const char* key) { return alerts.at(key).get<std::int64_t>(); };
  if (count("open") == 0) return {};
  const auto nobody = count("told_nobody");
  return {phrase(text::alerts, count("open"), elapsed(std::chrono::seconds{count("oldest_open_s")}),
                 nobody == 0 ? Phrase{} : phrase(text::told_nobody, nobody))};
}

ordered_json lonely_classes(const storage::Stores& stores, Utc now) {
  return classes_without_a_second(stores.members, now).size();
}

std::vector<Phrase> said_of_lonely_classes(const json& count) {
  if (count == 0) return {};
  return {phrase(text::alone, count.get<std::int64_t>())};
}

}  // namespace

std::vector<StatusPart> status_parts() {
  return {{"alerts", open_alerts, said_of_alerts},
          {"classes_without_a_second_teacher", lonely_classes, said_of_lonely_classes}};
}

}  // namespace banwei::care
