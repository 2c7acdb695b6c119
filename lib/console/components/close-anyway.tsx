import type { Incident } from '../../domain/incidents/incident.ts';
import { warningBeforeClosing } from '../view/act-words.ts';
import type { View } from '../view/view.ts';
import { Note } from './note.tsx';

/** The field by which a form says that the warning was read. */
export const CLOSE_ANYWAY = 'anyway';

/** Before an incident is closed while our own probe fails: that it does, and that whoever presses the button knows. */
export const CloseAnyway = ({ incident, view }: { incident: Incident; view: View }) => {
  const warning = warningBeforeClosing(incident, view);
  return warning === undefined ? null : (
    <>
      <Note tone="bad">{warning}</Note>
      <input type="hidden" name={CLOSE_ANYWAY} value="yes" />
    </>
  );
};
