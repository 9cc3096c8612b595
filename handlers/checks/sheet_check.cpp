#include "handlers/checks/sheet_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/wording.h"

namespace banwei::checks {

namespace text {
namespace {

std::string counts(const Comparison& all) {
  return fmt::format("读到{}人。和这里比：一致{}，只在表里{}，只在这里{}，体温不同{}", all.rows, all.same,
                     all.only_there.size(), all.only_here.size(), all.differ.size());
}
std::string names(const char* heading, const std::vector<std::string>& who) {
  return who.empty() ? "" : fmt::format("\n{}：{}", heading, wording::first_names(who));
}
constexpr auto only_there = "只在表里";
constexpr auto only_here = "只在这里";
constexpr auto differ = "不同";
constexpr auto unknown = "名单里没有";
constexpr auto no_classes = "你名下还没有班级，没有能比的";
constexpr auto nobody = "表里没有你名下班的同学";

}  // namespace
}  // namespace text

namespace {

std::string figure(int centi) {
  std::string words = wording::degrees(centi);
  return words.substr(0, words.find("℃"));
}

}  // namespace

std::vector<Reported> SheetCheck::reported(std::span<const Class> classes, Day day) const {
  std::vector<Reported> all;
  for (const Class& klass : classes) {
    auto said = readings_.of_class(klass.id, day);
    const auto students = members_.students(klass.id);
    for (const Person& student : students)
      all.push_back(
          {.person = student, .name = wording::name_in(student, students), .said = std::move(said[student.id])});
  }
  return all;
}

/// 表里36.4，这里37.4（09:02 本人）
std::string SheetCheck::difference(const Comparison::Pair& pair) const {
  return fmt::format("表里{}，这里{}（{} {}）", figure(pair.there), figure(pair.here.centi),
                     wording::hour_minute(zone_.at(pair.here.sent).time_of_day()),
                     pair.here.by == pair.here.person ? "本人" : "代报");
}

std::string SheetCheck::in_words(const Comparison& all, std::span<const Reported> students, bool values) const {
  const auto names = [&](const std::vector<std::size_t>& places) {
    std::vector<std::string> who;
    for (const std::size_t place : places) who.push_back(students[place].name);
    return who;
  };
  std::string words = text::counts(all) + text::names(text::only_there, names(all.only_there)) +
                      text::names(text::only_here, names(all.only_here)) + text::names(text::unknown, all.unknown);
  if (values || all.differ.empty()) return words;
  std::vector<std::string> who;
  for (const Comparison::Pair& pair : all.differ) who.push_back(students[pair.student].name);
  return words + text::names(text::differ, who);
}

std::optional<Compared> SheetCheck::compared(std::string_view csv, std::span<const Class> classes, Day day) const {
  const auto rows = read_report_sheet(csv);
  if (!rows) return std::nullopt;
  const auto students = reported(classes, day);
  const Comparison all = compare(*rows, students);
  Compared told{.words = in_words(all, students, false)};
  for (const auto* places : {&all.only_there, &all.only_here}) {
    for (const std::size_t place : *places) told.about.push_back(students[place].person.id);
  }
  for (const Comparison::Pair& pair : all.differ) told.about.push_back(students[pair.student].person.id);
  return told;
}

/// Only the classes that the sheet speaks of are compared: one of a single class says nothing of the others.
std::optional<std::string> SheetCheck::received(const Person& sender, std::string_view csv, const Moment& now) {
  const auto rows = read_report_sheet(csv);
  if (!rows) return std::nullopt;
  const Speaker speaker{sender, members_.grants(sender, now.utc)};
  std::vector<Class> classes = members_.classes();
  std::erase_if(classes, [&](const Class& one) { return !speaker.holds(teachers, one.id); });
  if (classes.empty()) return text::no_classes;
  std::erase_if(classes, [&](const Class& one) {
    const auto students = members_.students(one.id);
    return std::none_of(rows->begin(), rows->end(), [&](const ReportRow& row) {
      return std::any_of(students.begin(), students.end(), [&](const Person& student) {
        return row.number.empty() ? student.name == row.name : student.number == row.number;
      });
    });
  });
  if (classes.empty()) return text::nobody;
  const auto students = reported(classes, now.day());
  const Comparison all = compare(*rows, students);
  for (const Comparison::Pair& pair : all.differ) {
    const Person& student = students[pair.student].person;
    findings_.add({.day = now.day(),
                   .rule = std::string(sheet_rule),
                   .class_id = student.class_id,
                   .person = student.id,
                   .words = difference(pair),
                   .assignee = sender.id,
                   .found = now.utc},
                  now.day());
  }
  return in_words(all, students, true);
}

}  // namespace banwei::checks
