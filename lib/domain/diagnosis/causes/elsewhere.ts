import type { CauseDefinition } from './definition.ts';
import { SEE_FOR_YOURSELF } from './shared-steps.ts';

/** What does not lie with the endpoint, or is not known. */
export const ELSEWHERE = {
  // its proxy, its memory, its own certificate, its list of authorities
  sender: {
    curl: [5, 27, 58, 77, 97],
    area: 'unknown',
    isOfApplication: false,
    sentence: 'Flavours names a fault that is usually on the side of whoever sends, not on yours.',
    short: 'fault seems to be at Flavours',
    firstCheck: 'Does your endpoint answer? Then ask Flavours.',
    steps: ({ http }) => [
      { text: SEE_FOR_YOURSELF, ...http },
      { text: 'If it answers, send the facts below to the support of Flavours.' },
    ],
  },
  unreadable: {
    area: 'unknown',
    isOfApplication: false,
    sentence:
      'Something was posted to our error webhook that we could not read (why: see Facts). It may report a failing webhook.',
    short: 'may report a failing webhook',
    firstCheck: 'Read the raw text that was kept.',
    steps: () => [
      {
        text: 'Read the raw text that was kept: does it name a failing endpoint? Then look at that endpoint.',
      },
      {
        text: 'If Flavours has changed the form of its notifications, tell whoever maintains this receiver.',
      },
      {
        text: 'If it did not come from Flavours, the webhook URL has leaked: raise its version in oncall.yml.',
      },
    ],
  },
  flood: {
    area: 'unknown',
    isOfApplication: false,
    sentence:
      'Flavours names more failing endpoints of one source than that may have incidents for; the rest are grouped here. Something that they share has failed, or somebody who has the webhook URL makes them up.',
    short: 'too many endpoints at once',
    firstCheck: 'Are these endpoints yours?',
    steps: () => [
      { text: 'Are the endpoints that are listed yours? Look at the first few.' },
      {
        text: 'If they are: look for what they share, such as a gateway, a firewall, DNS or a certificate. Name the ones that matter in oncall.yml: those always have an incident of their own.',
      },
      {
        text: 'If they are not, the webhook URL has leaked: raise the version of this source in oncall.yml, deploy, and give Flavours the new URL.',
      },
    ],
  },
  unknown: {
    area: 'unknown',
    isOfApplication: false,
    sentence: 'Flavours gave no reason that we recognise. What it said stands under Facts.',
    fact: 'The reason is not known.',
    short: 'reason unknown',
    firstCheck: 'Does the endpoint answer?',
    steps: ({ http, names, certificate }) => [
      { text: SEE_FOR_YOURSELF, ...http },
      { text: 'If it does not: does DNS know the host?', ...names },
      { text: 'If it does: is the certificate valid?', ...certificate },
    ],
  },
} as const satisfies Record<string, CauseDefinition>;
