// Checks a proof of one entry (C2SP tlog-proof) with the Go project's own readers of notes and trees.
// Arguments: file of the proof, verifier key of the log. Needs nothing else.
package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(where string, err error) {
	if err != nil {
		fmt.Println("refused:", where, err)
		os.Exit(1)
	}
}

func value(line, name string) string {
	text, found := strings.CutPrefix(line, name+" ")
	if !found {
		check("form", fmt.Errorf("no %s", name))
	}
	return text
}

func main() {
	file, err := os.ReadFile(os.Args[1])
	check("file", err)
	proofText, checkpoint, found := strings.Cut(string(file), "\n\n")
	if !found {
		check("form", fmt.Errorf("no checkpoint"))
	}
	lines := strings.Split(proofText, "\n")
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		check("form", fmt.Errorf("first line"))
	}
	entry, err := base64.StdEncoding.DecodeString(value(lines[1], "extra"))
	check("extra", err)
	index, err := strconv.ParseInt(value(lines[2], "index"), 10, 64)
	check("index", err)
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		check("hash", err)
		proof = append(proof, hash)
	}
	verifier, err := note.NewVerifier(os.Args[2])
	check("verifier", err)
	opened, err := note.Open([]byte(checkpoint), note.VerifierList(verifier))
	check("checkpoint", err)
	tree := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(tree[1], 10, 64)
	check("checkpoint", err)
	root, err := tlog.ParseHash(tree[2])
	check("checkpoint", err)
	check("record", tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(entry)))
	fmt.Printf("verified entry %d of %d\n", index, size)
}
