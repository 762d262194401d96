#include "datagen/name_pools_v2.hpp"

#include <algorithm>
#include <utility>

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"

namespace financescr::datagen {
namespace {

using canonical::Json;

constexpr Micro kMaxWeight = Micro::from_int(1'000'000);
constexpr std::size_t kMaxNames = 60'000;  // of one list; Person counts them in 16 bits

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

NamePart part_of(std::string_view entry) {
  NamePart part;
  if (entry.starts_with('*')) {
    part.female = true;
    entry.remove_prefix(1);
  }
  std::vector<std::string> pieces = split(entry, '/');
  const std::size_t equals = pieces.front().find('=');
  if (equals != std::string::npos) part.native = pieces.front().substr(equals + 1);
  part.text = pieces.front().substr(0, equals);
  part.spellings.assign(pieces.begin() + 1, pieces.end());
  return part;
}

std::vector<NamePart> parts_of(std::string_view text) {
  std::vector<NamePart> parts;
  for (const std::string& entry : split(text, ' ')) parts.push_back(part_of(entry));
  return parts;
}

std::vector<NamePart> read_parts(canonical::Fields& fields, std::string_view key) {
  std::vector<NamePart> parts;
  fields.for_each_text(key, limits::kMaxTokenBytes, [&](std::size_t i, const std::string& text) {
    if (text.empty() || text.find_first_of(" \t\r\n") != std::string::npos) {
      fields.reject_at(key, i, ErrorCode::kInvalid, "must be one word");
    }
    parts.push_back({text, {}, {}, false});
  });
  if (parts.empty()) fields.reject(key, ErrorCode::kMissing, "must hold at least one name");
  if (parts.size() > kMaxNames) fields.reject(key, ErrorCode::kTooLarge, "holds over 60000 names");
  return parts;
}

double weight_in(const Json* weights, const std::string& bucket, const std::string& pointer,
                 Errors& errors) {
  if (weights == nullptr || weights->find(bucket) == nullptr) return 0.0;
  canonical::Fields fields(*weights, pointer, errors);
  return fields.number(bucket, kMicroZero, kMaxWeight).value_or(kMicroZero).to_double();
}

void read_region(const Json& json, Region region, NamePools& pools, Errors& errors) {
  const std::string key(to_string(region));
  const std::string pointer = "/" + key;
  const Json* buckets = json.find(key);
  if (buckets == nullptr || buckets->if_object() == nullptr) {
    errors.push_back({ErrorCode::kMissing, "must be an object of buckets", pointer});
    return;
  }
  const Json* weights = json.find("weights");
  weights = weights == nullptr ? nullptr : weights->find(key);
  for (const auto& [id, value] : *buckets->if_object()) {
    NameBucket bucket;
    bucket.id = id;
    bucket.region = region;
    canonical::Fields fields(value, canonical::pointer_append(pointer, id), errors);
    if (value.if_object() == nullptr) continue;
    bucket.first = read_parts(fields, "first");
    bucket.last = read_parts(fields, "last");
    fields.reject_unknown();
    bucket.weight = weight_in(weights, id, "/weights/" + key, errors);
    pools.buckets.push_back(std::move(bucket));
  }
  if (errors.empty() && pools.weight_of(region) <= 0.0) {
    errors.push_back({ErrorCode::kInvalid, "must give some bucket a weight", "/weights/" + key});
  }
}

}  // namespace

const NamePools& name_pools_v2() {
  static const NamePools pools = [] {
    NamePools made;
    made.rich_aliases = true;
    for (const auto& text : name_bucket_texts()) {
      made.buckets.push_back({std::string(text.id), text.region, text.weight, parts_of(text.first),
                              parts_of(text.last)});
    }
    return made;
  }();
  return pools;
}

tl::expected<NamePools, Errors> read_name_pools(std::string_view json_text) {
  const auto json = canonical::parse(json_text);
  if (!json) return tl::unexpected(Errors{json.error()});
  NamePools pools;
  pools.rich_aliases = true;
  Errors errors;
  for (const Region region : kRegions) read_region(*json, region, pools, errors);
  if (errors.empty() && pools.buckets.size() > 1000) {
    errors.push_back({ErrorCode::kTooLarge, "holds over 1000 buckets", ""});
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return pools;
}

}  // namespace financescr::datagen
