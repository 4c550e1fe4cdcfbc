/** Whether a page of the console is for everybody: no faults for assistive technology, and no wider than the screen. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** A folder that gets a screenshot of each look. */
const LOOK = process.env['SCREENSHOTS'];

/** What axe finds wrong with the page as it stands, or with a part of it. */
export async function faultsOf(page: Page, part?: string) {
  // The console has no frames, so that axe need not open a page of its own; this and the one kind of result take a
  // third of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (part === undefined ? axe : axe.include(part)).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

type Look = readonly [scheme: 'light' | 'dark', width: number];
export const LOOKS: readonly Look[] = [
  ['light', 1_440],
  ['dark', 360],
];
export const EVERY_LOOK: readonly Look[] = [...LOOKS, ['dark', 1_440], ['light', 360]];

/** It leaves the page light and wide. */
export async function expectFit(page: Page, name: string, looks = LOOKS): Promise<void> {
  for (const [scheme, width] of looks) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider, `${name} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
    if (LOOK) await page.screenshot({ path: join(LOOK, `${name}-${scheme}-${width}.png`) });
    expect(await faultsOf(page), name).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1_440, height: 900 });
}
