// HeadWriter: the thread that signs the audit log's heads and keeps them in the store and in an
// anchors file outside it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "engine/core/result.hpp"
#include "functions/audit/head.hpp"
#include "functions/ports/clock.hpp"
#include "functions/ports/log.hpp"
#include "functions/ports/store.hpp"
#include "native_server/files/private_file.hpp"

namespace financescr::keys {

struct HeadWriterParts {
  ports::Store& store;
  ports::Clock& clock;
  ports::Secrets& secrets;
  ports::Log& log;
};

class HeadWriter {
 public:
  // Opens the anchors file and begins. All parts must outlive it.
  [[nodiscard]] static Result<std::unique_ptr<HeadWriter>> start(HeadWriterParts parts,
                                                                 const std::string& anchors_path);
  // Ends with a head over everything that is in the chain. Requires: nobody writes any more.
  ~HeadWriter();
  HeadWriter(const HeadWriter&) = delete;
  HeadWriter& operator=(const HeadWriter&) = delete;

 private:
  HeadWriter(HeadWriterParts parts, files::LineFile anchors)
      : parts_(parts), anchors_(std::move(anchors)), thread_([this] { run(); }) {}

  void run();
  void look_if_possible(bool anyway);
  // Once a second: whether somebody else writes to the chain.
  void check_tail();
  // Signs if it is time, or if `anyway` and there is something to sign.
  void look(bool anyway);
  void keep(const ports::AuditHead& head);
  void note_fault(std::string_view what);

  HeadWriterParts parts_;
  files::LineFile anchors_;
  audit::HeadSchedule schedule_;
  std::int64_t checked_at_us_ = 0;
  bool is_failing_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_ending_ = false;
  std::thread thread_;  // last: it uses all of the above
};

// The anchors file of an instance in a state folder.
[[nodiscard]] std::string anchors_path(const std::string& state_dir, const std::string& instance);

}  // namespace financescr::keys
