import bundled from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Chromium as npm brings it, with more arguments where a test needs them; RINGFENCE_CHROMIUM names another. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const given = process.env['RINGFENCE_CHROMIUM'];
  // Its usual arguments are for one page at a time.
  const args = bundled.args.filter((arg) => !/^--(single-process|no-zygote)$/.test(arg));
  return chromium.launch({ executablePath: given ?? (await bundled.executablePath()), args: [...args, ...more] });
}
