/** Types of networking, in the notation of `parse-definitions.ts`. */
export const networking = `
HTTPIngressPath
  backend! IngressBackend default={}
  path string
  pathType! string
HTTPIngressRuleValue
  paths! []HTTPIngressPath atomic
IPBlock
  cidr! string
  except []string atomic
Ingress
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec IngressSpec default={}
  status IngressStatus default={}
IngressBackend
  resource core.TypedLocalObjectReference
  service IngressServiceBackend
IngressClass
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec IngressClassSpec default={}
IngressClassParametersReference
  apiGroup string
  kind! string
  name! string
  namespace string
  scope string
IngressClassSpec
  controller string
  parameters IngressClassParametersReference
IngressLoadBalancerIngress
  hostname string
  ip string
  ports []IngressPortStatus atomic
IngressLoadBalancerStatus
  ingress []IngressLoadBalancerIngress atomic
IngressPortStatus
  error string
  port! int32
  protocol! string
IngressRule
  host string
  http HTTPIngressRuleValue
IngressServiceBackend
  name! string
  port ServiceBackendPort default={}
IngressSpec
  defaultBackend IngressBackend
  ingressClassName string
  rules []IngressRule atomic
  tls []IngressTLS atomic
IngressStatus
  loadBalancer IngressLoadBalancerStatus default={}
IngressTLS
  hosts []string atomic
  secretName string
NetworkPolicy
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec NetworkPolicySpec default={}
NetworkPolicyEgressRule
  ports []NetworkPolicyPort atomic
  to []NetworkPolicyPeer atomic
NetworkPolicyIngressRule
  from []NetworkPolicyPeer atomic
  ports []NetworkPolicyPort atomic
NetworkPolicyPeer
  ipBlock IPBlock
  namespaceSelector meta.LabelSelector
  podSelector meta.LabelSelector
NetworkPolicyPort
  endPort int32
  port intstr.IntOrString
  protocol string
NetworkPolicySpec
  egress []NetworkPolicyEgressRule atomic
  ingress []NetworkPolicyIngressRule atomic
  podSelector meta.LabelSelector default={}
  policyTypes []string atomic
ServiceBackendPort atomic
  name string
  number int32
`;
