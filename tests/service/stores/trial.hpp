// A resource that no program has: what it takes to add one. A struct, a descriptor, and the SQL of
// a migration; the stores are as they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/core/micro.hpp"
#include "engine/core/timestamp.hpp"
#include "functions/ports/query.hpp"
#include "functions/ports/records/binding.hpp"

namespace financescr::stores {

enum class TrialKind : std::uint8_t { kSmall, kLarge };

struct TrialRecord {
  std::string trial_id;
  Timestamp created_at;
  std::string name;
  std::string batch;
  std::int64_t place = 1;  // within the batch
  TrialKind kind = TrialKind::kSmall;
  Micro weight;
  bool is_open = true;
  std::optional<std::string> case_id;
  std::optional<Timestamp> ended_at;
  std::int64_t version = 1;
  ports::Binding binding = {};
};

// By name.
[[nodiscard]] ports::QueryOf<TrialRecord> trials_query();

// One text for SQLite and Postgres.
inline constexpr const char* kTrialMigration = R"(
CREATE TABLE trials (
  trial_id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  name text NOT NULL,
  batch text NOT NULL,
  place bigint NOT NULL,
  kind varchar(16) NOT NULL,
  weight_micro bigint NOT NULL,
  is_open boolean NOT NULL,
  case_id uuid REFERENCES cases (case_id),
  ended_at timestamptz,
  version bigint NOT NULL,
  record_salt varchar(64),
  audit_chain text,
  audit_seq bigint,
  UNIQUE (batch, place)
))";

}  // namespace financescr::stores

namespace financescr::ports {

template <>
inline constexpr auto kNames<stores::TrialKind> = names("SMALL", "LARGE");

template <>
const Table<stores::TrialRecord>& table_of();

}  // namespace financescr::ports
