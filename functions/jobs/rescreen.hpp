// rescreen: after another pack was made the active one, those of its customers whom the change can
// concern are screened with the old and the new one, and for whom a person would now do something
// else is decided anew.
//
// The work is cut into steps. A step's decisions, cases and audit rows are committed together with
// the job's progress, so that a server that dies, or two that take the same step, decide nobody
// twice.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "functions/call/context.hpp"
#include "functions/jobs/changed_entities.hpp"
#include "functions/jobs/job_kind.hpp"

namespace financescr::jobs {

inline constexpr std::string_view kRescreen = "rescreen";
// Who decides in such a job, in records and audit rows.
inline constexpr std::string_view kRescreenActor = "system:rescreen";

// The job that follows an activation. `as_of` of its decisions is the day of `at`.
[[nodiscard]] ports::JobRecord rescreen_job(std::string job_id, Timestamp at,
                                            const std::string& old_pack_id,
                                            const std::string& new_pack_id,
                                            std::string_view request_id);

class Rescreen final : public JobKind {
 public:
  [[nodiscard]] std::string_view name() const override { return kRescreen; }
  [[nodiscard]] ports::Stored<Progress> step(const ports::JobRecord& job,
                                             Context& context) override;
  void rest() override { work_ = {}; }

 private:
  // What a job works with, kept from one step to the next.
  struct Work {
    std::string job_id;  // whose it is; empty: nobody's yet
    std::shared_ptr<const ports::LoadedPack> old_pack;
    std::shared_ptr<const ports::LoadedPack> new_pack;
    std::optional<ChangedEntities> changed;  // nothing: one of them has no list
  };
  class Step;

  // Errors: why the work cannot be done.
  [[nodiscard]] static tl::expected<Work, std::string> prepare(const std::string& job_id,
                                                               const std::string& old_pack_id,
                                                               const std::string& new_pack_id,
                                                               ports::PackLibrary& library);

  Work work_;
};

// Whether a person would do something else: the parts of two decisions on which what is done with
// a subject depends. Scores below the threshold and evidence are none of them.
[[nodiscard]] bool differs(const canonical::Json& before, const canonical::Json& after);

}  // namespace financescr::jobs
