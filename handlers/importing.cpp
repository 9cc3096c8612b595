#include "handlers/importing.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/privately.h"
#include "handlers/common/topic.h"
#include "handlers/language/strings.h"

namespace banwei {

namespace text {
namespace {

std::string looking(const std::string& name) { return fmt::format("收到“{}”，这就看", name); }
std::string too_large(std::int64_t most, std::string_view name) {
  return fmt::format("这个文件超过{} MiB，不像{}：请只留{}再发", most, name, name);
}
std::string no_file(std::string_view order) {
  return fmt::format("这个平台不把文件给我。请管理员在命令行导入：banwei {} 文件", order);
}
constexpr auto not_given =
    "文件没有取到。请过一会儿再发一次；还不行，请管理员在网关里打开 enableLocalFile2Url，或在命令行导入";
std::string wrong(std::string_view name, std::size_t count) {
  return fmt::format("{}有{}处要改，什么都没有写入：", name, count);
}
std::string more(std::size_t count) { return fmt::format("\n……还有{}处", count); }
constexpr auto mend = "\n改好了再发一次";
constexpr auto ask = "\n回“导入”写进去，不导入就不用管，30分钟内有效";
constexpr auto declined = "好，什么都没有写入";

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t problems_shown = 8;
constexpr std::chrono::minutes question_open{30};
constexpr std::chrono::minutes undo_open{10};

using Step = ImportTalk::Step;

/// Of its questions: each step is one dialogue, whatever the table.
std::string_view feature_of(Step step) {
  constexpr std::array<std::string_view, 3> words{"import_file", "import_answer", "import_undo"};
  return words.at(static_cast<std::size_t>(step));
}

bool is_spreadsheet(const Part& part) {
  constexpr std::array<std::string_view, 5> endings{".xlsx", ".xlsm", ".xls", ".csv", ".txt"};
  if (part.kind != Part::Kind::file) return false;
  const std::string name = normalised(part.value);
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace

const Part* ImportTalk::file_in(const Message& message) {
  if (message.place != Place::direct) return nullptr;
  const auto file = std::find_if(message.content.begin(), message.content.end(), is_spreadsheet);
  return file == message.content.end() ? nullptr : &*file;
}

Reply ImportTalk::fetch(const Context& call, const Part& file) const {
  constexpr std::int64_t mib = 1 << 20;
  if (file.id.empty() || !call.can.file) return privately(call, text::no_file(sort_.order));
  if (file.bytes > sort_.most_mib * mib) return privately(call, text::too_large(sort_.most_mib, sort_.name));
  const Topic about{.kind = std::string(sort_.word), .id = call.speaker.person->id};
  return privately(call, text::looking(file.value))
      .add(FetchFile{
          .account = call.message.account, .user = call.message.user, .file = file.id, .about = about.text()});
}

std::optional<Person> ImportTalk::sender(const SentFile& file) const {
  const auto about = Topic::read(file.about);
  if (!about || about->kind != sort_.word) return std::nullopt;
  auto person = members_.by_account(file.user);
  return person && person->id == about->id ? person : std::nullopt;
}

std::string ImportTalk::why_unread(const SentFile& file) { return file.came ? file.why : text::not_given; }

std::string ImportTalk::refusal(std::span<const Phrase> problems) const {
  std::string words = text::wrong(sort_.name, problems.size());
  for (const Phrase& one : problems.first(std::min(problems.size(), problems_shown))) words += "\n" + one.chinese;
  if (problems.size() > problems_shown) words += text::more(problems.size() - problems_shown);
  return words + text::mend;
}

Reply ImportTalk::ask(const Person& person, const std::string& words, std::string payload, const Moment& now) {
  await(person, Step::answer, std::move(payload), now);
  return privately(person, words + text::ask);
}

std::optional<Interpretation> ImportTalk::answer(const Intent& intent, const Utterance& said, const Context& context,
                                                 Decide decide) const {
  if (!context.speaker.person || !awaited(context.speaker.person->id, Step::answer, context.now.utc))
    return std::nullopt;
  return yes_or_no(intent, said, context, questions_, feature_of(Step::answer),
                   {.yes = {"导入", "确认导入", "确认", "写入"}, .no = {"不导入", "先不导入"}}, std::move(decide));
}

Reply ImportTalk::decline(const Context& call) { return privately(call, text::declined); }

void ImportTalk::await(const Person& person, Step step, std::string payload, const Moment& now) {
  questions_.ask({.person = person.id,
                  .feature = std::string(feature_of(step)),
                  .kind = std::string(sort_.word),
                  .payload = std::move(payload),
                  .day = now.day(),
                  .asked = now.utc,
                  .until = now.utc + (step == Step::undo ? undo_open : question_open)});
}

std::optional<storage::Question> ImportTalk::awaited(std::int64_t person, Step step, Utc now) const {
  auto open = questions_.open(person, feature_of(step), now);
  return open && open->kind == sort_.word ? open : std::nullopt;
}

void ImportTalk::close(std::int64_t person, Step step, Utc now) { questions_.close(person, feature_of(step), now); }

}  // namespace banwei
