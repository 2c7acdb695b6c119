const MOST = 9;

/** The icon of a tab: how many incidents need somebody, white on red; a green dot where none does. */
export const tabIcon = (count: number): string => {
  const text = count > MOST ? `${MOST}+` : String(count);
  const mark =
    count === 0
      ? `<circle cx="8" cy="8" r="6" fill="#2f6b3a"/>`
      : `<circle cx="8" cy="8" r="8" fill="#b42318"/><text x="8" y="12" font-family="sans-serif" font-size="${text.length > 1 ? 10 : 12}" font-weight="700" text-anchor="middle" fill="#fff">${text}</text>`;
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${mark}</svg>`)}`;
};
