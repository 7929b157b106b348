#!/bin/sh
# What is in the store, with curl: sh docs/clients/count.sh http://127.0.0.1:8000
# Where the server asks who is there, a token or key is read from LINKWRIGHT_TOKEN.
set -eu
exec curl --silent --show-error --fail-with-body "$1/graphql" \
  -H 'Content-Type: application/json' \
  -H "Authorization: Bearer ${LINKWRIGHT_TOKEN:-none}" \
  -H 'X-Purpose: inquiry' -H 'X-Case: C-7' \
  -d '{"query": "{ stats { documents entities { type count } } }"}'
