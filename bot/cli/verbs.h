// The verbs of the command line, one file each; main.cpp reads their arguments.
// Invariant: a verb returns an exit code or throws a sentence that says what to do next.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bot/cli/voice.h"

namespace banwei::cli {

/// What a verb ends with; --help lists them.
enum Exit : int {
  exit_fine = 0,
  exit_fault = 1,    // What was asked could not be done, or doctor found something.
  exit_usage = 64,   // EX_USAGE: the command line itself
  exit_locked = 75,  // EX_TEMPFAIL: another process holds the database
  exit_config = 78,  // EX_CONFIG: the configuration
};

/// Serves until SIGTERM; SIGHUP reads the configuration again.
int run(const std::string& config);

/// Reads the configuration and does nothing else.
int check(const std::string& config, Voice& voice);

/// What the sandbox shows: two classes that wait for whoever tries them, or the morning of a college that plays itself.
struct SandboxPlay {
  bool day = false;
  int students = 2819;
  int minute = 1000;  // milliseconds that a minute of the morning takes
};
int sandbox(std::uint16_t port, const std::string& data, const SandboxPlay& play, Voice& voice);

/// How a change of the roster is confirmed.
struct Confirmation {
  bool yes = false;        // Nobody is asked.
  bool preview = false;    // Nothing is done.
  bool remove = false;     // Whoever is no longer in a complete list goes as well.
  std::string sheet = {};  // Of a workbook; "" takes the one that is a roster.
  std::string zeros = {};  // "same" or "different" people have numbers that differ by zeros in front; "" asks
};

/// Through the running bot, else into the file itself; so are the next two.
int import_roster(const std::string& config, const std::string& file, const Confirmation& how, Voice& voice);
/// In the worker: the roster of the workbook on the standard input, which may be `given` to the command line.
int read_sheet(const std::string& sheet, bool given);
int remove_people(const std::string& config, const std::vector<std::string>& people, const Confirmation& how,
                  Voice& voice);
/// Into the class `to`; somebody new has a number for `who` and a `name`.
int transfer(const std::string& config, const std::string& who, const std::string& to, const std::string& name,
             const Confirmation& how, Voice& voice);

/// A table that a feature takes in, `what` being its word: timetable. Through the running bot, else into the file.
int import_table(const std::string& config, const std::string& what, const std::string& file, const Confirmation& how,
                 Voice& voice);

/// Looks at everything a bot needs and says what to mend.
int doctor(const std::string& config, Voice& voice);

struct Question {
  std::string text;
  std::string file;   // Or a text file, one message a line.
  std::string who;    // A name, a number or an account.
  std::string klass;  // "" takes the speaker's own
  std::string at;     // 2020-03-11T09:30, "" for now
  bool in_private = false;
};

/// What the bot understands of a message, as JSON; of a file's messages, a line each and how many were understood.
int explain(const std::string& config, const Question& question, Voice& voice);

/// Of the running bot, else what the file says.
int status(const std::string& config, bool as_json, Voice& voice);

/// Has the running bot believe a clock that has jumped.
int clock(const std::string& config, Voice& voice);

/// Deletes everything about one person: a preview, a question, then through the running bot, else in the file itself.
int purge(const std::string& config, const std::string& number, const Confirmation& how, Voice& voice);

/// Whether the audit trail is as it was written.
int verify_audit(const std::string& config, Voice& voice);

/// A table for somebody of the roster.
struct Extraction {
  std::vector<std::string> what;  // 体温 本周, as in the chat behind 导出
  std::vector<std::string> classes;
  std::string who;   // a name, a number or an account
  std::string file;  // its ending says which sort of file
  bool force = false;
};

/// Within what that person may have in the chat; who got it is written down, through the running bot or in the file.
int export_table(const std::string& config, const Extraction& wanted, Voice& voice);

/// The day's ledger as it was taken, and whether it still is as it was; "" is today.
int ledger(const std::string& config, const std::string& date, Voice& voice);

/// An exported sheet of another system beside what was reported here on that day, "" today: counts and names, of the
/// classes of `who`; that he saw them is written down.
int compare(const std::string& config, const std::string& file, const std::string& date, const std::string& who,
            Voice& voice);

/// Who may do what, as a table.
int permissions(Voice& voice);

/// A verified copy of the database, of mode 0600.
int backup(const std::string& config, const std::string& file, bool force, Voice& voice);

/// A backup takes the place of the database, which is put aside; only while no bot runs.
int restore(const std::string& config, const std::string& file, const Confirmation& how, Voice& voice);

}  // namespace banwei::cli
