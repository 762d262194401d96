// Screening requests about the parties of a compiled pack's folder: every name as it is listed, and
// with one slip.
//
//   node list-requests.mjs FOLDER >REQUESTS
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const kSlips = [
  (name, at) => name.slice(0, at) + name.slice(at + 1),
  (name, at) => name.slice(0, at) + name.slice(at, at + 1) + name.slice(at),
  (name, at) =>
    name.slice(0, at) + name.slice(at + 1, at + 2) + name.slice(at, at + 1) + name.slice(at + 2),
  (name) => name.split(' ').reverse().join(' '),
  (name) => name.toUpperCase(),
];

function watchlistOf(folder) {
  const files = readdirSync(folder, { recursive: true });
  const found = files.find((file) => file.endsWith('watchlist.jsonl'));
  if (found === undefined) throw new Error(`${folder} holds no watchlist.jsonl`);
  return readFileSync(join(folder, found), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

let number = 0;
for (const row of watchlistOf(process.argv[2])) {
  for (const name of [row.primary_name, ...(row.aliases ?? [])]) {
    const slip = kSlips[number % kSlips.length];
    for (const asked of [name, slip(name, number % Math.max(1, name.length))]) {
      const subject = { name: asked, dob: number % 2 === 0 ? row.dob?.[0] : undefined };
      console.log(JSON.stringify({ request_id: `L${++number}`, subject }));
    }
  }
}
