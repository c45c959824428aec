// Adds or edits one of the person's own rewards.
import { NumberInput, Textarea, TextInput } from '@mantine/core';
import { newId } from '#schema/ids.ts';
import { rewardLimits } from '#schema/market/rules/effects.ts';
import { useSave } from '#src/modules/use-run.ts';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import type { Offer } from '../model.ts';
import { strings } from '../strings.ts';

interface Values extends Record<string, unknown> {
  name: string;
  description: string;
  cost: number | string;
}

const toArgs = ({ name, description, cost }: Values) => ({
  name: name.trim(),
  description: description.trim() === '' ? null : description.trim(),
  cost: Number(cost),
});

export function OwnRewardDialog({ offer, onClose }: { offer: Offer | null; onClose(): void }) {
  const save = useSave();
  const form = useCommandForm<Values, ReturnType<typeof toArgs>>({
    initialValues: { name: offer?.name ?? '', description: offer?.description ?? '', cost: offer?.cost ?? 100 },
    toArgs,
    validate: ({ name, cost }) => ({
      ...(name.trim() === '' && { name: strings.needName }),
      ...(Number(cost) < 1 && { cost: strings.needPrice }),
    }),
    save: offer
      ? { change: (changes) => save('market.editReward', { id: offer.id, ...changes }) }
      : { create: (args) => save('market.addReward', { id: newId(), ...args }) },
    onDone: onClose,
  });
  const { fields } = form;
  return (
    <FormDialog title={offer ? strings.editOwn : strings.addOwn} form={form} onClose={onClose}>
      <TextInput label={strings.name} maxLength={rewardLimits.name} data-autofocus {...fields.getInputProps('name')} />
      <Textarea
        label={strings.notes}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={rewardLimits.description}
        {...fields.getInputProps('description')}
      />
      <NumberInput label={strings.price} min={1} max={rewardLimits.cost} allowDecimal={false} {...fields.getInputProps('cost')} />
    </FormDialog>
  );
}
