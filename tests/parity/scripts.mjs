// Which scripts a corpus is written in.

/** As Unicode names them; Common is digits, symbols and marks of punctuation. */
export const kScripts = (
  'Latin Cyrillic Greek Armenian Hebrew Arabic Syriac Thaana Devanagari Bengali Gurmukhi ' +
  'Gujarati Oriya Tamil Telugu Kannada Malayalam Thai Lao Georgian Hangul Ethiopic Cherokee ' +
  'Khmer Hiragana Katakana Han Common'
).split(' ');

const kNotAscii = /[^\p{ASCII}]+/gu;

/** How many lines hold a letter of each script outside ASCII, escapes read. */
export function scriptsOf(requests) {
  const counts = {};
  const tests = kScripts.map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')]);
  for (const line of requests.toString().split('\n')) {
    const read = line.replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, digits) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
    const letters = (read.match(kNotAscii) ?? []).join('');
    if (letters === '') continue;
    for (const [name, test] of tests) {
      if (test.test(letters)) counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return counts;
}
