import type {
  AccessToken,
  CreditChange,
  CreditDecision,
  CreditRequest,
  CreditWhatIf,
  DecisionProof,
  FieldFault,
  Health,
  Problem,
  ReplayResult,
  ScreeningChange,
  ScreeningDecision,
  ScreeningWhatIf,
  ScreenRequest,
  StoredDecision,
} from '../contract/types';
import { kOrigin, type Transport } from './transport';

// A refused request, as its problem document tells it; or no answer at all, with status 0.
export class ApiError extends Error {
  readonly title: string;
  readonly code: string;
  readonly requestId: string;
  readonly faults: FieldFault[];

  constructor(
    readonly status: number,
    problem: Partial<Problem>,
  ) {
    super(problem.detail ?? '');
    this.title = problem.title ?? '';
    this.code = problem.code ?? 'no_answer';
    this.requestId = problem.request_id ?? '';
    this.faults = problem.errors ?? [];
  }
}

// A key under which a request that broke off can be sent again. Not crypto.randomUUID(): that one
// is missing on pages that came over plain http.
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a refusing answer says of itself. */
export async function problemOf(response: Response): Promise<Partial<Problem>> {
  const fallback = { title: response.statusText || `Status ${response.status}` };
  try {
    const problem: unknown = JSON.parse(await response.text());
    return typeof problem === 'object' && problem ? { ...fallback, ...problem } : fallback;
  } catch {
    return fallback;
  }
}

export class Client {
  constructor(readonly transport: Transport) {}

  screen = (request: ScreenRequest, key: string) =>
    this.post<ScreeningDecision>('/screen', request, { 'Idempotency-Key': key });
  apply = (request: CreditRequest, key: string) =>
    this.post<CreditDecision>('/credit/apply', request, { 'Idempotency-Key': key });
  /** `bundle` is JSON text and is sent as it stands. */
  replay = (bundle: string) => this.post<ReplayResult>('/replay', bundle);
  whatIfScreening = (request: ScreeningChange, signal?: AbortSignal) =>
    this.post<ScreeningWhatIf>('/what-if/screening', request, {}, signal);
  whatIfCredit = (request: CreditChange, signal?: AbortSignal) =>
    this.post<CreditWhatIf>('/what-if/credit', request, {}, signal);
  login = (username: string, password: string) =>
    this.post<AccessToken>('/auth/login', { username, password });
  /** With the token of a one-time password, which is good for this only. */
  setOwnPassword = (token: string, current: string, wanted: string) =>
    this.post<null>(
      '/auth/password',
      { current_password: current, new_password: wanted },
      { Authorization: `Bearer ${token}` },
    );

  health = (signal?: AbortSignal) => this.get<Health>('/health', signal);
  decision = (id: string) => this.get<StoredDecision>(`/decisions/${encodeURIComponent(id)}`);
  proof = (id: string) => this.get<DecisionProof>(`/decisions/${encodeURIComponent(id)}/proof`);

  private get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
    const headers = { Accept: 'application/json' };
    return this.ask(new Request(kOrigin + path, { headers, signal: signal ?? null }));
  }

  private post<Answer>(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Answer> {
    return this.ask(
      new Request(kOrigin + path, {
        method: 'POST',
        headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        signal: signal ?? null,
      }),
    );
  }

  private async ask<Answer>(request: Request): Promise<Answer> {
    let response: Response;
    try {
      response = await this.transport.fetch(request);
    } catch (error) {
      if (request.signal.aborted) throw error;
      throw new ApiError(0, { detail: error instanceof Error ? error.message : String(error) });
    }
    if (!response.ok) throw new ApiError(response.status, await problemOf(response));
    if (response.status === 204) return null as Answer;
    const text = await response.text();
    try {
      return JSON.parse(text) as Answer;
    } catch {
      throw new ApiError(response.status, { code: 'not_json' });
    }
  }
}
