#include "datagen/importers/un_xml.hpp"

#include <string>
#include <string_view>

#include "datagen/importers/import_session.hpp"
#include "datagen/importers/listed_date.hpp"
#include "datagen/importers/listed_text.hpp"
#include "datagen/importers/text_scan.hpp"
#include "datagen/importers/xml_list.hpp"

namespace financescr::datagen {
namespace {

using pack::EntityType;
using pack::WatchlistRow;

constexpr std::string_view kNotUsed = "not used";

class UnReader {
 public:
  explicit UnReader(ImportSession& session) : session_(session) {}

  void read(const XmlElement& record) {
    const bool person = record.name == "INDIVIDUAL";
    const std::string name =
        join_name_parts({record.child_text("FIRST_NAME"), record.child_text("SECOND_NAME"),
                         record.child_text("THIRD_NAME"), record.child_text("FOURTH_NAME"),
                         record.child_text("FIFTH_NAME"), record.child_text("SIXTH_NAME")});
    const std::string_view number = record.child_text("REFERENCE_NUMBER");
    WatchlistRow* const entry =
        session_.add_entry(number.empty() ? record.child_text("DATAID") : number,
                           person ? EntityType::kPerson : EntityType::kOrganisation, name, "UN");
    if (entry == nullptr) return;
    const std::string reference = un_reference(number);
    if (!reference.empty()) session_.add_reference(*entry, "UN:" + reference);
    const std::string_view data_id = record.child_text("DATAID");
    if (!data_id.empty()) session_.add_reference(*entry, "UN-DATAID:" + std::string(data_id));
    session_.add_program(*entry, record.child_text("UN_LIST_TYPE"));
    for (const XmlElement& part : record.children) read_part(*entry, part);
  }

 private:
  void read_part(WatchlistRow& entry, const XmlElement& part) {
    session_.at_line(part.line);
    const std::string_view name = part.name;
    if (name == "NAME_ORIGINAL_SCRIPT") {
      if (!part.text.empty()) session_.add_alias(entry, part.text, "original script");
    } else if (name == "INDIVIDUAL_ALIAS" || name == "ENTITY_ALIAS") {
      read_alias(entry, part);
    } else if (name == "NATIONALITY") {
      part.for_each("VALUE", [&](const XmlElement& value) {
        session_.add_nationality_named(entry, value.text, "listed");
      });
    } else if (name == "INDIVIDUAL_ADDRESS" || name == "ENTITY_ADDRESS") {
      session_.add_residence_named(entry, part.child_text("COUNTRY"), "from addresses");
    } else if (name == "INDIVIDUAL_DATE_OF_BIRTH") {
      read_birth(entry, part);
    } else if (name == "INDIVIDUAL_DOCUMENT") {
      read_document(entry, part);
    } else if (name == "DESIGNATION" || name == "TITLE") {
      part.for_each("VALUE", [&](const XmlElement&) {
        session_.count(kNotUsed, name == "TITLE" ? "title" : "designation");
      });
    } else if (name == "INDIVIDUAL_PLACE_OF_BIRTH") {
      if (has_text(part)) session_.count(kNotUsed, "place of birth");
    } else if (name == "GENDER" || name == "COMMENTS1" || name == "NATIONALITY2") {
      if (has_text(part)) session_.count(kNotUsed, name == "GENDER" ? "gender" : "comment");
    }
  }

  static bool has_text(const XmlElement& part) {
    if (!part.text.empty()) return true;
    for (const XmlElement& child : part.children) {
      if (!child.text.empty()) return true;
    }
    return false;
  }

  void read_alias(WatchlistRow& entry, const XmlElement& alias) {
    const std::string_view quality = alias.child_text("QUALITY");
    const bool weak = equal_ignoring_case(quality, "Low");
    const std::string_view kind = equal_ignoring_case(quality, "Good")     ? "good"
                                  : equal_ignoring_case(quality, "a.k.a.") ? "aka"
                                  : equal_ignoring_case(quality, "f.k.a.") ? "fka"
                                                                           : "other";
    for (const std::string_view name : split_names(alias.child_text("ALIAS_NAME"))) {
      if (weak) {
        session_.add_weak_alias(entry, name);
      } else {
        session_.add_alias(entry, name, kind);
      }
    }
    const std::string_view birth = alias.child_text("DATE_OF_BIRTH");
    if (!birth.empty()) session_.add_birth(entry, parse_year_first(birth), birth);
    if (!alias.child_text("NOTE").empty()) session_.count(kNotUsed, "note on an alias");
  }

  void read_birth(WatchlistRow& entry, const XmlElement& birth) {
    const std::string_view date = birth.child_text("DATE");
    const std::string_view year = birth.child_text("YEAR");
    const std::string_view from = birth.child_text("FROM_YEAR");
    const std::string_view note = birth.child_text("NOTE");
    const bool about = equal_ignoring_case(birth.child_text("TYPE_OF_DATE"), "APPROXIMATELY");
    std::optional<PartialDate> known;
    std::string text;
    if (!from.empty()) {
      const std::string_view to = birth.child_text("TO_YEAR");
      text = std::string(from) + " to " + std::string(to);
      known = parse_listed_date(text);
    } else if (!date.empty()) {
      text = date;
      known = parse_year_first(date);
    } else if (!year.empty()) {
      text = std::string(note) + (note.empty() ? "" : " ") + std::string(year);
      known = parse_listed_date(text);
      if (!known) known = parse_listed_date(year);
    } else if (!note.empty()) {
      text = note;
      known = parse_listed_date(note);
    } else {
      return session_.count("dates of birth not given", "empty element");
    }
    if (known && about && !known->is_range()) known->approximate = 1;
    session_.add_birth(entry, known, text);
  }

  // The number, or else what the note says of it.
  void read_document(WatchlistRow& entry, const XmlElement& document) {
    const std::string_view number = document.child_text("NUMBER");
    const std::string_view note = document.child_text("NOTE");
    const std::string_view text = number.empty() ? note : number;
    if (!has_text(document)) return;
    add_document(session_, entry, document.child_text("TYPE_OF_DOCUMENT"), text);
    if (!note.empty() && !number.empty()) session_.count(kNotUsed, "note on a document");
  }

  ImportSession& session_;
};

}  // namespace

Result<ImportResult> import_un_xml(const ListFile& file, const ImportOptions& options) {
  ImportSession session("UN consolidated", options, file.text.size());
  UnReader reader(session);
  const auto read = for_each_xml_record(session, file, options, {"INDIVIDUAL", "ENTITY"},
                                        [&](const XmlElement& record) { reader.read(record); });
  if (!read) return tl::unexpected(read.error());
  return session.finish("INDIVIDUAL or ENTITY elements as in the UN's consolidated list");
}

}  // namespace financescr::datagen
