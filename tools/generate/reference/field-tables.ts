import type { JsonSchema } from '@capi/api';

import { limitsOf, rulesOf } from './field-limits.ts';
import { structIn, typeOf } from './field-type.ts';
import { code, prose, table } from './markdown.ts';

/**
 * One section for each struct of a schema, outermost first, with a table of its fields. Names of required fields are bold.
 * @param path of the struct in the object; empty for the object itself
 * @returns Markdown blocks
 */
export function fieldTables(schema: JsonSchema, path = ''): readonly string[] {
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    field,
    at: path === '' ? name : `${path}.${name}`,
  }));
  const required = new Set(schema.required);
  const rows = fields.map(({ name, field, at }) => [
    required.has(name) ? `**${code(name)}**` : code(name),
    typeOf(field, at),
    limitsOf(field),
    prose(field.description ?? ''),
  ]);
  const inner = fields.flatMap(({ field, at }) => {
    const found = structIn(field, at);
    return found === undefined
      ? []
      : [`### ${code(found.path)}`, ...introductionOf(field, found.struct), ...fieldTables(found.struct, found.path)];
  });
  return [...(rows.length === 0 ? [] : [table(['Field', 'Type', 'Limits', 'Meaning'], rows)]), ...inner];
}

/** What a struct is: as the field says, then as the items of the field say, then the rules over all of its fields. */
function introductionOf(field: JsonSchema, struct: JsonSchema): readonly string[] {
  const descriptions = [...new Set([field.description, struct.description])].filter((text) => text !== undefined).map(prose);
  const rules = rulesOf(struct);
  return [descriptions.join(' '), ...(rules.length === 0 ? [] : [rules.map((rule) => `- Rule: ${rule}`).join('\n')])];
}
