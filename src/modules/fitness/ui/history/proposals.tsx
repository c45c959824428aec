// What a finished workout proposes for the next time, with its reason. The person accepts or declines each.
import { Button, Group, Text } from '@mantine/core';
import type { Proposal } from '#schema/fitness/rules/progression.ts';
import { formatClock } from '#src/format/durations.ts';
import { useSettings } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { Section } from '#src/ui/section.tsx';
import { formatWeight } from '../../format.ts';
import type { ExerciseProposal } from '../../plan-model.ts';
import { planStrings } from '../../plan-strings.ts';
import type { SessionRow } from '../../queries.ts';
import { useProposals } from '../../use-proposals.ts';
import type { WeightUnit } from '#schema/fitness/rules/weight-units.ts';
import classes from '../routines/routines.module.css';

const words = planStrings.proposals;

export function Proposals({ session }: { session: SessionRow }) {
  const { proposals, answers } = useProposals(session);
  if (proposals.length === 0) return null;
  return (
    <Section title={words.title}>
      {proposals.map((one) => (
        <ProposalRow key={one.planId} sessionId={session.id} of={one} isAccepted={answers.get(one.planId)} />
      ))}
    </Section>
  );
}

interface ProposalRowProps {
  sessionId: string;
  of: ExerciseProposal;
  /** Undefined until it is answered. */
  isAccepted: boolean | undefined;
}

function ProposalRow({ sessionId, of, isAccepted }: ProposalRowProps) {
  const { units } = useSettings();
  const run = useRun();
  const answer = (accepted: boolean) =>
    void run('progression.answer', { sessionId, planId: of.planId, isAccepted: accepted, change: of.proposal.change });
  return (
    <div className={classes.proposal}>
      <span>
        <Text component="span" display="block" fw={520}>
          {of.name}
        </Text>
        <Text component="span" size="sm" c="dimmed" className="tabular">
          {proposalInWords(of.proposal, units)}
        </Text>
      </span>
      {isAccepted === undefined ? (
        <Group gap="xs">
          <Button variant="default" aria-label={words.declineOf(of.name)} onClick={() => answer(false)}>
            {words.decline}
          </Button>
          <Button aria-label={words.acceptOf(of.name)} onClick={() => answer(true)}>
            {words.accept}
          </Button>
        </Group>
      ) : (
        <Text component="span" size="sm" role="status">
          {isAccepted ? words.accepted : words.declined}
        </Text>
      )}
    </div>
  );
}

/** "All 3 sets reached 5 reps: from 60 kg to 62.5 kg." */
export function proposalInWords({ kind, change, sets, aim, fromKg, toKg }: Proposal, unit: WeightUnit): string {
  const [from, to] = [formatWeight(fromKg ?? 0, unit), formatWeight(toKg ?? 0, unit)];
  switch (kind) {
    case 'reps':
      return words.line(words.met(sets, aim), words.reps(change.aim ?? aim + 1));
    case 'weight':
      return words.line(
        words.met(sets, aim),
        change.aim === null ? words.weight(from, to) : words.weightAndReps(from, to, change.aim),
      );
    case 'time':
      return words.line(words.metTime(sets, formatClock(aim)), words.time(formatClock(change.durationSeconds ?? aim)));
    case 'max':
      return words.line(words.met(sets, aim), words.max(from, to));
    case 'less':
      return words.line(words.missed(aim), change.oneRepMaxKg === null ? words.weight(from, to) : words.max(from, to));
  }
}
