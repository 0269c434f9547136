/** Messages of apiextensions/v1, in the notation of `messages.ts`. */
export const apiextensions = `
ConversionRequest 1!uid:s 2!desiredAPIVersion:s 3objects:[]raw
ConversionResponse 1!uid:s 2convertedObjects:[]raw 3result:meta.Status
ConversionReview 1request:ConversionRequest 2response:ConversionResponse
CustomResourceColumnDefinition 1!name:s 2!type:s 3format:s 4description:s 5priority:i 6!jsonPath:s
CustomResourceConversion 1!strategy:s 2webhook:WebhookConversion
CustomResourceDefinition 1metadata:meta.ObjectMeta 2spec:CustomResourceDefinitionSpec 3status:CustomResourceDefinitionStatus
CustomResourceDefinitionCondition 1!type:s 2!status:s 3lastTransitionTime:time 4reason:s 5message:s 6observedGeneration:i
CustomResourceDefinitionNames 1!plural:s 2singular:s 3shortNames:[]s 4!kind:s 5listKind:s 6categories:[]s
CustomResourceDefinitionSpec 1!group:s 3names:CustomResourceDefinitionNames 4!scope:s 7versions:[]CustomResourceDefinitionVersion 9conversion:CustomResourceConversion 10preserveUnknownFields:b
CustomResourceDefinitionStatus 1conditions:[]CustomResourceDefinitionCondition 2acceptedNames:CustomResourceDefinitionNames 3storedVersions:[]s 4observedGeneration:i
CustomResourceDefinitionVersion 1!name:s 2!served:b 3!storage:b 4schema:CustomResourceValidation 5subresources:CustomResourceSubresources 6additionalPrinterColumns:[]CustomResourceColumnDefinition 7deprecated:b 8!deprecationWarning:s 9selectableFields:[]SelectableField
CustomResourceSubresourceScale 1!specReplicasPath:s 2!statusReplicasPath:s 3!labelSelectorPath:s
CustomResourceSubresourceStatus
CustomResourceSubresources 1status:CustomResourceSubresourceStatus 2scale:CustomResourceSubresourceScale
CustomResourceValidation 1openAPIV3Schema:JSONSchemaProps
ExternalDocumentation 1description:s 2url:s
JSONSchemaProps 1id:s 2$schema:s 3!$ref:s 4description:s 5type:s 6format:s 7title:s 8default:raw 9!maximum:d 10exclusiveMaximum:b 11!minimum:d 12exclusiveMinimum:b 13!maxLength:i 14!minLength:i 15pattern:s 16!maxItems:i 17!minItems:i 18uniqueItems:b 19!multipleOf:d 20enum:[]raw 21!maxProperties:i 22!minProperties:i 23required:[]s 24items:schemaOrArray 25allOf:[]JSONSchemaProps 26oneOf:[]JSONSchemaProps 27anyOf:[]JSONSchemaProps 28not:JSONSchemaProps 29properties:{}JSONSchemaProps 30additionalProperties:schemaOrBool 31patternProperties:{}JSONSchemaProps 32dependencies:{}schemaOrStrings 33additionalItems:schemaOrBool 34definitions:{}JSONSchemaProps 35externalDocs:ExternalDocumentation 36example:raw 37nullable:b 38!x-kubernetes-preserve-unknown-fields:b 39x-kubernetes-embedded-resource:b 40x-kubernetes-int-or-string:b 41x-kubernetes-list-map-keys:[]s 42!x-kubernetes-list-type:s 43!x-kubernetes-map-type:s 44x-kubernetes-validations:[]ValidationRule
SelectableField 1!jsonPath:s
ServiceReference 1!namespace:s 2!name:s 3!path:s 4!port:i
ValidationRule 1!rule:s 2message:s 3messageExpression:s 4!reason:s 5fieldPath:s 6!optionalOldSelf:b
WebhookClientConfig 1service:ServiceReference 2caBundle:B 3!url:s
WebhookConversion 2clientConfig:WebhookClientConfig 3conversionReviewVersions:[]s
`;
