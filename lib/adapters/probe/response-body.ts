import type { ResponseHead } from './response-head.ts';

/** Counts a body as it comes. */
export type BodyCounter = {
  readonly bytes: number;
  readonly isOver: boolean;
  /** Whether it may end with the connection. */
  readonly endsWithConnection: boolean;
  take(bytes: Buffer): void;
};

const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 304]);

export const bodyCounter = (head: ResponseHead): BodyCounter => {
  if (WITHOUT_BODY.has(head.status)) return new PlainBody(0);
  return head.isChunked ? new ChunkedBody() : new PlainBody(head.contentLength);
};

/** A body of known length, or one that ends with its connection. */
class PlainBody implements BodyCounter {
  bytes = 0;
  readonly #length: number | undefined;

  constructor(length: number | undefined) {
    this.#length = length;
  }

  get isOver(): boolean {
    return this.#length !== undefined && this.bytes >= this.#length;
  }

  get endsWithConnection(): boolean {
    return this.#length === undefined;
  }

  take({ length }: Buffer): void {
    this.bytes = Math.min(this.bytes + length, this.#length ?? Number.POSITIVE_INFINITY);
  }
}

const LINE_FEED = 0x0a;
const SIZE = /^\s*([0-9a-f]{1,12})/i;
/** A size needs a few digits; the rest of its line is not kept. */
const MAX_LINE_CHARACTERS = 64;

/** A chunked body. What follows the last chunk is not waited for. */
class ChunkedBody implements BodyCounter {
  bytes = 0;
  isOver = false;
  readonly endsWithConnection = false;
  #line = '';
  #leftOfChunk = 0;
  /** An unreadable size: from there on, nothing is known but that bytes arrive. */
  #isLost = false;

  take(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length && !this.isOver) {
      if (this.#isLost) {
        this.bytes += bytes.length - at;
        return;
      }
      at = this.#leftOfChunk > 0 ? this.#takeData(bytes, at) : this.#takeLine(bytes, at);
    }
  }

  #takeData(bytes: Buffer, at: number): number {
    const taken = Math.min(this.#leftOfChunk, bytes.length - at);
    this.#leftOfChunk -= taken;
    this.bytes += taken;
    return at + taken;
  }

  #takeLine(bytes: Buffer, at: number): number {
    const feed = bytes.indexOf(LINE_FEED, at);
    const end = feed < 0 ? bytes.length : feed;
    const room = MAX_LINE_CHARACTERS - this.#line.length;
    this.#line += bytes.toString('latin1', at, Math.min(end, at + room));
    if (feed >= 0) this.#endLine();
    return end + 1;
  }

  #endLine(): void {
    const line = this.#line;
    this.#line = '';
    if (line.trim() === '') return; // the end of the line of the chunk before
    const [, size] = SIZE.exec(line) ?? [];
    this.#leftOfChunk = Number.parseInt(size ?? '', 16) || 0;
    this.isOver = size !== undefined && this.#leftOfChunk === 0;
    this.#isLost = size === undefined;
  }
}
