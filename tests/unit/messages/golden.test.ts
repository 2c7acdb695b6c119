import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { reportStories } from './report-stories.ts';
import { asText, stories } from './stories.ts';
import { handoverMails } from './team-stories.ts';

// To write them anew after a wanted change: UPDATE_GOLDEN=1 npx jest tests/unit/messages/golden
// Then read the difference as somebody who was woken by it.
const all = Object.entries({ ...stories, ...reportStories, ...handoverMails });
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

describe('messages are, to the letter, what is written in golden/', () => {
  test.each(all)('%s', (name, render) => {
    const path = join(__dirname, 'golden', `${name}.txt`);
    const text = asText(render());
    if (isUpdate) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, 'utf8'));
  });

  test.each(all)('%s has no column of blanks, no indented line, no broken one', (_, render) => {
    const lines = (render().email ?? '').split('\n');
    expect(lines.filter((line) => /^\s|\s$| {2}/.test(line))).toEqual([]);
    // What is to be tapped or copied begins its line, and its label stands above it.
    const links = lines.filter((line) => /https:\/\/alerts\./.test(line));
    expect(links.filter((line) => !line.startsWith('https://'))).toEqual([]);
    for (const link of links) expect(lines[lines.indexOf(link) - 1]).toMatch(/:\u200f?$/);
  });
});
