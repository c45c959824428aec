// The exports of a module, below its import: one button a format. A failure is said.
import { Button, Group } from '@mantine/core';
import { Section } from '#src/ui/section.tsx';
import { showToast } from '#src/ui/toast.tsx';

interface ExportSectionProps {
  words: { exportTitle: string; exportText: string };
  failure: { title?: string; message: string };
  formats: readonly { label: string; save(): Promise<void> }[];
}

export const ExportSection = ({ words, failure, formats }: ExportSectionProps) => (
  <Section title={words.exportTitle} description={words.exportText}>
    <Group gap="xs">
      {formats.map(({ label, save }) => (
        <Button key={label} variant="default" onClick={() => void save().catch(() => showToast(failure))}>
          {label}
        </Button>
      ))}
    </Group>
  </Section>
);
