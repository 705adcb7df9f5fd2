import { defineConfig } from '@hey-api/openapi-ts';

/** The client of the API, made from its description. It is never committed: `npm run ui:client` makes it in a second. */
export default defineConfig({
  input: './api/openapi.json',
  output: { path: './ui/api-client', clean: true, module: { extension: '.ts' } },
  logs: { level: 'warn', file: false },
  plugins: [
    { name: '@hey-api/client-fetch', throwOnError: true, baseUrl: false },
    '@hey-api/typescript',
    { name: '@hey-api/sdk', auth: false },
    { name: '@tanstack/react-query', queryOptions: true, infiniteQueryOptions: true, mutationOptions: true },
  ],
});
