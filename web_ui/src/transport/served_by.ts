// Whether a Financescr server stands where this page came from. It then decides, and what an earlier
// visit kept for use without it must not.

const kKey = 'financescr-served-by-a-server';

/**
 * answers: a Financescr server. failing: a proxy whose server is away, or one that is overloaded.
 * offline: nobody. none: somebody else, such as a file server.
 */
export type Probe = 'answers' | 'failing' | 'offline' | 'none';

const kPatienceMs = 8_000;

export async function probeServer(): Promise<Probe> {
  let response: Response;
  try {
    const signal = AbortSignal.timeout(kPatienceMs);
    response = await fetch('/version', { cache: 'no-store', signal });
  } catch {
    return 'offline';
  }
  if (response.status >= 500 || response.status === 429) return 'failing';
  try {
    return response.ok && (await response.json()).service === 'financescr' ? 'answers' : 'none';
  } catch {
    return 'none';
  }
}

// Where the browser keeps nothing, every visit is the first one.
function store(use: (storage: Storage) => void): void {
  try {
    use(localStorage);
  } catch {
    // Storage is switched off.
  }
}

/** Whether one answered here at an earlier visit, and nobody has said since that it is gone. */
export function isServerKnown(): boolean {
  let isKnown = false;
  store((storage) => {
    isKnown = storage.getItem(kKey) !== null;
  });
  return isKnown;
}

export const rememberServer = (): void => store((storage) => storage.setItem(kKey, 'yes'));
export const forgetServer = (): void => store((storage) => storage.removeItem(kKey));

/** Drops what a demonstration kept for use offline when it lay here without a server. */
export async function dropOffline(): Promise<void> {
  const here = new URL('./', window.location.href).href;
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  const ours = registrations.filter(({ scope }) => scope === here);
  await Promise.all(ours.map((registration) => registration.unregister()));
  if (ours.length === 0 || !('caches' in window)) return;
  const names = (await caches.keys()).filter((name) => name.startsWith('financescr-'));
  await Promise.all(names.map((name) => caches.delete(name)));
}
