import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** CPU seconds that a process and everything below it has used, children that ended included. Linux only. */
export function cpuSeconds(pid: number): number {
  const below = new Map<number, number[]>();
  const used = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = readStat(name);
    if (!stat) continue;
    below.set(stat.parent, [...(below.get(stat.parent) ?? []), Number(name)]);
    used.set(Number(name), stat.ticks);
  }
  const sum = (one: number): number =>
    (used.get(one) ?? 0) + (below.get(one) ?? []).reduce((all, child) => all + sum(child), 0);
  return sum(pid) / TICKS_PER_SECOND;
}

/** Resident memory in megabytes. */
export function residentMb(pid: number): number {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+) kB/);
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}

function readStat(pid: string): { parent: number; ticks: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name is in parentheses and may hold spaces: fields are counted from behind it.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0] = fields.slice(1);
    const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15);
    return { parent, ticks: user + system + childrenUser + childrenSystem };
  } catch {
    return undefined;
  }
}
