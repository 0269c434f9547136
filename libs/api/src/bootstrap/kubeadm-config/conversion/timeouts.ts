import { seconds } from '../../../conversion/codecs.ts';
import { at, isZero, objectIn, put, type Draft, type Json } from '../../../conversion/json.ts';
import { struct, type Codec, type Downward, type Mapping } from '../../../conversion/mapping.ts';

// Old versions have two time limits, for the API server of any machine and for joining; the hub has six, apart for init and join.
// The order of the steps below is upstream's and decides what a client of the old version can change (api-conversion 10.3).

/** `initConfiguration` or `joinConfiguration`: in old versions there is none when the hub's has nothing but timeouts. */
export function apartFromTimeouts(inner: Mapping): Codec {
  const codec = struct(inner);
  return { ...codec, down: (value, known) => codec.down(withoutTimeouts(value), known) };
}

function withoutTimeouts(configuration: unknown): Json | undefined {
  const { timeouts: _elsewhere, ...rest } = objectIn(configuration) ?? {};
  return isZero(rest) ? undefined : rest;
}

interface Holders {
  /** The lines of `clusterConfiguration`, by which an empty one is made where only a time limit needs it. */
  readonly clusterConfiguration: Mapping;
  /** The same of `joinConfiguration`. */
  readonly joinConfiguration: Mapping;
}

/** The timeouts of a kubeadm spec; comes after the structs that hold them. */
export const timeouts = (holders: Holders): Mapping => ({
  up(old, hub, known) {
    const controlPlane = seconds.up(at(old, 'clusterConfiguration.apiServer.timeoutForControlPlane'), undefined, known);
    const discovery = seconds.up(at(old, 'joinConfiguration.discovery.timeout'), undefined, known);
    const init: Draft = { ...objectIn(at(known.remembered, 'initConfiguration.timeouts')) };
    const join: Draft = { ...objectIn(at(known.remembered, 'joinConfiguration.timeouts')) };
    if (controlPlane !== undefined) init['controlPlaneComponentHealthCheckSeconds'] = controlPlane;
    if (controlPlane !== undefined || discovery !== undefined) {
      // Joining waits as long as init does, also where only the other limit was given: one that only join had is lost then, as upstream's is.
      delete join['controlPlaneComponentHealthCheckSeconds'];
      put(join, 'controlPlaneComponentHealthCheckSeconds', init['controlPlaneComponentHealthCheckSeconds']);
      put(join, 'tlsBootstrapSeconds', discovery);
    }
    if (!isZero(init)) put(hub, 'initConfiguration.timeouts', init);
    if (!isZero(join)) put(hub, 'joinConfiguration.timeouts', join);
  },
  down(hub, old, known) {
    const controlPlane = seconds.down(at(hub, 'initConfiguration.timeouts.controlPlaneComponentHealthCheckSeconds'), known);
    const discovery = seconds.down(at(hub, 'joinConfiguration.timeouts.tlsBootstrapSeconds'), known);
    if (controlPlane !== undefined) {
      makeEmpty(old, 'clusterConfiguration', holders.clusterConfiguration, known);
      put(old, 'clusterConfiguration.apiServer.timeoutForControlPlane', controlPlane);
    }
    if (discovery !== undefined) {
      makeEmpty(old, 'joinConfiguration', holders.joinConfiguration, known);
      put(old, 'joinConfiguration.discovery.timeout', discovery);
    }
  },
});

function makeEmpty(old: Draft, name: string, lines: Mapping, known: Downward): void {
  if (old[name] !== undefined) return;
  const made: Draft = {};
  lines.down({}, made, known);
  old[name] = made;
}
