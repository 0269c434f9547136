package main

import (
	"fmt"
	"net/netip"
)

// What this node should be like.
type desired struct {
	// Ranges of its own pods; none while it has none, or while they belong to another plugin.
	own []netip.Prefix
	// Ranges of other nodes, and the address of theirs that leads there.
	routes map[netip.Prefix]netip.Addr
	// Addresses of Services.
	services []netip.Prefix
}

// desire says what the Nodes that are there ask of this one.
func desire(self string, nodes map[string]node, subnets subnets) desired {
	wanted := desired{routes: map[netip.Prefix]netip.Addr{}, services: parse(subnets.services)}
	for name, node := range nodes {
		for _, prefix := range ranges(node, subnets) {
			if name == self {
				wanted.own = append(wanted.own, prefix)
			} else if address, known := addressOf(node, prefix.Addr().Is4()); known {
				wanted.routes[prefix] = address
			}
		}
	}
	return wanted
}

func ranges(node node, subnets subnets) []netip.Prefix {
	if allotted := parse(node.Spec.PodCIDRs); len(allotted) > 0 || !subnets.known || len(subnets.pods) > 0 {
		return allotted
	}
	address, known := addressOf(node, true)
	if !known {
		return nil
	}
	return parse([]string{fmt.Sprintf("10.244.%d.0/24", address.As4()[3])})
}

func addressOf(node node, is4 bool) (netip.Addr, bool) {
	for _, entry := range node.Status.Addresses {
		address, err := netip.ParseAddr(entry.Address)
		if entry.Type == "InternalIP" && err == nil && address.Is4() == is4 {
			return address, true
		}
	}
	return netip.Addr{}, false
}

func parse(texts []string) []netip.Prefix {
	var prefixes []netip.Prefix
	for _, text := range texts {
		if prefix, err := netip.ParsePrefix(text); err == nil {
			prefixes = append(prefixes, prefix)
		}
	}
	return prefixes
}
