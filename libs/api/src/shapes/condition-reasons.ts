// Conditions that several kinds report in the same words.

/** Whether reconciliation is paused. */
export const Paused = { True: ['Paused'], False: ['NotPaused'] } as const;

/** Summary of an object's own conditions, or of the Ready conditions of others. */
export const Ready = { True: ['Ready'], False: ['NotReady'], Unknown: ['ReadyUnknown', 'InternalError'] } as const;

/** Whether the Machines of an owner are Ready. */
export const MachinesReady = { True: ['Ready', 'NoReplicas'], False: ['NotReady'], Unknown: ['ReadyUnknown', 'InternalError'] } as const;

/** Whether the Machines of an owner are as it wants them. */
export const MachinesUpToDate = {
  True: ['UpToDate', 'NoReplicas'],
  False: ['NotUpToDate'],
  Unknown: ['UpToDateUnknown', 'InternalError'],
} as const;

export const ScalingUp = { True: ['ScalingUp'], False: ['NotScalingUp'], Unknown: ['WaitingForReplicasSet', 'InternalError'] } as const;
export const ScalingDown = {
  True: ['ScalingDown'],
  False: ['NotScalingDown'],
  Unknown: ['WaitingForReplicasSet', 'InternalError'],
} as const;
export const RollingOut = { True: ['RollingOut'], False: ['NotRollingOut'], Unknown: ['InternalError'] } as const;
export const Remediating = { True: ['Remediating'], False: ['NotRemediating'], Unknown: ['InternalError'] } as const;
