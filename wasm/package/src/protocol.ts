// What a worker and its client say to each other. A message is one call; a batch is one call a
// piece, so that the worker answers others in between and a batch stops by not being continued.
import type { EngineInfo, ModuleOptions, Task } from './contract.js';
import { EngineError, type EngineFault } from './errors.js';
import type { ProofFindings } from './proof.js';
import type { ProofRequest } from './types/replay.js';

/** Arguments and result of each call. */
export interface Calls {
  load: { arguments: [pack: Uint8Array, options: WorkerOptions]; result: EngineInfo };
  lines: { arguments: [task: Task, text: string, firstLine: number]; result: string };
  handle: { arguments: [message: Uint8Array]; result: Uint8Array };
  proofFindings: { arguments: [request: ProofRequest]; result: ProofFindings };
  sha256: { arguments: [bytes: Uint8Array]; result: string };
}
export type CallName = keyof Calls;

/** Of the options of load, those that can be sent to a worker. */
export interface WorkerOptions {
  wasm?: WebAssembly.Module;
  memoryLimitBytes?: NonNullable<ModuleOptions['memoryLimitBytes']>;
}

export type CallMessage = {
  [Name in CallName]: { id: number; call: Name; arguments: Calls[Name]['arguments'] };
}[CallName];

/** Of the same id as the call. Errors lose their class on the way, so their fields are sent. */
export type AnswerMessage =
  | { id: number; result: Calls[CallName]['result'] }
  | { id: number; faults: readonly EngineFault[] };

export function toFaults(error: unknown): readonly EngineFault[] {
  return EngineError.wrap(error, 'engine_failed', 'The worker failed').errors;
}

export function fromFaults(faults: readonly EngineFault[]): EngineError {
  return EngineError.from({ errors: faults });
}
