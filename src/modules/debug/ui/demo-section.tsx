// A made-up year, to look at the pages with something in them.
import { Button, Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Confirm } from '#src/ui/confirm.tsx';
import { Section } from '#src/ui/section.tsx';
import { strings } from '../strings.ts';
import { useDemoYear } from '../use-demo-year.ts';

export function DemoSection() {
  const { state, isAllowed, make, stop } = useDemoYear();
  const [isAsking, setAsking] = useState(false);
  return (
    <Section title={strings.demo} description={isAllowed ? strings.demoText : strings.demoForbidden}>
      {isAllowed && (
        <Stack gap="md" align="flex-start">
          {state.kind === 'making' ? (
            <>
              <Text className="tabular" role="status">
                {strings.demoProgress(state.done, state.total)}
              </Text>
              <Progress.Root size="lg" w="100%">
                <Progress.Section
                  value={state.total === 0 ? 0 : (state.done / state.total) * 100}
                  aria-label={strings.demoProgress(state.done, state.total)}
                />
              </Progress.Root>
              <Button variant="default" onClick={stop}>
                {strings.stop}
              </Button>
            </>
          ) : (
            <>
              {state.kind === 'made' && <Text role="status">{strings.demoMade(state.done, state.refused)}</Text>}
              {state.kind === 'failed' && <Text role="alert">{state.text}</Text>}
              <Button variant="default" onClick={() => setAsking(true)}>
                {strings.makeDemo}
              </Button>
            </>
          )}
        </Stack>
      )}
      {isAsking && (
        <Confirm
          title={strings.demoTitle}
          text={strings.demoWarning}
          confirm={strings.makeDemo}
          keep={strings.cancel}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            make();
          }}
        />
      )}
    </Section>
  );
}
