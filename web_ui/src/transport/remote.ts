import type { Transport } from './transport';

// A Financescr server at `address`, an origin without a path. `token` is asked before every request,
// so that signing in needs no new transport.
export class RemoteTransport implements Transport {
  readonly kind = 'server';

  constructor(
    readonly address: string,
    private readonly token: () => string | null = () => null,
  ) {}

  get server(): Transport {
    return this;
  }

  fetch(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    const token = this.token();
    if (token && !headers.has('Authorization')) headers.set('Authorization', `Bearer ${token}`);
    return request.method === 'GET'
      ? fetch(`${this.address}${pathname}${search}`, { headers, signal: request.signal })
      : this.send(`${this.address}${pathname}${search}`, request, headers);
  }

  private async send(address: string, request: Request, headers: Headers): Promise<Response> {
    const body = await request.text();
    return fetch(address, { method: request.method, headers, body, signal: request.signal });
  }
}
