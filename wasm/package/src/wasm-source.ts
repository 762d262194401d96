// From wherever engine.wasm is to a compiled module.
import type { WasmSource } from './contract.js';
import { EngineError } from './errors.js';

let ownModule: Promise<WebAssembly.Module> | undefined;

/**
 * Errors: `bad_module` for bytes that are no WebAssembly or that cannot be had. The module beside
 * this file is compiled once.
 */
export async function compile(
  source: WasmSource | Promise<WasmSource> | undefined,
): Promise<WebAssembly.Module> {
  try {
    if (source !== undefined) return await compileSource(await source);
    ownModule ??= compileSource(new URL('./engine.wasm', import.meta.url));
    return await ownModule;
  } catch (error) {
    if (source === undefined) ownModule = undefined;
    throw EngineError.wrap(error, 'bad_module', 'The WebAssembly module cannot be used');
  }
}

async function compileSource(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof Response) return compileResponse(source);
  if (!(source instanceof URL)) return WebAssembly.compile(source as BufferSource);
  if (source.protocol !== 'file:') return compileResponse(await fetch(source));
  return WebAssembly.compile(await readFile(source));
}

async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) {
    throw EngineError.of('bad_module', `${response.url} answered ${response.status}`);
  }
  const type = response.headers.get('content-type') ?? '';
  if (type === 'application/wasm' && 'compileStreaming' in WebAssembly) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** The specifier is a variable, so that bundlers for browsers do not look for it. */
async function readFile(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  const specifier = 'node:fs/promises';
  const files = await import(/* @vite-ignore */ /* webpackIgnore: true */ specifier);
  return files.readFile(url);
}
