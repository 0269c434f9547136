// A workload to try clusters with: answers every request with the name of the pod it runs in, on port 8080 or the one in PORT.
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	name, err := os.Hostname()
	if err != nil {
		log.Fatal(err)
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	// As the first process of a container it is ended by no signal that it does not ask for.
	end := make(chan os.Signal, 1)
	signal.Notify(end, syscall.SIGINT, syscall.SIGTERM)
	go func() { <-end; os.Exit(0) }()
	http.HandleFunc("/", func(response http.ResponseWriter, request *http.Request) {
		log.Printf("%s %s from %s", request.Method, request.URL.Path, request.RemoteAddr)
		fmt.Fprintln(response, name)
	})
	log.Printf("%s answers on port %s", name, port)
	log.Fatal(http.ListenAndServe(":"+port, nil))
}
