#!/usr/bin/env python3
"""Writes han_readings_table.cpp and japanese_names_table.cpp: how Han characters are read in names.

han_names.py UNICODE_FOLDER UNIDIC_SYS_DIC OUT_FOLDER

Sources, both generated from and none of them copied:
* Unihan_Readings and Unihan_Variants of Debian's unicode-data (Unicode licence): kHangul and
  kCantonese, for the characters in use (those of the General Standard Chinese Characters and their
  traditional forms; for Korea also those that it teaches or admits in names).
* sys.dic of UniDic 2.1.2 as in PyPI's unidic-lite 1.0.8 (BSD licence of the UniDic Consortium):
  surnames and given names with their readings and costs. Each name is taken apart into the reading
  of each character; what is kept is how often a character is read so at its place, and the
  commonest names whose reading that does not give.
"""
import bz2
import collections
import itertools
import pathlib
import struct
import sys

FIRST, LAST = 0x4E00, 0x9FFF
SURNAMES = 4500  # kept with their reading
GIVEN_NAMES = 5000  # kept if the characters do not give the reading
MOST_READINGS = 3  # of a character at its place
PLACES = ["姓1", "姓F", "姓L", "名1", "名F", "名L"]  # alone, first, last
SMALL = "ァィゥェォャュョヮ"
LEADS = ["", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "ng", "h", "gw", "kw", "w", "z",
         "c", "s", "j"]


def unihan(folder, name):
    text = bz2.open(pathlib.Path(folder) / f"{name}.txt.bz2", "rt", encoding="utf-8")
    table = collections.defaultdict(dict)
    for line in text:
        if line.startswith("U+"):
            point, field, value = line.rstrip("\n").split("\t")
            table[field][int(point[2:], 16)] = value
    return table


def traditional(variants, point):
    value = variants["kTraditionalVariant"].get(point)
    return int(value.split()[0][2:], 16) if value else point


def is_han(text):
    return all(FIRST <= ord(c) <= LAST or c == "々" for c in text)


def unidic_names(path):
    """(kind, characters, kana) with the lowest cost of each."""
    data = pathlib.Path(path).read_bytes()
    double_array, tokens, features = struct.unpack_from("<3I", data, 24)
    first_token = 72 + double_array
    first_feature = first_token + tokens
    marker = "名詞,固有名詞,人名,".encode()
    best = {}
    for at in range(first_token, first_feature, 16):
        cost, feature = struct.unpack_from("<hI", data, at + 6)
        start = first_feature + feature
        if data[start : start + len(marker)] != marker:
            continue
        fields = data[start : data.index(b"\0", start)].decode("utf-8").split(",")
        kind, kana, characters = fields[3], fields[6], fields[8]
        if kind not in ("姓", "名") or not is_han(characters) or len(characters) > 4:
            continue
        if not all("ァ" <= c <= "ヺ" for c in kana):
            continue
        characters = "".join(characters[max(i - 1, 0)] if c == "々" else c
                             for i, c in enumerate(characters))
        key = (kind, characters, kana)
        best[key] = min(cost, best.get(key, cost))
    return best


def morae(kana):
    out = []
    for c in kana:
        if c in SMALL and out:
            out[-1] += c
        else:
            out.append(c)
    return out


def cuts(size, parts):
    for ends in itertools.combinations(range(1, size), parts - 1):
        edges = (0, *ends, size)
        if all(b - a <= 5 for a, b in zip(edges, edges[1:])):
            yield list(zip(edges, edges[1:]))


def likelihood(readings, name, parts):
    product = 1.0
    for c, part in zip(name, parts):
        product *= readings[c].get("".join(part), 0.0) + 1e-4 * 0.1 ** len(part)
    return product


def aligned(names):
    """(kind, characters, reading of each) by expectation maximisation."""
    words = []
    for kind, characters, kana in sorted(names):
        sounds = morae(kana)
        if len(sounds) >= len(characters):
            options = [[sounds[a:b] for a, b in cut] for cut in cuts(len(sounds), len(characters))]
            if options:
                words.append((kind, characters, options))
    readings = collections.defaultdict(dict)
    for _ in range(8):
        counts = collections.defaultdict(lambda: collections.defaultdict(float))
        for _, characters, options in words:
            weights = [likelihood(readings, characters, option) for option in options]
            whole = sum(weights)
            for option, weight in zip(options, weights):
                for c, part in zip(characters, option):
                    counts[c]["".join(part)] += weight / whole
        readings = collections.defaultdict(dict)
        for c, table in counts.items():
            whole = sum(table.values()) + 0.5
            readings[c] = {k: v / whole for k, v in table.items() if v / whole > 1e-4}
    for kind, characters, options in words:
        best = max(options, key=lambda option: likelihood(readings, characters, option))
        yield kind, characters, ["".join(part) for part in best]


def place(kind, index, size):
    return kind + ("1" if size == 1 else "F" if index == 0 else "L")


class Japanese:
    def __init__(self, path):
        self.names = unidic_names(path)
        counts = collections.defaultdict(collections.Counter)
        for kind, characters, parts in aligned(self.names):
            for i, (c, part) in enumerate(zip(characters, parts)):
                counts[place(kind, i, len(characters)), c][part] += 1
        self.readings = {}
        for key, table in counts.items():
            ranked = sorted(table.items(), key=lambda item: (-item[1], item[0]))
            kept = [part for i, (part, n) in enumerate(ranked) if i == 0 or n * 8 >= ranked[0][1]]
            self.readings[key] = kept[:MOST_READINGS]

    def guess(self, kind, characters):
        size = len(characters)
        return "".join(self.readings[place(kind, i, size), c][0] for i, c in enumerate(characters))

    def kept_names(self, kind, most, only_wrong):
        by_cost = collections.defaultdict(list)
        for (k, characters, kana), cost in self.names.items():
            if k == kind:
                by_cost[characters].append((cost, kana))
        ranked = sorted((min(v), characters, sorted(v)) for characters, v in by_cost.items())
        kept = {}
        for _, characters, kanas in ranked[:most]:
            if len(characters) > 3:
                continue
            kana = kanas[0][1]
            if not only_wrong or self.guess(kind, characters) != kana:
                kept[characters] = kana
        return kept


class Pool:
    """Kana words, a byte a sign, one after the other; each ends with a zero."""

    def __init__(self, words):
        self.bytes = []
        self.at = {}
        for word in sorted(set(words)):
            assert len(self.bytes) < 1 << 16
            self.at[word] = len(self.bytes)
            self.bytes += [ord(c) - 0x30A0 for c in word] + [0]


def array(out, declaration, values, width=18):
    out.append(f"{declaration} = {{")
    for i in range(0, len(values), width):
        out.append("    " + " ".join(f"{v}," for v in values[i : i + width]))
    out.append("};\n")


def han_readings(folder):
    readings = unihan(folder, "Unihan_Readings")
    variants = unihan(folder, "Unihan_Variants")
    hangul, leads, finals, names = [[], [], []], [], [], [""]
    standard = set(readings["kTGHZ2013"])
    for point in sorted(standard):
        for old in variants["kTraditionalVariant"].get(point, "").split():
            standard.add(int(old[2:], 16))
    for point in range(FIRST, LAST + 1):
        old = traditional(variants, point)
        value = readings["kHangul"].get(point) or readings["kHangul"].get(old)
        # Characters that Korea teaches or admits in names, and those of the Chinese standard.
        if value and "E" not in value and "N" not in value and point not in standard:
            value = None
        index = ord(value[0]) - 0xAC00 if value else None
        parts = (0, 0, 0) if index is None else (index // 588 + 1, index // 28 % 21, index % 28)
        for column, part in zip(hangul, parts):
            column.append(part)
        value = readings["kCantonese"].get(point) if point in standard else None
        lead = final = 0
        if value:
            syllable = value.split()[0].rstrip("0123456789")
            initial = max((l for l in LEADS if l != syllable and syllable.startswith(l)), key=len)
            rest = syllable[len(initial) :]
            if rest not in names:
                names.append(rest)
            lead, final = LEADS.index(initial), names.index(rest)
        leads.append(lead)
        finals.append(final)
    out = ["// Generated by engine/text/generate/han_names.py from Unihan 15.0.", "// clang-format off",
           '#include "engine/text/han_readings.hpp"\n', "namespace financescr::text {\n"]
    out.append("const char kCantoneseLeads[][3] = {" + ", ".join(f'"{l}"' for l in LEADS) + "};")
    out.append("const char kCantoneseFinals[][6] = {" + ", ".join(f'"{f}"' for f in names) + "};\n")
    columns = (("CantoneseLead", leads), ("CantoneseFinal", finals), ("HangulLead", hangul[0]),
               ("HangulVowel", hangul[1]), ("HangulTail", hangul[2]))
    for name, values in columns:
        array(out, f"const std::uint8_t k{name}Of[kReadHanCount]", values, 24)
    out.append("}  // namespace financescr::text\n")
    return "\n".join(out)


def japanese_names(path):
    japanese = Japanese(path)
    surnames = japanese.kept_names("姓", SURNAMES, False)
    given = japanese.kept_names("名", GIVEN_NAMES, True)
    words = [part for parts in japanese.readings.values() for part in parts]
    pool = Pool(words + list(surnames.values()) + list(given.values()))
    out = ["// Generated by engine/text/generate/han_names.py from UniDic 2.1.2",
           "// (Copyright (c) 2011-2017, The UniDic Consortium; BSD licence).", "// clang-format off",
           '#include "engine/text/japanese_names.hpp"\n', "namespace financescr::text {\n"]
    array(out, "const std::uint8_t kKanaPool[]", pool.bytes, 24)
    for name, table in (("Surname", surnames), ("GivenName", given)):
        rows = sorted(([ord(c) for c in characters] + [0] * (3 - len(characters)), pool.at[kana])
                      for characters, kana in table.items())
        for i in range(3):
            array(out, f"const std::uint16_t k{name}Character{i + 1}[]", [row[0][i] for row in rows])
        array(out, f"const std::uint16_t k{name}Kana[]", [row[1] for row in rows])
        out.append(f"const std::size_t k{name}Count = {len(rows)};\n")
    rows = sorted((PLACES.index(where), ord(c), i, pool.at[p])
                  for (where, c), parts in japanese.readings.items() if where in PLACES
                  for i, p in enumerate(parts))
    array(out, "const std::uint8_t kReadingPlace[]", [row[0] for row in rows], 36)
    array(out, "const std::uint16_t kReadingCharacter[]", [row[1] for row in rows])
    array(out, "const std::uint16_t kReadingKana[]", [row[3] for row in rows])
    out.append(f"const std::size_t kReadingCount = {len(rows)};\n")
    out.append("}  // namespace financescr::text\n")
    return "\n".join(out)


def main():
    folder, unidic, target = sys.argv[1:]
    target = pathlib.Path(target)
    (target / "han_readings_table.cpp").write_text(han_readings(folder), encoding="utf-8")
    (target / "japanese_names_table.cpp").write_text(japanese_names(unidic), encoding="utf-8")


main()
