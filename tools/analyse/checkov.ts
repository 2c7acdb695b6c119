import * as z from 'zod';
import type { Analyser } from './finding.ts';
import { outputOf } from './output-of.ts';
import { pipTool } from './pip-tool.ts';

const Report = z.object({
  results: z.object({
    failed_checks: z.array(z.object({ check_id: z.string(), check_name: z.string(), resource: z.string() })),
  }),
  summary: z.object({ parsing_errors: z.literal(0), passed: z.int().positive() }),
});

/** checkov's rules for CloudFormation; nothing is downloaded or uploaded. */
export const runCheckov: Analyser = async (file) => {
  const options = ['--framework', 'cloudformation', '--output', 'json', '--compact', '--quiet'];
  const text = await outputOf(pipTool('checkov', '3.3.30'), [
    ...options,
    '--skip-download',
    '--soft-fail',
    '--file',
    file,
  ]);
  return Report.parse(JSON.parse(text)).results.failed_checks.map(({ check_id, check_name, resource }) => ({
    rule: `checkov ${check_id}`,
    resource: resource.split('.').at(-1) ?? resource, // AWS::Lambda::Function.ReceiveLambdaFunction
    says: check_name,
  }));
};
