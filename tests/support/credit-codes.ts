const characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** A credit code that passes the check, of nobody: the n-th of a made-up row. */
export function creditCode(n: number): string {
  const body = `91330701MA${String(n).padStart(7, "0")}`;
  let [sum, weight] = [0, 1];
  for (const character of body) {
    sum += characters.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return body + characters.charAt((31 - (sum % 31)) % 31);
}
