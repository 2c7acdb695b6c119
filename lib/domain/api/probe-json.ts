import * as z from 'zod';
import { Instant, instantIn } from '../oncall/instant.ts';
import { Answer, Certificate, Probe } from '../probing/probe.ts';
import { shownText } from '../security/shown-text.ts';
import { given, present } from './present.ts';

/** A probe as programs get it: its times by the team's clock. */
export const ProbeJson = Probe.extend({
  at: Instant,
  certificate: Certificate.extend({
    validFrom: Instant.optional(),
    validTo: Instant.optional(),
    chainEnd: z.object({ subject: z.string().max(256), validTo: Instant }).optional(),
  }).optional(),
  answer: Answer.extend({ serverTime: Instant.optional() }).optional(),
});
export type ProbeJson = z.infer<typeof ProbeJson>;

/** A probe holds texts of whoever answered it. */
export const probeJson = ({ certificate, answer, ...probe }: Probe, timeZone: string): ProbeJson => {
  const at = (time: string): string => instantIn(time, timeZone);
  return present({
    ...probe,
    at: at(probe.at),
    certificate: given(certificate, (known) =>
      present({
        ...known,
        validFrom: given(known.validFrom, at),
        validTo: given(known.validTo, at),
        chainEnd: given(known.chainEnd, (end) => ({ ...end, validTo: at(end.validTo) })),
      }),
    ),
    answer: given(answer, (known) =>
      present({
        ...known,
        serverTime: given(known.serverTime, at),
        redirectsTo: given(known.redirectsTo, (text) => shownText(text)),
      }),
    ),
  });
};
