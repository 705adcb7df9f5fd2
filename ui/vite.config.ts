import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { documentation } from './documentation.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Addresses that the API answers; everything else is the web app. */
const OF_THE_API = [
  '/api',
  '/health',
  '/docs',
  '/openapi.json',
  '/temporal-codec',
  '/metrics',
  '/voice',
  '/livekit',
  '/verify',
];
const api = process.env['RINGFENCE_API'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: here('.'),
  plugins: [documentation()],
  // The API writes a fresh nonce into the page for every answer (api/routes/web-app.ts).
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: process.env['RINGFENCE_UI_DIST'] ?? here('./dist'),
    emptyOutDir: true,
    target: 'es2023',
    // Data addresses would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Marks for servers that render React; there is none here.
      onLog: (level, log, next) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : next(level, log)),
    },
    reportCompressedSize: false,
  },
  server: {
    port: 5173,
    fs: { allow: [here('..')] },
    proxy: Object.fromEntries(OF_THE_API.map((path) => [`^${path}(/|\\?|$)`, { target: api }])),
  },
});
