import type { Finding } from '../domain/doctor/finding.ts';
import { paragraphs } from './text/layout.ts';

type Report = { subject: string; short: string; email: string };

/** SNS takes 100 characters, and an SMS on the alarms topic should be one segment. */
const SHORT_LENGTH = 140;

/** What doctor found since yesterday, as mail and as SMS. In English, as the alarms of the stack are: it is for who runs it. */
export const doctorMail = (
  news: readonly Finding[],
  all: readonly Finding[],
  { stage, region }: { stage: string; region: string },
): Report => {
  const count = `${news.length} new ${news.length === 1 ? 'finding' : 'findings'}`;
  const subject = `Doctor: ${count} (${stage})`;
  const older = all.length - news.length;
  const email = paragraphs(
    [`Doctor looked at the stack ${stage} in ${region}, and found what it had not found before.`],
    ...news.map(({ severity, what, why, mend }) => [
      `${severity.toUpperCase()}: ${what}`,
      why,
      `Mend: ${mend}`,
    ]),
    [
      ...(older > 0
        ? [`${older} more ${older === 1 ? 'finding is' : 'findings are'} known from before.`]
        : []),
      `All of them: npm run doctor -- --stage ${stage} --region ${region}`,
    ],
  );
  const short = `${subject}. ${news[0]?.what ?? ''}`.slice(0, SHORT_LENGTH);
  return { subject, short, email };
};
