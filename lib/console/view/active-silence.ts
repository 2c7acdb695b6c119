import type { Incident } from '../../domain/incidents/incident.ts';
import { isSilenced, type Silence } from '../../domain/incidents/silence.ts';
import type { View } from './view.ts';

/** The silence that applies to an incident at this moment, if there is one. */
export const silenceNow = (
  silence: Silence | undefined,
  incident: Incident,
  { now }: View,
): Silence | undefined => (isSilenced(silence, incident, new Date(now)) ? silence : undefined);
