/** A number as people type it: full-width figures and a long minus too. undefined for nothing, null for what is none. */
export function numberIn(text: string): number | undefined | null {
  const plain = text
    .normalize("NFKC")
    .replaceAll(/[\s,，]/g, "")
    .replace(/^[−—–]/, "-");
  if (plain === "") return undefined;
  if (!/^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(plain)) return null;
  return Number(plain);
}
