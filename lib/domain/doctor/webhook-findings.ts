import { awsCommand, type DeployedStack, deployCommand } from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';

/** A request to our own address: its status, or why there was none. */
export type Answered = { status: number } | { failure: string };

const said = (answer: Answered): string =>
  'status' in answer ? `is answered with ${answer.status}` : `fails: ${answer.failure}`;

/** What the webhook must answer to a GET, and to a notification with a token that we never gave. */
export const webhookFindings = (
  stack: DeployedStack,
  url: string,
  { get, wrongToken }: { get: Answered; wrongToken: Answered },
): Finding[] => {
  const expected = [
    { what: 'A GET', answer: get, status: 405, request: `curl -si ${url}` },
    {
      what: 'A notification with a wrong token',
      answer: wrongToken,
      status: 404,
      request: `curl -si -X POST -d '{}' ${url}`,
    },
  ];
  return expected.flatMap(({ what, answer, status, request }) => {
    if ('status' in answer && answer.status === status) return [];
    // A 200 would mean that anybody may post; all else that Flavours is refused as well.
    return [
      finding('webhook', {
        subject: what,
        severity: 'critical',
        what: `${what} to the webhook ${said(answer)}; expected ${status}.`,
        mend: `${request}; ${awsCommand(stack, `logs tail /aws/lambda/${stack.name}-receive --since 1h`)}; ${deployCommand(stack)} puts back routes and permissions that were changed by hand`,
      }),
    ];
  });
};
