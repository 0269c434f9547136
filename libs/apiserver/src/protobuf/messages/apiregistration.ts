/** Messages of apiregistration/v1, in the notation of `messages.ts`. */
export const apiregistration = `
APIService 1metadata:meta.ObjectMeta 2spec:APIServiceSpec 3status:APIServiceStatus
APIServiceCondition 1!type:s 2!status:s 3lastTransitionTime:time 4reason:s 5message:s
APIServiceSpec 1service:ServiceReference 2group:s 3version:s 4insecureSkipTLSVerify:b 5caBundle:B 7!groupPriorityMinimum:i 8!versionPriority:i
APIServiceStatus 1conditions:[]APIServiceCondition
ServiceReference 1namespace:s 2name:s 3!port:i
`;
