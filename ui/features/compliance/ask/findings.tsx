import { Button, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { ComplianceVerdict } from '../../../api-client/types.gen.ts';
import { counted } from '../../../parts/figures.ts';
import { Moment } from '../../../parts/moment.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { CONFIDENCE, VERDICT_TONES } from '../words.ts';
import classes from './answer.module.css';
import { factWords } from './fact-words.ts';

type Finding = ComplianceVerdict['findings'][number];

const ORDER: Readonly<Record<Finding['result'], number>> = { block: 0, unknown: 1, defer: 2, pass: 3 };
const WORDS: Readonly<Record<Finding['result'], string>> = {
  block: 'no',
  unknown: 'unknown',
  defer: 'not now',
  pass: 'yes',
};

/** Each rule's answer with its law, how well that is known, and the facts it looked at. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const [all, setAll] = useState(false);
  const sorted = findings.toSorted((a, b) => ORDER[a.result] - ORDER[b.result]);
  const against = sorted.filter(({ result }) => result !== 'pass');
  const passed = sorted.length - against.length;
  const shown = all ? sorted : against;
  return (
    <>
      <ul className={classes.findings}>
        {shown.map((finding) => (
          <One key={`${finding.rule} ${String(finding.phone)}`} finding={finding} />
        ))}
        {shown.length === 0 && <li>No rule speaks against it.</li>}
      </ul>
      {passed > 0 && (
        <Button variant="default" size="compact-sm" mt="xs" aria-expanded={all} onClick={() => setAll(!all)}>
          {all
            ? 'Only those against'
            : `Show also ${counted(passed, 'rule')} that ${passed === 1 ? 'allows' : 'allow'} it`}
        </Button>
      )}
    </>
  );
}

function One({ finding }: { finding: Finding }) {
  const confidence = finding.confidence === null ? undefined : CONFIDENCE[finding.confidence];
  const facts = Object.entries(finding.facts).filter(
    ([name, value]) => name !== 'phone' && value !== null && value !== undefined,
  );
  return (
    <li className={classes.finding}>
      <StatusBadge tone={VERDICT_TONES[finding.result] ?? 'quiet'}>{WORDS[finding.result]}</StatusBadge>
      <div>
        <div>
          <b>{finding.title ?? finding.rule.replaceAll('-', ' ')}</b>
          {finding.reasonText !== null && <>: {finding.reasonText}</>}
        </div>
        <div className={classes.cited}>
          {finding.citation ?? 'A rule of the house'} · {finding.rule}{' '}
          {confidence && (
            <Tooltip label={confidence.note}>
              <span tabIndex={0}>
                <StatusBadge tone={confidence.tone}>{confidence.label}</StatusBadge>
              </span>
            </Tooltip>
          )}
        </div>
        {finding.result !== 'pass' && finding.until !== null && (
          <div>
            By this rule alone not before <Moment at={finding.until} /> <span className="quiet">(your time)</span>
          </div>
        )}
        {facts.length > 0 && (
          <dl className={classes.facts}>
            {facts.map(([name, value]) => (
              <Fact key={name} name={name} value={value} />
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}

function Fact({ name, value }: { name: string; value: unknown }) {
  return (
    <>
      <dt>{factWords(name)}</dt>
      <dd>{valueWords(value)}</dd>
    </>
  );
}

/** Times in facts are epoch milliseconds. */
function valueWords(value: unknown) {
  if (typeof value === 'number' && value > 1e12) return <Moment at={new Date(value).toISOString()} />;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value))
    return value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(', ') || 'none';
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}
