import { readFileSync, writeFileSync } from 'node:fs';
import { routes } from '../routes/index.ts';
import { describeApi } from './describe-api.ts';

/** `node api/contract/write-openapi.ts [--check]`: writes api/openapi.json, or says whether it is up to date. */
const file = new URL('../openapi.json', import.meta.url);
const text = `${JSON.stringify(describeApi(routes), null, 2)}\n`;
if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  console.error('api/openapi.json is not what the routes describe: run `npm run openapi` and commit it.');
  process.exitCode = 1;
}
