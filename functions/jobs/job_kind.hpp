// JobKind: how the jobs of one kind are done. A job is a row of the store, written in the commit of
// its cause; it is done in steps, each one transaction that holds the job's progress, so that a
// server may die at any moment and two servers do nothing twice.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "functions/call/context.hpp"
#include "functions/ports/store.hpp"

namespace financescr::jobs {

enum class Progress : std::uint8_t {
  kMore,       // a step was taken; take the next
  kDone,       // nothing is left to do, or nothing can be done: the record says which
  kElsewhere,  // another server is at it
};

// One owner at a time: a kind may keep what it works with from one step to the next.
class JobKind {
 public:
  virtual ~JobKind() = default;
  // Of the records.
  [[nodiscard]] virtual std::string_view name() const = 0;
  // Takes the next step of a job of this kind.
  // Errors: of the store. After any of them the step was not taken, and taking it again is safe.
  [[nodiscard]] virtual ports::Stored<Progress> step(const ports::JobRecord& job,
                                                     Context& context) = 0;
  // Lets go of what it keeps: there is no job for now.
  virtual void rest() {}
};

// One of each kind.
[[nodiscard]] std::vector<std::unique_ptr<JobKind>> make_job_kinds();

}  // namespace financescr::jobs
