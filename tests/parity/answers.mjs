// Request lines to answer lines through the package, as the command line answers them. Runs in Node
// and in a page.

const kLineFeed = 10;
const kMaxLineBytes = 4 << 20;
const kDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The lines of `bytes`, without their line feeds. A last line may lack its own. */
export function* linesOf(bytes) {
  for (let from = 0; from < bytes.length;) {
    const found = bytes.indexOf(kLineFeed, from);
    const end = found < 0 ? bytes.length : found;
    yield bytes.subarray(from, end);
    from = end + 1;
  }
}

/** Nothing where the bytes are no UTF-8: such a line cannot be a string of JavaScript. */
function textOf(line) {
  try {
    return kDecoder.decode(line);
  } catch {
    return undefined;
  }
}

function isBlank(text) {
  return /^[ \t]*\r?$/.test(text) && text.replace(/\r$/, '').length <= kMaxLineBytes;
}

/**
 * The answers to `lines`, one string each; a blank line has none. Lines that are text go through
 * the typed `batch`, the others through `answerBytes(bytes, number)`, in their places.
 */
export async function* answersOf(engine, task, lines, answerBytes) {
  let number = 0;
  let given = []; // of the piece that is being decided
  const texts = function* () {
    for (const line of lines) {
      const text = textOf(line);
      given.push({ number: ++number, line, text });
      yield text ?? '';
    }
  };
  for await (const answers of engine.batch(task, texts())) {
    const piece = given;
    given = [];
    let next = 0;
    for (const { number, line, text } of piece) {
      if (text === undefined) yield await answerBytes(line, number);
      else if (!isBlank(text)) yield answers[next++];
    }
    if (next !== answers.length) throw new Error(`${answers.length} answers to ${next} lines`);
  }
}
