import { type Item, toItem } from './store.ts';

/** Under which key the table `endpoints` holds what is known of an endpoint, beside its days and its silence. */
export const monitorKey = (endpointKey: string): Item => toItem({ endpointKey, item: 'state' });
