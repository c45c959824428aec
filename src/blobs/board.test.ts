import { expect, it } from 'vitest';
import { BlobBoard } from './board.ts';

it('says unknown for a file until the stored blobs have been loaded', () => {
  const board = new BlobBoard(null);
  expect(board.state('song')).toEqual({ kept: false, kind: 'unknown' });
  board.load([{ sha256: 'song', size: 1 }], []);
  expect(board.state('song')).toEqual({ kept: true, kind: 'local' });
  expect(board.state('other')).toEqual({ kept: false, kind: 'stored' });
});
