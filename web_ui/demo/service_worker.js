// Keeps the page, the engine and the pack for use without a network. The demonstration's build puts
// in the version, which is a hash of all files, and the SHA-256 of each.
//
// Where a Financescr server answers, that server decides, and nothing is kept: the worker then ends
// itself and what an earlier one has kept.

const kPrefix = 'financescr-';
const kCache = `${kPrefix}@VERSION@`;
const kFiles = '@FILES@';

async function isServed() {
  try {
    const response = await fetch('/version', { cache: 'no-store' });
    return response.ok && (await response.json()).service === 'financescr';
  } catch {
    return false;
  }
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// What the browser, or a cache on the way, holds of an earlier export is not asked: a file of
// another export has another hash. A second address gets past a cache that does not listen.
async function fetchAsExported(file, hash) {
  const ways = [
    [file, 'reload'],
    [`${file}?${hash}`, 'no-store'],
  ];
  for (const [address, cache] of ways) {
    const response = await fetch(address, { cache });
    const bytes = await response.arrayBuffer();
    if (response.ok && (await sha256(bytes)) === hash) return asKept(bytes, response.headers);
  }
  throw new Error(`${file} is not the file that was exported`);
}

// Made anew, as a browser takes no answer for a page that was redirected to; the bytes are unpacked.
function asKept(bytes, given) {
  const headers = new Headers(given);
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  return new Response(bytes, { headers });
}

// All files or none: without one of them the version before stays.
async function keepAll() {
  try {
    const cache = await caches.open(kCache);
    const keep = async ([file, hash]) => cache.put(file, await fetchAsExported(file, hash));
    await Promise.all(Object.entries(kFiles).map(keep));
  } catch (error) {
    await caches.delete(kCache);
    throw error;
  }
}

async function install() {
  if (await isServed()) await self.skipWaiting();
  else await keepAll();
}

async function drop(isMeant) {
  const names = (await caches.keys()).filter((name) => name.startsWith(kPrefix) && isMeant(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function end() {
  await drop(() => true);
  await self.registration.unregister();
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const ours = pages.filter(({ url }) => url.startsWith(self.registration.scope));
  await Promise.all(ours.map((page) => page.navigate(page.url).catch(() => undefined)));
}

// A new version waits until no tab uses the old one: a page never mixes files of two versions.
async function activate() {
  const isKept = await caches.has(kCache);
  await self.clients.claim();
  if (isKept) await drop((name) => name !== kCache);
  else await end();
}

async function answer(request) {
  const key = request.mode === 'navigate' ? 'index.html' : request;
  const kept = await caches.match(key, { cacheName: kCache, ignoreSearch: true });
  return kept ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const isOurs = method === 'GET' && url.startsWith(self.registration.scope);
  if (isOurs) event.respondWith(answer(event.request));
});
