import { parseDockerAddress, type DockerAddress, type DockerEnvironment } from './docker-address.ts';

describe('address of a Docker engine', () => {
  test.each<{ rule: string; host?: string; environment?: DockerEnvironment; address: Partial<DockerAddress> }>([
    {
      rule: 'is the usual socket when nobody says',
      address: { text: 'unix:///var/run/docker.sock', route: { kind: 'socket', path: '/var/run/docker.sock' } },
    },
    {
      rule: 'is DOCKER_HOST',
      environment: { DOCKER_HOST: 'unix:///run/x.sock' },
      address: { route: { kind: 'socket', path: '/run/x.sock' } },
    },
    {
      rule: 'is rather what was asked for',
      host: 'unix:///a',
      environment: { DOCKER_HOST: 'unix:///b' },
      address: { route: { kind: 'socket', path: '/a' } },
    },
    {
      rule: 'may be a named pipe',
      host: 'npipe:////./pipe/docker_engine',
      address: { route: { kind: 'socket', path: '//./pipe/docker_engine' } },
    },
    { rule: 'has the usual port', host: 'tcp://engine', address: { route: { kind: 'tcp', host: 'engine', port: 2375 } } },
    { rule: 'needs no scheme', host: 'engine:1234', address: { route: { kind: 'tcp', host: 'engine', port: 1234 } } },
    { rule: 'may be of IPv6', host: 'tcp://[fd00::1]:99', address: { route: { kind: 'tcp', host: 'fd00::1', port: 99 } } },
    {
      rule: 'has TLS with a folder of certificates, verified when that is wanted',
      environment: { DOCKER_HOST: 'tcp://engine', DOCKER_CERT_PATH: '/certs', DOCKER_TLS_VERIFY: '1' },
      address: { route: { kind: 'tcp', host: 'engine', port: 2376, tls: { folder: '/certs', verify: true } } },
    },
    {
      rule: 'is not verified with a folder alone, as the docker command has it',
      environment: { DOCKER_HOST: 'tcp://engine:1', DOCKER_CERT_PATH: '/certs', DOCKER_TLS_VERIFY: '' },
      address: { route: { kind: 'tcp', host: 'engine', port: 1, tls: { folder: '/certs', verify: false } } },
    },
    {
      rule: 'is verified when it is https',
      host: 'https://engine:1',
      address: { route: { kind: 'tcp', host: 'engine', port: 1, tls: { verify: true } } },
    },
    { rule: 'comes with the version of the API', environment: { DOCKER_API_VERSION: '1.41' }, address: { apiVersion: 'v1.41' } },
  ])('$rule', ({ host, environment = {}, address }) => expect(parseDockerAddress(host, environment)).toMatchObject(address));

  test.each<{ rule: string; host?: string; environment?: DockerEnvironment; why: string }>([
    { rule: 'ssh', host: 'ssh://me@engine', why: 'engines are not reached over ssh' },
    { rule: 'an unknown scheme', host: 'fd://', why: 'addresses that begin with fd:// are not known' },
    { rule: 'a socket without a path', host: 'unix://', why: 'unix:// names no socket' },
    { rule: 'a port that there is not', host: 'tcp://engine:65536', why: 'tcp://engine:65536 is not an address' },
    { rule: 'a path behind the port', host: 'tcp://engine:1/docker', why: 'tcp://engine:1/docker is not an address' },
    { rule: 'a version that is none', environment: { DOCKER_API_VERSION: 'new' }, why: 'DOCKER_API_VERSION new is not a version' },
  ])('cannot be $rule', ({ host, environment = {}, why }) => expect(parseDockerAddress(host, environment)).toMatchObject({ why }));
});
