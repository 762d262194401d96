#include "engine/canonical/sha256_blocks.hpp"

#include <bit>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace financescr::canonical::sha256_blocks {
namespace {

std::array<std::uint32_t, 64> message_schedule(std::span<const std::uint8_t> block) {
  std::array<std::uint32_t, 64> w{};
  for (std::size_t i = 0; i < 16; ++i) {
    for (std::size_t j = 0; j < 4; ++j) w[i] = (w[i] << 8U) | block[4 * i + j];
  }
  for (std::size_t i = 16; i < 64; ++i) {
    const std::uint32_t s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3U);
    const std::uint32_t s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10U);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  return w;
}

// FIPS 180-4, 6.2.2; a to h are the standard's names.
void compress(State& state, std::span<const std::uint8_t> block) {
  const auto w = message_schedule(block);
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint32_t s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const std::uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + kRoundConstants[i] + w[i];
    const std::uint32_t s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    const std::uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  const State change = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < state.size(); ++i) state[i] += change[i];
}

}  // namespace

void compress_portable(State& state, std::span<const std::uint8_t> blocks) {
  for (; !blocks.empty(); blocks = blocks.subspan(kBlockBytes)) {
    compress(state, blocks.first(kBlockBytes));
  }
}

#if defined(__x86_64__)

bool has_x86_instructions() {
  constexpr unsigned kSse41 = 1U << 19U;  // of leaf 1, ecx; it implies SSSE3
  constexpr unsigned kSha = 1U << 29U;    // of leaf 7, ebx
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & kSse41) == 0) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & kSha) != 0;
}

// The instructions hold a, b, e, f in one register and c, d, g, h in the other, the first letter in
// the highest lane, and do two rounds at a time.
__attribute__((target("sha,sse4.1"))) void compress_on_x86(State& state,
                                                           std::span<const std::uint8_t> blocks) {
  const auto lane = [&state](std::size_t i) { return static_cast<int>(state[i]); };
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i abef = _mm_set_epi32(lane(0), lane(1), lane(4), lane(5));
  __m128i cdgh = _mm_set_epi32(lane(2), lane(3), lane(6), lane(7));
  for (; !blocks.empty(); blocks = blocks.subspan(kBlockBytes)) {
    const __m128i abef_before = abef;
    const __m128i cdgh_before = cdgh;
    __m128i w[16];  // four words of the message schedule each
    for (std::size_t i = 0; i < 16; ++i) {
      if (i < 4) {
        const auto* words = reinterpret_cast<const __m128i*>(blocks.data() + 16 * i);
        w[i] = _mm_shuffle_epi8(_mm_loadu_si128(words), big_endian);
      } else {
        const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w[i - 4], w[i - 3]),
                                          _mm_alignr_epi8(w[i - 1], w[i - 2], 4));
        w[i] = _mm_sha256msg2_epu32(sum, w[i - 1]);
      }
      const auto* constants = reinterpret_cast<const __m128i*>(kRoundConstants.data() + 4 * i);
      const __m128i added = _mm_add_epi32(w[i], _mm_loadu_si128(constants));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, added);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(added, 0x0e));
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  alignas(16) std::array<std::uint32_t, 4> f_e_b_a{};
  alignas(16) std::array<std::uint32_t, 4> h_g_d_c{};
  _mm_store_si128(reinterpret_cast<__m128i*>(f_e_b_a.data()), abef);
  _mm_store_si128(reinterpret_cast<__m128i*>(h_g_d_c.data()), cdgh);
  state = {f_e_b_a[3], f_e_b_a[2], h_g_d_c[3], h_g_d_c[2],
           f_e_b_a[1], f_e_b_a[0], h_g_d_c[1], h_g_d_c[0]};
}

#else

bool has_x86_instructions() { return false; }
void compress_on_x86(State& state, std::span<const std::uint8_t> blocks) {
  compress_portable(state, blocks);
}

#endif

}  // namespace financescr::canonical::sha256_blocks
