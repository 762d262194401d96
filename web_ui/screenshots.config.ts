import { defineConfig } from '@playwright/test';
import base from './playwright.config';

// The pictures of the README: `npm run screenshots` writes docs/images/*.png.
export default defineConfig({
  ...base,
  testDir: 'screenshots',
  projects: (base.projects ?? []).filter((project) => project.name === 'worker'),
});
