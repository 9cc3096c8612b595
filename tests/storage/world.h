// All stores on a database in memory, with two classes and a few people in them.
#pragma once

#include "storage/stores.h"
#include "tests/storage/file.h"

namespace banwei::storage {

struct World {
  Database database{":memory:", Database::Access::write};
  Stores stores{database};

  std::int64_t first_class = new_class("A1901", "100");
  std::int64_t second_class = new_class("B1901", "200");
  Person zhang = student("001", "Zhang", first_class, "10001");
  Person li = student("002", "Li", first_class, "10002");
  Person wang = student("003", "Wang", second_class, "10003");
  Person teacher = staff("T1", "Chen", "20001");

  std::int64_t new_class(std::string name, std::string group) {
    Class entry;
    entry.name = std::move(name);
    entry.group = std::move(group);
    return stores.members.save_class(entry);
  }

  Person student(std::string number, std::string name, std::int64_t class_id, std::string account) {
    Person person;
    person.number = std::move(number);
    person.name = std::move(name);
    person.class_id = class_id;
    person.account = std::move(account);
    person.id = stores.members.save_person(person, "");
    return person;
  }

  Person staff(std::string number, std::string name, std::string account) {
    Person person;
    person.staff = true;
    person.number = std::move(number);
    person.name = std::move(name);
    person.account = std::move(account);
    person.id = stores.members.save_person(person, "");
    return person;
  }

  /// How many rows a query such as "SELECT count(*) FROM held" counts.
  template <class... Values>
  std::int64_t count(std::string_view sql, const Values&... values) {
    Rows rows = database.query(sql, values...);
    return rows.next() ? rows.integer(0) : 0;
  }
};

inline std::vector<std::string> names(const std::vector<Person>& persons) {
  std::vector<std::string> all;
  for (const Person& person : persons) all.push_back(person.name);
  return all;
}

}  // namespace banwei::storage
