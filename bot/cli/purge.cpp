// purge: everything about one person is deleted from the file, after a preview and a question.
#include "bot/purge.h"
#include "bot/app.h"
#include "bot/backup.h"
#include "bot/cli/confirming.h"
#include "bot/cli/opened.h"
#include "bot/config.h"
#include "bot/control.h"

namespace banwei::cli {

namespace text {

constexpr Sentence goes{
    "{}（{} {}）的这些会从数据库里抹掉，不能恢复：\n"
    "  体温 {}，健康提醒 {}，点名 {}，请假 {}，通知回执 {}，提醒 {}\n"
    "  发出和收到的消息、问过的话 {}，查看记录 {}\n"
    "  名单里的姓名、学号、QQ、电话、班级、角色",
    "of {} ({} {}) these are deleted from the database for good:\n"
    "  temperatures {}, health alerts {}, roll-call marks {}, leave {}, receipts {}, reminders {}\n"
    "  messages in and out and questions {}, entries of who was shown what {}\n"
    "  name, number, account, phone, class and roles in the roster"};
constexpr Sentence mentions{"别人写的通知和提醒里还有 {} 处提到这个名字，到期才删",
                            "{} notices and reminders of others have the name: they go when their time is over"};
constexpr Sentence ask{"删吗？（是/否）", "Delete it? (y/n)"};
constexpr Sentence undone{"什么都没有删", "nothing was deleted"};
constexpr Sentence deleted{"已删除，文件和日志里都没有了", "deleted, and gone from the file and its log"};
constexpr Sentence left{
    "已删除；别的程序正在读数据库，文件里的残留等它读完再抹掉",
    "deleted; another program reads the database, and what is left in the file goes when it is done"};
constexpr Sentence backup{"这些备份里还有，最多{}天后就都换掉了，不想等就删掉它们；自己做的备份请自己删：{}",
                          "these backups still have it for {} days at most: delete them and your own ones where that "
                          "is too long: {}"};

}  // namespace text

namespace {

nlohmann::json purged(const Config& config, const std::string& number, bool preview) {
  if (auto answer = ask_daemon(config.database, {{"verb", "purge"}, {"number", number}, {"preview", preview}})) {
    if (answer->contains("error")) throw Explained(refused(*answer));
    return *answer;
  }
  const DatabaseLock lock(config.database);
  storage::Database database(config.database, storage::Database::Access::write);
  storage::Stores stores(database);
  return purge_person(stores, number, preview, SystemClock().wall());
}

}  // namespace

int purge(const std::string& config_path, const std::string& number, const Confirmation& how, Voice& voice) {
  const Config config = read_config(config_path);
  existing(config);
  const nlohmann::json would = purged(config, number, true);
  const auto rows = [&](const char* sort) { return would.at(sort).get<std::int64_t>(); };
  voice.say(text::goes, would.at("name").get<std::string>(), number, would.at("class").get<std::string>(),
            rows("readings"), rows("alerts"), rows("marks"), rows("leaves"), rows("receipts"), rows("reminders"),
            rows("messages"), rows("accesses"));
  if (rows("mentions") > 0) voice.say(text::mentions, rows("mentions"));
  if (!confirmed(how, phrase(text::ask), text::undone, voice)) return exit_fine;
  const bool left = purged(config, number, false).at("left");
  voice.say(left ? text::left : text::deleted);
  std::string backups;
  for (const auto& some : {nightly_backups(config.database), set_aside(config.database)}) {
    for (const std::string& file : some) backups += (backups.empty() ? "" : " ") + file;
  }
  if (!backups.empty()) voice.say(text::backup, config.settings.retention.shortest().count(), backups);
  return exit_fine;
}

}  // namespace banwei::cli
