import { parsePort } from './port-forward.ts';

describe('port of a port-forward', () => {
  test.each<{ rule: string; url: string; port: number | undefined }>([
    { rule: 'is in the query', url: '/api/v1/namespaces/a/pods/b/portforward?ports=2379', port: 2379 },
    { rule: 'is one', url: '/portforward?ports=2379&ports=2380', port: undefined },
    { rule: 'is a number', url: '/portforward?ports=http', port: undefined },
    { rule: 'must be there', url: '/portforward', port: undefined },
  ])('$rule', ({ url, port }) => expect(parsePort(url)).toBe(port));
});
