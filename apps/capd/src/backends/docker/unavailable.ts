/** Said on every object that would need a Docker engine. */
export const noDockerBackend =
  'This build has no Docker backend: use spec.backend.inMemory of a DevCluster and DevMachine, or start the provider with --simulate-docker';
