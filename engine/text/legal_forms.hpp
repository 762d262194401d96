// Legal forms: "Open Joint Stock Company", "OAO" and "ОАО" are one form of company, and so are
// "Aktiengesellschaft" and "AG".
//
// A form written out in several words becomes its usual short form, and a form is heard as the kind
// of company that it is, so that those of two countries which mean the same kind answer each other.
//
// Source: compiled by hand for this project from the company laws of the countries in whose
// languages lists are published; the kinds follow ISO 20275 in what they tell apart.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace financescr::text {

struct LegalFormPhrase {
  std::size_t words = 0;  // 0: none starts here
  std::string_view short_form;
};

// The longest form written out in two words or more from words[first] on. Requires: words of
// normalised text. One of three words or more may have one letter wrong in one of its longer words
// ("Joitn Stock Company").
[[nodiscard]] LegalFormPhrase legal_form_at(std::span<const std::string_view> words,
                                            std::size_t first);

// The short form of a state's name in several words: "United States of America" is "us". Requires:
// words of normalised text.
[[nodiscard]] LegalFormPhrase state_at(std::span<const std::string_view> words, std::size_t first);

// A form of one word that is short for another word or its longer form: "aktiengesellschaft" is
// "ag". Empty if the word is none of these.
[[nodiscard]] std::string_view short_form_of(std::string_view word);

// What a short form is heard as: the same for forms of one kind. Empty for a word that is heard as
// it is written.
[[nodiscard]] std::string_view kind_of_form(std::string_view short_form);

}  // namespace financescr::text
