import { fuzz } from "./fuzzing.ts";

// Some tries of each operation; test/fault/fuzz.test.ts makes many, from several seeds.
fuzz({ bodies: 50, queries: 12, seed: 20_261_121 });
