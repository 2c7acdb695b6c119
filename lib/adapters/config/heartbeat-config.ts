import * as z from 'zod';
import { JsonText } from '../../domain/intake/json-text.ts';
import { Heartbeat } from '../../domain/oncall/heartbeat.ts';
import { environment } from './environment.ts';

const HeartbeatEnvironment = z.object({
  HEARTBEAT: z.union([z.literal('').transform(() => undefined), JsonText.pipe(Heartbeat)]).optional(),
});

/** The heartbeat that the sweep sends; nothing if `oncall.yml` has none. */
export const heartbeatConfig = (): Heartbeat | undefined => environment(HeartbeatEnvironment).HEARTBEAT;
