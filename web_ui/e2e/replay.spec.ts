import { readFile } from 'node:fs/promises';
import { answer, expect, open, screenExample, test } from './console';

test('a decision is made again, identical', async ({ page }) => {
  await open(page, '/screen');
  await screenExample(page, 'Misspelt');
  const hash = await answer(page)
    .getByText(/^xxh3-128:/)
    .first()
    .textContent();
  await page.getByRole('button', { name: 'Replay this' }).click();
  await expect(answer(page)).toContainText('Identical');
  await expect(answer(page)).toContainText(hash ?? '');
});

test('a credit decision is made again, identical', async ({ page }) => {
  await open(page, '/credit?application_id=A_002945');
  await page.getByRole('button', { name: 'Replay this' }).click();
  await expect(answer(page)).toContainText('Identical');
});

test('a bundle whose input was changed shows the first difference', async ({ page }) => {
  await open(page, '/screen');
  await screenExample(page, 'Misspelt');
  await page.getByRole('button', { name: 'Replay this' }).click();
  await expect(answer(page)).toContainText('Identical');
  const bundle = page.getByLabel('Bundle');
  const text = await bundle.inputValue();
  await bundle.fill(text.replace('"Amelya Davis"', '"Amelia Davies"'));
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(answer(page)).toContainText('Different');
  const cells = answer(page).getByRole('cell');
  await expect(answer(page).getByRole('rowheader')).toHaveText('/decision/input_hash');
  const [recorded, replayed] = await cells.allTextContents();
  expect(recorded).toMatch(/^"xxh3-128:[0-9a-f]{32}"$/);
  expect(replayed).not.toBe(recorded);
});

test('a downloaded bundle can be opened again', async ({ page }) => {
  await open(page, '/screen');
  await screenExample(page, 'Customer of the pack');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download bundle' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  expect(JSON.parse(text).bundle_version).toBe('financescr-bundle/1');

  await page.getByRole('link', { name: 'Replay' }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'recorded.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await expect(answer(page)).toContainText('Identical');
});

test('what is no bundle is not sent', async ({ page }) => {
  await open(page, '/replay');
  await expect(answer(page)).toContainText('Every decision here has');
  const bundle = page.getByLabel('Bundle');
  await bundle.fill('{"decision":');
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByText('This is no JSON.')).toBeVisible();
  await bundle.fill('{"decision":"CLEAR"}');
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByText('This is no bundle')).toBeVisible();
  await bundle.fill('{"bundle_version":"other/9","kind":"screen","input":{},"decision":{}}');
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('bundle_version');
});
