#include "handlers/relay/relay.h"

#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/common/wording.h"
#include "handlers/relay/relay_list.h"

namespace banwei::relay {

namespace text {
namespace {

std::string not_kept(const std::string& title, std::size_t rows) {
  return fmt::format("这张接龙是{}（{}行），不是体温，我没有记", wording::in_quotes(wording::head(title, 20)), rows);
}
constexpr auto empty = "这张接龙还是空的，没有人接";

}  // namespace
}  // namespace text

namespace {

constexpr Intent other_list(std::string_view kind, std::string_view means) {
  return {.kind = kind,
          .who = everyone,
          .scope = Scope::anywhere,
          .says = SpeechAct::request,
          .verbatim = true,
          .means = means};
}
constexpr Intent signup = other_list("signup", "报名的接龙");
constexpr Intent receipt = other_list("receipt", "确认的接龙");
constexpr Intent signin = other_list("signin", "签到的接龙");
constexpr Intent survey = other_list("survey", "问情况的接龙");
constexpr Intent other = other_list("other", "别的接龙");
constexpr Intent empty = other_list("empty", "空的接龙");

const Intent& intent_of(List::Kind kind) {
  switch (kind) {
    case List::Kind::signup:
      return signup;
    case List::Kind::receipt:
      return receipt;
    case List::Kind::signin:
      return signin;
    case List::Kind::survey:
      return survey;
    case List::Kind::empty:
      return empty;
    case List::Kind::other:
      break;
  }
  return other;
}

}  // namespace

std::vector<Listener> OtherLists::listeners() {
  return {{.intents = {&signup, &receipt, &signin, &survey, &other, &empty},
           .understand = std::bind_front(&OtherLists::hear, this)}};
}

std::optional<Interpretation> OtherLists::hear(const Utterance& said, const Context& context) {
  if (said.text.find('\n') == said.text.npos) return std::nullopt;
  const auto list = read_list(said.text, rosters_.of(context.klass ? context.klass->id : 0));
  if (!list) return std::nullopt;
  Interpretation heard{.intent = &intent_of(list->kind)};
  heard.understood.health = list->measured;
  heard.understood.fields = [list = *list] { return fields(list); };
  heard.understood.act = [list = *list](const Context& call) {
    if (call.message.place == Place::group) return Reply{};
    return Reply{}.add(Say{plain(list.rows.empty() ? text::empty : text::not_kept(list.title, list.rows.size()))});
  };
  return heard;
}

}  // namespace banwei::relay
