import { shownEndpoint, withoutUrlSecrets } from '../endpoints/redact-url.ts';
import { isUnreadable, type Notification } from './notification.ts';

/** A notification as the log may hold it where no table could: all of it but what URLs hide. */
export const loggable = (notification: Notification): Notification => {
  if (isUnreadable(notification)) return { ...notification, raw: withoutUrlSecrets(notification.raw) };
  const { endpoint, message, raw } = notification;
  const shown = shownEndpoint(endpoint);
  // A URL may hold spaces and quotes, after which no pattern knows that it goes on; here it is known to the end.
  const hidden = (text: string) =>
    withoutUrlSecrets(
      text.replaceAll(endpoint, shown).replaceAll(JSON.stringify(endpoint).slice(1, -1), shown),
    );
  return {
    ...notification,
    endpoint: shown,
    ...(message !== undefined && { message: hidden(message) }),
    ...(raw !== undefined && { raw: hidden(raw) }),
  };
};
