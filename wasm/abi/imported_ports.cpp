#include "wasm/abi/imported_ports.hpp"

namespace {

extern "C" {
__attribute__((import_module("financescr"), import_name("now_us"))) std::int64_t
financescr_now_us();
__attribute__((import_module("financescr"), import_name("elapsed_us"))) std::int64_t
financescr_elapsed_us();
__attribute__((import_module("financescr"), import_name("fill_random"))) void
financescr_fill_random(std::uint8_t* bytes, std::uint32_t size);
}

}  // namespace

namespace financescr::browser {

Timestamp ImportedClock::now() { return Timestamp{financescr_now_us()}; }

std::int64_t ImportedClock::elapsed_us() { return financescr_elapsed_us(); }

void ImportedEntropy::fill(std::span<std::uint8_t> bytes) {
  financescr_fill_random(bytes.data(), static_cast<std::uint32_t>(bytes.size()));
}

}  // namespace financescr::browser
