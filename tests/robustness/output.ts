/** Catches what functions write, from now until `stop`: one JSON line each, to stdout and stderr. */
export const captureOutput = () => {
  const written: string[] = [];
  const restore = [process.stdout, process.stderr].map((stream) => {
    const original = stream.write;
    const write = original.bind(stream);
    stream.write = (chunk: string | Uint8Array): boolean => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      if (!text.startsWith('{')) return write(text); // jest's own
      written.push(text);
      return true;
    };
    return () => {
      stream.write = original;
    };
  });
  return {
    written,
    text: () => written.join(''),
    clear: () => void written.splice(0),
    stop: () => {
      for (const one of restore) one();
    },
  };
};
