// The last result of a query, for whoever asks the very same again: each listener asks of each piece of a message.
// Invariant: holds only as long as its store's revision, which grows with every write and when one is undone.
#pragma once

#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>

namespace banwei::storage {

template <class Result, class... Key>
class LastResult {
 public:
  template <class Read>
  const Result& find(std::uint64_t revision, std::tuple<Key...> key, Read read) {
    if (!result_ || revision_ != revision || key_ != key) {
      result_.reset();  // A query that throws leaves nothing.
      result_ = read();
      revision_ = revision;
      key_ = std::move(key);
    }
    return *result_;
  }

 private:
  std::optional<Result> result_;
  std::uint64_t revision_ = 0;
  std::tuple<Key...> key_;
};

}  // namespace banwei::storage
