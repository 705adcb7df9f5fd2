import type { TemplateProblem, TemplateValues } from '../../domain/template.ts';
import { validateTemplate, variablesOf } from '../../domain/template.ts';

/** Facts of one call that prompts and greetings may name. */
export interface PromptFacts {
  lead: {
    firstName: string;
    lastName: string;
    company: string;
    email: string;
    city: string;
    state: string | null;
    postalCode: string | null;
    country: string | null;
    externalId: string | null;
    custom: Readonly<Record<string, unknown>>;
  } | null;
  agent: { name: string; parameters: Readonly<Record<string, string | number | boolean>> };
  campaign: { name: string; subject: string | null } | null;
  tenant: { name: string };
}

const LEAD = [
  'firstName',
  'lastName',
  'company',
  'email',
  'city',
  'state',
  'postalCode',
  'country',
  'externalId',
] as const;

/** `firstName` may be written `first_name` too. */
function spellings(name: string): string[] {
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return snake === name ? [name] : [name, snake];
}

/** Every variable there is for an agent with these parameters. */
export function knownVariables(parameterNames: readonly string[]): string[] {
  return [
    ...LEAD.flatMap((name) => spellings(name).map((spelling) => `lead.${spelling}`)),
    'lead.custom.*',
    'agent.name',
    ...parameterNames.map((name) => `agent.${name}`),
    'campaign.name',
    'campaign.subject',
    'tenant.name',
  ];
}

export function promptProblems(text: string, parameterNames: readonly string[]): TemplateProblem[] {
  return validateTemplate(text, knownVariables(parameterNames));
}

/** Names of the leads' own fields that a text uses: `{{lead.custom.plan}}` gives `plan`. */
export function customFieldsOf(text: string): string[] {
  const names = variablesOf(text).filter(
    (variable) => variable.fallback === null && variable.name.startsWith('lead.custom.'),
  );
  return names.map((variable) => variable.name.slice('lead.custom.'.length));
}

/** Values of everything that is known; what a lead does not have is empty, never missing: a call must not fail on it. */
export function promptValues(facts: PromptFacts, texts: readonly string[]): TemplateValues {
  const values: Record<string, string | number> = {};
  for (const name of LEAD) {
    for (const spelling of spellings(name)) values[`lead.${spelling}`] = facts.lead?.[name] ?? '';
  }
  for (const field of texts.flatMap((text) => variablesOf(text)).map((variable) => variable.name)) {
    if (field.startsWith('lead.custom.')) values[field] = plain(facts.lead?.custom[field.slice('lead.custom.'.length)]);
  }
  values['agent.name'] = facts.agent.name;
  for (const [name, value] of Object.entries(facts.agent.parameters)) values[`agent.${name}`] = String(value);
  values['campaign.name'] = facts.campaign?.name ?? '';
  values['campaign.subject'] = facts.campaign?.subject ?? '';
  values['tenant.name'] = facts.tenant.name;
  return values;
}

function plain(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return typeof value === 'boolean' ? String(value) : '';
}
