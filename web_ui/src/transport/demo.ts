import type { DecisionEngine, PackDomain } from '@financescr/engine';
import { StartError } from './start_error';

// What `npm run demo` wrote beside the page. Sizes are bytes, hashes SHA-256 in hexadecimal.
export interface Demo {
  label: string;
  pack: { file: string; size: number; download_size: number; sha256: string };
  engine: { file: string; size: number; sha256: string };
  /** What decides in it; an export of an older build does not say. */
  domains?: { fincrime: DemoDomain | null; credit: DemoDomain | null };
}

export type DemoDomain = Pick<PackDomain, 'pack_hash' | 'policy_hash' | 'model_hash'>;

// `total` is 0 where it is not known.
export type Progress = { done: number; total: number };

/** The demonstration that lies beside this page, or null where none does. */
export async function findDemo(): Promise<Demo | null> {
  try {
    const response = await fetch('demo.json', { cache: 'no-cache' });
    return response.ok ? ((await response.json()) as Demo) : null;
  } catch {
    return null;
  }
}

/**
 * Downloads pack and engine, checks both, and opens the pack in a worker. Nothing can be decided
 * before the pack's hash is the one that demo.json names. Errors: StartError.
 */
export async function openDemo(
  demo: Demo,
  onProgress: (progress: Progress) => void,
): Promise<DecisionEngine> {
  const total = demo.pack.download_size + demo.engine.size;
  const done = { pack: 0, engine: 0 };
  const count = (part: keyof typeof done) => (size: number) => {
    done[part] = size;
    onProgress({ done: Math.min(total, done.pack + done.engine), total });
  };
  const [download, wasm] = await Promise.all([
    downloadFile(demo.pack.file, count('pack')),
    downloadFile(demo.engine.file, count('engine')),
  ]);
  const pack = await unpack(download);
  await checkIfPossible(pack, demo.pack.sha256, 'pack_damaged');
  await checkIfPossible(wasm, demo.engine.sha256, 'engine_damaged');
  const engine = await openPack(pack, wasm);
  if (!globalThis.crypto.subtle && (await engine.sha256(pack)) !== demo.pack.sha256) {
    engine.close();
    throw new StartError('pack_damaged');
  }
  return engine;
}

/** An engine in a worker over a pack. `wasm` is the module; unless given, the one of this page. */
export async function openPack(pack: Uint8Array, wasm?: Uint8Array): Promise<DecisionEngine> {
  const { loadInWorker } = await import('@financescr/engine/worker-client');
  let engine: DecisionEngine;
  try {
    engine = await loadInWorker(pack, wasm ? { wasm } : {});
  } catch (error) {
    throw new StartError('pack_unreadable', error instanceof Error ? error.message : String(error));
  }
  if (engine.info.self_test) return engine;
  engine.close();
  throw new StartError('self_test_failed');
}

async function downloadFile(
  file: string,
  onSize: (size: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(file);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await readCounting(response, onSize);
  } catch (error) {
    throw new StartError('download_failed', `${file}: ${String(error)}`);
  }
}

/** The body, and how much of it is here after each piece. */
export async function readCounting(
  response: Response,
  onSize: (size: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.body) throw new Error('the answer is empty');
  let size = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      size += piece.length;
      onSize(size);
      controller.enqueue(piece);
    },
  });
  return readAll(response.body.pipeThrough(counter));
}

async function readAll(stream: ReadableStream): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Some file servers say that a .gz is encoded and the browser then has unpacked it already. */
async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return await readAll(stream);
  } catch (error) {
    throw new StartError('pack_damaged', String(error));
  }
}

// On a page that came over plain http the platform has no SHA-256. The pack is then hashed by the
// engine; the engine itself cannot be checked, and the page says so.
async function checkIfPossible(
  bytes: Uint8Array<ArrayBuffer>,
  expected: string,
  code: 'pack_damaged' | 'engine_damaged',
): Promise<void> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (!subtle) return;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found !== expected) throw new StartError(code, `SHA-256 ${found}, not ${expected}`);
}
