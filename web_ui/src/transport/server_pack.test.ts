// @vitest-environment node
import type { EngineInfo } from '@financescr/engine';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Health } from '../contract/types';
import { ApiError } from './client';
import type { Demo } from './demo';
import { agrees, isServersPack, openServerPack } from './server_pack';
import type { Transport } from './transport';

const opened = vi.fn();
const engine = { info: {} as EngineInfo, close: vi.fn() };
vi.mock('./demo', async (original) => ({
  ...(await original<object>()),
  openDemo: async () => opened('beside') ?? engine,
  openPack: async (bytes: Uint8Array) => opened(new TextDecoder().decode(bytes)) ?? engine,
}));

const hashes = (name: string) => ({
  pack_hash: `${name}-pack`,
  policy_hash: `${name}-policy`,
  model_hash: `${name}-model`,
});
const health = {
  decision_version: 'financescr-decision/2',
  pack_id: '2026-11 a/b',
  fincrime: hashes('f'),
  credit: hashes('c'),
  fincrime_data_version: 'fincrime/v1',
  credit_data_version: 'credit/v1',
} as Health;
const domains = { fincrime: hashes('f'), credit: hashes('c') };
const same = { domains } as Demo;
const info = { decision_version: 'financescr-decision/2', ...domains } as unknown as EngineInfo;

function serverOf(answer: () => Response) {
  const asked: string[] = [];
  const server: Transport = {
    kind: 'server',
    address: '',
    server: null,
    fetch: async (request) => {
      asked.push(new URL(request.url).pathname);
      return answer();
    },
  };
  return { server, asked };
}

afterEach(() => vi.clearAllMocks());

describe('a pack is the server’s', () => {
  it('where pack, policy and model of both domains are', () => {
    expect(isServersPack(same, health)).toBe(true);
    expect(agrees(info, health)).toBe(true);
  });

  it('not where any of them differs', () => {
    for (const domain of ['fincrime', 'credit'] as const) {
      for (const hash of ['pack_hash', 'policy_hash', 'model_hash'] as const) {
        const changed = { ...domains, [domain]: { ...domains[domain], [hash]: 'another' } };
        expect(isServersPack({ domains: changed } as Demo, health)).toBe(false);
        expect(agrees({ ...info, ...changed } as EngineInfo, health)).toBe(false);
      }
    }
    const older = { ...info, decision_version: 'financescr-decision/1' };
    expect(agrees(older, health)).toBe(false);
  });

  it('not where one has a domain that the other has not', () => {
    const bare = { ...health, credit_data_version: null } as Health;
    expect(isServersPack(same, bare)).toBe(false);
    const alone = { domains: { fincrime: domains.fincrime, credit: null } } as Demo;
    expect(isServersPack(alone, health)).toBe(false);
    expect(isServersPack(alone, bare)).toBe(true);
  });

  it('not where nothing is known of it', () => {
    expect(isServersPack(null, health)).toBe(false);
    expect(isServersPack({} as Demo, health)).toBe(false);
    const silent = { domains: { fincrime: { pack_hash: 'f-pack' }, credit: null } };
    expect(isServersPack(silent as unknown as Demo, health)).toBe(false);
  });
});

describe('deciding in this browser', () => {
  it('takes the pack beside the page where it is the server’s, and asks nobody', async () => {
    engine.info = info;
    const { server, asked } = serverOf(() => new Response('pack'));
    const transport = await openServerPack(server, health, same, () => undefined);
    expect(opened).toHaveBeenCalledWith('beside');
    expect(asked).toEqual([]);
    expect(transport).toMatchObject({ kind: 'browser', packLabel: '2026-11 a/b', server });
  });

  it('takes the server’s own where another pack lies beside the page, or none', async () => {
    engine.info = info;
    const other = { domains: { ...domains, fincrime: hashes('demonstration') } } as Demo;
    for (const demo of [other, null]) {
      const { server, asked } = serverOf(() => new Response('the bank’s'));
      const sizes: number[] = [];
      await openServerPack(server, health, demo, ({ done }) => sizes.push(done));
      expect(opened).toHaveBeenLastCalledWith('the bank’s');
      expect(asked).toEqual(['/packs/2026-11%20a%2Fb/file']);
      expect(sizes.at(-1)).toBe(new TextEncoder().encode('the bank’s').length);
    }
    expect(opened).not.toHaveBeenCalledWith('beside');
  });

  it('is refused with the server’s own words, and nothing is opened instead', async () => {
    const other = { domains: { ...domains, credit: hashes('demonstration') } } as Demo;
    for (const status of [401, 403, 404, 503]) {
      const { server } = serverOf(() => Response.json({ detail: 'no', code: 'c' }, { status }));
      const refused = openServerPack(server, health, other, () => undefined);
      await expect(refused).rejects.toMatchObject({ status, message: 'no' });
      await expect(refused).rejects.toBeInstanceOf(ApiError);
    }
    expect(opened).not.toHaveBeenCalled();
  });

  it('is refused where what came is not what the server decides on', async () => {
    engine.info = { ...info, fincrime: hashes('another') } as unknown as EngineInfo;
    const { server } = serverOf(() => new Response('pack'));
    for (const demo of [null, same]) {
      const refused = openServerPack(server, health, demo, () => undefined);
      await expect(refused).rejects.toMatchObject({ code: 'pack_is_another' });
    }
    expect(engine.close).toHaveBeenCalledTimes(2);
  });
});
