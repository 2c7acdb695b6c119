import { InvokeCommand } from '@aws-sdk/client-lambda';
import { check, timed } from '../e2e/report.ts';
import { STACK, type World } from './world.ts';

/** The deployed function itself, with its own role, which the emulator enforces. */
export const checkDaily = async ({ aws }: World): Promise<void> => {
  const ran = await timed('the function doctor', () =>
    aws.functions.send(new InvokeCommand({ FunctionName: `${STACK}-doctor` })),
  );
  const payload = Buffer.from(ran.Payload ?? []).toString();
  check('the daily run comes to its end', ran.FunctionError === undefined, payload);
};
