import type { CDPSession, Page } from 'playwright-core';

/** Runs in the page before its own scripts: keeps what the browser itself measures. */
const METER = `
  globalThis.meter = { paint: 0, painted: '', interactions: new Map(), first: null, long: [], frames: null };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      meter.paint = entry.startTime;
      meter.painted = (entry.element?.tagName ?? '') + ' ' + (entry.element?.textContent ?? '').slice(0, 40);
    }
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId > 0) meter.interactions.set(interactionId, Math.max(duration, meter.interactions.get(interactionId) ?? 0));
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) meter.long.push(duration);
  }).observe({ type: 'longtask', buffered: true });
`;

/** Of what the browser measured by itself: event timing, long tasks, paints. Milliseconds. */
export interface PageMeter {
  /** Largest contentful paint of this document, and what was painted. */
  paint(): Promise<{ ms: number; what: string }>;
  /** The latency of every interaction since the document began, and of those too quick to be reported 8 ms. */
  interactions(): Promise<number[]>;
  /** Tasks longer than 50 ms since the last time this was asked. */
  longTasks(): Promise<number[]>;
  /** Gaps between frames while something goes on. */
  framesWhile(work: () => Promise<void>): Promise<number[]>;
  /** Bytes that remain after a collection. */
  heap(): Promise<number>;
}

const QUICK_MS = 8;

export async function meterPage(page: Page): Promise<PageMeter> {
  await page.addInitScript({ content: METER });
  const protocol: CDPSession = await page.context().newCDPSession(page);
  await protocol.send('Performance.enable');
  return {
    paint: () => page.evaluate<{ ms: number; what: string }>('({ ms: meter.paint, what: meter.painted })'),
    async interactions() {
      const { slow, all } = await page.evaluate<{ slow: number[]; all: number }>(
        '({ slow: [...meter.interactions.values()], all: performance.interactionCount })',
      );
      return [...slow, ...Array.from({ length: Math.max(0, all - slow.length) }, () => QUICK_MS)];
    },
    longTasks: () => page.evaluate<number[]>('meter.long.splice(0)'),
    async framesWhile(work) {
      await page.evaluate(`{
        const gaps = [];
        let last = performance.now();
        const frame = (now) => {
          if (meter.frames !== gaps) return;
          gaps.push(now - last);
          last = now;
          requestAnimationFrame(frame);
        };
        meter.frames = gaps;
        requestAnimationFrame(frame);
      }`);
      await work();
      return page.evaluate<number[]>('{ const gaps = meter.frames.slice(1); meter.frames = null; gaps }');
    },
    async heap() {
      await protocol.send('HeapProfiler.collectGarbage');
      const { metrics } = await protocol.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
    },
  };
}
