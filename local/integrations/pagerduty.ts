import * as z from 'zod';
import { parsedJson } from '../../lib/domain/intake/json-text.ts';
import { isJson, jsonAnswer, type Rules } from './stand-in.ts';

/*
 * PagerDuty's Events API v2 by its published schema, https://developer.pagerduty.com/docs/send-alert-event, with a state for
 * each key: an event for what is resolved opens another incident, which wakes somebody for nothing.
 */
const LIMIT_BYTES = 512 * 1024;

const link = z.strictObject({ href: z.url({ protocol: /^https?$/ }), text: z.string().optional() });
const Payload = z.strictObject({
  summary: z.string().min(1).max(1024),
  source: z.string().min(1),
  severity: z.enum(['critical', 'error', 'warning', 'info']),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  component: z.string().optional(),
  group: z.string().optional(),
  class: z.string().optional(),
  custom_details: z.record(z.string(), z.json()).optional(),
});
const Event = z.strictObject({
  routing_key: z.string().length(32),
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  dedup_key: z.string().min(1).max(255),
  payload: Payload,
  client: z.string().optional(),
  client_url: z.url().optional(),
  links: z.array(link).optional(),
});

export type PagerdutyState = 'triggered' | 'acknowledged' | 'resolved';

/** One service's incidents by key: every state each of them had, in order. */
export class PagerdutyService {
  readonly histories = new Map<string, PagerdutyState[]>();
  readonly #routingKey: string;

  constructor(routingKey: string) {
    this.#routingKey = routingKey;
  }

  readonly rules: Rules = (posting) => {
    if (posting.body.length > LIMIT_BYTES) return jsonAnswer(413, { status: 'event too large' });
    const event = Event.safeParse(parsedJson(posting.body.toString('utf8'))?.value);
    if (!isJson(posting) || !event.success)
      return invalid(
        event.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? ['no JSON'],
      );
    const { routing_key: routingKey, event_action: action, dedup_key: key } = event.data;
    if (routingKey !== this.#routingKey) return invalid(['Invalid routing key']);
    this.#apply(action, key);
    return jsonAnswer(202, { status: 'success', message: 'Event processed', dedup_key: key });
  };

  /** An acknowledgement or an end without an open incident is taken, and does nothing; nor does one trigger more. */
  #apply(action: 'trigger' | 'acknowledge' | 'resolve', key: string): void {
    const history = this.histories.get(key) ?? [];
    const state = history.at(-1) ?? 'resolved';
    const isOpen = state !== 'resolved';
    if (action === 'trigger' && !isOpen) history.push('triggered');
    if (action === 'acknowledge' && isOpen && state !== 'acknowledged') history.push('acknowledged');
    if (action === 'resolve' && isOpen) history.push('resolved');
    this.histories.set(key, history);
  }
}

const invalid = (errors: string[]) =>
  jsonAnswer(400, { status: 'invalid event', message: 'Event object is invalid', errors });
