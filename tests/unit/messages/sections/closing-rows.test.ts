import { describe, expect, test } from '@jest/globals';
import { endpointKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import type { Context } from '../../../../lib/messages/sections/message.ts';
import {
  closesByItself,
  closingRows,
  closingRowsOfMany,
} from '../../../../lib/messages/sections/next-alert.ts';
import { at, contextAt, incident, ORDERS, oncall } from '../fixtures.ts';

test('what closes by itself does so by quiet, or by probes where one had failed', () => {
  expect(closesByItself(incident(), oncall)).toBe(
    'After 6 h without a notification it closes by itself, unverified.',
  );
  const failed = incident({ probeFailedAt: at(0) });
  expect(closesByItself(failed, oncall)).toBe(
    'It closes by itself once our own probes have been good for a while, or, unverified, after 7 d without a notification.',
  );
  const endpoints = [{ url: ORDERS, expectedStatus: 405 }];
  expect(closesByItself({ ...failed, endpointKey: endpointKey(ORDERS) }, { endpoints })).toBe(
    'It closes by itself once our own probes have been good for a while.',
  );
});

describe('the command that closes', () => {
  const command = (incidentId: string, context: Context) =>
    closingRows(incident({ incidentId }), context).at(-1);

  test('is there only where no link can close it', () => {
    const links = { baseUrl: 'https://alerts.shop.example', secret: 'long enough to sign links with it' };
    expect(closingRows(incident(), { ...contextAt(0), links })).toEqual([]);
    expect(closingRowsOfMany({ ...contextAt(0), links })).toEqual([]);
    expect(closingRowsOfMany(contextAt(0)).at(-1)).toContain('npm run resolve -- ID --stage prod');
  });

  test('has the id, the stage and the region; the stack on a laptop has none', () => {
    expect(command('source:main-1', contextAt(0))).toBe(
      'npm run resolve -- source:main-1 --stage prod --region eu-central-1',
    );
    const place = { stage: 'local', region: 'us-east-1' };
    expect(command('k3m9x2p4q7ra-1', { ...contextAt(0), place })).toBe(
      'npm run resolve -- k3m9x2p4q7ra-1 --stage local',
    );
  });

  test.each(['a;id', '$(id)-1', 'a b', "-1'"])('quotes an id that a shell would read: %s', (id) => {
    expect(command(id, contextAt(0))).toContain(` -- '`);
  });
});
