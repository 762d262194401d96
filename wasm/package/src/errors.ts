// EngineError: the one error that this package throws.
import type { FaultCode, FieldFault } from './types/common.js';

/**
 * Besides the contract's codes: `engine_failed`, the module trapped or its worker died, and the
 * engine cannot be used again; `bad_module`, the WebAssembly is not this engine; `closed`, after
 * `close()`.
 */
export type EngineErrorCode = FaultCode | 'engine_failed' | 'bad_module' | 'closed';

export interface EngineFault {
  code: EngineErrorCode;
  /** One sentence for a person. */
  detail: string;
  /** JSON pointer of the bad field; empty for the whole. */
  pointer: string;
}

export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  readonly detail: string;
  readonly pointer: string;
  /** Every fault that was found; the first one's members are this error's. */
  readonly errors: readonly EngineFault[];

  constructor(first: EngineFault, ...others: EngineFault[]) {
    super(first.pointer === '' ? first.detail : `${first.pointer} ${first.detail}`);
    this.code = first.code;
    this.detail = first.detail;
    this.pointer = first.pointer;
    this.errors = [first, ...others];
  }

  static of(code: EngineErrorCode, detail: string): EngineError {
    return new EngineError({ code, detail, pointer: '' });
  }

  /** From `{errors}` of a refused call, or from `{error, errors?}` of a bad line. */
  static from(body: { error?: FieldFault; errors?: readonly EngineFault[] }): EngineError {
    const given = body.errors ?? (body.error ? [body.error] : []);
    const faults = given.map(({ code, detail, pointer }) => ({ code, detail, pointer }));
    const [first, ...others] = faults;
    if (!first) return EngineError.of('engine_failed', 'The engine refused without a reason');
    return new EngineError(first, ...others);
  }

  /** Any thrown value as an EngineError, `code` being that of what was no EngineError. */
  static wrap(error: unknown, code: EngineErrorCode, detail: string): EngineError {
    if (error instanceof EngineError) return error;
    const wrapped = EngineError.of(code, `${detail}: ${messageOf(error)}`);
    wrapped.cause = error;
    return wrapped;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
