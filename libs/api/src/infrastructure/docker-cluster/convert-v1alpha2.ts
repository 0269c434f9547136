import { conversionOf } from '../../conversion/conversion-of.ts';
import { mapping, remembered } from '../../conversion/mapping.ts';
import { apiEndpoints } from '../../conversion/v1alpha2/api-endpoints.ts';
import { keepingAside } from '../../conversion/v1alpha2/kept-aside.ts';
import { shownInHub } from '../conversion/shown.ts';
import { readiness } from '../conversion/status.ts';
import { InfraClusterStatus } from '../v1beta2/status.ts';
import { DockerClusterSpec } from './v1beta2.ts';

/** DockerCluster: v1alpha2, whose spec was empty, ↔ v1beta2. */
export const convertV1Alpha2 = keepingAside(
  conversionOf(
    mapping(
      shownInHub('spec', mapping(...['failureDomains', 'loadBalancer'].map(remembered))),
      shownInHub('status', mapping(readiness(), ...['conditions', 'deprecated', 'failureDomains'].map(remembered))),
      apiEndpoints,
    ),
    { remembers: true, hub: { spec: DockerClusterSpec, status: InfraClusterStatus } },
  ),
  ['status.apiEndpoints'],
);
