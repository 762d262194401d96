#include "engine/core/capped_list.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/core/result.hpp"

namespace financescr {
namespace {

Error fault(std::string pointer) { return {ErrorCode::kInvalid, "is wrong", std::move(pointer)}; }

TEST_CASE("a list of faults keeps the first hundred and counts them all") {
  Errors errors;
  CHECK(errors.empty());
  for (int i = 0; i < 380'000; ++i) errors.push_back(fault("/k" + std::to_string(i)));
  CHECK(errors.size() == limits::kMaxListedFaults);
  CHECK(errors.count() == 380'000);
  CHECK(errors.is_cut());
  CHECK(errors.front().pointer == "/k0");
  CHECK(errors.back().pointer == "/k99");
}

TEST_CASE("a hundred faults are all of them") {
  Errors errors;
  for (int i = 0; i < 100; ++i) errors.push_back(fault(""));
  CHECK(errors.size() == 100);
  CHECK_FALSE(errors.is_cut());
}

TEST_CASE("lists are added up with all they have counted") {
  Errors many;
  for (int i = 0; i < 150; ++i) many.push_back(fault("/a"));
  Errors errors{fault("/b")};
  errors.append(many);
  errors.append({});
  CHECK(errors.count() == 151);
  CHECK(errors.size() == 100);
  CHECK(errors.front().pointer == "/b");
  errors.count_more(9);
  CHECK(errors.count() == 160);
}

TEST_CASE("a pointer that is too long becomes that of what is around it") {
  const std::string key(limits::kMaxPointerBytes, 'k');
  struct {
    std::string given;
    std::string kept;
  } rows[] = {
      {"", ""},
      {"/subject/name", "/subject/name"},
      {"/" + key.substr(1), "/" + key.substr(1)},
      {"/" + key, ""},
      {"/subject/" + key, "/subject"},
      {"/a/0/" + key + "/b", "/a/0"},
      {"/" + std::string(4'000'000, '\xC3'), ""},
  };
  for (const auto& [given, kept] : rows) {
    const std::size_t size = given.size();
    CAPTURE(size);
    CHECK(Errors{fault(given)}.front().pointer == kept);
    CHECK(Pointers{given}.front() == kept);
  }
}

}  // namespace
}  // namespace financescr
