import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";

const ip = (...args: string[]) => execFileSync("ip", args, { stdio: ["ignore", "pipe", "pipe"] });

/** Port at which each node answers. */
const PORT = 8080;
const addressOf = (n: number) => `10.77.0.${n + 1}`;

/** Network namespaces that only a bridge connects; the bridge has a namespace too. Nothing leaves them. */
export type Network = {
  url(n: number): string;
  address(n: number): string;
  /** The command that runs a program in the namespace of node `n`. */
  launcher(n: number): string[];
  /** Pulls or plugs the cable of a node. */
  cable(n: number, plugged: boolean): void;
  /** Drops what `from` sends to `to`, or no longer. The other direction stays. */
  way(from: number, to: number, open: boolean): void;
  close(): void;
};

/** Returns why this machine allows no network namespaces, or null if it does. */
export function namespacesMissing(): string | null {
  const name = `lp${randomBytes(3).toString("hex")}`;
  const made = spawnSync("ip", ["netns", "add", name], { encoding: "utf8" });
  if (made.error) return `ip: ${made.error.message}`;
  if (made.status !== 0) return `ip netns add: ${made.stderr.trim()}`;
  const bridge = spawnSync("ip", ["-n", name, "link", "add", "br0", "type", "bridge"], { encoding: "utf8" });
  ip("netns", "del", name);
  return bridge.status === 0 ? null : `ip link add type bridge: ${bridge.stderr.trim()}`;
}

export function openNetwork(nodes: number): Network {
  const prefix = `lp${randomBytes(3).toString("hex")}`;
  const hub = `${prefix}-hub`;
  const nameOf = (n: number) => `${prefix}-${n}`;
  const made: string[] = [];
  const add = (name: string) => {
    ip("netns", "add", name);
    made.push(name);
  };
  const close = () => {
    for (const name of made.splice(0)) ip("netns", "del", name);
  };
  try {
    add(hub);
    ip("-n", hub, "link", "add", "br0", "type", "bridge");
    ip("-n", hub, "link", "set", "br0", "up");
    for (let n = 0; n < nodes; n += 1) {
      const name = nameOf(n);
      add(name);
      ip("-n", hub, "link", "add", `node${n}`, "type", "veth", "peer", "name", "eth0", "netns", name);
      ip("-n", hub, "link", "set", `node${n}`, "master", "br0", "up");
      ip("-n", name, "addr", "add", `${addressOf(n)}/24`, "dev", "eth0");
      ip("-n", name, "link", "set", "eth0", "up");
      ip("-n", name, "link", "set", "lo", "up");
    }
  } catch (error) {
    close();
    throw error;
  }
  return {
    url: (n) => `http://${addressOf(n)}:${PORT}`,
    address: addressOf,
    launcher: (n) => ["ip", "netns", "exec", nameOf(n)],
    cable: (n, plugged) => void ip("-n", hub, "link", "set", `node${n}`, plugged ? "up" : "down"),
    way(from, to, open) {
      const route = ["blackhole", `${addressOf(to)}/32`];
      ip("-n", nameOf(from), "route", open ? "del" : "add", ...route);
    },
    close,
  };
}
