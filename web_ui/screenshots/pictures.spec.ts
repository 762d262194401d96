import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { answer, expect, open, screenExample, test } from '../e2e/console';
import { kPorts } from '../e2e/ports.mjs';

const kMaxBytes = 200_000;

async function take(page: Page, name: string): Promise<void> {
  const path = fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url));
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.screenshot({ path, animations: 'disabled' });
  expect(statSync(path).size).toBeLessThan(kMaxBytes);
}

test.use({ viewport: { width: 1200, height: 900 } });

test('screening', async ({ page }) => {
  await open(page, '/screen');
  await screenExample(page, 'Misspelt');
  await page.setViewportSize({ width: 1200, height: 1180 });
  await take(page, 'screen');
});

test('credit', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page, '/credit');
  await page.getByRole('button', { name: 'Not affordable', exact: true }).click();
  await expect(answer(page)).toContainText('not passed');
  await take(page, 'credit');
});

test('what if', async ({ page }) => {
  await open(page, '/what-if?threshold=0.95');
  await expect(answer(page).getByRole('img', { name: 'Cost by threshold' })).toBeVisible();
  await page.setViewportSize({ width: 1200, height: 1180 });
  await take(page, 'what-if');
});

test('verify', async ({ page, request }) => {
  const site = `http://localhost:${kPorts.both}/`;
  const data = { customer_id: 'C_000049' };
  const { decision_id: id } = await (await request.post(`${site}screen`, { data })).json();
  const proof = async () => (await request.get(`${site}decisions/${id}/proof`)).status();
  await expect.poll(proof).toBe(200);
  await page.goto(`${site}?engine=browser#/verify?decision=${id}`);
  await page.getByRole('button', { name: 'Take the pack and decide here' }).click();
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(answer(page)).toContainText('Verified');
  await take(page, 'verify');
});
