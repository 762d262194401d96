import { answer, expect, open, screenExample, test } from '../console';

test('after the first load everything works without a network', async ({ page, context }) => {
  await open(page, '/screen');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state))
    .toBe('activated');
  await context.setOffline(true);
  await page.reload();

  await open(page, '/screen');
  await screenExample(page, 'Misspelt');
  await expect(answer(page)).toContainText('Amelia Davies');
  await page.getByRole('button', { name: 'Replay this' }).click();
  await expect(answer(page)).toContainText('Identical');

  await page.getByRole('link', { name: 'Credit' }).click();
  await page.getByRole('button', { name: 'Not affordable', exact: true }).click();
  await expect(answer(page)).toContainText('not passed');

  await page.getByRole('link', { name: 'What if' }).click();
  await page.getByLabel('Exactly').fill('0.95');
  await expect(answer(page)).toContainText(/rows would newly be cleared/);
});

test('another version’s cache goes, those of other pages stay', async ({ page }) => {
  await page.goto('./demo.json');
  await page.evaluate(async () => {
    await caches.open('financescr-0000000000000000');
    await caches.open('somebody-else');
  });
  await open(page, '/screen');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect
    .poll(() => page.evaluate(() => caches.keys()))
    .toEqual(expect.not.arrayContaining(['financescr-0000000000000000']));
  const names = await page.evaluate(() => caches.keys());
  expect(names).toContain('somebody-else');
  expect(names.filter((name) => name.startsWith('financescr-'))).toHaveLength(1);
});
