import { expect, test } from '@jest/globals';
import { RememberingVoice } from './remembering-voice.ts';

function rig() {
  const spoken: string[] = [];
  let broken = false;
  const voice = new RememberingVoice({
    speak: async (text, name) => {
      if (broken) throw new Error('no voice');
      spoken.push(`${name} ${text}`);
      return new Int16Array([text.length]);
    },
  });
  return { spoken, voice, break: (is: boolean) => (broken = is) };
}

test('a sentence is spoken once for each voice, also when asked for twice at the same time', async () => {
  const { voice, spoken } = rig();
  const [first, second] = await Promise.all([voice.speak('Hello.', 'slt'), voice.speak('Hello.', 'slt')]);
  await voice.speak('Hello.', 'rms');
  expect(first).toEqual(second);
  expect(spoken).toEqual(['slt Hello.', 'rms Hello.']);
});

test('a failure is not remembered', async () => {
  const { voice, break: breaks } = rig();
  breaks(true);
  await expect(voice.speak('Hello.', 'slt')).rejects.toThrow('no voice');
  breaks(false);
  expect(await voice.speak('Hello.', 'slt')).toEqual(new Int16Array([6]));
});

test('what was not said for longest is forgotten first', async () => {
  const { voice, spoken } = rig();
  await voice.speak('kept', 'slt');
  for (let sentence = 0; sentence < 199; sentence++) await voice.speak(`${sentence}`, 'slt');
  await voice.speak('kept', 'slt');
  await voice.speak('one more', 'slt');
  await voice.speak('kept', 'slt');
  await voice.speak('0', 'slt');
  expect(spoken.filter((sentence) => sentence === 'slt kept')).toHaveLength(1);
  expect(spoken.filter((sentence) => sentence === 'slt 0')).toHaveLength(2);
});
