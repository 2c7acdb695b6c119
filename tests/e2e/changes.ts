import { check, timed } from './report.ts';
import type { Ran } from './run.ts';

/** What `npm run changes` says of a stack that is deployed; `package` and `changes` run those commands in its tree. */
export const checkChanges = async (
  packageWith: (...args: string[]) => Promise<Ran>,
  changes: (...args: string[]) => Promise<Ran>,
): Promise<void> => {
  // Not a budget: the emulator does not know its type.
  await timed('package with another parameter', () => packageWith('--param', 'probeAllowed=10.0.0.0/8'));
  const read = await timed('npm run changes', () => changes('--stage', 'dev'));
  check(
    'what a deploy would change is shown',
    /^### Changes to flavours-error-webhook-dev$/m.test(read.stdout),
    read,
  );
  check(
    '… the functions that probe',
    /^\| modify \| CheckLambdaFunction \| AWS::Lambda::Function/m.test(read.stdout),
    read,
  );
  check('… and nothing that cannot be brought back', read.code === 0 && !read.stdout.includes('**!**'), read);
  const digest = /^Digest: (\w+)$/m.exec(read.stdout)?.[1] ?? '';
  const again = await changes('--stage', 'dev', '--expect', digest);
  check('the same changes have the same digest', again.code === 0, again);
  const other = await changes('--stage', 'dev', '--expect', 'another');
  check('changes that nobody approved are refused', other.code === 1, other);
};
