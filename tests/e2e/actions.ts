// A person's actions on the pages.
import type { Page } from 'playwright-core';
import { vi } from 'vitest';

export const goTo = (page: Page, place: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place, exact: true }).click();

/** Navigates without reloading the app; resolves when the other page is shown. */
export async function goWithin(page: Page, path: string): Promise<void> {
  if (page.url().endsWith(path)) return;
  await page.evaluate((to) => {
    document.querySelector('h1')?.setAttribute('data-left', '');
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await page.waitForFunction(() => document.querySelector('h1:not([data-left])') !== null);
}

export async function startFocus(page: Page): Promise<void> {
  await goTo(page, 'Focus');
  await page.getByRole('button', { name: 'Start focus' }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
}

export async function startWorkout(page: Page): Promise<void> {
  await goTo(page, 'Train');
  await page.getByRole('button', { name: 'Start a workout' }).click();
  await page.getByRole('button', { name: 'Add exercise' }).first().waitFor();
}

export async function addExercise(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Add exercise' }).first().click();
  await page.getByRole('searchbox', { name: 'Search exercises' }).fill(words);
  await page.getByRole('region', { name: 'Results' }).getByRole('button').first().click();
  await page
    .getByRole('textbox', { name: /^Reps, set 1 of/ })
    .last()
    .waitFor();
}

/** Fills the set's row and ticks its checkbox; `set` counts from 1 within the only exercise of the page. */
export async function logSet(page: Page, set: number, kg: string, reps: string): Promise<void> {
  const tick = page.getByRole('checkbox', { name: new RegExp(`^Set ${set} of`) });
  await page.getByRole('textbox', { name: new RegExp(`^kg, set ${set} of`) }).fill(kg);
  await page.getByRole('textbox', { name: new RegExp(`^Reps, set ${set} of`) }).fill(reps);
  await tick.click();
  await tick.and(page.locator('[aria-checked=true]')).waitFor();
}

/**
 * Moves the last row of a sortable list up by one. Each key is pressed when the one before it has been read aloud; an arrow that
 * was pressed before the list was measured does nothing, so it is pressed again, as a person would.
 */
export async function moveUp(page: Page, name: string, rows: number): Promise<void> {
  const heard = (place: number, timeout = 30_000) =>
    page.getByText(`“${name}” is at place ${place} of ${rows}`).waitFor({ state: 'attached', timeout });
  await page.getByRole('button', { name: `Move “${name}”` }).press('Space');
  await heard(rows);
  const arrow = async () => {
    await page.keyboard.press('ArrowUp');
    await heard(rows - 1, 3_000);
  };
  await vi.waitFor(arrow, { timeout: 30_000 });
  await page.keyboard.press('Space');
}
