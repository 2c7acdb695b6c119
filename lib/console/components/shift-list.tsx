import { type Cover, periodOfCover } from '../../domain/oncall/cover.ts';
import { type Shift, shiftsBetween } from '../../domain/oncall/shifts.ts';
import { coveredName, personName } from '../view/cover-words.ts';
import { peopleWords } from '../view/duty-words.ts';
import { shownText } from '../view/labels.ts';
import type { View } from '../view/view.ts';
import { Clock } from './timestamp.tsx';

const isoOf = (at: number): string => new Date(at).toISOString();

/** From when to when, of what may go on beyond either end. */
export const Period = ({
  from,
  to,
  view,
}: {
  from: number | undefined;
  to: number | undefined;
  view: View;
}) => {
  const [begins, ends] = [from, to].map((at) => at !== undefined && <Clock at={isoOf(at)} view={view} />);
  if (from === undefined && to === undefined) return <>from now on</>;
  if (from === undefined) return <>until {ends}</>;
  return to === undefined ? (
    <>from {begins} on</>
  ) : (
    <>
      {begins} to {ends}
    </>
  );
};

/** By which cover: for whom, why, and who decided. */
const Reason = ({ cover, view }: { cover: Cover; view: View }) => (
  <p>
    <small>
      {personName(cover.by, view)} covers {coveredName(cover.covered, view)}:{' '}
      <bdi>{shownText(cover.reason)}</bdi>, recorded by <bdi>{shownText(cover.createdBy)}</bdi>
    </small>
  </p>
);

/** Who is on duty at a level from `from` to `to` (ms), one line a shift. */
export const ShiftList = ({
  level,
  from,
  to,
  view,
}: {
  level: number;
  from: number;
  to: number;
  view: View;
}) => (
  <ol class="line" aria-label={`Level ${level}`}>
    {shiftsBetween(view.oncall, level, from, to).map((shift: Shift) => (
      <li>
        <span class="when">
          <Period
            from={shift.from === from ? undefined : shift.from}
            to={shift.to === to ? undefined : shift.to}
            view={view}
          />
        </span>
        <div>
          <p>
            <strong>
              <bdi>{peopleWords(shift.people, view)}</bdi>
            </strong>
          </p>
          {shift.covers.map((cover) => (
            <Reason cover={cover} view={view} />
          ))}
        </div>
      </li>
    ))}
  </ol>
);

/** A cover as a line of a list. */
export const CoverLine = ({ cover, view }: { cover: Cover; view: View }) => {
  const { from, to } = periodOfCover(cover);
  const isCancelled = to <= from;
  return (
    <>
      <p class="name">
        {personName(cover.by, view)} covers {coveredName(cover.covered, view)}
      </p>
      <p>
        <small>
          <Period from={from} to={isCancelled ? Date.parse(cover.to) : to} view={view} />:{' '}
          <bdi>{shownText(cover.reason)}</bdi>, recorded by <bdi>{shownText(cover.createdBy)}</bdi>{' '}
          <Clock at={cover.createdAt} view={view} />
          {cover.endedAt !== undefined && (
            <>
              ; {isCancelled ? 'cancelled' : 'ended early'} by <bdi>{shownText(cover.endedBy ?? '')}</bdi>{' '}
              <Clock at={cover.endedAt} view={view} />
            </>
          )}
        </small>
      </p>
    </>
  );
};
