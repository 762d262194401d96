// Exports of the demonstration as a host would publish them one after the other at one address, with
// files that browsers may keep for an hour.
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { writeServiceWorker } from '../../demo/write_service_worker.mjs';
import { test as base } from '../console';

const kTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

type Answer = { status: number; type: string; body: string | Buffer };

export interface Site {
  /** Its address, with a slash at the end. */
  address: string;
  /** The folder that is served from now on. */
  folder: string;
  /** Answers that stand in front of the folder's, by path. */
  instead: Map<string, Answer>;
}

/** As a static host answers that lets everything be kept for an hour. */
async function serve(site: Site, path: string): Promise<Answer> {
  const instead = site.instead.get(path);
  if (instead) return instead;
  const name = normalize(path.endsWith('/') ? `${path}index.html` : path);
  try {
    const body = await readFile(join(site.folder, name));
    return { status: 200, type: kTypes[extname(name)] ?? 'application/octet-stream', body };
  } catch {
    return { status: 404, type: 'text/plain', body: 'not found' };
  }
}

async function replaceIn(folder: string, old: string, by: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|html|json)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, 'utf8');
    if (text.includes(old)) await writeFile(path, text.replaceAll(old, by));
  }
}

/** The demonstration as it would be exported after a change of page and pack: every name is another. */
async function nextExport(from: string, to: string, label: string): Promise<void> {
  await cp(from, to, { recursive: true });
  for (const file of await readdir(join(to, 'assets'))) {
    const next = file.replace(/^(.*?)(\.\w+)$/, `$1-${label}$2`);
    await rename(join(to, 'assets', file), join(to, 'assets', next));
    await replaceIn(to, file, next);
  }
  const demo = JSON.parse(await readFile(join(to, 'demo.json'), 'utf8'));
  const pack = `pack-${label}.fpk.gz`;
  await rename(join(to, demo.pack.file), join(to, pack));
  demo.pack.file = pack;
  demo.label = label;
  await writeFile(join(to, 'demo.json'), JSON.stringify(demo));
  await writeServiceWorker(to);
}

interface Fixtures {
  site: Site;
  /** Folders of two exports, the second one newer. */
  exports: { first: string; second: string };
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: what a fixture without fixtures must look like
  exports: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'financescr-exports-'));
    const from = process.env.FINANCESCR_DEMO_DIR ?? 'demo_out';
    const both = { first: join(folder, 'first'), second: join(folder, 'second') };
    await nextExport(from, both.first, 'first');
    await nextExport(from, both.second, 'second');
    await use(both);
    await rm(folder, { recursive: true, force: true });
  },
  site: async ({ exports }, use) => {
    const site: Site = { address: '', folder: exports.first, instead: new Map() };
    const server = createServer(async (asked, answered) => {
      const { pathname } = new URL(asked.url ?? '/', 'http://localhost');
      const { status, type, body } = await serve(site, pathname);
      const headers = { 'content-type': type, 'cache-control': 'max-age=3600' };
      answered.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    site.address = `http://localhost:${(server.address() as AddressInfo).port}/`;
    await use(site);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});
