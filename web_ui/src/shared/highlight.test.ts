import { expect, it } from 'vitest';
import { compareWords } from './highlight';

const marked = (first: string, second: string) =>
  compareWords(first, second).map((pieces) =>
    pieces.map((piece) => (piece.isShared ? piece.text : `[${piece.text}]`)).join(''),
  );

it('marks nothing in equal words', () => {
  expect(marked('vaitkus', 'vaitkus')).toEqual(['vaitkus', 'vaitkus']);
});

it('marks the letters that differ, on both sides', () => {
  expect(marked('amelya', 'amelia')).toEqual(['amel[y]a', 'amel[i]a']);
  expect(marked('davis', 'davies')).toEqual(['davis', 'davi[e]s']);
});

it('marks whole words that share nothing', () => {
  expect(marked('abc', 'xyz')).toEqual(['[abc]', '[xyz]']);
  expect(marked('', 'xyz')).toEqual(['', '[xyz]']);
});

it('keeps letters of two code units whole', () => {
  expect(marked('a𝒷c', 'a𝒹c')).toEqual(['a[𝒷]c', 'a[𝒹]c']);
});

it('gives back every letter, in order', () => {
  const [left, right] = compareWords('mhmd alfarsy', 'mohammed al farsi');
  expect(left.map((piece) => piece.text).join('')).toBe('mhmd alfarsy');
  expect(right.map((piece) => piece.text).join('')).toBe('mohammed al farsi');
});
