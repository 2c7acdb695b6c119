/** The source whose notifications are test alerts: they take the whole way, to every level at once, marked TEST. */
export const TEST_ALERT_SOURCE = 'test-alert';

/** The endpoint of test alerts: a name that never resolves. https://www.rfc-editor.org/rfc/rfc2606#section-2 */
export const TEST_ALERT_ENDPOINT = 'https://test-alert.invalid/';

/** The list on which tests stand once they are over, apart from what failed: no month counts them. */
export const TESTS_LIST = 'tests';

/** Whether an incident is a test alert: if any other source has posted too, it is not. */
export const isTestAlert = ({ sources }: { sources: Readonly<Record<string, number>> }): boolean =>
  Object.keys(sources).length === 1 && Object.hasOwn(sources, TEST_ALERT_SOURCE);
