/** What cloud-init knows of the machine when it evaluates a template. */
export interface InstanceFacts {
  readonly hostname: string;
  readonly instanceID: string;
}

/**
 * Evaluates the expressions of a document that says `## template: jinja`: names of instance data, as in
 * `{{ ds.meta_data.local_hostname }}`. As on a real node, an unknown name becomes `CI_MISSING_JINJA_VAR/<name>`.
 */
export function renderTemplate(text: string, facts: InstanceFacts): string {
  if (!text.startsWith('## template: jinja')) return text;
  const known: Readonly<Record<string, string>> = {
    hostname: facts.hostname,
    local_hostname: facts.hostname,
    instance_id: facts.instanceID,
    cloud_name: 'in-memory',
    platform: 'in-memory',
  };
  return text.replaceAll(/\{\{\s*([A-Za-z_][\w.]*)\s*\}\}/g, (_expression, name: string) => {
    const plain = name.replace(/^(?:ds\.meta_data|v1)\./, '').replaceAll('-', '_');
    return known[plain] ?? `CI_MISSING_JINJA_VAR/${name.split('.').at(-1) ?? name}`;
  });
}
