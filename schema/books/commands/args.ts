// The arguments that commands about books share.
import { z } from 'zod';
import { bookLimits, BOOK_FORMATS, cleanLabels, UNITS } from '../rules/book.ts';
import { readIsbn } from '../rules/isbn.ts';

const text = (max: number) => z.string().trim().max(max);
const labels = z.array(text(bookLimits.label).min(1)).max(bookLimits.labels);

/** Half stars. */
const rating = z.number().min(0.5).max(5).multipleOf(0.5);

const isbn = z
  .string()
  .trim()
  .max(30)
  .refine((typed) => typed === '' || readIsbn(typed) !== null, 'This is not an ISBN: its check digit does not fit.');

export const position = z.number().min(0).max(bookLimits.minutes);
export const pages = z.int().min(0).max(bookLimits.pages);
export const minutes = z.int().min(0).max(bookLimits.sessionMinutes);
export const noteText = text(bookLimits.note).min(1);

export const bookFields = z.object({
  title: text(bookLimits.title).min(1),
  subtitle: text(bookLimits.title).nullable(),
  author: text(bookLimits.author).nullable(),
  otherAuthors: text(bookLimits.title).nullable(),
  unit: z.enum(UNITS),
  totalPages: z.int().min(1).max(bookLimits.pages).nullable(),
  totalMinutes: z.int().min(1).max(bookLimits.minutes).nullable(),
  rating: rating.nullable(),
  review: text(bookLimits.text).nullable(),
  notes: text(bookLimits.text).nullable(),
  series: text(bookLimits.author).nullable(),
  seriesNumber: z.number().min(0).max(10_000).nullable(),
  format: z.enum(BOOK_FORMATS).nullable(),
  language: text(40).nullable(),
  isbn: isbn.nullable(),
  publisher: text(bookLimits.author).nullable(),
  publishedYear: z.int().min(-5_000).max(9_999).nullable(),
  tags: labels,
  shelves: labels,
  isFavorite: z.boolean(),
  /** The cover's blob and its media type: both or none. */
  cover: z
    .object({
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      type: z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif']),
    })
    .nullable(),
});

const someFields = bookFields.partial();

/** A new book: whatever is left out is unknown. */
export const newBookFields = bookFields.partial().required({ title: true });

const emptyToNull = (words: string | null | undefined): string | null | undefined => (words === '' ? null : words);

/** The columns of the fields that are given. */
export function fieldsToColumns(fields: z.output<typeof someFields>) {
  return {
    title: fields.title,
    subtitle: emptyToNull(fields.subtitle),
    author: emptyToNull(fields.author),
    other_authors: emptyToNull(fields.otherAuthors),
    unit: fields.unit,
    total_pages: fields.totalPages,
    total_minutes: fields.totalMinutes,
    rating: fields.rating,
    review: emptyToNull(fields.review),
    notes: emptyToNull(fields.notes),
    series: emptyToNull(fields.series),
    series_number: fields.seriesNumber,
    format: fields.format,
    language: emptyToNull(fields.language),
    isbn: fields.isbn === undefined ? undefined : fields.isbn === null ? null : readIsbn(fields.isbn),
    publisher: emptyToNull(fields.publisher),
    published_year: fields.publishedYear,
    tags: fields.tags && cleanLabels(fields.tags),
    shelves: fields.shelves && cleanLabels(fields.shelves),
    is_favorite: fields.isFavorite,
    ...(fields.cover !== undefined && { cover_blob_id: fields.cover?.sha256 ?? null, cover_type: fields.cover?.type ?? null }),
  };
}
