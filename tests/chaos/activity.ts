// A person's actions on one device during the kills: commands with countable effects, drawn from a seed.
import type { AnyCommand } from '#src/replica/api.ts';
import type { Random } from '#tests/simulation/random.ts';

const SETS_PER_WORKOUT = 5;
const EXTENSIONS_PER_FOCUS = 12;
const ITEMS_REMEMBERED = 5;

export class Activity {
  readonly #random: Random;
  readonly #exerciseId: string;
  readonly #items: string[] = [];
  #workout: { id: string; entryId: string; sets: number } | undefined;
  #focus: { id: string; extensions: number } | undefined;

  constructor(random: Random, exerciseId: string) {
    this.#random = random;
    this.#exerciseId = exerciseId;
  }

  next(now: Date): AnyCommand {
    const day = now.toISOString().slice(0, 10);
    switch (this.#random.weighted({ capture: 4, edit: 3, train: 5, focus: 3 })) {
      case 'capture':
        return this.#capture();
      case 'edit':
        return this.#edit();
      case 'train':
        return this.#train(day, now);
      case 'focus':
        return this.#concentrate(day);
    }
  }

  #capture(): AnyCommand {
    const id = this.#random.uuid();
    this.#items.push(id);
    if (this.#items.length > ITEMS_REMEMBERED) this.#items.shift();
    return { name: 'inbox.add', args: { id, title: `new ${this.#random.uuid()}` } };
  }

  #edit(): AnyCommand {
    if (this.#items.length === 0) return this.#capture();
    return { name: 'inbox.edit', args: { id: this.#random.pick(this.#items), title: `edited ${this.#random.uuid()}` } };
  }

  #train(day: string, now: Date): AnyCommand {
    const workout = this.#workout;
    if (!workout) {
      this.#workout = { id: this.#random.uuid(), entryId: this.#random.uuid(), sets: 0 };
      const { id, entryId } = this.#workout;
      return { name: 'workout.start', args: { id, name: 'Legs', day, entries: [{ id: entryId, exerciseId: this.#exerciseId }] } };
    }
    if (workout.sets === SETS_PER_WORKOUT) {
      this.#workout = undefined;
      return { name: 'workout.finish', args: { id: workout.id, day } };
    }
    workout.sets += 1;
    return {
      name: 'set.log',
      args: {
        id: this.#random.uuid(),
        sessionId: workout.id,
        entryId: workout.entryId,
        exerciseId: this.#exerciseId,
        setNumber: workout.sets,
        weightKg: 60 + workout.sets,
        reps: 5,
        completedAt: now.toISOString(),
      },
    };
  }

  /** Each extension has a different length, so that its effect is identifiable. */
  #concentrate(day: string): AnyCommand {
    if (!this.#focus || this.#focus.extensions === EXTENSIONS_PER_FOCUS) {
      this.#focus = { id: this.#random.uuid(), extensions: 0 };
      return { name: 'focus.start', args: { id: this.#focus.id, mode: 'countdown', durationSeconds: 3_600, day } };
    }
    this.#focus.extensions += 1;
    return { name: 'focus.extend', args: { id: this.#focus.id, seconds: this.#focus.extensions } };
  }
}
