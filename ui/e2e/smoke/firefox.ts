import { type ElementHandle, launch, type Page } from 'puppeteer-core';
import { type Hand, SEEN, WINDOW } from './hand.ts';

/** Firefox as people install it, by WebDriver BiDi. */
export async function takeFirefox(executablePath: string): Promise<Hand> {
  const browser = await launch({
    ...{ browser: 'firefox', executablePath, headless: true, timeout: 180_000, protocolTimeout: 120_000 },
    defaultViewport: WINDOW,
    // Nothing of its own beside this; and media over this machine's own address, which Firefox leaves out by itself.
    extraPrefsFirefox: {
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'browser.startup.page': 0,
      'dom.ipc.processCount': 1,
      'intl.accept_languages': 'en-US',
    },
  });
  const page = await browser.newPage();
  const element = async (xpath: string) => asElement(await page.waitForSelector(`xpath/${xpath}`, { visible: true }));
  return {
    browser: (await browser.version()).replace('/', ' '),
    open: async (url) => void (await page.goto(url, { waitUntil: 'domcontentloaded' })),
    sees: async (xpath) => (await ask(page, SEEN.replace('XPATH', JSON.stringify(xpath)))) === 'yes',
    click: async (xpath) => (await element(xpath)).click(),
    type: async (xpath, text) => {
      const field = await element(xpath);
      await field.click({ count: 3 });
      await field.type(text);
    },
    give: async (xpath, path) => {
      const input = asElement(await page.$(`xpath/${xpath}`)) as ElementHandle<HTMLInputElement>;
      await input.uploadFile(path);
    },
    ask: (script) => ask(page, script),
    close: () => browser.close(),
  };
}

async function ask(page: Page, script: string): Promise<string> {
  return String(await page.evaluate(`(() => { ${script} })()`));
}

function asElement<Of extends ElementHandle>(found: Of | null): Of {
  if (!found) throw new Error('no such element');
  return found;
}
