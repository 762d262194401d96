#include "engine/core/country.hpp"

namespace financescr {
namespace {

// ISO 3166-1 alpha-2, sorted, then XK and the withdrawn codes still found on lists.
constexpr std::string_view kCodes =
    "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCM"
    "CNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGY"
    "HKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMF"
    "MG"
    "MHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERO"
    "RSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVA"
    "VCVEVGVIVNVUWFWSYEYTZAZMZW"
    "XKSUYUCSDDTPZRBUAN";

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::optional<Country> Country::parse(std::string_view text) {
  if (text.size() != 2) return std::nullopt;
  Country country{{upper(text[0]), upper(text[1])}};
  if (country.code == std::array{'U', 'K'}) country.code = {'G', 'B'};
  if (country.code == std::array{'E', 'L'}) country.code = {'G', 'R'};
  for (std::size_t i = 0; i + 1 < kCodes.size(); i += 2) {
    if (kCodes[i] == country.code[0] && kCodes[i + 1] == country.code[1]) return country;
  }
  return std::nullopt;
}

}  // namespace financescr
