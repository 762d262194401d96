#include "functions/agent/said_subject.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace financescr::agent {
namespace {

// "name|dob|nationality|residence", or "?" for a question.
std::string read(std::string_view text) {
  const auto subject = read_subject(text);
  if (!subject) {
    CHECK_FALSE(subject.error().empty());
    return "?";
  }
  return subject->name + "|" + subject->dob.value_or("") + "|" + subject->nationality.value_or("") +
         "|" + subject->residence_country.value_or("");
}

struct Row {
  std::string_view said, read;
};

TEST_CASE("a name, a date of birth and countries in their usual forms") {
  for (const Row& row : {
           Row{"Viktor Bout", "Viktor Bout|||"},
           Row{"Viktor Bout born 1967-01-13", "Viktor Bout|1967-01-13||"},
           Row{"Viktor Bout, born 13 January 1967, Russia", "Viktor Bout|1967-01-13|RU|"},
           Row{"Viktor Bout, born on January 13, 1967, Russia", "Viktor Bout|1967-01-13|RU|"},
           Row{"Viktor Bout, Russia, born 1967", "Viktor Bout|1967|RU|"},
           Row{"Viktor Bout born 13th of January 1967 Russia", "Viktor Bout|1967-01-13|RU|"},
           Row{"Viktor Bout born in 1967", "Viktor Bout|1967||"},
           Row{"Viktor Bout (born 13.01.1967)", "Viktor Bout|1967-01-13||"},
           Row{"Viktor Bout (1967-01-13)", "Viktor Bout|1967-01-13||"},
           Row{"Viktor Bout (1967, RU)", "Viktor Bout|1967|RU|"},
           Row{"Viktor Bout 1967-01-13", "Viktor Bout|1967-01-13||"},
           Row{"Viktor Bout, dob 1967-01-13", "Viktor Bout|1967-01-13||"},
           Row{"Viktor Bout DOB: 1967-01-13", "Viktor Bout|1967-01-13||"},
           Row{"Viktor Bout, date of birth 13/01/1967", "Viktor Bout|1967-01-13||"},
           Row{"Viktor Bout, date of birth: 1967-01", "Viktor Bout|1967-01||"},
           Row{"Viktor Bout from Russia", "Viktor Bout||RU|"},
           Row{"Viktor Bout, nationality Russian", "Viktor Bout||RU|"},
           Row{"Viktor Bout, nationality: RU", "Viktor Bout||RU|"},
           Row{"Viktor Bout, citizen of Russian Federation", "Viktor Bout||RU|"},
           Row{"Viktor Bout, national of Russia, living in Tajikistan", "Viktor Bout||RU|TJ"},
           Row{"Viktor Bout, Russia, resident of the United Arab Emirates", "Viktor Bout||RU|AE"},
           Row{"Kim Jong Un, born 1984-01-08, North Korea", "Kim Jong Un|1984-01-08|KP|"},
           Row{"viktor bout, born 13 jan 1967, russia", "viktor bout|1967-01-13|RU|"},
           Row{"VIKTOR BOUT BORN 13.01.1967", "VIKTOR BOUT|1967-01-13||"},
           Row{"Viktor Bout, born 1967-01-13.", "Viktor Bout|1967-01-13||"},
           Row{"Иван Петров, born 1961", "Иван Петров|1961||"},
           Row{"محمد علي, Iran", "محمد علي||IR|"},
           Row{"\"Marks and Spencer\"", "Marks and Spencer|||"},
           Row{"\"Unit 61398\", China", "Unit 61398||CN|"},
           Row{"“Bout, Viktor”, born 1967", "Bout, Viktor|1967||"},
           Row{"'Viktor Bout'", "Viktor Bout|||"},
           Row{"<Viktor Bout>", "Viktor Bout|||"},
           Row{"\"Max Born\" born 1882-12-11", "Max Born|1882-12-11||"},
       }) {
    CAPTURE(row.said);
    CHECK(read(row.said) == row.read);
  }
}

TEST_CASE("names of many kinds") {
  for (const std::string_view name : {"Ludwig van Beethoven",
                                      "Osama bin Laden",
                                      "Charles de Gaulle",
                                      "Abd al-Qadir",
                                      "O'Neill",
                                      "Sean O'Neill-Smith",
                                      "A. Smith",
                                      "J. R. R. Tolkien",
                                      "Dr. Ayman Zawahiri",
                                      "Bank of Moscow",
                                      "Acme Holdings Inc.",
                                      "Acme, Inc.",
                                      "Smith & Sons Ltd.",
                                      "3M",
                                      "Why Not Productions",
                                      "Help Ltd",
                                      "Customer Care Ltd",
                                      "List Cases",
                                      "Robert Downey Jr.",
                                      "So Ji-sub",
                                      "The Bank of New York",
                                      "José Núñez",
                                      "習近平",
                                      "A Davies",
                                      "I Petroff",
                                      "SCREEN IVAN PETROV",
                                      "Russia Today",
                                      "'Abd al-'Aziz",
                                      "National Iranian Oil",
                                      "Iranian National Bank",
                                      "First Living Trust"}) {
    CAPTURE(name);
    CHECK(read(name) == std::string(name) + "|||");
  }
}

TEST_CASE("what is more than that, or can mean two things, is a question") {
  for (const std::string_view said :
       {"", "   ", "?", "***", "\"\"", "\"***\"", "him", "the customer", "it", "everybody",
        // two people
        "Ivan Petrov and Igor Volkov", "Ivan Petrov And Igor Volkov", "Ivan Petrov or Igor Volkov",
        "Ivan Petrov; Igor Volkov", "Ivan Petrov, Igor Volkov", "Ivan Petrov und Igor Volkov",
        // dates that are none, or two
        "Viktor Bout born", "Viktor Bout born yesterday", "Viktor Bout born 03/07/1961",
        "Viktor Bout born 1967-02-30", "Viktor Bout born 67", "Viktor Bout born around 1967",
        "Viktor Bout 1967", "Viktor Bout aged 57", "Viktor Bout, age 57",
        "Viktor Bout born 1967 born 1968", "Viktor Bout, born 1967-01-13, 1968-01-13",
        "Viktor Bout born 1967-01-13 in Dushanbe", "Viktor Bout born in Dushanbe",
        "Viktor Bout birthday 13 January",
        // countries that are none, two, or part of a name
        "Viktor Bout, Atlantis", "Viktor Bout from Moscow", "Viktor Bout, Russia, Ukraine",
        "Viktor Bout Russia", "Rosneft North Korea", "Viktor Bout, ru", "Viktor Bout, nationality",
        // anything else
        "Viktor Bout passport 123456", "Viktor Bout 532710", "CUST00017", "C_000049",
        "Viktor Bout against OFAC", "Viktor Bout at threshold 0.99", "Viktor Bout threshold 0.99",
        "Viktor Bout quickly", "Viktor Bout again", "viktor bout now",
        "Viktor Bout because he asked", "John. He was born in 1970",
        "Viktor Bout who lives in Moscow", "Viktor Bout?? now", "name: Viktor Bout",
        "Viktor Bout <viktor@example.org>", "Viktor Bout (born 1967", "Viktor Bout, please call me",
        "Rosneft is sanctioned", "Viktor Bout with all aliases",
        "One Two Three Four Five Six Seven Eight Nine Ten Eleven"}) {
    CAPTURE(said);
    CHECK(read(said) == "?");
  }
}

TEST_CASE("what was read is said again") {
  const auto subject = read_subject("Viktor Bout, born 1967, Russia, living in Tajikistan");
  REQUIRE(subject.has_value());
  CHECK(subject->in_words() == "\"Viktor Bout\", born 1967, nationality RU, residence TJ");
  CHECK(canonical::write(subject->to_json()) ==
        R"({"dob":"1967","name":"Viktor Bout","nationality":"RU","residence_country":"TJ"})");
}

}  // namespace
}  // namespace financescr::agent
