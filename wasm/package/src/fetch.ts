// The service as a fetch handler: for hosts that call `fetch(request, env)`, and for service
// workers and tests.
import type { DecisionEngine, PackBytes, WasmSource } from './contract.js';
import { load } from './engine.js';
import { EngineError, type EngineFault } from './errors.js';
import type { Problem } from './types/common.js';

/** What a host binds. */
export interface Environment {
  /** The data pack. */
  PACK?: PackBytes | (() => PackBytes | Promise<PackBytes>);
  /** engine.wasm, for hosts that compile WebAssembly before they start. */
  ENGINE?: WasmSource;
}

export type FetchHandler = (request: Request) => Promise<Response>;

/** Answers as the engine does, and with a problem document where the engine itself fails. */
export function createFetchHandler(engine: DecisionEngine): FetchHandler {
  return async (request) => {
    try {
      return await engine.fetch(request);
    } catch (error) {
      return request.signal.aborted ? Promise.reject(error) : problemOf(error, statusOf(error));
    }
  };
}

/** Of a request that the engine does not even read, and of an engine that cannot answer. */
function statusOf(error: unknown): number {
  const code = error instanceof EngineError ? error.code : 'engine_failed';
  if (code === 'too_large') return 413;
  return code === 'malformed' || code === 'invalid' ? 400 : 500;
}

const handlers = new WeakMap<Environment, Promise<FetchHandler>>();

/** Loads the pack at the first request of an environment; one that failed is tried again. */
function handlerOf(env: Environment): Promise<FetchHandler> {
  let handler = handlers.get(env);
  if (!handler) {
    handler = start(env);
    handlers.set(env, handler);
    handler.catch(() => handlers.delete(env));
  }
  return handler;
}

async function start({ PACK, ENGINE }: Environment): Promise<FetchHandler> {
  if (PACK === undefined) {
    throw EngineError.of('missing', 'The environment has no PACK, the bytes of a data pack (.fpk)');
  }
  const pack = typeof PACK === 'function' ? await PACK() : PACK;
  return createFetchHandler(await load(pack, ENGINE === undefined ? {} : { wasm: ENGINE }));
}

const kTitles: Record<number, string> = {
  400: 'Bad Request',
  413: 'Content Too Large',
  500: 'Internal Server Error',
};

function problemOf(error: unknown, status: number): Response {
  const fault = EngineError.wrap(error, 'engine_failed', 'The engine cannot answer');
  const problem: Omit<Problem, 'errors'> & { errors: readonly EngineFault[] } = {
    type: `urn:financescr:problem:${fault.code}`,
    title: kTitles[status] ?? '',
    status,
    detail: fault.detail,
    code: fault.code,
    request_id: '',
    errors: fault.errors,
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}

export default {
  async fetch(request: Request, env: Environment = {}): Promise<Response> {
    try {
      const handler = await handlerOf(env);
      return await handler(request);
    } catch (error) {
      return request.signal.aborted ? Promise.reject(error) : problemOf(error, 500);
    }
  },
};
