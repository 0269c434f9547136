import { existsSync } from 'node:fs';

import { createLog, createProblemLog, systemClock } from '@capi/controller-runtime';
import { milliseconds } from '@capi/seams';

import { auditEvent, openAuditLog } from './audit-log.ts';

const request = (method: string, path: string, query = '') => ({
  method,
  path,
  query: new URLSearchParams(query),
  user: 'somebody',
  userAgent: 'test/v1',
  status: 200,
  isAllowed: true,
  duration: milliseconds(1),
});
const event = (method: string, path: string, query = '') => auditEvent(request(method, path, query));

describe('an audit event', () => {
  test.each([
    { rule: 'calls reading one object get', of: event('GET', '/api/v1/namespaces/a/secrets/b'), verb: 'get' },
    { rule: 'calls reading a collection list', of: event('GET', '/api/v1/secrets'), verb: 'list' },
    { rule: 'calls following a collection watch', of: event('GET', '/api/v1/secrets', 'watch=1'), verb: 'watch' },
    { rule: 'calls POST create', of: event('POST', '/api/v1/namespaces/a/secrets'), verb: 'create' },
    { rule: 'tells deleting one from deleting all', of: event('DELETE', '/api/v1/namespaces/a/secrets'), verb: 'deletecollection' },
    { rule: 'uses the method for what is no object', of: event('GET', '/readyz'), verb: 'get' },
  ])('$rule', ({ of, verb }) => expect(of.verb).toBe(verb));

  test('names object and subresource', () =>
    expect(event('PATCH', '/apis/cluster.x-k8s.io/v1beta2/namespaces/a/machines/b/status').objectRef).toEqual({
      apiGroup: 'cluster.x-k8s.io',
      apiVersion: 'v1beta2',
      resource: 'machines',
      namespace: 'a',
      name: 'b',
      subresource: 'status',
    }));
});

// A device of Linux that has no space left.
const fullDevice = '/dev/full';
if (!existsSync(fullDevice)) process.stdout.write(`not run: writing to a full disk: there is no ${fullDevice}\n`);
const whereThereIsOne = existsSync(fullDevice) ? describe : describe.skip;

whereThereIsOne('an audit log on a full disk', () => {
  test('fails no request, and says so once', () => {
    const messages: string[] = [];
    const log = createLog({ enabled: (level) => level !== 'debug', write: (_level, message) => void messages.push(message) });
    const audit = openAuditLog(fullDevice, createProblemLog(systemClock(), log), log);
    for (let time = 0; time < 3; time += 1) audit.record(request('GET', '/readyz'));
    audit.close();
    expect(messages).toEqual(['Lines of the audit log are lost']);
  });
});
