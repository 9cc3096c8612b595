#include "handlers/checks/checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "handlers/args.h"
#include "handlers/checks/checks_intents.h"
#include "handlers/common/collection.h"
#include "handlers/common/payload.h"
#include "handlers/common/privately.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"
#include "handlers/language/feature_words.h"

namespace banwei::checks {

using storage::Finding;

namespace text {
namespace {

constexpr auto name = "排查";
constexpr auto goes_of_it = "里写着的度数和地点";
constexpr auto no_classes = "你名下还没有班级";
std::string none(std::size_t classes) { return fmt::format("✅ {}个班对过了，没有要核实的", classes); }
std::string heading(std::size_t count) { return fmt::format("🔍 {}条待核实：", count); }
std::string line(std::size_t number, const std::string& who, const Finding& finding, Day today) {
  const std::string day = finding.day == today ? "" : wording::month_day(finding.day) + " ";
  return fmt::format("\n{} {}{} {}{}", number, day, who, finding.words, finding.reason.empty() ? "" : "，在核实");
}
std::string assigned(const std::string& teacher) { return " →" + wording::teacher(teacher); }
std::string more(std::size_t count) { return fmt::format("\n还有{}条，带上班级再看，如：排查 机电1901", count); }
constexpr auto how = "\n回“1 属实”“2 写错了”，还没问到回“3 再等等”";
constexpr auto the_class = "全班";
std::string settled(const std::string& result, std::size_t count, std::size_t left) {
  return fmt::format("已记“已核实：{}”{}，{}", result, count > 1 ? fmt::format("（{}条）", count) : "",
                     left > 0 ? fmt::format("还剩{}条", left) : "都核实完了");
}
std::string waits(std::size_t left) { return fmt::format("好，先留着，还剩{}条", left); }
std::string decided(const std::string& name, bool ours) {
  return fmt::format("已记：{} {}，原值都保留", name, ours ? "以这里为准" : "以表里为准，这里要改请本人更正或班长代报");
}
std::string nothing_of(const std::string& name) { return name + "现在没有要核实的"; }
std::string please_show(const std::string& teacher) {
  return fmt::format("{}想确认一下体温记录，方便时给老师发一张体温计的照片，或者接个电话就行，不着急", teacher);
}
std::string asked_to_show(const std::string& name) {
  return fmt::format("已经私聊请{}发体温计照片给您，或等您电话（我不收照片）", name);
}
constexpr auto how_to_compare =
    "把那边导出的表（Excel或CSV，有“姓名”和“体温”两列，一人一行）私聊发给我就行：只在表里、只在这里、体温不同的各列出来"
    "，"
    "两边的数都不改";
constexpr auto over = "这几条已经核实过了，说“排查”看还有什么";

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "checks";
constexpr std::size_t most_lines = 10;      // of a message that is read on a phone
constexpr std::size_t classes_a_slice = 6;  // A class takes a millisecond or two, a turn at most fifty.
constexpr std::size_t looked_at_once = 12;  // So many are looked through when they are asked about.
constexpr std::chrono::hours question_open{20};
constexpr std::chrono::days shown_for{7};
constexpr std::chrono::hours catch_up{6};

}  // namespace

std::vector<Command> Checks::commands() {
  using W = language::Word;
  namespace own = language::feature_words;
  constexpr auto around_sheet = W::take | W::of | W::list | W::one | W::see | W::temperature | W::hand | W::how |
                                W::there_is | W::me | W::you | W::now | W::our_class | W::can | W::asking | W::give |
                                W::this_one | W::data | W::record | own::compare | own::elsewhere;
  return {{.kind = "checks",
           .words = {"排查", "比对", "比对排查"},
           .help = "把今天报的和前几天对一对，看哪些要核实（只给你看）",
           .example = "排查",
           .who = teachers,
           .cost = 3,
           .run = takes(maybe(class_named())).then(this, &Checks::show)},
          {.kind = "help",
           .words = {"怎么和今日校园比"},
           // 核对一下和今日校园的表
           .forms = {{.needs = {own::compare, own::elsewhere}, .may = around_sheet, .addressed = true}},
           .means = {{"topic", "比对"}},
           .help = "把别的系统导出的体温表和这里的比一比",
           .example = "怎么和今日校园比",
           .who = teachers,
           .scope = Scope::anywhere,
           .run = takes().then(this, &Checks::tell_how_to_compare)}};
}

std::vector<Listener> Checks::listeners() {
  return {{.intents = {&intents::settle}, .understand = std::bind_front(&Checks::hear, this)},
          {.intents = {&intents::source, &intents::show}, .understand = std::bind_front(&Checks::hear_order, this)},
          {.intents = {&intents::ask}, .understand = [this](const Utterance& said, const Context&) {
             std::optional<Interpretation> heard;
             if (!said.addressed || !asks_for_list(said.text)) return heard;
             heard = {.intent = &intents::ask};
             heard->understood.fields = [] { return nlohmann::ordered_json::object(); };
             heard->understood.act = [this](const Context& call) { return show(call, std::nullopt); };
             return heard;
           }}};
}

Reply Checks::tell_how_to_compare(const Context& call) { return privately(call, text::how_to_compare); }

std::vector<Class> Checks::classes_with_group() const {
  auto classes = members_.classes();
  std::erase_if(classes, [](const Class& one) { return one.group.empty(); });
  return classes;
}

/// A few classes a minute, and after the last of them those who see to what was found are told.
std::vector<ScheduledJob> Checks::jobs(Day) {
  std::vector<ScheduledJob> all;
  const std::size_t slices = (classes_with_group().size() + classes_a_slice - 1) / classes_a_slice;
  for (const auto& at : {settings_.first, settings_.second}) {
    if (slices == 0 || !at) continue;
    for (std::size_t slice = 0; slice <= slices; ++slice) {
      all.push_back({.key = fmt::format("look/{}", slice),
                     .at = *at + std::chrono::minutes{slice},
                     .catch_up = catch_up,
                     .run = [this, slice, last = slice == slices](const Moment& now) {
                       if (last) return tell(now);
                       const auto classes = classes_with_group();
                       const std::size_t end = std::min(classes.size(), (slice + 1) * classes_a_slice);
                       for (std::size_t i = slice * classes_a_slice; i < end; ++i) book_.look(classes[i], now);
                       return Reply{};
                     }});
    }
  }
  return all;
}

std::vector<Retention> Checks::retention() {
  return {{.of = kept_findings,
           .forget = [this](const Moment& before, int most) { return findings_.purge(before.day(), most); },
           .name = text::name,
           .count = [this](const Person& who, const Moment&) { return findings_.count_of(who.id); },
           .goes = text::goes_of_it,
           .erase = [this](const Person& who, const Moment&) { return findings_.blank(who.id); }}};
}

/// What nobody has heard of yet calls for a message; whatever is still open stands in it.
Reply Checks::tell(const Moment& now) {
  std::map<std::int64_t, std::vector<Finding>> open;
  std::map<std::int64_t, std::size_t> classes;
  for (const Class& klass : classes_with_group()) {
    for (Finding& one : findings_.open(klass.id, now.day() - shown_for)) {
      auto& own = open[one.assignee];
      if (own.empty() || own.back().class_id != klass.id) ++classes[one.assignee];
      own.push_back(std::move(one));
    }
  }
  Reply reply;
  for (const auto& [assignee, findings] : open) {
    const auto person = members_.by_id(assignee);
    const bool news = std::any_of(findings.begin(), findings.end(), [](const Finding& one) { return !one.told; });
    if (!person || !news) continue;
    const std::size_t scope = std::max<std::size_t>(classes[assignee], members_.grants(*person, now.utc).size());
    reply.add(Whisper{.to = *person,
                      .content = plain(listed(*person, findings, scope, now)),
                      .priority = storage::Priority::notice,
                      .discreet = true});
  }
  return reply;
}

Reply Checks::show(const Context& call, std::optional<std::string> name) {
  const auto meant = classes_meant(call, members_, name, teachers);
  if (!meant) return privately(call, not_your_class(*name));
  const auto& classes = *meant;
  if (classes.empty()) return privately(call, text::no_classes);
  std::vector<Finding> open;
  for (const Class& klass : classes) {
    if (classes.size() <= looked_at_once) book_.look(klass, call.now);
    for (Finding& one : findings_.open(klass.id, call.now.day() - shown_for)) open.push_back(std::move(one));
  }
  if (open.empty()) return privately(call, text::none(classes.size()));
  return privately(call, listed(*call.speaker.person, open, classes.size(), call.now));
}

std::string Checks::name_of(const Finding& finding) const {
  const auto person = members_.by_id(finding.person);
  return person ? wording::name_in(*person, members_.students(finding.class_id)) : text::the_class;
}

std::string Checks::listed(const Person& reader, std::span<const Finding> open, std::size_t classes,
                           const Moment& now) {
  std::string words = text::heading(open.size());
  nlohmann::json ids = nlohmann::json::array();
  nlohmann::json names = nlohmann::json::array();
  std::vector<std::int64_t> about;
  for (const Finding& one : open.first(std::min(open.size(), most_lines))) {
    const std::string name = name_of(one);
    const auto klass = classes > 1 ? members_.class_by_id(one.class_id) : std::nullopt;
    ids.push_back(one.id);
    names.push_back(one.person == 0 ? std::string() : name);
    words += text::line(ids.size(), klass ? klass->name + " " + name : name, one, now.day());
    if (const auto assignee = members_.by_id(one.assignee); assignee && assignee->id != reader.id)
      words += text::assigned(assignee->name);
    if (one.assignee == reader.id && !one.told) findings_.mark_told(one.id, now.utc);
    if (one.person != 0) about.push_back(one.person);
  }
  if (open.size() > most_lines) words += text::more(open.size() - most_lines);
  accesses_.add({.reader = reader.id, .what = "checks", .at = now.utc}, about);
  questions_.ask({.person = reader.id,
                  .feature = std::string(feature),
                  .kind = "list",
                  .payload = to_payload({{"ids", ids}, {"names", names}}),
                  .day = now.day(),
                  .asked = now.utc,
                  .until = now.utc + question_open});
  return words + text::how;
}

std::optional<Interpretation> Checks::hear(const Utterance& said, const Context& context) {
  if (!context.speaker.person || context.message.place != Place::direct) return std::nullopt;
  const auto question = questions_.open(context.speaker.person->id, feature, context.now.utc);
  if (!question) return std::nullopt;
  const auto payload = from_payload(question->payload);
  const auto names = payload.value("names", std::vector<std::string>{});
  const auto ids = payload.value("ids", std::vector<std::int64_t>{});
  const auto answer = understand(said.text, names);
  if (!answer) return std::nullopt;
  Interpretation heard{.intent = &intents::settle, .claim = Claim::answer, .opened = question->asked};
  heard.understood.fields = [answer = *answer, names] { return fields(answer, names); };
  std::vector<std::int64_t> about;
  for (const std::size_t place : answer->which)
    if (place < ids.size()) about.push_back(ids[place]);
  heard.understood.act = [this, about, answer = *answer](const Context& call) { return settle(call, about, answer); };
  return heard;
}

std::optional<Interpretation> Checks::hear_order(const Utterance& said, const Context& context) {
  if (!context.speaker.person || context.message.place != Place::direct) return std::nullopt;
  for (const Class& klass : classes_of(members_, context, teachers)) {
    const auto order = read_order(said.text, rosters_.of(klass.id));
    if (!order) continue;
    const bool show = order->kind == Order::Kind::show;
    Interpretation heard{.intent = show ? &intents::show : &intents::source};
    heard.understood.fields = [order = *order] {
      nlohmann::ordered_json fields{{"who", order.name}};
      if (order.kind != Order::Kind::show) fields["take"] = order.kind == Order::Kind::ours ? "group" : "form";
      return fields;
    };
    heard.understood.act = [this, order = *order](const Context& call) {
      return order.kind == Order::Kind::show ? have_shown(call, order) : decide(call, order);
    };
    return heard;
  }
  return std::nullopt;
}

/// Which of two values holds is written down; a human changes one, if it is to be changed.
Reply Checks::decide(const Context& call, const Order& order) {
  const auto person = members_.by_number(order.number);
  if (!person) return privately(call, text::nothing_of(order.name));
  bool any = false;
  const bool ours = order.kind == Order::Kind::ours;
  for (Finding& one : findings_.open(person->class_id, call.now.day() - shown_for)) {
    if (one.person != person->id || (one.rule != sheet_rule && one.rule != two_values.name)) continue;
    one.result = to_string(ours ? Result::right : Result::error);
    one.reason = text::decided(order.name, ours);
    one.settled_by = call.speaker.person->id;
    one.settled = call.now.utc;
    findings_.settle(one);
    any = true;
  }
  return privately(call, any ? text::decided(order.name, ours) : text::nothing_of(order.name));
}

Reply Checks::have_shown(const Context& call, const Order& order) const {
  const auto person = members_.by_number(order.number);
  if (!person) return privately(call, text::nothing_of(order.name));
  Reply reply = privately(call, text::asked_to_show(order.name));
  return reply.add(Whisper{.to = *person,
                           .content = plain(text::please_show(wording::teacher(call.speaker.person->name))),
                           .priority = storage::Priority::notice,
                           .discreet = true});
}

/// A workbook that is no roster but a day's temperatures is compared; whoever imports rosters has asked for the file.
Reply Checks::on(const Fact& fact, const Moment& now) {
  const auto* file = std::get_if<SentFile>(&fact);
  const auto about = file != nullptr && file->came ? Topic::read(file->about) : std::nullopt;
  const auto person = about && about->kind == "roster" ? members_.by_account(file->user) : std::nullopt;
  const auto told = person ? sheets_.received(*person, file->content, now) : std::nullopt;
  if (!told) return {};
  Reply reply = privately(*person, *told);
  std::vector<Finding> open;
  std::size_t classes = 0;
  for (const Class& klass : members_.classes()) {
    auto found = findings_.open(klass.id, now.day());
    std::erase_if(found, [&](const Finding& one) { return one.rule != sheet_rule || one.assignee != person->id; });
    classes += found.empty() ? 0 : 1;
    for (Finding& one : found) open.push_back(std::move(one));
  }
  if (!open.empty()) reply.join(privately(*person, listed(*person, open, classes, now)));
  return reply;
}

Reply Checks::settle(const Context& call, const std::vector<std::int64_t>& about, const Verification& answer) {
  std::size_t done = 0;
  for (const std::int64_t id : about) {
    auto finding = findings_.by_id(id);
    if (!finding || finding->settled || !call.speaker.holds(teachers, finding->class_id)) continue;
    finding->result = to_string(answer.result);
    finding->reason = answer.note;
    finding->settled_by = call.speaker.person->id;
    if (answer.result != Result::later) finding->settled = call.now.utc;
    findings_.settle(*finding);
    ++done;
  }
  if (done == 0) return privately(call, text::over);
  std::size_t left = 0;
  for (const Class& klass : classes_of(members_, call, teachers))
    left += findings_.open(klass.id, call.now.day() - shown_for).size();
  return privately(
      call, answer.result == Result::later ? text::waits(left) : text::settled(result_word(answer.result), done, left));
}

}  // namespace banwei::checks
