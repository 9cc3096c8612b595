#include "handlers/switches/switches.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/common/privately.h"
#include "handlers/language/eat.h"

namespace banwei::switches {

namespace text {
namespace {

constexpr auto all = "全部";
constexpr auto which_class = "你有几个班，请写上班级，如：禁用 点名 机电1901";
constexpr auto no_class = "你名下没有这个班";
std::string done(const std::string& klass, const std::string& names, bool on) {
  return fmt::format("{}的群里{}了：{}", klass, on ? "启用" : "停用", names);
}
constexpr auto how_back = "。要恢复说“启用 ";
std::string state(const std::string& klass, const std::string& on, const std::string& off) {
  return fmt::format("{}的群里\n开着：{}\n停着：{}", klass, on.empty() ? "没有" : on, off.empty() ? "没有" : off);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view kept_under = "switches";

/// What a class can do without.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> switchable{{{"temperature", "体温"},
                                                                                   {"attendance", "点名"},
                                                                                   {"announcement", "通知"},
                                                                                   {"reminder", "提醒"},
                                                                                   {"leave", "请假"},
                                                                                   {"duty", "值日"},
                                                                                   {"urge", "催一下"}}};

/// What else people call it, the longest first where one begins another.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> also_called{{{"体温上报", "体温"},
                                                                                     {"体温打卡", "体温"},
                                                                                     {"健康打卡", "体温"},
                                                                                     {"打卡", "体温"},
                                                                                     {"上报", "体温"},
                                                                                     {"签到", "点名"},
                                                                                     {"考勤", "点名"},
                                                                                     {"公告", "通知"},
                                                                                     {"发通知", "通知"},
                                                                                     {"闹钟", "提醒"},
                                                                                     {"定时提醒", "提醒"},
                                                                                     {"销假", "请假"},
                                                                                     {"值日生", "值日"},
                                                                                     {"催办", "催一下"},
                                                                                     {"催报", "催一下"},
                                                                                     {"所有", "全部"}}};

/// Takes one of them off the front: its name, "" when there is none.
std::string_view eat_thing(std::string_view& words) {
  std::string_view name;
  std::size_t length = 0;
  const auto look = [&](std::string_view said, std::string_view called) {
    if (said.size() <= length || !words.starts_with(said)) return;
    length = said.size();
    name = called;
  };
  for (const auto& [feature, called] : switchable) look(called, called);
  for (const auto& [said, called] : also_called) look(said, called);
  look(text::all, text::all);
  words = trim(words.substr(length));
  for (const std::string_view tail : {"的功能", "功能"}) {
    if (length > 0 && words.starts_with(tail)) words = trim(words.substr(tail.size()));
  }
  return name;
}

/// 点名, 签到功能 机电1901: one of what can be switched, by its name, with the class behind it; any other word is talk.
Arg<std::string> thing() {
  auto read = [](std::string_view& text, const Context& context) -> std::optional<std::string> {
    std::string_view rest = text;
    (void)eat_one_of(rest, {"这个群的", "本群的", "群里的", "我们群的", "咱们群的"});
    std::string_view name = eat_thing(rest);
    auto klass = class_named().read(rest, context);
    rest = trim(rest);
    if (name.empty()) name = eat_thing(rest);
    if (name.empty()) return std::nullopt;
    if (!klass) klass = class_named().read(rest, context);
    if (!trim(rest).empty()) return std::nullopt;
    text = {};
    return klass ? fmt::format("{} {}", name, *klass) : std::string(name);
  };
  return {"功能 [班级]", "what", read, true};
}

std::string joined(const std::vector<std::string_view>& names) { return fmt::format("{}", fmt::join(names, "、")); }

}  // namespace

std::vector<Command> Switches::commands() {
  using W = language::Word;
  return {{.kind = "feature_on",
           .words = {"启用", "打开功能", "把*功能打开", "把*功能开了", "打开*功能", "开启*功能", "恢复*功能",
                     "*功能打开", "*功能开启", "*功能恢复", "把*功能恢复"},
           .help = "在班级群里重新用起一项功能",
           .example = "启用 点名",
           .who = teachers,
           .run = takes(thing()).then(this, &Switches::turn_on)},
          {.kind = "feature_off",
           .words = {"禁用", "停用", "关闭功能", "把*功能关了", "把*功能关掉", "把*功能停了", "把*功能停掉",
                     "关闭*功能", "关掉*功能", "停掉*功能", "暂停*功能", "把*停用", "把*停用了", "*功能关了",
                     "*功能关掉", "*功能停了", "*功能停用", "把*功能先关了", "*功能先关了"},
           .help = "班级群里停用一项功能（体温、点名、通知、提醒、请假、值日）",
           .example = "禁用 点名",
           .who = teachers,
           .run = takes(thing()).then(this, &Switches::turn_off)},
          {.kind = "feature_list",
           .words = {"功能开关", "停用了什么", "开了哪些功能"},
           .forms = {{.needs = {W::do_what, W::end | W::ended},
                      .may = W::take | W::done | W::of | W::see | W::now | W::there_is},
                     {.needs = {W::help, W::end | W::ended, W::what | W::who},
                      .may = W::take | W::done | W::of | W::see | W::now | W::there_is | W::everyone | W::our_class}},
           .help = "看班级群里哪些功能停用了",
           .example = "功能开关",
           .who = in_charge,
           .run = takes().then(this, &Switches::list)}};
}

bool Switches::is_off(std::string_view feature, std::int64_t class_id) const {
  bool off = false;
  for (const storage::ClassSetting& setting : kept_.of(kept_under, class_id)) {
    if (setting.key == feature) off = setting.value == "off";
  }
  return off;
}

/// The group's class, or the one named in private, which is taken from the words.
std::optional<Class> Switches::class_of(const Context& call, std::string& what) const {
  auto classes = classes_of(members_, call, teachers);
  for (const Class& klass : classes) {
    const auto at = what.find(klass.name);
    if (at == what.npos) continue;
    what.erase(at, klass.name.size());
    return klass;
  }
  return classes.size() == 1 ? std::optional(classes.front()) : std::nullopt;
}

Reply Switches::turn(const Context& call, const std::string& said, bool on) {
  std::string what = said;
  const auto klass = class_of(call, what);
  if (!klass) return privately(call, text::which_class);
  if (!call.speaker.holds(teachers, klass->id)) return privately(call, text::no_class);
  const std::string_view wanted = trim(what);
  std::vector<std::string_view> names;
  for (const auto& [feature, name] : switchable) {
    if (wanted != name && wanted != text::all) continue;
    names.push_back(name);
    kept_.set(kept_under,
              {.class_id = klass->id, .key = std::string(feature), .value = on ? "on" : "off", .since = call.now.utc},
              call.speaker.person->id);
  }
  if (names.empty()) return privately(call, text::no_class);
  std::string words = text::done(klass->name, joined(names), on);
  if (!on) words += text::how_back + std::string(wanted) + "”";
  return privately(call, words);
}

Reply Switches::list(const Context& call) {
  std::string words;
  for (const Class& klass : classes_of(members_, call, in_charge)) {
    std::vector<std::string_view> on;
    std::vector<std::string_view> off;
    for (const auto& [feature, name] : switchable) (is_off(feature, klass.id) ? off : on).push_back(name);
    words += (words.empty() ? "" : "\n") + text::state(klass.name, joined(on), joined(off));
  }
  return privately(call, words.empty() ? text::no_class : words);
}

}  // namespace banwei::switches
