/**
 * The configuration of a load balancer that has no template of its own, as such a template. Nothing in it needs more than HAProxy 2.2. Its
 * aim: no request fails while control-plane nodes come and go.
 */
export const defaultTemplate = `\
# Written by the Cluster API Docker provider, which overwrites changes.
global
  # docker logs shows servers that go up or down.
  log stdout format raw local0 notice
  # Two file descriptors each: fits where an engine gives its containers few, and keeps HAProxy from making room for millions.
  maxconn 8000
  # After a reload, the former process serves the connections that it has; those of clients that never end theirs are cut then.
  hard-stop-after 30m

defaults
  log global
  mode tcp
  option dontlognull
  # A node that refuses a connection, as one that just came or goes, costs the client nothing: the next node is tried at once.
  retries 3
  option redispatch 1
  timeout connect 1s
  # Until a server is connected; after that the tunnel's counts. Watches are silent for minutes, and are looked after by keep-alives.
  timeout client 1m
  timeout server 1m
  timeout tunnel 4h
  timeout client-fin 30s
  timeout server-fin 30s
  option clitcpka
  option srvtcpka

{{- if ne .FrontendControlPlanePort "8404" }}

frontend stats
  mode http
  bind *:8404
  {{- if .IPv6 }}
  bind :::8404 v6only
  {{- end }}
  stats enable
  stats uri /stats
  stats refresh 5s
{{- end }}

frontend control-plane
  bind *:{{ .FrontendControlPlanePort }}
  {{- if .IPv6 }}
  bind :::{{ .FrontendControlPlanePort }} v6only
  {{- end }}
  {{- if ne .FrontendControlPlanePort "6443" }}
  # Where kind's tools look for the API.
  bind *:6443
  {{- if .IPv6 }}
  bind :::6443 v6only
  {{- end }}
  {{- end }}
  default_backend kube-apiservers

backend kube-apiservers
  # An API server that wants a login even here (401) is there all the same.
  option httpchk GET /readyz
  http-check expect rstatus ^(200|401)$
  # A busy API server may take its time to answer; one that is gone is noticed by the connection.
  timeout check 5s
  default-server check check-ssl verify none inter 1s fastinter 500ms downinter 250ms fall 3 rise 1
  # Sessions of a server that is down are not cut: those that wait to be connected go to another one, and dead ones end by themselves.
  default-server tcp-ut 10s
  {{- range $name, $server := .BackendServers }}
  {{- if eq $server.Weight 0 }}
  # Leaves: gets new connections only while no other server is up.
  server {{ $name }} {{ JoinHostPort $server.Address $.BackendControlPlanePort }} weight 1 backup
  {{- else }}
  server {{ $name }} {{ JoinHostPort $server.Address $.BackendControlPlanePort }} weight {{ $server.Weight }}
  {{- end }}
  {{- end }}
`;
