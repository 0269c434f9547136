import { testServer } from '../testing/test-server.ts';
import { aWidget, crds, widgetCrd, widgets } from '../testing/widget-crd.ts';

describe('custom resource definition', () => {
  test('is established when it is created', async () => {
    const { send } = testServer();
    const { body } = await send('POST', crds, widgetCrd);
    expect(body.status).toMatchObject({ storedVersions: ['v1'], acceptedNames: { plural: 'widgets' } });
    expect(body.status.conditions.map((condition: { type: string; status: string }) => `${condition.type}=${condition.status}`)).toEqual([
      'NamesAccepted=True',
      'Established=True',
    ]);
  });

  test('takes its objects along, and is served until the last is gone', async () => {
    const { send, clock, watch } = testServer();
    await send('POST', crds, widgetCrd);
    await send('POST', widgets, aWidget('plain'));
    await send('POST', widgets, aWidget('held', {}, { finalizers: ['example.com/wait'] }));
    const watching = await watch(`${widgets}?watch=true&fieldSelector=metadata.name%3Dnone`);
    await send('DELETE', `${crds}/widgets.example.com`);
    await clock.settle();
    expect((await send('GET', widgets)).body.items).toHaveLength(1);
    await send('PATCH', `${widgets}/held`, { metadata: { finalizers: null } });
    await clock.settle();
    expect((await send('GET', `${crds}/widgets.example.com`)).status).toBe(404);
    expect((await send('GET', widgets)).status).toBe(404);
    expect(await watching.rest()).toEqual([{ type: 'END' }]);
  });

  test('is refused with a rule that does not compile, a wrong name or no single storage version', async () => {
    const { send } = testServer();
    const broken = structuredClone(widgetCrd);
    broken.metadata.name = 'other.example.com';
    const [first, second] = broken.spec.versions;
    Object.assign(second ?? {}, { storage: true });
    Object.assign(first?.schema.openAPIV3Schema ?? {}, { 'x-kubernetes-validations': [{ rule: 'self.spec.(', message: 'no' }] });
    const { status, body } = await send('POST', crds, broken);
    expect(status).toBe(422);
    expect(body.details.causes.map((cause: { field: string }) => cause.field)).toEqual([
      'metadata.name',
      'spec.versions',
      'spec.versions[0].schema.openAPIV3Schema.x-kubernetes-validations[0].rule',
    ]);
  });

  test('serves every version of an object, with a warning for a deprecated one', async () => {
    const { send } = testServer();
    await send('POST', crds, widgetCrd);
    await send('POST', widgets, aWidget('a'));
    const old = await send('GET', '/apis/example.com/v1alpha1/namespaces/default/widgets/a');
    expect(old.body.apiVersion).toBe('example.com/v1alpha1');
    const written = await send('PATCH', '/apis/example.com/v1alpha1/namespaces/default/widgets/a', { spec: { size: 7 } });
    expect(written.headers['warning']).toBe('299 - "example.com/v1alpha1 Widget is deprecated; use example.com/v1 Widget"');
    expect((await send('GET', `${widgets}/a`)).body).toMatchObject({ apiVersion: 'example.com/v1', spec: { size: 7 } });
  });
});
