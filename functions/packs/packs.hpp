// Packs: which there are, how they differ, and the change of the active one by two people.
#pragma once

#include "functions/call/call.hpp"

namespace financescr::packs {

// GET /packs: the library, the active pack with its hashes, the activations.
[[nodiscard]] http::Response packs(Call& call);
// GET /packs/{pack_id}: opens it; its hashes and versions, or a problem with every fault of it.
[[nodiscard]] http::Response pack_detail(Call& call);
// GET /packs/{pack_id}/diff?against=ID: what it has that the other (by default the active) has not;
// counts, changed documents, and the changed rows in pages.
[[nodiscard]] http::Response pack_diff(Call& call);

// POST /packs/{pack_id}/activations: proposes it.
[[nodiscard]] http::Response propose_pack(Call& call);
// POST /packs/activations/{activation_id}/approve: another person makes it the active one; the
// customers it changes something for are screened again by a job.
[[nodiscard]] http::Response approve_pack(Call& call);
[[nodiscard]] http::Response reject_pack(Call& call);

// GET /jobs/{job_id}: how far it is.
[[nodiscard]] http::Response job(Call& call);

}  // namespace financescr::packs
