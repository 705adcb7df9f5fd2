import { Group, Stack, Text } from '@mantine/core';
import type { ComplianceVerdict } from '../../../api-client/types.gen.ts';
import { ButtonLink } from '../../../parts/links.tsx';
import { LeadTime, Moment } from '../../../parts/moment.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { listLabel } from '../words.ts';
import classes from './answer.module.css';
import { Findings } from './findings.tsx';

const TITLES = { allowed: 'Yes, it may be called', deferred: 'Not now', blocked: 'No' } as const;
const TONES = { allowed: 'good', deferred: 'warn', blocked: 'bad' } as const;

/** The answer in a sentence, then every rule that was asked. */
export function Answer({ verdict, phone }: { verdict: ComplianceVerdict; phone: string }) {
  const lists = Object.entries(verdict.dataVersions.lists);
  return (
    <Stack gap="md">
      <section className={classes.answer} data-verdict={verdict.verdict} aria-live="polite">
        <Group gap="sm">
          <h2 className={classes.title}>{TITLES[verdict.verdict]}</h2>
          <StatusBadge tone={TONES[verdict.verdict]}>{verdict.verdict}</StatusBadge>
        </Group>
        {verdict.reasonText !== null && <Text>Because: {verdict.reasonText}.</Text>}
        <dl className={classes.times}>
          {verdict.localTimes.map(({ asked, next }) => (
            <div key={asked.zone}>
              <dt>Where it may ring</dt>
              <dd>
                asked about <LeadTime time={asked} />
                {verdict.verdict !== 'allowed' && next !== null && (
                  <>
                    <br />
                    <b>
                      next <LeadTime time={next} />
                    </b>
                  </>
                )}
              </dd>
            </div>
          ))}
          <div>
            <dt>By your clock</dt>
            <dd>
              asked about <Moment at={verdict.at} />
              {verdict.verdict === 'deferred' && (
                <>
                  <br />
                  {verdict.nextCallableAt === null ? (
                    'no time is known'
                  ) : (
                    <b>
                      next <Moment at={verdict.nextCallableAt} />
                    </b>
                  )}
                </>
              )}
            </dd>
          </div>
          <div>
            <dt>Place</dt>
            <dd>
              {verdict.location.states.join(', ') || 'unknown'}
              {!verdict.location.certain && ' (not certain: the strictest counts)'}
            </dd>
          </div>
        </dl>
        {verdict.localTimes.some(({ asked }) => asked.demonstration) && (
          <Text size="xs" className="quiet">
            This tenant runs on a demonstration clock: the times are by that clock.
          </Text>
        )}
        <ButtonLink to="/compliance" search={{ phone }} variant="default" size="compact-sm">
          All about this number
        </ButtonLink>
      </section>
      <Panel
        title="What each rule says"
        note="Those that speak against the call first. A rule stands for its law alone."
      >
        <Findings findings={verdict.findings} />
      </Panel>
      <Panel title="What it rests on">
        <dl className={classes.times}>
          <div>
            <dt>Rules</dt>
            <dd>{verdict.rulesVersion}</dd>
          </div>
          <div>
            <dt>Time zones</dt>
            <dd>{verdict.dataVersions.zones}</dd>
          </div>
          {lists.map(([name, { asOf, validUntil }]) => (
            <div key={name}>
              <dt>{listLabel(name)}</dt>
              <dd>
                {asOf === null && validUntil === null ? (
                  'no copy of it speaks of this number'
                ) : (
                  <>
                    as of <Moment at={asOf} />, good until <Moment at={validUntil} />
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
    </Stack>
  );
}
