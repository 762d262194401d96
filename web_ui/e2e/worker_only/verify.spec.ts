import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { answer, test as consoleTest, expect, open } from '../console';
import { kAuditor, kPorts } from '../ports.mjs';

const kBank = `http://localhost:${kPorts.bank}`;

interface Bank {
  token: string;
  decide(path: string, body: object): Promise<string>;
  publicKey(id: string): Promise<string>;
}

/** The bank's server, asked past the browser. A decision is there once its head is signed. */
async function openBank(): Promise<Bank> {
  const ask = async (path: string, token: string, body?: object) => {
    const headers: HeadersInit = { 'Content-Type': 'application/json' };
    if (token) headers.Authorization = `Bearer ${token}`;
    const options = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const response = await fetch(kBank + path, { ...options, headers });
    return { status: response.status, body: await response.json() };
  };
  const token: string = (await ask('/auth/login', '', kAuditor)).body.access_token;
  const proof = (id: string) => ask(`/decisions/${id}/proof`, token);
  return {
    token,
    async decide(path, body) {
      const id: string = (await ask(path, token, body)).body.decision_id;
      await expect.poll(async () => (await proof(id)).status).toBe(200);
      return id;
    },
    publicKey: async (id) => (await proof(id)).body.public_key,
  };
}

// One log-in for all: the server limits them.
const test = consoleTest.extend<{ signedIn: Page }, { bank: Bank }>({
  bank: [
    // biome-ignore lint/correctness/noEmptyPattern: what a fixture without fixtures must look like
    async ({}, use) => use(await openBank()),
    { scope: 'worker' },
  ],
  signedIn: async ({ page, bank }, use) => {
    const entry: [string, string] = [`financescr-token ${kBank}`, bank.token];
    await page.addInitScript(([key, token]) => sessionStorage.setItem(key, token), entry);
    await use(page);
  },
});

async function verify(page: Page, id: string, key = ''): Promise<void> {
  await open(page, `/verify?server=${kBank}&decision=${id}`);
  await page.getByLabel('Public key that you trust').fill(key);
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
}

const check = (page: Page, text: string) =>
  answer(page)
    .getByRole('list', { name: 'Checks' })
    .getByRole('listitem')
    .filter({ hasText: text });

test('a bank’s decision is made again here, identical, and its proof holds', async ({
  signedIn: page,
  bank,
}) => {
  const id = await bank.decide('/screen', { customer_id: 'C_000049' });
  await verify(page, id, await bank.publicKey(id));
  await expect(answer(page)).toContainText('✓ Verified');
  await expect(answer(page)).not.toContainText('the server itself names');
  await expect(answer(page).getByRole('list', { name: 'Checks' }).getByText('passed')).toHaveCount(
    6,
  );
  await expect(answer(page)).toContainText('Identical');
});

test('so is a credit decision; the server’s own key proves less', async ({
  signedIn: page,
  bank,
}) => {
  await verify(page, await bank.decide('/credit/apply', { application_id: 'A_002945' }));
  await expect(answer(page)).toContainText('Verified, with the key that the server itself names');
});

test('a server that changed the recorded decision is found out', async ({
  signedIn: page,
  bank,
}) => {
  const id = await bank.decide('/screen', { customer_id: 'C_000049' });
  await page.route(new RegExp(`/decisions/${id}$`), async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const response = await route.fetch();
    const stored = await response.json();
    if (stored.bundle) stored.bundle.decision.match_probability = 0.123456;
    await route.fulfill({ response, json: stored });
  });
  await verify(page, id);
  await expect(answer(page)).toContainText('Not verified');
  await expect(check(page, 'every field is identical')).toContainText('failed');
  await expect(check(page, 'about exactly this decision')).toContainText('failed');
  await expect(check(page, 'stands in the chain')).toContainText('passed');
  await expect(answer(page).getByRole('rowheader')).toHaveText('/decision/match_probability');
  await expect(answer(page).getByRole('cell').first()).toHaveText('0.123456');
});

test('a row that was changed does not lead to the signed head', async ({
  signedIn: page,
  bank,
}) => {
  const id = await bank.decide('/screen', { customer_id: 'C_000049' });
  await page.route(/\/proof$/, async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const response = await route.fetch();
    const answered = await response.json();
    if (answered.proof) {
      answered.proof.rows[0] = answered.proof.rows[0].replace('"REVIEW"', '"CLEAR"');
    }
    await route.fulfill({ response, json: answered });
  });
  await verify(page, id);
  await expect(check(page, 'stands in the chain')).toContainText('failed');
  await expect(answer(page)).toContainText('Not verified');
});

test('another key than the trusted one does not count', async ({ signedIn: page, bank }) => {
  const id = await bank.decide('/screen', { customer_id: 'C_000049' });
  await verify(page, id, 'ab'.repeat(32));
  await expect(check(page, 'signed by the key')).toContainText('failed');
  await expect(answer(page)).toContainText('Not verified');
});

test('a decision on another pack is not made again, and the pack is named', async ({
  signedIn: page,
  bank,
}) => {
  const id = await bank.decide('/screen', { customer_id: 'C_000049' });
  const other = `xxh3-128:${'0'.repeat(32)}`;
  await page.route(new RegExp(`/decisions/${id}$`), async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const response = await route.fetch();
    const stored = await response.json();
    if (stored.bundle) stored.bundle.decision.pack_hash = other;
    await route.fulfill({ response, json: stored });
  });
  await verify(page, id);
  await expect(check(page, 'holds the pack')).toContainText(`Recorded on ${other}`);
  await expect(check(page, 'every field is identical')).toContainText('not checked');
});

test('a server that asks who one is, is told, and then verified', async ({ page, bank }) => {
  await verify(page, await bank.decide('/screen', { customer_id: 'C_000049' }));
  await page.getByLabel('User name').fill(kAuditor.username);
  await page.getByLabel('Password').fill(kAuditor.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(answer(page)).toContainText('✓ Verified');
});

test('a pack that somebody opens takes the place of the demonstration’s', async ({ page }) => {
  await open(page, '/verify');
  const demo = await (await page.request.get('./demo.json')).json();
  const packed = await (await page.request.get(`./${demo.pack.file}`)).body();
  const file = page.locator('input[type=file]');
  const pack = gunzipSync(packed);
  await file.setInputFiles({ name: 'mine.fpk', mimeType: '', buffer: pack });
  await expect(page.getByRole('form', { name: 'What to verify' })).toContainText('mine.fpk');
  await file.setInputFiles({ name: 'broken.fpk', mimeType: '', buffer: gzipSync(pack) });
  await expect(page.getByRole('alert')).toContainText('The pack cannot be opened');
});

test('a server that is not there is no verification', async ({ page }) => {
  await open(page, '/verify?server=http://localhost:4399&decision=x');
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('No answer');
  await expect(answer(page)).toContainText('--allow-origin http://localhost:');
});

test('an address that is none is not asked', async ({ page }) => {
  await open(page, '/verify?decision=x');
  for (const address of ['', 'bank', 'javascript:alert(1)']) {
    await page.getByLabel('Address of the server').fill(address);
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await expect(page.getByText('This is no address')).toBeVisible();
  }
});
