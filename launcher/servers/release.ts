/** A server that the launcher can find or get: where its official releases are and how it is built. */
export interface ServerRelease {
  /** The name of its folder in the cache. */
  readonly name: 'temporal' | 'livekit';
  readonly title: string;
  readonly version: string;
  readonly binary: string;
  /** The variable that points at a running one instead. */
  readonly addressVariable: 'TEMPORAL_ADDRESS' | 'LIVEKIT_URL';
  /** The variable that replaces the site of the releases, for mirrors. */
  readonly mirrorVariable: 'TEMPORAL_RELEASES_URL' | 'LIVEKIT_RELEASES_URL';
  readonly releasesUrl: string;
  /** The archive for a platform; undefined where none is published. */
  archive(platform: NodeJS.Platform, arch: string): string | undefined;
  readonly versionArguments: readonly string[];
  /** Whether a binary found on PATH, which says this of its version, will do. */
  isSuitable(saidVersion: string): boolean;
  /** The folder of its pinned Go module under deploy/servers, its package, and the linker's flags. */
  readonly module: { readonly folder: string; readonly package: string; readonly linkerFlags: string };
  readonly buildHint: string;
}

const GO_ARCH: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };
const GO_OS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

export const TEMPORAL: ServerRelease = {
  name: 'temporal',
  title: 'Temporal development server',
  version: '1.8.2',
  binary: 'temporal',
  addressVariable: 'TEMPORAL_ADDRESS',
  mirrorVariable: 'TEMPORAL_RELEASES_URL',
  releasesUrl: 'https://github.com/temporalio/cli/releases/download',
  archive: (platform, arch) => archiveName('temporal_cli_1.8.2', platform, arch, ['linux', 'darwin', 'win32']),
  versionArguments: ['--version'],
  // One built from source calls the CLI "0.0.0-DEV": the server inside is what counts.
  isSuitable: (said) => atLeast(/Server (\d+\.\d+\.\d+)/.exec(said)?.[1], [1, 31, 0]),
  module: {
    folder: 'temporal-dev',
    package: 'github.com/temporalio/cli/cmd/temporal',
    linkerFlags: '-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=1.8.2',
  },
  buildHint: 'about 4 min on 2 cores',
};

export const LIVEKIT: ServerRelease = {
  name: 'livekit',
  title: 'LiveKit server',
  version: '1.13.5',
  binary: 'livekit-server',
  addressVariable: 'LIVEKIT_URL',
  mirrorVariable: 'LIVEKIT_RELEASES_URL',
  releasesUrl: 'https://github.com/livekit/livekit/releases/download',
  archive: (platform, arch) => archiveName('livekit_1.13.5', platform, arch, ['linux', 'win32'], 'zip'),
  versionArguments: ['--version'],
  isSuitable: (said) => atLeast(/version (\d+\.\d+\.\d+)/.exec(said)?.[1], [1, 13, 0]),
  module: { folder: 'livekit', package: 'github.com/livekit/livekit-server/cmd/server', linkerFlags: '-s -w' },
  buildHint: 'about 2 min on 2 cores',
};

function archiveName(
  stem: string,
  platform: NodeJS.Platform,
  arch: string,
  published: readonly NodeJS.Platform[],
  onWindows = 'tar.gz',
): string | undefined {
  const [os, cpu] = [GO_OS[platform], GO_ARCH[arch]];
  if (os === undefined || cpu === undefined || !published.includes(platform)) return undefined;
  return `${stem}_${os}_${cpu}.${platform === 'win32' ? onWindows : 'tar.gz'}`;
}

/** Of the same major version, and not older. */
function atLeast(version: string | undefined, [major, minor, patch]: readonly [number, number, number]): boolean {
  const [a = -1, b = -1, c = -1] = (version ?? '').split('.').map(Number);
  return a === major && (b > minor || (b === minor && c >= patch));
}
