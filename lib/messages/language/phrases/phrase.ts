/** One thing that is said, in both languages; `{name}` stands for a value. */
export type Phrase = { en: string; ar: string };
