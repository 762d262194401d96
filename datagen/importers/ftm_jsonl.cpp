#include "datagen/importers/ftm_jsonl.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "datagen/importers/import_session.hpp"
#include "datagen/importers/jsonl.hpp"
#include "datagen/importers/listed_date.hpp"
#include "datagen/importers/text_scan.hpp"

namespace financescr::datagen {
namespace {

using canonical::Json;
using pack::EntityType;
using pack::ListType;
using pack::WatchlistRow;

struct Schema {
  std::string_view name;
  EntityType type;
};
constexpr Schema kSchemas[] = {
    {"Person", EntityType::kPerson},        {"Organization", EntityType::kOrganisation},
    {"Company", EntityType::kOrganisation}, {"PublicBody", EntityType::kOrganisation},
    {"LegalEntity", EntityType::kUnknown},  {"Vessel", EntityType::kVessel},
    {"Airplane", EntityType::kAircraft},
};

struct Topic {
  std::string_view prefix;
  ListType type;
};
constexpr Topic kTopics[] = {
    {"sanction", ListType::kSanctions},
    {"debarment", ListType::kSanctions},
    {"export.", ListType::kSanctions},
    {"role.pep", ListType::kPep},
    {"role.rca", ListType::kPep},
    {"crime", ListType::kAdverseMedia},
    {"wanted", ListType::kAdverseMedia},
    {"poi", ListType::kAdverseMedia},
    {"corp.disqual", ListType::kAdverseMedia},
    {"reg.", ListType::kAdverseMedia},
};

struct NumberProperty {
  std::string_view property;
  std::string_view kind;
};
constexpr NumberProperty kNumbers[] = {
    {"idNumber", "national id"},
    {"passportNumber", "passport"},
    {"taxNumber", "tax number"},
    {"registrationNumber", "registration number"},
    {"imoNumber", "IMO number"},
    {"innCode", "tax number"},
    {"ogrnCode", "registration number"},
    {"leiCode", "LEI"},
    {"mmsi", "MMSI"},
    {"callSign", "vessel call sign"},
    {"socialSecurityNumber", "national id"},
};

std::string_view text_of(const Json* value) {
  const std::string* const text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view{} : trim(*text);
}

// The strings of a member that is an array of them; a single string counts as one.
std::vector<std::string_view> texts_of(const Json& object, std::string_view key) {
  std::vector<std::string_view> texts;
  const Json* const member = object.find(key);
  if (member == nullptr) return texts;
  if (const Json::Array* const array = member->if_array()) {
    for (const Json& value : *array) {
      if (const auto text = text_of(&value); !text.empty()) texts.push_back(text);
    }
  } else if (const auto text = text_of(member); !text.empty()) {
    texts.push_back(text);
  }
  return texts;
}

// "ru" → "RU"; codes of former states are four letters, the first two of which ISO once assigned.
std::string country_code(std::string_view code) {
  const bool is_code =
      (code.size() == 2 || code.size() == 4) && std::all_of(code.begin(), code.end(), is_letter);
  std::string out(is_code ? code.substr(0, 2) : code);
  if (is_code) {
    for (char& c : out) c = static_cast<char>(c & ~0x20);
  }
  return out;
}

const Schema* schema_of(std::string_view name) {
  for (const Schema& schema : kSchemas) {
    if (schema.name == name) return &schema;
  }
  return nullptr;
}

// Sanctions before office before crime, whatever the order of the topics.
std::optional<ListType> list_type_of(const std::vector<std::string_view>& topics) {
  for (const Topic& row : kTopics) {
    for (const std::string_view topic : topics) {
      if (topic.substr(0, row.prefix.size()) == row.prefix) return row.type;
    }
  }
  return std::nullopt;
}

// "ofac-36" → "OFAC:36", "gb-hmt-7877" → "UK:7877", "eu-fsf-eu-36-64" → "EU:EU.36.64".
std::string reference_of(std::string_view id) {
  const auto rest_of = [&](std::string_view prefix) {
    return id.substr(0, prefix.size()) == prefix ? id.substr(prefix.size()) : std::string_view{};
  };
  if (const auto rest = rest_of("ofac-"); !rest.empty()) return "OFAC:" + std::string(rest);
  if (const auto rest = rest_of("gb-hmt-"); !rest.empty()) return "UK:" + std::string(rest);
  if (const auto rest = rest_of("unsc-"); !rest.empty()) return "UN-DATAID:" + std::string(rest);
  if (const auto rest = rest_of("eu-fsf-eu-"); !rest.empty()) {
    std::string number(rest);
    for (char& c : number) c = c == '-' ? '.' : c;
    return "EU:EU." + number;
  }
  return {};
}

// A document that names its holder, kept until all entities are read.
struct HeldDocument {
  std::size_t line = 0;
  std::string holder;
  std::string number;
  bool passport = false;
};

class FtmReader {
 public:
  explicit FtmReader(ImportSession& session) : session_(session) {}

  void read(const Json& entity) {
    const std::string_view schema_name = text_of(entity.find("schema"));
    const Json* const properties = entity.find("properties");
    if (schema_name.empty() || properties == nullptr || properties->if_object() == nullptr) {
      return session_.skip_row("no schema or properties", text_of(entity.find("id")));
    }
    if (schema_name == "Passport" || schema_name == "Identification") {
      return keep_document(*properties, schema_name == "Passport");
    }
    const Schema* const schema = schema_of(schema_name);
    if (schema == nullptr) return session_.count("entities of other kinds", schema_name);
    const auto topics = texts_of(*properties, "topics");
    const auto list_type = list_type_of(topics);
    if (!list_type) {
      return session_.count("entities without a topic that lists them", schema_name);
    }
    read_listed(entity, *properties, *schema, *list_type, topics);
  }

  void give_documents() {
    for (const HeldDocument& document : documents_) {
      session_.at_line(document.line);
      WatchlistRow* const entry = session_.find_entry(document.holder);
      if (entry == nullptr) {
        session_.count("documents of holders not listed", document.passport ? "passport" : "id");
      } else {
        add_number(*entry, document.passport ? "passport" : "national id", document.number);
      }
    }
  }

 private:
  void keep_document(const Json& properties, bool passport) {
    const auto numbers = texts_of(properties, passport ? "passportNumber" : "number");
    const auto also = texts_of(properties, "number");
    const auto& known = numbers.empty() ? also : numbers;
    const auto holders = texts_of(properties, "holder");
    if (known.empty() || holders.empty()) {
      return session_.leave_out("document without number or holder", passport ? "Passport" : "id");
    }
    for (const auto number : known) {
      for (const auto holder : holders) {
        documents_.push_back({session_.line(), std::string(holder), std::string(number), passport});
      }
    }
  }

  void read_listed(const Json& entity, const Json& properties, const Schema& schema,
                   ListType list_type, const std::vector<std::string_view>& topics) {
    const auto names = texts_of(properties, "name");
    const std::string_view caption = text_of(entity.find("caption"));
    const std::string_view id = text_of(entity.find("id"));
    const auto datasets = texts_of(entity, "datasets");
    const std::string_view main = !caption.empty() ? caption
                                  : names.empty()  ? std::string_view{}
                                                   : names.front();
    WatchlistRow* const entry = session_.add_entry(
        id, schema.type, squeezed(main), datasets.empty() ? "FollowTheMoney" : datasets.front());
    if (entry == nullptr) return;
    entry->list_type = list_type;
    session_.count("list types", pack::to_string(list_type));
    for (const auto topic : topics) session_.add_program(*entry, topic);
    read_names(*entry, properties, names);
    read_facts(*entry, properties);
    add_reference(*entry, id);
    for (const auto referent : texts_of(entity, "referents")) add_reference(*entry, referent);
  }

  void add_reference(const WatchlistRow& entry, std::string_view id) {
    std::string reference = reference_of(id);
    if (!reference.empty()) session_.add_reference(entry, std::move(reference));
  }

  void read_names(WatchlistRow& entry, const Json& properties,
                  const std::vector<std::string_view>& names) {
    for (const auto name : names) {
      if (const std::string text = squeezed(name); text != entry.primary_name) {
        session_.add_alias(entry, text, "name");
      }
    }
    for (const std::string_view key : {"alias", "previousName"}) {
      for (const auto name : texts_of(properties, key)) {
        session_.add_alias(entry, squeezed(name), key);
      }
    }
    for (const auto name : texts_of(properties, "weakAlias")) {
      session_.add_weak_alias(entry, squeezed(name));
    }
  }

  void read_facts(WatchlistRow& entry, const Json& properties) {
    for (const auto date : texts_of(properties, "birthDate")) {
      session_.add_birth(entry, parse_year_first(date), date);
    }
    for (const std::string_view key : {"nationality", "citizenship", "flag"}) {
      for (const auto code : texts_of(properties, key)) {
        session_.add_nationality_named(entry, country_code(code), key);
      }
    }
    for (const std::string_view key : {"country", "jurisdiction", "mainCountry"}) {
      for (const auto code : texts_of(properties, key)) {
        session_.add_residence_named(entry, country_code(code), key);
      }
    }
    for (const NumberProperty& row : kNumbers) {
      for (const auto number : texts_of(properties, row.property)) {
        add_number(entry, row.kind, number);
      }
    }
  }

  // Only a call sign may be all letters: "n/a" is no number.
  void add_number(WatchlistRow& entry, std::string_view kind, std::string_view number) {
    if (has_digit(number) || kind == "vessel call sign") {
      session_.add_id(entry, kind, number);
    } else {
      session_.leave_out("identity document without a number", kind);
    }
  }

  ImportSession& session_;
  std::vector<HeldDocument> documents_;
};

}  // namespace

Result<ImportResult> import_ftm_jsonl(const ListFile& file, const ImportOptions& options) {
  ImportSession session("FollowTheMoney", options, file.text.size());
  FtmReader reader(session);
  for_each_json_line(session, file, [&](const Json& entity) { reader.read(entity); });
  reader.give_documents();
  return session.finish("FollowTheMoney entities, one per line, with topics that list them");
}

}  // namespace financescr::datagen
