const DAY_MS = 86_400_000;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Sara's turn began two days ago, and lasts for a week. */
const BEGAN = new Date(Date.now() - 2 * DAY_MS);

/** The lines of `oncall.yml`: people who take turns, and a fixed subscriber beside them. */
export const TEAM = `people:
  sara: { email: sara@restaurant.test, sms: "\${env:ONCALL_PHONE}" }
  omar: { email: omar@restaurant.test, sms: "+966512345679", language: ar }
levels:
  - rotation:
      people: [sara, omar]
      every: week
      on: ${WEEKDAYS[BEGAN.getUTCDay()]}
      at: "09:00"
      from: ${BEGAN.toISOString().slice(0, 10)}
    subscribers:
      - email: oncall@restaurant.test
`;

/** All that SNS is to have subscribed. */
export const SUBSCRIBED = [
  'email omar@restaurant.test',
  'email oncall@restaurant.test',
  'email sara@restaurant.test',
  'lambda flavours-error-webhook-dev-integrate',
  'lambda flavours-error-webhook-dev-selftest',
  'sms +966512345678',
  'sms +966512345679',
];

/** Whom an alert reaches now, and who sleeps. */
export const REACHED = ['email oncall@restaurant.test', 'email sara@restaurant.test', 'sms +966512345678'];
