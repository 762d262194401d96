// What a returning visitor sees after a new export, from a host that lets files be kept for an hour.
import type { BrowserContext, Page } from '@playwright/test';
import { answer, expect, screenExample } from '../console';
import { type Site, test } from './exports';

test.describe.configure({ timeout: 120_000 });

async function visit(context: BrowserContext, site: Site): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${site.address}#/screen`);
  return page;
}

const footer = (page: Page) => page.getByRole('contentinfo');

async function waitForWorker(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state))
    .toBe('activated');
}

/** What the service worker of the page has of a newer version: "installing", "waiting", or nothing. */
const newer = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    if (registration?.waiting) return 'waiting';
    return registration?.installing ? 'installing' : 'nothing';
  });

async function firstVisit(context: BrowserContext, site: Site): Promise<void> {
  const page = await visit(context, site);
  await expect(footer(page)).toContainText('first', { timeout: 20_000 });
  await waitForWorker(page);
  await page.close();
}

test('a new export reaches a returning visitor whole, and works offline', async ({
  context,
  site,
  exports,
}) => {
  await firstVisit(context, site);
  site.folder = exports.second;

  // The visit that finds the new version still shows the old one, and works.
  const between = await visit(context, site);
  await expect(footer(between)).toContainText('first');
  await screenExample(between, 'Misspelt');
  await expect.poll(() => newer(between), { timeout: 20_000 }).toBe('waiting');
  await between.close();

  await expect(async () => {
    const page = await visit(context, site);
    try {
      await expect(footer(page)).toContainText('second', { timeout: 5_000 });
    } finally {
      await page.close();
    }
  }).toPass({ timeout: 30_000 });

  const page = await visit(context, site);
  await screenExample(page, 'Misspelt');
  await expect(answer(page)).toContainText('Amelia Davies');
  const caches = await page.evaluate(() => window.caches.keys());
  expect(caches).toHaveLength(1);
  await context.setOffline(true);
  await page.reload();
  await expect(footer(page)).toContainText('second');
  await screenExample(page, 'Misspelt');
  await page.getByRole('link', { name: 'Credit' }).click();
  await page.getByRole('button', { name: 'Not affordable', exact: true }).click();
  await expect(answer(page)).toContainText('not passed');
});

test('an export of which a file is missing or another changes nothing for whoever has one', async ({
  context,
  site,
  exports,
}) => {
  await firstVisit(context, site);
  site.folder = exports.second;
  const stale = { status: 200, type: 'text/html', body: '<p>another page</p>' };
  for (const broken of [{ ...stale, status: 404 }, stale]) {
    site.instead.set('/index.html', broken);
    const page = await visit(context, site);
    await expect(footer(page)).toContainText('first');
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.update().catch(() => undefined);
    });
    await expect.poll(() => newer(page)).toBe('nothing');
    await context.setOffline(true);
    await page.reload();
    await expect(footer(page)).toContainText('first');
    await screenExample(page, 'Misspelt');
    // What was fetched of the broken export goes once its installation has failed.
    await expect.poll(() => page.evaluate(() => window.caches.keys())).toHaveLength(1);
    await context.setOffline(false);
    await page.close();
  }
});

const version = JSON.stringify({ service: 'financescr', version: '0.1.0' });
const served = { status: 200, type: 'application/json', body: version };

test('once a server stands there it decides, and nothing is kept any more', async ({
  context,
  site,
}) => {
  await firstVisit(context, site);
  site.instead.set('/version', served);
  const page = await visit(context, site);
  await expect(page.getByRole('banner')).toContainText('Server localhost');
  const kept = () =>
    page.evaluate(async () => [
      (await navigator.serviceWorker.getRegistrations()).length,
      (await window.caches.keys()).length,
    ]);
  await expect.poll(kept).toEqual([0, 0]);
});

// A page of an export before this one, which decides on its own pack without asking anybody.
const kOldPage = '<!doctype html><title>old</title><p>The old page decides</p>';
const kOldWorker = `
  self.addEventListener('install', (event) => event.waitUntil(
    caches.open('financescr-old').then((cache) => cache.addAll(['./']))));
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener('fetch', (event) => event.respondWith(
    caches.match('./').then((kept) => event.request.mode === 'navigate' && kept || fetch(event.request))));`;

test('a page that an older export kept is replaced by the server’s', async ({ page, site }) => {
  site.instead.set('/', { status: 200, type: 'text/html', body: kOldPage });
  site.instead.set('/service_worker.js', {
    status: 200,
    type: 'text/javascript',
    body: kOldWorker,
  });
  await page.goto(site.address);
  await page.evaluate(() => navigator.serviceWorker.register('service_worker.js'));
  await waitForWorker(page);
  site.instead.clear();
  site.instead.set('/version', served);
  await page.goto(`${site.address}?again`);
  await expect(page.getByRole('banner')).toContainText('Server localhost', { timeout: 20_000 });
  await expect(page.getByText('The old page decides')).toHaveCount(0);
});
