// One line of text that ends in an ellipsis where there is no room. The title has the whole text.
import { Text, type TextProps } from '@mantine/core';

interface OneLineProps extends Pick<TextProps, 'c' | 'className' | 'fw' | 'size'> {
  children: string;
}

export const OneLine = ({ children, ...look }: OneLineProps) => (
  <Text span display="block" truncate title={children} {...look}>
    {children}
  </Text>
);
