// The tasks of a text in Markdown: `- [ ] words`. A tick names its task by the words and, among equal ones, by the place. So a tick
// and a change of another line, made on two devices, both hold.
export interface TaskPlace {
  /** The words of the task, without its mark. */
  words: string;
  /** Among the tasks with equal words, from 0. */
  nth: number;
}

interface Task extends TaskPlace {
  /** Of the character between the brackets. */
  markAt: number;
  isDone: boolean;
  /** Of the line's beginning. */
  lineAt: number;
}

const TASK = /^(\s*(?:>\s*)*(?:[-*+]|\d{1,9}[.)])\s+\[)([ xX])\](?:\s+(.*))?$/;

export function tasksOf(text: string): Task[] {
  const seen = new Map<string, number>();
  const tasks: Task[] = [];
  let lineAt = 0;
  for (const line of text.split('\n')) {
    const found = TASK.exec(line);
    if (found) {
      const words = (found[3] ?? '').trim();
      const nth = seen.get(words) ?? 0;
      seen.set(words, nth + 1);
      tasks.push({ words, nth, lineAt, markAt: lineAt + (found[1] ?? '').length, isDone: found[2] !== ' ' });
    }
    lineAt += line.length + 1;
  }
  return tasks;
}

/** The text with the task done or not; null when it has no such task. */
export function withTask(text: string, { words, nth }: TaskPlace, isDone: boolean): string | null {
  const task = tasksOf(text).find((one) => one.words === words && one.nth === nth);
  if (!task) return null;
  return `${text.slice(0, task.markAt)}${isDone ? 'x' : ' '}${text.slice(task.markAt + 1)}`;
}
