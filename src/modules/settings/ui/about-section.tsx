// Where the rest is: profile, account, the details of the sync.
import { Stack } from '@mantine/core';
import { PlainLink } from '#src/ui/plain-link.tsx';
import { Section } from '#src/ui/section.tsx';
import { strings } from '../strings.ts';

export const AboutSection = () => (
  <Section title={strings.about.title}>
    <Stack gap={0}>
      <PlainLink to="/profile">{strings.about.profile}</PlainLink>
      <PlainLink to="/account">{strings.about.account}</PlainLink>
      <PlainLink to="/feedback">{strings.about.feedback}</PlainLink>
      <PlainLink to="/debug">{strings.about.debug}</PlainLink>
    </Stack>
  </Section>
);
