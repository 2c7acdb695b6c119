import { expect, test } from '@jest/globals';
import { isCapped } from '../../../../lib/domain/alerting/open-limit.ts';
import { endpointKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import { floodKey } from '../../../../lib/domain/incidents/flood.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';

const NAMED = 'https://shop.example/hooks/orders';
const oncall = RuntimeOncallConfig.parse({ endpoints: [{ url: NAMED }] });

test.each([
  ['one that oncall.yml lists exactly', NAMED, false],
  ['one below it', `${NAMED}/1`, true],
  ['one that is not listed', 'https://new.example/', true],
])("%s (%s) counts towards its source's cap: %s", (_, endpoint, expected) => {
  expect(isCapped({ endpoint, endpointKey: endpointKey(endpoint) }, oncall)).toBe(expected);
});

test('neither a flood nor posts that could not be read count towards the cap', () => {
  expect(isCapped({ endpointKey: floodKey('main') }, oncall)).toBe(false);
  expect(isCapped({ endpointKey: 'source:main' }, oncall)).toBe(false);
});
