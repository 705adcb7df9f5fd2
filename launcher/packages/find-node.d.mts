/** The path of a Node 24: the pinned one that npm installed for this platform, or the one we run on. */
export function findNode24(
  root: string,
  running?: { platform: string; arch: string; versions: { node: string }; execPath: string },
): string;
