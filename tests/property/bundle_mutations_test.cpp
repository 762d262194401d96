// Any single change of any member of a bundle is found: a replay of it is never "identical".
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/replay/lines.hpp"
#include "tests/unit/replay/samples.hpp"

namespace financescr::replay {
namespace {

using canonical::Json;

// A text put for a value while a bundle is changed, so that its text can be anything.
constexpr std::string_view kHole = "@hole@";

struct Mutation {
  std::string what;
  std::string pointer;  // of what was changed
  std::string text;     // of the bundle
};

class Mutator {
 public:
  explicit Mutator(const Json& bundle) : bundle_(bundle) { visit(bundle_, ""); }

  const std::vector<Mutation>& mutations() const { return mutations_; }

 private:
  // Rebuilds the bundle with `changed` in the place of `target`.
  Json rebuilt(const Json& here, const Json* target, const Json& changed) const {
    if (&here == target) return changed;
    if (const auto* object = here.if_object()) {
      std::vector<Json::Member> members;
      for (const auto& [key, value] : *object) {
        members.emplace_back(key, rebuilt(value, target, changed));
      }
      return Json::object(std::move(members));
    }
    if (const auto* array = here.if_array()) {
      Json::Array items;
      for (const Json& item : *array) items.push_back(rebuilt(item, target, changed));
      return Json(std::move(items));
    }
    return here;
  }

  void add(std::string what, const std::string& pointer, const Json& at, const Json& changed) {
    mutations_.push_back(
        {std::move(what), pointer, canonical::write(rebuilt(bundle_, &at, changed))});
  }

  void add_text(std::string what, const std::string& pointer, const Json& at,
                const std::string& value) {
    std::string text = canonical::write(rebuilt(bundle_, &at, Json(kHole)));
    const std::string hole = "\"" + std::string(kHole) + "\"";
    text.replace(text.find(hole), hole.size(), value);
    mutations_.push_back({std::move(what), pointer, std::move(text)});
  }

  void visit(const Json& here, const std::string& pointer) {
    if (pointer == "/request_id") return;
    if (!pointer.empty()) {
      if (!here.is_null()) add("null", pointer, here, Json());
      add("another type", pointer, here, here.if_array() ? Json::object() : Json::array());
    }
    if (const auto* flag = here.if_bool()) add("other", pointer, here, Json(!*flag));
    if (const auto* text = here.if_string()) add("other", pointer, here, Json(*text + "x"));
    if (here.is_number()) visit_number(here, pointer);
    if (here.if_object() != nullptr) visit_object(here, pointer);
    if (here.if_array() != nullptr) visit_array(here, pointer);
  }

  void visit_number(const Json& here, const std::string& pointer) {
    const std::string text = canonical::write(here);
    add("a millionth more", pointer, here, Json(here.number() + Micro{1}));
    const bool whole = text.find('.') == std::string::npos;
    add_text("a little off", pointer, here, text + (whole ? ".00000000001" : "000000000001"));
  }

  void visit_object(const Json& here, const std::string& pointer) {
    Json more = here;
    more.set("zz", "x");
    add("a member more", pointer, here, more);
    more.set("zz", Json());
    add("a null member more", pointer, here, more);
    for (const auto& [key, value] : *here.if_object()) {
      const std::string inner = canonical::pointer_append(pointer, key);
      if (inner != "/request_id") {
        std::vector<Json::Member> fewer;
        for (const auto& member : *here.if_object()) {
          if (member.first != key) fewer.push_back(member);
        }
        add("without", inner, here, Json::object(std::move(fewer)));
      }
      visit(value, inner);
    }
  }

  void visit_array(const Json& here, const std::string& pointer) {
    const Json::Array& items = *here.if_array();
    Json::Array more = items;
    more.emplace_back("x");
    add("an item more", pointer, here, Json(std::move(more)));
    if (!items.empty())
      add("an item less", pointer, here, Json(Json::Array(items.begin() + 1, items.end())));
    for (std::size_t i = 0; i < items.size(); ++i) {
      visit(items[i], canonical::pointer_append(pointer, i));
    }
  }

  Json bundle_;
  std::vector<Mutation> mutations_;
};

// The pointer of a replay's difference or of its error.
std::string place_of(const Json& answer) {
  if (const Json* field = answer.find("field")) return *field->if_string();
  return *answer.find("error")->find("pointer")->if_string();
}

void check_all(const EngineSet& engine, const std::string& text) {
  decision::Workspace workspace;
  REQUIRE_FALSE(replay_line(1, text, engine, workspace).failed);
  const Mutator mutator(samples::parse(text));
  CHECK(mutator.mutations().size() > 150);
  for (const Mutation& mutation : mutator.mutations()) {
    CAPTURE(mutation.what);
    CAPTURE(mutation.pointer);
    const LineResult result = replay_line(1, mutation.text, engine, workspace);
    CHECK(result.failed);
    if (!mutation.pointer.starts_with("/decision/")) continue;
    // Of the decision it is named where it is, or above if what was there is gone.
    const std::string place = place_of(samples::parse(result.answer));
    const bool near = place.starts_with(mutation.pointer) || mutation.pointer.starts_with(place);
    CHECK_MESSAGE(near, place);
  }
}

TEST_CASE("any single change of any member of a bundle is found") {
  const auto engine = samples::whole_engine();
  decision::Workspace workspace;
  const auto screen = [&](const Json& request) {
    return engine.screening().decide(request, workspace);
  };
  const auto apply = [&](const Json& request) { return samples::apply(engine, request); };
  for (const std::string& request :
       {samples::ask("Ivan Petrov", R"(,"dob":"1961-03","nationality":"RU","entity_type":"PERSON")",
                     R"({"top_k":3,"threshold":0.5})"),
        samples::ask("I Petroff", R"(,"id_key_missing":true)"),
        std::string(R"({"request_id":{"a":1},"as_of":"2020-02-29","customer_id":"C1"})")}) {
    CAPTURE(request);
    check_all(engine, decide_line(1, request, screen, true).bundle);
  }
  const std::string inline_application =
      "{\"application\":{" + std::string(samples::kApplication) + "}";
  for (const std::string& request :
       {std::string(R"({"application_id":"A1"})"), inline_application}) {
    CAPTURE(request);
    check_all(engine, decide_line(1, request, apply, true).bundle);
  }
}

}  // namespace
}  // namespace financescr::replay
