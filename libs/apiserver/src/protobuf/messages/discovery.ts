/** Messages of discovery/v1, in the notation of `messages.ts`. */
export const discovery = `
Endpoint 1addresses:[]s 2conditions:EndpointConditions 3!hostname:s 4targetRef:core.ObjectReference 5deprecatedTopology:{}s 6!nodeName:s 7!zone:s 8hints:EndpointHints
EndpointConditions 1!ready:b 2!serving:b 3!terminating:b
EndpointHints 1forZones:[]ForZone 2forNodes:[]ForNode
EndpointPort 1!name:s 2!protocol:s 3!port:i 4!appProtocol:s
EndpointSlice 1metadata:meta.ObjectMeta 2endpoints:[]Endpoint 3ports:[]EndpointPort 4!addressType:s
ForNode 1!name:s
ForZone 1!name:s
`;
