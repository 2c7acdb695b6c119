import type { Incident } from '../../domain/incidents/incident.ts';
import { isSilenced, type Silence } from '../../domain/incidents/silence.ts';
import type { View } from './view.ts';

/** The silence that keeps an incident quiet at this moment, if one does. */
export const silenceNow = (
  silence: Silence | undefined,
  incident: Incident,
  { now }: View,
): Silence | undefined => (isSilenced(silence, incident, new Date(now)) ? silence : undefined);
