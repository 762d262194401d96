// What an engine does, wherever it runs. `Engine` (this thread) and `WorkerEngine` implement it,
// and one suite of tests runs against both.
import type { ContentHash, Day } from './types/common.js';
import type { CreditDecision, CreditRequest } from './types/credit.js';
import type { MonitorLine } from './types/monitoring.js';
import type { Bundle, ProofRequest, ReplayResult } from './types/replay.js';
import type {
  MatchAnswer,
  MatchRequest,
  ScreenRequest,
  ScreeningDecision,
} from './types/screening.js';

/** At once from an engine in this thread, a promise from one in a worker: `await` takes both. */
export type Awaitable<T> = T | Promise<T>;

/** What a line is, and what answers it. */
export interface Tasks {
  screen: ScreenRequest;
  apply: CreditRequest;
  match: MatchRequest;
  replay: Bundle;
  /** Answered by a bundle. */
  screenBundle: ScreenRequest;
  /** Answered by a bundle. */
  applyBundle: CreditRequest;
  /**
   * A stream: what a line is answered depends on those before it in the same batch, and each batch
   * begins without a past. One at a time.
   */
  monitor: MonitorLine;
  /** Answered by bundles; what has none (a tick, a fault) as by `monitor`. */
  monitorBundle: MonitorLine;
}
export type Task = keyof Tasks;

export interface BatchOptions {
  /** Requests that are decided in one go; 500 unless given. */
  pieceSize?: number;
  /** After each piece; `done` counts requests. */
  onProgress?: (progress: { done: number }) => void;
  /** Aborted: no further piece is begun, and the batch throws the signal's reason. */
  signal?: AbortSignal;
}

/** Many requests, as objects or as JSON lines. */
export type Requests<T extends Task> =
  | Iterable<Tasks[T] | string>
  | AsyncIterable<Tasks[T] | string>;

export interface DecisionEngine {
  readonly info: EngineInfo;

  /** Errors: an EngineError with each bad field of the request. So do the next five. */
  screen(request: ScreenRequest): Awaitable<ScreeningDecision>;
  apply(request: CreditRequest): Awaitable<CreditDecision>;
  match(request: MatchRequest): Awaitable<MatchAnswer>;
  screenBundle(request: ScreenRequest): Awaitable<Bundle>;
  applyBundle(request: CreditRequest): Awaitable<Bundle>;
  /** A difference is an answer, not an error. */
  replay(bundle: Bundle): Awaitable<ReplayResult>;

  /**
   * Pieces of answers, one JSON line a request in its order. A line that cannot be decided is
   * answered by a `LineFault`, whose `line` counts from 1 over the whole batch; an empty line is
   * counted and passed over. Errors, at the call itself: `invalid` for a task that there is not.
   */
  batch<T extends Task>(
    task: T,
    requests: Requests<T>,
    options?: BatchOptions,
  ): AsyncGenerator<string[], void, undefined>;

  /** The service's HTTP API over a store in memory, that lives as long as the engine. */
  fetch(request: Request): Promise<Response>;

  checkProof(request: ProofRequest): Promise<ProofCheck>;

  /** 64 hexadecimal digits. */
  sha256(bytes: Uint8Array): Awaitable<string>;

  /** Gives the memory back. Every later call throws an EngineError of code `closed`. */
  close(): void;
}

/** What the loaded module and its pack are. */
export interface EngineInfo {
  version: string;
  /** Changes only when some outcome may change. */
  decision_version: string;
  bundle_version: string;
  /** Whether this machine's arithmetic is the one that decisions are defined on. */
  self_test: boolean;
  memory_limit_bytes: number;
  /** Null where the pack has no such domain. */
  fincrime: PackDomain | null;
  credit: PackDomain | null;
  monitoring: PackDomain | null;
  /** Whether any of the pack was made up, for demonstrations. */
  synthetic: boolean;
}

export interface PackDomain {
  label: string;
  as_of: Day | null;
  pack_hash: ContentHash;
  policy_hash: ContentHash;
  model_hash: ContentHash;
  policy_version: string;
  /** How many each file has. */
  rows: Record<string, number>;
}

export interface ProofCheck {
  /** Whether hashing row after row leads to the hash of the signed head. */
  chain: boolean;
  /** Whether the row's digest is that of the bundle with its salt. */
  digest: boolean;
  /** Whether the trusted key signed the head; `unchecked` where the platform has no Ed25519. */
  signature: boolean | 'unchecked';
  /** Why the signature is unchecked, or what is no signature or key. */
  signature_detail?: string;
  /** The decision that the row is about; null if it is about none. */
  decision_id: string | null;
  chain_name: string;
  seq: number;
}

/** Bytes of a pack. They are copied, and the caller's stay as they are. */
export type PackBytes = ArrayBuffer | ArrayBufferView;

/** Where engine.wasm comes from. */
export type WasmSource = WebAssembly.Module | ArrayBuffer | ArrayBufferView | Response | URL;

/** Options that an engine in a worker takes as well. */
export interface ModuleOptions {
  /** Unless given: the engine.wasm beside this file. */
  wasm?: WasmSource | Promise<WasmSource>;
  /** The module's memory must not be larger than this once the pack is in it. */
  memoryLimitBytes?: number;
}

/** The host's clocks and entropy; the platform's unless given. */
export interface HostPorts {
  /** Microseconds since 1970-01-01 UTC. */
  now?: () => bigint;
  /** Microseconds since any instant; never goes back. */
  elapsed?: () => bigint;
  /** Fills all of `bytes`. */
  fillRandom?: (bytes: Uint8Array) => void;
}

export interface LoadOptions extends ModuleOptions, HostPorts {}
