import { setTimeout as pause } from 'node:timers/promises';
import type { Hand } from './hand.ts';

/** Elements by what a person reads: XPath, which both protocols have. */
const quoted = (text: string) => (text.includes("'") ? `"${text}"` : `'${text}'`);
const says = (text: string) => `normalize-space(.)=${quoted(text)} or @aria-label=${quoted(text)}`;

export const heading = (text: string) => `//h1[${says(text)}]`;
export const part = (text: string) => `//h2[${says(text)}]`;
export const button = (text: string) => `//button[${says(text)}]`;
export const link = (text: string) => `//a[${says(text)}]`;
export const tab = (text: string) => `//*[@role='tab'][${says(text)}]`;
export const choice = (text: string) => `//*[@role='radio'][${says(text)}]`;
/** The innermost element that says it, whatever the pieces its text was put together from. */
export const words = (text: string) => {
  const has = `[contains(normalize-space(.), ${quoted(text)})]`;
  return `//body//*[not(self::script or self::style)]${has}[not(.//*${has})]`;
};
/** Required fields have a star behind their name. */
export const field = (label: string) => {
  const named = `starts-with(normalize-space(.), ${quoted(label)})`;
  return `//*[@id=//label[${named}]/@for or @aria-label=${quoted(label)}][self::input or self::textarea or self::select]`;
};

/** Waits until it can be seen. @throws with what is missing and what the page says instead. */
export async function expectSeen(hand: Hand, xpath: string, deadlineMs = 60_000): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (!(await hand.sees(xpath))) {
    if (Date.now() < deadline) {
      await pause(200);
      continue;
    }
    const text = await hand.ask('return document.body.innerText.slice(0, 1500)');
    throw new Error(`${hand.browser} shows no ${xpath}; it shows: ${text}`);
  }
}

/** Sets a native choice or date, whose keys differ from browser to browser, as React hears of it. */
export async function put(hand: Hand, xpath: string, value: string): Promise<void> {
  await expectSeen(hand, xpath);
  await hand.ask(`
    const found = document.evaluate(${JSON.stringify(xpath)}, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null);
    const field = found.singleNodeValue;
    const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value');
    set.call(field, ${JSON.stringify(value)});
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    return 'done';
  `);
}
