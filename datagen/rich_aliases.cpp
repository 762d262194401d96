#include "datagen/rich_aliases.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "datagen/name_pools_v2.hpp"

namespace financescr::datagen {
namespace {

const std::vector<std::string>& patronymics(bool female) {
  static const std::vector<std::string> male{
      "Alekseevich", "Anatolievich", "Andreevich",   "Borisovich",  "Dmitrievich",
      "Igorevich",   "Ivanovich",    "Mikhailovich", "Nikolaevich", "Pavlovich",
      "Petrovich",   "Sergeevich",   "Vasilievich",  "Viktorovich", "Vladimirovich"};
  static const std::vector<std::string> feminine{
      "Alekseevna", "Anatolievna", "Andreevna",   "Borisovna",  "Dmitrievna",
      "Igorevna",   "Ivanovna",    "Mikhailovna", "Nikolaevna", "Pavlovna",
      "Petrovna",   "Sergeevna",   "Vasilievna",  "Viktorovna", "Vladimirovna"};
  return female ? feminine : male;
}

const std::vector<std::string>& fathers() {
  static const std::vector<std::string> names{"Abdullah", "Ahmed",   "Ali",    "Hamad",
                                              "Hassan",   "Ibrahim", "Khalid", "Mohammed",
                                              "Nasser",   "Omar",    "Saeed",  "Salem"};
  return names;
}

// "Ivanov" to "Ivanova", "Kowalski" to "Kowalska"; empty where the name has no such form.
std::string feminine_of(const std::string& bucket, std::string_view last) {
  const auto ends = [last](std::string_view end) { return last.ends_with(end); };
  if (bucket == "RU" && (ends("ov") || ends("ev") || ends("yov") || ends("in"))) {
    return std::string(last) + "a";
  }
  if (bucket == "PL" && (ends("ski") || ends("cki"))) {
    return std::string(last.substr(0, last.size() - 1)) + "a";
  }
  return {};
}

std::string native_last(const NameBucket& bucket, const NamePart& last, bool female) {
  std::string text = last.native.empty() ? last.text : last.native;
  if (!female) return text;
  if (bucket.id == "RU") return text + "а";
  if (bucket.id == "PL" && !feminine_of(bucket.id, last.text).empty()) text.back() = 'a';
  return text;
}

class RichAliases {
 public:
  RichAliases(const NamePools& pools, const Person& person, std::vector<VariantStep>& steps)
      : bucket_(pools.buckets[person.bucket]),
        first_(bucket_.first[person.first]),
        last_(bucket_.last[person.last]),
        steps_(steps) {
    if (person.second != 0) {
      between_ = " " + pools.second_name(bucket_, person.second - std::size_t{1});
    } else if (person.initial != 0) {
      between_ = std::string(" ") + person.initial;
    }
  }

  void add() {
    add_native();
    for (const std::string& other : first_.spellings) add(.20, other + between_ + " " + last_.text);
    for (const std::string& other : last_.spellings) add(.20, first_.text + between_ + " " + other);
    const std::string feminine = first_.female ? feminine_of(bucket_.id, last_.text) : "";
    if (!feminine.empty()) add(.40, first_.text + between_ + " " + feminine);
    if (bucket_.id == "RU") add_choice(.30, " ", patronymics(first_.female), " " + last_.text);
    if (bucket_.id == "AR") {
      add_choice(.30, first_.female ? " bint " : " bin ", fathers(), " " + last_.text);
    }
    if (first_.female) add_choice(.12, " ", last_names(), "");
    if (static_cast<unsigned char>(first_.text[0]) < 0x80) {
      steps_.push_back({.10, {{first_.text.substr(0, 1) + ". " + last_.text, true}}, {}, {}, {}});
    }
  }

 private:
  void add(double probability, std::string name) {
    steps_.push_back({probability, {{std::move(name), false}}, {}, {}, {}});
  }

  void add_choice(double probability, std::string_view between,
                  const std::vector<std::string>& choices, std::string after) {
    steps_.push_back(
        {probability, {}, first_.text + std::string(between), choices, std::move(after)});
  }

  void add_native() {
    if (first_.native.empty() && last_.native.empty()) return;
    const std::string first = first_.native.empty() ? first_.text : first_.native;
    const std::string last = native_last(bucket_, last_, first_.female);
    add(.25, bucket_.id == "CN" ? last + first : first + " " + last);
  }

  // The family names of the bucket. Buckets with female names are those of name_pools_v2() alone,
  // which live as long as the program.
  const std::vector<std::string>& last_names() const {
    static const std::map<std::string, std::vector<std::string>> by_bucket = [] {
      std::map<std::string, std::vector<std::string>> lists;
      for (const NameBucket& bucket : name_pools_v2().buckets) {
        for (const NamePart& part : bucket.last) lists[bucket.id].push_back(part.text);
      }
      return lists;
    }();
    return by_bucket.at(bucket_.id);
  }

  const NameBucket& bucket_;
  const NamePart& first_;
  const NamePart& last_;
  std::string between_;
  std::vector<VariantStep>& steps_;
};

}  // namespace

void add_rich_aliases(const NamePools& pools, const Person& person,
                      std::vector<VariantStep>& steps) {
  RichAliases(pools, person, steps).add();
}

}  // namespace financescr::datagen
