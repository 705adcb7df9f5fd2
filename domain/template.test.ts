import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { render, validateTemplate, variablesOf } from './template.ts';

const KNOWN = ['lead.first_name', 'lead.custom.*', 'campaign.name', 'tenant.name'];

describe('validation, when a prompt is saved', () => {
  test('finds nothing wrong with known variables, own fields and fallbacks', () => {
    const text = 'Hello {{lead.first_name|there}}, {{ lead.custom.plan }} from {{tenant.name}}. { braces } are text.';
    expect(validateTemplate(text, KNOWN)).toEqual([]);
    expect(variablesOf(text)).toEqual([
      { name: 'lead.first_name', fallback: 'there', index: 6 },
      { name: 'lead.custom.plan', fallback: null, index: 33 },
      { name: 'tenant.name', fallback: null, index: 61 },
    ]);
  });

  test('takes a lead’s own field by the heading of its column, spaces and all', () => {
    const text = 'Policy {{ lead.custom.Policy No. }}, {{lead.custom.Ort/Straße| your place }}';
    expect(validateTemplate(text, KNOWN)).toEqual([]);
    expect(render(text, { 'lead.custom.Policy No.': 'A 7', 'lead.custom.Ort/Straße': '' })).toEqual({
      ok: true,
      text: 'Policy A 7, your place',
    });
  });

  test('names an unknown variable and where it stands', () => {
    expect(validateTemplate('Hello,\nthis is {{lead.shoe_size}}.', KNOWN)).toEqual([
      expect.objectContaining({ kind: 'unknown-variable', found: 'lead.shoe_size', index: 15, line: 2, column: 9 }),
    ]);
  });

  test('guesses what was meant', () => {
    expect(validateTemplate('{{lead.firstName}}', KNOWN)[0]?.message).toContain('did you mean "lead.first_name"?');
  });

  test.each([
    ['{{}}', 'malformed'],
    ['{{first name}}', 'malformed'],
    ['{{lead.first_name', 'malformed'],
    ['lead.first_name}}', 'malformed'],
    ['{{lead.first_name|a|b}}', 'malformed'],
    ['{{#if lead.first_name}}', 'malformed'],
    ['{{lead}}', 'malformed'],
    ['{{lead.custom.}}', 'malformed'],
    ['{{lead.custom. plan}}', 'malformed'],
    ['{{ {{lead.first_name}} }}', 'malformed'],
    ['{{lead.constructor}}', 'unknown-variable'],
  ])('%s is %s', (text, kind) => {
    expect(validateTemplate(text, KNOWN)[0]?.kind).toBe(kind);
  });
});

describe('rendering, during a call', () => {
  test('fills in values and fallbacks', () => {
    const values = { 'lead.first_name': '', 'lead.custom.plan': 42, 'tenant.name': 'Acme' };
    expect(render('Hi {{lead.first_name|there}}: {{ lead.custom.plan }} at {{tenant.name}}', values)).toEqual({
      ok: true,
      text: 'Hi there: 42 at Acme',
    });
  });

  test('an empty value without a fallback is empty, a value that is not there is missing', () => {
    expect(render('[{{lead.first_name}}]', { 'lead.first_name': '' })).toEqual({ ok: true, text: '[]' });
    expect(render('{{lead.first_name}} {{lead.first_name}}', {})).toEqual({ ok: false, missing: ['lead.first_name'] });
    expect(render('{{lead.constructor}}', {})).toEqual({ ok: false, missing: ['lead.constructor'] });
  });

  test('a value is text, whatever it contains: no variable of its own is filled in', () => {
    const values = { 'lead.first_name': '{{tenant.secret}}', 'tenant.secret': 'hidden', 'campaign.name': '$& $1' };
    expect(render('{{lead.first_name}} {{campaign.name}}', values)).toEqual({
      ok: true,
      text: '{{tenant.secret}} $& $1',
    });
  });

  test('no values can bring in another value, even across two of them', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const values = { 'lead.first_name': a, 'lead.custom.plan': b, 'tenant.name': 'hidden' };
        const rendered = render('{{lead.first_name}}{{lead.custom.plan}}', values);
        expect(rendered).toEqual({ ok: true, text: `${a}${b}` });
      }),
    );
  });

  test('what passed validation renders as soon as its values are there', () => {
    const piece = fc.constantFrom(
      '{{lead.first_name}}',
      '{{lead.custom.plan|none}}',
      ' text ',
      '{',
      '}',
      '{{campaign.name}}',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        if (validateTemplate(text, KNOWN).length > 0) return;
        const rendered = render(text, { 'lead.first_name': 'Ada', 'campaign.name': 'Spring' });
        expect(rendered.ok && !rendered.text.includes('{{')).toBe(true);
      }),
    );
  });
});
