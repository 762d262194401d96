#include "engine/pack/container.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

#include "tests/unit/pack/samples.hpp"

namespace financescr::pack {
namespace {

// Offsets of the header and of the first entry of the section table (container.hpp).
constexpr std::size_t kVersion = 8;
constexpr std::size_t kSectionCount = 12;
constexpr std::size_t kFileSize = 16;
constexpr std::size_t kFirstEntry = 64;

template <typename T>
void put(std::string& file, std::size_t offset, T value) {
  std::memcpy(file.data() + offset, &value, sizeof value);
}

// Bytes of a container, aligned as a view of it wants them.
class Opened {
 public:
  explicit Opened(std::string_view bytes)
      : copy_(copy_aligned(bytes)), view_(ContainerView::open(copy_.view)) {}
  [[nodiscard]] const Result<ContainerView>& view() const { return view_; }

 private:
  AlignedBytes copy_;
  Result<ContainerView> view_;
};

std::string small_file() {
  ContainerWriter writer;
  writer.add(SectionId::kStrings, "hello");
  writer.add(SectionId::kPostings, std::vector<std::uint32_t>{1, 2, 3});
  writer.add(SectionId::kWordKeys, std::vector<std::uint64_t>{});
  return writer.finish();
}

TEST_CASE("container: sections are read back as they were written") {
  const Opened opened(small_file());
  REQUIRE(opened.view());
  const ContainerView& view = *opened.view();
  CHECK(view.bytes(SectionId::kStrings) == "hello");
  const auto postings = view.elements<std::uint32_t>(SectionId::kPostings);
  REQUIRE(postings);
  CHECK(std::vector<std::uint32_t>(postings->begin(), postings->end()) ==
        std::vector<std::uint32_t>{1, 2, 3});
  CHECK(view.has(SectionId::kWordKeys));
  CHECK(view.elements<std::uint64_t>(SectionId::kWordKeys)->empty());
  CHECK_FALSE(view.has(SectionId::kDates));
  CHECK(view.bytes(SectionId::kDates).empty());
  CHECK(view.elements<std::uint64_t>(SectionId::kDates)->empty());
}

TEST_CASE("container: elements of another size are corrupt, not reinterpreted") {
  const Opened opened(small_file());
  REQUIRE(opened.view());
  const auto wrong = opened.view()->elements<std::uint64_t>(SectionId::kPostings);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == ErrorCode::kCorrupt);
  CHECK_FALSE(opened.view()->elements<std::uint32_t>(SectionId::kStrings));
}

TEST_CASE("container: sections start at multiples of 16") {
  const Opened opened(small_file());
  REQUIRE(opened.view());
  const char* base = opened.view()->bytes(SectionId::kStrings).data();
  const char* other = opened.view()->bytes(SectionId::kPostings).data();
  CHECK((other - base) % 16 == 0);
  CHECK(small_file().size() % 16 == 0);
}

TEST_CASE("container: no bytes, no container") {
  CHECK_FALSE(Opened("").view());
  CHECK_FALSE(Opened("FSCRPACK").view());
  CHECK_FALSE(Opened(std::string(1000, '\0')).view());
  CHECK_FALSE(Opened("FSCRPACK" + std::string(56, '\0')).view());
  CHECK(looks_like_container(small_file()));
  CHECK_FALSE(looks_like_container("FSCRPAC"));
  CHECK_FALSE(looks_like_container("{\"entity_id\":1}"));
}

TEST_CASE("container: every truncation and every addition is refused") {
  const std::string file = samples::compiled(samples::both_domains());
  REQUIRE(Opened(file).view());
  for (std::size_t length = 0; length < file.size(); ++length) {
    REQUIRE_FALSE(Opened(file.substr(0, length)).view());
  }
  CHECK_FALSE(Opened(file + std::string(1, '\0')).view());
  CHECK_FALSE(Opened(file + std::string(16, '\0')).view());
}

TEST_CASE("container: every single flipped bit is noticed") {
  const std::string file = samples::compiled(samples::both_domains());
  std::string changed = file;
  for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
    REQUIRE_FALSE(Opened(changed).view());
    changed[bit / 8] = file[bit / 8];
  }
}

struct Damage {
  const char* what;
  std::size_t offset;
  std::uint64_t value;
  std::size_t width;
  ErrorCode code;
};

constexpr Damage kDamages[] = {
    {"an older version", kVersion, 2, 4, ErrorCode::kUnsupported},
    {"a newer version", kVersion, 4, 4, ErrorCode::kUnsupported},
    {"version zero", kVersion, 0, 4, ErrorCode::kUnsupported},
    {"too many sections", kSectionCount, 257, 4, ErrorCode::kCorrupt},
    {"a table beyond the file", kSectionCount, 100, 4, ErrorCode::kCorrupt},
    {"the most sections there could be", kSectionCount, 0xFFFFFFFF, 4, ErrorCode::kCorrupt},
    {"a smaller file", kFileSize, 64, 8, ErrorCode::kCorrupt},
    {"a larger file", kFileSize, 1 << 20, 8, ErrorCode::kCorrupt},
    {"a section that is not aligned", kFirstEntry + 8, 145, 8, ErrorCode::kCorrupt},
    {"a section behind the end", kFirstEntry + 8, 1 << 20, 8, ErrorCode::kCorrupt},
    {"an offset that wraps", kFirstEntry + 8, 0xFFFFFFFFFFFFFFF0, 8, ErrorCode::kCorrupt},
    {"a section that is too long", kFirstEntry + 16, 1 << 20, 8, ErrorCode::kCorrupt},
    {"a length that wraps", kFirstEntry + 16, 0xFFFFFFFFFFFFFFFF, 8, ErrorCode::kCorrupt},
    {"a section that stands twice", kFirstEntry, 16, 4, ErrorCode::kCorrupt},
};

TEST_CASE("container: a wrong structure is refused even when the checksum is right") {
  std::string same = small_file();
  samples::fix_checksum(same);
  CHECK(same == small_file());
  for (const Damage& damage : kDamages) {
    CAPTURE(std::string(damage.what));
    std::string file = small_file();
    if (damage.width == 4) {
      put(file, damage.offset, static_cast<std::uint32_t>(damage.value));
    } else {
      put(file, damage.offset, damage.value);
    }
    samples::fix_checksum(file);
    const Opened opened(file);
    REQUIRE_FALSE(opened.view());
    CHECK(opened.view().error().code == damage.code);
    CHECK(opened.view().error().detail.starts_with("compiled pack: "));
  }
}

}  // namespace
}  // namespace financescr::pack
