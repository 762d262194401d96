// Keeps the page, the engine and the pack for use without a network. The demonstration's build puts
// in the version, which is a hash of all files' contents, and the list of files.

const kPrefix = 'financescr-';
const kCache = `${kPrefix}@VERSION@`;
const kFiles = '@FILES@';

async function keepAll() {
  const cache = await caches.open(kCache);
  await cache.addAll(kFiles);
}

// A new version waits until no tab uses the old one: a page never mixes files of two versions.
async function dropOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(kPrefix) && name !== kCache);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request) {
  const cache = await caches.open(kCache);
  const key = request.mode === 'navigate' ? './' : request;
  return (await cache.match(key, { ignoreSearch: true })) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(keepAll()));
self.addEventListener('activate', (event) => event.waitUntil(dropOthers()));
self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const isOurs = method === 'GET' && url.startsWith(self.registration.scope);
  if (isOurs) event.respondWith(answer(event.request));
});
