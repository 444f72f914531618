// Whom a case or a result is about: a unit, or a belt that the unit beside it answers for.

interface OfBelt {
  readonly ofBelt: { readonly name: string } | null;
}

/** The name of whom a case is about. */
export function caseName({ unit, ofBelt }: OfBelt & { readonly unit: { readonly name: string } }): string {
  return ofBelt?.name ?? unit.name;
}

/** The name of whose result it is. */
export function resultName({ unitName, ofBelt }: OfBelt & { readonly unitName: string }): string {
  return ofBelt?.name ?? unitName;
}
