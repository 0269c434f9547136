/** The variables by which the `docker` command finds its engine, and so do we. */
export type DockerVariable = 'DOCKER_HOST' | 'DOCKER_TLS_VERIFY' | 'DOCKER_CERT_PATH' | 'DOCKER_API_VERSION';
/** By which the `docker` command finds its engine: `DOCKER_HOST`, `DOCKER_TLS_VERIFY` and others. */
export type DockerEnvironment = Readonly<Partial<Record<DockerVariable, string | undefined>>>;

/** Where an engine is and how to talk to it. */
export interface DockerAddress {
  /** For messages: `unix:///var/run/docker.sock`. */
  readonly text: string;
  readonly route:
    | { readonly kind: 'socket'; readonly path: string }
    | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls?: DockerTls };
  /** Of the API, such as `v1.41`; absent: the newest that both sides know. */
  readonly apiVersion?: string;
}

export interface DockerTls {
  /** Folder with `ca.pem`, `cert.pem` and `key.pem`; absent: the authorities that this system trusts, and no certificate of ours. */
  readonly folder?: string;
  /** Whether the engine's certificate has to fit. */
  readonly verify: boolean;
}

/** Why an address cannot be used, for people. */
export interface UnusableAddress {
  readonly why: string;
  readonly hint: string;
}

const usual = 'unix:///var/run/docker.sock';

/**
 * Reads what the `docker` command reads: `unix://`, `npipe://`, `tcp://`, `http://` and `https://`. TLS is used when there is a folder of
 * certificates, and for https; it is verified unless only the folder is set.
 * @param host goes before DOCKER_HOST; absent or empty when nobody chose one
 */
export function parseDockerAddress(host: string | undefined, environment: DockerEnvironment): DockerAddress | UnusableAddress {
  const text = [host, environment.DOCKER_HOST].find((each) => each !== undefined && each !== '') ?? usual;
  const [, scheme = 'tcp', rest = ''] = /^(?:([a-z]+):\/\/)?(.*)$/s.exec(text) ?? [];
  const version = environment.DOCKER_API_VERSION?.replace(/^v/, '') ?? '';
  if (version !== '' && !/^\d+\.\d+$/.test(version))
    return { why: `DOCKER_API_VERSION ${version} is not a version`, hint: 'set it to one such as 1.41, or not at all' };
  const more = version === '' ? {} : { apiVersion: `v${version}` };
  switch (scheme) {
    case 'unix':
    case 'npipe':
      return rest === '' ? noPath(text) : { text, route: { kind: 'socket', path: rest }, ...more };
    case 'tcp':
    case 'http':
    case 'https': {
      const tls = tlsOf(scheme, environment);
      const place = placeOf(rest, tls === undefined ? 2375 : 2376);
      if (place === undefined) return { why: `${text} is not an address`, hint: 'write it as tcp://host:port' };
      return { text, route: { kind: 'tcp', ...place, ...(tls === undefined ? {} : { tls }) }, ...more };
    }
    case 'ssh':
      return {
        why: 'engines are not reached over ssh',
        hint: 'forward its socket, as with `ssh -NL /tmp/docker.sock:/var/run/docker.sock host`, and set DOCKER_HOST=unix:///tmp/docker.sock',
      };
    default:
      return { why: `addresses that begin with ${scheme}:// are not known`, hint: 'use unix:// or tcp://' };
  }
}

const noPath = (text: string): UnusableAddress => ({ why: `${text} names no socket`, hint: `write it as ${usual}` });

function tlsOf(scheme: string, environment: DockerEnvironment): DockerTls | undefined {
  const folder = environment.DOCKER_CERT_PATH ?? '';
  const verify = (environment.DOCKER_TLS_VERIFY ?? '') !== '';
  if (folder !== '') return { folder, verify };
  return scheme === 'https' || verify ? { verify: true } : undefined;
}

function placeOf(rest: string, usualPort: number): { readonly host: string; readonly port: number } | undefined {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-f:.]+)\]|([^/:@[\]]+))(?::(\d+))?\/?$/i.exec(rest) ?? [];
  const host = bracketed ?? plain;
  const number = port === undefined ? usualPort : Number(port);
  return host === undefined || number > 65_535 || number === 0 ? undefined : { host, port: number };
}
