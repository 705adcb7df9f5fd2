import { describe, expect, test } from '@jest/globals';
import { bar, clockTime } from './bar.ts';
import { createLiveBlock } from './live-block.ts';
import { tableLines } from './table.ts';

function aScreen(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 20, rows: 10, written, write: (text: string) => written.push(text) };
}

describe('a table', () => {
  test('has columns as wide as their longest cell, numbers to the right', () => {
    const rows = [
      { name: 'Zoë', calls: 9 },
      { name: 'Bartholomew', calls: 120 },
    ];
    const lines = tableLines(rows, [
      { title: 'Name', value: (row) => row.name },
      { title: 'Calls', value: (row) => row.calls, align: 'right' },
    ]);
    expect(lines).toEqual(['Name         Calls', '───────────  ─────', 'Zoë              9', 'Bartholomew    120']);
  });

  test('shows no control characters of the data, so that a name cannot move the cursor', () => {
    const lines = tableLines([{ name: 'a\x1b[2Jb\nc' }], [{ title: 'Name', value: (row) => row.name, width: 6 }]);
    expect(lines[2]).toBe('a [2J…');
  });
});

describe('a live block', () => {
  test('draws again over its own lines on a terminal', () => {
    const screen = aScreen(true);
    const block = createLiveBlock(screen);
    block.show(['one', 'two']);
    block.show(['three']);
    expect(screen.written).toEqual(['one\ntwo\n', '\x1b[2A\x1b[0Jthree\n']);
  });

  test('cuts lines that would wrap, because a wrapped line is two', () => {
    const screen = aScreen(true);
    createLiveBlock(screen).show(['x'.repeat(50)]);
    expect(screen.written).toEqual([`${'x'.repeat(18)}…\n`]);
  });

  test('leaves no escape sequence where there is no terminal', () => {
    const screen = aScreen(false);
    const block = createLiveBlock(screen);
    block.show(['progress']);
    block.say('a line that stays');
    block.end();
    expect(screen.written).toEqual(['a line that stays\n']);
  });
});

test('a bar is full only when all is done, and never overflows', () => {
  expect([bar(0, 10, 4), bar(5, 10, 4), bar(10, 10, 4), bar(12, 10, 4), bar(0, 0, 4)]).toEqual([
    '░░░░',
    '██░░',
    '████',
    '████',
    '░░░░',
  ]);
});

test('times read as a clock', () => {
  expect([clockTime(7_000), clockTime(760_000), clockTime(3_723_000)]).toEqual(['0:07', '12:40', '1:02:03']);
});
