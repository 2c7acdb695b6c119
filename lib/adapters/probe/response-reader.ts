import { codedError, MAX_BODY_BYTES, type ServerResponse } from './response.ts';
import { type BodyCounter, bodyCounter } from './response-body.ts';
import { mayBeHttp, parseResponseHead, type ResponseHead } from './response-head.ts';

/** As much as Chrome reads; cURL reads 300 KiB. All interim responses together may have no more. */
export const MAX_HEAD_BYTES = 256 * 1024;

const [LINE_FEED, CARRIAGE_RETURN, SPACE] = [0x0a, 0x0d, 0x20];

/**
 * Reads an HTTP/1 response from bytes as they arrive: a head that ends with a blank line, after any number of interim
 * ones, and a body that is only counted. Once there is a head the server has answered: problems with the body are
 * reported beside the answer, never in its place. Node's own parser, even when lenient, refuses some thirty forms
 * that browsers or cURL accept.
 */
export class ResponseReader {
  #pieces: Buffer[] = [];
  #headBytes = 0;
  #hasText = false;
  #isLineBlank = true;
  #statusLine: 'unseen' | 'seen' = 'unseen';
  #head: ResponseHead | undefined;
  #body: BodyCounter | undefined;
  #bodyBytesRead = 0;

  /** Whether no more need be read. */
  get isOver(): boolean {
    return this.#body !== undefined && (this.#body.isOver || this.#isCut);
  }

  get #isCut(): boolean {
    return this.#bodyBytesRead >= MAX_BODY_BYTES;
  }

  /** Takes the next bytes. Throws for what is not HTTP, or never ends. */
  take(bytes: Buffer): void {
    let rest = bytes;
    while (rest.length > 0 && !this.isOver) rest = this.#body ? this.#takeBody(rest) : this.#takeHead(rest);
  }

  /** The answer, if nothing more comes for `reason`; without one the connection was closed. */
  ended(reason?: unknown): ServerResponse | undefined {
    const head = this.#head ?? (reason === undefined ? this.#cutHead() : undefined);
    if (!head) return undefined;
    const body = this.#body;
    const isWhole = body !== undefined && (this.isOver || (body.endsWithConnection && reason === undefined));
    return {
      status: head.status,
      date: head.date,
      location: head.location,
      bodyBytes: body?.bytes ?? 0,
      cut: this.#isCut,
      ...(!isWhole && {
        incomplete: reason ?? codedError('ECONNRESET', 'closed in the middle of an answer'),
      }),
    };
  }

  #takeBody(bytes: Buffer): Buffer {
    this.#body?.take(bytes);
    this.#bodyBytesRead += bytes.length;
    return Buffer.alloc(0);
  }

  /** Returns what follows the head. */
  #takeHead(bytes: Buffer): Buffer {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte !== LINE_FEED) {
        if (byte !== CARRIAGE_RETURN) this.#isLineBlank = false;
        if (byte > SPACE) this.#hasText = true;
      } else if (this.#isLineBlank && this.#hasText) {
        this.#keep(bytes.subarray(0, at + 1));
        this.#endHead();
        return bytes.subarray(at + 1);
      } else {
        this.#isLineBlank = true;
      }
    }
    this.#keep(bytes);
    this.#lookAtBeginning();
    return Buffer.alloc(0);
  }

  #keep(bytes: Buffer): void {
    this.#pieces.push(bytes);
    this.#headBytes += bytes.length;
    if (this.#headBytes > MAX_HEAD_BYTES) throw codedError('HEADERS_TOO_LARGE', 'headers without an end');
  }

  #text(): string {
    return Buffer.concat(this.#pieces).toString('latin1');
  }

  /** A server with another protocol may be waiting for us after its first line, so it is not waited for. */
  #lookAtBeginning(): void {
    if (this.#statusLine === 'seen') return;
    const text = this.#text().trimStart();
    if (text.includes('\n') ? !parseResponseHead(text) : !mayBeHttp(text)) throw notHttp();
    if (text.includes('\n')) this.#statusLine = 'seen';
  }

  #endHead(): void {
    const head = parseResponseHead(this.#text());
    if (!head) throw notHttp();
    if (head.status === 101) throw codedError('NOT_HTTP', 'an upgrade that nobody asked for');
    this.#pieces = [];
    this.#hasText = false;
    this.#isLineBlank = true;
    this.#statusLine = 'unseen';
    if (head.status < 200) return; // the answer itself follows
    this.#head = head;
    this.#body = bodyCounter(head);
  }

  /** A head that the server closed before its blank line: cURL and Chrome accept it. */
  #cutHead(): ResponseHead | undefined {
    const text = this.#text().trimStart();
    const head = text.includes('\n') ? parseResponseHead(text) : undefined;
    return head && head.status >= 200 ? head : undefined;
  }
}

const notHttp = (): Error => codedError('NOT_HTTP', 'what came is no HTTP');
