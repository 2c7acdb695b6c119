import { expect, test } from '@jest/globals';
import { judge, readAccepted } from '../../../tools/analyse/accepted.ts';

const why = 'a reason that says something';
const finding = (rule: string, resource: string) => ({ rule, resource, says: 'no' });

test('what is accepted passes, and nothing else: neither another rule nor another resource', () => {
  const accepted = [{ rule: 'checkov CKV_1', on: ['*Table', 'OneQueue'], why }];
  const findings = [
    finding('checkov CKV_1', 'IncidentsTable'),
    finding('checkov CKV_1', 'OneQueue'),
    finding('checkov CKV_1', 'OneQueuePolicy'),
    finding('checkov CKV_1', 'Tables'),
    finding('checkov CKV_2', 'IncidentsTable'),
  ];
  expect(judge(findings, accepted)).toEqual({ unaccepted: findings.slice(2), stale: [] });
});

test('what is accepted and occurs no more is said, each resource by itself', () => {
  const accepted = [{ rule: 'cfn-lint W1', on: ['*Table', 'OneQueue'], why }];
  expect(judge([finding('cfn-lint W1', 'IncidentsTable')], accepted)).toEqual({
    unaccepted: [],
    stale: ['cfn-lint W1 on OneQueue'],
  });
});

test('the list can be read, and each rule gives its reason once for a resource', () => {
  const pairs = readAccepted('tools/analyse/accepted.yml').flatMap(({ rule, on }) =>
    on.map((one) => `${rule} ${one}`),
  );
  expect(pairs.length).toBeGreaterThan(0);
  expect(new Set(pairs).size).toBe(pairs.length);
});
