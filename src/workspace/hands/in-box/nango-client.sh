#!/bin/bash
# The `nango` command of an agent: the real CLI runs elsewhere. Sends the arguments, prints the answer, ends as it did.
exec 3< <(printf '%s\0' "$@" | socat -t 900 - UNIX-CONNECT:/run/assay/nango.sock 2>/dev/null)
if ! IFS= read -r code <&3 || [[ ! $code =~ ^[0-9]+$ ]]; then
  echo 'nango: no answer; the call was stopped' >&2
  exit 70
fi
cat <&3
exit "$code"
