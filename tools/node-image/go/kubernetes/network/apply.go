package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"maps"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/vishvananda/netlink"
)

const (
	plugins = "/etc/cni/net.d"
	// The runtime takes the first by name, and so any other before it.
	ownPlugin = "99-node-network.conflist"
	// Marks our routes, so that we find them again. Free for such use.
	protocol = 177
	chain    = "NODE-NETWORK"
)

// What has been applied last, as text: most changes of Nodes ask for nothing new.
var applied string

// apply makes this node as wanted: its routes, its filters, and last the configuration that makes it ready for pods.
func apply(wanted desired) error {
	others, err := otherPlugins()
	if err != nil {
		return err
	}
	if len(others) > 0 {
		wanted = desired{}
	}
	text := fmt.Sprint(wanted, others)
	if text == applied {
		return nil
	}
	log.Printf("own ranges %v, routes %v, other plugins %v", wanted.own, wanted.routes, others)
	// One node that cannot be reached keeps no other from working.
	err = errors.Join(applyRoutes(wanted.routes), applyFilters(wanted, true), applyFilters(wanted, false), applyPlugin(wanted.own))
	if err == nil {
		applied = text
	}
	return err
}

func otherPlugins() ([]string, error) {
	entries, err := os.ReadDir(plugins)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	var others []string
	for _, entry := range entries {
		if slices.Contains([]string{".conf", ".conflist", ".json"}, filepath.Ext(entry.Name())) && entry.Name() != ownPlugin {
			others = append(others, entry.Name())
		}
	}
	return others, nil
}

func applyRoutes(wanted map[netip.Prefix]netip.Addr) error {
	present, err := netlink.RouteListFiltered(netlink.FAMILY_ALL, &netlink.Route{Protocol: protocol}, netlink.RT_FILTER_PROTOCOL)
	if err != nil {
		return err
	}
	var failures []error
	for _, route := range present {
		if route.Dst == nil {
			continue
		}
		if prefix, err := netip.ParsePrefix(route.Dst.String()); err == nil {
			if _, stays := wanted[prefix]; stays {
				continue
			}
		}
		if err := netlink.RouteDel(&route); err != nil {
			failures = append(failures, fmt.Errorf("cannot remove the route to %s: %w", route.Dst, err))
		}
	}
	for prefix, address := range wanted {
		destination := &net.IPNet{IP: prefix.Addr().AsSlice(), Mask: net.CIDRMask(prefix.Bits(), prefix.Addr().BitLen())}
		if err := netlink.RouteReplace(&netlink.Route{Dst: destination, Gw: address.AsSlice(), Protocol: protocol}); err != nil {
			failures = append(failures, fmt.Errorf("cannot set the route to %s by %s: %w", prefix, address, err))
		}
	}
	return errors.Join(failures...)
}

// applyFilters lets pods keep their addresses among themselves and gives them the node's outside, and refuses what is addressed to a
// Service that the proxy does not know (yet): a connection that got no answer would wait for half a minute.
func applyFilters(wanted desired, is4 bool) error {
	ofFamily := func(prefixes []netip.Prefix) []netip.Prefix {
		return slices.DeleteFunc(slices.Clone(prefixes), func(prefix netip.Prefix) bool { return prefix.Addr().Is4() != is4 })
	}
	command := "iptables"
	if !is4 {
		command = "ip6tables"
	}
	own, services := ofFamily(wanted.own), ofFamily(wanted.services)
	if !is4 && len(own) == 0 && applied == "" {
		return nil // the kernel may know no version 6
	}
	rules := []string{"*nat", ":" + chain + " - [0:0]"}
	for _, prefix := range append(ofFamily(slices.Collect(maps.Keys(wanted.routes))), own...) {
		rules = append(rules, fmt.Sprintf("-A %s -d %s -j RETURN", chain, prefix))
	}
	for _, prefix := range own {
		rules = append(rules, fmt.Sprintf("-A %s -s %s -j MASQUERADE", chain, prefix))
	}
	rules = append(rules, "COMMIT", "*filter", ":"+chain+" - [0:0]")
	for _, prefix := range services {
		rules = append(rules, fmt.Sprintf("-A %s -d %s -j REJECT", chain, prefix))
	}
	if err := run(strings.Join(append(rules, "COMMIT", ""), "\n"), command+"-restore", "--wait", "--noflush"); err != nil {
		return err
	}
	for table, from := range map[string]string{"nat": "POSTROUTING", "filter": "FORWARD"} {
		if run("", command, "--wait", "--table", table, "--check", from, "--jump", chain) == nil {
			continue
		}
		if err := run("", command, "--wait", "--table", table, "--append", from, "--jump", chain); err != nil {
			return err
		}
	}
	return nil
}

func applyPlugin(own []netip.Prefix) error {
	file := filepath.Join(plugins, ownPlugin)
	if len(own) == 0 {
		if err := os.Remove(file); err != nil && !os.IsNotExist(err) {
			return err
		}
		return nil
	}
	link, err := netlink.LinkByName("eth0")
	if err != nil {
		return err
	}
	type object = map[string]any
	var ranges [][]object
	var routes []object
	for _, prefix := range own {
		everywhere := "0.0.0.0/0"
		if !prefix.Addr().Is4() {
			everywhere = "::/0"
		}
		ranges = append(ranges, []object{{"subnet": prefix.String()}})
		routes = append(routes, object{"dst": everywhere})
	}
	// What is given out is forgotten with the pods when the node stops.
	addresses := object{"type": "host-local", "dataDir": "/run/cni/networks", "ranges": ranges, "routes": routes}
	text, err := json.MarshalIndent(object{"cniVersion": "1.0.0", "name": "node-network", "plugins": []object{
		{"type": "ptp", "mtu": link.Attrs().MTU, "ipam": addresses},
		{"type": "portmap", "capabilities": object{"portMappings": true}},
	}}, "", "  ")
	if err != nil {
		return err
	}
	// The runtime reads it as soon as it is there, so it must be there at once.
	if err := os.MkdirAll(plugins, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", text, 0o644); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

func run(input string, program string, arguments ...string) error {
	command := exec.Command(program, arguments...)
	command.Stdin = strings.NewReader(input)
	var words bytes.Buffer
	command.Stderr = &words
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, bytes.TrimSpace(words.Bytes()))
	}
	return nil
}
