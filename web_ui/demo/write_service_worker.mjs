// The service worker of an exported folder: its version and the SHA-256 of every file.

import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const kName = 'service_worker.js';
const template = new URL(`./${kName}`, import.meta.url);

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

export async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** Cached under a name made of all files' contents: another page, pack or engine is another cache. */
export async function writeServiceWorker(folder) {
  const files = (await filesOf(folder)).filter((file) => file !== kName);
  const hashes = {};
  for (const file of files) hashes[file] = sha256(await readFile(join(folder, file)));
  const text = (await readFile(template, 'utf8'))
    .replace('@VERSION@', sha256(JSON.stringify(hashes)).slice(0, 16))
    .replace("'@FILES@'", JSON.stringify(hashes));
  await writeFile(join(folder, kName), text);
}
