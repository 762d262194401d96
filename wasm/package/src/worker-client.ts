// The engine in a worker: the page stays alive while it decides.
import { bytesOf } from './bytes.js';
import type {
  BatchOptions,
  DecisionEngine,
  EngineInfo,
  ModuleOptions,
  PackBytes,
  ProofCheck,
  Requests,
  Task,
} from './contract.js';
import { EngineError } from './errors.js';
import { decodeResponse, encodeRequest } from './http-message.js';
import { answerBatch, readAnswer, toLine } from './lines.js';
import { checkSignature } from './proof.js';
import {
  type AnswerMessage,
  type CallMessage,
  type CallName,
  type Calls,
  type WorkerOptions,
  fromFaults,
} from './protocol.js';
import type { CreditDecision, CreditRequest } from './types/credit.js';
import type { Bundle, ProofRequest, ReplayResult } from './types/replay.js';
import type {
  MatchAnswer,
  MatchRequest,
  ScreenRequest,
  ScreeningDecision,
} from './types/screening.js';
import { compile } from './wasm-source.js';
import { type WorkerPort, portOf, startWorker } from './worker-port.js';

export interface WorkerLoadOptions extends ModuleOptions {
  /** A worker of the script `@financescr/engine/worker`, not yet used; it is then the engine's. */
  worker?: Worker;
}

/** As `load`, in a worker. A worker whose load fails is ended. Errors: those of `load`. */
export async function loadInWorker(
  pack: PackBytes,
  { worker, wasm, memoryLimitBytes }: WorkerLoadOptions = {},
): Promise<WorkerEngine> {
  const options: WorkerOptions = {};
  if (wasm !== undefined) options.wasm = await compile(wasm);
  if (memoryLimitBytes !== undefined) options.memoryLimitBytes = memoryLimitBytes;
  const calls = new WorkerCalls();
  calls.port = worker ? portOf(worker, calls) : await startWorker(calls);
  try {
    // A slice, so that the caller keeps the pack and the copy is moved instead of cloned.
    const copy = bytesOf(pack).slice();
    const info = await calls.call('load', [copy, options], [copy.buffer as ArrayBuffer]);
    return new WorkerEngine(calls, info);
  } catch (error) {
    calls.end(EngineError.of('closed', 'The engine was never loaded'));
    throw error;
  }
}

interface Waiting {
  resolve(result: never): void;
  reject(error: EngineError): void;
}

/** The calls that a worker has not answered yet. */
class WorkerCalls {
  port!: WorkerPort;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #ended: EngineError | undefined;

  call<Name extends CallName>(
    name: Name,
    args: Calls[Name]['arguments'],
    transfer: ArrayBuffer[] = [],
  ): Promise<Calls[Name]['result']> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.port.post({ id, call: name, arguments: args } as CallMessage, transfer);
      this.#waiting.set(id, { resolve, reject });
    });
  }

  answered(message: AnswerMessage): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ('faults' in message) waiting?.reject(fromFaults(message.faults));
    else waiting?.resolve(message.result as never);
  }

  died(why: string): void {
    this.end(EngineError.of('engine_failed', `The worker of the engine does not run: ${why}`));
  }

  /** What is waiting and what comes later is refused with this error. The first one stands. */
  end(error: EngineError): void {
    if (this.#ended) return;
    this.#ended = error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.port.terminate();
  }
}

export class WorkerEngine implements DecisionEngine {
  readonly info: EngineInfo;
  readonly #calls: WorkerCalls;

  /** Use `loadInWorker`. */
  constructor(calls: WorkerCalls, info: EngineInfo) {
    this.#calls = calls;
    this.info = info;
  }

  screen(request: ScreenRequest): Promise<ScreeningDecision> {
    return this.#one('screen', request);
  }

  apply(request: CreditRequest): Promise<CreditDecision> {
    return this.#one('apply', request);
  }

  match(request: MatchRequest): Promise<MatchAnswer> {
    return this.#one('match', request);
  }

  screenBundle(request: ScreenRequest): Promise<Bundle> {
    return this.#one('screenBundle', request);
  }

  applyBundle(request: CreditRequest): Promise<Bundle> {
    return this.#one('applyBundle', request);
  }

  replay(bundle: Bundle): Promise<ReplayResult> {
    return this.#one('replay', bundle);
  }

  batch<T extends Task>(
    task: T,
    requests: Requests<T>,
    options?: BatchOptions,
  ): AsyncGenerator<string[], void, undefined> {
    return answerBatch((...piece) => this.#calls.call('lines', piece), task, requests, options);
  }

  async fetch(request: Request): Promise<Response> {
    const message = await encodeRequest(request);
    const answer = await this.#calls.call('handle', [message], [message.buffer]);
    return decodeResponse(answer, request.method);
  }

  async checkProof(request: ProofRequest): Promise<ProofCheck> {
    const found = await this.#calls.call('proofFindings', [request]);
    return checkSignature(found, request.public_key);
  }

  sha256(bytes: Uint8Array): Promise<string> {
    return this.#calls.call('sha256', [bytes]);
  }

  /** Ends the worker. */
  close(): void {
    this.#calls.end(EngineError.of('closed', 'The engine was closed'));
  }

  async #one<T>(task: Task, request: object): Promise<T> {
    return readAnswer(await this.#calls.call('lines', [task, toLine(request, 1), 1]));
  }
}
