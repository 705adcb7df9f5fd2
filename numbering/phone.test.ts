import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePhone } from './phone.ts';

const read = (text: string, country?: string) => {
  const parsed = parsePhone(text, country);
  return parsed.ok ? `${parsed.e164}${parsed.extension === null ? '' : ` x${parsed.extension}`}` : parsed.reason;
};

describe('what people type, with the United States as default', () => {
  test.each([
    ['2125550101', '+12125550101'],
    ['12125550101', '+12125550101'],
    ['+12125550101', '+12125550101'],
    ['(212) 555-0101', '+12125550101'],
    ['212.555.0101', '+12125550101'],
    ['1-212-555-0101', '+12125550101'],
    ['+1 (212) 555 0101', '+12125550101'],
    ['212\u00a0555\u00a00101', '+12125550101'],
    ['212\u2011555\u20110101', '+12125550101'],
    ['\u202a212-555-0101\u202c', '+12125550101'],
    ['\ufeff2125550101', '+12125550101'],
    ['２１２５５５０１０１', '+12125550101'],
    ['٢١٢٥٥٥٠١٠١', '+12125550101'],
    ["'2125550101", '+12125550101'],
    ['="2125550101"', '+12125550101'],
    ['2125550101.0', '+12125550101'],
    ['tel:+1-212-555-0101', '+12125550101'],
    ['Home: 212-555-0101', '+12125550101'],
    ['212-555-0101 (mobile)', '+12125550101'],
    ['212-555-0101\n', '+12125550101'],
    ['212-555\n0101', '+12125550101'],
    ['212-555-0101 John', '+12125550101'],
    ['0044 20 7946 0123', '+442079460123'],
    ['011 44 20 7946 0123', '+442079460123'],
    ['001 212 555 0101', '+12125550101'],
    ['+44 (0)20 7946 0123', '+442079460123'],
    ['1-800-FLOWERS', '+18003569377'],
    ['212-555-0101 x123', '+12125550101 x123'],
    ['212-555-0101 ext. 12', '+12125550101 x12'],
    ['212-555-0101 Ext 7', '+12125550101 x7'],
    ['+1 (212) 555-0101 #44', '+12125550101 x44'],
    ['tel:+1-212-555-0101;ext=5', '+12125550101 x5'],
  ])('"%s" is %s', (text, number) => {
    expect(read(text)).toBe(number);
  });
});

describe('what cannot be dialled, and why', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ["'", 'empty'],
    ['n/a', 'no-digits'],
    ['unknown', 'no-digits'],
    ['2.12556E+09', 'digits-lost'],
    ['2,12556E+09', 'digits-lost'],
    ['1.21E10', 'digits-lost'],
    ['+1.21255501e+10', 'digits-lost'],
    ['555-0101', 'too-short'],
    ['212555010', 'too-short'],
    ['21255501011', 'too-long'],
    ['02079460123', 'too-long'],
    ['212-555-0101 / 212-555-0102', 'several-numbers'],
    ['212-555-0101; 646-555-0103', 'several-numbers'],
    ['212-555-0101 or 646-555-0103', 'several-numbers'],
    ['2125550101 6465550103', 'several-numbers'],
    ['212-555-0101 646-555-0103', 'several-numbers'],
    ['212-555-0101\n646-555-0103', 'several-numbers'],
    ['+12125550101 +16465550103', 'several-numbers'],
    ['112-555-0101', 'not-possible'],
    ['212-155-0101', 'not-possible'],
    ['call 212 555 0101', 'not-possible'],
    ['999-555-0101', 'not-assigned'],
    ['+999 1234 5678', 'unknown-country'],
    ['john@example.com', 'no-digits'],
  ])('"%s": %s', (text, reason) => {
    expect(read(text)).toBe(reason);
  });

  test('each failure says what is wrong and what to do, and never repeats the number', () => {
    const parsed = parsePhone('2.12556E+09');
    expect(parsed).toMatchObject({
      message: expect.stringContaining('digits are lost'),
      remedy: expect.stringContaining('text'),
    });
    expect(JSON.stringify(parsed)).not.toContain('12556');
  });

  test('a number of a range that is not in service is read where that is asked for', () => {
    expect(parsePhone('999-555-0101', 'US', { allowUnassigned: true })).toMatchObject({
      ok: true,
      e164: '+19995550101',
    });
    expect(parsePhone('99-555-0101', 'US', { allowUnassigned: true })).toMatchObject({
      ok: false,
      reason: 'too-short',
    });
  });
});

describe('other default countries', () => {
  test.each([
    ['020 7946 0123', 'GB', '+442079460123'],
    ['0221/123456', 'DE', '+49221123456'],
    ['(02) 9374 4000', 'AU', '+61293744000'],
    ['00 1 212 555 0101', 'DE', '+12125550101'],
    ['416-555-0101', 'CA', '+14165550101'],
    ['787 555 0101', 'PR', '+17875550101'],
    ['2125550101', 'GB', 'not-assigned'],
  ])('"%s" in %s is %s', (text, country, number) => {
    expect(read(text, country)).toBe(number);
  });

  test('a default country that does not exist is refused, not ignored', () => {
    expect(() => parsePhone('020 7946 0123', 'XX')).toThrow('"XX" is no country code');
  });
});

describe('properties', () => {
  const number = fc
    .record({
      area: fc.constantFrom('212', '850', '416', '787', '689', '942'),
      exchange: fc.integer({ min: 200, max: 999 }),
      line: fc.integer({ min: 0, max: 9999 }),
    })
    .map(({ area, exchange, line }) => `${area}${exchange}${String(line).padStart(4, '0')}`);

  test('however a number is punctuated, it is the same number', () => {
    const punctuation = fc.constantFrom('', ' ', '-', '.', '\u00a0', ') ', ' - ');
    fc.assert(
      fc.property(
        number,
        punctuation,
        punctuation,
        fc.constantFrom('', '1', '+1', '001 ', "'", '(', '+1 ('),
        (digits, a, b, prefix) => {
          const text = `${prefix}${digits.slice(0, 3)}${a}${digits.slice(3, 6)}${b}${digits.slice(6)}`;
          expect(read(text)).toBe(`+1${digits}`);
        },
      ),
    );
  });

  test('no text makes it throw, and what it accepts it reads again as itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d+() .x/-]{5,20}$/)), (text) => {
        const parsed = parsePhone(text);
        if (parsed.ok) expect(parsePhone(parsed.e164)).toMatchObject({ ok: true, e164: parsed.e164 });
      }),
      { numRuns: 500 },
    );
  });
});

test('a cell of thousands of characters is no number, whatever is in it', () => {
  for (const filling of [' ', '\n', ',', '2']) expect(read(`2125550101${filling.repeat(5_000)}x`)).toBe('not-possible');
});
