import { Cluster, labels, Machine, type KubernetesObject } from '@capi/api';
import type { Cache, Runtime, Source } from '@capi/controller-runtime';
import type { Container } from '@capi/docker-engine';
import { seconds, type DeepReadonly } from '@capi/seams';

import { devFamily, dockerFamily, type InfraCluster, type InfraMachine } from '../../../infra-objects.ts';
import type { DockerBackend } from '../docker-backend.ts';
import { clusterOf } from '../names/labels.ts';
import type { Owner } from '../names/ownership.ts';
import { findOrphans } from './find-orphans.ts';

/** An object goes a moment after its container, of which the engine tells a moment later. */
const patience = seconds(10);

/**
 * Looks for containers that nobody owns any more: when the engine comes or comes back, and after an object or a container has gone. Each is
 * told once, by a line of the log and an event on the Cluster that it names. It is never removed: another management cluster may own it.
 */
export function orphanWatch({ runtime, docker, namespace }: { runtime: Runtime; docker: DockerBackend; namespace?: string }): Source {
  const { cache, clock, log } = runtime;
  const events = runtime.events('docker-orphans');
  const told = new Set<string>();

  const look = (): void => {
    if (!docker.containers.available()) return;
    const orphans = findOrphans(docker.containers.list({}), ownersOf(cache), namespace);
    docker.metrics.orphaned(orphans.length);
    for (const orphan of orphans.filter(({ id }) => !told.has(id))) {
      told.add(orphan.id);
      const { namespace: where = '', cluster = '' } = clusterOf(orphan.labels) ?? {};
      log.warn('A container belongs to no object of this management cluster', { container: orphan.name, Cluster: `${where}/${cluster}` });
      const hint = `if nobody else needs it, remove it: docker rm -f -v ${orphan.name}`;
      events.warning(
        aboutCluster(cache, where, cluster),
        'OrphanedContainer',
        `container ${orphan.name} belongs to no object here; ${hint}`,
      );
    }
    const there = new Set(orphans.map(({ id }) => id));
    for (const id of told) if (!there.has(id)) told.delete(id);
  };

  return {
    async start(_wake, signal) {
      let isPlanned = false;
      const lookLater = (): void => {
        if (isPlanned) return;
        isPlanned = true;
        clock.sleep(patience, signal).then(
          () => {
            isPlanned = false;
            look();
          },
          () => undefined,
        );
      };
      const heard = (container: Container | undefined): void => {
        if (container === undefined) look();
        else if (told.has(container.id)) lookLater();
      };
      const stops = [
        docker.containers.subscribe(heard),
        ...[devFamily, dockerFamily].flatMap(({ cluster, machine }) => [
          cache.onChange(cluster, ({ after }) => (after === undefined ? lookLater() : undefined)),
          cache.onChange(machine, ({ after }) => (after === undefined ? lookLater() : undefined)),
        ]),
      ];
      signal.addEventListener('abort', () => stops.forEach((stop) => stop()), { once: true });
    },
  };
}

/** All objects that may own containers, whatever their backend: it may have been changed by force. */
const ownersOf = (cache: Cache): readonly Owner[] =>
  [devFamily, dockerFamily].flatMap((family) => [
    ...cache.list(family.cluster).map(clusterOwner),
    ...cache.list(family.machine).map(machineOwner),
  ]);

function clusterOwner({ metadata, spec }: DeepReadonly<InfraCluster>): Owner {
  const { host } = spec?.controlPlaneEndpoint ?? {};
  const cluster = metadata.ownerReferences?.find(({ kind }) => kind === Cluster.kind)?.name ?? '';
  const { uid = '', namespace = '' } = metadata;
  return { kind: 'cluster', namespace, cluster, uid, ...(host === undefined ? {} : { endpointHost: host }) };
}

function machineOwner({ metadata, spec }: DeepReadonly<InfraMachine>): Owner {
  const { uid = '', namespace = '', name } = metadata;
  const machineName = metadata.ownerReferences?.find(({ kind }) => kind === Machine.kind)?.name;
  return {
    kind: 'machine',
    namespace,
    cluster: metadata.labels?.[labels.clusterName] ?? '',
    machine: name,
    uid,
    ...(machineName === undefined ? {} : { machineName }),
    ...(spec?.providerID === undefined ? {} : { providerID: spec.providerID }),
  };
}

/** The Cluster, or what is known of one that is gone: its events are seen in its namespace all the same. */
const aboutCluster = (cache: Cache, namespace: string, name: string): DeepReadonly<KubernetesObject> =>
  cache.get(Cluster, { namespace, name }) ?? {
    apiVersion: `${Cluster.group}/v1beta2`,
    kind: Cluster.kind,
    metadata: { namespace, name },
  };
