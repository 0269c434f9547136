import { CloudConfigError } from '../parse/cloud-config-error.ts';
import type { InstanceFacts } from './instance-facts.ts';

/**
 * Evaluates what a document that begins with `## template: jinja` says of the machine, as `{{ ds.meta_data.local_hostname }}` or
 * `{{ v1.instance_id }}`, and takes `{% raw %}` marks away. What has braces but does not speak of the machine (a Go template in a script,
 * say) stays as it is: it works on nodes where nothing is evaluated, and so it does here.
 * @throws CloudConfigError with the line, when instance data is asked for that is not known, or used in a way that is not evaluated here
 */
export function renderTemplate(text: string, facts: InstanceFacts): string {
  if (!/^\s*##\s*template:\s*jinja\s*(?:\n|$)/i.test(text)) return text;
  return text.replaceAll(
    /\{%[-+]?\s*raw\s*[-+]?%\}([\s\S]*?)\{%[-+]?\s*endraw\s*[-+]?%\}|\{\{([^{}\n]*)\}\}|\{%[-+]?\s*([a-z]+)\b[^{}\n]*%\}/g,
    (whole: string, raw: string | undefined, expression: string | undefined, statement: string | undefined, offset: number) => {
      if (raw !== undefined) return raw;
      const line = text.slice(0, offset).split('\n').length;
      if (expression !== undefined) return evaluate(expression.replace(/^[-+]|[-+]$/g, '').trim(), facts, line) ?? whole;
      if (statement === undefined || !statements.has(statement)) return whole;
      throw new CloudConfigError(`the template statement {% ${statement} %} is not evaluated here; write the text that it makes`, line);
    },
  );
}

const statements: ReadonlySet<string> = new Set([
  'if',
  'for',
  'set',
  'macro',
  'include',
  'import',
  'from',
  'block',
  'filter',
  'with',
  'call',
]);
/** Names of instance data stand on their own too. */
const aliases: ReadonlySet<string> = new Set(['hostname', 'local_hostname', 'instance_id', 'cloud_name', 'platform']);

/** @returns undefined when the expression is not about the machine */
function evaluate(expression: string, facts: InstanceFacts, line: number): string | undefined {
  const plain = expression.replaceAll('-', '_');
  const name = /^(?:ds\.meta_data\.|v1\.)?(\w+)$/.exec(plain)?.[1];
  const known: Readonly<Record<string, string>> = {
    hostname: facts.hostname,
    local_hostname: facts.hostname,
    instance_id: facts.instanceID,
    cloud_name: facts.platform,
    platform: facts.platform,
  };
  const value = name === undefined ? undefined : known[name];
  if (value !== undefined) return value;
  const root = /^\w+/.exec(plain)?.[0] ?? '';
  if (root !== 'ds' && root !== 'v1' && !aliases.has(root)) return undefined;
  // A name can be told; anything longer may hold a secret.
  const told = /^[\w.]{1,80}$/.test(plain)
    ? `{{ ${expression} }} asks for instance data that this machine does not have`
    : `an expression on {{ ${root} }} is more than a name`;
  throw new CloudConfigError(
    `${told}; known are ds.meta_data.local_hostname, ds.meta_data.instance_id, v1.cloud_name and v1.platform`,
    line,
  );
}
