// Whoever asks for what is not his learns nothing of whether it is there: commands that take a class, a name or a
// number, said by each kind of role, in its group and in private, of what is somebody else's and of what is not at all.
#include <gtest/gtest.h>

#include <array>

#include "handlers/language/strings.h"
#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

/// A thing of class 模具1781 or 数控1882, and those that are not there.
struct Thing {
  std::string there;
  std::vector<std::string> not_there;
};

const Thing klass{"模具1781", {"模具1799"}};
/// Of no major that whoever asks has a class of, or of none at all.
const Thing far{"数控1882", {"数控1899", "模具1799", "建筑2099"}};
const Thing person{"钱多多", {"孔方兄"}};
/// Neither of them has 钱 in his name, which beside a figure is money.
const Thing reported{"宋雨桐", {"沈雨桐"}};
const Thing serial{"1", {"9"}};

/// * stands for the thing.
struct Ask {
  Thing thing;
  std::string words;
};

std::vector<Ask> asks_for(const Thing& thing, std::initializer_list<const char*> all) {
  std::vector<Ask> asks;
  for (const char* words : all) asks.push_back({thing, words});
  return asks;
}

const std::vector<Ask>& asks() {
  static const std::vector<Ask> all = [] {
    std::vector<Ask> asks = asks_for(klass, {
                                                "谁没报 *",
                                                "上周谁没报 *",
                                                "今天情况 *",
                                                "谁发烧了 *",
                                                "催报 *",
                                                "体温统计 *",
                                                "导出体温 *",
                                                "导出考勤 *",
                                                "导出名单 *",
                                                "导出请假 *",
                                                "导出在岗 *",
                                                "导出班会 *",
                                                "排查 *",
                                                "班委都有谁 *",
                                                "谁请假了 *",
                                                "免报名单 *",
                                                "谁留汉 *",
                                                "问所在地 *",
                                                "学生名单 *",
                                                "绑定 *",
                                                "毕业归档 *",
                                                "撤销归档 *",
                                                "班级改名 * 智造1701",
                                                "体温设置 * 截止 10:20",
                                                "*谁没报",
                                                "*的班长是谁",
                                                "课表 *",
                                                "课表 * 周三",
                                                "*有什么课",
                                                "明天*有什么课",
                                                "抽查 今天 *",
                                                "抽查 *",
                                                "点名 *",
                                                "点名 * 15分钟",
                                                "本周考勤 *",
                                                "*的考勤",
                                                "谁旷课了 *",
                                                "*谁缺课了",
                                                "到课情况 *",
                                                "*的课代表是谁",
                                                "*有多少人",
                                                "*报齐了吗",
                                                "考勤设置 *",
                                                "开班会 *",
                                                "班会主题 *",
                                                "换群 *",
                                                "解绑 *",
                                                "在群里的 *",
                                                "未绑定 *",
                                                "移交 *",
                                                "上报进度 *",
                                                "缺报 *",
                                                "零报告 *",
                                                "关闭 * 体温",
                                                "启用 * 体温",
                                                "发通知 * 周五大扫除",
                                                "通知 *：周五大扫除",
                                                "提醒 * 明早8点交表",
                                                "提醒 * 明天交材料",
                                                "提醒*没报的同学",
                                                "提醒一下*",
                                            });
    const auto people = asks_for(person, {"移除 *",
                                          "转入 * 模具1702",
                                          "谁看过*",
                                          "生成绑定码 *",
                                          "移交班长 给 *",
                                          "*记到",
                                          "准假 *",
                                          "已联系 *",
                                          "免报 * 3/11-3/20 住院",
                                          "取消免报 *",
                                          "*",
                                          "*的记录",
                                          "*为什么请假",
                                          "*请的什么假",
                                          "*的电话",
                                          "为什么 * 不能 点名",
                                          "*休学一年",
                                          "*复学",
                                          "任命*为学委",
                                          "免去*的学委",
                                          "立案 *",
                                          "排值日 *",
                                          "*的考勤",
                                          "关注 *",
                                          "联系记录 *",
                                          "联系记录 * 家长 母亲 情绪稳定",
                                          "*的联系记录",
                                          "*现在什么情况",
                                          "解除关注 *",
                                          "*今天多少度",
                                          "*请假",
                                          "*旷课",
                                          "*在哪",
                                          "*在武汉吗",
                                          "*绑定了吗",
                                          "解绑 *",
                                          "催*",
                                          "*还没报",
                                          "*是谁",
                                          "*是哪个班的",
                                          "查 *",
                                          "退学 *",
                                          "改名 * 钱少少",
                                          "改学号 * 2017018199",
                                          "*的回执",
                                          "*收到了吗",
                                          "谁替*收到",
                                          "*收到",
                                          "不准假 *",
                                          "*销假",
                                          "核实 *",
                                          "转告*：明天来办公室",
                                          "提醒*明早8点交表",
                                          "*的班主任是谁",
                                          "*是班长吗"});
    const auto figures =
        asks_for(reported, {"代报 * 36.5", "代报 * 38.1", "*36.5", "*38.1", "* 38.1 在校医院", "*体温多少",
                            "*体温多少度", "*报体温了吗", "替*报 36.5", "*发烧38.5", "*今天36.4 昨天36.8"});
    const auto numbers = asks_for(serial, {"通知* 进度",    "撤回通知*",         "补发通知*",
                                           "通知*谁没确认", "催通知*",           "导出 通知*",
                                           "取消提醒*",     "同意绑定*",         "同意进群*",
                                           "同意*",         "取消班会计划*",     "准假*",
                                           "不准假*",       "请假*什么情况",     "#* 今晚我再问一次",
                                           "个案* 情况",    "个案* 加人 学工办", "通知*",
                                           "提醒*改到9点",  "重发通知*",         "核实*",
                                           "比对* 没问题",  "班会* 改到周五",    "拒绝绑定*"});
    asks.insert(asks.end(), people.begin(), people.end());
    asks.insert(asks.end(), figures.begin(), figures.end());
    asks.insert(asks.end(), numbers.begin(), numbers.end());
    return asks;
  }();
  return all;
}

/// Every command of the table with a class beside its name, whether it takes one or not.
std::vector<Ask> asks_of_every_command(std::span<Feature* const> features) {
  std::vector<Ask> asks;
  for (Feature* feature : features) {
    for (const Command& command : feature->commands()) {
      if (command.words.empty()) continue;
      std::string name = command.words.front();
      if (const auto hole = name.find('*'); hole != name.npos) name.erase(hole, 1);
      asks.push_back({far, name + " *"});
      asks.push_back({far, "*" + name});
    }
  }
  return asks;
}

std::string with(const Ask& ask, const std::string& thing) {
  std::string words = ask.words;
  return words.replace(words.find('*'), 1, thing);
}

/// How one speaks to the bot.
enum class Tone { pointed, in_passing, in_private };

/// Classes 模具1781 and 数控1882, the first with a student, a notice, a reminder and a leave of its own; and whoever
/// asks, of class 模具1702.
class Asking {
 public:
  explicit Asking(Role role) {
    world_.add_class(klass.there, "g1");
    world_.add_class(far.there, "g3");
    world_.add_class("模具1702", "g2");
    const Person theirs = world_.add_person("2017018101", person.there, klass.there, Role::student);
    world_.add_person("2017018102", reported.there, klass.there, Role::student);
    const Person teacher = world_.add_person("T1", "王敏", klass.there, Role::counsellor);
    world_.add_person("2017010201", "李四", "模具1702", Role::student);
    asker_ = world_.add_person("2017010202", "赵六", "模具1702", role);
    world_.connect();
    for (const auto& [who, words] : {std::pair{theirs, "提醒我明早8点交表"},
                                     {theirs, "明天请假一天，去医院"},
                                     {teacher, "发通知 周五大扫除，请回复收到"},
                                     {teacher, "发送"}})
      say(who.account, who.account, words);
  }

  /// All that comes of it, with * for the thing.
  std::string answer(const Ask& ask, const std::string& thing, Tone tone) {
    // Whoever is not understood in a group gets a word once in five minutes.
    world_.clock.pass(std::chrono::seconds{tone == Tone::pointed ? 301 : 40});
    (void)world_.take_sent();
    say(asker_.account, tone == Tone::in_private ? asker_.account : "g2", with(ask, thing), tone == Tone::pointed);
    std::string all;
    for (const auto& sent : world_.take_sent()) {
      const auto* send = std::get_if<Send>(&sent.call.what);
      if (send == nullptr) continue;
      all += send->group ? "group: " : "private: ";
      for (const Part& part : send->content) all += part.value + "\n";
    }
    // What is not understood is answered in other words when it comes again.
    return all.find("没看懂") != std::string::npos ? "not understood" : hidden(std::move(all), thing);
  }

  std::span<Feature* const> features() const { return world_.features(); }

 private:
  Message message_of(const std::string& user, const std::string& room, const std::string& words, bool pointed) const {
    Message message{.account = World::account,
                    .place = room == user ? Place::direct : Place::group,
                    .room = room,
                    .user = user,
                    .sent = world_.clock.wall(),
                    .content = plain(words)};
    if (room != user && pointed) message.content.insert(message.content.begin(), {Part::Kind::mention, World::account});
    return message;
  }

  void say(const std::string& user, const std::string& room, const std::string& words, bool pointed = false) {
    world_.hear(message_of(user, room, words, pointed));
  }

  /// A number of one figure is hidden where it stands alone.
  static std::string hidden(std::string text, const std::string& thing) {
    std::vector<std::string> shapes{thing};
    if (is_digit(thing.back()) && thing.size() > 4) shapes.push_back(thing.substr(thing.size() - 4));
    for (const std::string& shape : shapes) {
      for (auto at = text.find(shape); at != std::string::npos; at = text.find(shape, at)) {
        const bool inside = shape.size() == 1 && ((at > 0 && is_digit(text[at - 1])) || is_digit(text.c_str()[at + 1]));
        if (inside) {
          ++at;
        } else {
          text.replace(at, shape.size(), "*");
        }
      }
    }
    return text;
  }

  World world_;
  Person asker_;
};

class Refusals : public testing::TestWithParam<Role> {};

void expect_the_same(Asking& asking, const std::vector<Ask>& all, Tone tone) {
  constexpr std::array<const char*, 3> tones{" to the bot in the group", " in the group", " in private"};
  for (const Ask& ask : all) {
    const std::string of_another = asking.answer(ask, ask.thing.there, tone);
    for (const std::string& nothing : ask.thing.not_there)
      EXPECT_EQ(of_another, asking.answer(ask, nothing, tone))
          << with(ask, ask.thing.there) << tones.at(static_cast<std::size_t>(tone)) << ", and " << nothing;
  }
}

TEST_P(Refusals, SayTheSameWhetherItIsThereOrNot) {
  for (const Tone tone : {Tone::pointed, Tone::in_private}) {
    Asking asking(GetParam());
    expect_the_same(asking, asks(), tone);
  }
}

TEST_P(Refusals, SayTheSameOfAnyCommandBesideAClass) {
  for (const Tone tone : {Tone::pointed, Tone::in_passing, Tone::in_private}) {
    Asking asking(GetParam());
    expect_the_same(asking, asks_of_every_command(asking.features()), tone);
  }
}

/// Whoever has the whole college has no class that is somebody else's.
INSTANTIATE_TEST_SUITE_P(Of, Refusals,
                         testing::Values(Role::student, Role::monitor, Role::study_rep, Role::league_secretary,
                                         Role::life_rep, Role::care_rep, Role::dorm_head, Role::counsellor,
                                         Role::class_teacher, Role::course_teacher),
                         [](const auto& info) { return std::string(to_string(info.param)); });

}  // namespace
}  // namespace banwei::tests
