// Reads and verifies a log of a running node over HTTP, with the Go project's own readers of notes, tiles and trees.
// Arguments: address of the node, city, verifier key of the city's root, file for the checkpoint. The file's content,
// if there is one, must be a checkpoint with which the log is consistent.
package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type directory struct {
	Cities []struct {
		City, Origin string
		Logs         []struct {
			Audience string
			Epoch    int
		}
		Keys []struct {
			Kid, Use, Status, PublicKey, From string
			Until                             *string
		}
	}
	ValidUntil string
}

func fail(where string, err error) {
	fmt.Println("refused:", where, err)
	os.Exit(1)
}

func check(where string, err error) {
	if err != nil {
		fail(where, err)
	}
}

func get(url string) ([]byte, error) {
	answer, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != 200 {
		err = fmt.Errorf("%s: %s", url, answer.Status)
	}
	return body, err
}

// reader fetches tiles of one log.
type reader struct{ base string }

func (r reader) Height() int                     { return height }
func (r reader) SaveTiles([]tlog.Tile, [][]byte) {}
func (r reader) path(t tlog.Tile) string         { return strings.Replace(t.Path(), "tile/8/", "tile/", 1) }
func (r reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	read := make([][]byte, len(tiles))
	for i, tile := range tiles {
		bytes, err := get(r.base + "/" + r.path(tile))
		if err != nil {
			return nil, err
		}
		read[i] = bytes
	}
	return read, nil
}

// open returns the tree of a signed checkpoint.
func open(where string, text []byte, verifiers note.Verifiers) tlog.Tree {
	opened, err := note.Open(text, verifiers)
	check(where, err)
	lines := strings.Split(opened.Text, "\n")
	var tree tlog.Tree
	_, err = fmt.Sscanf(lines[1], "%d", &tree.N)
	check(where, err)
	tree.Hash, err = tlog.ParseHash(lines[2])
	check(where, err)
	return tree
}

// nodeKeys returns the city's origin and epoch, and its keys as verifiers under the name of its log.
func nodeKeys(url, city, root string) (string, note.Verifiers) {
	verifier, err := note.NewVerifier(root)
	check("root", err)
	text, err := get(url + "/.well-known/cityfed")
	check("directory", err)
	opened, err := note.Open(text, note.VerifierList(verifier))
	check("directory", err)
	var d directory
	check("directory", json.Unmarshal([]byte(opened.Text), &d))
	until, err := time.Parse(time.RFC3339, d.ValidUntil)
	check("directory", err)
	if time.Now().After(until) {
		fail("directory", fmt.Errorf("expired"))
	}
	for _, one := range d.Cities {
		if one.City != city || verifier.Name() != one.Origin+"/"+city+"/root" {
			continue
		}
		log := fmt.Sprintf("%s/public/%d", city, one.Logs[0].Epoch)
		var keys []note.Verifier
		for _, key := range one.Keys {
			if key.Use != "sign" || key.Status == "revoked" {
				continue
			}
			bytes, err := base64.StdEncoding.DecodeString(key.PublicKey)
			check("key", err)
			encoded, err := note.NewEd25519VerifierKey(one.Origin+"/"+log, ed25519.PublicKey(bytes))
			check("key", err)
			made, err := note.NewVerifier(encoded)
			check("key", err)
			keys = append(keys, made)
		}
		return log, note.VerifierList(keys...)
	}
	fail("directory", fmt.Errorf("does not name the city"))
	return "", nil
}

// entries returns the entries of a bundle.
func entries(bundle []byte) ([][]byte, error) {
	var found [][]byte
	for len(bundle) > 0 {
		if len(bundle) < 2 {
			return nil, fmt.Errorf("bundle ends early")
		}
		length := int(binary.BigEndian.Uint16(bundle))
		if len(bundle) < 2+length {
			return nil, fmt.Errorf("entry ends early")
		}
		found, bundle = append(found, bundle[2:2+length]), bundle[2+length:]
	}
	return found, nil
}

func main() {
	url, city, root, file := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	log, verifiers := nodeKeys(url, city, root)
	r := reader{base: url + "/fed/v1/log/" + log}
	text, err := get(r.base + "/checkpoint")
	check("checkpoint", err)
	tree := open("checkpoint", text, verifiers)
	hashes := tlog.TileHashReader(tree, r)
	if earlier, err := os.ReadFile(file); err == nil {
		old := open("earlier", earlier, verifiers)
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		check("consistency", err)
		check("consistency", tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
		fmt.Printf("consistent with %d\n", old.N)
	}
	for n := int64(0); n < tree.N; n += 256 {
		tile := tlog.Tile{H: height, L: -1, N: n / 256, W: int(min(256, tree.N-n))}
		bundle, err := get(r.base + "/" + strings.Replace(r.path(tile), "tile/data/", "tile/entries/", 1))
		check("entries", err)
		read, err := entries(bundle)
		check("entries", err)
		if len(read) != tile.W {
			fail("entries", fmt.Errorf("%d in a bundle of %d", len(read), tile.W))
		}
		for i, entry := range read {
			proof, err := tlog.ProveRecord(tree.N, n+int64(i), hashes)
			check("record", err)
			check("record", tlog.CheckRecord(proof, tree.N, tree.Hash, n+int64(i), tlog.RecordHash(entry)))
		}
	}
	check("file", os.WriteFile(file, text, 0o600))
	fmt.Printf("verified %d entries\n", tree.N)
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
