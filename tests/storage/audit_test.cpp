// The audit trail: rows are only added, and whoever changes one is found out.
#include "storage/audit.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class AuditTest : public testing::Test, protected World {
 protected:
  void SetUp() override {
    for (const char* verb : {"roster.import", "leave.approve", "temperature.temp_times"})
      audit.add({.at = at(10), .actor = wang.id, .verb = verb, .subject = 1, .details = "张三 事假"});
  }
  /// As somebody would who can write to the file.
  std::int64_t tamper(const char* sql) {
    database.script("DROP TRIGGER audit_stays; DROP TRIGGER audit_keeps");
    return database.run(sql);
  }

  Audit& audit = stores.audit;
};

TEST_F(AuditTest, AChainIsWholeAndItsEndIsToldApart) {
  const AuditVerdict whole = audit.verify();
  EXPECT_EQ(whole.rows, 3);
  EXPECT_FALSE(whole.broken);
  EXPECT_EQ(whole.head.size(), 64U);
  audit.add({.at = at(11), .verb = "person.purge"});
  EXPECT_NE(audit.verify().head, whole.head);
}

TEST_F(AuditTest, NothingOfOursCanChangeARow) {
  EXPECT_THROW(database.run("UPDATE audit SET actor = 9"), Error);
  EXPECT_THROW(database.run("DELETE FROM audit"), Error);
  EXPECT_FALSE(audit.verify().broken);
}

TEST_F(AuditTest, AChangedRowIsFound) {
  EXPECT_EQ(tamper("UPDATE audit SET actor = actor + 1 WHERE id = 2"), 1);
  EXPECT_EQ(audit.verify().broken, 2);
}

TEST_F(AuditTest, AChangedHashIsFound) {
  tamper("UPDATE audit SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE id = 1");
  EXPECT_EQ(audit.verify().broken, 1);
}

TEST_F(AuditTest, ChangedDetailsAreFound) {
  tamper("UPDATE audit_details SET text = '李四 事假' WHERE id = 3");
  EXPECT_EQ(audit.verify().broken, 3);
}

TEST_F(AuditTest, ARowThatIsCutOutIsMissed) {
  tamper("DELETE FROM audit WHERE id = 2");
  EXPECT_EQ(audit.verify().broken, 2);
}

TEST_F(AuditTest, AnEndThatIsCutOffIsMissed) {
  tamper("DELETE FROM audit WHERE id = 3");
  EXPECT_EQ(audit.verify().broken, 3);
}

TEST_F(AuditTest, DetailsGoAndTheChainStaysWhole) {
  EXPECT_EQ(audit.purge_details(at(10)), 0);
  EXPECT_EQ(audit.purge_details(at(11), 2), 2);
  EXPECT_EQ(audit.purge_details(at(11)), 1);
  EXPECT_EQ(audit.verify().rows, 3);
  EXPECT_FALSE(audit.verify().broken);
}

}  // namespace
}  // namespace banwei::storage
