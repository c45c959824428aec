// A book among others: as a cover on the wall, or as a row of the list.
import { Text } from '@mantine/core';
import { IconHeartFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { factLine } from '#src/format/words.ts';
import { formatDayWithYear } from '#src/format/days.ts';
import { progressOf } from '../model.ts';
import type { BookRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './books.module.css';
import { Cover } from './cover.tsx';

/** What matters of a book in its status. */
export function bookFacts(book: BookRow): string {
  const { status, rating, last_finished_day: day } = book;
  const { position, total } = progressOf(book);
  if (status === 'reading') return strings.position(position, total, book.unit);
  const state = status === 'finished' && day !== null ? formatDayWithYear(day) : strings.statuses[status];
  return factLine(state, rating === null ? null : `${rating} ★`);
}

export function BookTile({ book }: { book: BookRow }) {
  const { share } = progressOf(book);
  return (
    <li className={classes.tile}>
      <Link
        to="/library/books/$bookId"
        params={{ bookId: book.id }}
        className={classes.tileLink}
        title={[book.title, strings.by(book.author), bookFacts(book)].join('\n')}
      >
        <Cover book={book} share={book.status === 'reading' ? share : null} />
        <span className={classes.tileTitle}>{book.title}</span>
        <span className={classes.tileFacts}>{strings.by(book.author)}</span>
        <span className={`${classes.tileFacts} tabular`}>{bookFacts(book)}</span>
      </Link>
    </li>
  );
}

export function BookListRow({ book }: { book: BookRow }) {
  return (
    <Link to="/library/books/$bookId" params={{ bookId: book.id }} className={classes.row}>
      <span className={classes.thumb}>
        <Cover book={book} />
      </span>
      <span className={classes.words}>
        <Text component="span" display="block" fw={520} lh={1.35}>
          {book.title}
          {book.is_favorite && (
            <IconHeartFilled size={14} role="img" aria-label={strings.form.favorite} style={{ marginInlineStart: 6 }} />
          )}
        </Text>
        <Text component="span" display="block" size="sm" c="dimmed" lh={1.35}>
          {factLine(book.author, book.series === null ? null : strings.series(book.series, book.series_number))}
        </Text>
        <Text component="span" display="block" size="sm" c="dimmed" lh={1.35} className="tabular">
          {bookFacts(book)}
        </Text>
      </span>
    </Link>
  );
}
