import { Button, Group, Select, Stack, Switch, Text, Textarea } from '@mantine/core';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { DayRow } from './day-row.tsx';
import { Holidays } from './holidays.tsx';
import { type BusinessHours, DAYS, hoursInWords, usualHours, withDay } from './opening-hours.ts';
import type { PartProps } from './part.ts';

const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When somebody is there to take a call over, and what is said when nobody is. */
export function HoursTab({ draft, disabled, errors }: PartProps) {
  const { value, set } = draft;
  const hours = value.businessHours;
  const change = (change: Partial<BusinessHours>) => hours && set('businessHours', { ...hours, ...change });
  return (
    <Stack gap="md">
      <Panel
        title="Business hours"
        note="When your people are there to take over an incoming call. When campaigns call is decided by the law and by the campaign’s own hours."
      >
        <Stack gap="sm">
          <Notice tone="info" title="Nothing asks for them yet">
            They are kept with the agent and its history for the routing of incoming calls, which this release does not
            have. No call of a campaign is placed, held back or refused because of them.
          </Notice>
          <Switch
            label="This agent keeps business hours"
            checked={hours !== null}
            disabled={disabled}
            onChange={(event) => set('businessHours', event.currentTarget.checked ? usualHours(here()) : null)}
          />
          {hours === null ? (
            <Text size="sm" className="quiet">
              None: it acts at every hour alike.
            </Text>
          ) : (
            <>
              <Text size="sm">{hoursInWords(hours)}.</Text>
              <Select
                label="Time zone"
                searchable
                maw={320}
                data={[...new Set([hours.timeZone, ...Intl.supportedValuesOf('timeZone')])]}
                value={hours.timeZone}
                allowDeselect={false}
                disabled={disabled}
                error={errors['businessHours.timeZone']}
                onChange={(timeZone) => timeZone !== null && change({ timeZone })}
              />
              <Stack gap={6} role="group" aria-label="Opening hours by day">
                {DAYS.map(([day, name]) => (
                  <DayRow
                    key={day}
                    name={name}
                    openings={hours.days[day] ?? []}
                    disabled={disabled}
                    error={errors[`businessHours.days.${day}`]}
                    onChange={(openings) => set('businessHours', withDay(hours, day, openings))}
                  />
                ))}
              </Stack>
              <Group>
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={disabled}
                  onClick={() =>
                    change({
                      days: ['tue', 'wed', 'thu', 'fri'].reduce(
                        (all, day) => withDay(all, day, hours.days['mon'] ?? []),
                        hours,
                      ).days,
                    })
                  }
                >
                  Tuesday to Friday as on Monday
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </Panel>
      {hours !== null && (
        <>
          <Panel title="Holidays" note="Closed all day.">
            <Holidays
              holidays={hours.holidays ?? []}
              disabled={disabled}
              onChange={(holidays) => change({ holidays })}
            />
          </Panel>
          <Panel title="Out of hours">
            <Textarea
              label="What is said"
              autosize
              minRows={2}
              maxLength={2000}
              placeholder="Our office is closed. We are there again from nine o’clock."
              value={hours.outOfHoursMessage ?? ''}
              disabled={disabled}
              error={errors['businessHours.outOfHoursMessage']}
              onChange={(event) => change({ outOfHoursMessage: event.currentTarget.value || null })}
            />
          </Panel>
        </>
      )}
      <Panel title="When a machine answers">
        <Text size="sm" className="quiet">
          Whether a voicemail gets a message is decided for each campaign, under its settings: what may be said there
          depends on what the campaign calls about.
        </Text>
      </Panel>
    </Stack>
  );
}
