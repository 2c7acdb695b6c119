import { change, type Mutant } from './mutant.ts';

const TOKENS = 'tests/integration/console/tokens.test.ts';
const SIGN_IN = 'tests/integration/console/sign-in.test.ts';
const CODE = 'tests/integration/console/sign-in-code.test.ts';
const SIGN_IN_CODE = 'lib/domain/security/sign-in-code.ts';
const TURN = 'tests/integration/turn.test.ts';
const STRANGE = 'tests/robustness/strange-requests.test.ts';
const API_TOKEN = 'lib/domain/security/api-token.ts';

/** Who gets in, who is kept out, and what a stranger can break. */
export const ACCESS: readonly Mutant[] = [
  {
    name: 'an API token that works after its end',
    changes: [
      change(
        API_TOKEN,
        'endedAt === undefined && now.getTime() < Date.parse(until)',
        '(endedAt ?? until) !== undefined && now.getTime() < Date.parse(until)',
      ),
    ],
    by: TOKENS,
  },
  {
    name: 'an API token whose secret is not checked',
    changes: [
      change(API_TOKEN, 'isSameSecret(hashOf(secret), token.hash)', 'isSameSecret(token.hash, token.hash)'),
    ],
    by: TOKENS,
  },
  {
    name: 'a program acts under the name that it calls itself',
    changes: [
      change(
        'lib/console/request/actor.ts',
        'return program === undefined ? typed : programName(program, typed);',
        'return program === undefined ? typed : typed || programName(program, typed);',
      ),
    ],
    by: TOKENS,
  },
  {
    name: 'a new API token that is announced at once or never',
    changes: [change('handlers/sweep.ts', '  await announceTokens(run, randomUUID());\n', '')],
    by: TOKENS,
  },
  {
    name: 'recording the use of an API token that recreates it',
    changes: [
      change(
        'lib/adapters/dynamodb/api-tokens.ts',
        'attribute_exists(#name) AND (',
        'attribute_not_exists(#name) OR (',
      ),
    ],
    by: TOKENS,
  },
  {
    name: 'a publisher that gives way to nobody',
    changes: [
      change(
        'lib/adapters/dynamodb/publisher-lease.ts',
        `condition: \`\${isMine} AND \${nobodyElseWaits}\``,
        'condition: isMine',
      ),
    ],
    by: TURN,
  },
  {
    name: 'a lent lease that is not given back',
    changes: [
      change(
        'lib/use-cases/alerting/publisher.ts',
        'lease.lentTo === holder ? lease.lentFrom : undefined',
        'lease.lentTo === undefined ? lease.lentFrom : undefined',
      ),
    ],
    by: TURN,
  },
  {
    name: 'a sign-in email that is counted although SNS refused it',
    changes: [
      change(
        'lib/use-cases/security/sign-in-link.ts',
        'isRefusal(error) ? before : perhapsMailed(before, after, network)',
        'isRefusal(error) ? after : perhapsMailed(before, after, network)',
      ),
    ],
    by: SIGN_IN,
  },
  {
    name: 'an email for everybody who asks',
    changes: [
      change(
        'lib/use-cases/security/sign-in-link.ts',
        'if (!mayMail(before, network, at)) return undefined;',
        '',
      ),
    ],
    by: SIGN_IN,
  },
  {
    name: 'a link that works in a browser that did not ask',
    changes: [
      change(
        'lib/adapters/dynamodb/sessions.ts',
        "browser ? '' : ' AND attribute_exists(isForAll)'",
        "browser ? '' : ''",
      ),
    ],
    by: SIGN_IN,
  },
  {
    name: 'a code to sign in that may be guessed for ever',
    changes: [change(SIGN_IN_CODE, 'MOST_GUESSES = 5;', 'MOST_GUESSES = 5000;')],
    by: CODE,
  },
  {
    name: 'a code to sign in at which nobody looks',
    changes: [change(SIGN_IN_CODE, 'isSameSecret(code, signInCode(secret, of))', 'isSameSecret(code, code)')],
    by: CODE,
  },
  {
    name: 'a test alert that stays open',
    changes: [
      change(
        'lib/domain/incidents/ended-by-time.ts',
        "if (isTestAlert(incident)) return testIsOver(incident, now) ? 'tested' : undefined;",
        'if (isTestAlert(incident) && testIsOver(incident, now)) return undefined;',
      ),
    ],
    by: 'tests/unit/domain/incidents/test-alert.test.ts',
  },
  {
    name: 'a form that is not parsed at the entrance',
    changes: [change('lib/console/app.tsx', '  app.use(readableFormsOnly);\n', '')],
    by: STRANGE,
  },
];
