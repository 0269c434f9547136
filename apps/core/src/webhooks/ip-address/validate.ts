import { findings, forbidden, invalid, unverifiable, type Admission, type Finding, type Ruling } from '@capi/admission';
import { draftOf, type Draft, type IPAddress } from '@capi/api';
import { isSameJson, OperationError } from '@capi/seams';

import { addressFamily } from '../addresses.ts';
import { denied } from '../denied.ts';
import type { CorePorts } from '../ports.ts';
import { hasSameSpec } from '../same-spec.ts';

type Address = Draft<Admission<IPAddress>['object']>;

/** What an IPAddress may be: an address that makes sense, from the pool that its claim asks for, and unchangeable. */
export async function validateIPAddress(
  { operation, object, before }: Admission<IPAddress>,
  ports: CorePorts,
  signal: AbortSignal,
): Promise<Ruling> {
  if (operation === 'DELETE') return findings();
  const address = draftOf(object);
  if (before !== undefined)
    return hasSameSpec(before, object) ? findings() : denied([forbidden('spec', 'spec is immutable; make a new IPAddress instead')]);
  return denied([...validateNumbers(address), ...(await validatePool(address, ports, signal))]);
}

function validateNumbers({ spec = {} }: Address): readonly Finding[] {
  const { address = '', prefix = 0, gateway = '' } = spec;
  const family = addressFamily(address);
  const longest = family === 4 ? 32 : 128;
  return [
    ...(family === undefined ? [invalid('spec.address', address, 'must be an IP address, as in 10.0.0.5 or fd00::5')] : []),
    ...(prefix < 0 ? [invalid('spec.prefix', prefix, 'must not be negative')] : []),
    ...(family !== undefined && prefix > longest
      ? [invalid('spec.prefix', prefix, `must be no more than ${longest} for an IPv${family} address`)]
      : []),
    ...(gateway === '' || addressFamily(gateway) !== undefined
      ? []
      : [invalid('spec.gateway', gateway, 'must be an IP address, or absent')]),
  ];
}

/** A claim that is gone asks for nothing. */
async function validatePool({ metadata, spec }: Address, ports: CorePorts, signal: AbortSignal): Promise<readonly Finding[]> {
  const key = { namespace: metadata?.namespace ?? '', name: spec?.claimRef?.name ?? '' };
  try {
    const wanted = draftOf(await ports.findIPAddressClaim(key, signal))?.spec?.poolRef;
    const { apiGroup = '', kind = '', name = '' } = spec?.poolRef ?? {};
    if (wanted === undefined || isSameJson(wanted, { apiGroup, kind, name })) return [];
    return [
      invalid(
        'spec.poolRef',
        spec?.poolRef,
        `must be that of IPAddressClaim ${key.namespace}/${key.name}, which asks for ${wanted.kind}.${wanted.apiGroup} ${wanted.name}`,
      ),
    ];
  } catch (error) {
    if (error instanceof OperationError) return [unverifiable('spec.claimRef', error.message)];
    throw error;
  }
}
