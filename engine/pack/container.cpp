#include "engine/pack/container.hpp"

#include <algorithm>

#include "engine/canonical/content_hash.hpp"

namespace financescr::pack {
namespace {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "compiled packs are little-endian");

constexpr std::size_t kHeaderSize = 64;
constexpr std::size_t kChecksumOffset = 32;
constexpr std::size_t kChecksumSize = 16;
constexpr std::size_t kEntrySize = 24;
constexpr std::size_t kAlignment = 16;
constexpr std::uint32_t kMaxSections = 256;

template <typename T>
void put(std::string& out, std::size_t offset, T value) {
  std::memcpy(out.data() + offset, &value, sizeof value);
}

template <typename T>
T get(std::string_view bytes, std::size_t offset) {
  T value{};
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

std::size_t aligned(std::size_t offset) {
  return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

canonical::ContentHash checksum_of(std::string_view file) {
  canonical::ContentHasher hasher;
  hasher.update(file.substr(0, kChecksumOffset));
  hasher.update(std::string(kChecksumSize, '\0'));
  hasher.update(file.substr(kChecksumOffset + kChecksumSize));
  return hasher.finish();
}

}  // namespace

std::string ContainerWriter::finish(const ContainerFormat& format) {
  std::size_t size = aligned(kHeaderSize + sections_.size() * kEntrySize);
  for (const auto& section : sections_) size = aligned(size + section.bytes.size());
  std::string file(size, '\0');
  format.magic.copy(file.data(), format.magic.size());
  put(file, 8, format.version);
  put(file, 12, static_cast<std::uint32_t>(sections_.size()));
  put(file, 16, static_cast<std::uint64_t>(size));
  std::size_t entry = kHeaderSize;
  std::size_t offset = aligned(kHeaderSize + sections_.size() * kEntrySize);
  for (auto& section : sections_) {
    put(file, entry, static_cast<std::uint32_t>(section.id));
    put(file, entry + 4, section.element_size);
    put(file, entry + 8, static_cast<std::uint64_t>(offset));
    put(file, entry + 16, static_cast<std::uint64_t>(section.bytes.size()));
    section.bytes.copy(file.data() + offset, section.bytes.size());
    entry += kEntrySize;
    offset = aligned(offset + section.bytes.size());
    section = {};
  }
  sections_.clear();
  const auto checksum = checksum_of(file);
  std::copy(checksum.bytes.begin(), checksum.bytes.end(), file.begin() + kChecksumOffset);
  return file;
}

bool looks_like_container(std::string_view bytes) { return bytes.starts_with(kPackFormat.magic); }

Result<ContainerView> ContainerView::open(std::string_view bytes, const ContainerFormat& format) {
  const std::string name(format.name);
  const auto corrupt = [&name](const std::string& detail) {
    return fail(ErrorCode::kCorrupt, name + ": " + detail);
  };
  if (!bytes.starts_with(format.magic)) {
    return corrupt("it does not start with " + std::string(format.magic));
  }
  if (bytes.size() < kHeaderSize) return corrupt("it ends inside the header");
  const auto version = get<std::uint32_t>(bytes, 8);
  if (version != format.version) {
    return fail(ErrorCode::kUnsupported, name + ": format version " + std::to_string(version) +
                                             ", this program reads " +
                                             std::to_string(format.version));
  }
  const auto size = get<std::uint64_t>(bytes, 16);
  if (size != bytes.size()) {
    return corrupt("it should have " + std::to_string(size) + " bytes and has " +
                   std::to_string(bytes.size()));
  }
  const auto expected = checksum_of(bytes);
  if (!std::equal(expected.bytes.begin(), expected.bytes.end(),
                  reinterpret_cast<const std::uint8_t*>(bytes.data()) + kChecksumOffset)) {
    return corrupt("its checksum does not match its content");
  }
  const auto count = get<std::uint32_t>(bytes, 12);
  if (count > kMaxSections || kHeaderSize + count * kEntrySize > bytes.size()) {
    return corrupt("its section table does not fit");
  }
  ContainerView view;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t entry = kHeaderSize + i * kEntrySize;
    const auto offset = get<std::uint64_t>(bytes, entry + 8);
    const auto length = get<std::uint64_t>(bytes, entry + 16);
    if (offset % kAlignment != 0 || offset > bytes.size() || length > bytes.size() - offset) {
      return corrupt("section " + std::to_string(i) + " lies outside the file");
    }
    const auto id = static_cast<SectionId>(get<std::uint32_t>(bytes, entry));
    if (view.has(id)) return corrupt("a section stands twice");
    view.sections_.push_back(
        {id, get<std::uint32_t>(bytes, entry + 4),
         bytes.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(length))});
  }
  return view;
}

const ContainerView::Section* ContainerView::find(SectionId id) const {
  const auto it = std::find_if(sections_.begin(), sections_.end(),
                               [id](const Section& section) { return section.id == id; });
  return it == sections_.end() ? nullptr : &*it;
}

std::string_view ContainerView::bytes(SectionId id) const {
  const Section* section = find(id);
  return section == nullptr ? std::string_view() : section->bytes;
}

}  // namespace financescr::pack
