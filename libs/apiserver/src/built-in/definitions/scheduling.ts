/** Types of scheduling, in the notation of `parse-definitions.ts`. */
export const scheduling = `
PriorityClass
  apiVersion string
  description string
  globalDefault bool
  kind string
  metadata meta.ObjectMeta default={}
  preemptionPolicy string
  value int32
`;
