import type { DecisionEngine } from '@financescr/engine';
import type { Transport } from './transport';

// The engine of a worker of this page. No request leaves the browser.
export class LocalTransport implements Transport {
  readonly kind = 'browser';
  readonly address = '';

  constructor(
    readonly engine: DecisionEngine,
    readonly packLabel: string,
  ) {}

  fetch(request: Request): Promise<Response> {
    return this.engine.fetch(request);
  }
}
