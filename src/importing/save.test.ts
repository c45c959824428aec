import { describe, expect, it } from 'vitest';
import { ReplicaError, type Applied } from '#src/replica/api.ts';
import { saveGroups, takeSteps } from './save.ts';

type Answer = 'applied' | 'rejected' | 'throws' | 'no room' | 'worker gone';

/** A dispatch in which commands that contain certain items are refused. */
function dispatchRefusing(answerByItem: Record<string, Answer>) {
  const dispatched: string[][] = [];
  const dispatch = async (items: readonly string[]): Promise<{ applied: Promise<Applied> }> => {
    dispatched.push([...items]);
    const answer = items.map((item) => answerByItem[item]).find((one) => one !== undefined) ?? 'applied';
    if (answer === 'throws') throw new ReplicaError({ code: 'invalid_arguments', detail: 'durationSeconds: too big' });
    if (answer === 'no room') throw new ReplicaError({ code: 'storage_full' });
    if (answer === 'worker gone') throw new Error('the worker is gone');
    const outcome: Applied = answer === 'applied' ? { kind: answer } : { kind: answer, error: { code: 'limit_exceeded' } };
    return { applied: Promise.resolve(outcome) };
  };
  return { dispatch, dispatched };
}

const goOn = { isStopped: () => false, onProgress: () => undefined };

describe('saving an import', () => {
  it.each(['throws', 'rejected'] as const)(
    'a refused command (%s) is reported as a message, and all others are imported',
    async (answer) => {
      const { dispatch, dispatched } = dispatchRefusing({ b: answer });
      const saved = await saveGroups([['a', 'b', 'c'], ['d']], dispatch, goOn);
      expect(saved.items).toEqual(['a', 'c', 'd']);
      expect(saved.failure).toBeNull();
      expect(saved.refusals).toMatchObject([{ item: 'b', text: expect.stringMatching(/\w/) }]);
      expect(dispatched).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c'], ['d']]);
    },
  );
  it.each(['no room', 'worker gone'] as const)(
    'a failure that no further command survives (%s) ends the import with a message',
    async (answer) => {
      const { dispatch, dispatched } = dispatchRefusing({ b: answer });
      const saved = await saveGroups([['a'], ['b'], ['c']], dispatch, goOn);
      expect(saved.items).toEqual(['a']);
      expect(saved.failure).toMatch(answer === 'no room' ? /out of space/ : /worker/);
      expect(dispatched).toEqual([['a'], ['b']]);
    },
  );
  it('stops before the next command', async () => {
    let done = 0;
    const saved = await saveGroups([['a'], ['b']], dispatchRefusing({}).dispatch, {
      isStopped: () => done > 0,
      onProgress: (count) => {
        done = count;
      },
    });
    expect(saved.items).toEqual(['a']);
  });
});

describe('consecutive steps', () => {
  const stepsOf = (answers: Record<string, Answer>) => {
    const { dispatch, dispatched } = dispatchRefusing(answers);
    return { steps: ['a', 'b', 'c'].map((item) => ({ count: 100, dispatch: () => dispatch([item]) })), dispatched };
  };
  it('report progress by the number of items that each step stands for', async () => {
    const progress: number[] = [];
    expect(await takeSteps(stepsOf({}).steps, (done) => progress.push(done))).toBeNull();
    expect(progress).toEqual([100, 200, 300]);
  });
  it('end with the first refused step and its message', async () => {
    const { steps, dispatched } = stepsOf({ b: 'throws' });
    expect(await takeSteps(steps, () => undefined)).toMatch(/\w/);
    expect(dispatched).toEqual([['a'], ['b']]);
  });
});
