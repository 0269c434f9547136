/** Where a new container goes. */
export interface Place {
  /** Of the network. */
  readonly name: string;
  readonly subnets: readonly string[];
  /** Fixed addresses, which an engine that restarts does not change; absent in a network that others made, where the engine chooses. */
  readonly ipv4?: string;
  readonly ipv6?: string;
}

/** The network that all containers of this provider are in. */
export interface Networks {
  readonly name: string;
  /**
   * Runs `create` with a place for a new container. The network is there by then, made when it was not, and the addresses are nobody
   * else's until `create` has ended, after which the container holds them, running or not. When it rejects because an address is in use
   * after all (refusal `address-in-use`, which an engine may find as late as when the container starts), it is run again with another
   * one; what it made has to be gone by then.
   * @param wanted.address that the container should have if it can, IPv4 or IPv6, such as the one that clients know it by
   */
  place<T>(wanted: { readonly address?: string }, create: (place: Place) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Removes the network if this provider made it and no container is in it, running or not, nor about to be. */
  removeUnused(signal: AbortSignal): Promise<void>;
}
