/** Messages of events/v1, in the notation of `messages.ts`. */
export const events = `
Event 1metadata:meta.ObjectMeta 2eventTime:microTime 3series:EventSeries 4reportingController:s 5reportingInstance:s 6action:s 7reason:s 8regarding:core.ObjectReference 9related:core.ObjectReference 10note:s 11type:s 12deprecatedSource:core.EventSource 13deprecatedFirstTimestamp:time 14deprecatedLastTimestamp:time 15deprecatedCount:i
EventSeries 1!count:i 2lastObservedTime:microTime
`;
