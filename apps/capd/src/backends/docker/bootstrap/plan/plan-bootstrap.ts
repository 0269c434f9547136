import { CloudConfigError, findKubeadmCall, parseCloudConfig, renderTemplate, type ParsedCloudConfig } from '@capi/cloud-init';
import { secret, type Redacted } from '@capi/seams';

import { groupStep, membersStep, rootKeysStep, userStep } from './account-steps.ts';
import type { BootstrapPlan, BootstrapProblem, BootstrapStep, NodeFacts } from './bootstrap-plan.ts';
import { commandStep } from './command-steps.ts';
import { fileStep, pathOf } from './file-steps.ts';
import { notesOn } from './notes.ts';
import { UnfitData } from './unfit-data.ts';

/**
 * Turns bootstrap data into the steps that a node container goes through. Pure.
 *
 * The steps come in the order in which cloud-init runs its modules, not in that of the document as upstream's provider has it: `bootcmd`,
 * files, groups and logins, files that wait for logins, `runcmd`. What works on a cloud works here, and the document's order is of no use
 * to anyone: the kubeadm bootstrap provider writes `users` after `runcmd`. A file whose owner is made by the same data waits for it, even if
 * it does not say so. Of what is left out, `notes` tell.
 * @param format of the data, from the Secret; absent means `cloud-config`
 */
export function planBootstrap(data: Redacted<string>, format: string | undefined, node: NodeFacts): BootstrapPlan | BootstrapProblem {
  if (format !== undefined && format !== '' && format !== 'cloud-config') {
    return problem(`bootstrap data of format ${printable(format)} is not supported by this provider; use cloud-config`);
  }
  try {
    const facts = { hostname: node.name, instanceID: node.instanceID, platform: 'docker' };
    const document = parseCloudConfig(renderTemplate(data.reveal(), facts));
    return { kind: 'plan', steps: secret(stepsOf(document, node)), notes: notesOn(document.sections) };
  } catch (error) {
    if (error instanceof CloudConfigError || error instanceof UnfitData) return problem(`bootstrap data: ${error.message}`);
    throw error;
  }
}

const problem = (why: string): BootstrapProblem => ({ kind: 'problem', why });

function stepsOf(document: ParsedCloudConfig, node: NodeFacts): readonly BootstrapStep[] {
  const { bootCommands, files, groups, users, sshAuthorizedKeys, commands } = document;
  const configs = new Set(commands.flatMap((command) => findKubeadmCall(command)?.config ?? []));
  const created = new Set(users.map(({ name }) => name));
  const writing = files.map((file, index) => ({
    waits: file.deferred || created.has(file.owner.split(':')[0] ?? ''),
    step: fileStep(file, `write_files ${index + 1} of ${files.length}: ${printable(pathOf(file))}`, configs, node),
  }));
  return [
    ...bootCommands.map((command, index) => commandStep(command, `bootcmd ${index + 1} of ${bootCommands.length}`)),
    ...writing.filter(({ waits }) => !waits).map(({ step }) => step),
    ...groups.map(groupStep),
    ...users.map((user, index) => userStep(user, `users ${index + 1} of ${users.length}: ${user.name}`)),
    ...groups.filter(({ members }) => members.length > 0).map(membersStep),
    ...(sshAuthorizedKeys.length === 0 ? [] : [rootKeysStep(sshAuthorizedKeys)]),
    ...writing.filter(({ waits }) => waits).map(({ step }) => step),
    ...commands.map((command, index) => commandStep(command, `runcmd ${index + 1} of ${commands.length}`)),
  ];
}

/** A title is one line of the journal. */
const printable = (text: string): string => text.replaceAll(/[^\P{C}]/gu, '?').slice(0, 200);
