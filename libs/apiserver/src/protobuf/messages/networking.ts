/** Messages of networking/v1, in the notation of `messages.ts`. */
export const networking = `
HTTPIngressPath 1path:s 2backend:IngressBackend 3!pathType:s
HTTPIngressRuleValue 1paths:[]HTTPIngressPath
IPAddress 1metadata:meta.ObjectMeta 2spec:IPAddressSpec
IPAddressSpec 1parentRef:ParentReference
IPBlock 1!cidr:s 2except:[]s
Ingress 1metadata:meta.ObjectMeta 2spec:IngressSpec 3status:IngressStatus
IngressBackend 3resource:core.TypedLocalObjectReference 4service:IngressServiceBackend
IngressClass 1metadata:meta.ObjectMeta 2spec:IngressClassSpec
IngressClassParametersReference 1!apiGroup:s 2!kind:s 3!name:s 4!scope:s 5!namespace:s
IngressClassSpec 1controller:s 2parameters:IngressClassParametersReference
IngressLoadBalancerIngress 1ip:s 2hostname:s 4ports:[]IngressPortStatus
IngressLoadBalancerStatus 1ingress:[]IngressLoadBalancerIngress
IngressPortStatus 1!port:i 2!protocol:s 3!error:s
IngressRule 1host:s 2@:IngressRuleValue
IngressRuleValue 1http:HTTPIngressRuleValue
IngressServiceBackend 1!name:s 2port:ServiceBackendPort
IngressSpec 1defaultBackend:IngressBackend 2tls:[]IngressTLS 3rules:[]IngressRule 4!ingressClassName:s
IngressStatus 1loadBalancer:IngressLoadBalancerStatus
IngressTLS 1hosts:[]s 2secretName:s
NetworkPolicy 1metadata:meta.ObjectMeta 2spec:NetworkPolicySpec
NetworkPolicyEgressRule 1ports:[]NetworkPolicyPort 2to:[]NetworkPolicyPeer
NetworkPolicyIngressRule 1ports:[]NetworkPolicyPort 2from:[]NetworkPolicyPeer
NetworkPolicyPeer 1podSelector:meta.LabelSelector 2namespaceSelector:meta.LabelSelector 3ipBlock:IPBlock
NetworkPolicyPort 1!protocol:s 2port:intOrString 3!endPort:i
NetworkPolicySpec 1podSelector:meta.LabelSelector 2ingress:[]NetworkPolicyIngressRule 3egress:[]NetworkPolicyEgressRule 4policyTypes:[]s
ParentReference 1group:s 2resource:s 3namespace:s 4name:s
ServiceBackendPort 1name:s 2number:i
ServiceCIDR 1metadata:meta.ObjectMeta 2spec:ServiceCIDRSpec 3status:ServiceCIDRStatus
ServiceCIDRSpec 1cidrs:[]s
ServiceCIDRStatus 1conditions:[]meta.Condition
`;
