import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { sourceFiles } from './sources.ts';

/*
 * The private words that the code once spoke, and the field's words that took their place (docs/glossary.md). Verbs that English
 * cannot do without (take, mark, check, round, step, by) are not among them.
 */

/** As a part of a name: `owed` in `isOwed`, `owedSince`, `OWED_MS`. */
const PARTS = new Set(
  'owed unopened blame misfit shelf shelve eye fold folded drill lapsed lapses happening untold'.split(' '),
);
/** As a whole name. */
const NAMES = new Set(
  [
    'Told ToldByChannel toldAfter toldAt isTold recordTold isQuiet isHeld freeSince roundOf Telling Kind ActChange Act ActKind ActEntry',
    'lookOf unwatch watchedByName Warning recoveryOf patienceFor Recovery fetchAgain',
    'asPublisher withSmsAllowance Bucket Work setUp workWithin Clock sideBySide isOwnFault shownEndpoint withoutUrlSecrets',
    'withoutTokens loggable secretOfToken checkLink linkTo Posted readPosted Delivered openHook notKept Oncall',
    'OncallAtRuntime describeEndpoint Fault Watched Span TroublePage watchedAt',
  ].flatMap((line) => line.split(' ')),
);

/** Names that mean something else where they stand. */
const ELSEWHERE: Readonly<Record<string, RegExp>> = {
  Fault: /^(?:local\/|tests\/(?:doctor|e2e|integration|robustness|simulation)\/)/, // a fault that a test or npm start plants
  Clock: /^(?:lib\/console\/|lib\/messages\/sections\/|tests\/|bench\/|local\/)/, // a component that shows a time; a clock of tests
  Delivered: /integrations?|delivered-states/, // what an integration was last told about an incident
  Posted: /^(?:local\/|tests\/)/, // what a stand-in was posted
  Bucket: /^cli\/changes\//, // of S3
  Recovery: /^tests\/integration\/recovery\//, // the example of a recovery function
  Act: /^tests\/integration\/local\//, // a link to /act
  Kind: /^(?:tests\/simulation\/world|bench\/cold)\//, // of a figure that is collected
  Watched: /^(?:lib\/adapters\/dynamodb\/week-endpoints|tests\/integration\/template\/)/, // a CloudFormation schema; a stored item
  Oncall: /^tests\/unit\/deploy\//, // oncall.yml as a test writes it
  Warning: /(?:^|\/)deploy\//, // of the deploy, in a terminal
};
/** Likewise for parts. */
const PARTS_ELSEWHERE: Readonly<Record<string, RegExp>> = {
  folded: /^tests\/(?:robustness|unit\/adapters\/probe)\//, // HTTP's own word for a header on two lines
  happening: /^tests\/simulation\/quarter\//, // what its script has happen, and when
  lapsed: /^tests\/architecture\/determinism/, // time that has passed
};

const IDENTIFIER = /[A-Za-z_$][\w$]*/g;
const wordsOf = (name: string): string[] =>
  (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((part) => part.toLowerCase());

/** Names in code, stored names among them; what comments and sentences say is English. */
const namesIn = (text: string): string[] =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ' ')
    .replaceAll(/'[^'\n]*\s[^'\n]*'|"[^"\n]*\s[^"\n]*"|`[^`$]*`/g, ' ')
    .match(IDENTIFIER) ?? [];

const isPrivate = (path: string, name: string): boolean =>
  (NAMES.has(name) && !ELSEWHERE[name]?.test(path)) ||
  wordsOf(name).some((part) => PARTS.has(part) && !PARTS_ELSEWHERE[part]?.test(path));

const FOLDERS = ['lib', 'handlers', 'local', 'cli', 'deploy', 'tools', 'tests', 'bench'];
const files = sourceFiles(...FOLDERS).filter(({ path }) => !path.startsWith('tests/architecture/words'));

test('no name is a private word that was given up', () => {
  const found = files
    .filter(({ path }) => !path.endsWith('x'))
    .flatMap(({ path, text }) =>
      [...new Set(namesIn(text))].filter((name) => isPrivate(path, name)).map((name) => `${path}: ${name}`),
    );
  expect(found).toEqual([]);
});

/** Attributes, indexes, tables and metrics that are stored or counted under another name now. */
const STORED =
  /\b(?:RefusedToken|PreviousSecret|NotKept|FoldFailed|MisfitIncident|UnreachedSubscriber|MostUntested|OldestOwedAge|watchedAt|gapMinutes|goodMs|shelf)\b/;

describe('no template, document of the API or alarm', () => {
  test.each(['serverless.yml', 'deploy/alarms.yml', 'deploy/queries.yml', 'docs/openapi.json'])(
    'has a stored name that was given up: %s',
    (path) => {
      const text = readFileSync(join(__dirname, '../..', path), 'utf8');
      expect(text.split('\n').filter((line) => STORED.test(line))).toEqual([]);
    },
  );
});
