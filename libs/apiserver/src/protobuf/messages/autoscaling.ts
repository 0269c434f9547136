/** Messages of autoscaling/v1, in the notation of `messages.ts`. */
export const autoscaling = `
ContainerResourceMetricSource 1!name:s 2!targetAverageUtilization:i 3targetAverageValue:quantity 5!container:s
ContainerResourceMetricStatus 1!name:s 2!currentAverageUtilization:i 3currentAverageValue:quantity 4!container:s
CrossVersionObjectReference 1!kind:s 2!name:s 3apiVersion:s
ExternalMetricSource 1!metricName:s 2metricSelector:meta.LabelSelector 3targetValue:quantity 4targetAverageValue:quantity
ExternalMetricStatus 1!metricName:s 2metricSelector:meta.LabelSelector 3currentValue:quantity 4currentAverageValue:quantity
HorizontalPodAutoscaler 1metadata:meta.ObjectMeta 2spec:HorizontalPodAutoscalerSpec 3status:HorizontalPodAutoscalerStatus
HorizontalPodAutoscalerCondition 1!type:s 2!status:s 3lastTransitionTime:time 4reason:s 5message:s
HorizontalPodAutoscalerSpec 1scaleTargetRef:CrossVersionObjectReference 2!minReplicas:i 3!maxReplicas:i 4!targetCPUUtilizationPercentage:i
HorizontalPodAutoscalerStatus 1!observedGeneration:i 2lastScaleTime:time 3!currentReplicas:i 4!desiredReplicas:i 5!currentCPUUtilizationPercentage:i
MetricSpec 1!type:s 2object:ObjectMetricSource 3pods:PodsMetricSource 4resource:ResourceMetricSource 5external:ExternalMetricSource 7containerResource:ContainerResourceMetricSource
MetricStatus 1!type:s 2object:ObjectMetricStatus 3pods:PodsMetricStatus 4resource:ResourceMetricStatus 5external:ExternalMetricStatus 7containerResource:ContainerResourceMetricStatus
ObjectMetricSource 1target:CrossVersionObjectReference 2!metricName:s 3targetValue:quantity 4selector:meta.LabelSelector 5averageValue:quantity
ObjectMetricStatus 1target:CrossVersionObjectReference 2!metricName:s 3currentValue:quantity 4selector:meta.LabelSelector 5averageValue:quantity
PodsMetricSource 1!metricName:s 2targetAverageValue:quantity 3selector:meta.LabelSelector
PodsMetricStatus 1!metricName:s 2currentAverageValue:quantity 3selector:meta.LabelSelector
ResourceMetricSource 1!name:s 2!targetAverageUtilization:i 3targetAverageValue:quantity
ResourceMetricStatus 1!name:s 2!currentAverageUtilization:i 3currentAverageValue:quantity
Scale 1metadata:meta.ObjectMeta 2spec:ScaleSpec 3status:ScaleStatus
ScaleSpec 1replicas:i
ScaleStatus 1!replicas:i 2selector:s
`;
