import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { verdictOf } from '../../../../lib/domain/incidents/verdict.ts';
import type { Probe } from '../../../../lib/domain/probing/probe.ts';
import { incident, probed } from '../../messages/fixtures.ts';

/** A probe that was refused with this code, before anything answered. */
export const failed = (code: string): Probe =>
  probed(0, { outcome: { kind: 'failed', stage: 'tcp', reason: 'refused', code }, answer: undefined });

/** The finding itself, and both forms of its words. */
export const found = (over: Partial<Incident>) => {
  const verdict = verdictOf(incident(over));
  return verdict && { finding: verdict.finding, sentence: verdict.sentence, short: verdict.short };
};
