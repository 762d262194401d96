// Requests as JSON lines and their answers back.
import type { Awaitable, BatchOptions, Requests, Task } from './contract.js';
import { EngineError } from './errors.js';
import type { LineFault } from './types/common.js';

/** The numbers of financescr_lines. */
export const kTaskNumbers: Record<Task, number> = {
  screen: 0,
  apply: 1,
  match: 2,
  replay: 3,
  screenBundle: 4,
  applyBundle: 5,
  monitor: 6,
  monitorBundle: 7,
};

/**
 * Its number. Errors: `invalid` for a task that there is not; a number made up in its place would
 * be some other task.
 */
export function taskNumber(task: Task): number {
  if (typeof task === 'string' && Object.hasOwn(kTaskNumbers, task)) return kTaskNumbers[task];
  const given = typeof task === 'string' ? `"${task}"` : `of type ${typeof task}`;
  const known = Object.keys(kTaskNumbers).join(', ');
  throw EngineError.of('invalid', `There is no task ${given}; the tasks are ${known}`);
}

const kPieceSize = 500;
/** A piece ends earlier once its text is this long, so that it fits into memory. */
const kPieceCharacters = 8_000_000;

/** Answers lines; the first of them has the number `firstLine` in faults. */
export type AnswerLines = (task: Task, text: string, firstLine: number) => Awaitable<string>;

/** Errors: an EngineError for the fault that the line is. */
export function readAnswer<T>(line: string): T {
  const answer: T | LineFault = JSON.parse(line);
  if (isFault(answer)) throw EngineError.from(answer);
  return answer;
}

function isFault(answer: unknown): answer is LineFault {
  return typeof answer === 'object' && answer !== null && 'error' in answer;
}

/**
 * Errors: `malformed` for a text of several lines, which would shift all later ones; `invalid` for
 * NaN and infinities, which JSON.stringify would turn into null, as if they had not been given.
 */
export function toLine(request: object | string, number: number): string {
  // What JSON does not know, such as undefined, is for the engine to refuse.
  if (typeof request !== 'string') return JSON.stringify(request, finiteOnly()) ?? 'null';
  const line = request.endsWith('\n') ? request.slice(0, -1) : request;
  if (line.includes('\n')) {
    throw EngineError.of('malformed', `Request ${number} is of several lines; give one each`);
  }
  return line;
}

/** A replacer that changes nothing and refuses numbers that are none. */
function finiteOnly(): (this: unknown, key: string, value: unknown) => unknown {
  const pointers = new Map<unknown, string>();
  return function (key, value) {
    const above = pointers.get(this);
    const step = key.replaceAll('~', '~0').replaceAll('/', '~1');
    const pointer = above === undefined ? '' : `${above}/${step}`;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new EngineError({ code: 'invalid', detail: 'must be a finite number', pointer });
    }
    if (typeof value === 'object' && value !== null) pointers.set(value, pointer);
    return value;
  };
}

/** Errors, at once and not at the first piece: `invalid` for an unknown task. */
export function answerBatch<T extends Task>(
  answer: AnswerLines,
  task: T,
  requests: Requests<T>,
  options: BatchOptions = {},
): AsyncGenerator<string[], void, undefined> {
  taskNumber(task);
  return answerPieces(answer, task, requests, options);
}

async function* answerPieces<T extends Task>(
  answer: AnswerLines,
  task: T,
  requests: Requests<T>,
  { pieceSize = kPieceSize, onProgress, signal }: BatchOptions,
): AsyncGenerator<string[], void, undefined> {
  if (!Number.isInteger(pieceSize) || pieceSize < 1) {
    throw new RangeError('pieceSize must be a whole number of at least 1');
  }
  let done = 0;
  for await (const piece of cut(requests, pieceSize)) {
    await nextTask();
    signal?.throwIfAborted();
    const text = await unlessAborted(answer(task, piece.join('\n'), done + 1), signal);
    done += piece.length;
    onProgress?.({ done });
    yield splitLines(text);
  }
}

async function* cut(
  requests: Iterable<object | string> | AsyncIterable<object | string>,
  pieceSize: number,
): AsyncGenerator<string[], void, undefined> {
  let piece: string[] = [];
  let number = 0;
  let characters = 0;
  for await (const request of requests) {
    const line = toLine(request, ++number);
    piece.push(line);
    characters += line.length;
    if (piece.length < pieceSize && characters < kPieceCharacters) continue;
    yield piece;
    piece = [];
    characters = 0;
  }
  if (piece.length > 0) yield piece;
}

function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Lets a host deal with its events between pieces, so that somebody can press "stop". */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** The result, or the signal's reason once it is aborted: a worker's piece is not waited for. */
async function unlessAborted<T>(result: Awaitable<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return result;
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
