/**
 * `npm run bench -- screen [--leads 1000000]`: verdicts of the pure rules a second on one thread under all law packs, beside
 * the same rules without an index (every provision asked about every call). Prints figures as JSON lines.
 */
import { parseArgs } from 'node:util';
import { compileRules } from '../domain/compliance/compile-rules.ts';
import type { ScreenFacts } from '../domain/compliance/facts.ts';
import type { RuleSet } from '../domain/compliance/rule.ts';
import { screen } from '../domain/compliance/screen.ts';
import { zoneTable } from '../numbering/zones.ts';
import { leadFacts } from './screen/leads.ts';

const { values } = parseArgs({ options: { leads: { type: 'string', default: '1000000' } }, allowPositionals: true });
const leads = Number(values.leads);
/** Leads are made a block at a time, outside the measured time: a million at once would measure the collector. */
const BLOCK = 20_000;
const MOMENTS = { 'friday 17:00 UTC': '2026-11-20T17:00:00Z', 'sunday 03:00 UTC': '2026-11-22T03:00:00Z' };

const zones = zoneTable();
const { index: _index, ...asked } = compileRules({ packs: null, amendments: [], overrides: [], holidays: [] });
const indexed = compileRules({ packs: null, amendments: [], overrides: [], holidays: [] });
say({ bench: 'screen', leads, rules: indexed.rules.length, version: indexed.version });

for (const [name, iso] of Object.entries(MOMENTS)) {
  const now = Date.parse(iso);
  measure(indexed, now, BLOCK);
  const ours = measure(indexed, now, leads);
  const baseline = measure(asked, now, Math.min(leads, 100_000));
  say({ moment: name, name: 'indexed', ...ours });
  say({ moment: name, name: 'every provision asked', ...baseline });
  const ratio = round(ours.verdictsPerSecond / baseline.verdictsPerSecond);
  say({ moment: name, ratio, goal: 'at least 100000 verdicts/s on one thread' });
}

function measure(rules: RuleSet, now: number, count: number) {
  const results = { allowed: 0, deferred: 0, blocked: 0 };
  let findings = 0;
  let milliseconds = 0;
  let cpuMicroseconds = 0;
  for (let first = 0; first < count; first += BLOCK) {
    const block: ScreenFacts[] = [];
    for (let i = first; i < Math.min(count, first + BLOCK); i++) block.push(leadFacts(i, now));
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    for (const facts of block) {
      const verdict = screen(facts, rules, now, zones);
      results[verdict.result]++;
      findings += verdict.findings.length;
    }
    milliseconds += performance.now() - startedAt;
    const used = process.cpuUsage(cpu);
    cpuMicroseconds += used.user + used.system;
  }
  return {
    verdicts: count,
    verdictsPerSecond: Math.round(count / (milliseconds / 1000)),
    cpuMicrosecondsPerVerdict: round(cpuMicroseconds / count),
    findingsPerVerdict: round(findings / count),
    ...results,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
