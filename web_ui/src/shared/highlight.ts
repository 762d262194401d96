// Which letters two words share, for the eye. The engine compares sounds and gives the credit; this
// only marks where the spellings differ.

export interface Piece {
  /** Where it begins, in letters. */
  at: number;
  text: string;
  isShared: boolean;
}

/** Lengths of the longest common subsequence of every pair of ends of both words. */
function commonLengths(a: string[], b: string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () =>
    new Array<number>(b.length + 1).fill(0),
  );
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i] as number[];
      const below = lengths[i + 1] as number[];
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

function add(pieces: Piece[], at: number, letter: string, isShared: boolean): void {
  const last = pieces.at(-1);
  if (last && last.isShared === isShared) last.text += letter;
  else pieces.push({ at, text: letter, isShared });
}

/** Both words cut into pieces that they share, in order, and pieces that they do not. */
export function compareWords(first: string, second: string): [Piece[], Piece[]] {
  const a = Array.from(first);
  const b = Array.from(second);
  const lengths = commonLengths(a, b);
  const left: Piece[] = [];
  const right: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(left, i, a[i++] as string, true);
      add(right, j, b[j++] as string, true);
    } else if (
      j >= b.length ||
      (i < a.length && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))
    ) {
      add(left, i, a[i++] as string, false);
    } else {
      add(right, j, b[j++] as string, false);
    }
  }
  return [left, right];
}
