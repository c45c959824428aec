import { expect, it } from 'vitest';
import { newId } from '#schema/ids.ts';
import { trackLimits } from '#schema/tracks/rules.ts';
import { checkCall } from './check-call.ts';

const at = '2026-03-01T10:00:00.000Z';
const update = (change: Record<string, unknown>) =>
  checkCall({ callKey: 'a', name: 'tracks.update', args: { trackId: newId(), ...change } }, at);

it('names every argument that the command refuses and what is wrong with it', () => {
  const tooLong = 'x'.repeat(trackLimits.name + 1);
  expect(update({ name: tooLong, bpmOverride: 1e6 })).toMatchObject({
    ok: false,
    error: { code: 'invalid_arguments' },
    faults: { name: `At most ${trackLimits.name} characters.`, bpmOverride: `At most ${trackLimits.highestBpm}.` },
  });
  expect(update({ name: '  ' })).toMatchObject({ ok: false, faults: { name: 'Required.' } });
});

it('names the argument that a rule over several arguments points at', () => {
  const args = { regionId: newId(), trackId: newId(), startTimeMs: 2, endTimeMs: 1 };
  expect(checkCall({ callKey: 'a', name: 'tracks.addRegion', args }, at)).toMatchObject({
    ok: false,
    faults: { endTimeMs: 'The end is before the start.' },
  });
});
