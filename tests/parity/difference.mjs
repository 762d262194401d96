// In what two JSON texts differ, for a person who must find out why.

const kMostFields = 8;
const kMostCharacters = 120;

function isTree(value) {
  return typeof value === 'object' && value !== null;
}

/** JSON pointers of the members that differ, with both values. */
function* fieldsOf(a, b, pointer) {
  if (Object.is(a, b)) return;
  if (!isTree(a) || !isTree(b) || Array.isArray(a) !== Array.isArray(b)) {
    yield { pointer, a, b };
    return;
  }
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const inA = Object.hasOwn(a, key) ? a[key] : undefined;
    const inB = Object.hasOwn(b, key) ? b[key] : undefined;
    yield* fieldsOf(inA, inB, `${pointer}/${key}`);
  }
}

function show(value) {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > kMostCharacters ? `${text.slice(0, kMostCharacters)}...` : text;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Lines for a person, a field each, result_hash before all others. */
export function describeDifference(native, wasm) {
  const [a, b] = [parsed(native), parsed(wasm)];
  if (a === undefined || b === undefined) {
    return [`  native ${show(native)}`, `  wasm   ${show(wasm)}`];
  }
  const rank = ({ pointer }) => (pointer.endsWith('/result_hash') ? 0 : 1);
  const fields = [...fieldsOf(a, b, '')].sort((one, other) => rank(one) - rank(other));
  if (fields.length === 0) return ['  the same values, in other bytes'];
  const lines = fields
    .slice(0, kMostFields)
    .map(({ pointer, a, b }) => `  ${pointer || '/'}: native ${show(a)}, wasm ${show(b)}`);
  if (fields.length > kMostFields) lines.push(`  and ${fields.length - kMostFields} fields more`);
  return lines;
}
