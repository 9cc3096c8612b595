// What a feature is: commands as data, a listener for plain talk, schedules, and facts it wants to hear of.
// Invariant: a feature never includes another; the list in features.cpp is explicit, so that it can be read and cannot
// be dead.
#pragma once

#include <chrono>
#include <functional>
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "handlers/actions.h"
#include "handlers/common/topic.h"
#include "handlers/language/forms.h"
#include "storage/schedule.h"

namespace banwei {

/// A set of roles: whoever holds one of them for the class concerned may act.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<Role> roles) {
    for (Role role : roles) bits_ |= bit(role);
  }
  constexpr bool has(Role role) const { return (bits_ & bit(role)) != 0; }
  constexpr Roles operator|(Roles other) const {
    Roles both = *this;
    both.bits_ |= other.bits_;
    return both;
  }

 private:
  static constexpr unsigned bit(Role role) { return 1U << static_cast<unsigned>(role); }
  unsigned bits_ = 0;
};

inline constexpr Roles teachers{Role::counsellor, Role::class_teacher, Role::office};
inline constexpr Roles cadres{Role::monitor,  Role::study_rep, Role::league_secretary,
                              Role::life_rep, Role::care_rep,  Role::dorm_head};
inline constexpr Roles everyone = Roles{Role::student, Role::course_teacher, Role::leader} | cadres | teachers;

/// Whose role counts: held for the class of the room (in private for any class), or held anywhere.
enum class Scope { own_class, anywhere };

/// A `group` is one of a class; `any_group` may be of none yet.
enum class Where { anywhere, group, direct, any_group };

/// Who speaks, as far as our own tables know. An account that is not in the roster has no person.
struct Speaker {
  std::optional<Person> person;
  std::vector<Grant> grants;

  /// Whether one of `roles` is held for the class; a grant for the whole college counts for every class.
  bool holds(Roles roles, std::int64_t class_id) const;
};

/// What is known before a message is understood. Everything a listener may look at beside its own stores.
struct Context {
  const Message& message;
  Speaker speaker;
  std::optional<Class> klass;  // The class of the room; in private the speaker's own.
  Capabilities can;
  Moment now;   // Stamped once per turn.
  Moment sent;  // The event's own time.
};

/// A message made ready for understanding.
struct Utterance {
  std::string text;                    // The words as written, mentions and quotes taken out, trimmed.
  std::string quoted;                  // The quoted message's id, "" without.
  std::string about;                   // What the quoted message was sent about, "" when it is none of the bot's.
  std::vector<std::string> mentioned;  // Accounts, without the bot's own.
  bool addressed = false;              // In a private chat, or with an @ of the bot.
};

/// What was understood, and what to do about it. `fields` is the one rendering that the case runner compares and
/// `explain` prints.
struct Understood {
  std::string kind = {};
  std::function<nlohmann::ordered_json()> fields = {};
  std::function<Reply(const Context&)> act = {};
  bool hold = false;    // It is worth keeping for a day when the speaker is not in the roster yet.
  bool health = false;  // The feature has heard all that the message says of the speaker's health.
};

/// Somebody in need, heard in a message whoever else took it.
struct Concern {
  std::function<Reply(const Context&)> act = {};
  std::function<nlohmann::ordered_json()> fields = {};  // As those of Understood.
  std::string kind = {};                                // "distress", "fever": for `explain`
  bool hush = false;                                    // Beside it no reaction and no word stands in the group.
};

/// What a piece of plain talk is to the rest of its message: see the router's composition.
enum class SpeechAct {
  value,    // States something about health; any number of features may hear one in a message.
  doubt,    // Speaks of health and leaves something to be asked.
  answer,   // Answers something open; at most one in a message.
  request,  // Asks the bot for something; at most one in a message.
};

/// One thing that plain talk may mean to a feature: who may mean it, where, and what it costs him. An interpretation
/// points to one, so what nobody declared cannot be understood.
struct Intent {
  std::string_view kind;  // Its name in the case tables.
  Roles who{Role::student};
  Scope scope = Scope::own_class;
  Where where = Where::anywhere;
  int cost = 0;
  SpeechAct says = SpeechAct::answer;
  bool verbatim = false;        // As a Command's: the message is passed on whole, nothing else is looked for in it.
  bool strangers = false;       // In private whoever is not in the roster may mean it, too.
  std::string_view means = {};  // "报体温": for whoever asks what was understood
};

/// How strongly a listener claims a message; the router takes the strongest, then the newest, then the order of the
/// list.
enum class Claim {
  answer,  // It answers the bot's open question to this person.
  quoted,  // It answers the quoted message.
  open,    // It answers something open in the room.
  other,
};

/// What a listener makes of a message.
struct Interpretation {
  const Intent* intent = nullptr;
  Claim claim = Claim::other;
  Utc opened{};  // When the question, message or thing was opened.
  Understood understood = {};
};

/// A feature's ear for one sort of plain talk. May read its stores; writes nothing.
struct Listener {
  std::vector<const Intent*> intents;  // All that it can understand.
  std::function<std::optional<Interpretation>(const Utterance&, const Context&)> understand;
};

/// The grammar of a command's arguments bound to its handler, made by takes(..).then(..) in args.h.
struct Grammar {
  /// What is left after the command's word -> the handler with its arguments, or nothing when it does not fit whole.
  std::function<std::optional<Understood>(std::string_view rest, const Context&)> parse;
  std::string usage;                       // "[主题]"
  std::vector<language::Slot> slots = {};  // What its arguments are made of when they stand anywhere in a clause.
  bool takes_nothing = true;
  bool typed = false;  // It has an argument that is not free text, so a bare phrase with arguments counts in a group.
};

/// One command as data. Words, permission, place and cost are checked by the router from here, nowhere else.
/// Its forms say how people put it; its words are its name and what no form explains.
struct Command {
  std::string kind = {};                // The intent's name in the case tables: "help", "missing".
  std::vector<std::string> words = {};  // Whole phrases, * once where its arguments stand; the first is its name.
  std::vector<language::Form> forms = {};
  std::vector<std::pair<std::string, std::string>> means = {};  // Fields that its words alone state: {"what", "temp"}.
  std::string help = {};                                        // One line for 帮助.
  std::string example = {};                                     // A test parses it.
  Roles who = everyone;
  Scope scope = Scope::own_class;
  Where where = Where::anywhere;
  int cost = 1;            // Tokens of the speaker's budget, see bot/guards.h.
  bool verbatim = false;   // What stands behind it is passed on as it is written: nothing else is looked for in it.
  bool strangers = false;  // As an Intent's.
  Grammar run = {};
};

/// One job of a day. Its occurrence is the feature's title, `key`, the date and the time, and happens once.
struct ScheduledJob {
  std::string key = {};               // Unique within the feature and the day: "nudge/3".
  std::string name = {};              // For 计划 and the admin: "催报体温".
  std::int64_t class_id = 0;          // 0: the whole college
  std::chrono::minutes at{};          // The time of day.
  std::chrono::minutes catch_up{60};  // How late it may still run; later it is listed as missed.
  std::function<Reply(const Moment& now)> run = {};
};

/// Something of a feature's own that is still to come.
struct Upcoming {
  Utc at{};
  std::string what = {};
};

/// One sort of timer of a feature's own. Its key is a topic of this kind: "close/12".
struct TimerKind {
  std::string_view kind;
  std::function<Reply(const Topic& topic, const storage::Timer&, const Moment&)> run;
};

/// What a reminder may call for: 报体温, and how people put it (测体温, 打卡).
struct Awaited {
  std::string act = {};
  std::vector<std::string> doings = {};
};

/// Something that people of a class have still to answer, and how those who have not are called now.
struct Pending {
  std::string_view kind = {};  // As the case tables call it: "temp", "rollcall", "notice".
  Utc opened{};
  std::function<Reply(const Context&)> call = {};
};

/// What people simply say to a feature, without a command.
struct PlainTalk {
  std::string topic = {};  // Its name for 帮助: "体温".
  std::string help = {};   // Its line there.
  std::string hint = {};   // For whoever was not understood.
};

/// Under what 帮助 shows a feature's commands: people look for a subject, not for a feature.
enum class Area { none, temperature, health, attendance, notices, reminders, people };

class SmallTalk;

class Feature {
 public:
  virtual ~Feature() = default;

  /// Its name in tables, timers and questions: "temperature".
  virtual std::string_view title() const = 0;

  virtual std::vector<Command> commands() { return {}; }

  virtual Area area() const { return Area::none; }

  /// Nothing when its commands are all that there is.
  virtual std::optional<PlainTalk> plain_talk() const { return std::nullopt; }

  /// What is to be done on that day. Asked at every tick, so that a setting counts from its next job on.
  virtual std::vector<ScheduledJob> jobs(Day) { return {}; }

  /// What else is to come that concerns whoever asks: timers, open things that will close. At most a dozen.
  virtual std::vector<Upcoming> upcoming(const Context&) { return {}; }

  /// What people of a class may not yet have done for this feature, when `missing` can tell.
  virtual std::optional<Awaited> awaited() const { return std::nullopt; }

  /// Whom of the class a reminder is to call now, who have not done what this feature waits for; nothing when it waits
  /// for nothing.
  virtual std::optional<std::vector<Person>> missing(const Class&, const Moment&) { return std::nullopt; }

  /// The newest thing that some of the class have not answered and that the speaker may call them for.
  virtual std::optional<Pending> pending(const Context&, const Class&) { return std::nullopt; }

  /// What it hears in plain talk.
  virtual std::vector<Listener> listeners() { return {}; }

  /// Whether the message speaks of somebody in need. Asked of every message of the roster or of a class group, whoever
  /// else takes it (`taken`, if anybody); acts in a savepoint of its own, whatever becomes of the other.
  virtual std::optional<Concern> concern(const Utterance&, const Context&, const Understood* /*taken*/) {
    return std::nullopt;
  }

  /// What its timers do when they come due. A timer whose kind no feature lists is logged and dropped at start.
  virtual std::vector<TimerKind> timers() { return {}; }

  /// Whether its timers run even while nobody knows what time it is: somebody may be ill.
  virtual bool urgent() const { return false; }

  /// What answers one person's talk that nobody claimed; at most one feature of the list does.
  virtual SmallTalk* small_talk() { return nullptr; }

  /// Another feature's fact, in the same transaction.
  virtual Reply on(const Fact&, const Moment&) { return {}; }

  /// Somebody took a message back.
  virtual Reply recalled(const Recall&, const Moment&) { return {}; }
};

}  // namespace banwei
