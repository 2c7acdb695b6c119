import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Finding } from './finding.ts';

/** Findings that we live with: a rule, on which resources (`*` stands for anything), and why. */
const Accepted = z.array(
  z.strictObject({
    rule: z.string().regex(/^(?:cfn-lint|checkov|cdk-nag) \S+$/),
    on: z.array(z.string().regex(/^[A-Za-z\d*]+$/)).min(1),
    why: z.string().min(20),
  }),
);
export type Accepted = z.infer<typeof Accepted>;

/** The list in a file. */
export const readAccepted = (file: string): Accepted => Accepted.parse(parse(readFileSync(file, 'utf8')));

const fits = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);

/** What nobody has accepted, and what was accepted and occurs no more: the list stays true only if both are empty. */
export const judge = (
  findings: readonly Finding[],
  accepted: Accepted,
): { unaccepted: Finding[]; stale: string[] } => {
  const isAccepted = ({ rule, resource }: Finding): boolean =>
    accepted.some((one) => one.rule === rule && one.on.some((pattern) => fits(pattern, resource)));
  const occurs = (rule: string, pattern: string): boolean =>
    findings.some((finding) => finding.rule === rule && fits(pattern, finding.resource));
  return {
    unaccepted: findings.filter((finding) => !isAccepted(finding)),
    stale: accepted.flatMap(({ rule, on }) =>
      on.filter((pattern) => !occurs(rule, pattern)).map((pattern) => `${rule} on ${pattern}`),
    ),
  };
};
