// The shipped prompts and presets as sets for the installer. Rows without a maker are everybody's.
import { contentSet } from '../../content-set.ts';
import { contentId } from '../../ids.ts';
import { presets, prompts } from './prompts.ts';

const shipped = { is_active: true, created_by: null };
const retired = { is_active: false };

export const promptId = (key: string): string => contentId('listening_prompt', key);
export const presetId = (key: string): string => contentId('listening_preset', key);

export const promptContent = contentSet({
  table: 'listening_prompt_templates',
  rows: prompts.map((prompt, place) => ({
    id: promptId(prompt.key),
    name: prompt.name,
    description: null,
    category: prompt.category,
    difficulty: prompt.difficulty,
    prompt_text: prompt.text,
    hints: prompt.hints,
    expected_observations: prompt.expected,
    tags: [],
    display_order: place,
    answer_kind: prompt.answer,
    scale_low: prompt.scale?.[0] ?? null,
    scale_high: prompt.scale?.[1] ?? null,
    measures: [...prompt.measures],
    seconds: prompt.seconds,
    ...shipped,
  })),
  shipped: { created_by: null },
  retired,
  stamps: ['created_at', 'updated_at'],
  edited: 'edited_at',
});

const secondsOf = new Map(prompts.map(({ key, seconds }) => [key, seconds]));

export const presetContent = contentSet({
  table: 'listening_prompt_presets',
  rows: presets.map((preset) => ({
    id: presetId(preset.key),
    name: preset.name,
    description: preset.description,
    template_id: promptId(preset.prompts[0] ?? ''),
    preset_type: preset.type,
    config: { prompts: preset.prompts.map((key) => ({ templateId: promptId(key), seconds: secondsOf.get(key) ?? 60 })) },
    ...shipped,
  })),
  shipped: { created_by: null },
  retired,
  stamps: ['created_at', 'updated_at'],
});
