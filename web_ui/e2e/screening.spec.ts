import { answer, expect, open, screenExample, test } from './console';

test('a misspelt name meets its entry, and the answer says why', async ({ page }) => {
  await open(page, '/screen');
  await screenExample(page, 'Misspelt');
  await expect(answer(page).getByRole('status').first()).toContainText('Review');
  await expect(answer(page)).toContainText('A person must look at once');
  const strip = answer(page).getByRole('img', { name: /Best match 99\.\d+ %, threshold 72\.0 %/ });
  await expect(strip).toBeVisible();
  await expect(answer(page)).toContainText('The dates of birth are the same');
  const match = answer(page).locator('details').first();
  await expect(match).toContainText('Amelia Davies');
  await expect(match.locator('mark').first()).toHaveText('y');
  await expect(match).toContainText('The rows add up to the recorded log-odds exactly.');
  await expect(answer(page).getByText(/^xxh3-128:[0-9a-f]{32}$/)).toHaveCount(5);
});

test('a contradiction is shown as one', async ({ page }) => {
  await open(page, '/screen');
  await screenExample(page, 'Contradiction');
  const row = answer(page)
    .locator('details')
    .first()
    .getByRole('row', { name: /Date of birth/ });
  await expect(row).toContainText('1944-08-30');
  await expect(row).toContainText('1985-02-19');
  await expect(row).toContainText('contradicts');
});

test('a name in Arabic letters is read', async ({ page }) => {
  await open(page, '/screen');
  await screenExample(page, 'Another script');
  await expect(answer(page).locator('details').first()).toContainText('Ahmed Al-Farsi');
});

test('nobody resembles an innocent name', async ({ page }) => {
  await open(page, '/screen');
  await screenExample(page, 'Nobody listed');
  await expect(answer(page)).toContainText('Nothing to do');
  await expect(answer(page)).toContainText('No entry of the list resembles the name.');
});

test('the one question that decides is asked, and its answer screens again', async ({ page }) => {
  await open(page, '/screen');
  await screenExample(page, 'One question decides');
  await expect(answer(page)).toContainText('Ask for what is missing');
  const question = page.getByRole('region', { name: 'One question would decide' });
  await question.getByRole('textbox').fill('1931-05-05');
  await question.getByRole('button', { name: 'Screen again' }).click();
  await expect(page.getByLabel('Date of birth')).toHaveValue('1931-05-05');
  await expect(answer(page).getByRole('status').first()).toContainText('Clear');
  await expect(question).toContainText('Which nationality does the person have?');
});

test('a field that is wrong is named beside it, with the request to ask support about', async ({
  page,
}) => {
  await open(page, '/screen');
  await page.getByLabel('Name', { exact: true }).fill('Tomas Vaitkus');
  await page.getByLabel('Date of birth').fill('4 March');
  await page.getByRole('button', { name: 'Screen', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('must be a date of birth');
  await expect(page.getByRole('alert')).toContainText(/request [0-9a-f-]{36}/);
  await expect(page.getByLabel('Date of birth')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Date of birth').fill('1961');
  await page.getByRole('button', { name: 'Screen', exact: true }).click();
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(answer(page)).toContainText('Best match');
});

test('what the name field held besides a name is shown, and what was not compared', async ({
  page,
}) => {
  await open(page, '/screen');
  await page.getByLabel('Name', { exact: true }).fill('Dr Tomas Vaitkus, passport AB1234567');
  await page.getByLabel('Date of birth').fill('1900-01-01');
  await page.getByRole('button', { name: 'Screen', exact: true }).click();
  await expect(answer(page)).toContainText('Tomas Vaitkus');
  const aside = answer(page).getByRole('listitem').filter({ hasText: 'passport AB1234567' });
  await expect(aside).toContainText('document');
  await expect(answer(page)).toContainText(
    'The date of birth is one that systems write where none is known',
  );
});

test('a customer of the pack has a link; a person’s name never stands in one', async ({ page }) => {
  await open(page, '/screen?customer_id=C_000049');
  await expect(answer(page)).toContainText('TomasVaitkus');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill('Tomas Vaitkus');
  await page.getByRole('button', { name: 'Screen', exact: true }).click();
  await expect(answer(page)).toContainText('Tomas Vaitkus');
  await expect(page).toHaveURL(/#\/screen$/);
});

test('an unknown customer is refused', async ({ page }) => {
  await open(page, '/screen?customer_id=C_NOBODY');
  await expect(page.getByRole('alert')).toContainText('not_found');
});
