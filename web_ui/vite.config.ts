/// <reference types="vitest/config" />
import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { theme } from './src/app/theme.ts';

// The theme's CSS variables as a style sheet of the build: a page under a strict content security
// policy may not insert them as a <style> element at run time.
function themeVariables(): Plugin {
  const id = 'virtual:theme_variables.css';
  return {
    name: 'theme-variables',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) =>
      source === `\0${id}`
        ? convertCssVariables(
            defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)),
            ':root',
          )
        : undefined,
  };
}

// What the page may load, wherever it is served from. Only in the build: the development server
// puts a script of its own into the page. Servers to verify against may be anywhere.
const kPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self' https: http://localhost:*",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: kPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

const api = process.env.FINANCESCR_API ?? 'http://localhost:8010';
const apiPaths =
  '^/(screen|credit|replay|decisions|what-if|packs|auth|audit|health|version|cases)(/|\\?|$)';

export default defineConfig({
  base: './',
  plugins: [react(), themeVariables(), contentSecurityPolicy()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: 'es' },
  // The engine's worker and module are found by their place beside its script.
  optimizeDeps: { exclude: ['@financescr/engine'] },
  server: {
    fs: { allow: ['..'] },
    proxy: { [apiPaths]: { target: api, changeOrigin: true, headers: { origin: api } } },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
