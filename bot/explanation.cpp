#include "bot/explanation.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/wording.h"

namespace banwei {

using nlohmann::ordered_json;

namespace text {
namespace {

constexpr auto in_need = "有人可能需要帮助：班级小助手会私下问一句，要紧的马上告诉老师";
constexpr auto unknown_account = "这个账号不在名单里，班级小助手不理会";
constexpr auto nobody_in_group = "没有功能认领这句话，班级小助手保持安静";
constexpr auto nobody_in_private = "没有功能认领这句话：像命令的班级小助手给最近的几个，别的隔一阵才客气地回一句";
constexpr auto done = "会照办";
std::string denied(const Command& command) {
  return "要" + wording::who_may(command.who) + "在合适的地方才能用，班级小助手会私下说明";
}
constexpr auto silent = "这个人不能这样做，又没有点名叫班级小助手，所以保持安静";

constexpr auto stranger = "说话的人不在名单里";
std::string speaker(const std::string& who, const std::string& roles) { return "说话的人：" + who + roles; }
std::string taken(const std::string& words, const std::string& as) {
  return (words.empty() ? "听成：" : "“" + words + "”听成：") + as;
}
std::string command(const Command& command) {
  const std::string name = command.words.empty() ? command.example : command.words.front();
  return "命令“" + name + "”" + (command.help.empty() ? "" : "（" + command.help + "）");
}
std::string values(const std::string& values) { return "，其中：" + values; }
std::string outcome(const std::string& what) { return "→ " + what; }
std::string passed_over(const std::string& others) { return "也可以听成：" + others + "。没有选，因为上面的更确定"; }

constexpr auto hurried = "这个人最近问得太快，这次没有全答，等半分钟再问就行";
constexpr auto failed = "处理时出了错，什么也没有记下";
constexpr auto held = "先替他留着，等他进了名单再处理";

}  // namespace
}  // namespace text

namespace {

std::string why(const Choice& choice, Verdict verdict) {
  if (verdict == Verdict::allowed) return text::done;
  return verdict == Verdict::denied ? text::denied(*choice.command) : text::silent;
}

/// Of the whole message, which `choice` leads.
std::string why(const Choice* choice, const std::optional<Concern>& concern, Verdict verdict, const Context& context) {
  if (concern && (!choice || verdict == Verdict::silent)) return text::in_need;
  if (!context.speaker.person) return text::unknown_account;
  if (choice) return why(*choice, verdict);
  return context.message.place == Place::group ? text::nobody_in_group : text::nobody_in_private;
}

ordered_json fields_of(const Choice& choice) {
  return choice.understood.fields ? choice.understood.fields() : ordered_json(nullptr);
}

ordered_json part(const Choice& choice, const Context& context) {
  ordered_json made;
  if (!choice.words.empty()) made["words"] = choice.words;
  made["kind"] = choice.understood.kind;
  made["feature"] = choice.feature->title();
  made["fields"] = fields_of(choice);
  made["verdict"] = word(Router::verdict(choice, context));
  return made;
}

/// "36.5 咳嗽": what stands in the fields that people can read; our own codes are left out.
std::string readable(const ordered_json& fields) {
  if (fields.is_number()) return fields.dump();
  if (fields.is_string()) {
    const auto& words = fields.get_ref<const std::string&>();
    const bool code =
        std::all_of(words.begin(), words.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    return code ? "" : words;
  }
  std::string all;
  for (const ordered_json& one : fields.is_structured() ? fields : ordered_json::array()) {
    const std::string words = readable(one);
    all += (all.empty() || words.empty() ? "" : " ") + words;
  }
  return all;
}

std::string meaning(const Choice& choice) {
  if (choice.intent == nullptr) return text::command(*choice.command);
  return std::string(choice.intent->means.empty() ? choice.intent->kind : choice.intent->means);
}

std::string speaker(const storage::Members& members, const Context& context) {
  if (!context.speaker.person) return text::stranger;
  std::string roles;
  for (const Grant& grant : context.speaker.grants) {
    const auto of = members.class_by_id(grant.class_id);
    roles += (roles.empty() ? "（" : "、") + (of ? of->name : std::string()) + wording::role_word(grant.role);
  }
  return text::speaker(context.speaker.person->name, roles.empty() ? "" : roles + "）");
}

ordered_json lines(const storage::Members& members, const Context& context, std::span<const Choice> choices,
                   std::span<const Choice> readings, const std::optional<Concern>& concern) {
  ordered_json all = ordered_json::array({speaker(members, context)});
  for (const Choice& choice : choices) {
    const std::string values = readable(fields_of(choice));
    all.push_back(text::taken(choice.words, meaning(choice)) + (values.empty() ? "" : text::values(values)));
    if (context.speaker.person) all.push_back(text::outcome(why(choice, Router::verdict(choice, context))));
  }
  std::string others;
  for (const Choice& heard : readings) {
    const bool taken = std::any_of(choices.begin(), choices.end(), [&](const Choice& choice) {
      return choice.feature == heard.feature && choice.understood.kind == heard.understood.kind;
    });
    if (!taken) others += (others.empty() ? "" : "、") + meaning(heard);
  }
  if (!others.empty() && !choices.empty()) all.push_back(text::passed_over(others));
  if (concern) {
    all.push_back(text::in_need);
  } else if (choices.empty() || !context.speaker.person) {
    all.push_back(why(nullptr, {}, Verdict::silent, context));
  }
  return all;
}

}  // namespace

ordered_json explanation(const Router& router, const storage::Members& members, const Message& message,
                         const Context& context, std::span<const Choice> choices,
                         const std::optional<Concern>& concern) {
  const Choice* choice = choices.empty() ? nullptr : &choices.front();
  const Verdict verdict = choice != nullptr ? Router::verdict(*choice, context) : Verdict::silent;
  ordered_json roles = ordered_json::array();
  for (const Grant& grant : context.speaker.grants) {
    const auto of = members.class_by_id(grant.class_id);
    roles.push_back(std::string(to_string(grant.role)) + (of ? " " + of->name : ""));
  }
  ordered_json result;
  result["text"] = utterance(message).text;
  result["speaker"] = context.speaker.person ? context.speaker.person->name : message.user;
  result["roles"] = std::move(roles);
  result["class"] = context.klass ? ordered_json(context.klass->name) : ordered_json(nullptr);
  result["place"] = message.place == Place::group ? "group" : "private";
  result["at"] = fmt::format("{}T{}", iso(context.now.day()), wording::hour_minute(context.now.time_of_day()));
  for (const char* key : {"kind", "feature", "fields"})
    result[key] = choice != nullptr ? part(*choice, context)[key] : ordered_json(nullptr);
  result["verdict"] = word(verdict);
  if (choices.size() > 1) {
    for (const Choice& one : choices) result["parts"].push_back(part(one, context));
  }
  const auto readings = router.readings(message, context);
  result["heard"] = ordered_json::array();
  for (const Choice& one : readings) result["heard"].push_back(part(one, context));
  result["concern"] = concern ? ordered_json{{"kind", concern->kind},
                                             {"fields", concern->fields ? concern->fields() : ordered_json(nullptr)}}
                              : ordered_json(nullptr);
  result["why"] = why(choice, concern, verdict, context);
  result["lines"] = lines(members, context, choices, readings, concern);
  return result;
}

void append(ordered_json& explanation, const Aftermath& after) {
  ordered_json& lines = explanation["lines"];
  if (after.hurried) lines.push_back(text::hurried);
  if (after.held) lines.push_back(text::held);
  if (after.failed) lines.push_back(text::failed);
}

}  // namespace banwei
