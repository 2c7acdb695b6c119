import type { Level } from './levels.ts';
import type { People } from './people.ts';

type Team = { people: People; levels: readonly Level[] };
export type TeamProblem = { path: (string | number)[]; message: string };

/** What only the whole of people and levels shows: people who are not there, and addresses given twice. */
export const teamProblems = (team: Team): TeamProblem[] => [...unknownPeople(team), ...sharedAddresses(team)];

const unknownPeople = ({ people, levels }: Team): TeamProblem[] =>
  levels.flatMap(({ rotation, people: always = [] }, index) => {
    const unknown = (names: readonly string[], ...path: string[]): TeamProblem[] =>
      names.flatMap((name, place) =>
        Object.hasOwn(people, name)
          ? []
          : [
              {
                path: ['levels', index, ...path, place],
                message: `expected somebody under people, not ${name}`,
              },
            ],
      );
    return [...unknown(rotation?.people ?? [], 'rotation', 'people'), ...unknown(always, 'people')];
  });

/** SNS has one subscription for an address, and so one filter: it would be that of one of the two. */
const sharedAddresses = ({ people, levels }: Team): TeamProblem[] => {
  const owners = new Map<string, string>(
    levels.flatMap(({ subscribers = [] }, index) =>
      subscribers.map((one): [string, string] => [
        String(Object.values(one)[0]),
        `a subscriber of level ${index + 1}`,
      ]),
    ),
  );
  return Object.entries(people).flatMap(([name, person]) =>
    (['email', 'sms'] as const).flatMap((protocol): TeamProblem[] => {
      const address = person[protocol];
      const owner = address === undefined ? undefined : owners.get(address);
      if (address !== undefined) owners.set(address, owner ?? name);
      return owner === undefined
        ? []
        : [
            {
              path: ['people', name, protocol],
              message: `expected an address of their own: SNS accepts no second subscription, and it is that of ${owner}`,
            },
          ];
    }),
  );
};
