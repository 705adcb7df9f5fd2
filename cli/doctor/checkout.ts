import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { holderOf } from '../../launcher/state/lock.mjs';
import { stateHomeOf } from '../profile.ts';
import { bad, type Finding, good, warning } from './finding.ts';

const NODE_MAJOR = 24;

/** This computer and this checkout: what `npm start` needs before it can start anything. */
export function lookAtCheckout(root: string, env: NodeJS.ProcessEnv): Finding[] {
  const state = stateHomeOf(root, env);
  const running = holderOf(join(state, 'launcher.lock'));
  return [
    nodeFinding(process.versions.node),
    existsSync(join(root, 'node_modules', 'express'))
      ? good('Packages', 'installed')
      : bad('Packages', 'missing', 'Run `npm ci` in the checkout.'),
    running
      ? good('System in this checkout', `runs as process ${running.pid}`)
      : warning(
          'System in this checkout',
          'is not running',
          'Start it with `npm start`, or in the background: ringfence dev up.',
        ),
  ];
}

function nodeFinding(version: string): Finding {
  if (Number.parseInt(version, 10) >= NODE_MAJOR) return good('Node', version);
  return bad(
    'Node',
    version,
    `Install Node ${NODE_MAJOR} (\`npm ci\` brings it on Linux and Windows, .nvmrc on a Mac).`,
  );
}
