import type { MissingSubscribers } from '../../domain/oncall/missing-subscribers.ts';
import { Note } from './note.tsx';

const people = (count: number): string => (count === 1 ? 'One contact' : `${count} contacts`);

/** Says that somebody in oncall.yml would hear nothing, of alerts or of alarms about the stack. */
export const MissingContacts = ({ missing }: { missing: MissingSubscribers | undefined }) => (
  <>
    {missing !== undefined && missing.alerts > 0 && (
      <Note tone="bad">
        {people(missing.alerts)} in oncall.yml would get no alerts: never confirmed, unsubscribed, or gone.
        See the subscriptions of the alerts topic in SNS.
      </Note>
    )}
    {missing !== undefined && missing.alarms > 0 && (
      <Note tone="bad">
        {people(missing.alarms)} under alarms in oncall.yml would not hear of trouble in this stack itself.
        See the subscriptions of the alarms topic in SNS.
      </Note>
    )}
  </>
);
