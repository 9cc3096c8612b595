// The whole bot, wired: the only file that names every part. Two threads: the caller's runs the sockets, the desk has
// its own. Invariant: one process per database, by a lock on its file; on stop, what was taken in is committed and
// answered first.
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <vector>

#include "bot/clock.h"
#include "bot/config.h"
#include "bot/explanation.h"
#include "bot/log.h"
#include "storage/bilingual.h"

namespace banwei {

/// Another process holds the database.
class Locked : public Explained {
  using Explained::Explained;
};

/// Held while it lives: nobody else opens the database for writing, by whatever path. It outlives every connection of
/// its process: closing any descriptor of a file drops the locks that SQLite has on it.
class DatabaseLock {
 public:
  /// Makes the file when there is none, and closes it and those beside it to everybody else. Throws Locked, with a
  /// sentence that says who may hold it.
  explicit DatabaseLock(const std::string& database);
  DatabaseLock(const DatabaseLock&) = delete;
  DatabaseLock& operator=(const DatabaseLock&) = delete;
  ~DatabaseLock();

  /// The files that others could read until now.
  const std::vector<std::string>& mended() const { return mended_; }

 private:
  int file_ = -1;
  std::vector<std::string> mended_;
};

class App {
 public:
  App(boost::asio::io_context& io, const Config& config, Clock& clock, Log& log);
  ~App();

  /// Before start(): shows how each message is decided, on the desk's thread.
  void show(Witness witness);

  void start();

  /// Takes over what a running bot can of a changed configuration, and logs what waits for a restart. On the thread
  /// that runs `io`, like stop().
  void reload(const Config& fresh);

  /// Ends the desk, then the link; io.run() returns when both are done. Only on the thread that runs `io`.
  void stop();

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace banwei
