import type { KeptHead, Verification } from '../verify/export-format.ts';
import { sha256 } from '../verify/sha256.ts';
import { verifyExport } from '../verify/verify-export.ts';

/** The part of a browser's page that this script uses. */
interface Field {
  hidden: boolean;
  dataset: Record<string, string>;
  readonly files: ArrayLike<Blob> | null;
  addEventListener(type: string, listener: (event: { preventDefault(): void }) => void): void;
  append(...parts: unknown[]): void;
  replaceChildren(...parts: unknown[]): void;
  textContent: string;
}
interface Page {
  getElementById(id: string): Field;
  createElement(name: string): Field;
}

const page: Page = Reflect.get(globalThis, 'document');
const result = page.getElementById('result');

page.getElementById('form').addEventListener('submit', (event) => {
  event.preventDefault();
  void check();
});

async function check(): Promise<void> {
  const file = page.getElementById('export').files?.[0];
  if (!file) return;
  show('working', 'Reading …', []);
  try {
    const kept = page.getElementById('head').files?.[0];
    const against: KeptHead | undefined = kept && JSON.parse(await kept.text());
    present(await verifyExport(file, { sha256, against }), against !== undefined);
  } catch (error) {
    show('refuted', 'It could not be checked', [['Why', error instanceof Error ? error.message : String(error)]]);
  }
}

function present(verification: Verification, against: boolean): void {
  if (!verification.ok) {
    const { kind, sentence } = verification.finding;
    show('refuted', `Not proven: ${kind}`, [['First finding', sentence]]);
    return;
  }
  const { from, to, head, heads, keys, restores } = verification.proven;
  show('proven', 'Complete and unchanged', [
    ['Entries', `${from} to ${to - 1} (${to - from}), under ${heads} signed heads`],
    ['Newest head', `${head.size} entries, ${head.at}`],
    ['Root', head.root],
    ['Signed by', keys.join(', ')],
    ...restores.map((at): [string, string] => ['Restored from a backup', at]),
    [
      'Compared with a head from elsewhere',
      against
        ? 'Yes: everything that it was signed over is here.'
        : 'No: nothing shows that later entries were not left out, or that the key is the right one.',
    ],
  ]);
}

function show(state: string, title: string, facts: readonly (readonly [string, string])[]): void {
  const heading = page.createElement('h2');
  heading.textContent = title;
  const list = page.createElement('dl');
  for (const [name, value] of facts) {
    const term = page.createElement('dt');
    term.textContent = name;
    const told = page.createElement('dd');
    told.textContent = value;
    list.append(term, told);
  }
  result.dataset['state'] = state;
  result.hidden = false;
  result.replaceChildren(heading, list);
}
