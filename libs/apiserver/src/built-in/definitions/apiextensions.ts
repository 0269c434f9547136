/** Types of apiextensions, in the notation of `parse-definitions.ts`. */
export const apiextensions = `
CustomResourceColumnDefinition
  description string
  format string
  jsonPath! string
  name! string
  priority int32
  type! string
CustomResourceConversion
  strategy! string
  webhook WebhookConversion
CustomResourceDefinition
  apiVersion string
  kind string
  metadata meta.ObjectMeta default={}
  spec! CustomResourceDefinitionSpec default={}
  status CustomResourceDefinitionStatus default={}
CustomResourceDefinitionCondition
  lastTransitionTime meta.Time
  message string
  observedGeneration int64
  reason string
  status! string
  type! string
CustomResourceDefinitionNames
  categories []string atomic
  kind! string
  listKind string
  plural! string
  shortNames []string atomic
  singular string
CustomResourceDefinitionSpec
  conversion CustomResourceConversion
  group! string
  names! CustomResourceDefinitionNames default={}
  preserveUnknownFields bool
  scope! string
  versions! []CustomResourceDefinitionVersion atomic
CustomResourceDefinitionStatus
  acceptedNames CustomResourceDefinitionNames default={}
  conditions []CustomResourceDefinitionCondition map=type
  observedGeneration int64
  storedVersions []string atomic
CustomResourceDefinitionVersion
  additionalPrinterColumns []CustomResourceColumnDefinition atomic
  deprecated bool
  deprecationWarning string
  name! string
  schema CustomResourceValidation
  selectableFields []SelectableField atomic
  served! bool
  storage! bool
  subresources CustomResourceSubresources
CustomResourceSubresourceScale
  labelSelectorPath string
  specReplicasPath! string
  statusReplicasPath! string
CustomResourceSubresourceStatus = object
CustomResourceSubresources
  scale CustomResourceSubresourceScale
  status CustomResourceSubresourceStatus
CustomResourceValidation
  openAPIV3Schema JSONSchemaProps
ExternalDocumentation
  description string
  url string
JSON = any
JSONSchemaProps
  $ref string
  $schema string
  additionalItems JSONSchemaPropsOrBool
  additionalProperties JSONSchemaPropsOrBool
  allOf []JSONSchemaProps atomic
  anyOf []JSONSchemaProps atomic
  default JSON
  definitions {}JSONSchemaProps
  dependencies {}JSONSchemaPropsOrStringArray
  description string
  enum []JSON atomic
  example JSON
  exclusiveMaximum bool
  exclusiveMinimum bool
  externalDocs ExternalDocumentation
  format string
  id string
  items JSONSchemaPropsOrArray
  maxItems int64
  maxLength int64
  maxProperties int64
  maximum double
  minItems int64
  minLength int64
  minProperties int64
  minimum double
  multipleOf double
  not JSONSchemaProps
  nullable bool
  oneOf []JSONSchemaProps atomic
  pattern string
  patternProperties {}JSONSchemaProps
  properties {}JSONSchemaProps
  required []string atomic
  title string
  type string
  uniqueItems bool
  x-kubernetes-embedded-resource bool
  x-kubernetes-int-or-string bool
  x-kubernetes-list-map-keys []string atomic
  x-kubernetes-list-type string
  x-kubernetes-map-type string
  x-kubernetes-preserve-unknown-fields bool
  x-kubernetes-validations []ValidationRule map=rule patch=merge:rule
JSONSchemaPropsOrArray = any
JSONSchemaPropsOrBool = any
JSONSchemaPropsOrStringArray = any
SelectableField
  jsonPath! string
ServiceReference
  name! string
  namespace! string
  path string
  port int32
ValidationRule
  fieldPath string
  message string
  messageExpression string
  optionalOldSelf bool
  reason string
  rule! string
WebhookClientConfig
  caBundle byte
  service ServiceReference
  url string
WebhookConversion
  clientConfig WebhookClientConfig
  conversionReviewVersions! []string atomic
`;
