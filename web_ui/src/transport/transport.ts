// What answers the pages' requests: a server, or the engine in this browser. Pages know no more.
export interface Transport {
  readonly kind: 'server' | 'browser';
  /** The address of the server; empty for the engine in this browser. */
  readonly address: string;
  /** What its pack is called, where the page knows better than the host. */
  readonly packLabel?: string;
  /** The server that must be there for what the pages show to be current; null where none is asked. */
  readonly server: Transport | null;
  fetch(request: Request): Promise<Response>;
}

// Requests are written for this origin; a transport puts its own in its place.
export const kOrigin = 'http://localhost';
