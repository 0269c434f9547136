/** Types of events, in the notation of `parse-definitions.ts`. */
export const events = `
Event
  action string
  apiVersion string
  deprecatedCount int32
  deprecatedFirstTimestamp meta.Time
  deprecatedLastTimestamp meta.Time
  deprecatedSource core.EventSource default={}
  eventTime! meta.MicroTime
  kind string
  metadata meta.ObjectMeta default={}
  note string
  reason string
  regarding core.ObjectReference default={}
  related core.ObjectReference
  reportingController string
  reportingInstance string
  series EventSeries
  type string
EventSeries
  count! int32
  lastObservedTime! meta.MicroTime
`;
