#include "engine/canonical/sha256.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/canonical/sha256_blocks.hpp"
#include "tests/unit/core/random.hpp"

using financescr::canonical::hex;
using financescr::canonical::hmac_sha256;
using financescr::canonical::sha256;

namespace {

std::string bytes(std::size_t count, int value) {
  return std::string(count, static_cast<char>(value));
}

std::string counting_bytes(int first, int last) {
  std::string text;
  for (int i = first; i <= last; ++i) text += static_cast<char>(i);
  return text;
}

}  // namespace

TEST_CASE("SHA-256 of the NIST examples (FIPS 180-4, CAVP)") {
  CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(hex(sha256("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
                   "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu")) ==
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  CHECK(hex(sha256(bytes(1'000'000, 'a'))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  CHECK(hex(sha256(bytes(1, 0xbd))) ==
        "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b");
}

TEST_CASE("SHA-256 with the processor's instructions and without them is the same") {
  namespace blocks = financescr::canonical::sha256_blocks;
  if (!blocks::has_x86_instructions()) return;
  financescr::testing::Random random(9);
  for (std::size_t count = 0; count < 40; ++count) {
    std::vector<std::uint8_t> message(count * blocks::kBlockBytes);
    for (auto& byte : message) byte = static_cast<std::uint8_t>(random.bits());
    blocks::State portable{};
    for (auto& word : portable) word = static_cast<std::uint32_t>(random.bits());
    blocks::State other = portable;
    blocks::compress_portable(portable, message);
    blocks::compress_on_x86(other, message);
    REQUIRE(other == portable);
  }
}

// Lengths around the block of 64 bytes and the 55 bytes that still leave room for the length.
TEST_CASE("SHA-256 at the borders of a block") {
  CHECK(hex(sha256(bytes(55, 0))) ==
        "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7");
  CHECK(hex(sha256(bytes(56, 0))) ==
        "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb");
  CHECK(hex(sha256(bytes(57, 0))) ==
        "65a16cb7861335d5ace3c60718b5052e44660726da4cd13bb745381b235a1785");
  CHECK(hex(sha256(bytes(64, 0))) ==
        "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b");
}

TEST_CASE("HMAC-SHA-256 of RFC 4231") {
  CHECK(hex(hmac_sha256(bytes(20, 0x0b), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex(hmac_sha256(bytes(20, 0xaa), bytes(50, 0xdd))) ==
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  CHECK(hex(hmac_sha256(counting_bytes(1, 25), bytes(50, 0xcd))) ==
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
  CHECK(hex(hmac_sha256(bytes(20, 0x0c), "Test With Truncation")).substr(0, 32) ==
        "a3b6167473100ee06e0c796c2955552b");
  CHECK(hex(hmac_sha256(bytes(131, 0xaa),
                        "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  CHECK(hex(hmac_sha256(bytes(131, 0xaa),
                        "This is a test using a larger than block-size key and a larger than "
                        "block-size data. The key needs to be hashed before being used by the "
                        "HMAC algorithm.")) ==
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

TEST_CASE("hex writes two lower-case digits per byte") {
  const std::uint8_t kBytes[] = {0x00, 0x0f, 0xa0, 0xff};
  CHECK(hex(kBytes) == "000fa0ff");
  CHECK(hex({}).empty());
}
