// Work that outlives a request.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/core/timestamp.hpp"
#include "functions/ports/query.hpp"

namespace financescr::ports {

enum class JobStatus : std::uint8_t { kQueued, kRunning, kDone, kFailed };
template <>
inline constexpr auto kNames<JobStatus> = names("QUEUED", "RUNNING", "DONE", "FAILED");

// Work that outlives a request, written in the commit of its cause.
struct JobRecord {
  std::string job_id;
  Timestamp created_at;
  Timestamp updated_at;
  std::string kind;  // "rescreen"
  JobStatus status = JobStatus::kQueued;
  std::string state = "{}";  // canonical JSON: what to do and how far it is
  std::int64_t version = 1;
  // The server that is at it, and until when nobody else may be: claim_jobs().
  std::optional<std::string> lease_owner = {};
  std::optional<Timestamp> lease_until = {};
};

template <>
const Table<JobRecord>& table_of();

// QUEUED and RUNNING ones, oldest first.
[[nodiscard]] QueryOf<JobRecord> open_jobs_query();

}  // namespace financescr::ports
