import { TestEnvironment } from 'jest-environment-node';

const BUILT_IN = [
  ...[Array, BigInt, Boolean, Date, Function, Map, Number, Object, Promise, RegExp, Set, String, Symbol],
  ...[AggregateError, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError],
];

/**
 * Jest's matchers live in a context of their own, suites and the product do not: with Node's constructors in there,
 * `expect.any(String)` means the strings that everything else has.
 */
export default class HostEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const each of BUILT_IN) this.global[each.name] = each;
  }
}
