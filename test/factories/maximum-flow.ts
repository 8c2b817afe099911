/**
 * A flow network with integer capacities. Nodes are numbers from 0. It runs Dinic's algorithm and gives
 * bounds in tests and benchmarks.
 */
export class Network {
  private readonly to: number[] = [];
  private readonly left: number[] = [];
  private readonly out: number[][];
  private level: number[] = [];
  private next: number[] = [];

  constructor(private readonly nodes: number) {
    this.out = Array.from({ length: nodes }, () => []);
  }

  arc(from: number, to: number, capacity: number): void {
    this.out[from]?.push(this.to.length);
    this.to.push(to);
    this.left.push(capacity);
    this.out[to]?.push(this.to.length);
    this.to.push(from);
    this.left.push(0);
  }

  private layer(source: number, sink: number): boolean {
    this.level = new Array<number>(this.nodes).fill(-1);
    this.level[source] = 0;
    const queue = [source];
    for (const node of queue)
      for (const arc of this.out[node] ?? []) {
        const to = this.to[arc] ?? 0;
        if ((this.left[arc] ?? 0) > 0 && this.level[to] === -1) {
          this.level[to] = (this.level[node] ?? 0) + 1;
          queue.push(to);
        }
      }
    return (this.level[sink] ?? -1) >= 0;
  }

  private push(node: number, sink: number, limit: number): number {
    if (node === sink) return limit;
    const arcs = this.out[node] ?? [];
    for (; (this.next[node] ?? 0) < arcs.length; this.next[node] = (this.next[node] ?? 0) + 1) {
      const arc = arcs[this.next[node] ?? 0] ?? 0;
      const to = this.to[arc] ?? 0;
      const left = this.left[arc] ?? 0;
      if (left <= 0 || this.level[to] !== (this.level[node] ?? 0) + 1) continue;
      const sent = this.push(to, sink, Math.min(limit, left));
      if (sent === 0) continue;
      this.left[arc] = left - sent;
      this.left[arc ^ 1] = (this.left[arc ^ 1] ?? 0) + sent;
      return sent;
    }
    return 0;
  }

  /** Returns the maximum flow from `source` to `sink`. It uses up the capacities, so call it once. */
  maximum(source: number, sink: number): number {
    let total = 0;
    while (this.layer(source, sink)) {
      this.next = new Array<number>(this.nodes).fill(0);
      for (let sent = this.push(source, sink, Infinity); sent > 0; sent = this.push(source, sink, Infinity))
        total += sent;
    }
    return total;
  }
}
