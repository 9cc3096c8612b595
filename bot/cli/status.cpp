// status: how the running bot fares, or what its file says when none runs.
#include "bot/status.h"

#include <fmt/format.h>

#include <filesystem>
#include <ostream>

#include "bot/cli/verbs.h"
#include "bot/clock.h"
#include "bot/config.h"
#include "bot/control.h"
#include "handlers/common/wording.h"
#include "handlers/common/zone.h"

namespace banwei::cli {

using nlohmann::json;

namespace {

json ask(const Config& config) {
  if (const auto answer = ask_daemon(config.database, {{"verb", "status"}})) {
    if (answer->contains("error"))
      throw std::runtime_error("运行中的 banwei 答不上来：" + answer->at("error").get<std::string>());
    json status = *answer;
    status["running"] = true;
    return status;
  }
  if (!std::filesystem::exists(config.database))
    throw std::runtime_error(config.database + " 还不存在：先导入名单，再运行 banwei run");
  storage::Database database(config.database, storage::Database::Access::read);
  storage::Stores stores(database);
  json status = file_status(stores, SystemClock().wall());
  status["running"] = false;
  return status;
}

std::string span(std::int64_t seconds) {
  if (seconds < 120) return fmt::format("{}秒", seconds);
  if (seconds < 7200) return fmt::format("{}分钟", seconds / 60);
  if (seconds < 172'800) return fmt::format("{}小时", seconds / 3600);
  return fmt::format("{}天", seconds / 86'400);
}

/// "3月11日 09:30" by the college's clock; "无" for none.
std::string local(const json& seconds, const Zone& zone) {
  if (!seconds.is_number()) return "无";
  const Moment moment = zone.at(Utc{std::chrono::seconds{seconds.get<std::int64_t>()}});
  return wording::month_day(moment.day()) + " " + wording::hour_minute(moment.time_of_day());
}

/// Of Desk::doubts().
std::string said_of(const std::string& doubt) {
  if (doubt == "same_ids") return "网关每条都回同一个消息编号：发没发到不知道，可能一条都没发出去";
  if (doubt == "no_ids") return "网关不给消息编号：发没发到不知道";
  if (doubt == "no_reactions") return "网关不让点表情：暂时改用计数的话代替";
  return doubt;
}

void print(const json& status, const Zone& zone, std::ostream& out) {
  if (status.at("running").get<bool>()) {
    out << "运行中：" << span(status.at("uptime_s")) << "，收到 " << status.at("received") << " 条，发出 "
        << status.at("answered") << " 次，排队 " << status.at("queue") << "\n";
    if (const auto words = trouble(file_state(status.at("file").get<std::string>())); !words.empty())
      out << words << "\n";
    if (status.at("clock") != "good")
      out << "系统时钟跳变了，先按原来的时间办；满十分钟自动照新的，确认没错可运行 banwei clock\n";
    for (const json& line : status.at("gateway")) {
      out << "网关 " << line.at("account").get<std::string>() << "：" << (line.at("up").get<bool>() ? "连着" : "断开")
          << "，自 " << local(line.at("since"), zone);
      if (const auto why = line.at("why").get<std::string>(); !why.empty()) out << "（" << why << "）";
      if (line.value("friends", json()).is_number()) out << "，好友 " << line.at("friends") << " 位";
      out << "\n";
      if (line.at("up").get<bool>() && !line.value("friends", json()).is_number())
        out << "  没拿到好友列表，会再要；要提醒老师的照样试着发\n";
      for (const json& doubt : line.value("doubts", json::array()))
        out << "  " << said_of(doubt.get<std::string>()) << "\n";
    }
    if (const auto refused = status.value("refused", ""); !refused.empty())
      out << "有网关连进来，被拒绝了：" << refused << "\n";
    if (status.at("gateway").empty()) out << "网关还没有连上过：banwei doctor 会说是为什么\n";
    out << "最近一次提交：" << local(status.at("last_commit"), zone) << "\n";
  } else {
    out << "没有在运行；以下是数据库里的情况\n";
  }
  if (!status.contains("outbox")) return;  // nobody can read the file
  const json& alerts = status.at("alerts");
  if (alerts.at("open") != 0) {
    out << "等老师回应的健康提醒 " << alerts.at("open") << " 条，最早一条已等 " << span(alerts.at("oldest_open_s"));
    if (alerts.at("told_nobody") != 0) out << "；其中 " << alerts.at("told_nobody") << " 条还没有送到任何一位老师";
    out << "\n";
  }
  if (const json& alone = status.at("classes_without_a_second_teacher"); alone != 0)
    out << alone << " 个班没有第二位能私聊到的老师：banwei doctor 会说是哪些班\n";
  const json& outbox = status.at("outbox");
  out << "待发 " << outbox.at("waiting") << "，正在发 " << outbox.at("sending") << "，已发 " << outbox.at("sent")
      << "，发送失败 " << outbox.at("failed") << "，不知是否送达 " << outbox.at("unknown") << "，撤下 "
      << outbox.at("retracted") << "\n";
  if (status.at("oldest_unsent_s").is_number())
    out << "最早一条待发已等 " << span(status.at("oldest_unsent_s")) << "\n";
  if (status.at("dead_letters") != 0) out << "没能处理的消息 " << status.at("dead_letters") << " 条：请看日志\n";
  if (status.value("crowded_out", 0) != 0)
    out << "名单外的消息存满了，挤掉了最早的 " << status.at("crowded_out") << " 条\n";
  out << "最近一次听到消息：" << local(status.at("last_heard"), zone) << "\n下一件定时的事："
      << local(status.at("next_due"), zone) << "\n";
}

}  // namespace

int status(const std::string& config_path, bool as_json, std::ostream& out) {
  const Config config = read_config(config_path);
  const json known = ask(config);
  if (as_json) {
    out << known.dump(2) << "\n";
  } else {
    print(known, Zone(config.zone), out);
  }
  return exit_fine;
}

}  // namespace banwei::cli
