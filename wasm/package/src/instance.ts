// One instance of the module: bytes in, bytes out, over the C ABI of docs/BROWSER.md. An instance
// that trapped is never entered again.
import type { HostPorts, ModuleOptions } from './contract.js';
import { EngineError, messageOf } from './errors.js';
import { HostImports } from './host-imports.js';
import { compile } from './wasm-source.js';

interface Exports {
  memory: WebAssembly.Memory;
  _initialize?(): void;
  financescr_alloc(size: number): number;
  financescr_free(at: number): void;
  financescr_open(at: number, size: number): number;
  financescr_handle(at: number, size: number): number;
  financescr_lines(task: number, at: number, size: number, firstLine: number): number;
  financescr_check_proof(at: number, size: number): number;
  financescr_sha256(at: number, size: number): number;
  financescr_about(): number;
  financescr_release(result: number): void;
}

const kFunctions = [
  'financescr_alloc',
  'financescr_free',
  'financescr_open',
  'financescr_handle',
  'financescr_lines',
  'financescr_check_proof',
  'financescr_sha256',
  'financescr_about',
  'financescr_release',
] as const;

/** Sizes of the ABI have 32 bits; a larger one would arrive as a small one. */
const kMaxBytes = 0x7fff_ffff;

export class Instance {
  readonly #exports: Exports;
  readonly #host: HostImports;
  #failure: string | undefined;

  private constructor(exports: Exports, host: HostImports) {
    this.#exports = exports;
    this.#host = host;
  }

  /** Errors: `bad_module` if it is not this engine. */
  static async create(options: ModuleOptions & HostPorts): Promise<Instance> {
    const module = await compile(options.wasm);
    const host = new HostImports(options);
    try {
      const { exports } = await WebAssembly.instantiate(module, host.for(module));
      if (!isEngine(exports)) throw new Error('it does not export what this engine does');
      host.memory = exports.memory;
      exports._initialize?.();
      return new Instance(exports, host);
    } catch (error) {
      throw EngineError.wrap(error, 'bad_module', 'The WebAssembly module is not this engine');
    }
  }

  get memoryBytes(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Takes the pack over. */
  open(pack: Uint8Array): Uint8Array {
    const at = this.#put(pack);
    return this.#answer(() => this.#exports.financescr_open(at, pack.length));
  }

  handle(message: Uint8Array): Uint8Array {
    return this.#with(message, (at, size) => this.#exports.financescr_handle(at, size));
  }

  /** Errors: `invalid` for a number that is no task's. */
  lines(task: number, text: Uint8Array, firstLine: number): Uint8Array {
    // The module takes 32 bits: undefined, 0.5 or 2 ** 32 would reach it as task 0.
    if (!Number.isInteger(task) || task < 0 || task > 0xffff_ffff) {
      throw EngineError.of('invalid', `There is no task ${task}`);
    }
    return this.#with(text, (at, size) =>
      this.#exports.financescr_lines(task, at, size, firstLine),
    );
  }

  checkProof(text: Uint8Array): Uint8Array {
    return this.#with(text, (at, size) => this.#exports.financescr_check_proof(at, size));
  }

  sha256(bytes: Uint8Array): Uint8Array {
    return this.#with(bytes, (at, size) => this.#exports.financescr_sha256(at, size));
  }

  about(): Uint8Array {
    return this.#answer(() => this.#exports.financescr_about());
  }

  #with(bytes: Uint8Array, call: (at: number, size: number) => number): Uint8Array {
    const at = this.#put(bytes);
    return this.#answer(() => call(at, bytes.length), at);
  }

  /** Copies into memory of the module. The view is made after the allocation, which may move it. */
  #put(bytes: Uint8Array): number {
    if (bytes.length > kMaxBytes) throw this.#tooLarge(bytes);
    const at = this.#enter(() => this.#exports.financescr_alloc(bytes.length)) >>> 0;
    if (at === 0) throw this.#tooLarge(bytes);
    new Uint8Array(this.#exports.memory.buffer).set(bytes, at);
    return at;
  }

  /** The body of a result. Errors: what the body of a refused call says. */
  #answer(call: () => number, input?: number): Uint8Array {
    const result = this.#enter(call) >>> 0;
    const view = new DataView(this.#exports.memory.buffer);
    const status = view.getUint32(result, true);
    const at = view.getUint32(result + 4, true);
    const size = view.getUint32(result + 8, true);
    const body = new Uint8Array(this.#exports.memory.buffer).slice(at, at + size);
    this.#enter(() => this.#exports.financescr_release(result));
    if (input !== undefined) this.#enter(() => this.#exports.financescr_free(input));
    if (status !== 0) throw EngineError.from(JSON.parse(new TextDecoder().decode(body)));
    return body;
  }

  #enter<T>(call: () => T): T {
    if (this.#failure !== undefined) throw EngineError.of('engine_failed', this.#failure);
    try {
      return call();
    } catch (error) {
      const text = this.#host.errorText;
      this.#failure = `The engine failed and cannot be used again: ${messageOf(error)}${
        text === '' ? '' : ` (${text})`
      }`;
      const failed = EngineError.of('engine_failed', this.#failure);
      failed.cause = error;
      throw failed;
    }
  }

  #tooLarge({ length }: Uint8Array): EngineError {
    return EngineError.of('too_large', `There is no memory left for another ${length} bytes`);
  }
}

function isEngine(exports: WebAssembly.Exports): exports is WebAssembly.Exports & Exports {
  return (
    exports['memory'] instanceof WebAssembly.Memory &&
    kFunctions.every((name) => typeof exports[name] === 'function')
  );
}
