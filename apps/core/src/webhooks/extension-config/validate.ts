import {
  dns1035LabelProblems,
  dns1123LabelProblems,
  findings,
  forbidden,
  gateOff,
  invalid,
  isDefined,
  required,
  validateName,
  validateSelector,
  type Admission,
  type Finding,
  type Ruling,
} from '@capi/admission';
import { draftOf, type Draft, type ExtensionConfig } from '@capi/api';
import { requestScheme } from '@capi/cel';

type ClientConfig = Draft<ExtensionConfig['spec']['clientConfig']>;
type Service = NonNullable<ClientConfig['service']>;

const path = 'spec.clientConfig';
const mostPort = 65_535;

/** What an ExtensionConfig may be: a server that can be reached in one way, over HTTPS. */
export function validateExtensionConfig({ object, gates }: Admission<ExtensionConfig>): Ruling {
  if (!gates.enabled('RuntimeSDK')) return gateOff('RuntimeSDK');
  const { metadata, spec } = draftOf(object);
  const { url = '', service } = spec?.clientConfig ?? {};
  const selector = spec?.namespaceSelector;
  return findings(
    validateName('metadata.name', metadata?.name ?? '', dns1123LabelProblems),
    validateTarget(url, service),
    url === '' ? [] : validateUrl(url),
    isDefined(service) ? validateService(service ?? {}) : [],
    selector === undefined
      ? [required('spec.namespaceSelector', 'must be set; write {} for all namespaces')]
      : validateSelector('spec.namespaceSelector', selector),
  );
}

function validateTarget(url: string, service: Service | undefined): readonly Finding[] {
  const isService = isDefined(service);
  if (url === '' && !isService) return [required(path, 'set either url or service')];
  return url !== '' && isService ? [forbidden(path, 'only one of url and service can be set; remove one')] : [];
}

function validateUrl(url: string): readonly Finding[] {
  const scheme = requestScheme(url);
  if (scheme === undefined) return [invalid(`${path}.url`, url, 'must be an absolute URL, as in https://extension.example:8443')];
  return scheme === 'https' ? [] : [invalid(`${path}.url`, url, 'must start with https://')];
}

const validateService = ({ name = '', namespace = '', path: uri = '', port }: Service): readonly Finding[] => [
  ...(name === '' ? [required(`${path}.service.name`, 'must name the Service')] : []),
  ...validateName(`${path}.service.name`, name, dns1035LabelProblems),
  ...(namespace === '' ? [required(`${path}.service.namespace`, 'must name the namespace of the Service')] : []),
  ...validateName(`${path}.service.namespace`, namespace, dns1123LabelProblems),
  ...(uri !== '' && requestScheme(uri) === undefined ? [invalid(`${path}.service.path`, uri, 'must be a path, as in /hooks')] : []),
  ...(uri !== '' && !uri.startsWith('/') ? [invalid(`${path}.service.path`, uri, 'must start with /')] : []),
  ...(port !== undefined && (port < 1 || port > mostPort)
    ? [invalid(`${path}.service.port`, port, `must be between 1 and ${mostPort}`)]
    : []),
];
