/** Wrong arguments of a program or a command, as a sentence for people. */
export class UsageError extends Error {}

/** An argument that the program does not know, or cannot take in its place. */
export class UnknownArgumentError extends UsageError {
  readonly argument: string;
  constructor(argument: string) {
    super(`unknown argument: ${argument}`);
    this.name = "UnknownArgumentError";
    this.argument = argument;
  }
}

/** Throws UnknownArgumentError if a program that takes no arguments was given one. */
export function refuseArguments([first]: readonly string[] = process.argv.slice(2)): void {
  if (first !== undefined) throw new UnknownArgumentError(first);
}
