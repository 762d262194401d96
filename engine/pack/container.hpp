// The container of a .fpk, and of a state of monitoring: named sections of little-endian,
// position-independent arrays in one file that is mapped natively and used as downloaded bytes in a
// browser.
//
//   offset  0  "FSCRPACK", or what else ContainerFormat says
//           8  u32 format version        12  u32 section count
//          16  u64 file size             24  u64 zero
//          32  16 bytes XXH3-128 of the whole file with these 16 bytes zero
//          48  16 bytes zero
//          64  section table: { u32 id, u32 element size, u64 offset, u64 size } each
//              sections, each starting at a multiple of 16
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/core/result.hpp"

namespace financescr::pack {

enum class SectionId : std::uint32_t {
  kMeta = 1,
  kStrings = 10,
  kEntities = 11,
  kNames = 12,
  kNameWords = 13,
  kWords = 14,
  kPostingOffsets = 15,
  kPostings = 16,
  kWordKeys = 17,
  kDates = 18,
  kCountries = 19,
  kEntityTexts = 20,
  kIdHashIndex = 21,
  kWordKeyOffsets = 22,
  kWordKeyWords = 23,
  kRunKeys = 24,
  kRunKeyOffsets = 25,
  kRunKeyNames = 26,
  kGivenNameKeys = 27,
  kGivenNameOffsets = 28,
  kGivenNameWords = 29,
  kCustomerOffsets = 30,
  kCustomerRows = 31,
  kFincrimeLabelOffsets = 32,
  kFincrimeLabelRows = 33,
  kOracleOffsets = 34,
  kOracleRows = 35,
  kApplicationOffsets = 40,
  kApplicationRows = 41,
  kCreditLabelOffsets = 42,
  kCreditLabelRows = 43,
  kAgentOffsets = 50,
  kAgentRows = 51,
  kStateNameEnds = 60,
  kStateNames = 61,
  kStateTimelines = 62,
  kStateEntries = 63,
  kStateHistory = 64,
  kStateEvents = 65,
  kStateEventIds = 66,
  kStateFormEnds = 67,
  kStateForms = 68,
  kStateLoans = 69,
  kStateLabels = 70,
};

// What a file says it is, in its first bytes.
struct ContainerFormat {
  std::string_view magic;  // 8 bytes
  std::uint32_t version = 0;
  std::string_view name;  // in messages
};
inline constexpr ContainerFormat kPackFormat{"FSCRPACK", 3, "compiled pack"};

class ContainerWriter {
 public:
  // Keeps the elements themselves until finish().
  template <typename T>
  void add(SectionId id, std::vector<T> elements) {
    static_assert(std::has_unique_object_representations_v<T>, "no indeterminate bytes in a file");
    const auto owner = std::make_shared<const std::vector<T>>(std::move(elements));
    sections_.push_back({id,
                         sizeof(T),
                         {reinterpret_cast<const char*>(owner->data()), owner->size() * sizeof(T)},
                         owner});
  }
  void add(SectionId id, std::string bytes) {
    const auto owner = std::make_shared<const std::string>(std::move(bytes));
    sections_.push_back({id, 1, *owner, owner});
  }

  // The whole file. Each section is freed when it has been copied.
  [[nodiscard]] std::string finish(const ContainerFormat& format = kPackFormat);

 private:
  struct Section {
    SectionId id;
    std::uint32_t element_size;
    std::string_view bytes;
    std::shared_ptr<const void> owner;
  };

  std::vector<Section> sections_;
};

// Checked on opening: magic, version, size, checksum, every section inside the file and aligned.
class ContainerView {
 public:
  // Requires: `bytes` outlives the view and starts at a multiple of 8.
  // Errors: kCorrupt, kUnsupported (another format version), each saying what was found.
  [[nodiscard]] static Result<ContainerView> open(std::string_view bytes,
                                                  const ContainerFormat& format = kPackFormat);

  [[nodiscard]] bool has(SectionId id) const { return find(id) != nullptr; }
  [[nodiscard]] std::string_view bytes(SectionId id) const;

  // An absent section is empty. Errors: kCorrupt if the elements are not of T's size.
  template <typename T>
  [[nodiscard]] Result<std::span<const T>> elements(SectionId id) const {
    const Section* section = find(id);
    if (section == nullptr) return std::span<const T>();
    if (section->element_size != sizeof(T) || section->bytes.size() % sizeof(T) != 0) {
      return fail(ErrorCode::kCorrupt, "section " + std::to_string(static_cast<unsigned>(id)) +
                                           " does not hold elements of the size it should");
    }
    return std::span<const T>(reinterpret_cast<const T*>(section->bytes.data()),
                              section->bytes.size() / sizeof(T));
  }

 private:
  struct Section {
    SectionId id;
    std::uint32_t element_size;
    std::string_view bytes;
  };
  [[nodiscard]] const Section* find(SectionId id) const;

  std::vector<Section> sections_;
};

// Whether the bytes claim to be a .fpk at all.
[[nodiscard]] bool looks_like_container(std::string_view bytes);

}  // namespace financescr::pack
