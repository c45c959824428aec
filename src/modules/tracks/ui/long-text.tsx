// A field for more than a line of words; it grows with them.
import { Textarea, type TextareaProps } from '@mantine/core';

export const LongText = (props: TextareaProps) => <Textarea autosize minRows={2} maxRows={8} {...props} />;
