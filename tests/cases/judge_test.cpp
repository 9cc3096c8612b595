// How the case runner weighs what it finds: a row each way.
#include "tests/cases/judge.h"

#include <gtest/gtest.h>

namespace banwei::tests {
namespace {

using nlohmann::json;

Grade grade(const Parts& expected, const Parts& actual, const Later& later = {}) {
  return judge("mixed", expected, actual, later, [](const std::string& kind) { return kind == "missing"; });
}

template <typename... Part>
Parts parts(const Part&... part) {
  Parts all = Parts::array();
  (all.push_back(part), ...);
  return all;
}

json of_kind(const char* kind) { return {{"kind", kind}}; }

const json sign{{"kind", "sign"}};
const json temp{{"kind", "temp"}, {"t", 36.5}};
const json fever{{"kind", "temp"}, {"t", 38.5}};
const json asks{{"kind", "ask"}, {"ask", "confirm"}, {"guess", 38.5}, {"urgent", true}};

TEST(Judge, PartsAreComparedWholeAndInTheirOrder) {
  EXPECT_EQ(expected_parts("none", json::object()), Parts::array());
  EXPECT_EQ(expected_parts("temp", json{{"t", 36.5}}), parts(temp));
  EXPECT_EQ(expected_parts("several", json{{"all", parts(sign, temp)}}), parts(sign, temp));
  EXPECT_EQ(grade(parts(sign, temp), parts(sign, temp)), Grade::right);
  EXPECT_EQ(grade(parts(sign, temp), parts(temp, sign)), Grade::wrong);
  EXPECT_EQ(grade(parts(sign, temp), parts(temp)), Grade::wrong);
}

TEST(Judge, OfACommandTheGivenKeysCount) {
  const json missing{{"kind", "missing"}, {"what", "temp"}};
  json more = missing;
  more["day"] = "2020-03-10";
  EXPECT_EQ(grade(parts(missing), parts(more)), Grade::right);
  EXPECT_EQ(grade(parts(more), parts(missing)), Grade::wrong);
  json reading = temp;
  reading["slot"] = "am";
  EXPECT_EQ(grade(parts(temp), parts(reading)), Grade::silent_store);
}

TEST(Judge, TheWorstThatHappenedIsNamed) {
  const Parts silence = parts();
  EXPECT_EQ(grade(silence, parts(temp)), Grade::silent_store);
  EXPECT_EQ(grade(parts(asks), parts(fever)), Grade::silent_store);
  EXPECT_EQ(grade(parts(sign), parts(sign, temp)), Grade::silent_store);
  EXPECT_EQ(grade(parts(fever), silence), Grade::lost_need);
  EXPECT_EQ(grade(parts(sign, fever), parts(sign)), Grade::lost_need);
  EXPECT_EQ(grade(parts(json{{"kind", "distress"}, {"level", "soon"}}), parts(of_kind("check"))), Grade::lost_need);
  EXPECT_EQ(grade(parts(fever), parts(asks)), Grade::wrong);
  EXPECT_EQ(grade(silence, parts(of_kind("help"))), Grade::false_answer);
}

TEST(Judge, WhatIsNotBuiltYetIsLeftOut) {
  Later later;
  later.add("mixed", "loc");
  later.add("mixed", "temp", "slot");
  later.add("mixed", "missing", "what=survey");
  const json loc{{"kind", "loc"}, {"in_wuhan", true}};
  EXPECT_EQ(grade(parts(loc, temp), parts(temp), later), Grade::later);
  EXPECT_EQ(grade(parts(loc, temp), parts(fever), later), Grade::silent_store);
  EXPECT_EQ(grade(parts(loc), parts(of_kind("ask")), later), Grade::later);
  json reading = temp;
  reading["slot"] = "am";
  EXPECT_EQ(grade(parts(reading), parts(temp), later), Grade::later);
  const Parts silence = parts();
  EXPECT_EQ(grade(parts(json{{"kind", "missing"}, {"what", "survey"}}), silence, later), Grade::later);
  EXPECT_EQ(grade(parts(json{{"kind", "missing"}, {"what", "temp"}}), silence, later), Grade::wrong);
  later.add("mixed", "several");
  EXPECT_EQ(grade(parts(sign, temp), silence, later), Grade::later);
  EXPECT_EQ(judge("fix", parts(loc, temp), parts(temp), later, [](const auto&) { return false; }), Grade::wrong);
}

TEST(Judge, ALineThatExcusesNothingIsNeedless) {
  Later later;
  later.add("mixed", "loc");
  later.add("mixed", "job");
  later.add("*", "temp", "slot");
  const json loc{{"kind", "loc"}, {"in_wuhan", true}};
  json reading = temp;
  reading["slot"] = "am";
  later.graded(grade(parts(loc), parts(loc), later));
  EXPECT_EQ(later.needless(), (std::vector<std::string>{"* temp slot", "mixed job", "mixed loc"}));
  later.graded(grade(parts(loc), parts(), later));
  later.graded(grade(parts(reading), parts(temp), later));
  EXPECT_EQ(later.needless(), std::vector<std::string>{"mixed job"});
}

}  // namespace
}  // namespace banwei::tests
