import { describe, expect, test } from '@jest/globals';
import { type Heard, replyTo } from './script.ts';
import { namedTime, sayTime } from './spoken-time.ts';

const TOOLS = ['end_call', 'record_opt_out', 'schedule_callback'];
const hearing = (words: string, about: Partial<Heard> = {}): Heard => ({
  from: { kind: 'callee', words },
  turnsBefore: 0,
  prompt: 'You sell our new plan.',
  localTime: '2026-11-21T10:40',
  tools: TOOLS,
  ...about,
});
const after = (tool: string, output: object): Heard =>
  hearing('', { from: { kind: 'tool', tool, output: JSON.stringify(output) } });

describe('the demo agent', () => {
  test.each([
    ['Stop calling me. Take me off your list.', 'record_opt_out'],
    ['Can you call me back at 10:42 a.m.?', 'schedule_callback'],
    ['I would like to speak to a real person, please.', 'end_call'],
    ['No, thank you. Goodbye.', 'end_call'],
    ['Please leave a message after the tone.', 'end_call'],
  ])('reaches for the right tool at "%s"', (words, tool) => {
    expect(replyTo(hearing(words)).call?.name).toBe(tool);
  });

  test('says nothing about an opt-out before it is recorded', () => {
    expect(replyTo(hearing('Stop calling me.')).say).toBe('');
    expect(replyTo(after('record_opt_out', { recorded: true })).say).toContain('will not be called again');
    expect(replyTo(after('record_opt_out', { recorded: false })).say).toContain('could not record');
  });

  test('promises the time that was recorded and not the one asked for', () => {
    const promised = {
      at: '2026-11-22T14:00:00.000Z',
      local: '2026-11-22T09:00',
      zone: 'America/New_York',
      moved: 'we may not call at that time',
    };
    const { say } = replyTo(after('schedule_callback', { promised }));
    expect(say).toContain('we may not call at that time. ');
    expect(say).toContain('back tomorrow at 9:00 a.m. Is');
  });

  test('asks for another time when none could be promised', () => {
    expect(replyTo(after('schedule_callback', { promised: null, reason: 'That is too late.' })).say).toContain(
      'That is too late.',
    );
  });

  test('talks as its prompt says', () => {
    const about = (prompt: string) => replyTo(hearing('Who are you?', { prompt })).say;
    expect(
      new Set([about('You sell.'), about('You are the support desk for a ticket.'), about('You welcome people.')]).size,
    ).toBe(3);
  });

  test('calls no tool that the call does not allow', () => {
    expect(replyTo(hearing('Stop calling me.', { tools: ['end_call'] })).call).toBeUndefined();
  });
});

describe('a named local time', () => {
  test.each([
    ['at 10:42 a.m.?', '2026-11-21T10:42'],
    ['at 9:15 a.m.', '2026-11-22T09:15'],
    ['tomorrow at 3 pm', '2026-11-22T15:00'],
    ['tomorrow', '2026-11-22T10:00'],
    ['at 3', '2026-11-21T15:00'],
    ['at 14:30', '2026-11-21T14:30'],
    ['at 12:05 a.m.', '2026-11-22T00:05'],
  ])('"%s" means %s', (words, local) => {
    expect(namedTime(`call me back ${words}`, '2026-11-21T10:40')).toBe(local);
  });

  test('is not made up', () => expect(namedTime('call me back later', '2026-11-21T10:40')).toBeNull());

  test.each([
    ['2026-11-21T00:05', 'at 12:05 a.m.'],
    ['2026-11-21T12:00', 'at 12:00 p.m.'],
    ['2026-11-22T17:30', 'tomorrow at 5:30 p.m.'],
    ['2026-11-24T09:00', 'on Tuesday at 9:00 a.m.'],
  ])('%s is said as %s', (local, said) => expect(sayTime(local, '2026-11-21T10:40')).toBe(said));
});
