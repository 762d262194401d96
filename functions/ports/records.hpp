// What a Store keeps: one struct a table, in records/. Ids are UUIDs in lower-case canonical form
// unless said otherwise. `version` counts changes of a row, from 1.
#pragma once

#include "functions/ports/records/api_keys.hpp"
#include "functions/ports/records/audit.hpp"
#include "functions/ports/records/binding.hpp"
#include "functions/ports/records/cases.hpp"
#include "functions/ports/records/conversations.hpp"
#include "functions/ports/records/decisions.hpp"
#include "functions/ports/records/idempotency.hpp"
#include "functions/ports/records/jobs.hpp"
#include "functions/ports/records/pack_activations.hpp"
#include "functions/ports/records/users.hpp"
