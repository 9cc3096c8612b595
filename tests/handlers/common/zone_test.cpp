// The college's zone: what is known of it later needs no file any more.
#include "handlers/common/zone.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace banwei {
namespace {

TEST(Zone, IsReadWhenItIsMadeAndNeedsNoDescriptorLater) {
  const Zone zone("Pacific/Apia");  // Nobody else in this process has asked for it.
  rlimit usual{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &usual), 0);
  const rlimit none{0, usual.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
  EXPECT_NO_THROW((void)zone.at(Utc{std::chrono::seconds{1'583'884'800}}));
  EXPECT_NO_THROW((void)zone.utc(std::chrono::local_seconds{std::chrono::seconds{1'583'884'800}}));
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &usual), 0);
}

}  // namespace
}  // namespace banwei
