import type { DecisionEngine } from '@financescr/engine';
import type { Transport } from './transport';

// The engine of a worker of this page. No request leaves the browser. `server` is the one whose pack
// the engine holds, if it is a server's.
export class LocalTransport implements Transport {
  readonly kind = 'browser';
  readonly address = '';

  constructor(
    readonly engine: DecisionEngine,
    readonly packLabel: string,
    readonly server: Transport | null = null,
  ) {}

  fetch(request: Request): Promise<Response> {
    return this.engine.fetch(request);
  }
}
