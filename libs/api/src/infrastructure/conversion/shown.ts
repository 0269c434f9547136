import { within, type Mapping } from '../../conversion/mapping.ts';

/** A struct that both versions show even when it holds nothing, as the kinds of the Docker provider do with most of theirs. */
export const shownWithin = (name: string, inner: Mapping): Mapping =>
  within(name, name, inner, { oldAlways: true, hubAlways: true, hubKeepsEmpty: true });

/** A struct that the hub shows even when it holds nothing, and the old version only when there is something. */
export const shownInHub = (name: string, inner: Mapping): Mapping => within(name, name, inner, { hubAlways: true, hubKeepsEmpty: true });
