import type { Page } from '@playwright/test';

/**
 * Opens a page of the console, and waits until its stream of events is open: by then everything is asked once more, and
 * from then on nothing is asked again by itself. What fails afterwards stays failed until somebody tries again.
 */
export async function enter(page: Page, url: string): Promise<void> {
  const stream = page.waitForResponse((response) => response.url().endsWith('/v1/events'));
  await page.goto(url);
  await stream;
}
