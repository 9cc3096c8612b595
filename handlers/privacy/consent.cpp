#include "handlers/privacy/consent.h"

#include <fmt/format.h>

#include "handlers/args.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"

namespace banwei::privacy {

namespace text {
namespace {

constexpr auto agreed = "记下了，谢谢。改主意了随时说“不同意隐私说明”";
constexpr auto refused = "记下了。我告诉了你的辅导员，他会找你商量体温怎么报；已经记着的，说“删除我的数据”删能删的";
std::string told(const std::string& klass, const std::string& name) {
  return fmt::format("{} {}不同意隐私说明，请找他商量体温怎么报给你。他自己发来的我还会记", klass, name);
}
std::string line(bool given, const std::string& day) {
  return fmt::format("\n隐私说明：{}你说了{}", day, given ? "同意" : "不同意");
}
constexpr auto unsaid = "\n隐私说明：你还没有说同意或不同意";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view notice_word = "notice";

}  // namespace

std::vector<Command> Consent::commands() {
  return {{.kind = "privacy_agree",
           .words = {"同意隐私说明", "我同意隐私说明", "同意隐私政策"},
           .help = "看过隐私说明，同意",
           .example = "同意隐私说明",
           .who = {Role::student},
           .scope = Scope::anywhere,
           .where = Where::direct,
           .run = takes().then(this, &Consent::agree)},
          {.kind = "privacy_stop",
           .words = {"不同意隐私说明", "我不同意隐私说明", "不同意隐私政策", "撤回同意"},
           .help = "不同意隐私说明，我去告诉辅导员",
           .example = "不同意隐私说明",
           .who = {Role::student},
           .scope = Scope::anywhere,
           .where = Where::direct,
           .run = takes().then(this, &Consent::refuse)}};
}

Reply Consent::tell(const GroupBound& bound, std::string_view notice, const Moment& now) {
  audit_.add({.at = now.utc, .verb = "privacy.notice", .subject = bound.class_id});
  return Reply{}.add(Post{.group = bound.group, .content = plain(std::string(notice))});
}

Reply Consent::agree(const Context& call) {
  consents_.say(call.speaker.person->id, notice_word, {.given = true, .at = call.now.utc});
  return privately(call, text::agreed);
}

Reply Consent::refuse(const Context& call) {
  const Person& person = *call.speaker.person;
  consents_.say(person.id, notice_word, {.given = false, .at = call.now.utc});
  Reply reply = privately(call, text::refused);
  const auto klass = members_.class_by_id(person.class_id);
  for (const Person& teacher : members_.holders(Role::counsellor, person.class_id, call.now.utc))
    reply.add(Whisper{.to = teacher, .content = plain(text::told(klass ? klass->name : "", person.name))});
  return reply;
}

std::string Consent::said(const Person& person) const {
  const auto last = consents_.last(person.id, notice_word);
  return last ? text::line(last->given, wording::month_day(zone_.at(last->at).day())) : std::string(text::unsaid);
}

}  // namespace banwei::privacy
