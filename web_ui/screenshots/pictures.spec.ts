import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { answer, expect, open, screenExample, test } from '../e2e/console';

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
  await take(page, 'screening');
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
  await take(page, 'what_if');
});

test('a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, '/screen');
  await screenExample(page, 'Misspelt');
  await answer(page).evaluate((element) => element.scrollIntoView());
  await take(page, 'phone');
});
