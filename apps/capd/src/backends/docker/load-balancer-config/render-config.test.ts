import { defaultTemplate } from './default-template.ts';
import { endpointPort, loadBalancerImage } from './image.ts';
import { renderLoadBalancerConfig, type LoadBalancerConfig } from './render-config.ts';

const backends = { 'demo-1': { address: '10.7.0.3', weight: 100 }, 'demo-2': { address: '10.7.0.4', weight: 100 } };
const render = (config: Partial<LoadBalancerConfig>): string => {
  const rendered = renderLoadBalancerConfig({ port: 6443, ipv6: false, backends, ...config });
  return typeof rendered === 'string' ? rendered : `problem: ${rendered.problem}`;
};
const lines = (config: Partial<LoadBalancerConfig>, beginning: string): readonly string[] =>
  render(config)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(beginning));

describe('configuration of a load balancer', () => {
  test('has a server for each back end, in the order of their names', () =>
    expect(lines({}, 'server')).toEqual(['server demo-1 10.7.0.3:6443 weight 100', 'server demo-2 10.7.0.4:6443 weight 100']));

  test('keeps a server that leaves as the last resort', () =>
    expect(lines({ backends: { ...backends, 'demo-2': { address: '10.7.0.4', weight: 0 } } }, 'server')).toEqual([
      'server demo-1 10.7.0.3:6443 weight 100',
      'server demo-2 10.7.0.4:6443 weight 1 backup',
    ]));

  test('is complete without any server', () => {
    expect(lines({ backends: {} }, 'server')).toEqual([]);
    expect(lines({ backends: {} }, 'default_backend')).toEqual(['default_backend kube-apiservers']);
  });

  test.each([
    { rule: 'listens on the port of the endpoint and for its statistics', config: {}, binds: ['bind *:8404', 'bind *:6443'] },
    { rule: "listens on kind's port too", config: { port: 7443 }, binds: ['bind *:8404', 'bind *:7443', 'bind *:6443'] },
    { rule: 'has no statistics when the endpoint has their port', config: { port: 8404 }, binds: ['bind *:8404', 'bind *:6443'] },
    {
      rule: 'listens on IPv6 too',
      config: { ipv6: true },
      binds: ['bind *:8404', 'bind :::8404 v6only', 'bind *:6443', 'bind :::6443 v6only'],
    },
  ])('$rule', ({ config, binds }) => expect(lines(config, 'bind')).toEqual(binds));

  test('puts IPv6 addresses in brackets', () =>
    expect(lines({ ipv6: true, backends: { a: { address: 'fd00::3', weight: 100 } } }, 'server')).toEqual([
      'server a [fd00::3]:6443 weight 100',
    ]));

  test('is the same for the same back ends, and ends with the end of a line', () => {
    expect(render({})).toBe(render({}));
    expect(render({})).toMatch(/[^\n]\n$/);
  });

  test.each([
    { rule: 'the name of a server', config: { backends: { 'a\n  bind *:1': { address: '10.7.0.3', weight: 100 } } } },
    { rule: 'a name with blanks', config: { backends: { 'a b': { address: '10.7.0.3', weight: 100 } } } },
    { rule: 'an address', config: { backends: { a: { address: '10.7.0.3:1 backup', weight: 100 } } } },
    { rule: 'no address', config: { backends: { a: { address: 'invalid IP', weight: 100 } } } },
    { rule: 'the zone of an address', config: { backends: { a: { address: 'fe80::1%a', weight: 100 } } } },
    { rule: 'a weight', config: { backends: { a: { address: '10.7.0.3', weight: 0.5 } } } },
    { rule: 'a port', config: { port: 65_536 } },
  ])('refuses what is not one: $rule', ({ config }) => expect(render(config)).toMatch(/^problem: /));
});

describe('template of a configuration', () => {
  test("has upstream's variables and function, with their types in Go", () => {
    const template = `frontend {{ .FrontendControlPlanePort }} {{ if .IPv6 }}six{{ else }}four{{ end }}
{{range $server, $backend := .BackendServers}}
  server {{ $server }} {{ JoinHostPort $backend.Address $.BackendControlPlanePort }} weight {{ if eq $backend.Weight 100 }}{{ printf "%03d" $backend.Weight }}{{ end }}{{end}}`;
    expect(render({ template, port: 7443 })).toBe(
      'frontend 7443 four\n\n  server demo-1 10.7.0.3:6443 weight 100\n  server demo-2 10.7.0.4:6443 weight 100\n',
    );
  });

  test('is the built-in one when there is none', () => expect(render({ template: defaultTemplate })).toBe(render({})));

  test.each([
    { rule: 'cannot be parsed', template: 'global\n{{ if }}', says: /line 2/ },
    { rule: 'calls what is not there', template: '{{ env "HOME" }}', says: /line 1: function "env" not defined/ },
    { rule: 'reads a variable that is not there', template: '\n\n{{ .FrontendPort }}', says: /line 3.*FrontendPort/ },
    { rule: 'joins what is no address', template: '{{ range .BackendServers }}{{ JoinHostPort . "6443" }}{{ end }}', says: /line 1/ },
  ])('is a problem that names the line when it $rule', ({ template, says }) => expect(render({ template })).toMatch(says));
});

describe('image of a load balancer', () => {
  test.each([
    { rule: 'is that of kind', spec: undefined, image: 'kindest/haproxy:v20230606-42a2262b' },
    { rule: 'counts what is empty as absent', spec: { imageRepository: '', imageTag: '' }, image: 'kindest/haproxy:v20230606-42a2262b' },
    {
      rule: 'comes from another repository',
      spec: { imageRepository: 'example.com/mirror/' },
      image: 'example.com/mirror/haproxy:v20230606-42a2262b',
    },
    { rule: 'has another tag', spec: { imageTag: 'v1' }, image: 'kindest/haproxy:v1' },
  ])('$rule', ({ spec, image }) => expect(loadBalancerImage(spec)).toBe(image));

  test('is reached at 6443 unless the endpoint has a port', () =>
    expect([undefined, 0, 7443].map(endpointPort)).toEqual([6443, 6443, 7443]));
});
