#!/usr/bin/env bash
# All mutants of the promise in two processes, one for each core; red if either is.
set -uo pipefail
case "${1-}" in
'') ;;
-h | --help)
  echo 'Usage: tools/mutants-side-by-side.sh'
  echo 'Runs npm run test:mutants in two processes, one for each core. It takes no options; CI runs it.'
  exit 0
  ;;
*)
  echo "tools/mutants-side-by-side.sh: unexpected argument '$1'; see --help" >&2
  exit 2
  ;;
esac
npm run --silent test:mutants -- --part 1/2 &
first=$!
npm run --silent test:mutants -- --part 2/2
second=$?
wait "$first" && [ "$second" -eq 0 ]
