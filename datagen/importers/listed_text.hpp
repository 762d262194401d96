// Free text as lists write it: names given in parts, several values in one cell, and the numbers of
// identity documents among words about them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace financescr::datagen {

// The parts that are not empty, with one blank between them.
[[nodiscard]] std::string join_name_parts(std::initializer_list<std::string_view> parts);

// "(1) A (2) B", "1) A 2) B", "a) A b) B" → "A", "B". Text without such marks is one value; what
// stands before the first mark is a value of its own if it holds a digit and is dropped if not
// ("passport numbers (1) K048787"). Empty values are left out.
[[nodiscard]] std::vector<std::string_view> split_numbered(std::string_view text);

// Names in one cell: "A; B" → "A", "B"; "A (B; C)" → "A", "B", "C". A group in parentheses without
// a semicolon belongs to its name.
[[nodiscard]] std::vector<std::string_view> split_names(std::string_view text);

struct DocumentNumbers {
  std::vector<std::string> numbers;
  bool complete = true;  // false: some part of the text holds digits that are in no number
};

// The numbers in what a list says of a person's documents: "Libyan passport no. B/002210 (issued
// 2013)" → "B/002210", "D 000763 (Afghan)" → "D 000763". A number has a digit and at least four
// letters and digits. Countries, notes of issue and expiry, and labels are no part of it.
[[nodiscard]] DocumentNumbers document_numbers(std::string_view text);

// "passport", "national id" or "other document": how reports group the kind a list prints.
[[nodiscard]] std::string_view document_kind(std::string_view listed_kind);

// Reference numbers of the UN's list in other lists' remarks ("UN Ref QDi.004", "UN Ref
// QI.A.151.03"), the first of the text only: others are about other parties.
// Returns: the permanent form ("QDI.004", "QDI.151"), or "".
[[nodiscard]] std::string un_reference_in(std::string_view remarks);

// One reference number, in today's form or in that of before 2015.
// Returns: the permanent form in upper case, or "" if it is none.
[[nodiscard]] std::string un_reference(std::string_view number);

}  // namespace financescr::datagen
