import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { stories } from './stories.ts';

const DOCUMENT = readFileSync(join(__dirname, '../../../docs/integrations.md'), 'utf8');

/** The regular expression that the document gives a pager for `rule`. */
const ruleOf = (rule: string): RegExp => {
  const [, expression = '(?!)'] = new RegExp(`\\| ${rule} \\|[^\`]*\`([^\`]+)\``).exec(DOCUMENT) ?? [];
  return new RegExp(expression.replaceAll('\\|', '|'));
};

test('by the rules in docs/integrations.md a pager opens, keeps and resolves one alert an incident', () => {
  const read = Object.entries(stories)
    .map(([name, render]) => [name, render().subject] as const)
    .map(([name, subject]) => [
      name,
      ruleOf('trigger').test(subject) ? 'trigger' : ruleOf('resolve').test(subject) ? 'resolve' : 'discard',
      ruleOf('alert key').exec(subject)?.[1],
    ]);
  const id = 'k3m9x2p4q7ra-1';
  expect(read).toEqual([
    ['opened-orders-503', 'trigger', id],
    ['opened-timeout', 'trigger', id],
    ['opened-flood', 'trigger', 'flood:main-1'],
    ['opened-tls-expired', 'trigger', id],
    ['opened-alike', 'trigger', id],
    ['opened-differs', 'trigger', id],
    ['opened-only-flavours', 'trigger', id],
    ['opened-before-flavours', 'trigger', id],
    ['opened-get-answers-error', 'trigger', id],
    ['opened-answers-as-always', 'trigger', id],
    ['opened-code-unknown', 'trigger', id],
    ['unreadable', 'trigger', 'source:jeddah-1'],
    ['arabic', 'trigger', id],
    ['test-alert', 'discard', undefined],
    ['changed', 'trigger', id],
    ['reminder', 'trigger', id],
    ['escalated', 'trigger', id],
    ['in-arabic', 'trigger', id],
    ['acknowledged', 'discard', id],
    ['acknowledgement-ended', 'trigger', id],
    ['silenced', 'discard', id],
    ['recovered-by-probes', 'resolve', id],
    ['recovered-by-person', 'resolve', id],
    ['recovered-in-arabic', 'resolve', id],
    ['closed-unreported', 'resolve', id],
    ['closed-by-quiet', 'resolve', id],
    ['monitoring-stopped', 'resolve', id],
    ['digest-of-12', 'discard', undefined],
    ['digest-with-links', 'discard', undefined],
    ['digest-in-arabic', 'discard', undefined],
    ['team-opened', 'trigger', id],
    ['team-escalated', 'trigger', id],
    ['team-escalated-translated', 'trigger', id],
    ['team-handover', 'trigger', id],
    ['team-digest-of-handovers', 'discard', undefined],
    ['team-resolved-after-the-turn', 'resolve', id],
  ]);
});
