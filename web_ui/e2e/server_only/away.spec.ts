// A server that goes away while a page of it is open.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { Page } from '@playwright/test';
import { answer, expect, open, screenExample, test } from '../console';
import { kPorts } from '../ports.mjs';

const bin = process.env.FINANCESCR_BIN ?? '../build/release/native_server/financescr';
const demo = process.env.FINANCESCR_DEMO_DIR ?? 'demo_out';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A server of this test. Returns: how to end it. */
async function start(port: number): Promise<() => Promise<void>> {
  const rest = ['--bin', bin, '--demo-dir', demo, '--port', String(port), '--open', '--web', demo];
  const server = spawn('node', ['e2e/native_server.mjs', ...rest], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const answers = async () =>
    fetch(`http://localhost:${port}/health`).then(
      (response) => response.status,
      () => 0,
    );
  await expect.poll(answers, { timeout: 30_000 }).toBe(200);
  return async () => {
    server.kill('SIGTERM');
    await ended;
  };
}

const alarm = (page: Page) =>
  page.getByRole('complementary', { name: 'Notices' }).getByRole('alert');

test('a server that ends is shown red with what to do; it comes back by itself', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const port = await freePort();
  const site = `http://localhost:${port}/app/`;
  let end = await start(port);
  try {
    await page.goto(`${site}#/screen`);
    await screenExample(page, 'Misspelt');
    await expect(alarm(page)).toHaveCount(0);
    await end();
    await expect(alarm(page)).toContainText('cannot be reached', { timeout: 40_000 });
    await expect(alarm(page)).toContainText('Check your network');
    await expect(page.getByRole('banner')).toContainText('no answer');
    await expect(answer(page)).toContainText('Not current');
    await expect(page.getByRole('contentinfo')).toContainText('it does not answer now');
    // A print of it says so as well.
    await page.emulateMedia({ media: 'print' });
    await expect(alarm(page)).toBeVisible();
    await expect(answer(page).getByText('Not current')).toBeVisible();
    await page.emulateMedia({ media: null });
    end = await start(port);
    await expect(alarm(page)).toHaveCount(0, { timeout: 40_000 });
    await expect(answer(page)).not.toContainText('Not current');
    await screenExample(page, 'Misspelt');
  } finally {
    await end();
  }
});

test('a question without an answer has the server asked at once', async ({ page }) => {
  await open(page, '/screen');
  await screenExample(page, 'Misspelt');
  await page.route(/\/(screen|health)$/, (route) => route.abort());
  await page.getByRole('button', { name: 'Contradiction', exact: true }).click();
  await expect(alarm(page)).toContainText('cannot be reached', { timeout: 5_000 });
  await page.unroute(/\/(screen|health)$/);
  await alarm(page).getByRole('button', { name: 'Try again' }).click();
  await expect(alarm(page)).toHaveCount(0);
});

test('every page of a server that is away says so', async ({ page }) => {
  await page.route(/\/health$/, (route) => route.fulfill({ status: 502, body: 'bad gateway' }));
  for (const link of ['/screen', '/credit', '/replay', '/what-if', '/verify']) {
    await page.goto(`./#${link}`);
    await expect(alarm(page)).toContainText('cannot be reached');
  }
});

test('a proxy that answers for a server that is away does not get the demonstration shown', async ({
  page,
}) => {
  const site = `http://localhost:${kPorts.both}/`;
  await page.route('**/version', (route) => route.fulfill({ status: 502, body: 'bad gateway' }));
  await page.goto(`${site}#/screen`);
  await expect(page.getByRole('alert')).toContainText('cannot be reached');
  await expect(page.getByRole('button', { name: 'Screen', exact: true })).toHaveCount(0);
});

test('a server that answered before and not now is not replaced by the demonstration', async ({
  page,
}) => {
  const site = `http://localhost:${kPorts.both}/`;
  await page.goto(`${site}#/screen`);
  await expect(page.getByRole('banner')).toContainText('Server localhost');
  await page.route('**/version', (route) => route.fulfill({ status: 200, body: '<form>log in' }));
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('something else does now');
  await expect(page.getByRole('button', { name: 'Screen', exact: true })).toHaveCount(0);
  await page.unroute('**/version');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('banner')).toContainText('Server localhost');
});
