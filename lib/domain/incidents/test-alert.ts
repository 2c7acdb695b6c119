/** The source whose notifications are test alerts: they go the whole way, to every level at once, marked as a test. */
export const TEST_ALERT_SOURCE = 'test-alert';

/** Where a test alert says that a webhook failed: a name that never resolves. https://www.rfc-editor.org/rfc/rfc2606#section-2 */
export const TEST_ALERT_ENDPOINT = 'https://test-alert.invalid/';

/** The list on which tests stand once they are over, apart from what failed: no month counts them. */
export const TESTS_LIST = 'tests';

/** An endpoint for which anybody else posted too is no test alert. */
export const isTestAlert = ({ sources }: { sources: Readonly<Record<string, number>> }): boolean =>
  Object.keys(sources).length === 1 && Object.hasOwn(sources, TEST_ALERT_SOURCE);
