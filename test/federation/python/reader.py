#!/usr/bin/env python3
"""Read and verify the public log of one city of a cityfed/1 node, written from PROTOCOL.md alone.
   reader.py http://127.0.0.1:3000 [--city 210900] [--root-key KEY] [--state FILE] [--follow] [--selftest]
Exit 0 if everything was verified, 1 with the reason if not."""
import argparse, base64, collections, datetime, hashlib, json, os, pathlib, re, sys, time, urllib.error, urllib.request
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PAGE_BYTES, PAGE_ENTRIES, SECONDS, WAIT = 5_000_000, 500, 10, 25
DIGEST_KINDS, ENDING_KINDS = ("enterprise", "posting", "fair", "fairExhibitor"), ("posting",)
MEMBERS = ("v", "log", "seq", "at", "kind", "schema", "id", "home", "ownerEpoch", "rev", "op", "agreement", "validThrough", "endsAt",
           "payloadDigest")  # the last four may be absent

class Refused(ValueError):
    """Something does not hold. `kind` is "root" or the status of an answer, where somebody handles it."""
    def __init__(self, reason, kind=None, facts=None):
        super().__init__(reason)
        self.kind, self.facts = kind, facts

# What a malformed text can raise: the parsers of Python raise ValueError; a member of a wrong type shows as one of the others.
REFUSALS = (ValueError, TypeError, AttributeError, KeyError, RecursionError, OSError, InvalidSignature)

def need(condition, *reason):
    """Refuse unless the condition holds."""
    if not condition:
        raise Refused(*reason)

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()
def to64(data):
    return base64.b64encode(data).decode()
def now():
    return datetime.datetime.now(datetime.timezone.utc)
def key_id(name, public):
    return sha(name.encode(), b"\n\x01", public)[:4]
def from64(text, length=None):
    """Decode canonical base64, of exactly the length if one is given."""
    data = base64.b64decode(text, validate=True)
    need(to64(data) == text and length in (None, len(data)), "base64 is not canonical or not as long as it should be")
    return data
def moment(text):
    """A time of the protocol; every other form of a time is refused."""
    need(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z", text), "a time has a wrong form")
    return datetime.datetime.fromisoformat(text[:-1]).replace(tzinfo=datetime.timezone.utc)
def parse(data):
    """Parse a JSON object strictly: valid UTF-8, no member twice, no NaN or Infinity."""
    def pairs(items):
        need(len(dict(items)) == len(items), "a JSON member stands twice")
        return dict(items)
    value = json.loads(data.decode(), object_pairs_hook=pairs, parse_constant=lambda name: need(False, f"{name} is not JSON"))
    need(type(value) is dict, "not a JSON object")
    return value
def verifier_key(text):
    """Split a verifier key, `name+id+base64(0x01, public key)`, into name and public key."""
    name, number, rest = text.split("+", 2)
    data = from64(rest, 33)
    need(data[0] == 1 and number == key_id(name, data[1:]).hex(), "the id of a verifier key does not fit")
    return name, data[1:]
def note_text(note, name, publics):
    """The text of a note that one of the public keys signed under the name. Signatures of others are ignored."""
    cut, good = note.rfind("\n\n"), False
    need(cut > 0 and note.endswith("\n"), "a note without a block of signatures")
    for line in note[cut + 2:-1].split("\n"):
        match = re.fullmatch(r"— ([^\s+]+) (\S+)", line)
        need(match, "a line of a signature has a wrong form")
        data = from64(match[2])
        for public in (one for one in publics if match[1] == name and data[:4] == key_id(name, one)):
            Ed25519PublicKey.from_public_bytes(public).verify(data[4:], note[:cut + 1].encode())
            good = True
    need(good, f"no known and valid key signed as {name}")
    return note[:cut + 1]

def grow(frontier, leaf, size):
    """The frontier after one more leaf. It holds the roots of the complete subtrees, the largest first."""
    frontier = frontier + [leaf]
    while size & 1:
        frontier[-2:] = [sha(b"\x01", *frontier[-2:])]
        size >>= 1
    return frontier
def tree_root(frontier):
    """Root of the tree in base64: fold the complete subtrees from the right."""
    root = frontier[-1] if frontier else sha()
    for left in frontier[-2::-1]:
        root = sha(b"\x01", left, root)
    return to64(root)

class Directory:
    """A directory that the known root signed, reduced to one city."""
    def __init__(self, data, city, root, held_issued):
        name, public = verifier_key(root)
        text = note_text(data.decode(), name, [public])
        value = parse(text.encode())
        issued, until, cities = moment(value["issuedAt"]), moment(value["validUntil"]), value["cities"]
        need(text.count("\n") == 1 and value["v"] == 1 and "cityfed/1" in value["versions"], "the directory is not one line of cityfed/1")
        need(now() < until <= issued + datetime.timedelta(days=400), "validUntil of the directory is over or too late")
        need(moment(held_issued or value["issuedAt"]) <= issued <= now() + datetime.timedelta(minutes=5), "issuedAt of the directory is wrong")
        need(len({one["city"] for one in cities}) == len(cities), "a city stands twice in the directory")
        for key in (key for one in cities for key in one["keys"]):
            need(sha(from64(key["publicKey"], 32)).hex()[:8] == key["kid"], "a kid does not fit its public key")
        mine = {one["city"]: one for one in cities}[city]
        need(name == f"{mine['origin']}/{city}/root" and mine.get("root", root) == root, "the known root is not that of this city")
        self.origin, self.issued, self.keys, self.fetched = mine["origin"], value["issuedAt"], mine["keys"], time.monotonic()
        self.epoch = {one["audience"]: one["epoch"] for one in mine["logs"]}["public"]
    def signers(self):
        """Public keys of the city that sign and are valid now."""
        return [from64(key["publicKey"]) for key in self.keys if key["use"] == "sign" and key["status"] != "revoked"
                and moment(key["from"]) <= now() and ("until" not in key or now() < moment(key["until"]))]
def checkpoint(note, origin, signers):
    """Size and root of a signed checkpoint."""
    first, size, root, *_ = note_text(note, origin, signers).split("\n")
    need(first == origin and re.fullmatch("0|[1-9][0-9]{0,15}", size) and from64(root, 32), "the checkpoint has a wrong form or origin")
    return int(size), root
def check_header(data, log, seq):
    """Parse one header and check every member."""
    need(len(data) <= 65_535, "a header is too long")
    header = parse(data)
    need(list(header) == [name for name in MEMBERS if name in header or name in MEMBERS[:11]], "members of a header are not those expected")
    for name, low in (("v", 1), ("seq", 1), ("schema", 1), ("ownerEpoch", 1), ("rev", 0)):
        need(type(header[name]) is int and low <= header[name] < 2 ** (53 if name == "seq" else 31), f"{name} is out of range")
    need(header["v"] == 1 and header["log"] == log and header["home"] == log.split("/")[0], "a header is of another version, log or city")
    need(header["seq"] == seq, f"seq is {header['seq']} instead of {seq}")
    need(re.fullmatch("[!-~]+", header["kind"]) and re.fullmatch("[!-~]+", header["id"]), "kind or id has a wrong form")
    need(header["op"] in ("put", "close", "erase", "key", "noop"), f"unknown op {header['op']}")
    need(re.fullmatch("[0-9a-f]{64}", header.get("agreement", "0" * 64)), "agreement is not a digest")
    for name in ("at", "validThrough", "endsAt"):
        moment(header.get(name, header["at"]))
    from64(header.get("payloadDigest", to64(bytes(32))), 32)
    return header
def verify_page(body, after, limit, frontier, log, origin, signers):
    """Verify a page of changes completely and return what it tells. Nothing that is passed in is changed."""
    need(len(body) <= PAGE_BYTES and body.endswith(b"\n"), "the page is too long, or does not end with a newline")
    *lines, last = body[:-1].split(b"\n")
    need(len(lines) <= limit, "the page has too many lines")
    headers, payloads, size = [], 0, after
    for entry in map(parse, lines):
        need(set(entry) in ({"h"}, {"h", "p", "s"}), "a line of the page has wrong members")
        header = check_header(entry["h"].encode(), log, size + 1)
        found = to64(sha(from64(entry["s"], 16), entry["p"].encode())) if "p" in entry else header.get("payloadDigest")
        need(found == header.get("payloadDigest"), f"the payload of entry {size + 1} does not fit its digest")
        frontier = grow(frontier, sha(b"\x00", entry["h"].encode()), size)
        headers, payloads, size = headers + [header], payloads + ("p" in entry), size + 1
    last = parse(last)
    need(set(last) == {"checkpoint"}, "the last line is not a checkpoint")
    signed, root = checkpoint(last["checkpoint"], origin, signers)
    need(signed == size, f"the checkpoint is of size {signed} instead of {size}")
    need(root == tree_root(frontier), f"the signed root of size {size} is not that of the entries", "root", last["checkpoint"])
    return headers, frontier, payloads, last["checkpoint"]
def apply(records, headers):
    """Bring the state forward: the entry with the highest (ownerEpoch, rev) counts, of two equal ones the later."""
    for header in headers:
        key, value = f"{header['kind']} {header['id']}", [header["ownerEpoch"], header["rev"], header["op"], header.get("validThrough")]
        if header["op"] not in ("key", "noop") and value[:2] >= records.get(key, [0, 0])[:2]:
            records[key] = value
def digest(records, kind, at):
    """The live records of a kind by bucket, as the document defines it: {bucket: (count, digest)}."""
    buckets = collections.defaultdict(list)
    for key, (_, rev, op, through) in records.items():
        if key.startswith(kind + " ") and op == "put" and (kind not in ENDING_KINDS or not through or moment(through) > moment(at)):
            name = key[len(kind) + 1:].encode()
            buckets[sha(name)[0]].append((name, b"%s %d\n" % (name, rev)))
    return {bucket: (len(rows), to64(sha(*(row for _, row in sorted(rows))))) for bucket, rows in buckets.items()}

class Reader:
    """Follows one log. `held` is all that stands in the state file."""
    def __init__(self, base, city, root_key, path):
        self.base, self.city, self.path, self.held = base.rstrip("/"), city, path, {}
        if path and os.path.exists(path):
            self.held = json.loads(pathlib.Path(path).read_text("utf-8"))
            known = [str(self.held["size"]), tree_root([bytes.fromhex(one) for one in self.held["frontier"]])]
            need(self.held["city"] == city and known == self.held["note"].split("\n")[1:3], "the state file does not fit")
        self.root = root_key or self.held.get("root") or self.claimed_root()
        print(f"root key {self.root}" + ("" if root_key else "  (not given: compare it by another way)"))
        self.renew_directory()
        "size" in self.held or self.begin(self.directory.epoch)
    def terms(self):
        """What a page must fit: log, origin of the log, and the keys that are valid now."""
        log = f"{self.city}/public/{self.held['epoch']}"
        return log, f"{self.directory.origin}/{log}", self.directory.signers()
    def get(self, path, media, wait=0):
        """The body of an answer 200, within the bounds of size and time. Waits a few times if the node asks for it."""
        for attempt in range(4):
            end, body = time.monotonic() + wait + SECONDS, b""
            try:
                with urllib.request.urlopen(self.base + path, timeout=wait + SECONDS) as answer:
                    need(answer.status == 200 and answer.headers.get_content_type() == media, f"{path} is not {media}")
                    while part := answer.read1(65_536):
                        body += part
                        need(len(body) <= PAGE_BYTES and time.monotonic() < end, f"{path} is too long or too slow")
                    return body
            except urllib.error.HTTPError as error:
                problem = parse(error.read(100_000)) if "json" in error.headers.get_content_type() else {}
                need(error.code in (429, 503) and attempt < 3, f"{path}: {error.code} {problem}", error.code, problem.get("facts"))
                time.sleep(min(int(error.headers.get("Retry-After", "5")), 300))
    def claimed_root(self):
        """The root that the node itself names: in its directory or, failing that, in an agreement."""
        cities = parse(self.get("/.well-known/cityfed", "text/plain").split(b"\n")[0])["cities"]
        if not any(one["city"] == self.city and "root" in one for one in cities):
            print("warning: the directory names no root, against the document; an agreement is asked")
            for note in parse(self.get("/fed/v1/agreements", "application/json"))["notes"]:
                cities += parse(note.split("\n")[0].encode())["parties"]
        roots = [one["root"] for one in cities if one["city"] == self.city and "root" in one]
        need(roots, "the node names no root for this city; give one with --root-key")
        return roots[0]
    def renew_directory(self):
        self.directory = Directory(self.get("/.well-known/cityfed", "text/plain"), self.city, self.root, self.held.get("issued"))
        self.held["issued"] = self.directory.issued
    def begin(self, epoch):
        """Start a log at 0."""
        self.held.update(city=self.city, root=self.root, epoch=epoch, size=0, frontier=[], note=f"\n0\n{tree_root([])}", records={})
    def changes(self, limit, wait):
        """Fetch the next page and verify it. The directory is never older than a minute, so that a revoked or new key is known."""
        after, log = self.held["size"], self.terms()[0]
        body = self.get(f"/fed/v1/log/{log}/changes?after={after}&limit={limit}&wait={wait}", "application/x-ndjson", wait)
        if time.monotonic() > self.directory.fetched + 60:
            self.renew_directory()
        return body, verify_page(body, after, limit, [bytes.fromhex(one) for one in self.held["frontier"]], *self.terms())
    def compare(self):
        """Compare the digest of every kind with what is held."""
        log, size, at = self.terms()[0], self.held["size"], now().isoformat(timespec="milliseconds")[:-6] + "Z"
        for kind in DIGEST_KINDS:
            answer = parse(self.get(f"/fed/v1/log/{log}/digest?kind={kind}&size={size}&at={at}", "application/json"))
            need([answer[name] for name in ("log", "size", "at", "kind")] == [log, size, at, kind], "the digest is of another state")
            theirs = {one["bucket"]: (one["count"], one["digest"]) for one in answer["buckets"]}
            mine = digest(self.held["records"], kind, at)
            need(mine == theirs, f"digest of {kind} differs in {[one for one in range(256) if mine.get(one) != theirs.get(one)]}")
            print(f"digest of {kind}: {len(mine)} buckets, {sum(count for count, _ in mine.values())} records, all equal")
    def run(self, follow, ended=False):
        """Read to the end, compare, and go on with long polls if asked to."""
        while follow or not ended:
            try:
                _, (headers, frontier, payloads, note) = self.changes(PAGE_ENTRIES, WAIT if ended else 0)
            except Refused as refused:
                if refused.kind == "root":  # perhaps a fork: keep both checkpoints
                    pathlib.Path(self.path + ".fork").write_text(f"{self.held['note']}\n{refused.facts}", "utf-8")
                if refused.kind != 409 or refused.facts["epoch"] <= self.held["epoch"]:
                    raise
                print(f"the log begins again with epoch {refused.facts['epoch']}")
                self.begin(refused.facts["epoch"])
                continue
            apply(self.held["records"], headers)
            size = self.held["size"] + len(headers)
            self.held.update(size=size, frontier=[one.hex() for one in frontier], note=note)
            pathlib.Path(self.path + ".new").write_text(json.dumps(self.held), "utf-8")
            os.replace(self.path + ".new", self.path)  # so the state file is never half written
            headers and print(f"verified {size - len(headers) + 1} to {size}, {payloads} payloads", flush=True)
            if bool(headers) == ended:  # the end is reached for the first time, or there is news after it
                print(f"end of the log: {size} entries, root {tree_root(frontier)}")
                self.compare()
            ended = ended or not headers

def refused(*page):
    try:
        return not verify_page(*page)
    except REFUSALS:
        return True
def selftest(reader):
    """The examples of the document; then every single bit of two pages is flipped, and each change must be refused."""
    header = (b'{"v":1,"log":"210900/public/1","seq":1,"at":"2026-11-30T08:00:00.000Z","kind":"posting","schema":1,"id":"019aa000-0000-7000-8000'
              b'-000000000000","home":"210900","ownerEpoch":1,"rev":1,"op":"put","payloadDigest":"kGhnK9AuoSJNdtU9NzO3P3Xj1jyRYOP56TVnrY4IKwY="}')
    origin, signer = "fx.example.cn/fed/210900/public/1", from64("gTl3Dqh9F19Wo1Rmw0x+zMuNipG07jeiXfYPW4/Js5Q=")
    note = (f"{origin}\n3\nAx9wQVIpNVii266V0aXpnUn5NUGjD3jmd6bnuEnwOMY=\n\n— {origin} "
            "LmJe2ADAEQIZKYWRf6WJpvc4/8RSHF8ccaNoSQ+f2yaKyGMK+ROyrhnjE9fwQtpOmn03voWKQMJ0143kimbMJ+B67Q4=\n")
    frontier = []
    for size, (leaf, root) in enumerate((
            (sha(b"\x00", header).hex(), "SNFSDmrAKb95I/irQaOzeQEolLk8zk+pl2zyho4a/O4="),
            ("8e5e772cf62546fdd791b024320cdd2ca05c312e309baac525fa6debc38492fd", "Hwa+lr5W44oSvCTgyu97mt7Ls7pFwXiOUfUL1KxgXp8="),
            ("40ef5db7f65072a9359df8153773e2983276e0a22c7e438a7eb272f7418c0869", checkpoint(note, origin, [signer])[1]))):
        frontier = grow(frontier, bytes.fromhex(leaf), size)
        need(tree_root(frontier) == root, f"the root of size {size + 1} is not that of the document")
    key = Ed25519PrivateKey.generate()
    public, text = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw), f"{origin}\n1\n{to64(sha(bytes(1), header))}\n"
    signed = f"{text}\n— {origin} {to64(key_id(origin, public) + key.sign(text.encode()))}\n"
    mine = ('{"h":%s,"p":%s,"s":"%s"}\n{"checkpoint":%s}\n' % (json.dumps(header.decode()), json.dumps('{"title":"电焊工，日结","headcount":1}',
            ensure_ascii=False), to64(b"\x01" * 16), json.dumps(signed, ensure_ascii=False))).encode()
    for name, body, terms in (("a page of the node", reader.changes(3, 0)[0], reader.terms()),
                              ("the example with its payload", mine, ("210900/public/1", origin, [public]))):
        lines = body.splitlines(keepends=True)
        changed = [body[:at] + bytes([body[at] ^ 1 << bit]) + body[at + 1:] for at in range(len(body)) for bit in range(8)]
        changed += [body[:-1], body + b"\n", body * 2, b"", b"".join(lines[1:]), b"".join(lines[:-1]), b"".join(lines[::-1])]
        need(not refused(body, 0, 3, [], *terms), f"{name} is refused although nothing is changed")
        need(all(refused(one, 0, 3, [], *terms) for one in changed), f"{name}: a change was accepted")
        print(f"selftest: {name}: {len(body)} bytes, each bit flipped and 7 other changes: all {len(changed)} refused")

def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, settings in (("address", {}), ("--city", {"default": "210900"}), ("--root-key", {}), ("--state", {"default": "reader.state.json"}),
                           ("--follow", {"action": "store_true"}), ("--selftest", {"action": "store_true"})):
        options.add_argument(name, **settings)
    given = options.parse_args()
    try:
        reader = Reader(given.address, given.city, given.root_key, None if given.selftest else given.state)
        selftest(reader) if given.selftest else reader.run(given.follow)
    except REFUSALS as error:
        sys.exit(f"REFUSED: {str(error) or 'a signature is wrong'} ({type(error).__name__})")
    except KeyboardInterrupt:
        print("stopped")

if __name__ == "__main__":
    main()
