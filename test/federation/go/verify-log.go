// Verifies a log with the implementations of notes and logs that the Go project keeps.
// Arguments: folder with checkpoint, earlier, verifier, entries (one header a line).
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type hashes map[int64]tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hash, ok := h[index]
		if !ok {
			return nil, fmt.Errorf("no hash %d", index)
		}
		found[i] = hash
	}
	return found, nil
}

func fail(where string, err error) {
	fmt.Println("refused:", where, err)
	os.Exit(1)
}

func read(name string) string {
	text, err := os.ReadFile(filepath.Join(os.Args[1], name))
	if err != nil {
		fail(name, err)
	}
	return string(text)
}

// open returns size and root of a signed checkpoint.
func open(name string, verifiers note.Verifiers) tlog.Tree {
	opened, err := note.Open([]byte(read(name)), verifiers)
	if err != nil {
		fail(name, err)
	}
	lines := strings.Split(opened.Text, "\n")
	var tree tlog.Tree
	if _, err := fmt.Sscanf(lines[1], "%d", &tree.N); err != nil {
		fail(name, err)
	}
	if tree.Hash, err = tlog.ParseHash(lines[2]); err != nil {
		fail(name, err)
	}
	return tree
}

func main() {
	verifier, err := note.NewVerifier(strings.TrimSpace(read("verifier")))
	if err != nil {
		fail("verifier", err)
	}
	verifiers := note.VerifierList(verifier)
	now, earlier := open("checkpoint", verifiers), open("earlier", verifiers)
	entries := strings.Split(strings.TrimSuffix(read("entries"), "\n"), "\n")
	known := hashes{}
	for n, entry := range entries {
		stored, err := tlog.StoredHashes(int64(n), []byte(entry), known)
		if err != nil {
			fail("entry", err)
		}
		first := tlog.StoredHashIndex(0, int64(n))
		for i, hash := range stored {
			known[first+int64(i)] = hash
		}
	}
	for n, entry := range entries {
		proof, err := tlog.ProveRecord(now.N, int64(n), known)
		if err != nil {
			fail("proof", err)
		}
		if err := tlog.CheckRecord(proof, now.N, now.Hash, int64(n), tlog.RecordHash([]byte(entry))); err != nil {
			fail("record", err)
		}
	}
	proof, err := tlog.ProveTree(now.N, earlier.N, known)
	if err != nil {
		fail("consistency", err)
	}
	if err := tlog.CheckTree(proof, now.N, now.Hash, earlier.N, earlier.Hash); err != nil {
		fail("consistency", err)
	}
	fmt.Printf("verified %d entries, consistent with %d\n", len(entries), earlier.N)
}
