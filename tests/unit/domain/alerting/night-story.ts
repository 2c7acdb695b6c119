import { dueAlerts } from '../../../../lib/domain/alerting/due-alerts.ts';
import { isSettled, markSent } from '../../../../lib/domain/alerting/mark-sent.ts';
import { IncidentAction } from '../../../../lib/domain/incidents/action.ts';
import { applyAction } from '../../../../lib/domain/incidents/apply-action.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import type { Channel } from '../../../../lib/domain/incidents/last-sent.ts';
import type { Silence } from '../../../../lib/domain/incidents/silence.ts';
import { transition } from '../../../../lib/domain/incidents/transition.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { at, notification, opened } from '../../examples.ts';

/** A story of one incident: each step is done at a time of the night, and what is due then is sent if it is asked for. */
export class Story {
  incident: Incident;
  silence: Silence | undefined;
  readonly oncall: RuntimeOncallConfig;

  constructor(settings: Record<string, unknown> = {}, incident = opened()) {
    this.oncall = RuntimeOncallConfig.parse({ escalationMinutes: [15, 30], ...settings });
    this.incident = incident;
  }

  act(action: Record<string, unknown>, time: string, actor = 'Sara'): this {
    const { change } = applyAction(
      this.incident,
      this.silence,
      IncidentAction.parse(action),
      actor,
      at(time),
      30,
    );
    this.incident = change?.incident ?? this.incident;
    this.silence = change?.silence ?? this.silence;
    return this;
  }

  notified(time: string, count = 1, code = 503): this {
    const one = notification({ code, receivedAt: at(time).toISOString() });
    for (let more = 0; more < count; more++)
      this.incident = transition(this.incident, { kind: 'notified', notifications: [one] }, at(time));
    return this;
  }

  clock(time: string): this {
    this.incident = transition(this.incident, { kind: 'clock' }, at(time));
    return this;
  }

  due(time: string): string[] {
    const now = dueAlerts(this.incident, this.silence, this.oncall, at(time));
    return Object.entries(now).map(([channel, { kind, level }]) => `${channel} ${kind} ${level}`);
  }

  /** What was due, once it is sent. */
  sendAlert(time: string, channels: Channel[] = ['email', 'sms']): string[] {
    const before = this.due(time);
    const due = dueAlerts(this.incident, this.silence, this.oncall, at(time));
    this.incident = { ...this.incident, lastSent: markSent(this.incident, due, channels, at(time)) };
    return before;
  }

  isSettled(time: string): boolean {
    return isSettled(this.incident, this.silence, this.oncall, at(time));
  }
}

export const OPENED = ['email opened 1', 'sms opened 1'];
export const acknowledge = { kind: 'acknowledge' };
export const silence = (until: string) => ({ kind: 'silence', until, reason: 'known' });
