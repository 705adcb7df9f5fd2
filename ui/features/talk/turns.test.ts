import { expect, test } from '@jest/globals';
import type { TranscriptTurn } from '../../api-client/types.gen.ts';
import { diagnoseEnd, diagnoseMicrophone } from './diagnosis.ts';
import { latencyOf, median, notYetRecorded, whatTookTime } from './turns.ts';

const turn = (speaker: TranscriptTurn['speaker'], text: string): TranscriptTurn => ({
  index: 0,
  speaker,
  text,
  startedAt: '',
  endedAt: null,
  interrupted: false,
  latency: {},
});

test('a slow answer says which part took the time, a quick one does not', () => {
  const slow = latencyOf({ latency: { totalMs: 900, llmTtftMs: 700, ttsTtfbMs: 150, sttMs: 0 } });
  expect(slow.parts.map(({ name }) => name)).toEqual(['thinking', 'starting to speak']);
  expect(whatTookTime(slow)).toBe('most of it thinking (700 ms)');
  expect(whatTookTime(latencyOf({ latency: { totalMs: 400, llmTtftMs: 300 } }))).toBeNull();
  expect(latencyOf({ latency: null })).toEqual({ totalMs: null, parts: [] });
  // Typed words end at once: what is left is thinking and starting to speak.
  expect(latencyOf({ latency: { llmTtftMs: 80, ttsTtfbMs: 20 } }).totalMs).toBe(100);
});

test('the middle of the latencies is their median', () => {
  expect([median([]), median([3]), median([1, 9, 5]), median([1, 3])]).toEqual([null, 3, 5, 2]);
});

test('what was typed is shown until the record has it', () => {
  const turns = [turn('agent', 'Hello'), turn('callee', 'Hi'), turn('agent', 'Yes?')];
  expect(notYetRecorded(['Hi', 'What does it cost?'], turns)).toEqual(['What does it cost?']);
  expect(notYetRecorded(['Hi', 'Hi'], turns)).toEqual(['Hi']);
});

test('each failure tells what to do', () => {
  const denied = Object.assign(new Error('no'), { name: 'NotAllowedError' });
  expect(diagnoseMicrophone(denied).title).toContain('refused');
  expect(diagnoseEnd('ROOM_DELETED', false).title).toContain('before it could talk');
  expect(diagnoseEnd('ROOM_DELETED', true).title).toContain('ended the conversation');
  expect(diagnoseEnd('anything else', true).remedy).not.toBe('');
});
