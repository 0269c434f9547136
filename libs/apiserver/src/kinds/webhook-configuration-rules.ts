import { spokenReviews, webhooksOf, type WebhookFields } from '../admission/hooks.ts';
import { compileCondition, type MatchCondition } from '../admission/match-conditions.ts';
import type { Rule } from '../admission/rules.ts';
import type { StatusCause } from '../errors/status-error.ts';
import { whyNotQualifiedName, whyNotSubdomain } from '../objects/names.ts';
import type { Cause } from '../schema/cause.ts';
import { duplicate, invalid, notSupported, required } from '../schema/field-errors.ts';
import type { JsonObject } from '../schema/json.ts';
import { checkClientConfig } from '../webhooks/check-client-config.ts';
import type { KindRules } from './kind-rules.ts';

/** What a configuration means where it does not say, filled in so that everybody reads the same. */
const webhookDefaults = {
  failurePolicy: 'Fail',
  matchPolicy: 'Equivalent',
  namespaceSelector: {},
  objectSelector: {},
  timeoutSeconds: 10,
};

/** Configurations of admission webhooks. */
export const webhookConfigurationRules = (plain: KindRules, which: 'mutating' | 'validating'): KindRules => ({
  ...plain,
  hasGeneration: true,
  normalize: (configuration) => withDefaults(configuration, which === 'mutating' ? { reinvocationPolicy: 'Never' } : {}),
  check: checkConfiguration,
});

function withDefaults(configuration: JsonObject, own: JsonObject): JsonObject {
  const webhooks = configuration['webhooks'] as readonly JsonObject[] | undefined;
  if (webhooks === undefined) return configuration;
  return {
    ...configuration,
    webhooks: webhooks.map((webhook) => ({
      ...webhookDefaults,
      ...own,
      ...webhook,
      clientConfig: withPort((webhook['clientConfig'] ?? {}) as JsonObject),
      ...(webhook['rules'] === undefined
        ? {}
        : { rules: (webhook['rules'] as readonly JsonObject[]).map((rule) => ({ scope: '*', ...rule })) }),
    })),
  };
}

const withPort = (config: JsonObject): JsonObject =>
  config['service'] === undefined ? config : { ...config, service: { port: 443, ...(config['service'] as JsonObject) } };

function checkConfiguration(configuration: JsonObject): readonly StatusCause[] {
  const webhooks = webhooksOf(configuration);
  const names = webhooks.map(({ name }) => name);
  return webhooks.flatMap((webhook, index) => {
    const path = `webhooks[${index}]`;
    const again = names.indexOf(webhook.name) < index ? [duplicate(`${path}.name`, webhook.name)] : [];
    return [...again, ...checkWebhook(webhook, path)];
  });
}

function checkWebhook(webhook: Partial<WebhookFields>, path: string): readonly Cause[] {
  const {
    name = '',
    timeoutSeconds = 10,
    sideEffects,
    failurePolicy = 'Fail',
    matchPolicy = 'Exact',
    admissionReviewVersions = [],
  } = webhook;
  const causes: Cause[] = [...checkName(name, `${path}.name`)];
  causes.push(...(webhook.rules ?? []).flatMap((rule, index) => checkRule(rule, `${path}.rules[${index}]`)));
  causes.push(...oneOf(failurePolicy, ['Fail', 'Ignore'], `${path}.failurePolicy`));
  causes.push(...oneOf(matchPolicy, ['Equivalent', 'Exact'], `${path}.matchPolicy`));
  causes.push(...oneOf(webhook.reinvocationPolicy ?? 'Never', ['IfNeeded', 'Never'], `${path}.reinvocationPolicy`));
  if (sideEffects === undefined) causes.push(required(`${path}.sideEffects`, 'must specify one of None, NoneOnDryRun'));
  else causes.push(...oneOf(sideEffects, ['None', 'NoneOnDryRun'], `${path}.sideEffects`));
  if (timeoutSeconds < 1 || timeoutSeconds > 30) {
    causes.push(invalid(`${path}.timeoutSeconds`, timeoutSeconds, 'the timeout value must be between 1 and 30 seconds'));
  }
  causes.push(...checkClientConfig(webhook.clientConfig ?? {}, `${path}.clientConfig`));
  causes.push(...checkReviewVersions(admissionReviewVersions, `${path}.admissionReviewVersions`));
  return [...causes, ...checkConditions(webhook, `${path}.matchConditions`)];
}

const oneOf = (value: string, allowed: readonly string[], path: string): readonly Cause[] =>
  allowed.includes(value) ? [] : [notSupported(path, value, allowed)];

/** A name in a domain of its own, so that two owners never mean the same. */
function checkName(name: string, path: string): readonly Cause[] {
  if (name === '') return [required(path)];
  const why = whyNotSubdomain(name);
  if (why !== undefined) return [invalid(path, name, why)];
  return name.split('.').length < 3 ? [invalid(path, name, 'should be a domain with at least three segments separated by dots')] : [];
}

function checkReviewVersions(versions: readonly string[], path: string): readonly Cause[] {
  if (versions.length === 0) return [required(path, `must specify one of ${spokenReviews.join(', ')}`)];
  if (versions.some((version) => spokenReviews.includes(version))) return [];
  return [invalid(path, versions, `must include at least one of ${spokenReviews.join(', ')}`)];
}

function checkRule(rule: Rule, path: string): readonly Cause[] {
  const causes: Cause[] = [];
  const lists = ['apiGroups', 'apiVersions', 'operations', 'resources'] as const;
  for (const field of lists) {
    const values = rule[field] ?? [];
    if (values.length === 0) causes.push(required(`${path}.${field}`));
    else if (field !== 'resources' && values.length > 1 && values.includes('*')) {
      causes.push(invalid(`${path}.${field}`, values, "if '*' is present, must not specify other values"));
    }
    for (const [index, value] of values.entries()) {
      // The core group has no name.
      if (value === '' && field !== 'apiGroups') causes.push(required(`${path}.${field}[${index}]`));
    }
  }
  for (const [index, operation] of (rule.operations ?? []).entries()) {
    if (operation !== '') causes.push(...oneOf(operation, ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'], `${path}.operations[${index}]`));
  }
  return [
    ...causes,
    ...checkResources(rule.resources ?? [], `${path}.resources`),
    ...oneOf(rule.scope ?? '*', ['*', 'Cluster', 'Namespaced'], `${path}.scope`),
  ];
}

/** One that includes another is a mistake: who reads only the narrow one is misled. */
function checkResources(resources: readonly string[], path: string): readonly Cause[] {
  if (resources.includes('*/*') && resources.length > 1) {
    return [invalid(path, resources, "if '*/*' is present, must not specify other resources")];
  }
  return resources.flatMap((resource, index) => {
    const [name = '', sub] = resource.split('/');
    if (sub !== undefined && sub !== '*' && name !== '*' && resources.includes(`${name}/*`)) {
      return [invalid(`${path}[${index}]`, resource, `if '${name}/*' is present, must not specify ${resource}`)];
    }
    if (sub !== undefined && name !== '*' && resources.includes(`*/${sub}`)) {
      return [invalid(`${path}[${index}]`, resource, `if '*/${sub}' is present, must not specify ${resource}`)];
    }
    return sub === undefined && name !== '*' && resources.includes('*')
      ? [invalid(path, resources, "if '*' is present, must not specify other resources without subresources")]
      : [];
  });
}

/** How many conditions a webhook may have. */
const mostConditions = 64;

function checkConditions({ matchConditions = [] }: Partial<WebhookFields>, path: string): readonly Cause[] {
  if (matchConditions.length > mostConditions) {
    return [
      {
        reason: 'FieldValueTooMany',
        message: `Too many: ${matchConditions.length}: must have at most ${mostConditions} items`,
        field: path,
      },
    ];
  }
  return matchConditions.flatMap((condition, index) => {
    const place = `${path}[${index}]`;
    const { name = '', expression = '' } = condition as Partial<MatchCondition>;
    const causes: Cause[] = [];
    const why = whyNotQualifiedName(name);
    if (name === '') causes.push(required(`${place}.name`));
    else if (why !== undefined) causes.push(invalid(`${place}.name`, name, why));
    else if (matchConditions.findIndex((other) => other.name === name) < index) causes.push(duplicate(`${place}.name`, name));
    if (expression.trim() === '') return [...causes, required(`${place}.expression`)];
    const { error } = compileCondition(condition);
    return error === undefined ? causes : [...causes, invalid(`${place}.expression`, expression, `compilation failed: ${error}`)];
  });
}
