import { providers } from '../providers.ts';
import { providerPorts } from './provider-ports.ts';

describe('ports of the providers', () => {
  test.each([1, 2, 3])('are each for one purpose, and no other is held (%i replicas)', (replicas) => {
    const ports = providerPorts(20_000, replicas);
    const used = providers.flatMap(({ app }) =>
      Array.from({ length: replicas }, (_, replica) => [
        ports.health(app, replica),
        ports.diagnostics(app, replica),
        ports.webhooks(app, replica),
      ])
        .flat()
        .concat(replicas > 1 ? [ports.service(app)] : []),
    );
    expect(used.toSorted((a, b) => a - b)).toEqual(ports.all);
  });

  test('of the first replica are the same however many there are', () => {
    const [one, two] = [providerPorts(20_000, 1), providerPorts(20_000, 2)];
    expect(two.health('capd', 0)).toBe(one.health('capd', 0));
    expect(two.webhooks('core', 0)).toBe(one.service('core'));
  });
});
