#include "datagen/importers/ofac_advanced.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/importers/import_session.hpp"
#include "datagen/importers/listed_date.hpp"
#include "datagen/importers/listed_text.hpp"
#include "datagen/importers/ofac_remarks.hpp"
#include "datagen/importers/text_scan.hpp"
#include "datagen/importers/xml_list.hpp"

namespace financescr::datagen {
namespace {

using pack::EntityType;
using pack::WatchlistRow;

// What a number of ReferenceValueSets stands for.
struct Reference {
  std::string text;
  std::string country;  // ISO2 of a Country
  std::string parent;   // PartyTypeID of a PartySubType, CountryID of an AreaCode
};

// An identity document, which stands in the file before the party that holds it.
struct Document {
  std::size_t line = 0;
  std::string identity;
  std::string kind;
  std::string number;
};

const std::vector<std::string_view> kRecords = {
    "AliasTypeValues",    "AreaCodeValues", "CountryValues",       "FeatureTypeValues",
    "IDRegDocTypeValues", "ListValues",     "NamePartTypeValues",  "PartySubTypeValues",
    "PartyTypeValues",    "ScriptValues",   "SanctionsTypeValues", "Location",
    "IDRegDocument",      "DistinctParty",  "SanctionsEntry"};

bool is_true(std::string_view text) { return text == "true" || text == "1"; }

std::size_t count_of(const XmlElement& parent, std::string_view name) {
  std::size_t count = 0;
  parent.for_each(name, [&count](const XmlElement&) { ++count; });
  return count;
}

int number_in(std::string_view text) { return parse_whole_number(text).value_or(0); }

std::optional<PartialDate> point(const XmlElement* element) {
  if (element == nullptr) return std::nullopt;
  return date_from_numbers(number_in(element->child_text("Year")),
                           number_in(element->child_text("Month")),
                           number_in(element->child_text("Day")));
}

// From the earliest to the latest day that a DatePeriod allows.
std::optional<PartialDate> date_of(const XmlElement& period) {
  const XmlElement* const start = period.child("Start");
  const XmlElement* const end = period.child("End");
  if (start == nullptr) return std::nullopt;
  const auto first = point(start->child("From"));
  if (!first) return std::nullopt;
  std::optional<PartialDate> last;
  if (end != nullptr) last = point(end->child("To"));
  if (!last && end != nullptr) last = point(end->child("From"));
  if (!last) last = point(start->child("To"));
  auto date = last ? date_between(*first, *last) : first;
  if (date && is_true(start->attribute("Approximate")) && !date->is_range()) date->approximate = 1;
  return date;
}

class AdvancedReader {
 public:
  explicit AdvancedReader(ImportSession& session) : session_(session) {}

  void read(const XmlElement& record) {
    if (record.name == "Location") return read_location(record);
    if (record.name == "IDRegDocument") return read_document(record);
    if (record.name == "DistinctParty") return read_party(record);
    if (record.name == "SanctionsEntry") return read_sanctions(record);
    for (const XmlElement& value : record.children) {
      const std::string_view parent =
          value.attribute(value.name == "AreaCode" ? "CountryID" : "PartyTypeID");
      tables_[value.name][std::string(value.attribute("ID"))] = {
          value.text, std::string(value.attribute("ISO2")), std::string(parent)};
    }
  }

  void give_documents() {
    for (const Document& document : documents_) {
      session_.at_line(document.line);
      const auto holder = holders_.find(document.identity);
      WatchlistRow* const entry =
          holder == holders_.end() ? nullptr : session_.find_entry(holder->second);
      if (entry == nullptr) {
        session_.leave_out("document of an identity that no party has", document.identity);
      } else {
        add_number(*entry, document.kind, document.number);
      }
    }
  }

 private:
  // The reference value with this number, or an empty one.
  const Reference& look_up(std::string_view table, std::string_view id) const {
    static const Reference kUnknown;
    const auto values = tables_.find(table);
    if (values == tables_.end()) return kUnknown;
    const auto found = values->second.find(id);
    return found == values->second.end() ? kUnknown : found->second;
  }

  // The code of a Country, or else its name.
  const std::string& country_with(std::string_view id) const {
    const Reference& found = look_up("Country", id);
    return found.country.empty() ? found.text : found.country;
  }

  void read_location(const XmlElement& location) {
    std::string& country = locations_[std::string(location.attribute("ID"))];
    location.for_each("LocationCountry", [&](const XmlElement& element) {
      country = country_with(element.attribute("CountryID"));
    });
    location.for_each("LocationAreaCode", [&](const XmlElement& element) {
      if (!country.empty()) return;
      const Reference& area = look_up("AreaCode", element.attribute("AreaCodeID"));
      country = country_with(area.parent);
      if (country.empty()) country = area.text;
    });
  }

  void read_document(const XmlElement& document) {
    const std::string_view number = document.child_text("IDRegistrationNo");
    const std::string& kind = look_up("IDRegDocType", document.attribute("IDRegDocTypeID")).text;
    if (number.empty()) return session_.leave_out("identity document without a number", kind);
    documents_.push_back(
        {document.line, std::string(document.attribute("IdentityID")), kind, std::string(number)});
  }

  EntityType type_of(std::string_view sub_type_id) const {
    const Reference& sub_type = look_up("PartySubType", sub_type_id);
    const std::string& type = look_up("PartyType", sub_type.parent).text;
    if (equal_ignoring_case(sub_type.text, "Vessel")) return EntityType::kVessel;
    if (equal_ignoring_case(sub_type.text, "Aircraft")) return EntityType::kAircraft;
    if (equal_ignoring_case(type, "Individual")) return EntityType::kPerson;
    if (equal_ignoring_case(type, "Entity")) return EntityType::kOrganisation;
    return EntityType::kUnknown;
  }

  struct ListedName {
    std::size_t line = 0;
    std::string text;
    std::string kind;  // the alias type, or "original script"
    bool main = false;
    bool weak = false;
    bool latin = true;
  };

  // The parts in the list's order, with family names last where the script is Latin.
  ListedName name_of(const XmlElement& name, const XmlElement& identity) const {
    ListedName out;
    std::string family;
    const XmlElement* const groups = identity.child("NamePartGroups");
    name.for_each("DocumentedNamePart", [&](const XmlElement& part) {
      const XmlElement* const value = part.child("NamePartValue");
      if (value == nullptr) return;
      const std::string_view script = value->attribute("ScriptID");
      out.latin = script.empty() || equal_ignoring_case(look_up("Script", script).text, "Latin");
      const bool last = out.latin && groups != nullptr &&
                        part_type(*groups, value->attribute("NamePartGroupID")) == "Last Name";
      std::string& target = last ? family : out.text;
      target = join_name_parts({target, value->text});
    });
    out.text = join_name_parts({out.text, family});
    return out;
  }

  std::string_view part_type(const XmlElement& groups, std::string_view group_id) const {
    for (const XmlElement& master : groups.children) {
      for (const XmlElement& group : master.children) {
        if (group.attribute("ID") != group_id) continue;
        return look_up("NamePartType", group.attribute("NamePartTypeID")).text;
      }
    }
    return {};
  }

  std::vector<ListedName> names_of(const XmlElement& profile) const {
    std::vector<ListedName> names;
    profile.for_each("Identity", [&](const XmlElement& identity) {
      identity.for_each("Alias", [&](const XmlElement& alias) {
        const bool main =
            is_true(identity.attribute("Primary")) && is_true(alias.attribute("Primary"));
        alias.for_each("DocumentedName", [&](const XmlElement& documented) {
          ListedName name = name_of(documented, identity);
          name.line = documented.line;
          name.main = main && name.latin;
          name.weak = is_true(alias.attribute("LowQuality"));
          name.kind = name.latin ? look_up("AliasType", alias.attribute("AliasTypeID")).text
                                 : std::string("original script");
          if (name.kind.empty()) name.kind = "other";
          names.push_back(std::move(name));
        });
      });
    });
    return names;
  }

  void read_party(const XmlElement& party) {
    const std::string fixed_ref(party.attribute("FixedRef"));
    const XmlElement* const profile = party.child("Profile");
    if (profile == nullptr) return session_.skip_row("party without a profile", fixed_ref);
    const std::vector<ListedName> names = names_of(*profile);
    std::size_t main = 0;
    while (main < names.size() && !names[main].main) ++main;
    if (main == names.size()) main = 0;
    const EntityType type = type_of(profile->attribute("PartySubTypeID"));
    WatchlistRow* const entry = session_.add_entry(
        fixed_ref, type, names.empty() ? std::string_view{} : names[main].text, "OFAC");
    if (entry == nullptr) return;
    if (type == EntityType::kUnknown) {
      session_.leave_out("party type unknown", profile->attribute("PartySubTypeID"));
    }
    session_.add_reference(*entry, "OFAC:" + fixed_ref);
    profiles_[std::string(profile->attribute("ID"))] = fixed_ref;
    profile->for_each("Identity", [&](const XmlElement& identity) {
      holders_[std::string(identity.attribute("ID"))] = fixed_ref;
    });
    if (count_of(party, "Profile") > 1) {
      session_.leave_out("further profiles of a party not used", fixed_ref);
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (i != main) read_alias(*entry, names[i]);
    }
    profile->for_each("Feature", [&](const XmlElement& feature) {
      feature.for_each("FeatureVersion", [&](const XmlElement& version) {
        session_.at_line(version.line);
        read_feature(*entry, look_up("FeatureType", feature.attribute("FeatureTypeID")).text,
                     version);
      });
    });
  }

  void read_alias(WatchlistRow& entry, const ListedName& name) {
    session_.at_line(name.line);
    if (name.weak) {
      session_.add_weak_alias(entry, name.text);
    } else {
      session_.add_alias(entry, name.text, name.kind);
    }
  }

  void read_feature(WatchlistRow& entry, const std::string& type, const XmlElement& version) {
    if (type == "Birthdate") {
      version.for_each("DatePeriod", [&](const XmlElement& period) {
        session_.add_birth(entry, date_of(period), "Birthdate");
      });
      return;
    }
    const bool nationality = starts_with_ignoring_case(type, "Nationality") ||
                             starts_with_ignoring_case(type, "Citizenship") ||
                             type == "Vessel Flag";
    if (nationality || type == "Location") {
      version.for_each("VersionLocation", [&](const XmlElement& location) {
        read_country(entry, nationality, location.attribute("LocationID"));
      });
      return;
    }
    const std::string_view detail = version.child_text("VersionDetail");
    if (detail.empty()) return session_.count("features not used", type);
    add_number(entry, type, detail);
  }

  void read_country(WatchlistRow& entry, bool nationality, std::string_view location) {
    const auto found = locations_.find(location);
    const std::string_view country =
        found == locations_.end() ? std::string_view{} : std::string_view(found->second);
    if (country.empty() || equal_ignoring_case(country, "undetermined")) {
      return session_.count("locations", "without a country");
    }
    if (nationality) return session_.add_nationality_named(entry, country, "listed");
    session_.add_residence_named(entry, country, "from locations");
  }

  // A number whose kind the labels of the remarks know; these are OFAC's words in both files.
  void add_number(WatchlistRow& entry, const std::string& kind, std::string_view number) {
    const RemarkLabel* const label = find_ofac_remark_label(kind);
    if (label == nullptr) return session_.leave_out("number of an unknown kind", kind);
    const bool used = label->use == RemarkUse::kIdNumber || label->use == RemarkUse::kIdCode;
    if (!used) return session_.count("features not used", label->kind);
    const std::string_view isolated = isolate_id_number(number);
    if (isolated.empty() || (label->use == RemarkUse::kIdNumber && !has_digit(isolated))) {
      return session_.leave_out("identity document without a number", kind);
    }
    session_.add_id(entry, label->kind, isolated);
  }

  // The programs, which are the comments of its measures of the type "Program".
  void read_sanctions(const XmlElement& sanctions) {
    const auto profile = profiles_.find(sanctions.attribute("ProfileID"));
    WatchlistRow* const entry =
        profile == profiles_.end() ? nullptr : session_.find_entry(profile->second);
    if (entry == nullptr) {
      return session_.leave_out("sanctions of a profile that is not there",
                                sanctions.attribute("ProfileID"));
    }
    session_.count("lists", look_up("List", sanctions.attribute("ListID")).text);
    sanctions.for_each("SanctionsMeasure", [&](const XmlElement& measure) {
      const std::string& type = look_up("SanctionsType", measure.attribute("SanctionsTypeID")).text;
      if (type == "Program") session_.add_program(*entry, measure.child_text("Comment"));
    });
  }

  ImportSession& session_;
  std::map<std::string, std::map<std::string, Reference, std::less<>>, std::less<>> tables_;
  std::map<std::string, std::string, std::less<>> locations_;  // Location → country
  std::map<std::string, std::string, std::less<>> profiles_;   // Profile → entity id
  std::map<std::string, std::string, std::less<>> holders_;    // Identity → entity id
  std::vector<Document> documents_;
};

}  // namespace

Result<ImportResult> import_ofac_advanced(const ListFile& file, const ImportOptions& options) {
  ImportSession session("OFAC Advanced XML", options, file.text.size());
  AdvancedReader reader(session);
  const auto read = for_each_xml_record(session, file, options, kRecords,
                                        [&](const XmlElement& record) { reader.read(record); });
  if (!read) return tl::unexpected(read.error());
  reader.give_documents();
  return session.finish("DistinctParty elements as in OFAC's SDN_ADVANCED.XML");
}

}  // namespace financescr::datagen
