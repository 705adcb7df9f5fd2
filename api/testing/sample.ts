import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/** A valid value of a schema, with the required fields only: examples where the schema has them. */
export function sampleOf(schema: z.ZodType): unknown {
  return build(jsonSchemaOf(schema));
}

/** Where a schema asks for an id, as names of fields; `[]` stands for an element. */
export function idsIn(schema: z.ZodType): string[][] {
  const found = new Map<string, string[]>();
  const walk = (part: JsonSchema, path: string[]): void => {
    if (part['format'] === 'uuid') found.set(path.join('.'), path);
    for (const choice of choicesOf(part)) walk(choice, path);
    for (const [name, inner] of Object.entries(asSchema(part['properties']))) walk(asSchema(inner), [...path, name]);
    if (isObject(part['items'])) walk(part['items'], [...path, '[]']);
  };
  walk(jsonSchemaOf(schema), []);
  return [...found.values()];
}

/** As `sampleOf`, with a value at a place that `idsIn` found. */
export function sampleHolding(schema: z.ZodType, path: readonly string[], value: unknown): unknown {
  return buildHolding(jsonSchemaOf(schema), path, value);
}

function buildHolding(schema: JsonSchema, path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const holder = [schema, ...choicesOf(schema)].find((part) =>
    name === '[]' ? 'items' in part : name in asSchema(part['properties']),
  );
  if (!holder) return build(schema);
  if (name === '[]') return [buildHolding(asSchema(holder['items']), rest, value)];
  const inner = buildHolding(asSchema(asSchema(holder['properties'])[name]), rest, value);
  return { ...asSchema(build(holder)), [name]: inner };
}

function choicesOf(schema: JsonSchema): JsonSchema[] {
  const choices = schema['anyOf'] ?? schema['oneOf'];
  return Array.isArray(choices) ? choices.map(asSchema) : [];
}

/** As plain JSON, every reference put in its place. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const whole: JsonSchema = { ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) };
  return asSchema(inPlace(whole, asSchema(whole['$defs'])));
}

function inPlace(value: unknown, definitions: JsonSchema): unknown {
  if (Array.isArray(value)) return value.map((item) => inPlace(item, definitions));
  if (!isObject(value)) return value;
  const { $ref, $defs: _definitions, ...rest } = value;
  const own = Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, inPlace(inner, definitions)]));
  if (typeof $ref !== 'string') return own;
  const target = asSchema(inPlace(definitions[$ref.split('/').at(-1) ?? ''], definitions));
  return { ...target, ...own };
}

function build(schema: JsonSchema): unknown {
  if ('example' in schema) return schema['example'];
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const [choice] = choicesOf(schema);
  if (choice) return build(choice);
  switch (schema['type']) {
    case 'object': {
      const properties = isObject(schema['properties']) ? schema['properties'] : {};
      const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
      return Object.fromEntries(required.map((name) => [name, build(asSchema(properties[name]))]));
    }
    case 'array':
      return Array.from({ length: Number(schema['minItems'] ?? 0) }, () => build(asSchema(schema['items'])));
    case 'number':
    case 'integer':
      return Number(schema['minimum'] ?? Number(schema['exclusiveMinimum'] ?? 0) + 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return stringOf(schema);
  }
}

function stringOf(schema: JsonSchema): string {
  switch (schema['format']) {
    case 'uuid':
      return '01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338';
    case 'date-time':
      return '2026-11-21T15:00:00.000Z';
    case 'uri':
      return 'https://example.com';
    default:
      return 'sample'.padEnd(Number(schema['minLength'] ?? 0), 'x');
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asSchema(value: unknown): JsonSchema {
  return isObject(value) ? value : {};
}
