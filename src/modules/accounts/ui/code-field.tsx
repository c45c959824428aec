// The eight digits of the mail. One field: people paste them, and iOS and Android offer them from the mail.
import { TextInput } from '@mantine/core';
import { strings } from '../strings.ts';

const words = strings.signIn;

/** What is typed, without blanks and dashes. */
export const codeOf = (typed: string): string => typed.replaceAll(/[\s-]/g, '');

export const codeProblem = (typed: string): string | null => (/^\d{8}$/.test(codeOf(typed)) ? null : words.codeInvalid);

export function CodeField(props: { value?: string; error?: React.ReactNode; onChange?: (event: unknown) => void }) {
  return (
    <TextInput
      label={words.code}
      description={words.codeHint}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={20}
      required
      {...props}
    />
  );
}
