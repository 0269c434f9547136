/** Messages of admissionregistration/v1, in the notation of `messages.ts`. */
export const admissionregistration = `
ApplyConfiguration 1expression:s
AuditAnnotation 1!key:s 2!valueExpression:s
ExpressionWarning 2!fieldRef:s 3!warning:s
JSONPatch 1expression:s
MatchCondition 1!name:s 2!expression:s
MatchResources 1namespaceSelector:meta.LabelSelector 2objectSelector:meta.LabelSelector 3resourceRules:[]NamedRuleWithOperations 4excludeResourceRules:[]NamedRuleWithOperations 7!matchPolicy:s
MutatingAdmissionPolicy 1metadata:meta.ObjectMeta 2spec:MutatingAdmissionPolicySpec
MutatingAdmissionPolicyBinding 1metadata:meta.ObjectMeta 2spec:MutatingAdmissionPolicyBindingSpec
MutatingAdmissionPolicyBindingSpec 1policyName:s 2paramRef:ParamRef 3matchResources:MatchResources
MutatingAdmissionPolicySpec 1paramKind:ParamKind 2matchConstraints:MatchResources 3variables:[]Variable 4mutations:[]Mutation 5!failurePolicy:s 6matchConditions:[]MatchCondition 7reinvocationPolicy:s
MutatingWebhook 1!name:s 2clientConfig:WebhookClientConfig 3rules:[]RuleWithOperations 4!failurePolicy:s 5namespaceSelector:meta.LabelSelector 6!sideEffects:s 7!timeoutSeconds:i 8admissionReviewVersions:[]s 9!matchPolicy:s 10!reinvocationPolicy:s 11objectSelector:meta.LabelSelector 12matchConditions:[]MatchCondition
MutatingWebhookConfiguration 1metadata:meta.ObjectMeta 2webhooks:[]MutatingWebhook
Mutation 2!patchType:s 3applyConfiguration:ApplyConfiguration 4jsonPatch:JSONPatch
NamedRuleWithOperations 1resourceNames:[]s 2@:RuleWithOperations
ParamKind 1apiVersion:s 2kind:s
ParamRef 1name:s 2namespace:s 3selector:meta.LabelSelector 4!parameterNotFoundAction:s
Rule 1apiGroups:[]s 2apiVersions:[]s 3resources:[]s 4!scope:s
RuleWithOperations 1operations:[]s 2@:Rule
ServiceReference 1!namespace:s 2!name:s 3!path:s 4!port:i
TypeChecking 1expressionWarnings:[]ExpressionWarning
ValidatingAdmissionPolicy 1metadata:meta.ObjectMeta 2spec:ValidatingAdmissionPolicySpec 3status:ValidatingAdmissionPolicyStatus
ValidatingAdmissionPolicyBinding 1metadata:meta.ObjectMeta 2spec:ValidatingAdmissionPolicyBindingSpec
ValidatingAdmissionPolicyBindingSpec 1policyName:s 2paramRef:ParamRef 3matchResources:MatchResources 4validationActions:[]s
ValidatingAdmissionPolicySpec 1paramKind:ParamKind 2matchConstraints:MatchResources 3validations:[]Validation 4!failurePolicy:s 5auditAnnotations:[]AuditAnnotation 6matchConditions:[]MatchCondition 7variables:[]Variable
ValidatingAdmissionPolicyStatus 1observedGeneration:i 2typeChecking:TypeChecking 3conditions:[]meta.Condition
ValidatingWebhook 1!name:s 2clientConfig:WebhookClientConfig 3rules:[]RuleWithOperations 4!failurePolicy:s 5namespaceSelector:meta.LabelSelector 6!sideEffects:s 7!timeoutSeconds:i 8admissionReviewVersions:[]s 9!matchPolicy:s 10objectSelector:meta.LabelSelector 11matchConditions:[]MatchCondition
ValidatingWebhookConfiguration 1metadata:meta.ObjectMeta 2webhooks:[]ValidatingWebhook
Validation 1!expression:s 2message:s 3!reason:s 4messageExpression:s
Variable 1!name:s 2!expression:s
WebhookClientConfig 1service:ServiceReference 2caBundle:B 3!url:s
`;
