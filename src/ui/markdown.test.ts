// A tick changes the one task it was made on.
import { expect, test } from 'vitest';
import { toggleTask } from './markdown.tsx';

const text = '- [ ] one\n- [x] two\n1. [ ] three [ ]\n';

test('the task at the offset is ticked and unticked, and no other', () => {
  expect(toggleTask(text, 0)).toBe('- [x] one\n- [x] two\n1. [ ] three [ ]\n');
  expect(toggleTask(text, text.indexOf('- [x]'))).toBe('- [ ] one\n- [ ] two\n1. [ ] three [ ]\n');
  expect(toggleTask(text, text.indexOf('1.'))).toBe('- [ ] one\n- [x] two\n1. [x] three [ ]\n');
});

test('where no task begins nothing changes', () => {
  expect(toggleTask(text, 3)).toBe(text);
});
