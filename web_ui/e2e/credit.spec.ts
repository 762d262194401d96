import { answer, expect, open, test } from './console';

test('a sensible application is approved, with its price', async ({ page }) => {
  await open(page, '/credit');
  await page.getByRole('button', { name: 'Approved', exact: true }).click();
  await expect(answer(page).getByRole('status').first()).toContainText('Approve');
  await expect(answer(page)).toContainText(/APR\s*\d+\.\d %/);
  await expect(answer(page)).toContainText('None: nothing speaks against it.');
  await expect(
    answer(page).getByRole('img', { name: /approved below 15\.0 %, declined from 40\.0 %/ }),
  ).toBeVisible();
});

test('what cannot be afforded is declined, and the failed test is shown', async ({ page }) => {
  await open(page, '/credit');
  await page.getByRole('button', { name: 'Not affordable', exact: true }).click();
  await expect(answer(page).getByRole('status').first()).toContainText('Decline');
  const row = answer(page).getByRole('row', { name: /Instalment of income/ });
  await expect(row).toContainText('≤ 25.0 %');
  await expect(row).toContainText('not passed');
  await expect(answer(page)).toContainText('AFFORDABILITY_PAYMENT_TO_INCOME');
  await expect(answer(page)).toContainText('Income insufficient for amount of credit requested');
});

test('missed payments are a reason for the applicant', async ({ page }) => {
  await open(page, '/credit');
  await page.getByRole('button', { name: 'Missed payments', exact: true }).click();
  await expect(answer(page)).toContainText('Delinquent past or present credit obligations');
  await expect(answer(page)).toContainText('The rows add up to the recorded log-odds exactly.');
});

test('figures that are no numbers are refused beside their fields', async ({ page }) => {
  await open(page, '/credit');
  await page.getByLabel('Term, months').fill('three years');
  await page.getByLabel('Amount, £').fill('');
  await page.getByRole('button', { name: 'Decide' }).click();
  await expect(page.getByLabel('Term, months')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Amount, £')).toHaveAttribute('aria-invalid', 'true');
});

test('an application of the pack has a link', async ({ page }) => {
  await open(page, '/credit?application_id=A_002945');
  await expect(answer(page).getByRole('status').first()).toContainText('Decline');
  await expect(page.getByLabel('Amount, £')).toBeDisabled();
});
