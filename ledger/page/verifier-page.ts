import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The modules that verify an export, each after those it imports. The command line runs the same ones. */
const MODULES = [
  'domain/ledger/canonical-json.ts',
  'domain/ledger/tree.ts',
  'domain/ledger/growing-tree.ts',
  'ledger/verify/head.ts',
  'ledger/verify/export-format.ts',
  'ledger/verify/sha256.ts',
  'ledger/verify/pieces.ts',
  'ledger/verify/zip.ts',
  'ledger/verify/signatures.ts',
  'ledger/verify/open-archive.ts',
  'ledger/verify/check-heads.ts',
  'ledger/verify/explain-mismatch.ts',
  'ledger/verify/verify-export.ts',
  'ledger/page/show-result.ts',
];

/** One script without imports, so that a page kept on a disk can run it too. Each module keeps its own names. */
export function verifierScript(): string {
  const parts = MODULES.map((path) => {
    const source = readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
    return asFunction(path, stripTypeScriptTypes(source, { mode: 'strip' }));
  });
  return `'use strict';\nconst modules = {};\n${parts.join('\n')}`;
}

/** `import { a } from './b.ts'` becomes a look-up of what that module gave. */
function asFunction(path: string, source: string): string {
  const names: string[] = [];
  const body = source
    .replaceAll(/^import\s*\{([^}]*)\}\s*from\s*'([^']+)';$/gm, (_all, list: string, from: string) => {
      const target = new URL(from, `file:///${path}`).pathname.slice(1);
      return `const {${list.replaceAll(' as ', ': ')}} = modules['${target}'];`;
    })
    .replaceAll(/^export (?=(?:async )?(?:function\*?|class|const) (\w+))/gm, (_all, name: string) => {
      names.push(name);
      return '';
    });
  return `modules['${path}'] = (() => {\n${body}\nreturn { ${names.join(', ')} };\n})();`;
}

export const VERIFIER_STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
label { display: block; margin: 1rem 0 0.25rem; font-weight: 600; }
.result { margin-top: 2rem; padding: 1rem; border: 2px solid; border-radius: 0.5rem; }
.result[data-state='proven'] { border-color: #1a7f37; }
.result[data-state='refuted'] { border-color: #b3261e; }
.result h2 { margin-top: 0; }
.result dd { margin: 0 0 0.5rem; overflow-wrap: anywhere; }
`;

const BODY = `<main>
<h1>Is this ledger complete and unchanged?</h1>
<p>Choose an export of a Ringfence ledger. It is checked here, in this page: nothing is sent anywhere, and no server is asked.</p>
<form id="form">
<label for="export">Export (.zip)</label>
<input id="export" type="file" accept=".zip,application/zip" required>
<label for="head">Signed head that was kept earlier (.json), if there is one</label>
<input id="head" type="file" accept=".json,application/json">
<p><button type="submit">Verify</button></p>
</form>
<section id="result" class="result" role="status" aria-live="polite" hidden></section>
<h2>What is checked</h2>
<ol>
<li>Each entry’s line gives the leaf that was sealed: SHA-256 of a zero byte and the line.</li>
<li>The leaves, in their order, give the root of a Merkle tree (RFC 9162). Changing, removing, adding or moving one entry gives another root.</li>
<li>Each root was signed (Ed25519) by a key that the key before it endorsed.</li>
<li>A head that was kept elsewhere must be one of them: so nobody can leave out the end, or begin anew with keys of their own.</li>
</ol>
</main>`;

/** The page as the API serves it: script and style are files beside it. */
export function servedPage(): string {
  return pageWith(
    '<link rel="stylesheet" href="/verify/style.css">',
    '<script src="/verify/verifier.js"></script>',
    `<p>To check without this server, keep <a href="/verify/offline.html" download="verify-ledger.html">this page as one file</a>.</p>`,
  );
}

/** The page as one file, to be kept and opened from a disk. */
export function offlinePage(): string {
  return pageWith(
    `<style>${VERIFIER_STYLE}</style>`,
    `<script>${verifierScript().replaceAll('</', '<\\/')}</script>`,
    '',
  );
}

function pageWith(head: string, script: string, more: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Verify a ledger</title>${head}</head>
<body>${BODY}${more}${script}</body>
</html>
`;
}
