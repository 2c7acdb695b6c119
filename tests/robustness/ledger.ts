import { expect } from '@jest/globals';
import { Kept, PROBLEMS } from '../../lib/domain/intake/problem-details.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { until } from '../integration/flavours.ts';
import { incidents, scan } from '../integration/stack.ts';
import { type Expected, expectedOf, isStartOf, seenThrough } from './oracle.ts';

type Entry = { name: string; source: string; expected: Expected; isRead: boolean };

/** Everything that was posted under a valid token, and what must have become of it. */
export class Ledger {
  readonly #stack: Stack;
  readonly #entries = new Map<string, Entry>();

  constructor(stack: Stack) {
    this.#stack = stack;
  }

  /** Posts under a valid token and checks the answer against the oracle. */
  async post(source: string, name: string, body: string | Uint8Array, contentType: string): Promise<number> {
    const sent = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);
    const response = await fetch(this.#stack.webhookUrlOf(source), {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: sent,
    });
    this.check(source, name, seenThrough(contentType, sent), {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      body: await response.text(),
    });
    return response.status;
  }

  /** Checks an answer to a body as the function saw it, and remembers what must be kept. */
  check(
    source: string,
    name: string,
    seen: Uint8Array,
    answer: { status: number; type: string; body: string },
  ): void {
    const expected = expectedOf(seen);
    const { status, type } = answer;
    expect({ name, status: expected.status === 'any' ? 'any' : status }).toEqual({
      name,
      status: expected.status,
    });
    const value: unknown = JSON.parse(answer.body);
    if (status === 200) {
      expect({ name, type }).toEqual({ name, type: 'application/json' });
      const { id, ids = [id], errors = [] } = Kept.parse(value);
      if (expected.status === 200)
        expect({ name, odd: pointersOf(errors) }).toEqual({ name, odd: expected.odd });
      expect(ids[0]).toBe(id);
      for (const one of ids) this.#recordProbeResult(one, { name, source, expected, isRead: true });
      return;
    }
    expect({ name, type }).toEqual({ name, type: 'application/problem+json' });
    expect([400, 413]).toContain(status);
    const { id, errors } = PROBLEMS[status === 413 ? 413 : 400].parse(value);
    if (expected.status === 400)
      expect({ name, wrong: pointersOf(errors) }).toEqual({ name, wrong: expected.wrong });
    this.#recordProbeResult(id, { name, source, expected, isRead: false });
  }

  #recordProbeResult(id: string, entry: Entry): void {
    expect(this.#entries.has(id)).toBe(false);
    this.#entries.set(id, entry);
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The table holds exactly what was answered for, in the shape that the design says. */
  async expectKept(): Promise<void> {
    const items = await scan(this.#stack, 'notifications');
    expect(items.map(({ id }) => id).sort()).toEqual([...this.#entries.keys()].sort());
    const keys = new Map<string, unknown>();
    for (const item of items) {
      const { name, source, expected, isRead } = this.#entries.get(String(item['id'])) ?? fail(item);
      const { endpointKey, endpoint, code, message, raw, problem } = item;
      expect({ name, source: item['source'] }).toEqual({ name, source });
      if (raw !== undefined)
        expect({ name, is: isStartOf(String(raw), expected.text) }).toEqual({ name, is: true });
      if (!isRead || problem !== undefined) {
        expect({ name, endpointKey, raw, problem }).toEqual({
          name,
          endpointKey: `source:${source}`,
          raw: expect.any(String),
          problem: expect.any(String),
        });
        continue;
      }
      if (expected.status === 200) {
        expect({ name, endpoint, hasRaw: raw !== undefined }).toEqual({
          name,
          endpoint: expected.endpoint,
          hasRaw: expected.hasRaw,
        });
        if (expected.code !== 'some') expect({ name, code }).toEqual({ name, code: expected.code });
        if (expected.message === undefined) expect({ name, message }).toEqual({ name, message: undefined });
        else if (expected.message !== 'some')
          expect({ name, is: isStartOf(String(message), expected.message) }).toEqual({ name, is: true });
      }
      const url = new URL(String(endpoint));
      const place = `${url.protocol}//${url.host}${url.pathname}${url.search}`;
      expect({ place, endpointKey: keys.get(place) ?? endpointKey }).toEqual({ place, endpointKey });
      keys.set(place, endpointKey);
    }
    expect(new Set(keys.values()).size).toBe(keys.size);
  }

  /** Each is counted in one incident, of its endpoint or of its source, and each incident is told as often as it counts. */
  async expectSent(): Promise<void> {
    await until('everything is grouped', async () => {
      const items = await scan(this.#stack, 'notifications');
      return items.every((item) => item['incidentId'] !== undefined);
    });
    await until('everything is told', async () => {
      const all = await incidents(this.#stack);
      if (all.every(({ lastSent }) => lastSent?.email !== undefined)) return true;
      await this.#stack.sweep();
      return false;
    });
    const all = await incidents(this.#stack);
    expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(this.#entries.size);
    const unread = [...this.#entries.values()].filter(({ isRead }) => !isRead);
    for (const source of new Set(unread.map((entry) => entry.source))) {
      expect(all.filter(({ endpointKey }) => endpointKey === `source:${source}`)).toMatchObject([
        { cause: 'unreadable', count: unread.filter((entry) => entry.source === source).length },
      ]);
    }
  }
}

const pointersOf = (errors: readonly { pointer: string }[]): string[] =>
  errors.map(({ pointer }) => pointer).sort();

const fail = (item: unknown): never => {
  throw new Error(`nobody posted ${JSON.stringify(item)}`);
};
