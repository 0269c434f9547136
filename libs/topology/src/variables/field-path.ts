import type { SchemaNode } from './schema-node.ts';

const step = /^(?:\.([A-Za-z_][A-Za-z0-9_]*)|\['((?:[^'\\]|\\.)*)'\])/;

/** Whether a path such as `.a.b` or `['a-b'].c` leads to a field below a place in a schema; it cannot reach into lists. */
export function validFieldPath(path: string, node: SchemaNode): boolean {
  let rest = path;
  let place: SchemaNode | undefined = node;
  while (rest !== '') {
    const found = step.exec(rest);
    if (found === null || place === undefined) return false;
    const name = found[1] ?? found[2] ?? '';
    place = place.properties.get(name) ?? place.values;
    rest = rest.slice(found[0].length);
  }
  return place !== undefined && path !== '';
}
