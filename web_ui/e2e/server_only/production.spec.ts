// A bank's server that serves the demonstration's folder at /app/: the page decides on the bank's pack.
import type { Page } from '@playwright/test';
import { answer, test as consoleTest, expect } from '../console';
import { kAnalyst, kAuditor, kPorts } from '../ports.mjs';

const kBank = `http://localhost:${kPorts.production}`;

async function tokenOf(who: { username: string; password: string }): Promise<string> {
  const response = await fetch(`${kBank}/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(who),
  });
  return (await response.json()).access_token;
}

// One log-in for all: the server limits them.
const test = consoleTest.extend<object, { tokens: { analyst: string; officer: string } }>({
  tokens: [
    // biome-ignore lint/correctness/noEmptyPattern: what a fixture without fixtures must look like
    async ({}, use) => use({ analyst: await tokenOf(kAnalyst), officer: await tokenOf(kAuditor) }),
    { scope: 'worker' },
  ],
});

async function as(page: Page, token: string): Promise<void> {
  await page.addInitScript((token) => sessionStorage.setItem('financescr-token ', token), token);
}

async function screenBout(page: Page): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Viktor Bout');
  await page.getByLabel('Date of birth').fill('1967-01-13');
  await page.getByRole('button', { name: 'Screen', exact: true }).click();
}

test('somebody on the bank’s list is found, though the demonstration’s pack lies beside the page', async ({
  page,
  tokens,
}) => {
  await as(page, tokens.analyst);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${kBank}/app/`);
  await expect(page.getByRole('banner')).toContainText(`Server localhost:${kPorts.production}`);
  await screenBout(page);
  await expect(answer(page).getByRole('status').first()).toContainText('Review');
  await expect(answer(page)).toContainText('Viktor Bout');
  await expect(page.getByRole('contentinfo')).toContainText('fincrime/2026-11');
  await expect(page.getByText('Demonstration data')).toHaveCount(0);
  expect(asked.filter((url) => /fpk|demo\.json/.test(url))).toEqual([]);
});

test('the demonstration’s pack is not offered for the bank’s', async ({ page, tokens }) => {
  await as(page, tokens.analyst);
  await page.goto(`${kBank}/app/?engine=browser`);
  await expect(page.getByText('is not the server’s and is not used')).toBeVisible();
  await page.getByRole('button', { name: 'Take the pack and decide here' }).click();
  await expect(page.getByText('to compliance officers only')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Screen', exact: true })).toHaveCount(0);
  await page.getByRole('link', { name: 'Decide on the server' }).click();
  await expect(page.getByRole('banner')).toContainText('Server localhost');
});

test('who may take the bank’s pack decides on it in this browser, and the page says so', async ({
  page,
  tokens,
}) => {
  await as(page, tokens.officer);
  await page.goto(`${kBank}/app/?engine=browser`);
  await page.getByRole('button', { name: 'Take the pack and decide here' }).click();
  await expect(page.getByRole('banner')).toContainText('WebAssembly in this browser');
  await expect(page.getByText('This browser decides, on the server’s pack bank.')).toBeVisible();
  await screenBout(page);
  await expect(answer(page).getByRole('status').first()).toContainText('Review');
  await expect(page.getByText('Demonstration data')).toHaveCount(0);
});

test('who has not signed in is asked who he is before the pack is given', async ({ page }) => {
  await page.goto(`${kBank}/app/?engine=browser`);
  await page.getByRole('button', { name: 'Take the pack and decide here' }).click();
  await expect(page.getByRole('form', { name: 'Who are you?' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Screen', exact: true })).toHaveCount(0);
});

test('a pack that is damaged on its way is not decided on', async ({ page, tokens }) => {
  await as(page, tokens.officer);
  await page.route('**/packs/*/file', async (route) => {
    const response = await route.fetch();
    const bytes = await response.body();
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await route.fulfill({ response, body: bytes });
  });
  await page.goto(`${kBank}/app/?engine=browser`);
  await page.getByRole('button', { name: 'Take the pack and decide here' }).click();
  await expect(page.getByRole('alert')).toContainText('The pack cannot be opened');
  await expect(page.getByRole('button', { name: 'Screen', exact: true })).toHaveCount(0);
});

test('a pack that changed meanwhile is not decided on', async ({ page, tokens }) => {
  await as(page, tokens.officer);
  await page.route('**/health', async (route) => {
    const response = await route.fetch();
    const health = await response.json();
    health.fincrime.policy_hash = `xxh3-128:${'0'.repeat(32)}`;
    await route.fulfill({ response, json: health });
  });
  await page.goto(`${kBank}/app/?engine=browser`);
  await page.getByRole('button', { name: 'Take the pack and decide here' }).click();
  await expect(page.getByRole('alert')).toContainText('not what the server decides on');
});
