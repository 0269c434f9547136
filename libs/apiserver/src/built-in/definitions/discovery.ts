/** Types of discovery, in the notation of `parse-definitions.ts`. */
export const discovery = `
Endpoint
  addresses! []string set
  conditions EndpointConditions default={}
  deprecatedTopology {}string
  hints EndpointHints
  hostname string
  nodeName string
  targetRef core.ObjectReference
  zone string
EndpointConditions
  ready bool
  serving bool
  terminating bool
EndpointHints
  forNodes []ForNode atomic
  forZones []ForZone atomic
EndpointPort atomic
  appProtocol string
  name string
  port int32
  protocol string
EndpointSlice
  addressType! string
  apiVersion string
  endpoints []Endpoint atomic
  kind string
  metadata meta.ObjectMeta default={}
  ports []EndpointPort atomic
ForNode
  name! string
ForZone
  name! string
`;
