/*
 * What Lambda's own runtime is to a function: it loads the file, hands over one event after another, and gives back what
 * the handler answers, as JSON. Started by packaged-function.ts on the Node that Lambda has.
 */
const [, , file, functionName] = process.argv;

const send = (message) => process.send(message);
const contextFor = (remainingMs) => {
  const endsAt = Date.now() + remainingMs;
  return {
    functionName,
    awsRequestId: crypto.randomUUID(),
    getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()),
  };
};

const { handler } = require(file);
if (typeof handler !== 'function') throw new Error(`${file} has no handler`);

process.on('message', async ({ call, event, remainingMs }) => {
  try {
    send({ call, answer: JSON.stringify((await handler(event, contextFor(remainingMs))) ?? null) });
  } catch (error) {
    send({ call, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
send({ version: process.version });
