// A plain static file server for the tests, which can pass the API's paths on to a Financescr
// server.
//   node static_server.mjs --root DIR --port N [--api http://localhost:N]

import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';

const kTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

const kApi =
  /^\/(screen|credit|replay|decisions|what-if|packs|auth|audit|health|version|cases)(\/|\?|$)/;

const { values } = parseArgs({
  options: { root: { type: 'string' }, port: { type: 'string' }, api: { type: 'string' } },
});

function passOn(asked, answer) {
  const api = new URL(values.api);
  const headers = { ...asked.headers, host: api.host, origin: api.origin };
  const options = { host: api.hostname, port: api.port, path: asked.url, method: asked.method };
  const passed = request({ ...options, headers }, (response) => {
    answer.writeHead(response.statusCode, response.headers);
    response.pipe(answer);
  });
  passed.on('error', () => answer.writeHead(502).end());
  asked.pipe(passed);
}

async function serveFile(asked, answer) {
  const { pathname } = new URL(asked.url, 'http://localhost');
  const name = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
  try {
    const bytes = await readFile(join(values.root, name));
    const type = kTypes[extname(name)] ?? 'application/octet-stream';
    answer.writeHead(200, { 'content-type': type }).end(bytes);
  } catch {
    answer.writeHead(404).end('not found');
  }
}

createServer((asked, answer) => {
  if (values.api && kApi.test(asked.url)) passOn(asked, answer);
  else serveFile(asked, answer);
}).listen(Number(values.port), '127.0.0.1');
