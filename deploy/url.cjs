// `npm run url -- NAME`: osls takes options only, so the name becomes one.
const { spawnSync } = require('node:child_process');

const [first, ...rest] = process.argv.slice(2);
const named = first !== undefined && !first.startsWith('-');
const options = named ? ['--source', first, ...rest] : process.argv.slice(2);
const { status } = spawnSync('npx', ['serverless', 'url', ...options], { stdio: 'inherit' });
process.exit(status ?? 1);
