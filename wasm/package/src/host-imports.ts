// What the module imports: the clocks and entropy of a host, and the few WASI calls of its C
// library, which has no files here.
import type { HostPorts } from './contract.js';

/** WASI errno values (wasi_snapshot_preview1). */
const kSuccess = 0;
const kBadDescriptor = 8;
const kNotSupported = 52;
const kNoSeek = 70;

const kStandardError = 2;
/** WebCrypto gives no more at once. */
const kMaxRandomBytes = 65_536;
const kMaxErrorText = 4_096;

/** The exit of the module: it can do nothing more. */
export class ModuleExit extends Error {
  constructor(code: number) {
    super(`it ended itself with code ${code}`);
  }
}

export class HostImports {
  /** The instance's memory; set before anything of the module runs. */
  memory!: WebAssembly.Memory;
  readonly #ports: Required<HostPorts>;
  readonly #decoder = new TextDecoder();
  #errorText = '';

  constructor(ports: HostPorts) {
    this.#ports = {
      now: ports.now ?? (() => BigInt(Date.now()) * 1000n),
      elapsed: ports.elapsed ?? (() => BigInt(Math.floor(performance.now() * 1000))),
      fillRandom: ports.fillRandom ?? fillFromPlatform,
    };
  }

  /** The last of what the module wrote to its standard error, on one line. */
  get errorText(): string {
    return this.#errorText.trim().replaceAll('\n', ' ');
  }

  /** An import object for exactly what `module` asks for. */
  for(module: WebAssembly.Module): WebAssembly.Imports {
    const known: Record<string, WebAssembly.ModuleImports> = {
      financescr: this.#financescr(),
      wasi_snapshot_preview1: this.#wasi(),
      env: { emscripten_notify_memory_growth: () => {} },
    };
    const imports: Record<string, WebAssembly.ModuleImports> = {};
    for (const wanted of WebAssembly.Module.imports(module)) {
      const given = known[wanted.module]?.[wanted.name];
      const isWasi = wanted.module === 'wasi_snapshot_preview1';
      const value = given ?? (isWasi ? () => kNotSupported : undefined);
      if (value !== undefined) (imports[wanted.module] ??= {})[wanted.name] = value;
    }
    return imports;
  }

  #financescr(): WebAssembly.ModuleImports {
    return {
      now_us: () => this.#ports.now(),
      elapsed_us: () => this.#ports.elapsed(),
      fill_random: (at: number, size: number) => this.#ports.fillRandom(this.#bytes(at, size)),
    };
  }

  #wasi(): WebAssembly.ModuleImports {
    return {
      proc_exit: (code: number) => {
        throw new ModuleExit(code);
      },
      fd_write: (fd: number, vectors: number, count: number, written: number) =>
        this.#write(fd, vectors, count, written),
      fd_close: () => kSuccess,
      fd_read: () => kBadDescriptor,
      fd_seek: () => kNoSeek,
      environ_sizes_get: (count: number, size: number) => this.#nothing(count, size),
      environ_get: () => kSuccess,
      args_sizes_get: (count: number, size: number) => this.#nothing(count, size),
      args_get: () => kSuccess,
      clock_time_get: (clock: number, _precision: bigint, at: number) => {
        const us = clock === 0 ? this.#ports.now() : this.#ports.elapsed();
        this.#view().setBigUint64(at >>> 0, us * 1000n, true);
        return kSuccess;
      },
      random_get: (at: number, size: number) => {
        this.#ports.fillRandom(this.#bytes(at, size));
        return kSuccess;
      },
    };
  }

  #write(fd: number, vectors: number, count: number, written: number): number {
    const view = this.#view();
    let total = 0;
    for (let i = 0; i < count; ++i) {
      const at = (vectors >>> 0) + 8 * i;
      const size = view.getUint32(at + 4, true);
      if (fd === kStandardError) {
        this.#errorText += this.#decoder.decode(this.#bytes(view.getUint32(at, true), size));
      }
      total += size;
    }
    this.#errorText = this.#errorText.slice(-kMaxErrorText);
    view.setUint32(written >>> 0, total, true);
    return kSuccess;
  }

  #nothing(count: number, size: number): number {
    this.#view().setUint32(count >>> 0, 0, true);
    this.#view().setUint32(size >>> 0, 0, true);
    return kSuccess;
  }

  #view(): DataView {
    return new DataView(this.memory.buffer);
  }

  #bytes(at: number, size: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.memory.buffer, at >>> 0, size >>> 0);
  }
}

function fillFromPlatform(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += kMaxRandomBytes) {
    const part = bytes.subarray(at, at + kMaxRandomBytes) as Uint8Array<ArrayBuffer>;
    crypto.getRandomValues(part);
  }
}
