#include "handlers/privacy/consent.h"

#include <fmt/format.h>

#include "handlers/args.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/feature_words.h"

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
constexpr auto place_agreed = "记下了，谢谢：只记到市、区，到期自动删。改主意了随时说“不同意记地点”";
std::string place_refused(std::int64_t count) {
  return fmt::format(
      "好，从现在起不记你在哪里{}。体温照样直接发。你的辅导员要知道你在哪个市的时候会当面问你，"
      "改主意了说“同意记地点”",
      count > 0 ? fmt::format("，以前记着的{}条地点删了", count) : "");
}
std::string place_told(const std::string& klass, const std::string& name) {
  return fmt::format("{} {}不同意我记在哪里，他发来的地点我不留了，要知道请直接问他", klass, name);
}
std::string place_line(bool given, const std::string& day) {
  return fmt::format("\n地点：{}你说了{}", day, given ? "可以记" : "不要记");
}
constexpr auto unsaid = "\n隐私说明：你还没有说同意或不同意";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view notice_word = "notice";

}  // namespace

std::vector<Command> Consent::commands() {
  using W = language::Word;
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
           .run = takes().then(this, &Consent::refuse)},
          {.kind = "place_agree",
           .words = {"同意记地点", "我同意记地点", "可以记地点", "可以记我的地点"},
           .help = "让我记你在哪个市区，到期自动删",
           .example = "同意记地点",
           .who = {Role::student},
           .scope = Scope::anywhere,
           .where = Where::direct,
           .run = takes().then(this, &Consent::agree_to_place)},
          {.kind = "place_stop",
           .words = {"不同意记地点", "我不同意记地点", "删除我的地点", "删掉我的地点", "不想让你记我在哪"},
           // 不要记我在哪, 定位别再收了
           .forms = {{.needs = {W::remove, W::write | W::deliver, language::feature_words::where},
                      .may = W::me | W::of | W::again | W::done | W::you | W::take,
                      .addressed = true}},
           .help = "不让我记你在哪里，记着的马上删",
           .example = "不同意记地点",
           .who = {Role::student},
           .scope = Scope::anywhere,
           .where = Where::direct,
           .run = takes().then(this, &Consent::refuse_place)}};
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
  consents_.say(call.speaker.person->id, notice_word, {.given = false, .at = call.now.utc});
  Reply reply = privately(call, text::refused);
  tell_teachers(reply, call, text::told);
  return reply;
}

Reply Consent::agree_to_place(const Context& call) {
  consents_.say(call.speaker.person->id, storage::PlaceConsent::word, {.given = true, .at = call.now.utc});
  return privately(call, text::place_agreed);
}

Reply Consent::refuse_place(const Context& call) {
  const Person& person = *call.speaker.person;
  consents_.say(person.id, storage::PlaceConsent::word, {.given = false, .at = call.now.utc});
  const Day today = call.now.day();
  Reply reply =
      privately(call, text::place_refused(places_.forget(person.id, today - std::chrono::days{place_days_()}, today)));
  tell_teachers(reply, call, text::place_told);
  return reply;
}

void Consent::tell_teachers(Reply& reply, const Context& call,
                            std::string (*words)(const std::string& klass, const std::string& name)) {
  const Person& person = *call.speaker.person;
  const auto klass = members_.class_by_id(person.class_id);
  for (const Person& teacher : members_.holders(Role::counsellor, person.class_id, call.now.utc))
    reply.add(Whisper{.to = teacher, .content = plain(words(klass ? klass->name : "", person.name))});
}

std::string Consent::said(const Person& person) const {
  const auto on = [&](const storage::Consent& last) { return wording::month_day(zone_.at(last.at).day()); };
  const auto notice = consents_.last(person.id, notice_word);
  const auto place = consents_.last(person.id, storage::PlaceConsent::word);
  return (notice ? text::line(notice->given, on(*notice)) : std::string(text::unsaid)) +
         (place ? text::place_line(place->given, on(*place)) : std::string());
}

}  // namespace banwei::privacy
