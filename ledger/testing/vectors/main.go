// Writes proofs by an independent implementation of the tree (golang.org/x/mod/sumdb/tlog, that of Go's checksum
// database) for the tests to compare with: go run . > ../recordings/tree-proofs.json
package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Index int64    `json:"index"`
	Size  int64    `json:"size"`
	Path  []string `json:"path"`
}

type consistency struct {
	First  int64    `json:"first"`
	Second int64    `json:"second"`
	Path   []string `json:"path"`
}

func main() {
	const most = 70
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			out[i] = stored[index]
		}
		return out, nil
	})
	var out struct {
		Roots       []string      `json:"roots"`
		Inclusion   []inclusion   `json:"inclusion"`
		Consistency []consistency `json:"consistency"`
	}
	for n := int64(0); n < most; n++ {
		hashes, err := tlog.StoredHashes(n, []byte(fmt.Sprintf("entry %d", n)), reader)
		check(err)
		stored = append(stored, hashes...)
		root, err := tlog.TreeHash(n+1, reader)
		check(err)
		out.Roots = append(out.Roots, hex.EncodeToString(root[:]))
	}
	for _, size := range []int64{1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 64, 70} {
		for index := int64(0); index < size; index++ {
			proof, err := tlog.ProveRecord(size, index, reader)
			check(err)
			out.Inclusion = append(out.Inclusion, inclusion{index, size, texts(proof)})
		}
		for first := int64(1); first <= size; first++ {
			proof, err := tlog.ProveTree(size, first, reader)
			check(err)
			out.Consistency = append(out.Consistency, consistency{first, size, texts(proof)})
		}
	}
	check(json.NewEncoder(os.Stdout).Encode(out))
}

func texts(hashes []tlog.Hash) []string {
	out := []string{}
	for _, hash := range hashes {
		out = append(out, hex.EncodeToString(hash[:]))
	}
	return out
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
