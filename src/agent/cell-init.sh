#!/bin/bash
# First process of a cell; bash reaps. The server's password comes on stdin, so it is in no argument list.
# socat would queue five connections and refuse the sixth: agents that start together are more.
IFS= read -r password
socat TCP4-LISTEN:18080,bind=127.0.0.1,fork,reuseaddr,backlog=256 UNIX-CONNECT:/run/cell/in/model.sock </dev/null &
socat UNIX-LISTEN:/run/cell/out/server.sock,fork,mode=600,unlink-early,backlog=256 TCP4:127.0.0.1:4096 </dev/null &
OPENCODE_SERVER_PASSWORD=$password /opt/opencode/opencode serve --port 4096 --hostname 127.0.0.1 </dev/null &
server=$!
unset password
trap 'kill -TERM $server' TERM INT
while :; do
  wait $server
  code=$?
  kill -0 $server 2>/dev/null || exit $code
done
