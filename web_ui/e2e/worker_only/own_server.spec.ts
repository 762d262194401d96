// The demonstration's page where a server stands behind it: that server decides.
import { answer, expect, open, screenExample, test } from '../console';
import { kPorts } from '../ports.mjs';

const kSite = `http://localhost:${kPorts.both}/`;
const kApp = `http://localhost:${kPorts.app}/app/`;

for (const [where, site] of [
  ['behind a proxy', kSite],
  ['at /app/ of the server', kApp],
] as const) {
  test(`the server decides, ${where}, and one can change over and back`, async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(site);
    const banner = page.getByRole('banner');
    const { host } = new URL(site);
    await expect(banner).toContainText(`Server ${host}`);
    await screenExample(page, 'Misspelt');
    await expect(answer(page)).toContainText('Amelia Davies');
    expect(asked).toContain('/screen');
    expect(asked.filter((path) => path.endsWith('.fpk.gz'))).toEqual([]);

    await page.getByRole('link', { name: 'Decide in this browser' }).click();
    await expect(page.getByText('Decide in this browser?')).toBeVisible();
    await expect(page.getByText('none is recorded')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Screen', exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: 'Take the pack and decide here' }).click();
    await expect(banner).toContainText('WebAssembly in this browser');
    await expect(page.getByText('This browser decides, on the server’s pack')).toBeVisible();
    asked.length = 0;
    await screenExample(page, 'Misspelt');
    await expect(answer(page)).toContainText('Amelia Davies');
    expect(asked).not.toContain('/screen');

    await page.getByRole('link', { name: 'Decide on the server' }).click();
    await expect(banner).toContainText(`Server ${host}`);
  });
}

test('nothing is kept for use without the server', async ({ page, context }) => {
  await page.goto(kApp);
  await expect(page.getByRole('banner')).toContainText('Server localhost');
  await page.goto(`${kApp}?engine=browser`);
  await page.getByRole('button', { name: 'Take the pack and decide here' }).click();
  await expect(page.getByRole('banner')).toContainText('WebAssembly');
  const kept = await page.evaluate(async () => [
    (await navigator.serviceWorker.getRegistrations()).length,
    (await caches.keys()).length,
  ]);
  expect(kept).toEqual([0, 0]);
  await context.setOffline(true);
  await expect(page.goto(kApp)).rejects.toThrow();
});

test('that server’s decisions are verified in this browser without naming it', async ({
  page,
  request,
}) => {
  const made = await request.post(`${kSite}credit/apply`, { data: { application_id: 'A_002945' } });
  const { decision_id: id } = await made.json();
  await expect
    .poll(async () => (await request.get(`${kSite}decisions/${id}/proof`)).status())
    .toBe(200);
  await page.goto(`${kSite}?engine=browser#/verify?decision=${id}`);
  await page.getByRole('button', { name: 'Take the pack and decide here' }).click();
  await expect(page.getByLabel('Address of the server')).toHaveValue(kSite.slice(0, -1));
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(answer(page)).toContainText('Verified');
  await expect(answer(page)).toContainText('Identical');
});

test('an address that asks for this browser means nothing where no server is', async ({ page }) => {
  await page.goto('./?engine=browser#/screen');
  await open(page, '/screen');
  await expect(page.getByRole('banner')).toContainText('WebAssembly in this browser');
  await expect(page.getByRole('link', { name: 'Decide on the server' })).toHaveCount(0);
});
