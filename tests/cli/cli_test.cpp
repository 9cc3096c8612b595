// The command line when no bot runs: exit codes, sentences, and files.
#include <gtest/gtest.h>
#include <signal.h>

#include <nlohmann/json.hpp>
#include <tuple>

#include <boost/asio/io_context.hpp>

#include "bot/app.h"
#include "bot/net/server.h"
#include "bot/sandbox/demo.h"
#include "storage/upkeep.h"
#include "tests/bot/tls_stand.h"
#include "tests/cli/ran.h"

namespace banwei::cli {
namespace {

namespace fs = std::filesystem;

class Cli : public testing::Test, protected Workplace {
 protected:
  Cli() : Workplace("[gateway]\nurl = \"ws://127.0.0.1:9/\"\ntoken_file = \"token\"\n") {
    write("students.csv", std::string(sandbox::demo_students()));
    write("staff.csv", std::string(sandbox::demo_staff()));
  }

  nlohmann::json explain(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "explain");
    const Ran ran = verb(std::move(arguments));
    EXPECT_EQ(ran.code, 0) << ran.said;
    return nlohmann::json::parse(ran.said, nullptr, false);
  }
};

TEST_F(Cli, ExitCodesAreThoseOfTheHelp) {
  EXPECT_EQ(banwei({"--version"}).code, 0);
  const Ran help = banwei({"--help"});
  EXPECT_EQ(help.code, 0);
  for (const char* word : {"0 办好了", "1 没办成", "64 命令写错了", "75 另一个", "78 配置写错了", "doctor", "backup"}) {
    EXPECT_TRUE(help.says(word)) << word;
  }
  EXPECT_EQ(banwei({}).code, 64);
  EXPECT_EQ(banwei({"fly"}).code, 64);
  EXPECT_EQ(banwei({"backup"}).code, 64);
  EXPECT_EQ(verb({"status"}).code, 1);
  write("config.toml", "[gatewy]\n");
  EXPECT_EQ(verb({"status"}).code, 78);
  {
    write("config.toml", "");
    const DatabaseLock held(path("banwei.db"));
    EXPECT_EQ(verb({"run"}).code, 75);
    EXPECT_EQ(verb({"roster", "import", path("staff.csv"), "--yes"}).code, 75);
  }
}

TEST_F(Cli, TheReplayOfAChatExplainsItself) {
  const auto replay = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), CHAT_REPLAY_BINARY);
    fault::Process process(arguments, path("replay"));
    const int code = process.wait();
    return Ran{code, content_of(path("replay"))};
  };
  setenv("LC_ALL", "C.UTF-8", 1);
  const Ran help = replay({"--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_TRUE(help.says("用法：chat_replay") && help.says("退出码")) << help.said;
  EXPECT_FALSE(help.says("usage")) << help.said;
  EXPECT_EQ(replay({}).code, 2);
  EXPECT_EQ(replay({path("nowhere.chat")}).code, 2);
}

TEST_F(Cli, TheSandboxStartsWithoutAWarning) {
  const std::string output = path("sandbox.out");
  fault::Process process({BANWEI_BINARY, "sandbox", "--port", "0", "--data", path("sandbox")}, output);
  while (process.alive() && content_of(output).find("数据库在") == std::string::npos)
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  process.send(SIGINT);
  EXPECT_EQ(process.wait(), 0);
  EXPECT_EQ(content_of(output).find("warning"), std::string::npos) << content_of(output);
}

TEST_F(Cli, CheckOnlyChecks) {
  const Ran good = verb({"run", "--check"});
  EXPECT_EQ(good.code, 0);
  EXPECT_TRUE(good.says("没有问题")) << good.said;
  EXPECT_FALSE(fs::exists(path("banwei.db")));
  write("config.toml", "[temperature]\ndedline = 10:00:00\n");
  const Ran bad = verb({"run", "--check"});
  EXPECT_EQ(bad.code, 78);
  EXPECT_TRUE(bad.says("config.toml 第2行 dedline 不是 [temperature] 里的项，是不是想写 deadline？")) << bad.said;
}

TEST_F(Cli, ARosterWithAMistakeChangesNothing) {
  write("bad.csv", "学号,姓名,班级,QQ\n1,张三,机电1901,10001\n2,,机电1901,10002\n");
  const Ran ran = verb({"roster", "import", path("bad.csv"), "--yes"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.says("第3行：没有姓名")) << ran.said;
  EXPECT_FALSE(fs::exists(path("banwei.db")));
  EXPECT_EQ(verb({"roster", "import", path("none.csv"), "--yes"}).code, 1);
  std::string many = "学号,姓名,班级,QQ\n";
  for (int i = 1; i < 1000; ++i) many += std::to_string(i) + ",,机电1901,\n";
  write("many.csv", many);
  const Ran cut = verb({"roster", "import", path("many.csv"), "--yes"});
  EXPECT_TRUE(cut.says("第51行") && cut.says("……") && !cut.says("第52行") && cut.says("999 处要改")) << cut.said;
  write("huge.csv", std::string((64U << 20U) + 1, 'x'));
  EXPECT_TRUE(verb({"roster", "import", path("huge.csv"), "--yes"}).says("超过 64 MiB"));
}

TEST_F(Cli, HelpAndMistakesAreChineseAndEnglishOnDemand) {
  const auto english = [](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--lang", "en"});
    return banwei(std::move(arguments));
  };
  for (const std::vector<std::string>& verb : std::vector<std::vector<std::string>>{{},
                                                                                    {"run"},
                                                                                    {"sandbox"},
                                                                                    {"roster"},
                                                                                    {"roster", "import"},
                                                                                    {"roster", "remove"},
                                                                                    {"roster", "transfer"},
                                                                                    {"import"},
                                                                                    {"doctor"},
                                                                                    {"explain"},
                                                                                    {"status"},
                                                                                    {"clock"},
                                                                                    {"backup"},
                                                                                    {"restore"},
                                                                                    {"export"},
                                                                                    {"compare"},
                                                                                    {"ledger"},
                                                                                    {"permissions"},
                                                                                    {"purge"},
                                                                                    {"audit"},
                                                                                    {"audit", "verify"}}) {
    auto arguments = verb;
    arguments.emplace_back("--help");
    const Ran chinese = banwei(arguments);
    EXPECT_EQ(chinese.code, 0);
    for (const char* word :
         {"Usage", "Options", "Positionals", "Subcommand", "REQUIRED", "Print this", "Option Group", "Exactly"})
      EXPECT_FALSE(chinese.says(word)) << word << "\n" << chinese.said;
    EXPECT_TRUE(chinese.says("用法") && chinese.says("显示这页说明")) << chinese.said;
    const Ran other = english(arguments);
    EXPECT_TRUE(other.says("usage") && other.says("show this help")) << other.said;
    EXPECT_FALSE(other.says("用法")) << other.said;
  }
  const std::pair<std::vector<std::string>, const char*> mistakes[] = {
      {{"docter"}, "没有“docter”这个命令，是不是想写 doctor？\n用法见 banwei --help"},
      {{"roster", "improt"}, "没有“improt”这个命令，是不是想写 import？"},
      {{"doctor", "--confg", "x"}, "“banwei doctor”没有选项 --confg，是不是想写 --config？"},
      {{"--config", "x", "doctor"}, "选项 --config 要写在“banwei doctor”的后面"},
      {{}, "“banwei”后面要写一个命令：run sandbox roster import doctor"},
      {{"roster"}, "“banwei roster”后面要写一个命令：import remove transfer"},
      {{"audit", "--config", "x"}, "“banwei audit”后面要写一个命令：verify"},
      {{"backup"}, "“banwei backup”还缺 FILE：备份文件"},
      {{"explain", "36.5"}, "“banwei explain”还缺 --as"},
      {{"explain", "--as", "张三"}, "“banwei explain”要有其中一样：TEXT --file"},
      {{"sandbox", "--port", "abc"}, "--port 后面的值没写或不对"},
      {{"roster", "import", "x.csv", "--zeros", "maybe"}, "--zeros 后面的值没写或不对"},
      {{"clock", "now"}, "“now”是多出来的"},
  };
  for (const auto& [arguments, sentence] : mistakes) {
    const Ran ran = banwei(arguments);
    EXPECT_EQ(ran.code, 64) << sentence;
    EXPECT_TRUE(ran.says(sentence)) << sentence << "\n" << ran.said;
  }
  EXPECT_TRUE(english({"docter"}).says("there is no verb docter; did you mean doctor?"));
  setenv("LC_ALL", "en_US.UTF-8", 1);
  const fault::Folder other;
  fault::Process process({BANWEI_BINARY, "docter"}, (other.path() / "output").string());
  EXPECT_EQ(process.wait(), 64);
  EXPECT_NE(content_of((other.path() / "output").string()).find("there is no verb"), std::string::npos);
}

TEST_F(Cli, EveryMistakeOfTheConfigurationIsToldInTheLanguageOfWhoReadsIt) {
  write("config.toml",
        "[gateway]\nurl = ws://x\n[temperature]\nnudge = 12:00:00\n[operations]\nalarm_command = \"none\"\n");
  const Ran ran = verb({"run", "--check"});
  EXPECT_EQ(ran.code, 78);
  for (const char* sentence : {"第2行 url 文字要加英文双引号", "第4行 [temperature] nudge 12:00 不早于截止的 11:00",
                               "第6行 [operations] alarm_command "})
    EXPECT_TRUE(ran.says(sentence)) << sentence << "\n" << ran.said;
  const Ran english = verb({"run", "--check", "--lang", "en"});
  EXPECT_TRUE(english.says("config.toml:2: url must be in quotes")) << english.said;
  EXPECT_TRUE(banwei({"doctor", "--config", folder.path().string()}).says("是文件夹"))
      << "a folder is no configuration";
}

TEST_F(Cli, ExplainSaysWhatIsUnderstood) {
  import();
  auto said = explain({"36.5", "--as", "张三", "--class", "机电1901", "--at", "2020-03-11T09:30"});
  EXPECT_EQ(said["speaker"], "张三");
  EXPECT_EQ(said["class"], "机电1901");
  EXPECT_EQ(said["place"], "group");
  EXPECT_EQ(said["at"], "2020-03-11T09:30");
  EXPECT_EQ(said["feature"], "temperature");
  EXPECT_EQ(said["verdict"], "allowed");
  EXPECT_TRUE(said["fields"].is_object()) << said;

  said = explain({"今天36个人", "--as", "张三"});
  EXPECT_TRUE(said["kind"].is_null()) << said;
  EXPECT_EQ(said["verdict"], "silent");
  EXPECT_EQ(said["why"], "没有功能认领这句话，班级小助手保持安静");

  said = explain({"谁没报", "--as", "王敏", "--class", "机电1901"});
  EXPECT_EQ(said["kind"], "missing");
  EXPECT_EQ(said["verdict"], "allowed");
  EXPECT_EQ(said["roles"].dump(), R"(["counsellor 机电1901","counsellor 数控1802"])");

  said = explain({"36.5", "--as", "99999999", "--class", "机电1901"});
  EXPECT_EQ(said["verdict"], "silent");
  EXPECT_EQ(said["why"], "这个账号不在名单里，班级小助手不理会");

  said = explain({"36.5", "--as", "2019010102", "--private"});
  EXPECT_EQ(said["speaker"], "李四");
  EXPECT_EQ(said["place"], "private");
}

TEST_F(Cli, ExplainReadsAFileOfMessages) {
  import();
  write("chat.txt", "36.5\r\n\n今天36个人\n呼吸困难\n通知 2019级\n");
  const Ran ran = verb({"explain", "--file", path("chat.txt"), "--as", "张三"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(ran.says("36.5\ttemp {\"t\":36.5}\n")) << ran.said;
  EXPECT_TRUE(ran.says("今天36个人\t-\n")) << ran.said;
  EXPECT_TRUE(ran.says("关心 sym {\"sym\":[\"呼吸困难\"],\"urgent\":true}\n")) << ran.said;
  EXPECT_TRUE(ran.says("共 4 句：")) << ran.said;
  EXPECT_EQ(verb({"explain", "--file", path("none.txt"), "--as", "张三"}).code, 1);
  EXPECT_EQ(verb({"explain", "--as", "张三"}).code, 64);
}

TEST_F(Cli, ExplainSaysWhoIsHeardToBeInNeed) {
  import();
  auto said = explain({"我不想活了", "--as", "张三", "--private"});
  EXPECT_TRUE(said["kind"].is_null());
  EXPECT_EQ(said["concern"]["kind"], "distress") << said;
  EXPECT_EQ(said["concern"]["fields"]["level"], "now");
  EXPECT_TRUE(said["why"].get<std::string>().find("需要帮助") != std::string::npos) << said;
  said = explain({"呼吸困难", "--as", "张三", "--class", "机电1901"});
  EXPECT_EQ(said["concern"]["fields"].dump(), R"({"sym":["呼吸困难"],"urgent":true})");
  EXPECT_TRUE(explain({"笑死我了", "--as", "张三", "--private"})["concern"].is_null());
}

TEST_F(Cli, ADoctorAndAnImportMissTheSecondTeacher) {
  EXPECT_TRUE(verb({"roster", "import", path("students.csv"), "--yes"}).says("2 个班还没有第二位能私聊到的老师"));
  import();
  Ran ran = verb({"doctor"});
  EXPECT_TRUE(ran.says("2 个班没有第二位能私聊到的老师：数控1802、机电1901")) << ran.said;
  EXPECT_TRUE(ran.says("没有设 [care] hotline")) << ran.said;
  {
    storage::Database database(path("banwei.db"), storage::Database::Access::write);
    storage::Stores stores(database);
    for (const Class& klass : stores.members.classes())
      for (const Role role : {Role::counsellor, Role::office})
        for (const Person& person : stores.members.holders(role, klass.id, Utc{std::chrono::days{30'000}}))
          stores.members.set_reach(person.account, Reach::friendly);
  }
  write("config.toml", "[gateway]\nurl = \"\"\nlisten = \"127.0.0.1:0\"\n[care]\nhotline = \"12356\"\n");
  ran = verb({"doctor"});
  EXPECT_FALSE(ran.says("第二位")) << ran.said;
  EXPECT_FALSE(ran.says("hotline")) << ran.said;
  write("config.toml", "[care]\nhotline = \"call me\"\n");
  EXPECT_TRUE(verb({"doctor"}).says("hotline")) << ran.said;
}

TEST_F(Cli, ExplainSaysWhatIsMissing) {
  EXPECT_TRUE(verb({"explain", "36.5", "--as", "张三"}).says("还不存在：先导入名单"));
  import();
  const std::pair<std::vector<std::string>, const char*> mistakes[] = {
      {{"36.5", "--as", "没这人"}, "名单里没有“没这人”"},
      {{"36.5", "--as", "张三", "--class", "机电9901"}, "没有班级“机电9901”。现有："},
      {{"36.5", "--as", "张三", "--at", "11:00"}, "--at 要写成 2020-03-11T09:30"},
      {{"36.5", "--as", "张三", "--at", "2020-03-11T25:00"}, "--at 要写成 2020-03-11T09:30"},
      {{"36.5", "--as", "99999999"}, "请用 --class"},
  };
  for (auto [arguments, sentence] : mistakes) {
    arguments.insert(arguments.begin(), "explain");
    const Ran ran = verb(arguments);
    EXPECT_EQ(ran.code, 1) << ran.said;
    EXPECT_TRUE(ran.says(sentence)) << ran.said;
  }
}

TEST_F(Cli, StatusReadsTheFileWhenNoneRuns) {
  import();
  const Ran ran = verb({"status"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(ran.says("没有在运行")) << ran.said;
  EXPECT_TRUE(ran.says("待发 0")) << ran.said;
  const auto status = nlohmann::json::parse(verb({"status", "--json"}).said);
  EXPECT_EQ(status["running"], false);
  EXPECT_EQ(status["outbox"]["unknown"], 0);
}

TEST_F(Cli, ABackupIsCheckedPrivateAndNeverOverwrites) {
  EXPECT_TRUE(verb({"backup", path("copy.db")}).says("还不存在"));
  import();
  const Ran ran = verb({"backup", path("copy.db")});
  EXPECT_EQ(ran.code, 0) << ran.said;
  EXPECT_TRUE(ran.says("完整性检查通过")) << ran.said;
  struct stat status {};
  ASSERT_EQ(stat(path("copy.db").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_EQ(content_of(path("copy.db")).find("canary-of-the-token"), std::string::npos);
  {
    storage::Database copy(path("copy.db"), storage::Database::Access::read);
    storage::Database original(path("banwei.db"), storage::Database::Access::read);
    EXPECT_EQ(storage::row_counts(copy), storage::row_counts(original));
  }
  write("copy.db", "something dear");
  EXPECT_EQ(verb({"backup", path("copy.db")}).code, 1);
  EXPECT_EQ(content_of(path("copy.db")), "something dear");
  EXPECT_EQ(verb({"backup", path("copy.db"), "--force"}).code, 0);
  EXPECT_GT(fs::file_size(path("copy.db")), 10'000U);
  EXPECT_EQ(verb({"backup", path("banwei.db"), "--force"}).code, 1);
  EXPECT_EQ(verb({"backup", path("no/such/folder/copy.db")}).code, 1);
  const Ran device = verb({"backup", "/dev/null", "--force"});
  EXPECT_EQ(device.code, 1);
  EXPECT_TRUE(device.says("不是文件：请写一个文件名")) << device.said;
  ASSERT_TRUE(fs::is_character_file("/dev/null"));
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    EXPECT_EQ(entry.path().string().find(".part"), std::string::npos) << entry.path();
  }
}

TEST_F(Cli, DoctorSaysWhatToMend) {
  import();
  Ran ran = verb({"doctor"});
  EXPECT_EQ(ran.code, 1);
  for (const char* line : {"✓ 配置", "✓ 数据库", "完好", "members", "✓ 时钟", "Asia/Shanghai", "落盘 ", "p99", "✗ 网关",
                           "连不上：那里没有程序在听", "→ 那里没有程序在听", "有 1 处要处理"}) {
    EXPECT_TRUE(ran.says(line)) << line << "\n" << ran.said;
  }
  EXPECT_FALSE(ran.says("canary"));

  chmod(path("banwei.db").c_str(), 0644);
  ran = verb({"doctor"});
  EXPECT_TRUE(ran.says("别的用户也能读")) << ran.said;
  EXPECT_TRUE(ran.says("有 2 处要处理")) << ran.said;

  write("banwei.db", "this is no database, whatever its name says");
  ran = verb({"doctor"});
  EXPECT_TRUE(ran.says("✗ 数据库")) << ran.said;
  for (const char* name : {"status", "doctor"}) {
    EXPECT_TRUE(verb({name}).says("换上最近一次备份")) << name;
  }

  write("config.toml", "[gateway]\nurl = \"ws://127.0.0.1:9/?access_token=canary\"\n");
  ran = verb({"doctor"});
  EXPECT_TRUE(ran.says("ws://127.0.0.1:9/ 连不上")) << ran.said;
  EXPECT_FALSE(ran.says("canary")) << ran.said;
  write("config.toml", "[gateway]\nurl = \"ws://127.0.0.1:9/\"\ntoken_file = \"token\"\n");

  chmod(path("token").c_str(), 0644);
  ran = verb({"doctor"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.says("✗ 配置")) << ran.said;
  EXPECT_TRUE(ran.says("chmod 600")) << ran.said;
}

TEST_F(Cli, DoctorLooksWhereGatewaysDialUs) {
  import();
  const auto doctor = [&](const std::string& keys) {
    write("config.toml", "[gateway]\ntoken_file = \"token\"\nurl = \"\"\n" + keys);
    return verb({"doctor"});
  };
  boost::asio::io_context io;
  const net::Server busy(io, "127.0.0.1", 0);
  Ran ran = doctor("listen = \"127.0.0.1:" + std::to_string(busy.port()) + "\"\n");
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.says(" 监听不了")) << ran.said;
  ran = doctor("listen = \"127.0.0.1:0\"\n");
  EXPECT_EQ(ran.code, 0) << ran.said;
  EXPECT_TRUE(ran.says("可以用来等网关连进来")) << ran.said;
  ran = doctor("listen = \"8.8.8.8:8080\"\n");
  EXPECT_TRUE(ran.says("✗ 配置")) << ran.said;
  EXPECT_TRUE(ran.says("改成监听 127.0.0.1")) << ran.said;
}

TEST_F(Cli, DoctorKnowsWhatIsWrongWithACertificate) {
  import();
  const auto doctor = [&](const test::Certificate& certificate, const std::string& ca) {
    const test::TlsFront front(certificate, 9);
    write("ca.pem", ca);
    write("config.toml", "[gateway]\nurl = \"wss://localhost:" + std::to_string(front.port()) +
                             "/\"\ntoken_file = \"token\"\nca_file = \"ca.pem\"\n");
    return verb({"doctor"});
  };
  const test::Certificate ca = test::self_signed("a CA");
  const std::chrono::hours long_ago{-24 * 30};
  for (const auto& [certificate, trusted, advice] :
       {std::tuple(test::self_signed("localhost"), ca.pem, "→ 证书不是本机信任的机构签的"),
        std::tuple(test::signed_by(ca, "other.example"), ca.pem, "→ 证书不是发给这个名字的"),
        std::tuple(test::signed_by(ca, "localhost", long_ago), ca.pem, "→ 网关的证书过期了"),
        std::tuple(test::signed_by(ca, "localhost"), std::string("no PEM"), "→ [gateway] ca_file 读不了")}) {
    const Ran ran = doctor(certificate, trusted);
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(ran.says(advice)) << advice << "\n" << ran.said;
  }
}

TEST_F(Cli, DoctorSeesAClockThatIsBehind) {
  import();
  {
    storage::Database database(path("banwei.db"), storage::Database::Access::write);
    storage::Stores stores(database);
    const Utc ahead = SystemClock().wall() + std::chrono::days{3};
    stores.inbox.mark({"1", "2", "3", "4", 5}, ahead);
  }
  EXPECT_TRUE(verb({"doctor"}).says("比库里最后一条消息早一天以上"));
}

}  // namespace
}  // namespace banwei::cli
