/** Messages of policy/v1, in the notation of `messages.ts`. */
export const policy = `
Eviction 1metadata:meta.ObjectMeta 2deleteOptions:meta.DeleteOptions
PodDisruptionBudget 1metadata:meta.ObjectMeta 2spec:PodDisruptionBudgetSpec 3status:PodDisruptionBudgetStatus
PodDisruptionBudgetSpec 1minAvailable:intOrString 2selector:meta.LabelSelector 3maxUnavailable:intOrString 4!unhealthyPodEvictionPolicy:s
PodDisruptionBudgetStatus 1observedGeneration:i 2disruptedPods:{}time 3!disruptionsAllowed:i 4!currentHealthy:i 5!desiredHealthy:i 6!expectedPods:i 7conditions:[]meta.Condition
`;
