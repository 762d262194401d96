// Any bytes as CSV: the reader always advances, ends, and numbers its records in order.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "datagen/importers/csv.hpp"
#include "tests/fuzz/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace financescr;
  if (size < 2) return 0;
  datagen::CsvOptions options;
  if (data[0] % 2 == 1) options.separator = data[0] % 4 == 1 ? ';' : '\t';
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  datagen::CsvReader reader(text, options);
  datagen::CsvRecord record;
  std::size_t line = 0;
  for (std::size_t records = 0;; ++records) {
    fuzz::require(records <= text.size());
    const std::size_t before = reader.offset();
    const auto more = reader.next(record);
    fuzz::require(reader.offset() <= text.size());
    if (more && !*more) break;
    fuzz::require(record.line > line);
    line = record.line;
    if (!more) continue;
    fuzz::require(reader.offset() > before);
    fuzz::require(!record.fields.empty());
  }
  return 0;
}
