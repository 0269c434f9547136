/** What Go, and so every audit log of a Kubernetes cluster, calls the architectures that Node runs on. */
const goArchitectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/**
 * How a provider names itself to API servers: `manager/v1.14.0 cluster-api-controller-manager (linux/amd64) cluster.x-k8s.io/unknown`.
 * What stands before the slash is the field manager of writes that name none; with upstream's there, fields stay with their owner when
 * one of the two takes the other's place.
 * @param provider controller name: `cluster-api-controller-manager`
 * @see upstream v1.14.0 controllers/remote/restconfig.go (format)
 */
export function providerUserAgent(provider: string, version: string): string {
  const architecture = goArchitectures[process.arch] ?? process.arch;
  return `manager/${version} ${provider} (${process.platform}/${architecture}) cluster.x-k8s.io/unknown`;
}
