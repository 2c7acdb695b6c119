import { type Item, toItem } from './store.ts';

/** The key under which the table `endpoints` holds the monitor of an endpoint, beside its days and its silence. */
export const monitorKey = (endpointKey: string): Item => toItem({ endpointKey, item: 'state' });
