import { Grid, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { getLeadOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { LeadDetail } from '../../api-client/types.gen.ts';
import { dispositionLabel } from '../../charts/disposition-groups.ts';
import { AnchorLink } from '../../parts/links.tsx';
import { LeadTimeAndYours, Moment, placeOf } from '../../parts/moment.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PhoneNumber } from '../../parts/phone-number.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { Timeline } from '../calls/timeline.tsx';
import { Verdicts } from '../calls/verdicts.tsx';
import classes from './lead.module.css';
import { leadName, LEAD_STATE_LABELS, LEAD_STATE_TONES } from './lead-words.ts';

/** One lead: its numbers, where it stands in each campaign and why, and everything that happened. */
export function Lead() {
  const { id } = useParams({ from: '/frame/leads/$id' });
  const lead = useQuery(getLeadOptions({ path: { id } }));
  return (
    <Loaded of={lead} what="see leads" head={{ title: 'Lead', up: { label: 'Leads', to: '/leads' } }}>
      {(data) => <Shown lead={data} />}
    </Loaded>
  );
}

function Shown({ lead }: { lead: LeadDetail }) {
  const place = [lead.street, lead.city, lead.state?.replace(/^US-/, ''), lead.postalCode, lead.country];
  return (
    <>
      <PageHeader
        up={{ label: 'Leads', to: '/leads' }}
        title={leadName(lead)}
        lead={[lead.company, place.filter(Boolean).join(', '), lead.email].filter(Boolean).join(' · ') || undefined}
      />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            <Panel title="Telephones">
              <ul className={classes.phones}>
                {lead.phones.map(({ position, number, label, zones, suppressed }) => (
                  <li key={position}>
                    <PhoneNumber masked={number} of={{ leadId: lead.id, position }} />
                    <span className="quiet">{[label, zones.map(placeOf).join(', ')].filter(Boolean).join(', ')}</span>
                    {suppressed && <StatusBadge tone="bad">do not call</StatusBadge>}
                  </li>
                ))}
              </ul>
            </Panel>
            <Panel title="In campaigns" note="May it be called, why not, and when next">
              {lead.campaigns.length === 0 ? (
                <Empty title="In no campaign" />
              ) : (
                lead.campaigns.map((one) => <InCampaign key={one.campaignId} one={one} />)
              )}
            </Panel>
            <Custom custom={lead.custom} lead={lead} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="md">
            <Panel title="Everything that happened">
              <Timeline lines={lead.timeline} />
            </Panel>
            <Panel title="What the rules said">
              <Verdicts
                verdicts={lead.verdicts.slice(0, 20)}
                timeline={lead.timeline}
                none="They are asked before each call."
              />
            </Panel>
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}

function InCampaign({ one }: { one: LeadDetail['campaigns'][number] }) {
  return (
    <div className={classes.campaign}>
      <Group gap="xs" justify="space-between">
        <AnchorLink to="/campaigns/$id" params={{ id: one.campaignId }} size="sm" underline="always">
          {one.campaignName}
        </AnchorLink>
        <StatusBadge tone={LEAD_STATE_TONES[one.state]}>{LEAD_STATE_LABELS[one.state]}</StatusBadge>
      </Group>
      <Text size="sm" component="div">
        {one.attempts} {one.attempts === 1 ? 'attempt' : 'attempts'}
        {one.lastDisposition !== null && `, last: ${dispositionLabel(one.lastDisposition)}`}
        {one.reasonText !== null && one.state !== 'done' && <div>Held back: {one.reasonText}</div>}
        {one.nextAttempt !== null && (
          <div>
            Next at <LeadTimeAndYours time={one.nextAttempt} />
          </div>
        )}
        {one.callback !== null && (
          <div>
            Promised a call back at <LeadTimeAndYours time={one.callback} />
          </div>
        )}
      </Text>
    </div>
  );
}

function Custom({ custom, lead }: { custom: Record<string, unknown>; lead: LeadDetail }) {
  const entries = Object.entries(custom);
  return (
    <Panel title="From the list">
      <dl className={classes.facts}>
        {lead.externalId !== null && <Fact name="Your id" value={lead.externalId} />}
        {entries.map(([name, value]) => (
          <Fact key={name} name={name} value={String(value)} />
        ))}
        <div>
          <dt>Imported</dt>
          <dd>
            {lead.import === null ? (
              <Moment at={lead.createdAt} />
            ) : (
              <AnchorLink to="/leads/imports/$id" params={{ id: lead.import.id }} inherit underline="always">
                {lead.import.fileName || 'a file'}
              </AnchorLink>
            )}
          </dd>
        </div>
      </dl>
    </Panel>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value || '–'}</dd>
    </div>
  );
}
