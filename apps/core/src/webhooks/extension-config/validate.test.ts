import type { ExtensionConfig } from '@capi/api';

import { aWrite, found, gatesOff } from '../testing.ts';
import { validateExtensionConfig } from './validate.ts';

const service = { name: 'svc', namespace: 'ns', port: 443 };
const reached = (clientConfig: object) => ({ spec: { clientConfig, namespaceSelector: {} } });
const says = (object: object) => found(validateExtensionConfig(aWrite<ExtensionConfig>(object)));

describe('an ExtensionConfig', () => {
  test.each<{ rule: string; object: object; says: string[] }>([
    { rule: 'may be reached through a Service', object: reached({ service }), says: [] },
    { rule: 'may be reached by a URL', object: reached({ url: 'https://h.example:8443/p' }), says: [] },
    { rule: 'is reached somehow', object: reached({ service: { name: '' } }), says: ['Required spec.clientConfig'] },
    { rule: 'is reached in one way', object: reached({ service, url: 'https://h' }), says: ['Forbidden spec.clientConfig'] },
    { rule: 'is reached over HTTPS', object: reached({ url: 'http://h' }), says: ['Invalid spec.clientConfig.url'] },
    { rule: 'has a URL that can be read', object: reached({ url: 'h/p' }), says: ['Invalid spec.clientConfig.url'] },
    {
      rule: 'names its Service and its namespace',
      object: reached({ service: { port: 0 } }),
      says: [
        'Required spec.clientConfig.service.name',
        'Invalid spec.clientConfig.service.name',
        'Required spec.clientConfig.service.namespace',
        'Invalid spec.clientConfig.service.namespace',
        'Invalid spec.clientConfig.service.port',
      ],
    },
    {
      rule: 'has a path that is one',
      object: reached({ service: { ...service, path: 'a' } }),
      says: ['Invalid spec.clientConfig.service.path', 'Invalid spec.clientConfig.service.path'],
    },
    {
      rule: 'has a path, not a URL',
      object: reached({ service: { ...service, path: 'https://h/p' } }),
      says: ['Invalid spec.clientConfig.service.path'],
    },
    {
      rule: 'has a port that there is',
      object: reached({ service: { ...service, port: 65_536 } }),
      says: ['Invalid spec.clientConfig.service.port'],
    },
    { rule: 'says for which namespaces', object: { spec: { clientConfig: { service } } }, says: ['Required spec.namespaceSelector'] },
    { rule: 'has a name without dots', object: { metadata: { name: 'a.b' }, ...reached({ service }) }, says: ['Invalid metadata.name'] },
  ])('$rule', ({ object, says: expected }) => expect(says(object)).toEqual(expected));

  test('is refused as a whole while extensions are switched off', () => {
    expect(validateExtensionConfig(aWrite<ExtensionConfig>({}, gatesOff))).toMatchObject({ findings: [], denial: { status: 403 } });
  });
});
