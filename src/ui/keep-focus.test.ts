// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepFocus } from './keep-focus.ts';

let end: () => void;
beforeEach(() => {
  document.body.innerHTML = `
    <main id="main" tabindex="-1">
      <button id="opener"></button>
      <ul>${[1, 2, 3].map((row) => `<li id="row${row}"><input><button id="delete${row}"></button></li>`).join('')}</ul>
    </main>`;
  end = keepFocus();
});
afterEach(() => end());

const byId = (id: string) => document.getElementById(id)!;
const focused = () => document.activeElement?.id;

/** The observer reports in a microtask, the focus moves in the turn after it. */
async function removed(id: string): Promise<void> {
  byId(id).remove();
  await new Promise((resolve) => void setTimeout(resolve));
  await new Promise((resolve) => void setTimeout(resolve));
}

function openDialog(): void {
  document.body.insertAdjacentHTML('beforeend', '<div id="dialog"><input id="field"><button id="confirm"></button></div>');
  byId('field').focus();
  byId('confirm').focus();
}

test('a removed dialog gives the focus back to what opened it', async () => {
  byId('opener').focus();
  openDialog();
  await removed('dialog');
  expect(focused()).toBe('opener');
});

test('where the opener is gone too, the focus goes to the page, not to the body', async () => {
  byId('opener').focus();
  openDialog();
  byId('opener').remove();
  await removed('dialog');
  expect(focused()).toBe('main');
});

test('a removed row gives the focus to the row that takes its place, and the last one to the row before it', async () => {
  byId('delete2').focus();
  await removed('row2');
  expect(focused()).toBe('delete3');
  await removed('row3');
  expect(focused()).toBe('delete1');
});

test('a row that is removed by a dialog gives the focus to its neighbour', async () => {
  byId('delete1').focus();
  openDialog();
  byId('row1').remove();
  await removed('dialog');
  expect(focused()).toBe('delete2');
});

test('what takes the focus itself keeps it, and a click beside everything loses nothing', async () => {
  byId('delete1').focus();
  byId('delete1').blur();
  await removed('row3');
  expect(focused()).not.toBe('delete2');
  byId('delete1').focus();
  byId('row1').remove();
  byId('opener').focus();
  await removed('row2');
  expect(focused()).toBe('opener');
});
