const variable = /\$\{(?<name>\w+)(?::=(?<otherwise>[^}]*))?\}/g;

/**
 * Puts values in place of variables, as clusterctl does when it installs: `${NAME:=default}` and `${NAME}`.
 * @throws Error that names all variables that have neither a value nor a default
 */
export function fillIn(text: string, values: Readonly<Record<string, string>> = {}): string {
  const missing = new Set<string>();
  const filled = text.replaceAll(variable, (whole, name: string, otherwise?: string) => {
    const value = values[name];
    if (value !== undefined && value !== '') return value;
    if (otherwise === undefined || otherwise === '') missing.add(name);
    return otherwise ?? whole;
  });
  if (missing.size === 0) return filled;
  throw new Error(`no value for ${[...missing].toSorted().join(', ')}`);
}
