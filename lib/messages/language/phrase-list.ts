import { adviceFor } from '../../domain/diagnosis/advice.ts';
import { Cause } from '../../domain/diagnosis/cause-names.ts';
import * as counted from './counted.ts';
import { CAUSES } from './phrases/causes.ts';
import * as digest from './phrases/digests.ts';
import * as duty from './phrases/duty.ts';
import * as endings from './phrases/endings.ts';
import * as mail from './phrases/mail.ts';
import * as names from './phrases/names.ts';
import { NEXT } from './phrases/next.ts';
import * as other from './phrases/other-mails.ts';
import type { Phrase } from './phrases/phrase.ts';
import * as report from './phrases/reports.ts';
import { STEP_PHRASES, STEPS } from './phrases/steps.ts';
import { KNOWN, VERDICTS } from './phrases/verdicts.ts';

type Pair = readonly [english: string, arabic: string];

const pairsOf = (phrases: Readonly<Record<string, Phrase>>): Pair[] =>
  Object.values(phrases).map(({ en, ar }) => [en, ar]);

const nouns: Pair[] = [counted.MINUTES, counted.HOURS, counted.DAYS].map(
  ({ one, two, few, many, other: hundred }) => [
    'one, two, 3, 11, 100',
    `${one}، ${two}، 3 ${few}، 11 ${many}، 100 ${hundred}`,
  ],
);

const PARTS: readonly (readonly [title: string, pairs: Pair[]])[] = [
  ['Names', [names.SEVERITIES, names.FAMILIES, names.OTHER_NAMES].flatMap(pairsOf)],
  ['Headings and links', [mail.HEADINGS, mail.LINKS].flatMap(pairsOf)],
  [
    'What fails, why it is said again, and what it cost',
    [mail.HEADLINES, mail.NEWS, mail.IMPACT].flatMap(pairsOf),
  ],
  ['Causes', Cause.options.map((cause) => [adviceFor(cause, undefined).fact, CAUSES[cause]])],
  ['How the cause is known, and what our own probe says', [KNOWN, VERDICTS].flatMap(pairsOf)],
  ['What to do', [...Object.entries(STEPS), ...pairsOf(STEP_PHRASES)]],
  ['What comes next', pairsOf(NEXT)],
  ['What people did', pairsOf(mail.ACTIONS)],
  [
    'How it ended, and what to fetch again',
    [endings.ENDINGS, endings.FETCH, endings.FROM, endings.TO, endings.WINDOW].flatMap(pairsOf),
  ],
  ['Facts', [mail.FACTS, mail.FLOOD].flatMap(pairsOf)],
  ['Many at once', [digest.DIGEST, digest.GROUPS, digest.MEMBERS, digest.STATES].flatMap(pairsOf)],
  ['Other mails', [other.TEST_ALERT, other.WARNINGS, other.SIGN_IN, other.API_TOKEN].flatMap(pairsOf)],
  [
    'The weekly report',
    [report.REPORT_HEADINGS, report.REPORT, report.REPORT_LINES, report.IMPROVEMENTS].flatMap(pairsOf),
  ],
  ['Who is on duty', [duty.DUTY, duty.HANDOVER, duty.STANDING].flatMap(pairsOf)],
  ['Numbers and times', nouns],
];

const cell = (text: string): string => text.replaceAll('|', '\\|').trim();

/** All phrases beside each other, as docs/arabic-phrases.md has them for a native reader. */
export const arabicPhrases = (): string =>
  `${[
    '# Arabic phrases',
    '',
    'All that mails say in Arabic, beside its English, for a native reader to check. Made by `node --import tsx tools/generate/arabic-phrases.ts` from `lib/messages/language/`: mend a phrase there, not here. What stands in braces is filled in; where it is no Arabic word and no number it is isolated, so that it turns nothing around it. Commands, links and what Flavours posted stay as they are.',
    ...PARTS.flatMap(([title, pairs]) => [
      '',
      `## ${title}`,
      '',
      '| English | Arabic |',
      '|---|---|',
      ...pairs.map(([english, arabic]) => `| ${cell(english)} | ${cell(arabic)} |`),
    ]),
  ].join('\n')}\n`;
