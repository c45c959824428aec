// The session on the screen: the question, the answers so far, and the answer that was given last. Kept on this device until it is
// saved, so that a reload loses nothing.
import { useEffect, useRef, useState } from 'react';
import { isTrialRight, type DrillConfig, type DrillTrial } from '#schema/learn/rules/drills.ts';
import { newId } from '#schema/ids.ts';
import { now } from '#src/clock/clock.ts';
import { useSave } from '#src/modules/use-run.ts';
import { dropDraft, keepDraft, readDraft } from '#src/ui/drafts.ts';
import { finishDrill, type DrillRegion, type DrillRun } from '../../commands.ts';
import { askOf } from '../../drills/ask.ts';
import type { DrillQuestion, Material } from '../../drills/question.ts';
import { seededRandom } from '../../drills/random.ts';
import { placeAfter, readRun } from '../../drills/session.ts';
import { stop } from '../../sound/player.ts';

export interface Running extends DrillRun {
  count: number;
  scoreBefore: number | null;
}

export interface Answered {
  given: readonly number[];
  isRight: boolean;
}

export type DrillState =
  | { kind: 'setup'; kept: Running | null }
  | { kind: 'asking'; run: Running; question: DrillQuestion; askedAtMs: number; answered: Answered | null }
  | { kind: 'ended'; run: Running; save: 'saving' | 'saved' | 'failed' };

interface SessionOf {
  drillId: string;
  drillKey: string;
  config: DrillConfig;
  today: string;
  scoreBefore: number | null;
}

const draftKey = (drillKey: string): string => `drill.${drillKey}`;

const randomSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;

export function useDrillSession({ drillId, drillKey, config, today, scoreBefore }: SessionOf) {
  const save = useSave();
  const [state, setState] = useState<DrillState>(() => ({ kind: 'setup', kept: keptRun(drillKey, drillId) }));
  const material = useRef<Material>(null);
  useEffect(() => stop, []);

  const ask = (run: Running): DrillState => {
    const at = placeAfter({ config, scoreBefore: run.scoreBefore }, run.trials);
    const question = askOf(drillKey)?.({ config, at, random: seededRandom(randomSeed()), material: material.current });
    if (!question) return { kind: 'setup', kept: null };
    return { kind: 'asking', run, question, askedAtMs: now().getTime(), answered: null };
  };
  const finish = async (run: Running) => {
    stop();
    setState({ kind: 'ended', run, save: 'saving' });
    const { count: _count, scoreBefore: _before, ...drillRun } = run;
    const outcome = await finishDrill(save, drillRun);
    if (outcome.ok) dropDraft(draftKey(drillKey));
    setState({ kind: 'ended', run, save: outcome.ok ? 'saved' : 'failed' });
  };
  return {
    state,
    begin(count: number, region: DrillRegion | null, sound: Material) {
      material.current = sound;
      const startedAt = now().toISOString();
      setState(ask({ id: newId(), drillId, day: today, startedAt, trials: [], region, count, scoreBefore }));
    },
    resume(kept: Running, sound: Material) {
      material.current = sound;
      setState(ask(kept));
    },
    answer(given: readonly number[]) {
      if (state.kind !== 'asking' || state.answered) return;
      const { question, askedAtMs, run } = state;
      const ms = Math.max(0, Math.min(600_000, now().getTime() - askedAtMs));
      const trial: DrillTrial = { at: question.at, asked: question.asked, given: [...given], ms };
      const next = { ...run, trials: [...run.trials, trial] };
      keepDraft(draftKey(drillKey), next);
      setState({ ...state, run: next, answered: { given, isRight: isTrialRight(config, trial) } });
    },
    next() {
      if (state.kind !== 'asking' || !state.answered) return;
      if (state.run.trials.length >= state.run.count) void finish(state.run);
      else setState(ask(state.run));
    },
    end() {
      if (state.kind !== 'asking') return;
      if (state.run.trials.length > 0) void finish(state.run);
      else setState({ kind: 'setup', kept: null });
    },
    saveAgain() {
      if (state.kind === 'ended' && state.save === 'failed') void finish(state.run);
    },
    again() {
      setState({ kind: 'setup', kept: null });
    },
    /** Saves what is there of a session that is not gone on with. */
    drop(kept: Running) {
      void finish(kept);
    },
  };
}

function keptRun(drillKey: string, drillId: string): Running | null {
  const run = readRun(readDraft(draftKey(drillKey)));
  return run?.drillId === drillId ? run : null;
}
