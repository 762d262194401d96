// @vitest-environment node
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Demo, findDemo, openDemo } from './demo';
import { StartError } from './start_error';

const engine = {
  info: { self_test: true },
  sha256: vi.fn(async (bytes: Uint8Array) => sha256(bytes)),
  close: vi.fn(),
};
const loadInWorker = vi.fn(async (_pack: Uint8Array, _options: object) => engine);
vi.mock('@financescr/engine/worker-client', () => ({
  loadInWorker: (pack: Uint8Array, options: object) => loadInWorker(pack, options),
}));

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const pack = new TextEncoder().encode('a pack of watchlists '.repeat(50));
const wasm = new TextEncoder().encode('a module');
const packed = gzipSync(pack);
const demo: Demo = {
  label: 'seed',
  pack: {
    file: 'pack.fpk.gz',
    size: pack.length,
    download_size: packed.length,
    sha256: sha256(pack),
  },
  engine: { file: 'engine.wasm', size: wasm.length, sha256: sha256(wasm) },
};

function serve(files: Record<string, Uint8Array | string>) {
  vi.stubGlobal('fetch', async (file: string) => {
    const body = files[file];
    return body === undefined
      ? new Response('not found', { status: 404 })
      : new Response(body as BodyInit);
  });
}

async function failure(promise: Promise<unknown>): Promise<StartError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StartError);
  return error as StartError;
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
  engine.info.self_test = true;
});

describe('the demonstration', () => {
  it('opens the unpacked pack, and counts every downloaded byte', async () => {
    serve({ 'pack.fpk.gz': packed, 'engine.wasm': wasm });
    const progress: number[] = [];
    await openDemo(demo, ({ done, total }) => progress.push(done / total));
    expect(new Uint8Array(loadInWorker.mock.calls[0]?.[0] ?? [])).toEqual(pack);
    expect(progress.at(-1)).toBe(1);
  });

  it('takes a pack that a file server already unpacked', async () => {
    serve({ 'pack.fpk.gz': pack, 'engine.wasm': wasm });
    await openDemo(demo, () => undefined);
    expect(loadInWorker).toHaveBeenCalledOnce();
  });

  it('is not there when the file server answers a page instead of demo.json', async () => {
    serve({ 'demo.json': '<!doctype html>' });
    expect(await findDemo()).toBeNull();
    serve({});
    expect(await findDemo()).toBeNull();
  });
});

describe('nothing is opened when', () => {
  const refused = async (files: Record<string, Uint8Array>, code: StartError['code']) => {
    serve(files);
    expect((await failure(openDemo(demo, () => undefined))).code).toBe(code);
    expect(loadInWorker).not.toHaveBeenCalled();
  };

  it('one bit of the pack differs', () =>
    refused({ 'pack.fpk.gz': gzipSync(flipped(pack, 7)), 'engine.wasm': wasm }, 'pack_damaged'));

  it('the download of the pack broke off', () =>
    refused({ 'pack.fpk.gz': packed.subarray(0, 40), 'engine.wasm': wasm }, 'pack_damaged'));

  it('one bit of the engine differs', () =>
    refused({ 'pack.fpk.gz': packed, 'engine.wasm': flipped(wasm, 2) }, 'engine_damaged'));

  it('the pack is missing', () => refused({ 'engine.wasm': wasm }, 'download_failed'));
});

describe('an engine is given back when', () => {
  it('the platform has no SHA-256 and the engine finds another hash', async () => {
    vi.stubGlobal('crypto', {});
    serve({ 'pack.fpk.gz': gzipSync(flipped(pack, 7)), 'engine.wasm': wasm });
    expect((await failure(openDemo(demo, () => undefined))).code).toBe('pack_damaged');
    expect(engine.close).toHaveBeenCalledOnce();
  });

  it('its arithmetic is not the one that decisions are defined on', async () => {
    engine.info.self_test = false;
    serve({ 'pack.fpk.gz': packed, 'engine.wasm': wasm });
    expect((await failure(openDemo(demo, () => undefined))).code).toBe('self_test_failed');
    expect(engine.close).toHaveBeenCalledOnce();
  });
});

it('says what the engine says of a pack that it does not take', async () => {
  serve({ 'pack.fpk.gz': packed, 'engine.wasm': wasm });
  loadInWorker.mockRejectedValueOnce(new Error('larger than 512 MB'));
  const error = await failure(openDemo(demo, () => undefined));
  expect(error).toMatchObject({ code: 'pack_unreadable', message: 'larger than 512 MB' });
});
