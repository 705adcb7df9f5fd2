// Plain JavaScript: the bootstrap uses it before a Node that strips types is installed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The identity of a running process, or undefined when there is none (a zombie counts as none). */
export function identify(pid) {
  const started = process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Whether the very same process is still running. */
export function isRunning(identity) {
  return identify(identity.pid)?.started === identity.started;
}

function startedOnLinux(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may itself hold blanks and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Start times count from the boot, so a number from before a reboot must not match.
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${bootId()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

function bootId() {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return 'unknown-boot';
  }
}

function startedElsewhere(pid) {
  try {
    if (process.platform === 'win32') {
      process.kill(pid, 0);
      return String(pid);
    }
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}
