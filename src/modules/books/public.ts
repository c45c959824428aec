// What other modules use of books: the start of the reading timer.
export { startTimer } from './commands.ts';
