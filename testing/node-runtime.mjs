import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import JestRuntime from 'jest-runtime';
import { runningSuite } from './running-suite.mjs';

const GLOBALS = new URL('suite-globals.mjs', import.meta.url).href;
let suites = 0;
/** How often this process has run each suite: more than once only while somebody watches. */
const runs = new Map();

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') {
      const isSuite = /\.test\.ts(\?|$)/.test(context.parentURL ?? '');
      return { url: isSuite ? `${GLOBALS}?suite=${suites}` : GLOBALS, format: 'module', shortCircuit: true };
    }
    const resolved = next(specifier, context);
    const run = context.parentURL?.match(/\?run=\d+$/)?.[0];
    const isOurs = resolved.url.startsWith('file:') && !resolved.url.includes('/node_modules/');
    return run !== undefined && isOurs ? { ...resolved, url: resolved.url + run } : resolved;
  },
});

/**
 * Suites, the product and its packages are loaded by Node itself, as in production, and once a worker process. Jest's own
 * runtime compiles every package anew for each suite: 2 to 4 seconds of a processor before the first test of the API.
 */
// oxlint-disable-next-line import/no-default-export -- jest loads runtimes by it
export default class NodeRuntime extends JestRuntime {
  unstable_shouldLoadAsEsm() {
    return true;
  }

  /** @param {string} path */
  async unstable_importModule(path) {
    const run = runs.get(path) ?? 0;
    runs.set(path, run + 1);
    suites += 1;
    runningSuite.globals = this.jestGlobals.cjsGlobals(path);
    return import(pathToFileURL(path).href + (run === 0 ? '' : `?run=${run}`));
  }
}
