#include "bot/sandbox/bot_calls.h"

#include <algorithm>
#include <map>

#include "bot/base64.h"
#include "bot/sandbox/chat_page.h"

namespace banwei::sandbox {
namespace {

using napcat::Failure;

constexpr std::size_t history_default = 20;            // NapCat's
constexpr auto recall_time = std::chrono::minutes{2};  // QQ's, for who does not administer the group

}  // namespace

Json BotCalls::run(const std::string& action, const Json& parameters, const Faults& faults, bool effective) {
  faults_ = faults;
  effective_ = effective;
  static const std::map<std::string, Action> actions{{"get_login_info", &BotCalls::login_info},
                                                     {"get_status", &BotCalls::status},
                                                     {"get_version_info", &BotCalls::version},
                                                     {"get_friend_list", &BotCalls::friends},
                                                     {"get_group_list", &BotCalls::groups},
                                                     {"get_group_member_list", &BotCalls::members},
                                                     {"get_group_msg_history", &BotCalls::history},
                                                     {"send_group_msg", &BotCalls::send_group},
                                                     {"send_private_msg", &BotCalls::send_private},
                                                     {"upload_private_file", &BotCalls::upload_private},
                                                     {"set_msg_emoji_like", &BotCalls::react},
                                                     {"delete_msg", &BotCalls::delete_message},
                                                     {"set_friend_add_request", &BotCalls::answer_friend},
                                                     {"get_file", &BotCalls::file}};
  const auto found = actions.find(action);
  const bool unknown = found == actions.end() || (action == "get_group_msg_history" && !faults_.history);
  if (unknown) throw Failure{1404, "不支持的Api " + action};
  return (this->*(found->second))(parameters);
}

Json BotCalls::login_info(const Json&) {
  return {{"user_id", std::stoll(shared_.rooms.campus().bot_account)}, {"nickname", shared_.rooms.campus().bot_name}};
}

Json BotCalls::status(const Json&) { return {{"online", faults_.online}, {"good", true}, {"stat", Json::object()}}; }

Json BotCalls::version(const Json&) {
  return {{"app_name", "NapCat.Onebot"}, {"protocol_version", "v11"}, {"app_version", "sandbox"}};
}

Json BotCalls::members(const Json& parameters) {
  const std::string group = napcat::parameter(parameters, "group_id");
  if (shared_.rooms.group(group) == nullptr) throw Failure{1200, "群" + group + "不存在"};
  return napcat::members(shared_.rooms, group);
}

/// As NapCat answers with enableLocalFile2Url.
Json BotCalls::file(const Json& parameters) {
  const std::string id = napcat::parameter(parameters, "file_id");
  const std::string* bytes = shared_.files.find(id);
  if (bytes == nullptr) throw Failure{1200, "file not found"};
  return {{"file", "/app/.config/QQ/NapCat/temp/" + id},
          {"url", ""},
          {"file_size", std::to_string(bytes->size())},
          {"file_name", id},
          {"base64", base64::encode(*bytes)}};
}

Json BotCalls::history(const Json& parameters) {
  const std::string group = napcat::parameter(parameters, "group_id");
  const std::size_t count =
      parameters.contains("count") ? std::stoul("0" + napcat::parameter(parameters, "count")) : history_default;
  const ChatRooms::Lines& lines = shared_.rooms.lines(Place::group, group);
  auto end = lines.end();
  if (parameters.contains("message_seq")) {
    const std::string last = napcat::parameter(parameters, "message_seq");
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const ChatLine& line) { return line.id == last; });
    if (last != "0" && found != lines.end()) end = std::next(found);
  }
  const auto have = static_cast<std::size_t>(std::distance(lines.begin(), end));
  Json messages = Json::array();
  for (auto line = std::prev(end, static_cast<std::ptrdiff_t>(std::min(count, have))); line != end; ++line) {
    if (!line->recalled) messages.push_back(shared_.event_of(*line));
  }
  if (messages.empty()) throw Failure{1200, "消息" + group + "不存在"};  // NapCat has no empty list
  return {{"messages", std::move(messages)}};
}

Json BotCalls::deliver(ChatLine line, const std::string& bytes) {
  if (!effective_) return {{"message_id", std::stoll(shared_.rooms.next_id())}};
  const ChatLine& kept = shared_.rooms.add(std::move(line));
  if (!bytes.empty()) shared_.files.add(kept.id, bytes);
  shared_.to_pages({{"type", kept.place == Place::group ? "message" : "whisper"}, {"message", page::line(kept)}});
  shared_.transcript.said(kept);
  if (shared_.options.report_self) shared_.to_bot(shared_.event_of(kept));
  const Json id = faults_.same_id ? Json(1) : Json(std::stoll(kept.id));
  if (shared_.observer.said) shared_.observer.said(ChatLine(kept));
  return {{"message_id", id}};
}

Json BotCalls::send_group(const Json& parameters) {
  const std::string group = napcat::parameter(parameters, "group_id");
  if (shared_.rooms.group(group) == nullptr) throw Failure{1200, "群" + group + "不存在"};
  return deliver(shared_.draft(Place::group, group, shared_.rooms.campus().bot_account, sent(parameters)));
}

const ChatUser& BotCalls::friend_of(const Json& parameters) const {
  const ChatUser* who = shared_.rooms.user(napcat::parameter(parameters, "user_id"));
  if (who == nullptr || !who->is_friend) throw Failure{1200, "无法获取用户信息"};
  return *who;
}

Json BotCalls::send_private(const Json& parameters) {
  const std::string& user = friend_of(parameters).account;
  return deliver(shared_.draft(Place::direct, user, shared_.rooms.campus().bot_account, sent(parameters)));
}

/// NapCat answers with a number of the file's own, and none of its message.
Json BotCalls::upload_private(const Json& parameters) {
  constexpr std::string_view scheme = "base64://";
  const std::string& user = friend_of(parameters).account;
  const std::string file = napcat::parameter(parameters, "file");
  const auto bytes =
      file.starts_with(scheme) ? base64::decode(std::string_view(file).substr(scheme.size())) : std::nullopt;
  if (!bytes) throw Failure{1200, "识别URL失败"};
  ChatLine line = shared_.draft(Place::direct, user, shared_.rooms.campus().bot_account,
                                {{Part::Kind::file, napcat::parameter(parameters, "name")}});
  const Json answer = deliver(std::move(line), *bytes);
  return {{"file_id", "/" + std::to_string(answer.at("message_id").get<std::int64_t>())}};
}

/// What the bot sends; a picture that is not ours stays a sample.
Content BotCalls::sent(const Json& parameters) const {
  Content content = napcat::content(parameters.value("message", Json()));
  for (Part& part : content) {
    if (part.kind != Part::Kind::image) continue;
    const Picture* picture = shared_.pictures.find(part.value);
    part.value = picture != nullptr ? picture->name : "";
  }
  return content;
}

Json BotCalls::react(const Json& parameters) {
  const std::string emoji = napcat::emoji(napcat::parameter(parameters, "emoji_id"));
  const bool set = !parameters.contains("set") || napcat::parameter(parameters, "set") != "false";
  ChatLine* line = shared_.rooms.find(napcat::parameter(parameters, "message_id"));
  if (line == nullptr || line->recalled) throw Failure{1200, "msg not found"};
  if (effective_) {
    auto& shown = line->reactions;
    shown.erase(std::remove(shown.begin(), shown.end(), emoji), shown.end());
    if (set) shown.push_back(emoji);
    shared_.to_pages({{"type", "reaction"}, {"message", line->id}, {"reactions", line->reactions}});
    if (set) shared_.transcript.reacted(*line, emoji);
    if (set && shared_.observer.reacted) shared_.observer.reacted(ChatLine(*line), emoji);
  }
  return {{"result", 0}, {"errMsg", ""}};
}

Json BotCalls::delete_message(const Json& parameters) {
  ChatLine* line = shared_.rooms.find(napcat::parameter(parameters, "message_id"));
  if (line == nullptr) throw Failure{1200, "消息不存在"};
  const bool own = line->user == shared_.rooms.campus().bot_account;
  if (!own || line->recalled || shared_.clock.wall() - line->sent > recall_time) throw Failure{1200, "Recall failed"};
  if (!effective_) return nullptr;
  people_.recall(*line);
  if (shared_.observer.recalled) shared_.observer.recalled(ChatLine(*line));
  return nullptr;
}

Json BotCalls::answer_friend(const Json& parameters) {
  const auto request = shared_.requests.find(napcat::parameter(parameters, "flag"));
  if (request == shared_.requests.end()) throw Failure{1200, "No such request"};
  const std::string user = request->second;
  shared_.requests.erase(request);
  if (!parameters.contains("approve") || napcat::parameter(parameters, "approve") != "false") people_.befriend(user);
  return nullptr;
}

}  // namespace banwei::sandbox
