import { runningSuite } from './running-suite.mjs';

// What is imported as `@jest/globals`. A suite gets its own; a module that stays loaded from suite to suite gets what
// leads to those of the suite that runs.
const isOfSuite = import.meta.url.includes('?suite=');

const given = (/** @type {string} */ name) =>
  isOfSuite
    ? runningSuite.globals[name]
    : new Proxy(() => undefined, {
        apply: (_, self, args) => Reflect.apply(runningSuite.globals[name], self, args),
        get: (_, key) => runningSuite.globals[name][key],
      });

export const afterAll = given('afterAll');
export const afterEach = given('afterEach');
export const beforeAll = given('beforeAll');
export const beforeEach = given('beforeEach');
export const describe = given('describe');
export const expect = given('expect');
export const it = given('it');
export const jest = given('jest');
export const test = given('test');
