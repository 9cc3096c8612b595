// How long something has taken, for whoever runs the bot: in its largest fitting unit.
#pragma once

#include <chrono>

#include "storage/bilingual.h"

namespace banwei {

/// "90秒", "3分钟", "2小时", "5天".
Phrase elapsed(std::chrono::seconds time);

}  // namespace banwei
