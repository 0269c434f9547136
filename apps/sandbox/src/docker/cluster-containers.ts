import type { Container, DockerEngine } from '@capi/docker-engine';

/** As the Docker provider labels what it makes. */
const clusterLabel = 'docker.cluster.x-k8s.io/cluster';
const namespaceLabel = 'docker.cluster.x-k8s.io/namespace';
const ownerLabel = 'docker.cluster.x-k8s.io/owner-uid';

/** A container of a cluster that the Docker provider made. */
export interface ClusterContainer {
  readonly name: string;
  /** Namespace and name of the Cluster: `default/demo`. */
  readonly cluster: string;
  /** UID of the object that it was made for. */
  readonly owner: string;
}

/** All containers of clusters that an engine has, whoever made them, sorted by their names. */
export async function listClusterContainers(engine: DockerEngine, signal: AbortSignal): Promise<readonly ClusterContainer[]> {
  const containers = await engine.list({ [clusterLabel]: undefined, [ownerLabel]: undefined }, signal);
  return containers.map(described).toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

const described = ({ name, labels }: Container): ClusterContainer => ({
  name,
  cluster: `${labels[namespaceLabel]}/${labels[clusterLabel]}`,
  owner: labels[ownerLabel] ?? '',
});

/** What shows the containers of all clusters. */
export const lookForContainers = `docker ps -a --filter label=${clusterLabel}`;

/** What removes all containers of clusters with these names, whatever their namespaces. */
export const removalOf = (clusters: readonly string[]): string => {
  const [only, ...more] = [...new Set(clusters.map((cluster) => cluster.slice(cluster.indexOf('/') + 1)))];
  const filter = only === undefined || more.length > 0 ? clusterLabel : `${clusterLabel}=${only}`;
  return `docker rm -f -v $(docker ps -aq --filter label=${filter})`;
};
