#!/usr/bin/env bash
# Builds and runs every test, and ends with one line of true counts. Arguments go to the test runner.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/setup.sh
source "$root/scripts/setup.sh"
need_sdk

suites=(Architecture Dsp Audio Classification Listening Station Demo Monitor EndToEnd Training)
if [ "$(uname -m)" = x86_64 ]; then
  build AvianVox.sln AvianVox.sln src tests bench
else
  say "leaving out the workshop and its tests: its training library has no build for $(uname -m)"
  suites=(Architecture Dsp Audio Classification Listening Station Demo Monitor EndToEnd)
  for suite in "${suites[@]}"; do
    build "tests/$suite.Tests/AvianVox.$suite.Tests.csproj" src tests
  done
fi

results=$root/artifacts/test-results
rm -rf "$results"
mkdir -p "$results"
passed=0 failed=0 skipped=0
for suite in "${suites[@]}"; do
  printf '== %s\n' "$suite"
  code=0
  dotnet "$root/artifacts/bin/AvianVox.$suite.Tests/release/AvianVox.$suite.Tests.dll" \
    -noLogo -noColor -result-xml "$results/$suite.xml" "$@" || code=$?
  counts=$(grep -o '<assembly .*' "$results/$suite.xml" 2>/dev/null | head -n 1 | sed 's/>.*//' || true)
  count() { grep -o " $1=\"[0-9]*\"" <<<"$counts" | grep -o '[0-9]*' || echo 0; }
  bad=$(($(count failed) + $(count errors)))
  passed=$((passed + $(count passed)))
  failed=$((failed + bad))
  skipped=$((skipped + $(count skipped)))
  # A suite that died before it could tell its counts has failed all the same.
  if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then
    say "the $suite tests ended with code $code"
    failed=$((failed + 1))
  fi
done
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
