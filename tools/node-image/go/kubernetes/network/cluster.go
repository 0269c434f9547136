package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

var errForbidden = errors.New("forbidden")

// A node, as far as its network goes.
type node struct {
	Metadata struct {
		Name            string `json:"name"`
		ResourceVersion string `json:"resourceVersion"`
	} `json:"metadata"`
	Spec struct {
		PodCIDRs []string `json:"podCIDRs"`
	} `json:"spec"`
	Status struct {
		Addresses []struct {
			Type    string `json:"type"`
			Address string `json:"address"`
		} `json:"addresses"`
	} `json:"status"`
}

// What kubeadm's configuration says: nothing while it is not known, and no pods where it leaves them out.
type subnets struct {
	known          bool
	pods, services []string
}

type cluster struct {
	client *http.Client
	server string
	// Name of this Node: that of the certificate, since a kubelet may call it other than the machine.
	self string
}

func connect(file string) (*cluster, error) {
	config, err := clientcmd.BuildConfigFromFlags("", file)
	if err != nil {
		return nil, err
	}
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		return nil, err
	}
	if err := rest.LoadTLSFiles(config); err != nil {
		return nil, err
	}
	pair, err := tls.X509KeyPair(config.CertData, config.KeyData)
	if err != nil {
		return nil, fmt.Errorf("%s has no client certificate: %w", file, err)
	}
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		return nil, err
	}
	return &cluster{client, config.Host, strings.TrimPrefix(leaf.Subject.CommonName, "system:node:")}, nil
}

func (c *cluster) request(ctx context.Context, method, path string, body []byte) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.server+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/json")
	response, err := c.client.Do(request)
	if err != nil {
		return nil, err
	}
	if response.StatusCode < 300 {
		return response, nil
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusForbidden {
		return nil, fmt.Errorf("%s %s: %w", method, path, errForbidden)
	}
	words, _ := io.ReadAll(io.LimitReader(response.Body, 500))
	return nil, fmt.Errorf("%s %s: %s: %s", method, path, response.Status, words)
}

func (c *cluster) get(ctx context.Context, path string, into any) error {
	response, err := c.request(ctx, http.MethodGet, path, nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	return json.NewDecoder(response.Body).Decode(into)
}

func (c *cluster) nodes(ctx context.Context, selector string) (map[string]node, string, error) {
	var list struct {
		Metadata struct {
			ResourceVersion string `json:"resourceVersion"`
		} `json:"metadata"`
		Items []node `json:"items"`
	}
	if err := c.get(ctx, "/api/v1/nodes?fieldSelector="+url.QueryEscape(selector), &list); err != nil {
		return nil, "", err
	}
	nodes := map[string]node{}
	for _, item := range list.Items {
		nodes[item.Metadata.Name] = item
	}
	return nodes, list.Metadata.ResourceVersion, nil
}

type event struct {
	Type   string `json:"type"`
	Object node   `json:"object"`
}

// How soon another plugin's configuration is noticed: no event tells of it.
const glance = 2 * time.Second

// watch keeps nodes up to date, and calls update at once, after every change and now and then, until the server ends the watch.
func (c *cluster) watch(ctx context.Context, nodes map[string]node, version string, update func() error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	response, err := c.request(ctx, http.MethodGet, "/api/v1/nodes?watch=true&timeoutSeconds=600&resourceVersion="+version, nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	events, ended := make(chan event), make(chan error, 1)
	go func() { ended <- read(ctx, response.Body, events) }()
	for ticks := time.Tick(glance); ; {
		if err := update(); err != nil {
			return err
		}
		select {
		case <-ticks:
		case err := <-ended:
			return err
		case event := <-events:
			switch event.Type {
			case "ADDED", "MODIFIED":
				nodes[event.Object.Metadata.Name] = event.Object
			case "DELETED":
				delete(nodes, event.Object.Metadata.Name)
			default:
				return nil // too old to go on from
			}
		}
	}
}

func read(ctx context.Context, from io.Reader, events chan<- event) error {
	for decoder := json.NewDecoder(from); ; {
		var event event
		if err := decoder.Decode(&event); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		select {
		case events <- event:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

var (
	podSubnet     = regexp.MustCompile(`(?m)^\s+podSubnet: "?([^"\s]+)"?$`)
	serviceSubnet = regexp.MustCompile(`(?m)^\s+serviceSubnet: "?([^"\s]+)"?$`)
)

// subnets reads what kubeadm lets its nodes read when they join.
func (c *cluster) subnets(ctx context.Context) (subnets, error) {
	var config struct {
		Data map[string]string `json:"data"`
	}
	if err := c.get(ctx, "/api/v1/namespaces/kube-system/configmaps/kubeadm-config", &config); err != nil {
		return subnets{}, err
	}
	read := func(line *regexp.Regexp) []string {
		if found := line.FindStringSubmatch(config.Data["ClusterConfiguration"]); found != nil {
			return strings.Split(found[1], ",")
		}
		return nil
	}
	return subnets{known: true, pods: read(podSubnet), services: read(serviceSubnet)}, nil
}

const access = "node-image:node-network"

// allowNodes lets nodes see each other, where this one is of the control plane and has the credentials to.
func allowNodes(ctx context.Context) error {
	const admin = "/etc/kubernetes/admin.conf"
	if _, err := os.Stat(admin); err != nil {
		return nil
	}
	cluster, err := connect(admin)
	if err != nil {
		return err
	}
	const group = "/apis/rbac.authorization.k8s.io/v1/"
	for path, object := range map[string]string{
		"clusterroles": `{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "` + access + `"},
			"rules": [{"apiGroups": [""], "resources": ["nodes"], "verbs": ["get", "list", "watch"]}]}`,
		"clusterrolebindings": `{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "` + access + `"},
			"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "` + access + `"},
			"subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": "system:nodes"}]}`,
	} {
		response, err := cluster.request(ctx, http.MethodPost, group+path, []byte(object))
		if err != nil && !strings.Contains(err.Error(), "AlreadyExists") {
			return err
		}
		if err == nil {
			response.Body.Close()
		}
	}
	return nil
}
