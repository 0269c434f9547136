/** Types of events, in the notation of `parse-definitions.ts`. */
export const events = `
Event
  action string
  apiVersion string
  deprecatedCount int32
  deprecatedFirstTimestamp meta.Time
  deprecatedLastTimestamp meta.Time
  deprecatedSource core.EventSource
  eventTime! meta.MicroTime
  kind string
  metadata meta.ObjectMeta
  note string
  reason string
  regarding core.ObjectReference
  related core.ObjectReference
  reportingController string
  reportingInstance string
  series EventSeries
  type string
EventSeries
  count! int32
  lastObservedTime! meta.MicroTime
`;
