import type { Cover } from '../../domain/oncall/cover.ts';
import { periodOfCover } from '../../domain/oncall/cover.ts';
import { isPast } from '../../domain/oncall/covers-kept.ts';
import { CoverForm, EndForm, TakeOverForm } from '../components/cover-forms.tsx';
import { type Message, Note } from '../components/note.tsx';
import { Page } from '../components/page.tsx';
import { CoverLine, ShiftList } from '../components/shift-list.tsx';
import { coverSentence } from '../view/cover-words.ts';
import { dutiesNow, dutyWords, hasPeople } from '../view/duty-words.ts';
import type { Typed } from '../view/typed.ts';
import type { View } from '../view/view.ts';

export type DutyProps = {
  view: View;
  /** The name that this browser remembers. */
  actor: string;
  /** What came of a request, or what is wrong with one; then `typed` is what was typed. */
  message?: Message;
  typed?: Typed;
};

const DAY_MS = 86_400_000;
const SHOWN_MS = 28 * DAY_MS;
const PAST_SHOWN = 20;

/** Who is on duty now and in the next four weeks, and what changes it. */
export const DutyPage = (props: DutyProps) =>
  hasPeople(props.view) ? <Duty {...props} /> : <NoPeople {...props} />;

const NoPeople = ({ view }: DutyProps) => (
  <Page title="On duty" view={view} tab="none">
    <h1>Nobody takes turns here</h1>
    <p class="lead">Each alert goes to the fixed subscribers of its level, day and night.</p>
    <p>
      To have people take turns, list them under <code>people</code> in <code>oncall.yml</code>, give a level
      a <code>rotation</code>, and deploy.
    </p>
  </Page>
);

const Duty = (props: DutyProps) => {
  const { view, message } = props;
  const now = dutiesNow(view);
  const [first] = now;
  const open = view.oncall.covers
    .filter((cover) => !isPast(cover, view.now))
    .toSorted((a, b) => periodOfCover(a).from - periodOfCover(b).from);
  return (
    <Page title="On duty" view={view} tab="duty">
      <h1>
        {first ? `On duty: ${dutyWords({ ...first, until: undefined }, view)}` : 'On duty: nobody by name'}
      </h1>
      {message && <Note tone={message.tone}>{message.text}</Note>}
      <ul class="rows">
        {now.map((duty) => (
          <li>
            <span class="name">Level {duty.level}</span>
            <p>
              <bdi>{dutyWords(duty, view)}</bdi>
            </p>
          </li>
        ))}
      </ul>
      <TakeOverForm {...props} />
      <Covers {...props} covers={open} />
      <section aria-labelledby="weeks">
        <h2 id="weeks">The next four weeks</h2>
        {view.oncall.duties.map(({ rotation, people }, index) =>
          rotation || people.length > 0 ? (
            <>
              <h3>Level {index + 1}</h3>
              <ShiftList level={index + 1} from={view.now} to={view.now + SHOWN_MS} view={view} />
            </>
          ) : null,
        )}
        <p>
          <a href="/console/access#calendars">Have them in a calendar on your phone</a>
        </p>
      </section>
      <CoverForm {...props} />
      <Past {...props} />
    </Page>
  );
};

const Covers = ({ covers, view, actor }: DutyProps & { covers: readonly Cover[] }) => (
  <section aria-labelledby="covers">
    <h2 id="covers">Covers</h2>
    {covers.length === 0 ? (
      <p>None: everybody takes their own turns.</p>
    ) : (
      <ul class="rows">
        {covers.map((cover) => (
          <li id={cover.id}>
            <div>
              <CoverLine cover={cover} view={view} />
            </div>
            <EndForm id={cover.id} has={coverSentence(cover, view)} actor={actor} />
          </li>
        ))}
      </ul>
    )}
  </section>
);

const Past = ({ view }: DutyProps) => {
  const past = view.oncall.covers
    .filter((cover) => isPast(cover, view.now))
    .toSorted((a, b) => periodOfCover(b).to - periodOfCover(a).to)
    .slice(0, PAST_SHOWN);
  return past.length === 0 ? null : (
    <details>
      <summary>Earlier covers</summary>
      <ul class="rows">
        {past.map((cover) => (
          <li>
            <div>
              <CoverLine cover={cover} view={view} />
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
};
