// Who is asked about which words of a message, and how often.
#include "bot/listening.h"

#include <gtest/gtest.h>

namespace banwei::tests {
namespace {

constexpr Intent value{.kind = "value", .says = SpeechAct::value};
constexpr Intent here{.kind = "here", .says = SpeechAct::answer};

/// Understands whatever holds its word as its intent, and notes what it was asked about.
struct Listens {
  const Intent& intent;
  std::string word;
  Claim claim = Claim::open;
  std::vector<std::string> asked = {};

  Ear ear() {
    return {.listener = {
                .intents = {&intent},
                .understand = [this](const Utterance& said, const Context& context) -> std::optional<Interpretation> {
                  EXPECT_EQ(context.message.content.back().value, said.text);
                  asked.push_back(said.text);
                  if (said.text.find(word) == said.text.npos) return std::nullopt;
                  return Interpretation{.intent = &intent, .claim = claim};
                }}};
  }
};

bool anything(SpeechAct) { return true; }
bool values(SpeechAct act) { return act == SpeechAct::value; }
bool answers(SpeechAct act) { return act == SpeechAct::answer; }

struct ListeningTest : testing::Test {
  Message message{.place = Place::group, .content = plain("到 36.5")};
  Context context{.message = message, .speaker = {}, .klass = {}, .can = {}, .now = {}, .sent = {}};
  Utterance said{.text = "到 36.5", .quoted = "", .about = "", .mentioned = {}};
  Listens thermometer{value, "36.5"};
  Listens roll{here, "到", Claim::quoted};
  std::vector<Ear> ears{thermometer.ear(), roll.ear()};
};

TEST_F(ListeningTest, NobodyIsAskedTwiceAboutTheSameWords) {
  Listening listening(ears, said, context);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(listening.strongest(listening.excerpt("36.5"), values)->intent, &value);
    EXPECT_EQ(listening.strongest(listening.excerpt("到"), answers)->intent, &here);
    EXPECT_FALSE(listening.strongest(listening.excerpt("到"), values));
  }
  EXPECT_EQ(thermometer.asked, (std::vector<std::string>{"36.5", "到"}));
  EXPECT_EQ(roll.asked, std::vector<std::string>{"到"});
}

TEST_F(ListeningTest, WhoCannotSayWhatIsWantedIsNotAsked) {
  Listening listening(ears, said, context);
  EXPECT_FALSE(listening.strongest(listening.excerpt("36.5"), answers));
  EXPECT_TRUE(thermometer.asked.empty());
}

TEST_F(ListeningTest, OfAllTheStrongestIsHeard) {
  Listening listening(ears, said, context);
  EXPECT_EQ(listening.strongest(listening.whole(), anything)->intent, &here);
}

TEST_F(ListeningTest, AllItsWordsAreTheMessageItselfWhenNothingElseStandsInIt) {
  Listening listening(ears, said, context);
  EXPECT_EQ(&listening.excerpt(said.text), &listening.whole());
  message.content.push_back({Part::Kind::image, "x"});
  message.content.push_back({Part::Kind::text, said.text});
  Listening pictured(ears, said, context);
  EXPECT_NE(&pictured.excerpt(said.text), &pictured.whole());
}

}  // namespace
}  // namespace banwei::tests
