// Requests and Responses of fetch as the messages of financescr_handle: one line of JSON, a line
// feed, and the body as it is.

interface ResponseHead {
  headers: [string, string][];
  status: number;
}

const kLineFeed = 10;
/** Statuses whose Response must have no body (Fetch, null body status). */
const kWithoutBody = new Set([101, 204, 205, 304]);

/** The request as one to localhost and from no other site, which is what this engine answers. */
export async function encodeRequest(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  request.signal.throwIfAborted();
  const url = new URL(request.url);
  const headers = [...request.headers].filter(([name]) => name !== 'host' && name !== 'origin');
  headers.push(['host', 'localhost']);
  const head = JSON.stringify({
    headers,
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
  });
  const first = new TextEncoder().encode(`${head}\n`);
  const body = new Uint8Array(await request.arrayBuffer());
  const message = new Uint8Array(first.length + body.length);
  message.set(first);
  message.set(body, first.length);
  return message;
}

export function decodeResponse(message: Uint8Array, method: string): Response {
  const end = message.indexOf(kLineFeed);
  const head: ResponseHead = JSON.parse(new TextDecoder().decode(message.subarray(0, end)));
  const empty = method === 'HEAD' || kWithoutBody.has(head.status);
  const body = empty ? null : (message.slice(end + 1) as Uint8Array<ArrayBuffer>);
  return new Response(body, { status: head.status, headers: head.headers });
}
