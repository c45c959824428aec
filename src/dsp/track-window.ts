// The part of the track in the kernel's memory: a sliding window of every channel, of left, right and mid, with silence
// before the start. Invariant: samples from `discardBefore` less the padding up to `end` are there; what lies past `end` is
// undefined, so nobody reads it but to fill a vector whose surplus is dropped.
import { toStereo } from './downmix.ts';
import type { Kernel, Pointer } from './kernel.ts';

const SLACK = 16;

export class TrackWindow {
  /** Index just past the last sample held. */
  end = 0;
  private base: number;
  private readonly kernel: Kernel;
  private readonly capacity: number;
  private readonly padding: number;
  private readonly channelCount: number;
  private readonly pointers: Pointer[];
  private readonly views: Float32Array[];
  private readonly leftAt: number;
  private readonly rightAt: number;
  private readonly midAt: number;

  constructor(kernel: Kernel, channelCount: number, padding: number, room: number) {
    this.kernel = kernel;
    this.channelCount = channelCount;
    this.padding = Math.ceil(padding / 4) * 4;
    this.base = -this.padding;
    this.capacity = this.padding + room;
    const planes = channelCount > 2 ? channelCount + 3 : channelCount + 1;
    this.leftAt = channelCount > 2 ? channelCount : 0;
    this.rightAt = channelCount > 2 ? channelCount + 1 : channelCount - 1;
    this.midAt = planes - 1;
    this.pointers = Array.from({ length: planes }, () => kernel.allocateFloats(this.capacity + SLACK));
    this.views = this.pointers.map((pointer) => kernel.floats(pointer, this.capacity + SLACK));
  }

  private pointer(plane: number, index: number): Pointer {
    return (this.pointers[plane] as Pointer) + (index - this.base) * 4;
  }
  channel(c: number, index: number): Pointer {
    return this.pointer(c, index);
  }
  /** For one channel, left and right are that channel. */
  left(index: number): Pointer {
    return this.pointer(this.leftAt, index);
  }
  right(index: number): Pointer {
    return this.pointer(this.rightAt, index);
  }
  mid(index: number): Pointer {
    return this.pointer(this.midAt, index);
  }

  /** Samples that fit before something must be discarded. */
  get room(): number {
    return this.base + this.capacity - this.end;
  }

  /** Appends `count` samples (at most `room`) of every channel from `offset`; no channels means silence. */
  append(channels: readonly Float32Array[], offset: number, count: number): void {
    const at = this.end - this.base;
    const stereo = this.channelCount > 2 && channels.length > 0 ? toStereo(channels, offset, count) : [];
    this.views.forEach((view, plane) => {
      if (plane === this.midAt) return;
      const source = plane < this.channelCount ? channels[plane]?.subarray(offset, offset + count) : stereo[plane - this.leftAt];
      if (source) view.set(source, at);
      else view.fill(0, at, at + count);
    });
    this.end += count;
    // Whole vectors: a few samples of the last piece are mixed again.
    const from = at & ~3;
    const bytes = from * 4;
    const [left, right, mid] = [this.leftAt, this.rightAt, this.midAt].map((plane) => this.pointers[plane] as Pointer) as [
      Pointer,
      Pointer,
      Pointer,
    ];
    this.kernel.run.mixToMid(left + bytes, right + bytes, mid + bytes, (at + count - from + 3) & ~3);
  }

  /** Forgets samples before `index`, but for the padding, unless there is room enough as it is. */
  discardBefore(index: number, roomWanted: number): void {
    if (this.room >= roomWanted) return;
    const drop = (index - this.padding - this.base) & ~3;
    if (drop <= 0) return;
    for (const view of this.views) view.copyWithin(0, drop, this.end - this.base);
    this.base += drop;
  }
}
