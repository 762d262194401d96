// Adds up what compare.mjs counted: the first line is the sum, the next ones what kinds there were.
// Exits with 1 when nothing was compared.
//
//   node total.mjs COUNTS...
import { readFileSync } from 'node:fs';

const kKinds = ['outcomes', 'scripts'];
const number = new Intl.NumberFormat('en-GB');

function add(total, counts) {
  for (const [key, value] of Object.entries(counts)) {
    if (typeof value === 'number') total[key] = (total[key] ?? 0) + value;
    else add((total[key] ??= {}), value);
  }
}

const total = {};
for (const file of process.argv.slice(2)) add(total, JSON.parse(readFileSync(file, 'utf8')));
const { lines, decided, refused, hashes } = total;
console.log(
  `${number.format(lines)} answers the same, ${number.format(decided)} decided and ` +
    `${number.format(refused)} refused, ${number.format(hashes)} result hashes`,
);
for (const kind of kKinds) {
  const found = Object.entries(total[kind] ?? {}).sort(([, a], [, b]) => b - a);
  if (found.length === 0) continue;
  const list = found.map(([name, count]) => `${name} ${number.format(count)}`).join(', ');
  console.log(`    ${found.length} ${kind}: ${list}`);
}
process.exitCode = lines > 0 ? 0 : 1;
