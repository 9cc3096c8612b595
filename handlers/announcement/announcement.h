// Notices to class groups: written and previewed in private, posted once, confirmed in a word, followed up.
// Invariant: nothing goes to a group before its publisher has seen the preview and said so; who has not confirmed is
// named only to those who may know, and in a group only before the deadline.
#pragma once

#include <optional>
#include <vector>

#include "handlers/announcement/notice_book.h"
#include "handlers/announcement/notice_broadcast.h"
#include "handlers/announcement/notice_deadlines.h"
#include "handlers/announcement/notice_fates.h"
#include "handlers/announcement/notice_inquiries.h"
#include "handlers/announcement/notice_letters.h"
#include "handlers/announcement/notice_new.h"
#include "handlers/announcement/notice_progress.h"
#include "handlers/announcement/notice_receipts.h"
#include "handlers/announcement/notice_sheet.h"
#include "handlers/announcement/notice_urge.h"
#include "handlers/announcement/receipt_talk.h"
#include "handlers/exporting.h"
#include "handlers/feature.h"
#include "handlers/retention.h"
#include "storage/own_rows.h"
#include "storage/stores.h"

namespace banwei::announcement {

inline constexpr Kept kept_notices{"notices", 180};

class Announcement final : public Feature, public Keeps, public Exports {
 public:
  Announcement(storage::Stores& stores, const Zone& zone, const QuietHours& quiet);

  std::string_view title() const override { return feature; }
  Area area() const override { return Area::notices; }
  std::vector<Command> commands() override;
  std::vector<Upcoming> upcoming(const Context& call) override;
  std::optional<Awaited> awaited() const override;
  std::optional<std::vector<Person>> missing(const Class& klass, const Moment& now) override;
  std::optional<Pending> pending(const Context& call, const Class& klass) override {
    return urges_.pending(call, klass);
  }
  std::vector<Listener> listeners() override;
  std::vector<TimerKind> timers() override;
  std::vector<Retention> retention() override;
  std::vector<Export> exports() override;
  Reply on(const Fact& fact, const Moment& now) override;

 private:
  std::optional<Interpretation> read(const Utterance& said, const Context& context);

  const storage::Members& members_;
  storage::Notices& notices_;
  storage::OwnRows own_rows_;
  NoticeBook book_;
  Broadcast broadcast_;
  Drafts drafts_;
  Fates fates_;
  Letters letters_;
  Inquiries inquiries_;
  Deadlines deadlines_;
  ReceiptTalk talk_;
  Receipts receipts_;
  Progress progress_;
  Urges urges_;
  NoticeSheet sheet_;
};

}  // namespace banwei::announcement
