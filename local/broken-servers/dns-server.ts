import { createSocket } from 'node:dgram';
import * as z from 'zod';

/** An alias, and what the name server knows about its target: sometimes nothing. */
export type Alias = { cname: string; addresses?: readonly string[] };

/** A name server's answer to a query: addresses, an alias, a code, or nothing at all. */
export type NameAnswer = readonly string[] | Alias | 'NXDOMAIN' | 'SERVFAIL' | 'silence';
export type Question = { name: string; type: 'A' | 'AAAA' | 'NS' };

export type NameServer = { address: string; stop(): Promise<void> };

const TYPES: ReadonlyMap<number, Question['type']> = new Map([
  [1, 'A'],
  [2, 'NS'],
  [28, 'AAAA'],
]);
const CODES = { NXDOMAIN: 3, SERVFAIL: 2 } as const;
const HEADER_BYTES = 12;

/** A real name server, as far as RFC 1035 is needed: one query over UDP. It knows the root, as all do. */
export const startNameServer = (
  answer: (question: Question) => NameAnswer | Promise<NameAnswer>,
): Promise<NameServer> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    let isStopped = false;
    socket.on('message', async (query, { address, port }) => {
      const { question, end } = questionIn(query);
      const given = question.name === '' ? [] : await answer(question);
      if (given === 'silence' || isStopped) return;
      socket.send(reply(query.subarray(0, end), given, question.type), port, address);
    });
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => {
      const { port } = z.object({ port: z.int() }).parse(socket.address());
      const stop = (): Promise<void> =>
        new Promise((stopped) => {
          isStopped = true;
          socket.close(() => stopped());
        });
      resolve({ address: `127.0.0.1:${port}`, stop });
    });
  });

const questionIn = (query: Buffer): { question: Question; end: number } => {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = TYPES.get(query.readUInt16BE(at + 1)) ?? 'A';
  return { question: { name: labels.join('.').toLowerCase(), type }, end: at + 5 };
};

const reply = (query: Buffer, given: Exclude<NameAnswer, 'silence'>, type: Question['type']): Buffer => {
  const header = Buffer.from(query.subarray(0, HEADER_BYTES));
  const isRoot = query.length === HEADER_BYTES + 5;
  const records = isRoot ? [record(2, Buffer.from([1, 0x61, 0]))] : recordsOf(given, type); // ns: "a."
  header.writeUInt16BE(0x8180 | (typeof given === 'string' ? CODES[given] : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  header.writeUInt32BE(0, 8);
  return Buffer.concat([header, query.subarray(HEADER_BYTES), ...records]);
};

const recordsOf = (given: Exclude<NameAnswer, 'silence'>, type: Question['type']): Buffer[] => {
  if (typeof given === 'string') return [];
  const isOfType = (text: string): boolean => text.includes(':') === (type === 'AAAA');
  if (!('cname' in given)) return given.filter(isOfType).map((text) => addressRecord(text));
  const alias = nameOf(given.cname);
  const addresses = (given.addresses ?? []).filter(isOfType);
  return [record(5, alias), ...addresses.map((text) => addressRecord(text, alias))];
};

const nameOf = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label, 'ascii')])),
    Buffer.from([0]),
  ]);

const QUESTION = Buffer.from([0xc0, HEADER_BYTES]);

/** IPv6 is written in full. */
const addressRecord = (text: string, name: Buffer = QUESTION): Buffer => {
  const groups = text.split(':').map((group) => group.padStart(4, '0'));
  return text.includes(':')
    ? record(28, Buffer.from(groups.join(''), 'hex'), name)
    : record(1, Buffer.from(text.split('.').map(Number)), name);
};

/** For the name in question unless another is given; class IN; never cached. */
const record = (type: number, data: Buffer, name: Buffer = QUESTION): Buffer =>
  Buffer.concat([name, Buffer.from([0, type, 0, 1, 0, 0, 0, 0, 0, data.length]), data]);
