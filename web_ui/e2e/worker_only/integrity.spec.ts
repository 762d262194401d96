import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, open, screenExample, test } from '../console';
import { kPlainHost, kPorts } from '../ports.mjs';

// A service worker would fetch past the tests' hands.
test.use({ serviceWorkers: 'block' });

async function change(page: Page, file: RegExp, damage: (bytes: Buffer) => Buffer): Promise<void> {
  await page.route(file, async (route) => {
    // The browser is told where the plain host is; this process is not.
    const url = route.request().url().replace(kPlainHost, 'localhost');
    const response = await route.fetch({ url });
    await route.fulfill({ response, body: damage(await response.body()) });
  });
}

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

async function expectNothingDecides(page: Page, words: string, site = './'): Promise<void> {
  await page.goto(`${site}#/screen?customer_id=C_000049`);
  await expect(page.getByRole('alert')).toContainText(words);
  await expect(page.getByRole('button', { name: 'Screen', exact: true })).toHaveCount(0);
  await expect(page.getByRole('navigation')).toHaveCount(0);
}

test('a pack with one changed byte is refused', async ({ page }) => {
  await change(page, /\.fpk\.gz$/, (bytes) => gzipSync(flip(gunzipSync(bytes), 1_000_000)));
  await expectNothingDecides(page, 'The pack is not the one that was published');
  await expect(page.getByRole('alert')).toContainText('SHA-256');
});

test('a pack that broke off is refused, and a second try may succeed', async ({ page }) => {
  let isBroken = true;
  await change(page, /\.fpk\.gz$/, (bytes) => (isBroken ? bytes.subarray(0, 100_000) : bytes));
  await expectNothingDecides(page, 'The pack is not the one that was published');
  isBroken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Screen', exact: true })).toBeVisible();
});

test('another engine is refused', async ({ page }) => {
  await change(page, /\.wasm$/, (bytes) => flip(bytes, 500_000));
  await expectNothingDecides(page, 'The engine is not the one that was published');
});

test('a missing pack is said to be missing', async ({ page }) => {
  await page.route(/\.fpk\.gz$/, (route) => route.fulfill({ status: 404 }));
  await expectNothingDecides(page, 'cannot be downloaded');
});

test('the download is shown as it goes', async ({ page }) => {
  let goOn: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route(/\.fpk\.gz$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./#/screen');
  await expect(page.getByRole('progressbar')).toBeVisible();
  goOn?.();
  await open(page, '/screen');
});

test.describe('over plain http, where the platform has no SHA-256', () => {
  const site = `http://${kPlainHost}:${kPorts.demo}/`;

  test('the engine hashes the pack, and the page says that nobody hashed the engine', async ({
    page,
  }) => {
    await page.goto(`${site}#/screen`);
    await screenExample(page, 'Misspelt');
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
    await expect(page.getByRole('contentinfo')).toContainText('the engine itself could not be');
  });

  test('a pack with one changed byte is refused all the same', async ({ page }) => {
    await change(page, /\.fpk\.gz$/, (bytes) => gzipSync(flip(gunzipSync(bytes), 1_000_000)));
    // The engine may find the damage itself before the hash is compared.
    await expectNothingDecides(page, 'The pack', site);
  });
});
