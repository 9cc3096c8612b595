// audit verify: reads the whole chain of the audit trail, beside a bot that may run.
#include "storage/audit.h"
#include "bot/cli/opened.h"
#include "bot/cli/verbs.h"
#include "bot/config.h"
#include "storage/stores.h"

namespace banwei::cli {

namespace text {

constexpr Sentence whole{
    "审计链 {} 条，完整。链尾 {}，抄下来存在别处，下次可以对照",
    "the audit trail is whole: {} rows. Its end is {}: keep that elsewhere, to compare with later"};
constexpr Sentence empty{"审计链还是空的", "the audit trail is empty yet"};
constexpr Sentence broken{
    "审计链第 {} 条对不上：它被改过或删过。不要再用这个文件，先留好它和以前的备份，再查是谁能写它",
    "row {} of the audit trail is not as it was written, or is missing: keep the file and the "
    "older backups, and find out who can write to it"};

}  // namespace text

int verify_audit(const std::string& config_path, Voice& voice) {
  const Config config = read_config(config_path);
  storage::Database database(existing(config), storage::Database::Access::read);
  const storage::Stores stores(database);
  const storage::AuditVerdict verdict = stores.audit.verify();
  if (verdict.broken) throw Explained(text::broken, *verdict.broken);
  if (verdict.rows == 0) {
    voice.say(text::empty);
  } else {
    voice.say(text::whole, verdict.rows, verdict.head);
  }
  return exit_fine;
}

}  // namespace banwei::cli
