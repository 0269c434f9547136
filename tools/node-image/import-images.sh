#!/bin/sh
# First process of namespaces of its own: runs the container runtime of the Debian root $1 on the store $2, has it import and unpack the
# archive $3, forgets the packed layers named after that, and ends it. What it mounts goes with the namespaces.
set -eu
root=$1 store=$2 archive=$3
shift 3
mount --make-rprivate /
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -p "$root/run/images" "$root/run/store"
mount --bind "$store" "$root/run/store"
touch "$root/run/images/archive.tar"
mount --bind "$archive" "$root/run/images/archive.tar"
echo 'version = 2
disabled_plugins = ["io.containerd.grpc.v1.cri"]' >"$root/run/config.toml"

chroot "$root" containerd --config=/run/config.toml --root=/run/store --state=/run/state >"$root/run/log" 2>&1 &
containerd=$!
until chroot "$root" ctr version >/dev/null 2>&1; do
  if ! kill -0 "$containerd" 2>/dev/null; then
    tail -n 5 "$root/run/log" >&2
    exit 1
  fi
  sleep 0.1
done
chroot "$root" ctr --namespace=k8s.io images import --all-platforms /run/images/archive.tar
chroot "$root" ctr --namespace=k8s.io content rm "$@"
kill "$containerd"
wait "$containerd" || :
