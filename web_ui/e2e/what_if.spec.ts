import type { Page } from '@playwright/test';
import { answer, expect, open, test } from './console';

const cells = (page: Page, name: string) =>
  answer(page)
    .getByRole('row', { name: new RegExp(`^${name} `) })
    .getByRole('cell');

test('the threshold moves by keys, and the answer follows', async ({ page }) => {
  await open(page, '/what-if');
  await expect(cells(page, 'Alerts').nth(2)).toHaveText('0');
  const slider = page.getByRole('slider', { name: 'Threshold' });
  await slider.focus();
  await slider.press('End');
  await expect(page).toHaveURL(/threshold=1/);
  await expect(cells(page, 'Threshold').nth(1)).toHaveText('1');
  await expect(cells(page, 'Alerts').nth(2)).toHaveText(/^−\d+$/);
  await expect(answer(page)).toContainText(/Of all 3,000 customers of the pack, [\d,]+ are/);
  await slider.press('Home');
  await expect(cells(page, 'Recall').nth(1)).toHaveText('100.0 %');
  await slider.press('ArrowRight');
  await expect(page).toHaveURL(/threshold=0\.005/);
});

test('dearer misses move the cheapest threshold down or leave it', async ({ page }) => {
  await open(page, '/what-if');
  const use = page.getByRole('button', { name: /Use the cheapest/ });
  const cheapest = async () => Number((await use.textContent())?.match(/[\d.]+$/)?.[0]);
  const before = await cheapest();
  await page.getByLabel('Cost of a miss').fill('1000');
  await expect(page).toHaveURL(/cost_fn=1000/);
  await expect.poll(cheapest).toBeLessThanOrEqual(before);
  await use.click();
  await expect(cells(page, 'Missed').nth(1)).toHaveText('0');
});

test('a link holds what was changed, and the policy’s values are one click away', async ({
  page,
}) => {
  await open(page, '/what-if?threshold=0.95&cost_fp=2');
  await expect(page.getByLabel('Exactly')).toHaveValue('0.95');
  await expect(page.getByLabel('Cost of a false alert')).toHaveValue('2');
  await expect(cells(page, 'Threshold').nth(1)).toHaveText('0.95');
  await page.getByRole('button', { name: 'As in the policy' }).click();
  await expect(cells(page, 'Threshold').nth(1)).toHaveText('0.72');
  await expect(page).toHaveURL(/#\/what-if$/);
});

test('drawings have their numbers as tables', async ({ page }) => {
  await open(page, '/what-if');
  await expect(answer(page).getByRole('img', { name: /Histogram/ })).toBeVisible();
  await expect(answer(page).getByRole('img', { name: 'Cost by threshold' })).toBeVisible();
  await answer(page).getByText('As a table').first().click();
  const table = answer(page).getByRole('region', {
    name: 'Scores of the labelled rows, as a table',
  });
  await expect(table.getByRole('row')).toHaveCount(51);
});

test('a threshold that is none is refused, and what was there is not taken for it', async ({
  page,
}) => {
  await open(page, '/what-if');
  await page.getByLabel('Exactly').fill('7');
  await expect(page.getByRole('alert')).toContainText('invalid_request');
  await expect(page.getByLabel('Exactly')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Exactly').fill('0.8');
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(cells(page, 'Threshold').nth(1)).toHaveText('0.8');
});

test('a laxer credit policy approves more, and says who moves', async ({ page }) => {
  await open(page, '/what-if');
  await page.getByRole('tab', { name: 'Credit' }).click();
  await expect(answer(page)).toContainText('Every application keeps its outcome.');
  await page.getByLabel('Approve below').fill('0.2');
  await expect(page).toHaveURL(/pd_threshold_approve=0\.2/);
  const moves = answer(page).getByRole('region', { name: /applications move/ });
  await expect(moves.getByRole('row', { name: /Refer Approve/ })).toBeVisible();
  await expect(moves.getByRole('row', { name: /Approve Refer/ })).toHaveCount(0);
});

test('a policy that contradicts itself is refused', async ({ page }) => {
  await open(page, '/what-if?tab=credit&pd_threshold_approve=0.9');
  await expect(page.getByRole('alert')).toContainText('/policy/');
});
