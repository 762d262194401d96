#include "tests/determinism/screen_requests.hpp"

#include <string_view>
#include <utility>

#include "engine/canonical/json.hpp"
#include "tests/determinism/request_text.hpp"
#include "tests/determinism/subjects.hpp"

namespace financescr::corpus {
namespace {

using canonical::Json;

constexpr std::string_view kThresholds[] = {"0",        "1",        "0.72", "0.719999", "0.720001",
                                            "0.000001", "0.999999", "5e-1", "0.50",     "1.0"};
std::string options_text(Draws& draws) {
  Members options;
  if (draws.percent(50)) {
    const bool many = draws.percent(3);
    options.emplace_back("top_k", std::to_string(draws.between(1, many ? 200 : 8)));
  }
  if (draws.percent(60)) {
    options.emplace_back("threshold", draws.percent(60) ? std::string(draws.pick(kThresholds))
                                                        : decimal(draws.between(0, 740'000), 6));
  }
  if (draws.percent(2)) options.emplace_back("speed", "\"high\"");
  return object_text(options);
}

// The threshold set to the score of the best match, one millionth above it, or one below.
void aim_at_border(const Material& material, Members& request, Draws& draws) {
  const auto json = canonical::parse(object_text(request));
  if (!json) return;
  decision::Workspace workspace;
  const auto verdict = material.engine.screening().decide(*json, workspace);
  if (!verdict) return;
  const Json* score = verdict->decision.find("match_probability");
  if (score == nullptr || !score->is_number()) return;
  const Micro aimed{score->number().value + draws.between(-1, 1)};
  if (aimed < kMicroZero || aimed > kMicroOne) return;
  // Above the policy's it is refused: some of them are enough.
  if (aimed > material.engine.screening().screener().policy.threshold && !draws.percent(20)) return;
  request.emplace_back("options", object_text({{"threshold", aimed.to_string()}}));
}

// A good request with one field that is wrong.
void spoil(Members& request, Draws& draws) {
  switch (draws.below(6)) {
    case 0:
      request.emplace_back("options", draws.percent(50) ? "{\"top_k\":0}" : "{\"threshold\":1.5}");
      return;
    case 1:
      request.emplace_back("as_of", draws.percent(50) ? "20260101" : "\"2026-06-31\"");
      return;
    case 2:
      request.emplace_back("customer_id", "\"C_999999\"");
      return;
    case 3:
      request.emplace_back("subject",
                           "{\"name\":\"A\",\"nationality\":\"XYZ\",\"entity_type\":\"ROBOT\","
                           "\"dob\":12,\"id_number\":99,\"residence_country\":[]}");
      return;
    case 4:
      request.emplace_back("request_id", "\"twice\"");
      return;
    default:
      request.erase(request.begin() + 1);
  }
}

}  // namespace

std::string screen_request(const Material& material, std::uint64_t number, Draws& draws) {
  Members request = {{"request_id", quoted("S" + std::to_string(number))}};
  if (draws.percent(1)) request.front().second = std::to_string(number);
  const std::uint64_t kind = draws.below(100);
  if (kind < 20) {
    request.emplace_back("customer_id",
                         quoted(text_of(draws.pick(material.customers), "customer_id")));
  } else {
    const Known known = known_person(material, draws);
    const Members subject = subject_members(known, number, draws);
    request.emplace_back("subject", object_text(subject, draws));
  }
  if (kind >= 96) {
    if (draws.percent(50)) return damaged_line(object_text(request), draws);
    spoil(request, draws);
    return object_text(request);
  }
  if (draws.percent(20)) {
    request.emplace_back("as_of", quoted(draws.percent(50) ? "2026-01-01" : "2031-12-31"));
  }
  if (kind >= 92) {
    aim_at_border(material, request, draws);
  } else if (draws.percent(25)) {
    request.emplace_back("options", options_text(draws));
  }
  if (draws.percent(1)) request.emplace_back("comment", "\"of no meaning\"");
  const std::string line = object_text(std::move(request), draws);
  return draws.percent(10) ? escaped(line) : line;
}

}  // namespace financescr::corpus
