import { test as base, expect, type Locator, type Page } from '@playwright/test';

// Every test also fails on what a browser complains of: a script error, or a breach of the content
// security policy. Requests that fail are the tests' own business.
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        const isRequest = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !isRequest) complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens a page of the console by its deep link, and waits until an engine is there. */
export async function open(page: Page, link: string): Promise<void> {
  await page.goto(`./#${link}`);
  await expect(page.getByRole('contentinfo')).toContainText('financescr-decision/', {
    timeout: 20_000,
  });
}

export const answer = (page: Page): Locator => page.getByRole('region', { name: 'Answer' });

export async function screenExample(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await expect(answer(page).getByRole('heading', { name: 'Hashes' })).toBeVisible();
}

/** Each page with something on it, by the link that leads there. */
export const kPages = [
  { name: 'screening', link: '/screen?customer_id=C_000049', shows: 'TomasVaitkus' },
  { name: 'credit', link: '/credit?application_id=A_002945', shows: 'Can it be afforded?' },
  { name: 'replay', link: '/replay', shows: 'Make a decision again' },
  {
    name: 'what-if screening',
    link: '/what-if?threshold=0.9',
    shows: 'Scores of the labelled rows',
  },
  {
    name: 'what-if credit',
    link: '/what-if?tab=credit&pd_threshold_approve=0.2',
    shows: 'applications move',
  },
  { name: 'verify', link: '/verify', shows: 'Verify a recorded decision' },
];
