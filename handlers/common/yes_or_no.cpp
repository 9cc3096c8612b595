#include "handlers/common/yes_or_no.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers/common/payload.h"
#include "handlers/language/eat.h"
#include "handlers/language/strings.h"
#include "handlers/language/yes_no.h"

namespace banwei {

namespace {

constexpr std::size_t longest_answer = 30;  // bytes
constexpr std::chrono::minutes heard_in_group{10};

bool one_of(std::string_view words, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), words) != list.end();
}

/// Whether it came of what the person has just said in this room. A 好 may be said to anybody there.
bool asked_of_room(std::string_view words, const storage::Question& question, const Context& context,
                   bool in_any_room) {
  while (eat(words, "嗯")) words = trimmed(words);
  if (words.find("是我") == words.npos && words.find("我自己的") == words.npos &&
      !one_of(words,
              {"是", "是的", "是啊", "是呀", "对", "对的", "对啊", "对呀", "对对", "没错", "不是", "不是的", "不对"}))
    return false;
  const auto payload = from_payload(question.payload);
  if (!payload.is_object() || context.now.utc - question.asked > heard_in_group) return false;
  const std::string room = payload.value("room", "");
  return room == context.message.room || (in_any_room && room == context.message.user);
}

}  // namespace

std::optional<Interpretation> yes_or_no(const Intent& intent, const Utterance& said, const Context& context,
                                        const storage::Questions& questions, std::string_view feature,
                                        const YesNo& more, Decide decide) {
  if (!context.speaker.person || said.text.size() > longest_answer) return std::nullopt;
  const std::string folded = normalised(said.text);
  const std::string_view words = trimmed(folded);
  const auto yes = language::yes_or_no(words, {.yes = more.yes, .no = more.no});
  if (!yes) return std::nullopt;
  auto question = questions.open(context.speaker.person->id, feature, context.now.utc);
  if (!question) return std::nullopt;
  const bool direct = context.message.place == Place::direct;
  if (!direct && (!said.quoted.empty() || !asked_of_room(words, *question, context, more.in_any_room)))
    return std::nullopt;
  Interpretation heard{.intent = &intent};
  heard.claim = Claim::answer;
  heard.opened = question->asked;
  heard.understood.fields = [yes] { return nlohmann::ordered_json{{"yes", *yes}}; };
  heard.understood.act = [decide = std::move(decide), question = *std::move(question),
                          yes = *yes](const Context& call) { return decide(call, question, yes); };
  return heard;
}

}  // namespace banwei
