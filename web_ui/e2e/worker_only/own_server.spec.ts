import { answer, expect, test } from '../console';
import { kPorts } from '../ports.mjs';

const kSite = `http://localhost:${kPorts.both}/`;

test('where a server stands behind the demonstration, one can change over and back', async ({
  page,
}) => {
  await page.goto(kSite);
  const banner = page.getByRole('banner');
  await expect(banner).toContainText('WebAssembly in this browser');
  await page.getByRole('link', { name: 'Use the server' }).click();
  await expect(banner).toContainText(`Server ${kSite.slice(0, -1)}`);
  await page.getByRole('button', { name: 'Misspelt', exact: true }).click();
  await expect(answer(page)).toContainText('Amelia Davies');
  await page.getByRole('link', { name: 'Leave this server' }).click();
  await expect(banner).toContainText('WebAssembly in this browser');
});

test('that server’s decisions are verified without naming it', async ({ page, request }) => {
  const made = await request.post(`${kSite}credit/apply`, { data: { application_id: 'A_002945' } });
  const { decision_id: id } = await made.json();
  await expect
    .poll(async () => (await request.get(`${kSite}decisions/${id}/proof`)).status())
    .toBe(200);
  await page.goto(`${kSite}#/verify?decision=${id}`);
  await expect(page.getByLabel('Address of the server')).toHaveValue(kSite.slice(0, -1));
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(answer(page)).toContainText('Verified');
  await expect(answer(page)).toContainText('Identical');
});
