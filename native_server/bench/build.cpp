#include "native_server/bench/build.hpp"

#include <stdlib.h>
#include <sys/resource.h>

#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

#include "engine/canonical/json.hpp"
#include "engine/pack/compile.hpp"
#include "native_server/bench/cpu_time.hpp"
#include "native_server/terminal/progress.hpp"

namespace financescr::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kBufferBytes = std::size_t{1} << 20U;

std::size_t peak_bytes() {
  rusage used{};
  static_cast<void>(::getrusage(RUSAGE_SELF, &used));
  return static_cast<std::size_t>(used.ru_maxrss) * 1024;
}

}  // namespace

Result<std::unique_ptr<TemporaryFolder>> TemporaryFolder::make() {
  std::error_code error;
  std::string path = (fs::temp_directory_path(error) / "financescr-bench-XXXXXX").string();
  if (error || ::mkdtemp(path.data()) == nullptr) {
    return fail(ErrorCode::kUnsupported, "cannot make a temporary folder");
  }
  return std::unique_ptr<TemporaryFolder>(new TemporaryFolder(std::move(path)));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  fs::remove_all(path_, error);
}

Result<std::unique_ptr<PackBuilder>> PackBuilder::make() {
  auto folder = TemporaryFolder::make();
  if (!folder) return tl::unexpected(folder.error());
  auto writer = files::FileWriter::open((*folder)->path() + "/watchlist.jsonl");
  if (!writer) return tl::unexpected(writer.error());
  return std::unique_ptr<PackBuilder>(new PackBuilder(std::move(*folder), std::move(*writer)));
}

Result<void> PackBuilder::add(const pack::WatchlistRow& row) {
  row.append_line(buffer_);
  names_ += 1 + row.aliases.size() + row.weak_aliases.size();
  if (buffer_.size() < kBufferBytes) return {};
  return writer_->write(std::exchange(buffer_, {}));
}

Result<BuildFigures> PackBuilder::build() {
  auto written = writer_->write(std::exchange(buffer_, {}));
  if (written) written = writer_->finish();
  if (!written) return tl::unexpected(written.error());
  const auto rows = files::read_file(rows_path());
  if (!rows) return tl::unexpected(rows.error());
  terminal::Progress progress("compiling, rows");
  pack::DomainSource source;
  source.label = "bench";
  source.files.push_back({"watchlist.jsonl", rows->view});
  BuildFigures figures;
  const auto start = Clock::now();
  const std::int64_t cpu_before_ns = cpu_nanoseconds();
  const auto compiled =
      pack::compile({source}, [&progress](std::size_t done) { progress.update(done); });
  figures.cpu_ns = cpu_nanoseconds() - cpu_before_ns;
  figures.build_ns =
      std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - start).count();
  figures.peak_bytes = peak_bytes();
  figures.input_bytes = rows->view.size();
  if (!compiled) {
    return fail(ErrorCode::kInvalid, compiled.error().first.front().to_string());
  }
  if (auto saved = files::write_file(fpk_path(), compiled->bytes); !saved) {
    return tl::unexpected(saved.error());
  }
  return figures;
}

}  // namespace financescr::bench
