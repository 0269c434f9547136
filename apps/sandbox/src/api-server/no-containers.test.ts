import { refusal } from './no-containers.ts';

describe('a pod that stands for a process', () => {
  test('says so to who wants to go into it, as a Status that clients show', () => {
    const [head = '', body = ''] = refusal({ namespace: 'capi-system', name: 'capi-0' } as Parameters<typeof refusal>[0]).split('\r\n\r\n');
    expect(head).toContain(`Content-Length: ${body.length}`);
    expect(JSON.parse(body)).toMatchObject({
      kind: 'Status',
      code: 400,
      message: expect.stringMatching(/^pod capi-system\/capi-0 stands for a process/),
    });
  });
});
