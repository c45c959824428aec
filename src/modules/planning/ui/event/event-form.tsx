// Adds or changes an event. Of a repeating event the dates that a change is for are asked when it is saved.
import { MultiSelect, Select, SimpleGrid, Switch, Textarea, TextInput } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import type { CommandArgs } from '#schema/commands.ts';
import { planningLimits } from '#schema/planning/rules/limits.ts';
import { useSettings, useTimeZone } from '#src/modules/settings/public.ts';
import { rowsIfReady, useRows } from '#src/replica/public.ts';
import { choicesOf } from '#src/ui/choice.tsx';
import { useCommandForm } from '#src/ui/command-form.ts';
import { FormDialog } from '#src/ui/form-dialog.tsx';
import type { SaveOutcome } from '#src/ui/save-outcome.ts';
import { DayField, TimeField } from '#src/ui/time-fields.tsx';
import type { EventChanges, Scope } from '../../commands.ts';
import { lessonChoices, linkables, type EventDetails } from '../../queries.ts';
import { strings } from '../../strings.ts';
import { useEventActions } from '../../use-events.ts';
import { ScopeDialog } from '../calendar/scope-dialog.tsx';
import {
  faultsOf,
  movedStart,
  newValues,
  valuesOf,
  valuesToArgs,
  type EventValues,
  type LinkChoice,
  type NewEvent,
  type RuleChoice,
} from './event-values.ts';

export type { NewEvent } from './event-values.ts';

const words = strings.form;

export interface ChangedEvent {
  row: EventDetails;
  /** The series' rule, for an occurrence with a row of its own. */
  rule: string | null;
  id: string;
  key: string | null;
  start: Date;
  end: Date;
}

type EventFormProps = { onClose(): void } & ({ event: ChangedEvent; created?: never } | { event: null; created: NewEvent });

export function EventForm({ event, created, onClose }: EventFormProps) {
  const zone = useTimeZone();
  const actions = useEventActions();
  const [asked, setAsked] = useState<EventChanges | null>(null);
  const isAsking = useRef(false);
  const change = async (changes: Partial<ReturnType<typeof valuesToArgs>>): Promise<SaveOutcome> => {
    if (event === null) return { ok: true };
    if (event.key !== null) {
      isAsking.current = true;
      setAsked(changes);
      return NOT_YET;
    }
    return actions.change({ id: event.id, key: null, scope: 'all' }, changes).then(outcome);
  };
  const form = useCommandForm<EventValues, ReturnType<typeof valuesToArgs>>({
    initialValues: event ? valuesOf(event.row, event, event.rule) : newValues(created, zone),
    toArgs: valuesToArgs,
    validate: faultsOf,
    save: event ? { change } : { create: (args) => actions.add(args as Omit<CommandArgs<'event.add'>, 'id'>).then(outcome) },
    onDone: () => !isAsking.current && onClose(),
  });
  const choose = async (scope: Scope): Promise<void> => {
    if (event === null || asked === null) return;
    // The rule belongs to all dates, so that a change of one date leaves it out.
    const { rule, ...rest } = asked;
    const changes = scope === 'this' || rule === undefined ? rest : { ...rest, rule };
    setAsked(null);
    if (await actions.change({ id: event.id, key: event.key, scope }, changes)) onClose();
  };
  if (asked) return <ScopeDialog isDeletion={false} onChoose={(scope) => void choose(scope)} onClose={onClose} />;
  return (
    <FormDialog title={event ? words.editTitle : words.addTitle} form={form} onClose={onClose} size="lg">
      <EventFields fields={form.fields} />
    </FormDialog>
  );
}

/** The form stays open: the question which dates are meant comes first. */
const NOT_YET: SaveOutcome = { ok: true };
/** What went wrong was said in a toast. */
const outcome = (isSaved: boolean): SaveOutcome =>
  isSaved ? { ok: true } : { ok: false, error: { code: 'invalid_arguments' }, faults: {} };

function EventFields({ fields }: { fields: ReturnType<typeof useCommandForm<EventValues, object>>['fields'] }) {
  const { firstWeekday } = useSettings();
  const { values, errors, getInputProps, setFieldValue, setValues } = fields;
  return (
    <>
      <TextInput label={words.name} maxLength={planningLimits.title} data-autofocus {...getInputProps('title')} />
      <Switch label={words.allDay} {...getInputProps('isAllDay', { type: 'checkbox' })} />
      <SimpleGrid cols={values.isAllDay ? { base: 1, xs: 2 } : { base: 2 }} spacing="sm">
        <DayField
          label={words.startDay}
          firstWeekday={firstWeekday}
          value={values.startDay}
          onChange={(startDay) => startDay && setValues(movedStart(values, { startDay }))}
        />
        {!values.isAllDay && (
          <TimeField
            label={words.startTime}
            value={values.startTime}
            error={errors['startTime']}
            onChange={(startTime) => setValues(movedStart(values, { startTime }))}
          />
        )}
        <DayField
          label={words.endDay}
          firstWeekday={firstWeekday}
          value={values.endDay}
          error={errors['endDay']}
          onChange={(endDay) => endDay && setFieldValue('endDay', endDay)}
        />
        {!values.isAllDay && (
          <TimeField label={words.endTime} value={values.endTime} onChange={(endTime) => setFieldValue('endTime', endTime)} />
        )}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          label={words.repeat}
          data={choicesOf(words.rules)}
          allowDeselect={false}
          value={values.repeat}
          onChange={(repeat) => repeat && setFieldValue('repeat', repeat as RuleChoice)}
        />
        {values.repeat === 'custom' && (
          <TextInput
            label={words.customRule}
            description={words.customHint}
            maxLength={planningLimits.rule}
            {...getInputProps('customRule')}
          />
        )}
        {values.repeat !== 'custom' && values.repeat !== 'none' && (
          <DayField
            label={words.until}
            firstWeekday={firstWeekday}
            isClearable
            value={values.until}
            onChange={(until) => setFieldValue('until', until)}
          />
        )}
      </SimpleGrid>
      <MultiSelect
        label={words.reminders}
        data={reminderChoices(values.reminders)}
        maxValues={planningLimits.reminders}
        {...getInputProps('reminders')}
      />
      <LinkFields values={values} onChange={(changes) => setValues(changes)} />
      <TextInput label={words.location} maxLength={planningLimits.location} {...getInputProps('location')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select label={words.color} data={choicesOf(strings.colors)} allowDeselect={false} {...getInputProps('color')} />
        {!values.isAllDay && <ZoneField value={values.zone} onChange={(chosen) => setFieldValue('zone', chosen)} />}
      </SimpleGrid>
      <Textarea
        label={words.notes}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={planningLimits.text}
        {...getInputProps('notes')}
      />
    </>
  );
}

/** A reminder of another app that is not among the choices stays chosen. */
function reminderChoices(chosen: readonly string[]): { value: string; label: string }[] {
  const usual = choicesOf(strings.reminderChoices).toSorted((a, b) => Number(a.value) - Number(b.value));
  const others = chosen.filter((minutes) => !Object.hasOwn(strings.reminderChoices, minutes));
  return [...usual, ...others.map((value) => ({ value, label: strings.quick.reminder(Number(value)) }))];
}

function LinkFields({ values, onChange }: { values: EventValues; onChange(changes: Partial<EventValues>): void }) {
  const rows = rowsIfReady(useRows(values.link === 'none' || values.link === 'focus' ? null : linkables())) ?? [];
  const lessons = rowsIfReady(useRows(values.link === 'lesson' ? lessonChoices() : null)) ?? [];
  const records = values.link === 'lesson' ? lessons : rows.filter(({ kind }) => kind === values.link);
  const data = [{ value: '', label: words.anyRecord }, ...records.map(({ id, title }) => ({ value: id, label: title }))];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <Select
        label={words.link}
        description={words.linkHint}
        data={choicesOf(words.links)}
        allowDeselect={false}
        value={values.link}
        onChange={(link) => link && onChange({ link: link as LinkChoice, linkId: null })}
      />
      {values.link !== 'none' && values.link !== 'focus' && (
        <Select
          label={words.record}
          data={data}
          allowDeselect={false}
          searchable
          value={values.linkId ?? ''}
          onChange={(id) => onChange({ linkId: id || null })}
        />
      )}
    </SimpleGrid>
  );
}

function ZoneField({ value, onChange }: { value: string; onChange(zone: string): void }) {
  const zones = useMemo(() => [...new Set(['UTC', value, ...Intl.supportedValuesOf('timeZone')])], [value]);
  return (
    <Select
      label={words.zone}
      description={words.zoneHint}
      data={zones}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
      allowDeselect={false}
      searchable
      limit={60}
    />
  );
}
