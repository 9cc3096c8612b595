// What a feature takes in from a spreadsheet, by the command line as from a file in the chat: it says what would
// change, and writes that once it is confirmed. Invariant: where something is wrong with a row nothing is written; of
// several tables that somebody sends his yes and his undo mean the last.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/yes_or_no.h"
#include "handlers/feature.h"
#include "storage/bilingual.h"
#include "storage/members.h"
#include "storage/questions.h"

namespace banwei {

struct Incoming {
  std::vector<Phrase> problems = {};  // what is wrong, a row each
  std::vector<Phrase> preview = {};
  bool changes = false;
  std::function<void(Utc)> write = {};  // in the transaction of whoever calls it
};

/// A feature that takes one sort of table in.
class Imports {
 public:
  virtual ~Imports() = default;

  /// The word of the command line: banwei import timetable FILE.
  virtual std::string_view imported() const = 0;

  /// `bytes` are of CSV in any encoding, `name` is that of the file. Without a speaker all classes may be changed.
  virtual Incoming take_in(std::string_view bytes, std::string_view name, const Speaker* speaker) = 0;
};

/// The feature that takes in what is called so, or null.
inline Imports* taker_of(std::span<Feature* const> features, std::string_view what) {
  for (Feature* feature : features) {
    auto* takes = dynamic_cast<Imports*>(feature);
    if (takes != nullptr && takes->imported() == what) return takes;
  }
  return nullptr;
}

/// Whoever may bring in a table of some sort.
inline constexpr Roles importers_of_any = Roles{Role::monitor, Role::study_rep, Role::admin} | teachers;

/// What takes back the last table that the speaker has brought in.
inline constexpr std::array<std::string_view, 3> undo_words{"撤销导入", "退回导入", "撤回导入"};

/// The talk about tables of one sort that are sent in private: the file is fetched, what is wrong with it is said, and
/// it is asked whether to bring it in.
class ImportTalk {
 public:
  struct Sort {
    std::string_view word;   // of what is kept and sent about them: "timetable"
    std::string_view name;   // 课表
    std::string_view order;  // of the command line: "import timetable"
    std::int64_t most_mib;
  };

  ImportTalk(const storage::Members& members, storage::Questions& questions, const Sort& sort)
      : members_(members), questions_(questions), sort_(sort) {}

  /// The first spreadsheet among what was sent in private, or null.
  static const Part* file_in(const Message& message);

  Reply fetch(const Context& call, const Part& file) const;

  /// Who has sent a file of this sort that is here now, or did not come.
  std::optional<Person> sender(const SentFile& file) const;
  /// Why there is nothing to read in it; "" when there is.
  static std::string why_unread(const SentFile& file);

  /// All that is wrong, of which the first eight are named.
  std::string refusal(std::span<const Phrase> problems) const;

  /// Shows what would change and asks; `payload` comes back with the answer.
  Reply ask(const Person& person, const std::string& words, std::string payload, const Moment& now);
  std::optional<Interpretation> answer(const Intent& intent, const Utterance& said, const Context& context,
                                       Decide decide) const;
  static Reply decline(const Context& call);

  /// What its sender may do next, in the place of the same step with a table of any sort.
  enum class Step { file, answer, undo };
  void await(const Person& person, Step step, std::string payload, const Moment& now);
  std::optional<storage::Question> awaited(std::int64_t person, Step step, Utc now) const;
  void close(std::int64_t person, Step step, Utc now);

 private:
  const storage::Members& members_;
  storage::Questions& questions_;
  const Sort sort_;
};

}  // namespace banwei
