// What holds of any message, by the router's own arbitration: courtesy, the order of facts and whose name it is change
// nothing else, and talk beside a report loses none.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>

#include "tests/cases/case_table.h"
#include "tests/cases/stage.h"
#include "tests/json.h"
#include "tests/paths.h"

namespace banwei::tests {
namespace {

using nlohmann::json;

/// One world for each context that a property meets.
class Properties : public testing::Test {
 protected:
  const Stage& stage(const json& context) {
    auto& one = stages_[context.dump()];
    if (!one) one = std::make_unique<Stage>(cases_dir(), context);
    return *one;
  }
  Parts ask(const json& context, const std::string& text) { return stage(context).ask(text); }

 private:
  std::map<std::string, std::unique_ptr<Stage>> stages_;
};

const json in_group{{"open", {"temperature"}}};
const json in_private{{"open", {"temperature"}}, {"room", "private"}, {"entitled", true}};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

TEST_F(Properties, CourtesyAroundACommandChangesNothing) {
  // Their last argument is free text, and courtesy in it is a part of it.
  const std::set<std::string> free_text{"remind_new", "notice_new", "rollcall_start", "help"};
  std::size_t commands = 0;
  for (const CaseRow& row : read_cases("command2.tsv")) {
    const bool prefixed = row.message.find_first_of("@/#") == 0;
    if (prefixed || free_text.contains(row.kind)) continue;
    json context = row.context;
    context["room"] = "private";
    const Parts bare = ask(context, row.message);
    if (bare.size() != 1 || bare[0]["kind"] != row.kind || !stage(context).is_command(row.kind)) continue;
    ++commands;
    for (const char* before : {"请", "麻烦", "请问", "帮我", "麻烦帮我", "@班级小助手 "})
      EXPECT_EQ(ask(context, before + row.message), bare) << before << row.message;
    for (const char* behind : {"，谢谢", "，谢谢啦", "呗", "哈", "～", "。", "，麻烦了"})
      EXPECT_EQ(ask(context, row.message + behind), bare) << row.message << behind;
  }
  EXPECT_GT(commands, 20U);
}

TEST_F(Properties, TalkBesideAReportLosesNoReport) {
  for (const json& context : {in_group, in_private}) {
    for (const char* report : {"36.5", "体温36.5", "我36.5", "36.5℃", "今天36.5"}) {
      for (const char* talk : {"早饭还没吃", "网课好卡", "今天外面好冷", "作业写完了", "家门口封路了", "谢谢老师"}) {
        const Parts behind = ask(context, std::string(report) + "，" + talk);
        const Parts before = ask(context, std::string(talk) + "，" + report);
        for (const Parts& heard : {behind, before}) {
          EXPECT_TRUE(std::any_of(heard.begin(), heard.end(),
                                  [](const json& part) { return part["kind"] == "temp" && part["t"] == 36.5; }))
              << report << " / " << talk << ": " << heard;
        }
      }
    }
  }
}

TEST_F(Properties, TalkBesideAFeverLosesNoFever) {
  const std::vector<std::string> fevers{"38.5", "体温38.5", "我38.5", "发烧38.5", "量了38.5"};
  for (const json& context : {in_group, in_private}) {
    for (const std::string& fever : fevers) {
      for (const char* talk : {"网课好卡", "作业写完了", "能请假吗", "我妈让我说一声", "笑死我了", "谁有体温计"}) {
        for (const std::string& text : {fever + "，" + talk, talk + ("，" + fever), fever + " " + talk}) {
          const Parts heard = ask(context, text);
          EXPECT_TRUE(std::any_of(heard.begin(), heard.end(),
                                  [](const json& part) {
                                    const bool stored = part.value("t", 0.0) == 38.5;
                                    return stored || (part.value("urgent", false) && part.value("guess", 0.0) == 38.5);
                                  }))
              << text << ": " << heard;
        }
      }
    }
  }
}

TEST_F(Properties, TheOrderOfClausesOfHealthFactsDoesNotMatter) {
  const std::vector<std::vector<std::string>> messages{
      {"36.5", "咳嗽", "在家"}, {"38.2", "头痛", "咳嗽"}, {"体温36.8", "在武汉", "不咳嗽"}, {"38.5", "喉咙痛", "乏力"}};
  for (std::vector<std::string> clauses : messages) {
    std::sort(clauses.begin(), clauses.end());
    json first;
    do {
      Parts heard = ask(in_group, clauses[0] + "，" + clauses[1] + "，" + clauses[2]);
      for (json& part : heard) {
        if (part.contains("sym")) std::sort(part["sym"].begin(), part["sym"].end());
      }
      if (first.is_null()) first = heard;
      EXPECT_FALSE(heard.empty());
      EXPECT_EQ(heard, first) << clauses[0] << clauses[1] << clauses[2];
    } while (std::next_permutation(clauses.begin(), clauses.end()));
  }
}

TEST_F(Properties, ANameSwappedChangesOnlyTheName) {
  std::size_t named = 0;
  for (const char* file :
       {"fix.tsv", "behalf.tsv", "signin.tsv", "receipt.tsv", "more_signin.tsv", "more_receipt.tsv"}) {
    for (const CaseRow& row : read_cases(file)) {
      const bool numbered = row.message.find("02") != std::string::npos;  // It has 李四's own number.
      if (row.message.find("李四") == std::string::npos || numbered) continue;
      ++named;
      const Parts heard = ask(row.context, row.message);
      for (const char* other : {"赵六", "黄子涵"}) {
        if (row.message.find(other) != std::string::npos) continue;
        EXPECT_EQ(ask(row.context, replaced(row.message, "李四", other)),
                  test::parsed(replaced(heard.dump(), "李四", other)))
            << file << ":" << row.line << " " << row.message;
      }
    }
  }
  EXPECT_GT(named, 40U);
}

}  // namespace
}  // namespace banwei::tests
