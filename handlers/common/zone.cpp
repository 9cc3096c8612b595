#include "handlers/common/zone.h"

#include <date/tz.h>

#include "storage/bilingual.h"

namespace banwei {

namespace text {

constexpr Sentence unknown_zone{"没有时区“{}”：写 Asia/Shanghai 这样的名字，并装好 tzdata",
                                "unknown time zone \"{}\": use a name such as Asia/Shanghai, and install tzdata"};

}  // namespace text

Zone::Zone(const std::string& name) {
  try {
    zone_ = date::locate_zone(name);
    (void)at(Utc{});  // This reads the zone's file now: later there may be no descriptor left to open it with.
  } catch (const std::exception&) {
    throw Explained(text::unknown_zone, name);
  }
}

Moment Zone::at(Utc utc) const { return {utc, std::chrono::local_seconds{zone_->to_local(utc).time_since_epoch()}}; }

Utc Zone::utc(std::chrono::local_seconds local) const {
  return zone_->to_sys(date::local_seconds{local.time_since_epoch()}, date::choose::latest);
}

}  // namespace banwei
