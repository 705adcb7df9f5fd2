import bundled from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Its usual arguments are for one page at a time, and draw by a graphics card that is computed. */
const NOT_HERE =
  /^--(single-process|no-zygote|in-process-gpu|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu-blocklist)(=|$)/;

/**
 * Chromium as npm brings it, with more arguments where a test needs them; RINGFENCE_CHROMIUM names another. Without a
 * graphics card it draws pages for less than half of the processor time of a computed one.
 */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const given = process.env['RINGFENCE_CHROMIUM'];
  const args = [...bundled.args.filter((arg) => !NOT_HERE.test(arg)), '--disable-gpu'];
  return chromium.launch({ executablePath: given ?? (await bundled.executablePath()), args: [...args, ...more] });
}
