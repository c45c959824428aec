import { expect, test } from 'vitest';
import { sectionTitles } from './mark-words.ts';

const section = (id: string, section_type: string | null, name: string | null = null) => ({ id, section_type, name });
const titles = (...sections: ReturnType<typeof section>[]) => [...sectionTitles(sections).values()];

test('sections without a name are told apart by their kind and their place in it', () => {
  expect(titles(section('1', 'intro'), section('2', 'verse'), section('3', 'chorus'), section('4', 'verse'))).toEqual([
    'Intro',
    'Verse 1',
    'Chorus',
    'Verse 2',
  ]);
  expect(titles(section('1', 'other'), section('2', null), section('3', 'no kind of ours'))).toEqual([
    'Section 1',
    'Section 2',
    'Section 3',
  ]);
});

test('a name stays, and its place counts for those without one', () => {
  expect(titles(section('1', 'verse', 'The first words'), section('2', 'verse'))).toEqual(['The first words', 'Verse 2']);
});
