#!/bin/sh
# Stands in front of runc on machines that withhold CAP_SYS_RESOURCE, as some virtual machines do: without it nobody can give it to
# a privileged container, nor lower an OOM score. Takes both wishes out of what runc is about to read: a container's config.json, and
# the file that describes a process to run in one.
without() {
  sed -i \
    -e 's/"CAP_SYS_RESOURCE" *, *//g' -e 's/, *"CAP_SYS_RESOURCE"//g' -e 's/"CAP_SYS_RESOURCE"//g' \
    -e 's/"oomScoreAdj" *: *-[0-9]*/"oomScoreAdj":0/' \
    "$1"
}
before=
for argument; do
  case $before in
    --bundle | -b) without "$argument/config.json" ;;
    --process | -p) without "$argument" ;;
  esac
  case $argument in
    --bundle=*) without "${argument#*=}/config.json" ;;
    --process=*) without "${argument#*=}" ;;
  esac
  before=$argument
done
exec runc "$@"
