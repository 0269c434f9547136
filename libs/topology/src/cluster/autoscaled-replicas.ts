import { invalid, type Finding } from '@capi/admission';
import { annotations, type ClusterClassSpec, type Draft, type Topology } from '@capi/api';

type Metadata = { readonly annotations?: Readonly<Record<string, string>> | undefined } | undefined;

/** A MachineDeployment whose size an autoscaler decides must not have one written down, whoever asks for the autoscaler. */
export const autoscaledReplicas = (topology: Draft<Topology>, clusterClass?: Draft<ClusterClassSpec>): readonly Finding[] =>
  (topology.workers?.machineDeployments ?? []).flatMap((deployment) => {
    const { replicas } = deployment;
    if (replicas === undefined) return [];
    const made = clusterClass?.workers?.machineDeployments?.find((each) => each.class === deployment.class);
    const path = `spec.topology.workers.machineDeployments[${deployment.name ?? ''}].replicas`;
    return [
      ...(isAutoscaled(deployment.metadata)
        ? [invalid(path, replicas, 'leave it out: annotations of the topology ask for an autoscaler')]
        : []),
      ...(isAutoscaled(made?.metadata) ? [invalid(path, replicas, 'leave it out: annotations of the class ask for an autoscaler')] : []),
    ];
  });

const isAutoscaled = (metadata: Metadata): boolean =>
  [annotations.autoscalerMinSize, annotations.autoscalerMaxSize].some((name) => metadata?.annotations?.[name] !== undefined);
