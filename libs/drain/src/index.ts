export { awaitedChanges, type AwaitedChanges } from './awaited-changes.ts';
export { cordon, isCordoned, isUnreachable } from './cordon.ts';
export { behaviourOf, type Behaviour, type NodeState } from './pods/behaviour.ts';
export { delayCauses, describeDrain } from './pods/describe-drain.ts';
export { evictPods } from './pods/evict-pods.ts';
export { podsOnNode } from './pods/pods-on-node.ts';
export { readPod, type NodePod, type PodIdentity } from './pods/node-pod.ts';
export {
  evictionRetry,
  isDrained,
  planDrain,
  type DrainInput,
  type DrainPlan,
  type PlannedEviction,
  type Refusal,
} from './pods/plan-drain.ts';
export { awaitedVolumes, type Attachments } from './volumes/awaited-volumes.ts';
export { describeVolumes } from './volumes/describe-volumes.ts';
export { volumesToDetach } from './volumes/volumes-to-detach.ts';
