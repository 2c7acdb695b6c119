/** The source whose notifications are test alerts: they take the whole way, to every level at once, marked TEST. */
export const TEST_ALERT_SOURCE = 'test-alert';

/** The endpoint of test alerts: a name that never resolves. https://www.rfc-editor.org/rfc/rfc2606#section-2 */
export const TEST_ALERT_ENDPOINT = 'https://test-alert.invalid/';

/** The list on which tests stand once they are over, apart from what failed: no month counts them. */
export const TESTS_LIST = 'tests';

/** The source of the daily self-test: what it posts takes the whole way too, and reaches nobody but the function that posts it. */
export const SELF_TEST_SOURCE = 'self-test';

/** The endpoint of self-tests: a name that never resolves either. */
export const SELF_TEST_ENDPOINT = 'https://self-test.invalid/';

/** Where self-tests stand once they are over: no page and no list of the API reads it. */
export const SELF_TESTS_LIST = 'self-tests';

/** The sources of our own: nobody gets a webhook URL of one, and none is capped. */
export const TEST_SOURCES: readonly string[] = [TEST_ALERT_SOURCE, SELF_TEST_SOURCE];

type Sources = { sources: Readonly<Record<string, number>> };

const isOnlyOf = ({ sources }: Sources, source: string): boolean =>
  Object.keys(sources).length === 1 && Object.hasOwn(sources, source);

/** Whether an incident is a self-test, which people neither hear of nor see. */
export const isSelfTest = (incident: Sources): boolean => isOnlyOf(incident, SELF_TEST_SOURCE);

/** Whether an incident is a test, of either kind: if any other source has posted too, it is not. */
export const isTestAlert = (incident: Sources): boolean =>
  isOnlyOf(incident, TEST_ALERT_SOURCE) || isSelfTest(incident);

/** Where a test stands once it is over. */
export const listOfTests = (incident: Sources): string =>
  isSelfTest(incident) ? SELF_TESTS_LIST : TESTS_LIST;
