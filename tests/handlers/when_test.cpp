// Times in Chinese: the case tables, the next occurrence, the words we answer with, and anything at all.
#include "handlers/common/when.h"

#include <gtest/gtest.h>

#include <random>

#include "case_table.h"

namespace banwei {
namespace {

using tests::local_time;

const std::chrono::local_seconds now = local_time("2020-03-11T09:30");

std::string rendered(std::string_view text, std::chrono::local_seconds at) {
  const auto when = understand_when(text, at);
  if (!when) return "none {}";
  return std::string(to_string(when->kind)) + " " + nlohmann::json(fields(*when)).dump();
}

class WhenTable : public testing::TestWithParam<const char*> {};

TEST_P(WhenTable, EveryRow) {
  for (const auto& row : tests::read_cases(GetParam())) {
    const auto at = local_time(row.context.at("now").get<std::string>());
    EXPECT_EQ(rendered(row.message, at), row.kind + " " + row.expected.dump())
        << "line " << row.line << ": " << row.message;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, WhenTable, testing::Values("time.tsv"));

}  // namespace
}  // namespace banwei
