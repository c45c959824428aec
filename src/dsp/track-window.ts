// The part of the track in the kernel's memory: a sliding window of every channel, of left, right and mid, with silence before
// the start. Invariant: samples are valid from `discardBefore` minus the padding up to `end`. Memory behind `end` is undefined
// and may only be read to fill a vector whose surplus is dropped.
import { toStereo } from './downmix.ts';
import type { Kernel, Pointer } from './kernel.ts';
import type { Speaker } from './speakers.ts';

const SLACK = 16;

export class TrackWindow {
  /** Index behind the last sample held. */
  end = 0;
  private base: number;
  private readonly kernel: Kernel;
  private readonly capacity: number;
  private readonly padding: number;
  private readonly channelCount: number;
  private readonly speakers: readonly Speaker[];
  private readonly pointers: Pointer[];
  private readonly views: Float32Array[];
  private readonly leftAt: number;
  private readonly rightAt: number;
  private readonly midAt: number;

  constructor(kernel: Kernel, speakers: readonly Speaker[], padding: number, room: number) {
    this.kernel = kernel;
    this.speakers = speakers;
    const channelCount = speakers.length;
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
  /** For a mono track, left and right are its only channel. */
  left(index: number): Pointer {
    return this.pointer(this.leftAt, index);
  }
  right(index: number): Pointer {
    return this.pointer(this.rightAt, index);
  }
  mid(index: number): Pointer {
    return this.pointer(this.midAt, index);
  }

  /** Samples that can be appended before some must be discarded. */
  get room(): number {
    return this.base + this.capacity - this.end;
  }

  /** Appends `count` samples (at most `room`) of every channel from `offset` on; without channels, appends silence. */
  append(channels: readonly Float32Array[], offset: number, count: number): void {
    const at = this.end - this.base;
    const stereo = this.channelCount > 2 && channels.length > 0 ? toStereo(channels, this.speakers, offset, count) : [];
    this.views.forEach((view, plane) => {
      if (plane === this.midAt) return;
      const source = plane < this.channelCount ? channels[plane]?.subarray(offset, offset + count) : stereo[plane - this.leftAt];
      if (source) view.set(source, at);
      else view.fill(0, at, at + count);
    });
    this.end += count;
    // Whole vectors, so a few samples of the last piece are mixed again.
    const from = at & ~3;
    const bytes = from * 4;
    const [left, right, mid] = [this.leftAt, this.rightAt, this.midAt].map((plane) => this.pointers[plane] as Pointer) as [
      Pointer,
      Pointer,
      Pointer,
    ];
    this.kernel.run.mixToMid(left + bytes, right + bytes, mid + bytes, (at + count - from + 3) & ~3);
  }

  /** Discards samples before `index`, except the padding; does nothing when there is enough room already. */
  discardBefore(index: number, roomWanted: number): void {
    if (this.room >= roomWanted) return;
    const drop = (index - this.padding - this.base) & ~3;
    if (drop <= 0) return;
    for (const view of this.views) view.copyWithin(0, drop, this.end - this.base);
    this.base += drop;
  }
}
