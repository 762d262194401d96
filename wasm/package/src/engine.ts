// The engine in this thread: all but fetch, batch and checkProof answer at once.
import { bytesOf, toBytes, toText } from './bytes.js';
import type {
  BatchOptions,
  DecisionEngine,
  EngineInfo,
  LoadOptions,
  PackBytes,
  ProofCheck,
  Requests,
  Task,
} from './contract.js';
import { EngineError } from './errors.js';
import { decodeResponse, encodeRequest } from './http-message.js';
import { Instance } from './instance.js';
import { answerBatch, readAnswer, taskNumber, toLine } from './lines.js';
import { checkSignature, type ProofFindings } from './proof.js';
import type { CreditDecision, CreditRequest } from './types/credit.js';
import type { Bundle, ProofRequest, ReplayResult } from './types/replay.js';
import type {
  MatchAnswer,
  MatchRequest,
  ScreenRequest,
  ScreeningDecision,
} from './types/screening.js';

/**
 * An engine on this pack, with an instance of the module of its own.
 * Errors: `too_large` with the pack's size and the limit; every fault of a damaged pack;
 * `bad_module` for WebAssembly that is not this engine.
 */
export async function load(pack: PackBytes, options: LoadOptions = {}): Promise<Engine> {
  const bytes = bytesOf(pack);
  const instance = await Instance.create(options);
  const module = JSON.parse(toText(instance.about()));
  const limit = Math.min(options.memoryLimitBytes ?? Infinity, module.memory_limit_bytes);
  if (instance.memoryBytes + bytes.length > limit) throw doesNotFit(bytes, limit);
  const opened = JSON.parse(toText(instance.open(bytes)));
  if (instance.memoryBytes > limit) throw doesNotFit(bytes, limit);
  return new Engine(instance, { ...module, memory_limit_bytes: limit, ...opened });
}

function doesNotFit(pack: Uint8Array, limit: number): EngineError {
  return EngineError.of(
    'too_large',
    `The pack of ${pack.length} bytes does not fit into the memory limit of ${limit} bytes`,
  );
}

export class Engine implements DecisionEngine {
  readonly info: EngineInfo;
  #instance: Instance | undefined;

  /** Use `load`. */
  constructor(instance: Instance, info: EngineInfo) {
    this.#instance = instance;
    this.info = info;
  }

  screen(request: ScreenRequest): ScreeningDecision {
    return this.#one('screen', request);
  }

  apply(request: CreditRequest): CreditDecision {
    return this.#one('apply', request);
  }

  match(request: MatchRequest): MatchAnswer {
    return this.#one('match', request);
  }

  screenBundle(request: ScreenRequest): Bundle {
    return this.#one('screenBundle', request);
  }

  applyBundle(request: CreditRequest): Bundle {
    return this.#one('applyBundle', request);
  }

  replay(bundle: Bundle): ReplayResult {
    return this.#one('replay', bundle);
  }

  batch<T extends Task>(
    task: T,
    requests: Requests<T>,
    options?: BatchOptions,
  ): AsyncGenerator<string[], void, undefined> {
    return answerBatch((...piece) => this.lines(...piece), task, requests, options);
  }

  async fetch(request: Request): Promise<Response> {
    const message = await encodeRequest(request);
    return decodeResponse(this.handle(message), request.method);
  }

  async checkProof(request: ProofRequest): Promise<ProofCheck> {
    return checkSignature(this.proofFindings(request), request.public_key);
  }

  sha256(bytes: Uint8Array): string {
    return toText(this.#open().sha256(bytes));
  }

  close(): void {
    this.#instance = undefined;
  }

  /**
   * A piece of a batch: lines to lines. For hosts that move pieces themselves.
   * Errors: `invalid` for an unknown task.
   */
  lines(task: Task, text: string, firstLine: number): string {
    return toText(this.#open().lines(taskNumber(task), toBytes(text), firstLine));
  }

  /** A message of financescr_handle, for hosts that move messages themselves. */
  handle(message: Uint8Array): Uint8Array {
    return this.#open().handle(message);
  }

  /** What checkProof says before the signature is looked at. */
  proofFindings(request: ProofRequest): ProofFindings {
    return JSON.parse(toText(this.#open().checkProof(toBytes(JSON.stringify(request)))));
  }

  #one<T>(task: Task, request: object): T {
    return readAnswer(this.lines(task, toLine(request, 1), 1));
  }

  #open(): Instance {
    if (!this.#instance) throw EngineError.of('closed', 'The engine was closed');
    return this.#instance;
  }
}
