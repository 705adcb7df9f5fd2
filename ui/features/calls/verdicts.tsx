import { Collapse, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { CallDetail, LocalTime } from '../../api-client/types.gen.ts';
import { counted } from '../../parts/figures.ts';
import { hourThere, Moment, placeOf } from '../../parts/moment.tsx';
import { Empty } from '../../parts/states.tsx';
import { StatusBadge, type Tone } from '../../parts/status-badge.tsx';
import classes from './verdicts.module.css';

type Verdict = CallDetail['verdicts'][number];
const PHASES = { import: 'At the import', claim: 'Before the call', dial: 'At the dial' } as const;
const TONES: Record<Verdict['result'], Tone> = { allowed: 'good', deferred: 'warn', blocked: 'bad' };

/** What the rules said, each time they were asked; each finding with its law. `none`: why they were not asked at all. */
export function Verdicts({ verdicts, timeline, none }: Pick<CallDetail, 'verdicts' | 'timeline'> & { none: string }) {
  if (verdicts.length === 0) return <Empty title="No rule was asked">{none}</Empty>;
  return (
    <div className={classes.list}>
      {verdicts.map((verdict, index) => (
        <One
          key={verdict.id}
          verdict={verdict}
          local={timeline.find(({ kind, id }) => kind === 'verdict' && id === verdict.id)?.local ?? null}
          open={index === 0}
        />
      ))}
    </div>
  );
}

function One({ verdict, local, open }: { verdict: Verdict; local: LocalTime | null; open: boolean }) {
  const [shown, { toggle }] = useDisclosure(open);
  const findings = verdict.findings.map(findingOf);
  return (
    <div>
      <UnstyledButton onClick={toggle} aria-expanded={shown} className={classes.head}>
        <span>{PHASES[verdict.phase]}</span>
        <StatusBadge tone={TONES[verdict.result]}>{verdict.result}</StatusBadge>
        <Moment at={verdict.at} />
        {local !== null && (
          <span className="quiet">
            {hourThere(local)} {placeOf(local.zone)}
          </span>
        )}
        <span className="quiet">{counted(findings.length, 'rule')}</span>
      </UnstyledButton>
      {verdict.reasonText !== null && <p className={classes.reason}>Because: {verdict.reasonText}</p>}
      <Collapse expanded={shown}>
        <ul className={classes.findings}>
          {findings.map((finding) => (
            <li key={finding.rule + String(finding.phone)} data-result={finding.result}>
              <span>
                {finding.title ?? ruleName(finding.rule)}
                <span className={classes.citation}>
                  {[finding.citation, finding.rule].filter((words) => words !== null).join(' · ')}
                </span>
              </span>
              <span className={classes.result}>{finding.result}</span>
            </li>
          ))}
        </ul>
        <p className={classes.version}>Rules {verdict.rulesVersion}</p>
      </Collapse>
    </div>
  );
}

const MAKERS: Readonly<Record<string, string>> = { tenant: 'A rule of your own', change: 'A change of the rules' };

/** Rules that only their tenant knows: `tenant.quiet-evenings.1f2e` as `A rule of your own: quiet evenings`. */
function ruleName(rule: string): string {
  const [maker = '', name] = rule.split('.', 2);
  const words = (name ?? maker).replaceAll('-', ' ');
  return name === undefined ? words : `${MAKERS[maker] ?? maker.toUpperCase()}: ${words}`;
}

/** Findings come as they were stored, whatever version of the rules wrote them. */
function findingOf(value: unknown) {
  const finding: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const text = (name: string) => (typeof finding[name] === 'string' ? finding[name] : null);
  return {
    rule: text('rule') ?? 'rule',
    title: text('title'),
    result: text('result') ?? '',
    citation: text('citation'),
    phone: typeof finding['phone'] === 'number' ? finding['phone'] : null,
  };
}
