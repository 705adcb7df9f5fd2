import { readdirSync, readFileSync } from 'node:fs';

/** Proportional memory (PSS, megabytes) of each job process that a worker of the agents framework has forked. Linux only. */
export function jobMemoryMb(worker: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes('job_proc_lazy_main'))
    .filter((pid) => read(`/proc/${pid}/status`).includes(`PPid:\t${worker}\n`))
    .map((pid) => Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1_024);
}

/** Empty when the process is gone in between. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
