import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { answer, expect, kPages, open, test } from './console';
import { kPorts } from './ports.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  nodes: { target: string[]; failureSummary: string }[];
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<Violation[]>('axe.run().then((result) => result.violations)');
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} ${node.target.join(' ')}: ${node.failureSummary}`),
  );
}

for (const { name, link, shows } of kPages) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${name} has no barrier that axe knows, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await open(page, link);
      await expect(page.getByText(shows).first()).toBeVisible();
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect(await violations(page)).toEqual([]);
    });
  }

  test(`${name} fits a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, link);
    await expect(page.getByText(shows).first()).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
  });
}

test('the help dialog and the sign-in have no barrier that axe knows', async ({ page }) => {
  await open(page, '/replay');
  await page.getByRole('button', { name: 'Keys and help' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('what is said of a server that is away has no barrier that axe knows', async ({ page }) => {
  const site = `http://localhost:${kPorts.both}/`;
  await page.goto(`${site}?engine=browser#/screen?customer_id=C_000049`);
  await expect(page.getByText('Decide in this browser?')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take the pack and decide here' }).click();
  await expect(answer(page)).toContainText('TomasVaitkus');
  await page.route(/\/health$/, (route) => route.abort());
  await expect(page.getByRole('alert')).toContainText('cannot be reached', { timeout: 30_000 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
});

test('everything can be done by keyboard', async ({ page }) => {
  await open(page, '/replay');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/#\/screen/);
  await page.keyboard.press('/');
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type('Amelya Davis');
  await page.keyboard.press('Tab');
  await page.keyboard.type('2001-11-02');
  await page.keyboard.press('Enter');
  await expect(answer(page)).toContainText('Amelia Davies');

  const replay = page.getByRole('button', { name: 'Replay this' });
  for (let tabs = 0; tabs < 40; tabs++) {
    if (await replay.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(replay).toBeFocused();
  const outline = await replay.evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(outline).not.toBe('none');
  await page.keyboard.press('Enter');
  await expect(answer(page)).toContainText('Identical');
});

test('the keys are told at ?, but not while one types', async ({ page }) => {
  await open(page, '/screen');
  await page.getByLabel('Name', { exact: true }).fill('');
  await page.keyboard.type('g?s');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('g?s');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByLabel('Name', { exact: true }).blur();
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog')).toContainText('Go to the first field');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('colours follow the system, or the choice that is kept', async ({ page }) => {
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page, '/screen');
  expect(await scheme()).toBe('dark');
  await page.getByLabel('Colours').selectOption('light');
  expect(await scheme()).toBe('light');
  await page.reload();
  expect(await scheme()).toBe('light');
});

test('every page and every print of it says that the data was made up', async ({ page }) => {
  for (const { link } of kPages) {
    await open(page, link);
    const notice = page.getByRole('note').filter({ hasText: 'Demonstration data.' });
    await expect(notice).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    await expect(notice).toBeVisible();
    const sheet = await page.evaluate(() => getComputedStyle(document.body).page);
    expect(sheet).toBe('demonstration');
    await page.emulateMedia({ media: null });
  }
});

test('every page says which pack and which engine decide', async ({ page }, { project }) => {
  for (const { link } of kPages) {
    await open(page, link);
    const footer = page.getByRole('contentinfo');
    await expect(footer.getByText(/^xxh3-128:[0-9a-f]{32}$/)).toHaveCount(2);
    await expect(footer).toContainText('financescr 0.');
    await expect(page.getByRole('banner')).toContainText(
      project.name === 'worker' ? 'WebAssembly in this browser' : 'Server localhost:',
    );
  }
});
