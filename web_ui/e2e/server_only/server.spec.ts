import { answer, expect, open, test } from '../console';
import { kAuditor, kPorts } from '../ports.mjs';

const kDemo = `http://localhost:${kPorts.demo}`;

test('a server that goes away is said to be away, and can be tried again', async ({ page }) => {
  await open(page, '/screen');
  await page.route('**/screen', (route) => route.abort());
  await page.getByRole('button', { name: 'Misspelt', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('No answer');
  await page.unroute('**/screen');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(answer(page)).toContainText('Amelia Davies');
});

test('a second try is the first request again, not another decision', async ({ page }) => {
  await open(page, '/screen');
  const keys: (string | undefined)[] = [];
  await page.route('**/screen', (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    return keys.length === 1 ? route.abort() : route.continue();
  });
  await page.getByRole('button', { name: 'Misspelt', exact: true }).click();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(answer(page)).toContainText('Amelia Davies');
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keys[1]).toBe(keys[0]);
});

test('a server that asks who one is, is told', async ({ page }) => {
  await page.goto(`${kDemo}/?server=http://localhost:${kPorts.bank}#/screen`);
  await page.getByRole('button', { name: 'Misspelt', exact: true }).click();
  const form = page.getByRole('form', { name: 'Who are you?' });
  await form.getByLabel('User name').fill(kAuditor.username);
  await form.getByLabel('Password').fill('wrong');
  await form.getByRole('button', { name: 'Sign in' }).click();
  await expect(form.getByRole('alert')).toContainText('Unauthorized');
  await form.getByLabel('Password').fill(kAuditor.password);
  await form.getByRole('button', { name: 'Sign in' }).click();
  await expect(form).toBeHidden();
  await page.getByRole('button', { name: 'Misspelt', exact: true }).click();
  await expect(answer(page)).toContainText('Amelia Davies');
});

test('a link cannot send what one types to a stranger unasked', async ({ page }) => {
  const asked: string[] = [];
  await page.route('https://stranger.example/**', (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  await page.goto('./?server=https://stranger.example#/screen');
  await expect(page.getByText('names the server https://stranger.example')).toBeVisible();
  expect(asked).toEqual([]);
});

test('without a pack the verification asks for one', async ({ page }) => {
  await open(page, '/verify?decision=x');
  await expect(answer(page)).toContainText('Open the pack first');
  await expect(page.getByRole('button', { name: 'Verify', exact: true })).toBeDisabled();
});

test('nothing beside the page and nobody behind it is said so', async ({ page }) => {
  await page.route('**/version', (route) => route.fulfill({ status: 404 }));
  await page.goto('./#/screen');
  await expect(page.getByRole('alert')).toContainText('Neither a pack lies beside this page');
});
