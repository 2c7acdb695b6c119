// Stands for DNS: whatever is asked of a deployed API is asked of the emulator, which serves it below its own address.
const { fetch } = globalThis;

globalThis.fetch = (input, init) => {
  const url = new URL(input);
  const [, api] = /^(\w+)\.execute-api\./.exec(url.hostname) ?? [];
  if (api === undefined) return fetch(input, init);
  return fetch(
    `${process.env.AWS_ENDPOINT_URL}/_aws/execute-api/${api}/$default${url.pathname}${url.search}`,
    init,
  );
};
