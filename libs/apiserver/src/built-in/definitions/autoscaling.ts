/** Types of autoscaling, in the notation of `parse-definitions.ts`. */
export const autoscaling = `
CrossVersionObjectReference atomic
  apiVersion string
  kind! string
  name! string
HorizontalPodAutoscaler
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec! HorizontalPodAutoscalerSpec default={}
  status HorizontalPodAutoscalerStatus default={}
HorizontalPodAutoscalerSpec
  maxReplicas! int32
  minReplicas int32
  scaleTargetRef! CrossVersionObjectReference default={}
  targetCPUUtilizationPercentage int32
HorizontalPodAutoscalerStatus
  currentCPUUtilizationPercentage int32
  currentReplicas! int32
  desiredReplicas! int32
  lastScaleTime meta.Time
  observedGeneration int64
Scale
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec ScaleSpec default={}
  status ScaleStatus default={}
ScaleSpec
  replicas int32
ScaleStatus
  replicas! int32
  selector string
`;
