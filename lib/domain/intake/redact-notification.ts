import { redactUrl } from '../endpoints/redact-url.ts';
import { redact } from '../security/redact.ts';
import { isUnreadable, type Notification } from './notification.ts';

/** A notification as people, programs and logs may see it: without its secrets. It is stored as posted. */
export const redactNotification = (notification: Notification): Notification => {
  if (isUnreadable(notification)) {
    const { problem, raw, mentionedUrl } = notification;
    return {
      ...notification,
      problem: redact(problem),
      raw: redact(raw),
      ...(mentionedUrl !== undefined && { mentionedUrl: redact(mentionedUrl) }),
    };
  }
  const { endpoint, message, raw } = notification;
  return {
    ...notification,
    endpoint: URL.canParse(endpoint) ? redactUrl(endpoint) : redact(endpoint),
    ...(message !== undefined && { message: redact(message, endpoint) }),
    ...(raw !== undefined && { raw: redact(raw, endpoint) }),
  };
};
