// Bits of a packet, highest first. Invariant: behind the end there are zeros, and `isOver` says that they were read.

export class Bits {
  private readonly bytes: Uint8Array;
  /** In bits. */
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get isOver(): boolean {
    return this.at > 8 * this.bytes.length;
  }

  /** The next 32 bits from the current position as a signed integer, without moving; at least 25 of them are valid. */
  peek(): number {
    const { bytes, at } = this;
    const first = at >> 3;
    if (first + 4 <= bytes.length) {
      const word =
        ((bytes[first] as number) << 24) |
        ((bytes[first + 1] as number) << 16) |
        ((bytes[first + 2] as number) << 8) |
        (bytes[first + 3] as number);
      return word << (at & 7);
    }
    let word = 0;
    for (let i = 0; i < 4; i++) word = (word << 8) | (bytes[first + i] ?? 0);
    return word << (at & 7);
  }

  skip(count: number): void {
    this.at += count;
  }

  /** At most 32 bits, unsigned. */
  read(count: number): number {
    if (count > 16) return this.read(16) * 2 ** (count - 16) + this.read(count - 16);
    const value = count === 0 ? 0 : this.peek() >>> (32 - count);
    this.at += count;
    return value;
  }

  /** Two's complement. */
  readSigned(count: number): number {
    const value = this.read(count);
    return value >= 2 ** (count - 1) ? value - 2 ** count : value;
  }

  /** A reader of the same bytes from here on. */
  copy(): Bits {
    const other = new Bits(this.bytes);
    other.at = this.at;
    return other;
  }

  toByte(): void {
    this.at = (this.at + 7) & ~7;
  }
}
