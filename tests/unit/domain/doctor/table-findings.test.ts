import { expect, test } from '@jest/globals';
import { type LiveTable, tableFindings } from '../../../../lib/domain/doctor/table-findings.ts';
import { aws, DEPLOY, resource, stackWith } from './stack.ts';

const keys = (...names: string[]) =>
  names.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' }));
const PROPERTIES = {
  KeySchema: keys('endpointKey', 'item'),
  GlobalSecondaryIndexes: [{ IndexName: 'open', KeySchema: keys('listName') }],
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  DeletionProtectionEnabled: 'true',
};
const table = (properties = {}) =>
  resource('EndpointsTable', 'AWS::DynamoDB::Table', { ...PROPERTIES, ...properties }, 'prod-endpoints');
const live = (over: Partial<LiveTable> = {}): LiveTable => ({
  name: 'prod-endpoints',
  keys: 'endpointKey HASH, item RANGE',
  indexes: [
    { name: 'other', keys: 'x HASH', status: 'ACTIVE' },
    { name: 'open', keys: 'listName HASH', status: 'ACTIVE' },
  ],
  expiresBy: 'expiresAt',
  stream: 'NEW_IMAGE',
  hasRecovery: true,
  isProtected: true,
  ...over,
});
const found = (over: Partial<LiveTable>) => tableFindings(stackWith(), table(), live(over));

test('a table as the template has it is well; what the template does not ask for is not missed', () => {
  expect(found({})).toEqual([]);
  const bare = resource('T', 'AWS::DynamoDB::Table', { KeySchema: PROPERTIES.KeySchema });
  const without = live({
    indexes: [],
    expiresBy: undefined,
    stream: undefined,
    hasRecovery: false,
    isProtected: false,
  });
  expect(tableFindings(stackWith(), bare, without)).toEqual([]);
  const off = table({
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: 'false' },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'false' },
    DeletionProtectionEnabled: false,
  });
  expect(
    tableFindings(stackWith(), off, live({ expiresBy: undefined, hasRecovery: false, isProtected: false })),
  ).toEqual([]);
});

const restore = `${aws('dynamodb list-backups --table-name prod-endpoints')}; docs/operations.md says how to restore`;

test('a table that is gone is one finding', () => {
  const gone = {
    check: 'tables',
    subject: 'prod-endpoints table',
    severity: 'critical',
    what: 'The table prod-endpoints is not there.',
    why: 'All that it held is gone.',
    mend: restore,
  };
  expect(tableFindings(stackWith(), table(), undefined)).toEqual([gone]);
  expect(tableFindings(stackWith(), { ...table(), physicalId: undefined }, undefined)).toMatchObject([
    { subject: 'EndpointsTable table' },
  ]);
});

const LOST =
  'Whatever is found by it (what is pending, open or due) is not found: nobody is alerted about it.';

test.each<[Partial<LiveTable>, object]>([
  [
    { keys: 'id HASH' },
    {
      subject: 'prod-endpoints keys',
      severity: 'critical',
      what: 'The keys of prod-endpoints are id HASH, expected endpointKey HASH, item RANGE.',
      why: 'No function can read or write it.',
      mend: restore,
    },
  ],
  [
    { indexes: [] },
    {
      subject: 'prod-endpoints index open',
      severity: 'critical',
      what: 'The index open of prod-endpoints is not there.',
      why: LOST,
      mend: DEPLOY,
    },
  ],
  [
    { indexes: [{ name: 'open', keys: 'listName HASH', status: 'CREATING' }] },
    {
      subject: 'prod-endpoints index open',
      what: 'The index open of prod-endpoints is CREATING, with the keys listName HASH; expected listName HASH.',
      why: LOST,
      mend: 'Wait until it is built.',
    },
  ],
  [
    { indexes: [{ name: 'open', keys: 'x HASH', status: 'ACTIVE' }] },
    {
      what: 'The index open of prod-endpoints is ACTIVE, with the keys x HASH; expected listName HASH.',
      mend: DEPLOY,
    },
  ],
  ...[undefined, 'other'].map((expiresBy): [Partial<LiveTable>, object] => [
    { expiresBy },
    {
      subject: 'prod-endpoints time to live',
      severity: 'warning',
      what: 'Items of prod-endpoints do not expire.',
      why: 'The table grows for ever, and keeps what was promised to be deleted.',
      mend: aws(
        'dynamodb update-time-to-live --table-name prod-endpoints --time-to-live-specification Enabled=true,AttributeName=expiresAt',
      ),
    },
  ]),
  [
    { stream: undefined },
    {
      subject: 'prod-endpoints stream',
      severity: 'critical',
      what: 'The stream of prod-endpoints is off, expected NEW_IMAGE.',
      why: 'dispatch is not started: each alert waits for the sweep.',
      mend: DEPLOY,
    },
  ],
  [{ stream: 'KEYS_ONLY' }, { what: 'The stream of prod-endpoints is KEYS_ONLY, expected NEW_IMAGE.' }],
  [
    { hasRecovery: false },
    {
      subject: 'prod-endpoints recovery',
      severity: 'warning',
      what: 'prod-endpoints has no point-in-time recovery.',
      why: 'What is deleted or overwritten by mistake cannot be had back.',
      mend: aws(
        'dynamodb update-continuous-backups --table-name prod-endpoints --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true',
      ),
    },
  ],
  [
    { isProtected: false },
    {
      subject: 'prod-endpoints protection',
      severity: 'warning',
      what: 'prod-endpoints is not protected against deletion.',
      why: 'One command deletes it.',
      mend: aws('dynamodb update-table --table-name prod-endpoints --deletion-protection-enabled'),
    },
  ],
])('a table with %j is found', (over, expected) => {
  expect(found(over)).toMatchObject([{ check: 'tables', ...expected }]);
});

test('all that differs is said', () => {
  expect(found({ keys: 'id HASH', stream: undefined, isProtected: false })).toHaveLength(3);
});
