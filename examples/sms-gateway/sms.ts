import * as z from 'zod';

const Kind = z.string();
const one = z.looseObject({
  kind: Kind,
  severity: z.string().optional(),
  state: z.string().optional(),
  name: z.string().optional(),
  endpoint: z.string().optional(),
  incidentId: z.string().optional(),
});
/** What is read of the machine form, version 1; all else may change. */
const Alert = one.extend({
  version: z.literal(1),
  incidents: z.array(one).optional(),
  onDuty: z.array(z.looseObject({ person: z.string() })).optional(),
});

/** What wakes people: that something began, that nobody has taken it, that it is over. Not reminders, and not what others do. */
const WAKING = new Set(['opened', 'escalated', 'resolved', 'test']);
/** One segment of GSM characters: https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
const LENGTH = 160;

/** An SMS, and who is on duty by their name in oncall.yml; nothing where nobody is to be woken. */
export type Sms = { text: string; persons: string[] };

/** The SMS of a message as a queue, a function or a signed webhook gets it. Throws if it is not the machine form. */
export const smsOf = (message: string): Sms | undefined => {
  const alert = Alert.parse(JSON.parse(message));
  const waking = (alert.incidents ?? [alert]).filter(
    ({ kind, severity }) => WAKING.has(kind) && (severity ?? 'critical') === 'critical',
  );
  const [first] = waking;
  if (!first) return undefined;
  const words = { opened: 'FAILS', escalated: 'NOT ACKNOWLEDGED', resolved: 'OVER', test: 'TEST' }[
    first.kind
  ];
  const what = first.name ?? first.endpoint ?? first.incidentId ?? 'a webhook';
  const more = waking.length > 1 ? `, and ${waking.length - 1} more` : '';
  return {
    text: `${words ?? first.kind}: ${what}${more}`.replace(/[^\x20-\x7e]/g, '?').slice(0, LENGTH),
    persons: (alert.onDuty ?? []).map(({ person }) => person),
  };
};
