import { keepDoctorRecord, readDoctorRecord } from '../../../lib/adapters/dynamodb/doctor-record.ts';
import {
  putArrival,
  putSelfTest,
  readArrival,
  readSelfTest,
} from '../../../lib/adapters/dynamodb/self-test-record.ts';
import { type Entry, nextHour } from './entry.ts';

const findingOf = (subject: string) => [{ check: 'tables' as const, subject, severity: 'critical' as const }];

/** What the stack keeps of its looks at itself. Each case is later than those before: they share an item. */
export const WATCHING: Entry[] = [
  {
    file: 'put-unless-later.ts',
    name: 'keepDoctorRecord',
    make: async (world) => {
      const [first, second] = [nextHour(), nextHour()];
      return {
        write: (store) => keepDoctorRecord(store, findingOf('one'), first),
        answer: undefined,
        read: () => readDoctorRecord(world.store),
        state: { at: first.toISOString(), findings: findingOf('one') },
        next: (store) => keepDoctorRecord(store, findingOf('two'), second),
        stateAfterNext: { at: second.toISOString(), findings: findingOf('two') },
      };
    },
  },
  {
    file: 'put-unless-later.ts',
    name: 'putSelfTest',
    make: async (world) => {
      const [first, second] = [nextHour().toISOString(), nextHour().toISOString()];
      return {
        write: (store) => putSelfTest(store, { ranAt: first, passedAt: first }),
        answer: undefined,
        read: () => readSelfTest(world.store),
        state: { ranAt: first, passedAt: first },
        next: (store) => putSelfTest(store, { ranAt: second, passedAt: second }),
        stateAfterNext: { ranAt: second, passedAt: second },
      };
    },
  },
  {
    file: 'put-unless-later.ts',
    name: 'putArrival',
    make: async (world) => {
      const [first, second] = [nextHour(), nextHour()];
      return {
        write: (store) => putArrival(store, 'one', first),
        answer: undefined,
        read: () => readArrival(world.store),
        state: 'one',
        next: (store) => putArrival(store, 'two', second),
        stateAfterNext: 'two',
      };
    },
  },
];
