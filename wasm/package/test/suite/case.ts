// A case of the suite, and what cases share. No test framework and no module of a host is imported
// in this folder, so that a browser runs the same text.
import type { DecisionEngine, ModuleOptions } from '@financescr/engine';

export interface Host {
  /** Loads a pack into an engine of this kind. */
  open(pack: Uint8Array, options?: ModuleOptions): Promise<DecisionEngine>;
  /** The demonstration's pack: `financescr datagen --seed 42`. */
  pack: Uint8Array;
}

export interface Case {
  name: string;
  run(host: Host): Promise<void>;
}

const kDay = '2026-01-01';

/** On the list, by name and nationality. */
export const kReviewed = { as_of: kDay, customer_id: 'C_000049' };

/** Of the pack, with too many missed payments. */
export const kDeclined = { as_of: kDay, application_id: 'A_002945' };

/** A case on an engine with the demonstration's pack, closed afterwards. */
export function onEngine(name: string, body: (engine: DecisionEngine) => Promise<void>): Case {
  const run = async (host: Host) => {
    const engine = await host.open(host.pack);
    try {
      await body(engine);
    } finally {
      engine.close();
    }
  };
  return { name, run };
}

export async function collect(batch: AsyncIterable<string[]>): Promise<string[]> {
  const lines: string[] = [];
  for await (const piece of batch) lines.push(...piece);
  return lines;
}

/** A request as a page of another site makes it. */
export function post(path: string, body: object): Request {
  const headers = { 'content-type': 'application/json', origin: 'https://elsewhere.example' };
  const url = `https://pages.example${path}`;
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(body) });
}
