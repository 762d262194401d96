// The script of the worker: calls an engine, one message at a time. Loaded by a Worker of the
// platform or by node:worker_threads.
import type { Engine } from './engine.js';
import { load } from './engine.js';
import { EngineError } from './errors.js';
import { type AnswerMessage, type CallMessage, toFaults } from './protocol.js';

type Send = (answer: AnswerMessage, transfer: ArrayBuffer[]) => void;

let engine: Engine | undefined;

async function answer(message: CallMessage, send: Send): Promise<void> {
  const { id } = message;
  try {
    const result = await run(message);
    const transfer = result instanceof Uint8Array ? [result.buffer as ArrayBuffer] : [];
    send({ id, result }, transfer);
  } catch (error) {
    send({ id, faults: toFaults(error) }, []);
  }
}

async function run(message: CallMessage) {
  if (message.call === 'load') {
    engine = await load(...message.arguments);
    return engine.info;
  }
  if (!engine) throw EngineError.of('engine_failed', 'The worker has no engine yet');
  switch (message.call) {
    case 'lines':
      return engine.lines(...message.arguments);
    case 'handle':
      return engine.handle(...message.arguments);
    case 'proofFindings':
      return engine.proofFindings(...message.arguments);
    case 'sha256':
      return engine.sha256(...message.arguments);
    default:
      throw EngineError.of('invalid', 'The worker knows no such call');
  }
}

/** The global scope of a worker, as far as it is used; its types exclude those of a page. */
interface WorkerScope {
  onmessage: ((event: { data: CallMessage }) => void) | null;
  postMessage: Send;
}

function listenOnScope(scope: WorkerScope): void {
  scope.onmessage = ({ data }) => void answer(data, (...sent) => scope.postMessage(...sent));
}

async function listenOnThread(): Promise<void> {
  const specifier = 'node:worker_threads';
  const { parentPort } = await import(/* @vite-ignore */ /* webpackIgnore: true */ specifier);
  const send: Send = (...sent) => parentPort.postMessage(...sent);
  parentPort.on('message', (data: CallMessage) => void answer(data, send));
}

if (typeof globalThis.postMessage === 'function') {
  listenOnScope(globalThis as unknown as WorkerScope);
} else {
  void listenOnThread();
}
