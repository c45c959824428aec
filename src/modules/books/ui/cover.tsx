// The cover of a book: its picture, or one drawn from the title. A picture that this device does not have is fetched when it is shown.
import { useInViewport } from '@mantine/hooks';
import { useState, type CSSProperties } from 'react';
import { useBlobUrl } from '#src/blobs/use-blob-url.ts';
import type { BookRow } from '../queries.ts';
import { strings } from '../strings.ts';
import classes from './books.module.css';

interface CoverProps {
  book: Pick<BookRow, 'title' | 'author' | 'cover_blob_id'>;
  /** 0 to 1, of a book that is being read. */
  share?: number | null;
}

/** Decorative: what stands beside it names the book. */
export function Cover({ book, share = null }: CoverProps) {
  // A wall of hundreds of covers fetches those that are looked at.
  const { ref, inViewport } = useInViewport<HTMLSpanElement>();
  const [isSeen, setSeen] = useState(false);
  if (inViewport && !isSeen) setSeen(true);
  // Offline, or not uploaded by the other device yet: the drawn cover stands until the next visit.
  const picture = useBlobUrl(isSeen ? book.cover_blob_id : null);
  return (
    <span ref={ref} className={classes.cover}>
      {picture.kind === 'ready' ? (
        <img src={picture.url} alt="" loading="lazy" decoding="async" title={strings.cover.of(book.title)} />
      ) : (
        <Drawn {...book} />
      )}
      {share !== null && share > 0 && (
        <span className={classes.progress} aria-hidden>
          <span style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </span>
  );
}

const Drawn = ({ title, author }: CoverProps['book']) => (
  <span
    className={classes.drawn}
    style={{ '--cover-color': colorOf(title) } as CSSProperties}
    aria-hidden
    title={[title, author].filter(Boolean).join(', ')}
  >
    <span className={classes.drawnTitle}>{title}</span>
    <span className={classes.drawnAuthor}>{author}</span>
  </span>
);

/** A colour that carries white text, the same for the same title. */
function colorOf(title: string): string {
  let hash = 7;
  for (const letter of title) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return `hsl(${hash % 360} ${32 + (hash % 19)}% ${26 + (hash % 9)}%)`;
}
