import { expect, test } from '@jest/globals';
import { inTurnOf } from '../../../../lib/use-cases/runtime/in-turn.ts';

/** Tasks that end when they are told to, and what has begun. */
const tasks = () => {
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const task = (name: string) => (): Promise<string> => {
    begun.push(name);
    return new Promise((resolve, reject) =>
      ends.set(name, (error) => (error ? reject(error) : resolve(name))),
    );
  };
  return { begun, task, end: (name: string, error?: Error) => ends.get(name)?.(error) };
};

test('as many as are given room run at once, and the others in the order in which they came', async () => {
  const { begun, task, end } = tasks();
  const inTurn = inTurnOf(2);
  const answers = ['a', 'b', 'c', 'd'].map((name) => inTurn(task(name)));
  expect(begun).toEqual(['a', 'b']);
  end('b');
  expect(await answers[1]).toBe('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  end('a');
  await answers[0];
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  end('c');
  end('d');
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd']);
});

test('one that fails makes room too, and its error is its own', async () => {
  const { begun, task, end } = tasks();
  const inTurn = inTurnOf(1);
  const [one, other] = [inTurn(task('one')), inTurn(task('other'))];
  end('one', new Error('gone'));
  await expect(one).rejects.toThrow('gone');
  end('other');
  expect(await other).toBe('other');
  expect(begun).toEqual(['one', 'other']);
});

test('room that was free again is not given away twice', async () => {
  const { begun, task, end } = tasks();
  const inTurn = inTurnOf(1);
  const first = inTurn(task('first'));
  end('first');
  await first;
  void inTurn(task('second'));
  void inTurn(task('third'));
  expect(begun).toEqual(['first', 'second']);
});
