import * as z from 'zod';
import type { Analyser } from './finding.ts';
import { outputOf } from './output-of.ts';
import { pipTool } from './pip-tool.ts';

export const cfnLint = (): string => pipTool('cfn-lint', '1.58.0');

const Match = z.object({
  Rule: z.object({ Id: z.string() }),
  Message: z.string(),
  Location: z.object({ Path: z.array(z.union([z.string(), z.number()])).nullable() }),
});

/** cfn-lint with all its levels, the informational one too. */
export const runCfnLint: Analyser = async (file) => {
  const options = ['--include-checks', 'I', '--format', 'json', '--non-zero-exit-code', 'none'];
  const matches = z.array(Match).parse(JSON.parse(await outputOf(cfnLint(), [...options, '--', file])));
  return matches.map(({ Rule, Message, Location }) => ({
    rule: `cfn-lint ${Rule.Id}`,
    resource: String(Location.Path?.[1] ?? ''), // Resources or Outputs, then the logical id
    says: Message,
  }));
};
