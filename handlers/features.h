// THE LIST: every feature, one line each, in the order in which they hear of facts.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "handlers/care/care_settings.h"
#include "handlers/cases/case_settings.h"
#include "handlers/checks/checks_settings.h"
#include "handlers/common/lessons.h"
#include "handlers/common/quiet_hours.h"
#include "handlers/common/timetables.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/ladder/ladder_settings.h"
#include "handlers/language/calendar.h"
#include "handlers/leave/leave_settings.h"
#include "handlers/ledger/ledger_settings.h"
#include "handlers/lesson/lesson_settings.h"
#include "handlers/retention.h"
#include "handlers/settings_table.h"
#include "handlers/temperature/temperature_settings.h"
#include "handlers/whereabouts/twice_settings.h"
#include "storage/stores.h"

namespace banwei {

/// What a college may set; see config.example.toml.
struct Settings {
  temperature::Settings temperature;
  care::Settings care = {};
  cases::Settings cases = {};
  whereabouts::Settings twice = {};
  leave::Settings leave = {};
  ledger::Settings ledger = {};
  lesson::Settings lesson = {};
  ladder::Steps ladder = {};
  checks::Settings checks = {};
  RetentionSettings retention = {};
  Calendar calendar = Calendar::shipped();
  QuietHours quiet = {};
  Lessons lessons = {};

  /// The tables of config.toml that belong to features: each by its name, and what reads it.
  std::vector<std::pair<const char*, std::function<void(SettingsTable&)>>> tables();
};

class Features {
 public:
  Features(storage::Stores& stores, const Zone& zone, const Settings& settings);
  Features(const Features&) = delete;
  Features& operator=(const Features&) = delete;

  /// From the next message on; the features look at their settings whenever they use them.
  void set(const Settings& settings) { settings_ = settings; }

  std::span<Feature* const> all() const { return all_; }

 private:
  Settings settings_;
  Timetables timetables_;
  std::vector<std::unique_ptr<Feature>> owned_;
  std::vector<Feature*> all_;
};

}  // namespace banwei
