// Words found by their place in a bucket are those that reading the whole list finds, and what several features need
// stands once, in the shared lists.
#include "handlers/language/vocabulary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "handlers/language/strings.h"
#include "handlers/language/symptom_words.h"
#include "tests/paths.h"

namespace banwei {
namespace {

constexpr std::array groups{WordGroup<int>{1, "体温 体温计 测 a at"}, WordGroup<int>{2, "体温 体 测温 温"}};
constexpr auto words = vocabulary_of<groups>();
constexpr Initials initials(words);

TEST(Vocabulary, TheLongestWordIsFoundAndOfEqualOnesTheFirst) {
  EXPECT_EQ(words.longest_at("测体温计", 3).length, std::string_view("体温计").size());
  EXPECT_EQ(words.longest_at("体温表", 0).length, std::string_view("体温").size());
  EXPECT_EQ(words.longest_at("体温表", 0).tag, 1);
  EXPECT_EQ(words.longest_at("体重", 0).tag, 2);
  EXPECT_EQ(words.longest_at("atm", 0).length, 2U);
  EXPECT_FALSE(words.longest_at("计", 0));
  EXPECT_FALSE(words.longest_at("体温", 6));
}

TEST(Vocabulary, EveryWordIsFoundWhateverStandsBehindIt) {
  for (const auto& entry : health_words::symptoms.entries()) {
    for (const std::string_view behind : {"", "了", "x", "\xE4"}) {
      const std::string text = "我" + std::string(entry.word) + std::string(behind);
      EXPECT_GE(health_words::symptoms.longest_at(text, 3).length, entry.word.size()) << entry.word;
    }
  }
}

TEST(Initials, NeverSayNoWhereAWordStands) {
  constexpr Initials of_symptoms(health_words::symptoms, words);
  for (const auto& entry : health_words::symptoms.entries())
    EXPECT_TRUE(of_symptoms.may_start(code_point_at(entry.word, 0))) << entry.word;
  for (const char32_t first : U"体测温a") EXPECT_TRUE(first == 0 || of_symptoms.may_start(first));
  for (const char32_t other : U"计表b1") EXPECT_FALSE(initials.may_start(other));
  EXPECT_TRUE(initials.may_start(U'😂'));  // no table holds it
}

using FilesOfWords = std::map<std::string, std::map<std::string, std::set<std::string>>>;  // by meaning, by word

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// What is behind blanks: a literal's words, or a name, or one sign.
struct Piece {
  std::string text;
  bool literal = false;

  Piece(const std::string& source, std::size_t& at) {
    while (at < source.size() && std::isspace(static_cast<unsigned char>(source[at])) != 0) ++at;
    const std::size_t begin = at;
    const auto of_name = [&] { return std::isalnum(static_cast<unsigned char>(source[at])) != 0 || source[at] == '_'; };
    literal = at < source.size() && source[at] == '"';
    if (literal) at = source.find('"', at + 1);
    while (!literal && at < source.size() && (of_name() || source.compare(at, 2, "::") == 0)) at += of_name() ? 1 : 2;
    if (at == begin || literal) ++at;
    text = source.substr(begin, at - begin);
    if (literal) text = text.substr(1, text.size() - 2);
  }
  bool name() const { return !literal && !text.empty() && std::isalpha(static_cast<unsigned char>(text[0])) != 0; }
};

/// The words that stand written out in the groups of a vocabulary: {Meaning::small, "的 了", language::particles}.
void read_groups(const std::string& source, const std::string& file, FilesOfWords& found) {
  for (std::size_t open = source.find('{'); open != source.npos; open = source.find('{', open + 1)) {
    std::size_t at = open + 1;
    const Piece tag(source, at);
    if (!tag.name() || Piece(source, at).text != ",") continue;
    std::string all;
    bool whole = false;
    for (bool more = true; more && at < source.size();) {
      const Piece piece(source, at);
      if (piece.literal) all += piece.text + " ";
      whole = !piece.literal && piece.text == "}";
      more = piece.literal || piece.text == "," || piece.name();
    }
    if (!whole) continue;
    std::istringstream words(all);
    const std::string meaning = tag.text.substr(tag.text.rfind(':') + 1);
    for (std::string word; words >> word;) found[meaning][word].insert(file);
  }
}

struct Again {
  std::string_view meaning;
  std::string_view words;
};
/// What may stand in two vocabularies under one meaning.
constexpr auto again = std::to_array<Again>({
    // What a talk passes over: each says for itself what may stand beside it.
    {"small",
     "~ 一下 一个 一趟 下 个 为 了吧 今日 从 先 刚 又 只 号 同学 呀 哦 啊 啦 嗯 因 因为 在 就 就是 帮 帮忙 我 才 收到 "
     "昨天 是 最近 有 期间 然后 申请 目前 第 给 老师 自己 让 该 请 谢谢 起 这几天 那 都 里 额"},
    {"around", "下 发 给 给我 记录"},
    {"filler", "一下 一直 不小心 又 哒 啦 所以 打扰了 收到 然后 终于"},
    {"soft", "哒 哦 喔 噢 滴"},
    // Another thing under the same name.
    {"begin", "开始"},
    {"come", "来"},
    {"de", "的"},
    {"done", "了 啦 喽"},
    {"ended", "结了"},
    {"excuse", "停电 来晚 迟到"},
    {"fine", "正常 没问题"},
    {"home", "家中 家里"},
    {"leave", "请假"},
    {"lost", "失联了"},
    {"machine", "机器 程序"},
    {"matter", "事情 有事 有些事 有点事 考试"},
    {"meeting", "例会 团会"},
    {"no", "不是 不用"},
    {"notice", "公告 禁止 通知 链接"},
    {"other", "人家 别人"},
    {"phone", "电话"},
    {"present", "在 在场 在线"},
    {"record", "历史"},
    {"reported", "打卡"},
    {"returning", "回来"},
    {"see", "显示"},
    {"teacher", "老师"},
    // A word or two of a longer list: alone they make none.
    {"all", "全 全部都 分别 所有"},
    {"cancel", "删除 去掉"},
    {"cannot", "不能"},
    {"asking", "嘛"},
    {"can", "能够"},
    {"kin", "妈 爸 阿姨"},
    {"who_asked", "谁"},
    {"blood", "血"},
    {"earlier", "上次 之前"},
    {"evening", "傍晚 晚上"},
    {"how", "如何 怎么 怎样"},
    {"later", "下午再 再说 晚上再 等一下 等我 等等"},
    {"laugh", "哈哈哈哈 笑死我了"},
    {"measured", "刚测完 刚量完"},
    {"positive", "弱阳性 阳了"},
    {"question", "? 什么时候 会不会 怎么办 能否"},
    {"says", "告诉我 和我说"},
    {"self", "wo 吾 我们 我自己 本人 本人是"},
    {"still", "一直 仍 仍然 依然 到现在 至今 还在 还是"},
    {"third", "ta"},
    {"tooth", "智齿 牙 牙齿 牙龈"},
    {"you", "你的 妳 您们"},
});

bool may_stand_again(std::string_view meaning, const std::string& word) {
  return std::any_of(again.begin(), again.end(), [&](const Again& row) {
    return row.meaning == meaning && (" " + std::string(row.words) + " ").find(" " + word + " ") != std::string::npos;
  });
}

TEST(Vocabulary, AWordOfTwoVocabulariesStandsInTheSharedLists) {
  FilesOfWords found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(tests::source_dir() / "handlers")) {
    const std::string source = entry.is_regular_file() ? text_of(entry.path()) : "";
    if (source.find("WordGroup<") != source.npos) read_groups(source, entry.path().filename(), found);
  }
  ASSERT_GT(found.size(), 100U);
  std::size_t excused = 0;
  for (const auto& [meaning, words_of_it] : found) {
    for (const auto& [word, files] : words_of_it) {
      if (files.size() == 1 || meaning == "true") continue;  // That is an answer, and no meaning.
      const bool may = may_stand_again(meaning, word);
      excused += may ? 1 : 0;
      EXPECT_TRUE(may) << word << ": " << meaning << " in " << *files.begin() << " and " << *files.rbegin();
    }
  }
  std::size_t listed = 0;
  for (const Again& row : again) listed += count_words(row.words);
  EXPECT_EQ(excused, listed) << "what stands once needs no excuse";
}

TEST(Vocabulary, ASharedWordStandsInOneList) {
  const std::string source = text_of(tests::source_dir() / "handlers/language/shared_words.h");
  const std::set<std::string> of_two_meanings{"我室友", "室友", "舍友", "上课", "到", "帮忙"};
  std::set<std::string> seen;
  for (std::size_t at = source.find("inline constexpr"); at < source.size();) {
    const Piece piece(source, at);
    if (!piece.literal) continue;
    std::istringstream list(piece.text);
    for (std::string word; list >> word;)
      EXPECT_TRUE(seen.insert(word).second || of_two_meanings.contains(word)) << word;
  }
  EXPECT_GT(seen.size(), 500U);
}

}  // namespace
}  // namespace banwei
