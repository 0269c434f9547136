import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { permissions as capd } from '@capi/capd/permissions';
import { eventPermissions, type Permission } from '@capi/controller-runtime';
import { permissions as core } from '@capi/core/permissions';
import { permissions as bootstrap } from '@capi/kubeadm-bootstrap/permissions';
import { permissions as controlPlane } from '@capi/kubeadm-control-plane/permissions';

import { roleManifests, rulesOf, type RoleRule } from './roles.ts';
import { upstreamHomeRole, upstreamRoles } from './upstream-roles.ts';

const root = path.resolve(import.meta.dirname, '../..');
const declared = { core, 'kubeadm-bootstrap': bootstrap, 'kubeadm-control-plane': controlPlane, capd };

/** What ours may do beyond upstream's, and why. */
const beyondUpstream: Partial<Record<keyof typeof declared, readonly Permission[]>> = {
  // Upstream's says in its log alone what becomes of containers.
  capd: eventPermissions,
};

/** One line for each thing that a rule allows: `patch apps/deployments/status name`. */
const lines = (rules: readonly RoleRule[]): string[] =>
  rules.flatMap(({ apiGroups, resources, verbs, resourceNames = [''] }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) => verbs.flatMap((verb) => resourceNames.map((name) => `${verb} ${group}/${resource} ${name}`))),
    ),
  );
const asked = (permissions: readonly Permission[]): string[] =>
  permissions.flatMap(({ group, resources, verbs, names = [''] }) =>
    resources.flatMap((resource) => verbs.flatMap((verb) => names.map((name) => `${verb} ${group}/${resource} ${name}`))),
  );
/** Whether a line is among these, or a wider one is: all resources of the group, or all names. */
const allows = (allowed: ReadonlySet<string>, line: string): boolean => {
  const wide = (text: string): string => text.replace(/\/\S+ /, '/* ');
  const unnamed = (text: string): string => text.replace(/ \S*$/, ' ');
  return [line, wide(line), unnamed(line), wide(unnamed(line))].some((each) => allowed.has(each));
};

describe('roles of the providers', () => {
  test.each([...roleManifests()])('%s is as its provider declares it; otherwise run `npm run generate`', async (name, text) => {
    expect(await readFile(path.join(root, name), 'utf8')).toBe(text);
  });

  test.each(Object.entries(declared))('%s: allow all that a declaration asks for, and nothing else', (_, { everywhere, atHome }) => {
    for (const permissions of [everywhere, atHome]) {
      const wanted = new Set(asked(permissions));
      const given = new Set(lines(rulesOf(permissions)));
      expect([...wanted].filter((line) => !allows(given, line))).toEqual([]);
      expect([...given].filter((line) => !wanted.has(line))).toEqual([]);
    }
  });

  test.each(Object.entries(declared))('%s: allow nothing that the role of upstream does not', (name, { everywhere, atHome }) => {
    const folder = name as keyof typeof declared;
    const upstream = new Set(asked([...(upstreamRoles[folder] as readonly Permission[]), ...(beyondUpstream[folder] ?? [])]));
    expect(lines(rulesOf(everywhere)).filter((line) => !allows(upstream, line))).toEqual([]);
    const home = new Set(asked(upstreamHomeRole as readonly Permission[]));
    expect(lines(rulesOf(atHome)).filter((line) => !allows(home, line))).toEqual([]);
  });

  test.each(Object.entries(declared))(
    '%s: have * for resources only where upstream has it, and never for verbs',
    (folder, { everywhere }) => {
      const upstream = upstreamRoles[folder as keyof typeof declared].filter(({ resources }) => resources.includes('*'));
      const wild = rulesOf(everywhere).filter(({ resources }) => resources.includes('*'));
      expect(upstream.map(({ group }) => group)).toEqual(expect.arrayContaining(wild.flatMap(({ apiGroups }) => apiGroups)));
      expect(lines(rulesOf(everywhere)).filter((line) => line.startsWith('* '))).toEqual([]);
    },
  );
});

describe('rules of a role', () => {
  const pods: Permission = { group: '', resources: ['pods'], verbs: ['list'] };

  test.each<{ rule: string; permissions: readonly Permission[]; given?: readonly Permission[]; expected: readonly string[] }>([
    {
      rule: 'put verbs for the same resource together, in a fixed order',
      permissions: [pods, { ...pods, verbs: ['create', 'get'] }],
      expected: ['get /pods ', 'list /pods ', 'create /pods '],
    },
    {
      rule: 'leave out what all resources of the group cover',
      permissions: [pods, { ...pods, resources: ['*'], verbs: ['get', 'list'] }],
      expected: ['get /* ', 'list /* '],
    },
    {
      rule: 'keep what all resources of the group do not cover',
      permissions: [
        { ...pods, verbs: ['delete'] },
        { ...pods, resources: ['*'] },
      ],
      expected: ['list /* ', 'delete /pods '],
    },
    { rule: 'leave out names that all names cover', permissions: [pods, { ...pods, names: ['one'] }], expected: ['list /pods '] },
    {
      rule: 'leave out what another role gives',
      permissions: [pods, { ...pods, resources: ['secrets'] }],
      given: [pods],
      expected: ['list /secrets '],
    },
  ])('$rule', ({ permissions, given, expected }) => expect(lines(rulesOf(permissions, given))).toEqual(expected));
});
