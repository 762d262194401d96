// A worker of either kind behind one interface: the platform's Worker, or node:worker_threads.
import { EngineError } from './errors.js';
import type { AnswerMessage, CallMessage } from './protocol.js';

export interface WorkerPort {
  post(message: CallMessage, transfer: ArrayBuffer[]): void;
  terminate(): void;
}

export interface WorkerListener {
  answered(message: AnswerMessage): void;
  /** The worker does not run any more, or never did. */
  died(why: string): void;
}

/** A worker that the caller made of the script `@financescr/engine/worker`. */
export function portOf(worker: Worker, listener: WorkerListener): WorkerPort {
  worker.onmessage = (event: MessageEvent<AnswerMessage>) => listener.answered(event.data);
  worker.onmessageerror = () => listener.died('an answer could not be read');
  worker.onerror = (event) => listener.died(event.message || 'its script cannot be loaded');
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    terminate: () => worker.terminate(),
  };
}

/** Errors: `engine_failed` where no worker may be started, as under a page's security policy. */
export async function startWorker(listener: WorkerListener): Promise<WorkerPort> {
  try {
    if (typeof Worker !== 'function') return await startThread(listener);
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    return portOf(worker, listener);
  } catch (error) {
    throw EngineError.wrap(error, 'engine_failed', 'No worker can be started');
  }
}

async function startThread(listener: WorkerListener): Promise<WorkerPort> {
  // In variables, so that bundlers for browsers look for neither.
  const specifier = 'node:worker_threads';
  const script = './worker.js';
  const threads = await import(/* @vite-ignore */ /* webpackIgnore: true */ specifier);
  const thread = new threads.Worker(new URL(script, import.meta.url));
  thread.on('message', (message: AnswerMessage) => listener.answered(message));
  thread.on('messageerror', () => listener.died('an answer could not be read'));
  thread.on('error', (error: Error) => listener.died(error.message));
  thread.on('exit', (code: number) => listener.died(`it ended with code ${code}`));
  return {
    post: (message, transfer) => thread.postMessage(message, transfer),
    terminate: () => void thread.terminate(),
  };
}
