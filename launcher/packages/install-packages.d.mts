/** Runs `npm ci` when the packages are missing or of other versions than the lock file's. Two starts at once install once. */
export function installPackages(
  root: string,
  install?: (root: string, logFile: string) => Promise<void>,
): Promise<void>;

/** Whether node_modules holds what package-lock.json names. */
export function packagesAreCurrent(root: string): boolean;
