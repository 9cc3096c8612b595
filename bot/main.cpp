// The command line: arguments in, one verb, an exit code out.
#include <sys/resource.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "bot/app.h"
#include "bot/cli/usage.h"
#include "bot/cli/verbs.h"
#include "handlers/day_figures.h"
#include "handlers/sheet_comparison.h"

namespace banwei {

namespace text {

constexpr Sentence about{"班委 banwei：从不睡觉的班委", "banwei (班委): the class committee member who never sleeps"};
constexpr Sentence exit_codes{
    "退出码：0 办好了；1 没办成，或 doctor 发现了问题；64 命令写错了；75 另一个 banwei 占着数据库；78 配置写错了。",
    "Exit codes: 0 done; 1 it could not be done, or doctor found something; 64 a mistake in the command line;\n"
    "75 another banwei holds the database; 78 a mistake in the configuration."};
constexpr Sentence version{"显示版本", "show the version"};
constexpr Sentence lang{"用哪种语言：zh、en；不写就看 LC_ALL、LC_MESSAGES、LANG",
                        "zh or en; else by LC_ALL, LC_MESSAGES, LANG"};
constexpr Sentence config{"配置文件", "the configuration"};

constexpr Sentence run{"一直服务到收到 SIGTERM；SIGHUP 重读配置",
                       "serve until SIGTERM; SIGHUP reads the configuration again"};
constexpr Sentence check{"只检查配置", "check the configuration and do nothing else"};
constexpr Sentence sandbox{"在本机的网页上用两个演示班试一试",
                           "try the bot with two demo classes on a page of this machine"};
constexpr Sentence day{"现场演一遍全院的早上：7:30到12:05，每个班的群都在网页上看得到",
                       "play the morning of a whole college, 07:30 to 12:05, with every group on the page"};
constexpr Sentence students{"--day 里有多少学生", "how many students --day has"};
constexpr Sentence minute{"--day 的一分钟演多少毫秒", "how many milliseconds a minute of --day takes"};
constexpr Sentence port{"网页的端口，只在 127.0.0.1；0 是随便一个空着的",
                        "the page's port on 127.0.0.1; 0 takes a free one"};
constexpr Sentence data{"它的数据库放在哪个文件夹", "the folder of its database"};

constexpr Sentence roster{"谁在哪个班：导入名单、移除、转入", "who is in which class: import, remove, transfer"};
constexpr Sentence import{
    "从 .xlsx 或 CSV 文件导入名单（- 是标准输入），先看预览再写入，运行中也行",
    "import a roster from a .xlsx or CSV file (- is standard input) after a preview, while the bot runs or not"};
constexpr Sentence roster_file{"表头写 学号 姓名 班级 QQ …；老师写 工号 姓名 班级 QQ 角色",
                               "with the columns 学号 姓名 班级 QQ ..., or 工号 姓名 班级 QQ 角色 for staff"};
constexpr Sentence yes{"不问，直接写入（给脚本用）", "ask nobody, for scripts"};
constexpr Sentence dry_run{"只看预览，什么都不写", "show what would change and write nothing"};
constexpr Sentence remove_others{"把不再在名单里的人也移除", "remove whoever is no longer in the list, too"};
constexpr Sentence zeros{"学号只差开头的 0 的人：same 是同一个人，different 不是",
                         "people whose numbers differ by zeros in front: the same or different ones"};
constexpr Sentence sheet{"要工作簿里的哪个工作表；不写就是像名单的那个",
                         "the sheet of a workbook; else the one that looks like a roster"};
constexpr Sentence read_sheet{"读标准输入上的工作簿（内部用）", "read the workbook on the standard input (internal)"};
constexpr Sentence remove{"移除：从今天起不再算他，以前的记录都留着",
                          "somebody is in the roster no more; what they said stays"};
constexpr Sentence transfer{"转入：把同学转到一个班，新来的加 --name",
                            "somebody comes into a class; give --name of somebody new"};
constexpr Sentence who{"学号、工号、姓名或 QQ", "number, name or account"};
constexpr Sentence to{"转到哪个班", "the class"};
constexpr Sentence name{"新来的同学的姓名", "the name of somebody new"};

constexpr Sentence import_table{
    "导入课表：从 .xlsx 或 CSV 文件，先看预览再写入，运行中也行",
    "take in a timetable from a .xlsx or CSV file after a preview, while the bot runs or not"};
constexpr Sentence import_what{"导入什么：timetable 是课表", "what: timetable"};
constexpr Sentence import_file{"一行一节课（班级 星期 节次 课程 …），或横着星期、竖着节次",
                               "a row a lesson (班级 星期 节次 课程 ...), or a grid of weekdays and lessons"};

constexpr Sentence doctor{"检查配置、数据库、时钟、磁盘、网关，说哪里不对、怎么改",
                          "look at configuration, database, clock, disk and gateway, and say what to mend"};
constexpr Sentence explain{"这句话班级小助手怎么理解，JSON；谁也不会知道",
                           "what the bot understands of a message, as JSON; nobody hears of it"};
constexpr Sentence message{"要说的话", "the message"};
constexpr Sentence messages{"或一个文本文件，如聊天记录，一行一句",
                            "or a text file, such as a chat's log: one message a line"};
constexpr Sentence as{"谁说的：姓名、学号、工号或 QQ", "who says it: name, number or account"};
constexpr Sentence klass{"在哪个班的群里；不写就是他自己的班", "in whose group; the speaker's own when not given"};
constexpr Sentence at{"什么时候：2020-03-11T09:30；不写就是现在",
                      "when: 2020-03-11T09:30 by the college's clock; now when not given"};
constexpr Sentence in_private{"私聊，不在群里", "in private instead of in the group"};
constexpr Sentence status{"运行情况；没在运行就看数据库里的",
                          "how the running bot fares, or what its file says when none runs"};
constexpr Sentence json{"给程序看的 JSON", "for programs"};
constexpr Sentence clock{"系统时钟跳变了但没有错，告诉运行中的 banwei",
                         "tell the running bot that the machine's clock is right although it jumped"};
constexpr Sentence purge{"把一个人的全部记录从数据库里抹掉，先看预览，运行中也行",
                         "delete everything about one person after a preview, while the bot runs or not"};
constexpr Sentence student{"学号或工号", "the number"};
constexpr Sentence audit{"审计：凭角色做过的事", "the audit trail of what was done by virtue of a role"};
constexpr Sentence verify{"查审计链有没有被改过，运行中也行",
                          "find out whether the audit trail was changed, while the bot runs or not"};
constexpr Sentence export_table{
    "把一张表导出到文件（体温、考勤、通知、名单、请假、台账、异常），权限 0600，运行中也行",
    "export a table to a file of mode 0600 (体温, 考勤, 通知, 名单, 请假, 台账, 异常), while the bot runs or "
    "not"};
constexpr Sentence table{"哪张表、哪几天：体温 本周，考勤 3月，通知12",
                         "which table and days: 体温 本周, 考勤 3月, 通知12"};
constexpr Sentence for_whom{"给谁：姓名、学号、工号或 QQ；只导出他在聊天里能看的，并记下来",
                            "whom it is for, by name, number or account; it holds what he may see in the chat, and "
                            "that is written down"};
constexpr Sentence of_class{"只要这个班，可以写几次", "of this class alone; may be given several times"};
constexpr Sentence out{"文件，以 .xlsx、.csv、.md 或 .txt 结尾", "the file: .xlsx, .csv, .md or .txt"};
constexpr Sentence compare{"把别的系统（今日校园、钉钉）导出的表和这里比：只在表里、只在这里、体温不同",
                           "compares a sheet of another system with the day: only there, only here, different"};
constexpr Sentence other_sheet{"导出的表，.xlsx 或 .csv", "the exported sheet, .xlsx or .csv"};
constexpr Sentence ledger{"某一天的学院台账：人数、快照核对，不含姓名，运行中也行",
                          "the college's ledger of a day: counts without names, and whether it is as it was taken"};
constexpr Sentence date{"哪一天：2020-03-11；不写就是今天", "the day: 2020-03-11; today when not given"};
constexpr Sentence permissions{
    "谁在哪里能用什么，每个命令两行：+ 能用，- 婉拒，. 不理；班里的角色先本班后别班",
    "who may do what where, two rows a verb: + is done, - refused, . not answered; roles of a class "
    "first for the class, then for another"};
constexpr Sentence backup{"把数据库备份到一个文件，检查过，权限 0600，运行中也行",
                          "copy the database to a file, checked and of mode 0600, while the bot runs or not"};
constexpr Sentence restore{"用备份换下数据库：先查备份、看预览、问一句，原来的留着；要先停下 banwei",
                           "put a backup in the database's place after a check, a preview and a question; the old one "
                           "is kept. Stop banwei first"};
constexpr Sentence copy{"备份文件", "the copy"};
constexpr Sentence force{"已有的文件就覆盖", "replace a file that is there"};

}  // namespace text

namespace {

/// The verbs with their options. The options are members, for they are filled in when the line is parsed.
class CommandLine {
 public:
  explicit CommandLine(cli::Voice& voice) : voice_(voice), cli_(in(text::about), "banwei") {
    cli::speak(cli_, voice.language());
    cli_.set_version_flag("--version", std::string("banwei ") + BANWEI_VERSION, in(text::version));
    cli_.footer(in(text::exit_codes));
    cli_.require_subcommand(1);
    cli_.fallthrough();
    cli_.add_option("--lang", language_, in(text::lang))->check(CLI::IsMember({"zh", "en"}))->option_text("zh|en");
    add_run();
    add_sandbox();
    add_roster();
    add_import();
    add_questions();
    add_purge();
    add_days();
    add_export();
    add_backup();
  }

  /// Does what the line says; how it went is the program's exit code.
  int run(int argc, char** argv) {
    try {
      cli_.parse(argc, argv);
      return code_;
    } catch (const CLI::ParseError& error) {
      if (error.get_exit_code() == 0) return cli_.exit(error);  // Help or version was asked for.
      voice_.error(cli::mistake(cli_, error));
      return cli::exit_usage;
    } catch (const Locked& error) {
      voice_.error(error.why());
      return cli::exit_locked;
    } catch (const ConfigError& error) {
      voice_.error(error.why());
      return cli::exit_config;
    } catch (const std::exception& error) {
      voice_.error(why(error));
      return cli::exit_fault;
    }
  }

 private:
  std::string in(const Sentence& words) const { return std::string(words.in(voice_.language())); }

  template <class Act>
  CLI::App* verb(CLI::App& above, const char* word, const Sentence& help, Act act) {
    auto* command = above.add_subcommand(word, in(help));
    command->callback([this, act] { code_ = act(); });
    return command;
  }

  CLI::App* with_config(CLI::App* command) {
    command->add_option("--config", config_, in(text::config))->capture_default_str();
    return command;
  }

  CLI::App* with_confirmation(CLI::App* command) {
    with_config(command);
    command->add_flag("--yes,-y", how_.yes, in(text::yes));
    command->add_flag("--dry-run", how_.preview, in(text::dry_run));
    return command;
  }

  void add_run() {
    with_config(verb(cli_, "run", text::run, [this] {
      return only_check_ ? cli::check(config_, voice_) : cli::run(config_);
    }))->add_flag("--check", only_check_, in(text::check));
  }

  void add_sandbox() {
    auto* sandbox = verb(cli_, "sandbox", text::sandbox, [this] { return cli::sandbox(port_, data_, play_, voice_); });
    sandbox->add_option("--port", port_, in(text::port))->capture_default_str();
    sandbox->add_option("--data", data_, in(text::data))->capture_default_str();
    sandbox->add_flag("--day", play_.day, in(text::day));
    sandbox->add_option("--students", play_.students, in(text::students))
        ->capture_default_str()
        ->check(CLI::Range(40, 20'000));
    sandbox->add_option("--minute", play_.minute, in(text::minute))
        ->capture_default_str()
        ->check(CLI::Range(1, 60'000));
  }

  void add_roster() {
    auto* roster = cli_.add_subcommand("roster", in(text::roster));
    roster->require_subcommand(1);
    auto* import = with_confirmation(
        verb(*roster, "import", text::import, [this] { return cli::import_roster(config_, file_, how_, voice_); }));
    import->add_option("FILE", file_, in(text::roster_file))->required();
    import->add_flag("--remove", how_.remove, in(text::remove_others));
    import->add_option("--zeros", how_.zeros, in(text::zeros))
        ->check(CLI::IsMember({"same", "different"}))
        ->option_text("same|different");
    import->add_option("--sheet", how_.sheet, in(text::sheet));
    auto* read = verb(*roster, "read-sheet", text::read_sheet, [this] { return cli::read_sheet(how_.sheet, given_); });
    read->group("")->add_option("SHEET", how_.sheet);
    read->add_flag("--given", given_);
    auto* remove = with_confirmation(
        verb(*roster, "remove", text::remove, [this] { return cli::remove_people(config_, people_, how_, voice_); }));
    remove->alias("移除")->add_option("WHO", people_, in(text::who))->required();
    auto* transfer = with_confirmation(verb(*roster, "transfer", text::transfer, [this] {
      return cli::transfer(config_, who_, class_, name_, how_, voice_);
    }));
    transfer->alias("转入")->add_option("WHO", who_, in(text::who))->required();
    transfer->add_option("--to", class_, in(text::to))->required();
    transfer->add_option("--name", name_, in(text::name));
  }

  void add_import() {
    auto* take_in = with_confirmation(verb(cli_, "import", text::import_table, [this] {
      return cli::import_table(config_, what_table_, file_, how_, voice_);
    }));
    take_in->alias("导入")->add_option("WHAT", what_table_, in(text::import_what))->required();
    take_in->add_option("FILE", file_, in(text::import_file))->required();
    take_in->add_option("--sheet", how_.sheet, in(text::sheet));
  }

  /// What the bot would understand, and how it is.
  void add_questions() {
    with_config(verb(cli_, "doctor", text::doctor, [this] { return cli::doctor(config_, voice_); }));

    auto* explain =
        with_config(verb(cli_, "explain", text::explain, [this] { return cli::explain(config_, question_, voice_); }));
    auto* what = explain->add_option_group("what")->require_option(1);
    what->add_option("TEXT", question_.text, in(text::message));
    what->add_option("--file", question_.file, in(text::messages));
    explain->add_option("--as", question_.who, in(text::as))->required();
    explain->add_option("--class", question_.klass, in(text::klass));
    explain->add_option("--at", question_.at, in(text::at));
    explain->add_flag("--private", question_.in_private, in(text::in_private));

    with_config(verb(cli_, "status", text::status, [this] {
      return cli::status(config_, as_json_, voice_);
    }))->add_flag("--json", as_json_, in(text::json));

    with_config(verb(cli_, "clock", text::clock, [this] { return cli::clock(config_, voice_); }));
  }

  /// Who is to be forgotten, and the record of what was looked at.
  void add_purge() {
    with_confirmation(verb(cli_, "purge", text::purge, [this] { return cli::purge(config_, who_, how_, voice_); }))
        ->add_option("--student", who_, in(text::student))
        ->required();

    auto* audit = cli_.add_subcommand("audit", in(text::audit));
    audit->require_subcommand(1);
    with_config(verb(*audit, "verify", text::verify, [this] { return cli::verify_audit(config_, voice_); }));
  }

  /// A day, its comparison with another system, and who may do what.
  void add_days() {
    with_config(verb(cli_, DayFigures::verb, text::ledger, [this] {
      return cli::ledger(config_, date_, voice_);
    }))->add_option("--date", date_, in(text::date));

    auto* compared = with_config(verb(cli_, ComparesSheets::verb, text::compare,
                                      [this] { return cli::compare(config_, file_, date_, who_, voice_); }));
    compared->add_option("FILE", file_, in(text::other_sheet))->required();
    compared->add_option("--date", date_, in(text::date));
    compared->add_option("--as", who_, in(text::for_whom))->required();

    verb(cli_, "permissions", text::permissions, [this] { return cli::permissions(voice_); });
  }

  void add_export() {
    auto* exported = with_config(
        verb(cli_, "export", text::export_table, [this] { return cli::export_table(config_, wanted_, voice_); }));
    exported->add_option("WHAT", wanted_.what, in(text::table))->required();
    exported->add_option("--as", wanted_.who, in(text::for_whom))->required();
    exported->add_option("--class", wanted_.classes, in(text::of_class));
    exported->add_option("--out", wanted_.file, in(text::out))->required();
    exported->add_flag("--force", wanted_.force, in(text::force));
  }

  void add_backup() {
    auto* backup =
        with_config(verb(cli_, "backup", text::backup, [this] { return cli::backup(config_, file_, force_, voice_); }));
    backup->add_option("FILE", file_, in(text::copy))->required();
    backup->add_flag("--force", force_, in(text::force));

    with_confirmation(
        verb(cli_, "restore", text::restore, [this] { return cli::restore(config_, file_, how_, voice_); }))
        ->add_option("FILE", file_, in(text::copy))
        ->required();
  }

  cli::Voice& voice_;
  CLI::App cli_;
  std::string language_;
  std::string config_ = "config.toml";
  std::string file_;
  std::string data_ = "sandbox";
  cli::SandboxPlay play_;
  std::uint16_t port_ = 8080;
  bool only_check_ = false;
  bool force_ = false;
  bool as_json_ = false;
  bool given_ = false;
  cli::Question question_;
  cli::Confirmation how_;
  cli::Extraction wanted_;
  std::vector<std::string> people_;
  std::string who_;
  std::string class_;
  std::string name_;
  std::string what_table_;
  std::string date_;
  int code_ = 0;
};

int main(int argc, char** argv) {
  umask(077);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  cli::Voice voice(cli::language_of(argc, argv), std::cout, std::cerr);
  return CommandLine(voice).run(argc, argv);
}

}  // namespace
}  // namespace banwei

int main(int argc, char** argv) { return banwei::main(argc, argv); }
