#!/usr/bin/env bash
# All mutants of the promise in two processes, one for each core; red if either is.
set -uo pipefail
npm run --silent test:mutants -- --part 1/2 &
first=$!
npm run --silent test:mutants -- --part 2/2
second=$?
wait "$first" && [ "$second" -eq 0 ]
