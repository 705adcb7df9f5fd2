import { type ChildProcess, spawn } from 'node:child_process';
import { Builder, By, until, type WebDriver } from 'selenium-webdriver';
import { eventually } from '../../../testing/eventually.ts';
import { freePort } from '../../../testing/free-port.ts';
import { type Hand, SEEN, WINDOW } from './hand.ts';

/** WebKitGTK with its own small browser, by WebDriver; on a virtual screen where there is no screen. */
export async function takeWebkit(driverPath: string): Promise<Hand> {
  const port = await freePort();
  const server = `http://127.0.0.1:${port}`;
  const driver = startDriver(driverPath, port);
  try {
    await eventually(async () => {
      if (!(await fetch(`${server}/status`)).ok) throw new Error('the driver is not ready');
    }, 60_000);
    const session = await new Builder().usingServer(server).withCapabilities({ browserName: 'MiniBrowser' }).build();
    await session
      .manage()
      .window()
      .setRect({ x: 0, y: 0, ...WINDOW });
    return handOf(session, driver);
  } catch (error) {
    stopDriver(driver);
    throw error;
  }
}

async function handOf(session: WebDriver, driver: ChildProcess): Promise<Hand> {
  const capabilities = await session.getCapabilities();
  const element = async (xpath: string) => {
    const found = await session.wait(until.elementLocated(By.xpath(xpath)), 60_000);
    return session.wait(until.elementIsVisible(found), 60_000);
  };
  const ask = async (script: string) => String(await session.executeScript<unknown>(script));
  return {
    browser: `WebKitGTK ${capabilities.getBrowserVersion() ?? ''}`,
    open: (url) => session.get(url),
    sees: async (xpath) => (await ask(SEEN.replace('XPATH', JSON.stringify(xpath)))) === 'yes',
    click: async (xpath) => (await element(xpath)).click(),
    type: async (xpath, text) => {
      const field = await element(xpath);
      await field.clear();
      await field.sendKeys(text);
    },
    give: async (xpath, path) => session.findElement(By.xpath(xpath)).sendKeys(path),
    ask,
    close: async () => {
      await session.quit().catch(() => undefined);
      stopDriver(driver);
    },
  };
}

/** A group of its own: the virtual screen, the driver and the browser end together. */
function startDriver(path: string, port: number): ChildProcess {
  const command = [path, `--port=${port}`];
  const onScreen = process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
  const [program = path, ...args] = onScreen ? command : ['xvfb-run', '-a', '-s', '-screen 0 1600x1200x24', ...command];
  return spawn(program, args, { stdio: 'ignore', detached: true });
}

function stopDriver({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(-pid, 'SIGTERM');
}
