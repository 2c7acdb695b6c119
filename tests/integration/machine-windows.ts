import { CustomNotification } from '../../lib/messages/formats/chat.ts';
import { MachineAlert } from '../../lib/messages/formats/machine-json.ts';
import type { Delivery } from '../../local/sns/deliveries.ts';

/** The windows that a machine holds after what it was sent, by incident. */
export const windowsOf = (protocol: string, delivered: readonly Delivery[]): Map<string, string> => {
  const bodies = delivered
    .filter((one) => one.protocol === protocol)
    .map(({ body }): unknown => JSON.parse(body));
  if (protocol === 'https')
    return new Map(
      bodies.flatMap((body) => {
        const { additionalContext = {} } = CustomNotification.parse(body).metadata ?? {};
        const { dedupKey, backfill } = additionalContext;
        return dedupKey !== undefined && backfill !== undefined
          ? [[dedupKey, backfill] as const]
          : Object.entries(additionalContext).filter(([, value]) => /Z\/.*Z (?:un)?proven$/.test(value));
      }),
    );
  return new Map(
    bodies.flatMap((body) => {
      const alert = MachineAlert.parse(body);
      const members = alert.kind === 'digest' ? alert.incidents : [alert];
      return members.flatMap(({ dedupKey, state, backfill }) => {
        if (state !== 'resolved' || !backfill) return [];
        const [from, to] = [backfill.from, backfill.to].map((at) => new Date(at).toISOString());
        return [[dedupKey, `${from}/${to} ${backfill.isEndProven ? 'proven' : 'unproven'}`] as const];
      });
    }),
  );
};
