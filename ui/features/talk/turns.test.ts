import { expect, test } from '@jest/globals';
import type { TranscriptTurn } from '../../api-client/types.gen.ts';
import { diagnoseBrowser, diagnoseEnd, diagnoseLoopback, diagnoseMicrophone } from './diagnosis.ts';
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

test('Firefox on one machine is told what it leaves out, and others are not', () => {
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
  const local = diagnoseLoopback('ws://127.0.0.1:8103', firefox);
  expect(local?.remedy).toContain('media.peerconnection.ice.loopback');
  expect(diagnoseEnd('UNKNOWN_REASON', true, local)).toBe(local);
  expect(diagnoseEnd('ROOM_DELETED', true, local).title).toContain('ended the conversation');
  expect(diagnoseLoopback('wss://media.example.com', firefox)).toBeNull();
  expect(diagnoseLoopback('ws://127.0.0.1:8103', 'Mozilla/5.0 Chrome/153.0 Safari/537.36')).toBeNull();
});

test('a browser without WebRTC is named as the reason', () => {
  expect(diagnoseBrowser(false)?.remedy).toContain('current');
  expect(diagnoseBrowser(true)).toBeNull();
});
