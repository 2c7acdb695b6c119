/** The source whose notifications are drills: they go the whole way, to every level at once, marked as a test. */
export const DRILL_SOURCE = 'drill';

/** Where a drill says that a webhook failed: a name that never resolves. https://www.rfc-editor.org/rfc/rfc2606#section-2 */
export const DRILL_ENDPOINT = 'https://drill.invalid/';

/** An endpoint for which anybody else posted too is no drill. */
export const isDrill = ({ sources }: { sources: Readonly<Record<string, number>> }): boolean =>
  Object.keys(sources).length === 1 && Object.hasOwn(sources, DRILL_SOURCE);
