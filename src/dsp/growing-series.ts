// A series of floats that grows during streaming. Invariant: `values()` returns exactly the pushed values.

export class GrowingSeries {
  private held: Float32Array;
  private length = 0;
  constructor(capacity = 4096) {
    this.held = new Float32Array(capacity);
  }
  get size(): number {
    return this.length;
  }
  push(value: number): void {
    if (this.length === this.held.length) this.grow(this.length * 2);
    this.held[this.length++] = value;
  }
  pushAll(values: ArrayLike<number>): void {
    const needed = this.length + values.length;
    if (needed > this.held.length) this.grow(Math.max(needed, this.held.length * 2));
    this.held.set(values, this.length);
    this.length = needed;
  }
  values(): Float32Array {
    return this.held.subarray(0, this.length);
  }
  private grow(capacity: number): void {
    const larger = new Float32Array(capacity);
    larger.set(this.held);
    this.held = larger;
  }
}
