// Reading on Today: the books in progress, each with the timer and its page in one tap.
import { Button, Group, NumberInput, Skeleton, Text } from '@mantine/core';
import { IconArrowRight, IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useToday } from '#src/modules/settings/public.ts';
import { useRun } from '#src/modules/use-run.ts';
import { useRows } from '#src/replica/public.ts';
import listClasses from '#src/ui/list.module.css';
import { WhenRead } from '#src/ui/when-read.tsx';
import { logPosition } from '../commands.ts';
import { progressOf } from '../model.ts';
import { currentBooks, type BookRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './books.module.css';
import { Cover } from './cover.tsx';
import { ReadingTimer } from './reading-timer.tsx';

const words = strings.today;
const SHOWN = 3;

export function ReadingCard() {
  const read = useRows(currentBooks(SHOWN));
  return (
    <WhenRead read={read} loading={<Skeleton height={120} radius="lg" />}>
      {({ rows }) => (
        <>
          {rows.length > 0 && (
            <ul className={listClasses.list} aria-label={strings.statuses.reading}>
              {rows.map((book) => (
                <CurrentBook key={book.id} book={book} />
              ))}
            </ul>
          )}
          <Group justify="space-between" mt={4} mih={44}>
            <Text size="sm" c="dimmed">
              {rows.length === 0 && words.none}
            </Text>
            <Button component={Link} to="/library/books" variant="subtle" rightSection={<IconArrowRight size={16} aria-hidden />}>
              {rows.length === 0 ? words.choose : words.all}
            </Button>
          </Group>
        </>
      )}
    </WhenRead>
  );
}

function CurrentBook({ book }: { book: BookRow }) {
  const { position, total, share } = progressOf(book);
  return (
    <li className={classes.current}>
      <span className={classes.thumb} style={{ width: 56 }}>
        <Cover book={book} share={share} />
      </span>
      <div className={classes.words}>
        <Link to="/library/books/$bookId" params={{ bookId: book.id }} className={classes.title}>
          {book.title}
        </Link>
        <Text size="sm" c="dimmed" lh={1.35} className="tabular">
          {strings.position(position, total, book.unit)}
        </Text>
        <div className={classes.currentTools}>
          <PageEntry key={position} book={book} position={position} total={total} />
          <ReadingTimer book={book} isNamed />
        </div>
      </div>
    </li>
  );
}

interface PageEntryProps {
  book: BookRow;
  position: number;
  total: number | null;
}

/** The page is typed and saved without leaving Today. */
function PageEntry({ book, position, total }: PageEntryProps) {
  const run = useRun();
  const today = useToday();
  const [to, setTo] = useState<number | string>('');
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (typeof to !== 'number' || to === position) return;
    await logPosition(run, { bookId: book.id, day: today, to, words: strings.position(to, total, book.unit) });
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <Group gap={4} wrap="nowrap">
        <NumberInput
          aria-label={`${strings.session.to[book.unit]}: ${book.title}`}
          placeholder={book.unit === 'pages' ? strings.units.pages.slice(0, -1) : strings.units[book.unit]}
          w={104}
          hideControls
          min={0}
          max={total ?? 60_000}
          allowDecimal={book.unit === 'percent'}
          value={to}
          onChange={setTo}
        />
        <Button
          type="submit"
          variant="default"
          px="sm"
          disabled={typeof to !== 'number'}
          aria-label={`${words.save}: ${book.title}`}
        >
          <IconCheck size={18} aria-hidden />
        </Button>
      </Group>
    </form>
  );
}
