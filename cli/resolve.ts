import { act } from '../lib/use-cases/incidents/perform-action.ts';
import { resolveCommand } from './commands/for-people.ts';
import { run } from './commands/run.ts';
import { say, workOn } from './stage.ts';

type Options = { by: string; stage: string; region?: string | undefined };

const main = async ({ by, stage, region }: Options, incidentId: string): Promise<void> => {
  const work = workOn(stage, region);
  const { outcome, said } = await act(work, incidentId, { kind: 'resolve' }, by);
  if (outcome === 'unknown')
    throw new Error(
      `${incidentId || 'no incident'}: expected the id of an incident in ${work.store.tables.incidents}, such as 7k3m9q2x4b1c-1`,
    );
  say(
    outcome === 'done'
      ? `${incidentId}: ${said} The next sweep, within a minute, tells everybody who was told of it.`
      : `${incidentId}: ${said}`,
  );
};

run(resolveCommand(), main);
