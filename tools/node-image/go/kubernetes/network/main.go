// Connects the pods of a cluster's nodes, so that a cluster works before anybody installs a network plugin: gives this node's pods
// addresses from its own range, and tells the kernel by which node the ranges of others are reached. As soon as there is another plugin's
// configuration, it takes back all that it did.
//
// Ranges are those that the controller manager allots to Nodes (spec.podCIDRs). A cluster whose kubeadm configuration has no pod subnet
// gets none; then a node's range follows from the last number of its address.
package main

import (
	"context"
	"errors"
	"log"
	"time"
)

const kubeletConfig = "/etc/kubernetes/kubelet.conf"

func main() {
	log.SetFlags(0) // the journal has times of its own
	said := ""
	for {
		err := follow(context.Background())
		// While a cluster comes up there is a lot to wait for, and each of it for a while.
		if err != nil && err.Error() != said {
			said = err.Error()
			log.Print(said)
		}
		time.Sleep(500 * time.Millisecond)
	}
}

// follow brings this node up to date with every change of a Node, until the watch ends or something fails.
func follow(ctx context.Context) error {
	cluster, err := connect(kubeletConfig)
	if err != nil {
		return err
	}
	nodes, version, err := cluster.nodes(ctx, "")
	// Since 1.34 a kubelet's credentials show it no other Node until a control plane node has seen to it.
	forbidden := errors.Is(err, errForbidden)
	if forbidden {
		nodes, _, err = cluster.nodes(ctx, "metadata.name="+cluster.self)
	}
	if err != nil {
		return err
	}
	subnets, unknown := cluster.subnets(ctx)
	update := func() error { return apply(desire(cluster.self, nodes, subnets)) }
	if !forbidden && unknown == nil {
		return cluster.watch(ctx, nodes, version, update)
	}
	// Not all yet, but pods need not wait for the rest.
	if err := update(); err != nil {
		return err
	}
	if forbidden {
		unknown = errors.Join(unknown, allowNodes(ctx))
	}
	return unknown
}
