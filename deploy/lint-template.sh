#!/bin/sh
# Checks the packaged template against CloudFormation's own schemas. Run `npx serverless package` first.
set -eu
cd "$(dirname "$0")/.."
venv=.venv/cfn-lint
if [ ! -x "$venv/bin/cfn-lint" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check 'cfn-lint==1.58.0'
fi
# W3005: osls repeats as DependsOn what a reference already says.
exec "$venv/bin/cfn-lint" --non-zero-exit-code error --ignore-checks W3005 -- "${1:-.serverless/cloudformation-template-update-stack.json}"
