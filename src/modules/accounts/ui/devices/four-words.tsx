// The words that both devices show.
import { Paper, SimpleGrid, Text } from '@mantine/core';

export const FourWords = ({ words }: { words: readonly string[] }) => (
  <Paper withBorder p="md" role="group" aria-label={words.join(' ')} data-testid="four-words">
    <SimpleGrid cols={2} spacing="sm">
      {words.map((word) => (
        <Text key={word} fw={560} ta="center" fz="lg">
          {word}
        </Text>
      ))}
    </SimpleGrid>
  </Paper>
);
