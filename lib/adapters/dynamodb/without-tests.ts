import {
  SELF_TEST_SOURCE,
  SELF_TESTS_LIST,
  TEST_ALERT_SOURCE,
  TESTS_LIST,
} from '../../domain/incidents/test-alert.ts';
import { toItem } from './store.ts';

/**
 * What a query of a list of incidents adds so that it finds no test alert: a test is no outage, and is counted nowhere as
 * one. The rule is `isTestAlert`. Tests that are over have a list of their own.
 */
export const withoutTests = (list: string) =>
  list === TESTS_LIST || list === SELF_TESTS_LIST
    ? { filter: {}, values: {} }
    : {
        filter: {
          FilterExpression:
            '(attribute_not_exists(sources.#test) AND attribute_not_exists(sources.#self)) OR size(sources) > :alone',
          ExpressionAttributeNames: { '#test': TEST_ALERT_SOURCE, '#self': SELF_TEST_SOURCE },
        },
        values: toItem({ ':alone': 1 }),
      };
