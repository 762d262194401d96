// Writes src/contract/generated from functions/contract/openapi.yaml: the TypeScript types of every
// route, and the closed tables of codes with their sentences. Neither is committed, so that neither
// can be older than the contract.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

const contract = new URL('../../functions/contract/openapi.yaml', import.meta.url);
const target = new URL('../src/contract/generated/', import.meta.url);

function codeTables(document) {
  const tables = {};
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    const codes = schema['x-codes'];
    if (codes) tables[name] = Object.fromEntries(codes.map(({ code, text }) => [code, text]));
  }
  return tables;
}

const document = parse(await readFile(contract, 'utf8'), { merge: true, maxAliasCount: -1 });
await mkdir(target, { recursive: true });
await writeFile(new URL('schema.d.ts', target), astToString(await openapiTS(contract)));
await writeFile(
  new URL('codes.json', target),
  `${JSON.stringify(codeTables(document), null, 2)}\n`,
);
